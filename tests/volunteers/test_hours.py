"""Hours: proposed by a meeting or claimed, verified or returned by the recorder, never by whoever served them."""

from datetime import timedelta

import pytest

from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import person as new_person
from tests.cast import seat
from tests.fullhouse import savepoint
from tests.volunteers import served
from tests.volunteers.served import an_hour_later, at, claim, confirmed, kept, log_in
from volunteers import queries
from volunteers import states as trade
from volunteers.hours import services as hours
from volunteers.hours import states
from volunteers.joining import services as joining
from volunteers.models import Engagement, ServiceLog, Volunteer
from volunteers.vetting import suspending


@pytest.fixture(autouse=True)
def friday(as_of) -> None:
    as_of(2026, 3, 20, 18)


@pytest.fixture
def engagement(cast) -> Engagement:
    return served.engagement(cast)


def log(engagement, *, hour=9, minutes=60, ref="") -> ServiceLog:
    """What a meeting of today proposes."""
    return hours.propose(
        engagement.volunteer, by=None, ref=ref or f"meeting-{hour}-{minutes}", engagement_ref=engagement.ref,
        starts_at=clock.at(clock.today(), hour), minutes=minutes,
    )  # fmt: skip


# --- every verb, every state ---------------------------------------------------------------------------------
# Service → the steps it takes; who takes it here did nothing before, so that only the state decides.
VERBS = {
    "verify": (("verify", "verify_second"), lambda row, c: hours.verify_hours(row, by=c.county_manager, minutes=30)),
    "amend": (("amend",), lambda row, c: hours.amend_hours(
        row, by=c.county_manager, **an_hour_later(row), reason="看错一小时")),
    "return": (("send_back",), lambda row, c: hours.return_hours(row, by=c.county_manager, reason="核对日期")),
    "submit": (("submit",), lambda row, c: hours.submit_claim(
        row, by=c.volunteer, **an_hour_later(row), content="陪伴")),
    "withdraw": (("withdraw",), lambda row, c: hours.withdraw_claim(row, by=c.volunteer)),
    "dispute": (("dispute",), lambda row, c: hours.dispute_hours(row, by=c.volunteer, reason="少记了")),
    "uphold": (("uphold",), lambda row, c: hours.uphold_hours(row, by=c.county_manager, reason="核对过签到")),
    "settle": (("settle",), lambda row, c: hours.settle_hours(
        row, by=c.county_manager, **an_hour_later(row), reason="签到为准")),
    "reverse": (("reverse",), lambda row, c: hours.reverse_hours(
        row, by=c.county_manager, minutes=30, reason="重复记录")),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_hours_change_as_the_table_says_and_leave_one_revision(verb, cast) -> None:
    steps, act = VERBS[verb]
    _ = build.volunteer(cast), cast.officer, cast.county_manager  # made now: what a state needs goes with it
    for state in states.SERVICE_LOG.states:
        with savepoint():
            row = log_in(state, cast)
            before = kept(row)
            step = next((s for s in (states.SERVICE_LOG.step(v, state) for v in steps) if s), None)
            if step is None:
                with pytest.raises(Refused):
                    act(row, cast)
                assert kept(row) == before
                continue
            act(row, cast)
            assert ServiceLog.objects.get(pk=row.pk).status == step.target
            last = row.revisions.last()
            assert (last.n, last.what, last.status) == (before[1] + 1, step.verb, step.target)


WHO = ("volunteer", "outsider", "other_county_manager", "city_manager", "auditor", "ngo_admin", "social_worker",
       "employer", "system_admin")  # fmt: skip
STATE_FOR = {"verify": "submitted", "amend": "submitted", "return": "submitted", "uphold": "disputed",
             "settle": "disputed", "reverse": "confirmed"}  # fmt: skip


@pytest.mark.parametrize("verb", STATE_FOR)
def test_nobody_but_the_office_and_its_county_decides(verb, cast) -> None:
    row = log_in(STATE_FOR[verb], cast)
    before = kept(row)
    acts = {
        "verify": lambda by: hours.verify_hours(row, by=by, minutes=30),
        "amend": lambda by: hours.amend_hours(row, by=by, **an_hour_later(row), reason="x"),
        "return": lambda by: hours.return_hours(row, by=by, reason="x"),
        "uphold": lambda by: hours.uphold_hours(row, by=by, reason="x"),
        "settle": lambda by: hours.settle_hours(row, by=by, **an_hour_later(row), reason="x"),
        "reverse": lambda by: hours.reverse_hours(row, by=by, minutes=30, reason="x"),
    }
    for who in WHO:
        with pytest.raises(Refused, match="不归您的身份"):
            acts[verb](getattr(cast, who))
    assert kept(row) == before


def test_nobody_claims_or_objects_in_the_name_of_a_volunteer(cast) -> None:
    person, row = build.volunteer(cast), log_in("confirmed", cast)
    times = {"starts_at": at(15, 9), "ends_at": at(15, 10)}
    for by in (cast.officer, cast.county_manager, cast.outsider, cast.ngo_admin):
        with pytest.raises(Refused):
            hours.claim_hours(person, by=by, office=cast.office, content="x", **times)
        with pytest.raises(Refused):
            hours.dispute_hours(row, by=by, reason="x")


def test_a_failure_while_verifying_leaves_the_entry_waiting(cast, monkeypatch) -> None:
    from volunteers.hours import revising

    row = log_in("submitted", cast)
    before = kept(row)
    monkeypatch.setattr(revising.chain, "add", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hours.verify_hours(row, by=cast.officer, minutes=60)
    assert kept(row) == before


# --- minutes -------------------------------------------------------------------------------------------------
def test_verified_hours_never_exceed_what_was_logged(engagement, cast) -> None:
    row = log(engagement)
    for minutes in (0, 61):
        with pytest.raises(Refused, match="不能多于"):
            hours.verify_hours(row, by=cast.officer, minutes=minutes)
    hours.verify_hours(row, by=cast.officer, minutes=45)
    assert queries.confirmed_minutes(engagement.volunteer) == 45
    assert Message.objects.get(kind="hours_confirmed_less").to == cast.volunteer


def test_confirmed_hours_do_not_overlap_but_may_touch(engagement, cast) -> None:
    first, touching, over = log(engagement), log(engagement, hour=10), log(engagement, hour=9, minutes=90)
    assert over.flags == ["overlap"]
    hours.verify_hours(first, by=cast.officer, minutes=60)
    hours.verify_hours(touching, by=cast.officer, minutes=60)
    with pytest.raises(Refused, match="3月20日 9:00–10:00"):
        hours.verify_hours(over, by=cast.officer, minutes=90)


def test_the_same_meeting_is_one_record_and_less_than_a_quarter_of_an_hour_is_none(engagement) -> None:
    assert log(engagement, ref="one").pk == log(engagement, ref="one", minutes=90).pk
    assert log(engagement, minutes=14) is None


@pytest.mark.parametrize(
    ("begin", "end", "rest", "said"),
    [
        (at(19, 9), at(19, 9, 14), 0, "至少 15"),
        (at(19, 9), at(19, 10), 46, "至少 15"),
        (at(19, 10), at(19, 10), 0, "晚于"),
        (at(20, 17), at(20, 18, 1), 0, "还没有结束"),
        (at(1, 9) - timedelta(days=366), at(1, 10) - timedelta(days=366), 0, "365"),
        (at(18, 6), at(18, 18, 1), 0, "12 小时"),
    ],
)
def test_a_claim_that_cannot_be_is_refused_with_the_way_forward(begin, end, rest, said, cast) -> None:
    with pytest.raises(Refused, match=said):
        claim(cast, begin, end, rest)
    assert not ServiceLog.objects.exists()


def test_a_quarter_of_an_hour_and_twelve_hours_are_taken(cast) -> None:
    assert claim(cast, at(18, 6), at(18, 18)).minutes == 720
    assert claim(cast, at(19, 9), at(19, 9, 15)).minutes == 15


def test_a_day_holds_twelve_hours_however_they_are_parted(cast) -> None:
    confirmed(cast, at(18, 6), at(18, 12))
    claim(cast, at(18, 13), at(18, 19))
    with pytest.raises(Refused, match="12 小时"):
        claim(cast, at(18, 20), at(18, 21))
    # From yesterday's evening on, only what falls on the full day is too much.
    with pytest.raises(Refused, match="12 小时"):
        claim(cast, at(18, 23, 30), at(19, 1))
    assert claim(cast, at(19, 0), at(19, 1)).minutes == 60


def test_two_claims_that_each_fit_are_not_both_confirmed_beyond_the_day(engagement, cast) -> None:
    """Meetings are proposed whatever they come to; what counts is checked when it is confirmed."""
    rows = [log(engagement, hour=h, minutes=240) for h in (2, 6, 10, 14)]
    for row in rows[:3]:
        hours.verify_hours(row, by=cast.officer, minutes=240)
    with pytest.raises(Refused, match="12 小时"):
        hours.verify_hours(rows[3], by=cast.officer, minutes=240)


def test_more_than_eight_hours_on_a_day_are_looked_at_first(cast) -> None:
    assert claim(cast, at(17, 8, 30), at(17, 16, 30)).flags == []
    assert claim(cast, at(17, 17), at(17, 17, 15)).flags == ["over_day"]


# --- who confirms --------------------------------------------------------------------------------------------
def test_an_officer_who_is_a_volunteer_too_does_not_verify_their_own(cast) -> None:
    person = build.volunteer(cast, seat(cast.colleague, "VOL"))
    engaged = served.engagement(cast, person, ref="c")
    with pytest.raises(Refused, match="自己的"):
        hours.verify_hours(log(engaged), by=cast.colleague, minutes=60)


def test_what_a_colleague_only_claims_goes_to_the_county(cast) -> None:
    person = build.volunteer(cast, seat(cast.colleague, "VOL"))
    row = claim(cast, at(14, 9), at(14, 10), person=person)
    with pytest.raises(Refused, match="同在一个单位"):
        hours.verify_hours(row, by=cast.officer, minutes=60)
    assert hours.verify_hours(row, by=cast.county_manager, minutes=60).status == "confirmed"


def test_an_organisation_confirms_what_it_recorded_but_not_what_was_only_claimed(cast) -> None:
    person = build.volunteer(cast)
    entered = hours.enter_hours(
        person, by=cast.ngo_admin, office=cast.chunhui, starts_at=at(12, 9), ends_at=at(12, 11), break_minutes=0,
        content="义诊",
    )  # fmt: skip
    assert (entered.source, entered.credit_class) == ("bulk", "credit")
    assert hours.verify_hours(entered, by=cast.social_worker, minutes=120).status == "confirmed"
    said = claim(cast, at(14, 9), at(14, 10), office=cast.chunhui)
    for by in (cast.ngo_admin, cast.social_worker):
        with pytest.raises(Refused, match="本机构不能"):
            hours.verify_hours(said, by=by, minutes=60)
    assert hours.verify_hours(said, by=cast.county_manager, minutes=60).status == "confirmed"


def test_what_is_entered_too_late_takes_two_persons(cast) -> None:
    row = claim(cast, at(17, 9, month=2), at(17, 10, month=2))  # 31 days
    assert row.flags == ["backfilled"]
    hours.verify_hours(row, by=cast.officer, minutes=60)
    assert queries.confirmed_minutes(row.volunteer) == 0
    with pytest.raises(Refused, match="另一位"):
        hours.verify_hours(row, by=cast.officer, minutes=60)
    assert hours.verify_hours(row, by=cast.colleague, minutes=60).status == "confirmed"
    assert queries.confirmed_minutes(row.volunteer) == 60
    assert claim(cast, at(18, 9, month=2), at(18, 10, month=2)).flags == []  # 30 days


# --- class ---------------------------------------------------------------------------------------------------
def test_a_meeting_is_credit_and_a_claim_is_honour_unless_its_proof_was_seen(engagement, cast) -> None:
    assert log(engagement).credit_class == "credit"
    plain, proved = claim(cast, at(14, 9), at(14, 10)), claim(cast, at(15, 9), at(15, 10), evidence="签到表第 3 页")
    assert {plain.credit_class, proved.credit_class} == {"honour"}
    hours.verify_hours(plain, by=cast.officer, minutes=60)
    assert hours.verify_hours(proved, by=cast.officer, minutes=60, has_evidence=True).credit_class == "credit"
    assert queries.sums(plain.volunteer)["honour"] == 60


def test_the_rule_decides_whether_proof_counts_and_which_sources_are_credit(engagement, cast) -> None:
    from kit import rules

    for name, value in (("hours.evidence_counts", False), ("hours.credit_sources", ["machine"])):
        draft = rules.propose(name, value, clock.today() - timedelta(days=30), by=cast.city_manager, note="")
        rules.approve(draft, by=cast.data_clerk)
    assert log(engagement).credit_class == "honour"
    row = claim(cast, at(15, 9), at(15, 10), evidence="照片")
    assert hours.verify_hours(row, by=cast.officer, minutes=60, has_evidence=True).credit_class == "honour"


# --- the volunteer's own entries -----------------------------------------------------------------------------
def test_a_returned_claim_is_mended_and_sent_again(cast) -> None:
    row = claim(cast, at(14, 9), at(14, 11))
    hours.return_hours(row, by=cast.officer, reason="只到十点半")
    told = Message.objects.get(kind="hours_returned")
    assert (told.to, told.url) == (cast.volunteer, f"/volunteers/hours/{row.pk}/")
    hours.submit_claim(
        row, by=cast.volunteer, starts_at=at(14, 9), ends_at=at(14, 10, 30), break_minutes=0, content="陪伴",
        evidence="照片",
    )  # fmt: skip
    row = ServiceLog.objects.get(pk=row.pk)
    assert (row.status, row.minutes, row.evidence) == ("submitted", 90, "照片")


def test_what_others_recorded_is_neither_rewritten_nor_withdrawn_by_the_volunteer(engagement, cast) -> None:
    row = log(engagement)
    for act in (
        lambda: hours.withdraw_claim(row, by=cast.volunteer),
        lambda: hours.submit_claim(row, by=cast.volunteer, **an_hour_later(row), content="x"),
    ):
        with pytest.raises(Refused, match="提出异议"):
            act()


def test_a_claim_names_only_ones_own_help_and_a_confirmed_volunteer(engagement, cast) -> None:
    other = build.volunteer(cast, seat(new_person("高洁"), "VOL"))
    with pytest.raises(Refused, match="不是您的帮扶"):
        claim(cast, at(14, 9), at(14, 10), person=other, engagement=engagement)
    Volunteer.objects.filter(pk=other.pk).update(status="unconfirmed")
    other.refresh_from_db()
    with pytest.raises(Refused, match="确认志愿者登记"):
        claim(cast, at(14, 9), at(14, 10), person=other)


# --- engagements ---------------------------------------------------------------------------------------------
def test_a_volunteer_who_is_full_takes_nobody_more(cast) -> None:
    cast.officer.acting_role = "OFF"
    person = build.volunteer(cast, capacity=1)
    hours.open_engagement(person, by=cast.officer, ref="a", office=cast.office, plan="")
    with pytest.raises(Refused, match="不能再接"):
        hours.open_engagement(person, by=cast.officer, ref="b", office=cast.office, plan="")
    hours.end_engagement("a", by=None)
    assert hours.open_engagement(person, by=cast.officer, ref="b", office=cast.office, plan="").status == "open"


# --- joining -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", trade.VOLUNTEER.states)
def test_a_volunteer_is_confirmed_as_the_table_says(state, cast) -> None:
    person = volunteer_in(state, cast)
    step = trade.VOLUNTEER.step("confirm", state)
    if step:
        joining.confirm_volunteer(person, by=cast.officer)
    else:
        with pytest.raises(Refused):
            joining.confirm_volunteer(person, by=cast.officer)
    assert Volunteer.objects.get(pk=person.pk).status == (step.target if step else state)


def volunteer_in(state, cast) -> Volunteer:
    from accounts.models import Division
    from audit.moves import move

    if state == "unconfirmed":
        return joining.register_volunteer(
            cast.volunteer, by=None, town=Division.objects.get(pk="990103002"), id_number=build.id_number()
        )
    person = build.volunteer(cast)
    if state == "suspended":
        suspending.suspend_volunteer(person, by=cast.county_manager, reason="投诉核查")
    if state == "blocked":
        suspending.block_volunteer(person, by=cast.county_manager, reason="收取钱物")
    if state == "left":
        cast.officer.acting_role = "OFF"
        move(person, "leave", by=cast.officer)
    return person


def test_what_is_missing_is_said_in_words(cast) -> None:
    person = build.volunteer(cast, ready=False)
    codes = queries.missing([person.pk], clock.today(), need="legal_aid", minor=True)[person.pk]
    assert codes == ["identity", "undertaking", "induction", "refresher", "lawyer", "background_check"]
    assert "缺在有效期内的保密承诺书" in queries.words_for(codes)


# --- the screens -------------------------------------------------------------------------------------------
def test_the_queue_verifies_the_harmless_at_once_and_sends_the_odd_one_by_one(engagement, cast, browse) -> None:
    good, over = log(engagement), log(engagement, minutes=90)
    browser = browse(cast.officer)
    first = browser.get("/volunteers/verify/").content.decode()
    assert "与另一条时间重叠" in first and "按填报核实" not in first  # what is odd stands first
    plain = browser.get("/volunteers/verify/?show=plain").content.decode()
    assert f'value="{good.pk}"' in plain and f'value="{over.pk}"' not in plain
    answer = browser.post("/volunteers/verify/", {"log": [good.pk, over.pk], "idem": "v"}, follow=True)
    words = answer.content.decode()
    assert "已核实 1 条" in words and "须先看" in words
    assert [r.status for r in ServiceLog.objects.order_by("pk")] == ["confirmed", "submitted"]


def test_one_that_cannot_be_verified_does_not_hold_up_the_others(engagement, cast, browse) -> None:
    rows = [log(engagement), log(engagement, hour=11)]
    ServiceLog.objects.filter(pk=rows[1].pk).update(starts_at=rows[0].starts_at, ends_at=rows[0].ends_at)
    words = browse(cast.officer).post(
        "/volunteers/verify/", {"log": [r.pk for r in rows], "idem": "v"}, follow=True
    ).content.decode()  # fmt: skip
    assert "已核实 1 条" in words and "重叠" in words


def test_one_entry_is_verified_with_fewer_minutes_amended_returned_and_reversed(engagement, cast, browse) -> None:
    one, two = log(engagement), log(engagement, hour=14)
    browser = browse(cast.officer)

    def post(row, act, **fields):
        answer = browser.post(f"/volunteers/verify/{row.pk}/", {"act": act, **fields, "idem": f"{row.pk}{act}"})
        assert answer.status_code == 302, answer.content.decode()

    times = {"amend-day": "2026-03-20", "amend-begin": "14:00", "amend-end": "14:50", "amend-break_minutes": "0"}
    post(one, "verify", minutes="40")
    post(two, "amend", **times, **{"amend-reason": "提前走了"})
    post(two, "return", **{"back-reason": "日期不对"})
    found = [(r.status, r.minutes, r.verified_minutes) for r in ServiceLog.objects.order_by("pk")]
    assert found == [("confirmed", 60, 40), ("returned", 50, None)]
    ledger = browse(cast.volunteer).get("/volunteers/hours/").content.decode()
    assert "日期不对" in ledger and "0.6" in ledger  # forty minutes, rounded down
    post(one, "reverse", **{"reverse-minutes": "10", "reverse-reason": "路上不计"})
    page = browse(cast.volunteer).get(f"/volunteers/hours/{one.pk}/").content.decode()
    for said in ("李明", "路上不计", "<del>40 分</del> → 30 分", "司法所工作人员"):
        assert said in page


def test_a_volunteer_begins_with_the_next_meeting_and_what_waits(cast, browse, as_of) -> None:
    as_of(2026, 3, 9, 10)
    request = build.request_in("accepted", cast, kind="volunteer")
    page = browse(cast.volunteer).get("/volunteers/").content.decode()
    assert "约首次见面" in page and request.client.code in page and "刘秀" not in page
    from matching.sessions import services as sessions

    start = clock.at(clock.today() + timedelta(days=1), 9)
    sessions.book_session(
        request, by=cast.volunteer, key="k", starts_at=start, ends_at=start + clock.minutes(60), where="河口街道司法所"
    )
    page = browse(cast.volunteer).get("/volunteers/").content.decode()
    assert "tq-next" in page and "9:00–10:00" in page and "河口街道司法所" in page


def test_zhao_qiang_sees_neither_volunteer_nor_hours_of_another_county(engagement, cast, browse) -> None:
    row, browser = log(engagement), browse(cast.outsider)
    number = engagement.volunteer.number
    assert browser.get(f"/volunteers/{number}/").status_code == 404
    assert browser.get(f"/volunteers/verify/{row.pk}/").status_code == 404
    assert number not in browser.get("/volunteers/list/").content.decode()
    assert browser.get("/volunteers/").status_code == 404
    browser.post("/volunteers/verify/", {"log": [row.pk], "idem": "z"})
    assert ServiceLog.objects.get(pk=row.pk).status == "submitted"


def test_the_page_of_a_volunteer_hides_the_number_and_takes_papers(cast, browse) -> None:
    person = build.volunteer(cast, ready=False)
    browser, url = browse(cast.officer), f"/volunteers/{person.number}/"
    page = browser.get(url).content.decode()
    assert person.id_number not in page and "************" in page and "身份没有核验" in page
    form = {
        "act": "paper", "paper-kind": "undertaking", "paper-level": "1", "paper-met_on": "2026-03-01", "idem": "p",
    }  # fmt: skip
    assert browser.post(url, form).status_code == 302
    assert browser.post(url, {"act": "identity", "idem": "i"}).status_code == 302
    page = browser.get(url).content.decode()
    assert "缺在有效期内的保密承诺书" not in page and "身份没有核验" not in page
    assert browser.post(url, {"act": "suspend", "suspend-reason": "x", "idem": "s"}).status_code == 404
