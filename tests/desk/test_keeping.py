"""What the house knows is kept: a copy is whole or not there, comes back equal, and its proof notices one byte."""

from __future__ import annotations

import json
import shutil
import tarfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from audit import trail
from desk.keeping import checkup, contents, databases, drill, services, work
from kit import keys
from kit.errors import Refused
from messaging import queue
from messaging.models import Job
from tests import build

NAME = "绝密姓名甲乙丙"


@pytest.fixture
def shelf(tmp_path, settings) -> Path:
    settings.BACKUP_DIR = tmp_path / "shelf"
    settings.VAR_DIR = tmp_path / "var"
    for name in ("media", "envelopes", "heads"):
        (settings.VAR_DIR / name).mkdir(parents=True)
    (settings.VAR_DIR / "media" / "paper.pdf").write_bytes(b"%PDF a paper")
    (settings.VAR_DIR / "envelopes" / "bid").write_bytes(b"sealed")
    return settings.BACKUP_DIR


@pytest.fixture
def house(transactional_db, shelf, cast):
    """Rows that are committed, for a tool that reads the database from outside sees no others."""
    client = build.client(cast, name=NAME)
    trail.seal()
    return client


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.db
def test_a_copy_holds_every_row_and_file_and_no_key(house):
    copy = services.back_up()
    assert copy.contents["matching_client"][0] == 1
    assert copy.rows == sum(n for n, _digest in copy.contents.values()) > 50
    with tarfile.open(copy.folder / services.FILES) as packed:
        assert {"media/paper.pdf", "envelopes/bid"} <= set(packed.getnames())
    everything = b"".join(part.read_bytes() for part in copy.folder.iterdir())
    assert NAME.encode() not in everything
    for key in Path(settings.KEY_DIR).rglob("field-*"):
        assert key.read_bytes() not in everything


@pytest.mark.db
def test_a_drill_brings_the_copy_back_beside_the_house_and_finds_it_equal(house):
    result = drill.drill()
    assert result.wrong == []
    assert result.rows > 50
    assert set(result.seconds) == {"back_up", "check", "restore", "compare", "verify_log"}
    assert not list(Path(settings.VAR_DIR).glob("tongxin-drill-*"))


def test_a_drill_names_the_table_that_came_back_differently(house, monkeypatch):
    copy = services.back_up(digests=True)
    manifest = json.loads((copy.folder / services.MANIFEST).read_text())
    n, digest = manifest["contents"]["matching_client"]
    manifest["contents"]["matching_client"] = [n, digest[::-1]]
    (copy.folder / services.MANIFEST).write_text(json.dumps(manifest))
    result = drill.drill(services.read(copy.folder))
    assert result.wrong == ["matching_client: 1 → 1"]


@pytest.mark.parametrize("part", [services.DATABASE, services.FILES, services.HEADS])
def test_one_changed_byte_is_refused(house, part):
    copy = services.back_up()
    whole = bytearray((copy.folder / part).read_bytes())
    whole[len(whole) // 2] ^= 1
    (copy.folder / part).write_bytes(whole)
    with pytest.raises(Refused) as why:
        services.check(copy)
    assert why.value.code == "copy_changed"


def test_a_copy_that_failed_leaves_nothing_behind(house, shelf, monkeypatch):
    def breaks(*_words: object, **_more: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(databases, "write_out", breaks)
    with pytest.raises(OSError, match="no space"):
        services.back_up()
    assert list(shelf.iterdir()) == []


def test_what_is_no_copy_is_passed_over_and_refused_by_name(house, shelf):
    copy = services.back_up()
    (shelf / "tongxin-broken").mkdir()
    (shelf / "tongxin-broken" / services.MANIFEST).write_text("{")
    assert [one.folder for one in services.copies()] == [copy.folder]
    with pytest.raises(Refused, match="tongxin-broken"):
        services.read(shelf / "tongxin-broken")


def test_only_the_newest_copies_stay(house, shelf):
    made = [services.back_up().folder for _n in range(3)]
    assert services.let_go(2) == 1
    assert [one.folder for one in services.copies()] == made[:0:-1]


def test_a_restore_wants_to_be_told_and_refuses_another_database(house):
    copy = services.back_up()
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(copy.folder))
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    text = (copy.folder / services.MANIFEST).read_text()
    (copy.folder / services.MANIFEST).write_text(text.replace(f'"{connection.vendor}"', f'"{other}"'))
    with pytest.raises(Refused) as why:
        services.restore(services.read(copy.folder))
    assert why.value.code == "other_database"


def test_heads_that_stand_here_stay_when_an_older_copy_comes_back(house, tmp_path):
    heads = Path(settings.VAR_DIR) / "heads" / "audit.jsonl"
    heads.write_text("older\n")
    copy = services.back_up()
    heads.write_text("older\nnewer\n")
    services.unpack(copy, Path(settings.VAR_DIR))
    assert heads.read_text() == "older\nnewer\n"
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    services.unpack(copy, fresh)
    assert (fresh / "heads" / "audit.jsonl").read_text() == "older\n"


@pytest.mark.db
def test_contents_tell_a_changed_value_from_an_equal_one(house):
    with databases.opened(databases.own()) as conn, services.steady(conn):
        before = contents.contents(conn, digests=True)
    assert contents.differences(before, before) == []
    type(house).objects.filter(pk=house.pk).update(key_level=3)
    with databases.opened(databases.own()) as conn, services.steady(conn):
        after = contents.contents(conn, digests=True)
    assert "matching_client: 1 → 1" in contents.differences(before, after)


def test_the_clock_makes_a_copy_when_the_last_is_too_old_and_then_a_drill(house, settings):
    settings.DEMO, settings.BACKUP_EVERY_MINUTES = False, 1440
    work.by_the_clock()
    work.by_the_clock()
    assert list(Job.objects.filter(kind__startswith="keeping.").values_list("kind", flat=True)) == [work.BACK_UP]
    queue.run_due()
    work.by_the_clock()
    assert Job.objects.filter(kind=work.DRILL).count() == 1
    queue.run_due()
    assert Job.objects.get(kind=work.DRILL).result["wrong"] == []
    work.by_the_clock()
    assert Job.objects.filter(kind__startswith="keeping.").count() == 2


def test_nothing_is_kept_by_itself_in_a_demo_or_when_it_is_switched_off(house, settings):
    settings.DEMO = True
    work.by_the_clock()
    settings.DEMO, settings.BACKUP_EVERY_MINUTES = False, 0
    work.by_the_clock()
    assert not Job.objects.filter(kind__startswith="keeping.").exists()


def test_a_checkup_names_what_is_wrong(house, settings, monkeypatch):
    found = {str(one.what): one.holds for one in checkup.checkup()}
    assert found["数据表是最新的"]
    assert found["密钥能打开密封的数据"]
    assert not found["有最近的备份"]
    services.back_up()
    moved = Path(settings.KEY_DIR).with_name("moved")
    Path(settings.KEY_DIR).rename(moved)
    keys.forget()
    try:
        found = {str(one.what): one.holds for one in checkup.checkup()}
    finally:
        shutil.rmtree(settings.KEY_DIR, ignore_errors=True)
        moved.rename(settings.KEY_DIR)
        keys.forget()
    assert found["有最近的备份"]
    assert not found["密钥能打开密封的数据"]
    with pytest.raises(CommandError):
        call_command("checkup", stdout=StringIO())


def test_keys_are_turned_in_two_steps_and_all_is_read_with_the_newest(house):
    said = StringIO()
    before = keys.newest()
    call_command("rotate_keys", add=True, stdout=said)
    call_command("rotate_keys", reseal=True, stdout=said)
    assert keys.newest() == before + 1
    assert f"key {before + 1}" in said.getvalue()
    house.refresh_from_db()
    assert house.full_name == NAME
    call_command("verify_audit", stdout=StringIO())


def test_the_keeper_starts_copy_and_drill_from_the_page(house, cast, browse):
    page = browse(cast.system_admin).get("/desk/keeping/")
    assert "还没有备份" in page.content.decode()
    browse(cast.system_admin).post("/desk/keeping/copy/")
    queue.run_due()
    page = browse(cast.system_admin).get("/desk/keeping/").content.decode()
    assert services.copies()[0].folder.name in page
