"""The log: nothing in it can be changed, and whoever changes it past the database is found out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from audit import trail, triggers
from audit.models import AuditEvent, AuditSeal, Move
from kit import clock
from tests import build, migrated
from tests.source import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def _own_heads(settings: Any, tmp_path: Path) -> None:
    """The exported heads of this test alone."""
    settings.VAR_DIR = tmp_path


def events(n: int, by: Any = None) -> list[AuditEvent]:
    return [trail.record("test.read", by=by, fields=["phone"], purpose=f"目的{i}", detail={"n": i}) for i in range(n)]


@pytest.fixture
def chain(db: None) -> list[AuditEvent]:
    """Ten events, sealed, and verified."""
    made = events(10)
    assert trail.seal() == 10
    assert trail.verify() is None
    return made


# --- the database refuses ---------------------------------------------------------------------------------------
@pytest.fixture
def one_of_each(cast: Any) -> dict[str, Any]:
    client = build.client(cast, consent=False)
    trail.seal()
    connection.check_constraints()  # what is still to be checked would keep PostgreSQL from emptying a table
    return {
        "audit_auditevent": AuditEvent.objects.first(),
        "audit_auditseal": AuditSeal.objects.first(),
        "audit_move": Move.objects.filter(thing_id=client.pk).first(),
    }


CHANGES: dict[str, Callable[[str, str, Any], tuple[str, list[Any]]]] = {
    "update": lambda table, key, row: (f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", [row.pk]),
    "update all": lambda table, key, row: (f"UPDATE {table} SET {key} = {key}", []),
    "delete": lambda table, key, row: (f"DELETE FROM {table} WHERE {key} = %s", [row.pk]),
    "delete all": lambda table, key, row: (f"DELETE FROM {table}", []),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", triggers.TABLES)
def test_the_database_refuses_to_change_or_delete(table: str, change: str, one_of_each: dict[str, Any]) -> None:
    sql, values = CHANGES[change](table, triggers.TABLES[table], one_of_each[table])
    before = count(table)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    assert count(table) == before


@pytest.mark.parametrize("table", triggers.TABLES)
def test_the_database_refuses_to_empty_a_table_or_to_put_a_row_in_anothers_place(
    table: str, one_of_each: dict[str, Any]
) -> None:
    """TRUNCATE fires no trigger for rows on PostgreSQL, REPLACE none for DELETE on SQLite."""
    before, sql = count(table), f"TRUNCATE {table}"
    if connection.vendor == "sqlite":
        sql = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert count(table) == before


@pytest.mark.parametrize("table", triggers.PROTECTED)
def test_every_table_that_only_grows_is_guarded_by_the_database(table: str) -> None:
    """Also after the last migration: on SQLite one that alters a table drops its triggers without a word."""
    asked = "SELECT count(DISTINCT trigger_name) FROM information_schema.triggers WHERE event_object_table = %s"
    # TRUNCATE has a trigger too, which this view of the standard does not list.
    if connection.vendor == "sqlite":
        asked = "SELECT count(*) - 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(asked, [table])
        assert cursor.fetchone()[0] >= 2, f"end the last migration of {table} with audit.triggers.operation"


def test_the_models_offer_no_way_round(one_of_each: dict[str, Any]) -> None:
    event = one_of_each["audit_auditevent"]
    ways: list[Callable[[], Any]] = [
        lambda: AuditEvent.objects.filter(pk=event.pk).update(purpose="改"),
        lambda: AuditEvent.objects.all().delete(),
        event.delete,
        event.save,
        lambda: AuditEvent.objects.bulk_update([event], ["purpose"]),
        lambda: AuditEvent.objects.bulk_create(
            [AuditEvent(pk=event.pk, at=event.at, machine_at=event.at, action="x")],
            update_conflicts=True, update_fields=["action"], unique_fields=["id"],
        ),
    ]  # fmt: skip
    for way in ways:
        with pytest.raises(DatabaseError), transaction.atomic():
            way()


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


# --- what is written ----------------------------------------------------------------------------------------------
def test_an_event_says_who_in_which_role_what_and_why(cast: Any) -> None:
    cast.officer.acting_role = "OFF"
    client = build.client(cast, consent=False)
    event = trail.record("client.read", client, by=cast.officer, fields=("phone",), purpose="回访" * 200)
    assert (event.actor_id, event.role, event.thing_type, event.thing_id) == (
        cast.officer.pk, "OFF", "matching.Client", str(client.pk),
    )  # fmt: skip
    assert (event.county, event.fields, len(event.purpose)) == ("990103", ["phone"], 200)
    assert trail.record("sweep", by=None).role == "system"


def test_an_event_goes_when_its_act_does() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.record("test.read", by=None)
        raise RuntimeError
    assert not AuditEvent.objects.filter(action="test.read").exists()


def test_sealing_takes_each_event_once_and_in_order(chain: list[AuditEvent]) -> None:
    assert trail.seal() == 0
    more = events(3)
    assert trail.seal(limit=2) == 2
    assert trail.seal() == 1
    seals = list(AuditSeal.objects.order_by("seq"))
    assert [s.seq for s in seals] == list(range(1, len(seals) + 1))
    assert [s.event_id for s in seals] == [e.pk for e in (*chain, *more)]
    assert trail.verify() is None


def test_an_event_whose_transaction_ended_later_is_sealed_too(chain: list[AuditEvent]) -> None:
    """Its number may be smaller than one that is sealed already."""
    last = chain[-1]
    now = {"at": clock.now(), "machine_at": clock.machine_now()}
    AuditEvent.objects.create(pk=last.pk + 50, action="quick", **now)
    assert trail.seal() == 1
    AuditEvent.objects.create(pk=last.pk + 20, action="slow", **now)
    assert trail.seal() == 1
    assert trail.verify() is None


def test_heads_are_signed_and_any_head_of_ours_verifies(chain: list[AuditEvent]) -> None:
    events(1)
    trail.seal()
    lines = trail._heads().read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [10, 11]
    assert trail.exported_head() == {k: v for k, v in json.loads(lines[-1]).items() if k != "signature"}


# --- tampering -----------------------------------------------------------------------------------------------------
def tamper(sql: str, *values: Any) -> None:
    """As somebody does who owns the database: without the triggers."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0
    triggers.install(connection)


def found() -> trail.Finding:
    finding = trail.verify()
    assert finding is not None, "nobody noticed"
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit")
    assert refusal.value.returncode == 1
    assert str(finding.event_id) in str(refusal.value)
    return finding


EDITS = {
    "action": "'other.act'", "actor_id": "4711", "role": "'SYS'", "thing_type": "'x.Y'", "thing_id": "'9'",
    "county": "'990102'", "fields": "'[]'", "purpose": "'别的用途'", "detail": "'{\"n\": 99}'",
    "at": "'2026-01-01 00:00:00+00:00'", "machine_at": "'2026-01-01 00:00:00+00:00'",
}  # fmt: skip


def test_each_column_of_an_event_is_under_the_seal() -> None:
    assert set(EDITS) == {f.attname for f in AuditEvent._meta.concrete_fields} - {"id"}


@pytest.mark.parametrize("column", EDITS)
def test_an_event_that_was_edited_is_found_by_its_number(column: str, chain: list[AuditEvent]) -> None:
    tamper(f"UPDATE audit_auditevent SET {column} = {EDITS[column]} WHERE id = %s", chain[4].pk)
    assert (found().seq, found().event_id) == (5, chain[4].pk)


@pytest.mark.parametrize("n", [0, 4, 9])
def test_an_event_that_was_deleted_is_found(n: int, chain: list[AuditEvent]) -> None:
    tamper("DELETE FROM audit_auditevent WHERE id = %s", chain[n].pk)
    assert (found().seq, found().event_id, found().what) == (n + 1, chain[n].pk, "event deleted")


@pytest.mark.parametrize("n", [1, 5])
def test_a_seal_that_was_deleted_is_found(n: int, chain: list[AuditEvent]) -> None:
    tamper("DELETE FROM audit_auditseal WHERE seq = %s", n)
    assert found().seq == n


def test_events_that_changed_places_are_found(chain: list[AuditEvent]) -> None:
    a, b, spare = chain[2].pk, chain[6].pk, 999_999
    for old, new in ((a, spare), (b, a), (spare, b)):
        tamper("UPDATE audit_auditevent SET id = %s WHERE id = %s", new, old)
    assert found().seq == 3


def test_seals_that_changed_places_are_found(chain: list[AuditEvent]) -> None:
    for old, new in ((3, 900), (7, 3), (900, 7)):
        tamper("UPDATE audit_auditseal SET seq = %s WHERE seq = %s", new, old)
    assert found().seq == 3


def test_an_edited_seal_is_found(chain: list[AuditEvent]) -> None:
    tamper("UPDATE audit_auditseal SET mac = %s WHERE seq = 6", "0" * 64)
    assert found().seq == 6


def test_a_seal_made_with_another_key_is_found(chain: list[AuditEvent], settings: Any, tmp_path: Path) -> None:
    """Whoever has the database but not the key cannot seal a log of their own."""
    ours, settings.KEY_DIR = settings.KEY_DIR, tmp_path / "keys"
    settings.KEY_DIR.mkdir()
    events(1)
    trail.seal()
    settings.KEY_DIR = ours
    assert found().seq == 11


@pytest.mark.parametrize("n", [1, 5, 10])
def test_a_tail_cut_off_is_found_by_the_exported_head(n: int, chain: list[AuditEvent]) -> None:
    tamper("DELETE FROM audit_auditseal WHERE seq > %s", 10 - n)
    tamper("DELETE FROM audit_auditevent WHERE id >= %s", chain[10 - n].pk)
    assert found().seq == 10
    assert "tail" in found().what


def test_a_tail_sealed_anew_is_found_by_the_exported_head(chain: list[AuditEvent]) -> None:
    """Even by somebody who holds the key of the chain: the head was signed and left the house."""
    tamper("DELETE FROM audit_auditseal WHERE seq > 8")
    tamper("DELETE FROM audit_auditevent WHERE id = %s", chain[8].pk)
    head = trail._heads().read_text(encoding="utf-8")
    events(1)
    trail.seal()
    trail._heads().write_text(head, encoding="utf-8")
    assert found().seq == 10


def test_a_forged_head_is_found(chain: list[AuditEvent]) -> None:
    line = json.loads(trail._heads().read_text(encoding="utf-8")) | {"seq": 3}
    for text in (json.dumps(line), "not a head"):
        trail._heads().write_text(text + "\n", encoding="utf-8")
        assert "head" in found().what


def test_an_event_that_stays_without_a_seal_is_found(chain: list[AuditEvent], monkeypatch: pytest.MonkeyPatch) -> None:
    [late] = events(1)
    assert trail.verify() is None
    in_two_minutes = clock.machine_now() + timedelta(minutes=2)
    monkeypatch.setattr(trail.clock, "machine_now", lambda: in_two_minutes)
    finding = trail.verify()
    assert finding is not None
    assert (finding.event_id, finding.what) == (late.pk, "event never sealed")


def test_the_command_seals_what_waits_and_says_that_all_holds(
    chain: list[AuditEvent], capsys: pytest.CaptureFixture
) -> None:
    events(2)
    call_command("verify_audit")
    assert "12 events verified" in capsys.readouterr().out


# --- several at once, and the real program ------------------------------------------------------------------------
@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_sealers_at_once_make_one_chain() -> None:
    events(200)
    gate, sealed = threading.Barrier(4), []

    def work() -> None:
        gate.wait()
        try:
            for _i in range(40):
                sealed.append(trail.seal(limit=10))
        finally:
            connections.close_all()

    sealers = [threading.Thread(target=work) for _i in range(4)]
    for thread in sealers:
        thread.start()
    for thread in sealers:
        thread.join()
    assert sum(sealed) == 200
    assert list(AuditSeal.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 201))
    assert len(set(AuditSeal.objects.values_list("event_id", flat=True))) == 200
    assert trail.verify() is None


@pytest.mark.race
def test_the_program_ends_with_one_and_names_the_event(tmp_path: Path) -> None:
    address = migrated.new_database(tmp_path, f"tongxin_trail_{os.getpid()}")
    env = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR", "DJANGO_SETTINGS_MODULE")}
    env |= {"VAR_DIR": str(tmp_path), "DATABASE_URL": address}

    def run(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    try:
        made = run("shell", "-v0", "-c", "from audit import trail; [trail.record('a.b', by=None) for _ in range(3)]")
        assert made.returncode == 0, made.stderr
        good = run("verify_audit")
        assert (good.returncode, "3 events verified" in good.stdout) == (0, True), good.stderr
        bad = run("shell", "-v0", "-c", _FORGE)
        assert bad.returncode == 0, bad.stderr
        refused = run("verify_audit")
        assert refused.returncode == 1
        assert "event 2" in refused.stderr
        assert "Traceback" not in refused.stderr
    finally:
        migrated.drop_database(address)


_FORGE = """
from django.db import connection
from audit import triggers
triggers.remove(connection)
connection.cursor().execute("UPDATE audit_auditevent SET purpose = 'x' WHERE id = 2")
triggers.install(connection)
"""


def test_values_of_people_are_not_what_events_hold(cast: Any) -> None:
    """The events of making a file hold its field names and ids; no name, number or phone."""
    client = build.client(cast)
    text = " ".join(str(vars(e)) for e in AuditEvent.objects.all())
    for value in (client.full_name, client.id_number, client.phone, client.address, client.offence):
        assert value not in text
