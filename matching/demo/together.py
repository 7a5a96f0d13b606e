"""Working together: meetings with items in every state, shared information, publicity, letters, rounds, notices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import OrgUnit, User
from desk.coordination import announcing, letters, publicity, rounds, sharing
from desk.meetings import acting, watching
from desk.meetings import services as meetings
from desk.models import ActionItem, JointMeeting
from kit import calendar, clock
from matching.demo import cast, deliveries
from matching.demo.stage import City

KINDS = ("school", "village", "community", "company", "office", "unit")
PLACES = ("中心小学", "文化广场", "社区活动室", "工业园", "政务大厅", "便民服务中心")


def quarter(city: City) -> None:
    _county_table(city)
    _city_table(city)
    _ledger(city)
    _publicity(city)
    _letters(city)
    _round(city)
    _announcements(city)
    with clock.frozen(clock.at(city.day, 8)):
        watching.watch()


def _working(n: int) -> date:
    return calendar.add_workdays(clock.today(), n)


def _offices(county: str) -> list[OrgUnit]:
    return list(OrgUnit.objects.filter(kind="judicial_office", division__code__startswith=county).order_by("pk"))


# --- meetings ------------------------------------------------------------------------------------------------------
def _held(
    city: City, by: User, days_ago: int, title: str, units: list[OrgUnit], agenda: list[str], minutes: str
) -> JointMeeting:
    with city.at(days_ago + 7, 9):
        starts_at = clock.at(city.day - timedelta(days=days_ago), 9, 30)
        meeting = meetings.call_meeting(
            by=by,
            title=title,
            starts_at=starts_at,
            place="三楼会议室",
            chair=by.display_name,
            units=units,
            agenda=agenda,
        )
        meetings.add_paper(meeting, by=by, title="情况汇报", file=deliveries.scan())
    with city.at(days_ago, 15):
        return meetings.hold_meeting(meeting, by=by, minutes=minutes, came=[meeting.caller, *units[:-1]])


def _decided(meeting: JointMeeting, by: User, owner: OrgUnit, text: str, standard: str, days: int) -> ActionItem:
    return acting.decide(meeting, by=by, owner=owner, text=text, standard=standard, due_on=_working(days))


def _reported(action: ActionItem, by: User, text: str) -> ActionItem:
    return acting.report_action(action, by=by, report=text, proofs=[deliveries.scan()])


def _county_table(city: City) -> None:
    """东溪区: a meeting two months ago, whose items stand in every state; the next one is called for next week."""
    sun, li = city.people["孙洁"], city.people["李明"]
    office, others = cast.unit_of(li), _offices(cast.DONGXI)
    agencies = list(OrgUnit.objects.filter(kind="partner_agency", division_id=cast.DONGXI).order_by("pk")[:2])
    units = [office, *[o for o in others if o != office][:2], *agencies]
    agenda = ["就业帮扶进展", "衔接材料移交", "下季度安排"]
    minutes = "各单位汇报了本季度情况。\n会议要求就业岗位底数按月更新，衔接材料五个工作日内移交。"
    meeting = _held(city, sun, 60, "东溪区社区矫正联席会议（上季度）", units, agenda, minutes)
    with city.at(60, 16):
        done = _decided(meeting, sun, office, "建立就业岗位月报", "每月一份清单", 10)
        back = _decided(meeting, sun, office, "梳理衔接材料移交时限", "一份对照表", 40)
        late = _decided(meeting, sun, units[1], "核对特困对象救助名单", "核对表经民政确认", 20)
        gone = _decided(meeting, sun, units[2], "摸排场地资源", "场地清单", 15)
    with city.at(50, 10):
        _reported(done, li, "首期清单已报。")
        acting.drop_action(gone, by=sun, reason="并入资源登记统一办理")
    with city.at(48, 10):
        acting.confirm_action(done, by=sun)
    with city.at(5, 10):
        _reported(back, li, "对照表已起草。")
    with city.at(4, 10):
        acting.return_action(back, by=sun, reason="缺监狱一栏")
        _decided(meeting, sun, office, "补报二季度岗位清单", "清单和用人单位联系方式", 10)
    assert late.status == "open"
    with city.at(1, 9):
        meetings.call_meeting(
            by=sun, title="东溪区社区矫正联席会议（本季度）", starts_at=clock.at(city.day + timedelta(days=6), 9, 30),
            place="三楼会议室", chair="孙洁", units=units, agenda=["上次议定事项", "节前安全稳定", "就业帮扶"],
        )  # fmt: skip


def _city_table(city: City) -> None:
    """The city with its county bureaus: one report waits for a word, one item runs."""
    zheng, sun = city.people["郑岚"], city.people["孙洁"]
    bureaus = list(OrgUnit.objects.filter(kind="county_bureau").order_by("division_id"))
    minutes = "通报全市情况，明确信息共享台账由各县区按月报。"
    meeting = _held(city, zheng, 20, "全市社区矫正联席会议", bureaus, ["全市情况通报", "信息共享"], minutes)
    with city.at(20, 16):
        dongxi = _decided(meeting, zheng, cast.unit_of(sun), "建立信息共享台账", "台账启用", 12)
        for bureau in bureaus[:3]:
            if bureau != dongxi.owner:
                _decided(meeting, zheng, bureau, "上报本县区协作单位名单", "名单一份", 25)
    with city.at(2, 10):
        _reported(dongxi, sun, "台账已启用。")


# --- beside the meetings -------------------------------------------------------------------------------------------
def _ledger(city: City) -> None:
    sun, li, zheng = city.people["孙洁"], city.people["李明"], city.people["郑岚"]
    bureau, office = cast.unit_of(sun), cast.unit_of(li)
    rows: tuple[tuple[User, OrgUnit, str, str, int, int, int | None], ...] = (
        (sun, office, "list", "本月新入矫名册", 30, 3, 1),
        (li, bureau, "employment", "岗位需求汇总", 25, 5, 9),
        (zheng, bureau, "policy", "安置帮教文件汇编", 18, 5, 2),
        (li, bureau, "risk", "节前风险提示", 8, 2, None),
        (sun, office, "relief", "临时救助审批结果", 2, 3, None),
    )
    for by, receiver, kind, title, days_ago, term, after in rows:
        with city.at(days_ago, 9):
            row = sharing.share_info(
                by=by, kind=kind, title=title, basis="联席会议信息共享办法", receiver=receiver, due_on=_working(term),
                is_sent=True,
            )  # fmt: skip
        if after is not None:
            with city.at(days_ago - after, 14):
                sharing.receive_info(row, by=sun if receiver == bureau else li)


def _publicity(city: City) -> None:
    """Three months of events in every county, by its offices."""
    for county in sorted(city.managers):
        for n, office in enumerate(_offices(county)[:3]):
            by = city.officers[office.pk][0]
            kind = city.rng.randrange(len(KINDS))
            with city.at(10 + 28 * n, 16):
                publicity.record_event(
                    by=by, kind=KINDS[kind], title="社区矫正法宣传", on=clock.today(), place=PLACES[kind],
                    events=city.rng.randint(1, 3), materials=city.rng.randint(5, 40) * 10,
                    persons=city.rng.randint(4, 60) * 5,
                )  # fmt: skip


def _letters(city: City) -> None:
    """The city's letter to the counties, most of whom signed; 东溪区's to each of its officers."""
    zheng, sun, li = city.people["郑岚"], city.people["孙洁"], city.people["李明"]
    text = "一、落实属地责任。\n二、按月研判，按季报告。\n三、帮扶措施逐人到位。"
    with city.at(35, 10):
        top = letters.issue_letter(
            by=zheng, title="社区矫正安全稳定责任书", text=text, due_on=_working(10), groups=["county_bureau"]
        )
    with city.at(30, 10):
        for row in list(top.signatures.select_related("unit"))[:-2]:
            manager = city.managers[row.unit.division_id]
            letters.sign_letter(row, by=manager, name=manager.display_name)
    with city.at(6, 10):
        own = letters.issue_letter(
            by=sun, title="司法所岗位责任书", text=text, due_on=_working(10), groups=["judicial_office"],
            each_person=True,
        )  # fmt: skip
    with city.at(5, 10):
        for row in own.signatures.exclude(person=li).exclude(person=None).select_related("person")[:4]:
            assert row.person is not None
            letters.sign_letter(row, by=row.person, name=row.person.display_name)


def _round(city: City) -> None:
    li = city.people["李明"]
    found: dict[str, Any] = {}
    with city.at(90, 9):
        for name in ("河口社区居民委员会", "柳堤社区居民委员会", "桥头村村民委员会"):
            found[name] = rounds.enter_community(by=li, name=name)
    first, second, _never = found.values()
    for unit, days_ago, next_in in ((first, 40, 45), (second, 35, 33)):
        with city.at(days_ago, 15):
            rounds.visit_community(
                unit, by=li, on=clock.today(), note="通报帮扶政策，约定每季度见面。",
                next_on=clock.today() + timedelta(days=next_in),
            )  # fmt: skip
            rounds.promise(unit, by=li, side="office", text="送普法读本三十册", due_on=_working(12))
            kept = rounds.promise(unit, by=li, side="community", text="提供每月一次的活动室", due_on=_working(40))
    with city.at(3, 10):
        rounds.keep_promise(kept, by=li)


def _announcements(city: City) -> None:
    sun, li, zheng = city.people["孙洁"], city.people["李明"], city.people["郑岚"]
    with city.at(12, 10):
        announcing.announce(
            by=zheng, title="工作日历更新", text="节假日安排已录入，时限自动顺延。", groups=["county_bureau"]
        )
        old = announcing.announce(
            by=sun, title="档案归档要求", text="本季度档案月底前归档。", groups=["judicial_office"], due_on=_working(5)
        )
    with city.at(11, 10):
        for receipt in list(old.receipts.select_related("unit"))[:-1]:
            officer = li if receipt.unit_id == cast.unit_of(li).pk else city.officers[receipt.unit_id][0]
            announcing.note_read(old, by=officer)
            announcing.acknowledge(receipt, by=officer)
    with city.at(1, 10):
        announcing.announce(
            by=sun, title="节前安全稳定排查", text="逐人见面，三个工作日内报结果。", groups=["judicial_office"],
            due_on=_working(3),
        )  # fmt: skip
