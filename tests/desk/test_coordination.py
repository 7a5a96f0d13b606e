"""What passes between units: shared information, publicity, letters, the round, announcements."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from audit.models import AuditEvent
from desk import hooks
from desk.coordination import announcing, letters, publicity, rounds, sharing
from desk.models import Letter, Signature
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import house_coordination as make
from tests.cast import DONGXI, QIXIA, Cast, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with clock.frozen(clock.at(TODAY, 10)):
        yield


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to__display_name", flat=True))


def desk(user: Any) -> list[str]:
    return [str(item.title) for ask in hooks.worklist for item in ask(user, clock.now())]


# --- shared information --------------------------------------------------------------------------------------------
def test_the_other_side_signs_for_what_was_sent(cast: Cast) -> None:
    _ = cast.county_manager
    row = make.share(cast)
    assert told("info_sent") == ["孙洁"]
    assert "签收共享信息" in desk(cast.county_manager)
    with refused("may:receive_info"):
        sharing.receive_info(row, by=cast.officer)
    row = sharing.receive_info(row, by=cast.county_manager)
    assert row.received_by == cast.county_manager and row.days_late == 0
    with refused("state"):
        sharing.receive_info(row, by=cast.county_manager)


def test_what_was_not_sent_is_not_signed_for_and_waits_on_the_senders_desk(cast: Cast) -> None:
    row = make.share(cast, is_sent=False)
    assert "发出共享信息" in desk(cast.officer)
    with refused("state"):
        sharing.receive_info(row, by=cast.county_manager)
    sharing.send_info(row, by=cast.officer)
    assert "发出共享信息" not in desk(cast.officer)


def test_the_ledger_counts_the_days_of_delay_to_the_receipt(cast: Cast) -> None:
    row = make.share(cast, due_on=TODAY)
    with clock.frozen(clock.at(TODAY + timedelta(days=4), 9)):
        assert row.days_late == 4
        row = sharing.receive_info(row, by=cast.county_manager)
    with clock.frozen(clock.at(TODAY + timedelta(days=40), 9)):
        assert row.days_late == 4


def test_a_paper_receipt_is_for_units_that_nobody_logs_in_for(cast: Cast) -> None:
    _ = cast.county_manager
    with refused("signs_here"):
        sharing.note_receipt(make.share(cast), by=cast.officer, receipt="回执1号")
    prison = unit("prison", "云栖监狱", "990100")
    row = sharing.note_receipt(make.share(cast, receiver=prison), by=cast.officer, receipt="回执1号")
    assert row.received_at and row.receipt == "回执1号"


def test_the_ledger_takes_no_number_of_a_person_and_nothing_to_oneself(cast: Cast) -> None:
    with refused("personal"):
        make.share(cast, title="张三 13800138000 的材料")
    with refused("receiver"):
        make.share(cast, receiver=cast.office)


# --- publicity -----------------------------------------------------------------------------------------------------
def test_publicity_is_summed_by_county_and_month_and_what_was_struck_is_not(cast: Cast, browse: Any) -> None:
    make.event(cast)
    make.event(cast, kind="village", events=2, materials=50, persons=80, on=date(2026, 2, 3))
    publicity.strike_event(make.event(cast, persons=9_999), by=cast.officer)
    make.event(cast, by=cast.outsider)
    k24 = {k.code: k.read for k in hooks.kpis if k.code.startswith("K24")}
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert [k24[c](year, DONGXI).value for c in ("K24", "K24-materials", "K24-persons")] == [3, 170, 380]
    assert k24["K24"](year, QIXIA).n == 1 and k24["K24"](year, "").n == 4
    body = browse(cast.county_manager).get("/desk/publicity/year.xlsx?year=2026").content
    rows = [list(r) for r in load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)]
    assert [r[:5] for r in rows[1:]] == [
        ["东溪区", "2026-02", "2", "50", "80"], ["东溪区", "2026-03", "1", "120", "300"],
    ]  # fmt: skip


def test_what_is_to_come_was_not_held_and_others_do_not_strike_it(cast: Cast) -> None:
    with refused("on"):
        make.event(cast, on=TODAY + timedelta(days=1))
    with refused("counts"):
        make.event(cast, events=0)
    with refused("may:strike_publicity"):
        publicity.strike_event(make.event(cast), by=cast.outsider)


# --- letters -------------------------------------------------------------------------------------------------------
def test_a_letter_is_signed_with_ones_own_name_and_the_log_keeps_the_version(cast: Cast) -> None:
    row = make.letter(cast).signatures.get()
    assert told("letter_issued") == ["李明"] and "签署责任书" in desk(cast.officer)
    with refused("name"):
        letters.sign_letter(row, by=cast.officer, name="王芳")
    with refused("may:sign_letter"):
        letters.sign_letter(row, by=cast.outsider, name="赵强")
    row = letters.sign_letter(row, by=cast.officer, name="李明")
    assert (row.name, row.signed_by) == ("李明", cast.officer)
    assert AuditEvent.objects.get(action="letter.sign").detail == {"version": 1, "signature": row.pk}
    assert "签署责任书" not in desk(cast.officer)
    with refused("state"):
        letters.sign_letter(row, by=cast.officer, name="李明")


def test_where_each_person_signs_nobody_signs_for_another(cast: Cast) -> None:
    _ = cast.colleague
    letter = make.letter(cast, each_person=True)
    assert sorted(s.person.display_name for s in letter.signatures.all()) == ["李明", "陈静"]
    theirs = letter.signatures.get(person=cast.colleague)
    with refused("person"):
        letters.sign_letter(theirs, by=cast.officer, name="李明")
    assert desk(cast.officer).count("签署责任书") == 1


def test_a_new_version_is_signed_anew_and_the_old_one_waits_for_nobody(cast: Cast) -> None:
    first = make.letter(cast)
    letters.sign_letter(first.signatures.get(), by=cast.officer, name="李明")
    second = letters.revise_letter(first, by=cast.county_manager, text="增加一项。", due_on=TODAY)
    assert (second.version, second.signatures.get().signed_at) == (2, None)
    assert Letter.objects.get(pk=first.pk).text == "逐项落实。" and first.signatures.get().name == "李明"
    with refused("newer"):
        letters.revise_letter(first, by=cast.county_manager, text="又一版。", due_on=TODAY)
    assert [s.letter_id for s in letters.to_sign(cast.officer)] == [second.pk]


def test_a_county_writes_to_nobody_beyond_it(cast: Cast) -> None:
    other = cast.office_at("990102002")
    with refused("units"):
        make.letter(cast, units=[other])
    with refused("units"):
        make.notice(cast, units=[other])
    assert not Signature.objects.filter(unit=other).exists()


# --- the round -----------------------------------------------------------------------------------------------------
def test_the_office_rounds_the_committees_of_its_town_only(cast: Cast) -> None:
    here = rounds.enter_community(by=cast.officer, name="河口社区居委会")
    with refused("there"):
        rounds.enter_community(by=cast.officer, name="河口社区居委会")
    with refused("may:visit_community"):
        rounds.visit_community(here, by=cast.outsider, on=TODAY, note="来过", next_on=TODAY + timedelta(days=9))
    assert list(rounds.communities(cast.outsider)) == []
    assert [c.pk for c in rounds.communities(cast.county_manager)] == [here.pk]


def test_a_visit_and_a_promise_come_back_to_the_desk_on_their_day(cast: Cast) -> None:
    here = rounds.enter_community(by=cast.officer, name="河口社区居委会")
    for days in (5, 9):
        rounds.visit_community(here, by=cast.officer, on=TODAY, note="见面", next_on=TODAY + timedelta(days=days))
    mine = rounds.promise(here, by=cast.officer, side="office", text="送读本", due_on=TODAY + timedelta(days=9))
    rounds.promise(here, by=cast.officer, side="community", text="借会议室", due_on=TODAY + timedelta(days=9))
    with clock.frozen(clock.at(TODAY + timedelta(days=6), 9)):
        assert "走访居(村)委会" not in desk(cast.officer)  # the later visit set a later day
    with clock.frozen(clock.at(TODAY + timedelta(days=9), 9)):
        assert desk(cast.officer).count("走访居(村)委会") == 1 and desk(cast.officer).count("兑现承诺") == 1
        rounds.keep_promise(mine, by=cast.officer)
        assert "兑现承诺" not in desk(cast.officer)
        with refused("kept"):
            rounds.keep_promise(mine, by=cast.officer)


# --- announcements -------------------------------------------------------------------------------------------------
def test_opening_it_is_reading_it_and_knowing_it_is_said(cast: Cast, browse: Any) -> None:
    row = make.notice(cast)
    receipt = row.receipts.get()
    browse(cast.county_manager).get(f"/desk/announcements/{row.pk}/")
    receipt.refresh_from_db()
    assert receipt.read_at is None  # the writer is not the reader
    page = browse(cast.officer)
    page.get(f"/desk/announcements/{row.pk}/")
    receipt.refresh_from_db()
    assert (receipt.read_by, receipt.acknowledged_at) == (cast.officer, None)
    assert "确认工作通知" in desk(cast.officer)
    page.post(f"/desk/announcements/{row.pk}/", {"act": f"know-{receipt.pk}"})
    receipt.refresh_from_db()
    assert receipt.acknowledged_by == cast.officer
    assert "确认工作通知" not in desk(cast.officer)
    with refused("may:acknowledge"):
        announcing.acknowledge(receipt, by=cast.outsider)


def test_one_that_asks_for_no_word_is_done_once_it_was_read(cast: Cast) -> None:
    row = make.notice(cast, due_on=None)
    assert "阅读工作通知" in desk(cast.officer)
    announcing.note_read(row, by=cast.officer)
    assert "阅读工作通知" not in desk(cast.officer)


def test_an_office_sees_its_own_receipt_and_the_bureau_all(cast: Cast, browse: Any) -> None:
    other = cast.office_at("990103003")
    row = make.notice(cast, units=[cast.office, other])
    path = f"/desk/announcements/{row.pk}/"
    assert other.name not in browse(cast.officer).get(path).content.decode()
    assert other.name in browse(cast.county_manager).get(path).content.decode()
    assert browse(cast.outsider).get(path).status_code == 404


def test_the_city_sees_who_signed_and_who_did_not(cast: Cast, browse: Any) -> None:
    letter = make.letter(cast)
    assert cast.office.name in browse(cast.city_manager).get(f"/desk/letters/{letter.pk}/").content.decode()


def test_the_menu_says_where_one_is_on_each_register(cast: Cast, browse: Any) -> None:
    browser = browse(cast.officer)
    for name in ("meetings", "sharing", "letters"):
        menu = browser.get(f"/desk/{name}/").content.decode().partition("tq-sidenav")[2]
        current = menu.partition('aria-current="page"')[2][:400]
        assert "部门协同" in current and "今日" not in current


# --- all of them ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["sharing", "publicity", "letters", "announcements"])
def test_a_list_asks_as_much_for_many_as_for_one(name: str, cast: Cast, browse: Any) -> None:
    of = {"sharing": make.share, "publicity": make.event, "letters": make.letter, "announcements": make.notice}[name]
    browser, path = browse(cast.county_manager), f"/desk/{name}/"
    of(cast)
    browser.get(path)
    with CaptureQueriesContext(connection) as one:
        browser.get(path)
    for _n in range(8):
        of(cast)
    with CaptureQueriesContext(connection) as many:
        browser.get(path)
    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("path", "sent", "who"),
    [
        ("sharing/new/", {"kind": "list", "title": "名册", "basis": "规定", "due_on": "2026-03-12",
                          "receiver": "UNIT"}, 0),
        ("publicity/new/", {"kind": "unit", "title": "宣讲", "on": "2026-03-09", "place": "厂区", "events": "1",
                            "materials": "5", "persons": "9"}, 0),
        ("letters/new/", {"title": "责任书", "text": "落实", "due_on": "2026-03-20", "groups": "judicial_office"}, 1),
        ("announcements/new/", {"title": "通知", "text": "办理", "groups": "judicial_office"}, 1),
        ("rounds/new/", {"name": "桥头村委会"}, 0),
    ],
)  # fmt: skip
def test_each_is_made_by_its_page(path: str, sent: dict[str, Any], who: int, cast: Cast, browse: Any) -> None:
    user = (cast.officer, cast.county_manager)[who]
    _ = cast.office
    sent = {k: cast.county(DONGXI).pk if v == "UNIT" else v for k, v in sent.items()}
    browser = browse(user)
    assert browser.get(f"/desk/{path}").status_code == 200
    answer = browser.post(f"/desk/{path}", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert browser.get(answer["Location"]).status_code == 200
