"""Every change of hours is a link that the database keeps, and whoever goes past the database is named."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from audit import triggers
from audit.models import AuditEvent
from tests import build
from tests.fullhouse import savepoint
from tests.volunteers.served import at, claim, confirmed, log_in
from volunteers.hours import chain, states
from volunteers.hours import services as hours
from volunteers.models import LogRevision, ServiceLog

pytestmark = [pytest.mark.django_db, pytest.mark.db]
TABLE = {"volunteers_logrevision": "id"}


@pytest.fixture(autouse=True)
def friday(as_of, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path  # the exported heads of this test alone
    as_of(2026, 3, 20, 18)


@pytest.fixture
def log(cast) -> ServiceLog:
    """170 minutes claimed, confirmed, and 30 of them taken back; another log beside it."""
    claim(cast, at(13, 9), at(13, 10))
    row = confirmed(cast, at(14, 9), at(14, 11, 50))
    hours.reverse_hours(row, by=cast.officer, minutes=30, reason="路上不计")
    connection.check_constraints()  # what is still to be checked would keep PostgreSQL from altering a table
    return ServiceLog.objects.get(pk=row.pk)


def tamper(sql: str, *values: Any) -> None:
    """As somebody does who owns the database: without triggers and without keys between tables."""
    triggers.remove(connection, TABLE)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    triggers.install(connection, TABLE)


def said() -> list[str]:
    return list(chain.faults())


# --- the chain -----------------------------------------------------------------------------------------------
def test_each_change_is_a_revision_with_who_when_why_and_its_digest_in_the_log(log, cast) -> None:
    rows = list(log.revisions.order_by("n"))
    assert [(r.n, r.what, r.status, r.verified_minutes) for r in rows] == [
        (1, "propose", "submitted", None),
        (2, "verify", "confirmed", 170),
        (3, "reverse", "confirmed", 140),
    ]
    assert [r.by for r in rows] == [cast.volunteer, cast.officer, cast.officer]
    assert [r.role for r in rows] == ["VOL", "OFF", "OFF"]
    assert rows[2].reason == "路上不计"
    events = AuditEvent.objects.filter(action=chain.ACTION, thing_id=str(log.pk)).order_by("pk")
    assert [e.detail for e in events] == [{"n": r.n, "digest": r.digest} for r in rows]
    assert len({r.digest for r in rows}) == 3
    assert said() == []


def test_the_same_minutes_of_another_log_have_another_digest(log, cast) -> None:
    """Or a revision could be moved from one volunteer's log to another's."""
    row, other = log.revisions.first(), ServiceLog.objects.exclude(pk=log.pk).get()
    assert chain.digest(log, row, "") == row.digest
    assert chain.digest(other, row, "") != row.digest
    assert chain.digest(log, row, row.digest) != row.digest


def test_the_total_is_that_of_the_last_revisions(log, cast) -> None:
    from volunteers import queries

    last = {r.log_id: r for r in LogRevision.objects.order_by("n")}
    assert queries.confirmed_minutes(log.volunteer) == sum(r.verified_minutes or 0 for r in last.values()) == 140


# --- the database refuses --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE volunteers_logrevision SET verified_minutes = 600 WHERE n = 2",
        "DELETE FROM volunteers_logrevision WHERE n = 3",
        "DELETE FROM volunteers_logrevision",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_revision(sql, log) -> None:
    before = list(LogRevision.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(LogRevision.objects.values()) == before


def test_the_program_offers_no_way_round(log) -> None:
    row = log.revisions.last()
    ways: list[Callable[[], Any]] = [
        lambda: LogRevision.objects.filter(pk=row.pk).update(minutes=1),
        row.delete,
        row.save,
        log.delete,
    ]
    for way in ways:
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            way()
    assert said() == []


# --- whoever goes past it is named -----------------------------------------------------------------------------
EDITS = {
    "minutes of a revision": ("UPDATE volunteers_logrevision SET verified_minutes = 600 WHERE log_id = %s AND n = 3",
                              "revision 3"),
    "reason of a revision": ("UPDATE volunteers_logrevision SET reason = '' WHERE log_id = %s AND n = 3", "revision 3"),
    "who made a revision": ("UPDATE volunteers_logrevision SET by_id = NULL WHERE log_id = %s AND n = 2", "revision 2"),
    "a revision between": ("DELETE FROM volunteers_logrevision WHERE log_id = %s AND n = 2", "revision 2 deleted"),
    "the first revision": ("DELETE FROM volunteers_logrevision WHERE log_id = %s AND n = 1", "revision 1 deleted"),
    "all revisions": ("DELETE FROM volunteers_logrevision WHERE log_id = %s", "has no revision"),
    "counted minutes": ("UPDATE volunteers_servicelog SET verified_minutes = 170 WHERE id = %s",
                        "verified_minutes edited"),
    "logged minutes": ("UPDATE volunteers_servicelog SET minutes = 999 WHERE id = %s", "minutes edited"),
    "status": ("UPDATE volunteers_servicelog SET status = 'disputed' WHERE id = %s", "status edited"),
    "class": ("UPDATE volunteers_servicelog SET credit_class = 'credit' WHERE id = %s", "credit_class edited"),
    "begin": ("UPDATE volunteers_servicelog SET starts_at = '2026-03-14 00:00:00+00:00' WHERE id = %s",
              "starts_at edited"),
    "whose it is": ("UPDATE volunteers_servicelog SET ref = 'log-other' WHERE id = %s", "the log itself, edited"),
    "origin": ("UPDATE volunteers_servicelog SET source = 'machine' WHERE id = %s", "source edited"),
    "origin in a revision": ("UPDATE volunteers_logrevision SET source = 'machine' WHERE log_id = %s AND n = 1",
                             "revision 1"),
    "a mark of the queue": ("UPDATE volunteers_servicelog SET is_contradicted = TRUE WHERE id = %s",
                            "is_contradicted edited"),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_past_the_program_is_named_with_its_row(what, log) -> None:
    sql, words = EDITS[what]
    tamper(sql, log.pk)
    found = said()
    assert any(sentence.startswith(f"service log {log.pk}: ") and words in sentence for sentence in found), found
    assert all(f"service log {log.pk}:" in sentence for sentence in found), "only the row that was touched"


@pytest.mark.parametrize("row", ["log", "tail"])
def test_what_was_cut_off_cleanly_is_known_to_the_event_log(row, log) -> None:
    """The last revision gone and the log set back, or all of a log gone: each alone would look whole."""
    tamper("DELETE FROM volunteers_logrevision WHERE log_id = %s" + (" AND n = 3" if row == "tail" else ""), log.pk)
    if row == "tail":
        tamper("UPDATE volunteers_servicelog SET verified_minutes = 170 WHERE id = %s", log.pk)
    else:
        tamper("DELETE FROM volunteers_servicelog WHERE id = %s", log.pk)
    found = said()
    assert found
    assert all(s.startswith(f"service log {log.pk}: revision") and "gone, as event" in s for s in found)
    assert len(found) == (1 if row == "tail" else 3)


def test_a_log_that_is_gone_while_its_revisions_stay_is_named(log) -> None:
    if connection.vendor == "postgresql":
        tamper("ALTER TABLE volunteers_logrevision DISABLE TRIGGER ALL")
    tamper("DELETE FROM volunteers_servicelog WHERE id = %s", log.pk)
    assert f"service log {log.pk}: deleted" in said()
    if connection.vendor == "postgresql":  # the row itself comes back with the end of the test
        tamper("ALTER TABLE volunteers_logrevision ENABLE TRIGGER ALL")
    transaction.set_rollback(True)


def test_verify_audit_names_the_row_and_ends_with_one(log) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "all links hold" in out.getvalue()
    tamper("UPDATE volunteers_servicelog SET verified_minutes = 170 WHERE id = %s", log.pk)
    with pytest.raises(CommandError, match=f"service log {log.pk}: verified_minutes edited") as refused:
        call_command("verify_audit", stdout=StringIO())
    assert refused.value.returncode == 1


def test_revisions_from_before_they_said_where_hours_come_from_still_verify(log) -> None:
    tamper("UPDATE volunteers_logrevision SET source = ''")
    assert said() != []
    fill = import_module("volunteers.migrations.0016_each_revision_says_where_hours_come_from").fill
    for _twice in range(2):
        fill(apps, SimpleNamespace(connection=connection))
    assert said() == []
    assert set(LogRevision.objects.values_list("source", flat=True)) == {"self_claim"}
    test_the_database_refuses_to_change_or_delete_a_revision("DELETE FROM volunteers_logrevision", log)


def test_a_log_in_any_state_verifies(cast) -> None:
    _ = build.volunteer(cast), cast.officer  # made now: what a state needs goes with it
    for state in states.SERVICE_LOG.states:
        with savepoint():
            log_in(state, cast)
            assert said() == [], state
