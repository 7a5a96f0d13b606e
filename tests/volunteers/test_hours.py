"""Hours: proposed by a meeting, verified or returned by the office, never by the volunteer who served them."""

from datetime import timedelta

import pytest

from kit import clock
from kit.errors import Refused
from tests import build
from volunteers import queries, states
from volunteers.hours import services as hours
from volunteers.joining import services as joining
from volunteers.models import Engagement, ServiceLog, Volunteer
from volunteers.vetting import suspending


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 18)


@pytest.fixture
def engagement(cast) -> Engagement:
    cast.officer.acting_role = "OFF"
    return hours.open_engagement(
        build.volunteer(cast), by=cast.officer, ref="AR-1/1", office=cast.office, plan="每周陪伴一次"
    )


def log(engagement, *, hour=9, minutes=60, ref="") -> ServiceLog:
    return hours.propose(
        engagement.volunteer, by=None, ref=ref or f"meeting-{hour}-{minutes}", engagement_ref=engagement.ref,
        starts_at=clock.at(clock.today(), hour), minutes=minutes,
    )  # fmt: skip


def log_in(state, engagement, cast) -> ServiceLog:
    row = log(engagement)
    if state == "confirmed":
        hours.verify_hours(row, by=cast.officer, minutes=60)
    if state == "returned":
        hours.return_hours(row, by=cast.officer, reason="日期不对")
    if state == "withdrawn":  # a meeting is not taken back, only an opening balance is
        ServiceLog.objects.filter(pk=row.pk).update(status="withdrawn")
    return ServiceLog.objects.get(pk=row.pk)


@pytest.mark.parametrize("state", states.SERVICE_LOG.states)
@pytest.mark.parametrize("verb", ["verify", "send_back"])
def test_hours_are_verified_or_returned_once(verb, state, engagement, cast) -> None:
    row = log_in(state, engagement, cast)

    def act():
        if verb == "verify":
            return hours.verify_hours(row, by=cast.officer, minutes=50)
        return hours.return_hours(row, by=cast.officer, reason="核对日期")

    step = states.SERVICE_LOG.step(verb, state)
    if step:
        act()
        assert ServiceLog.objects.get(pk=row.pk).status == step.target
        return
    was = ServiceLog.objects.values().get(pk=row.pk)
    with pytest.raises(Refused):
        act()
    assert ServiceLog.objects.values().get(pk=row.pk) == was


def test_verified_hours_never_exceed_what_was_logged(engagement, cast) -> None:
    row = log(engagement)
    for minutes in (0, 61):
        with pytest.raises(Refused, match="不能多于"):
            hours.verify_hours(row, by=cast.officer, minutes=minutes)
    hours.verify_hours(row, by=cast.officer, minutes=45)
    assert queries.confirmed_minutes(engagement.volunteer) == 45


def test_confirmed_hours_do_not_overlap_but_may_touch(engagement, cast) -> None:
    first, touching, over = log(engagement), log(engagement, hour=10), log(engagement, hour=9, minutes=90)
    hours.verify_hours(first, by=cast.officer, minutes=60)
    hours.verify_hours(touching, by=cast.officer, minutes=60)
    with pytest.raises(Refused, match="重叠"):
        hours.verify_hours(over, by=cast.officer, minutes=90)


def test_the_same_meeting_is_one_record_and_less_than_a_quarter_of_an_hour_is_none(engagement) -> None:
    assert log(engagement, ref="one").pk == log(engagement, ref="one", minutes=90).pk
    assert log(engagement, minutes=14) is None


def test_a_volunteer_who_is_full_takes_nobody_more(cast) -> None:
    cast.officer.acting_role = "OFF"
    person = build.volunteer(cast, capacity=1)
    hours.open_engagement(person, by=cast.officer, ref="a", office=cast.office, plan="")
    with pytest.raises(Refused, match="不能再接"):
        hours.open_engagement(person, by=cast.officer, ref="b", office=cast.office, plan="")
    hours.end_engagement("a", by=None)
    assert hours.open_engagement(person, by=cast.officer, ref="b", office=cast.office, plan="").status == "open"


@pytest.mark.parametrize("who", ["volunteer", "outsider", "ngo_admin", "social_worker", "employer"])
def test_nobody_but_the_office_verifies(who, engagement, cast) -> None:
    row, by = log(engagement), getattr(cast, who)
    for verb in (
        lambda: hours.verify_hours(row, by=by, minutes=30),
        lambda: hours.return_hours(row, by=by, reason="x"),
    ):
        with pytest.raises(Refused):
            verb()


def test_an_officer_who_is_a_volunteer_too_does_not_verify_their_own(cast) -> None:
    person = build.volunteer(cast, cast.colleague)
    cast.officer.acting_role = "OFF"
    engaged = hours.open_engagement(person, by=cast.officer, ref="c", office=cast.office, plan="")
    with pytest.raises(Refused, match="自己的"):
        hours.verify_hours(log(engaged), by=cast.colleague, minutes=60)


def test_a_failure_while_verifying_leaves_the_entry_waiting(engagement, cast, monkeypatch) -> None:
    row = log(engagement)
    monkeypatch.setattr(hours, "move", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hours.verify_hours(row, by=cast.officer, minutes=60)
    row = ServiceLog.objects.get(pk=row.pk)
    assert (row.status, row.verified_minutes) == ("submitted", None)


# --- joining -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", states.VOLUNTEER.states)
def test_a_volunteer_is_confirmed_as_the_table_says(state, cast) -> None:
    person = volunteer_in(state, cast)
    step = states.VOLUNTEER.step("confirm", state)
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
def test_the_queue_verifies_all_that_is_shown_and_says_which_could_not(engagement, cast, browse) -> None:
    good, over = log(engagement), log(engagement, minutes=90)
    browser = browse(cast.officer)
    assert "王芳" in browser.get("/volunteers/verify/").content.decode()
    answer = browser.post("/volunteers/verify/", {"log": [good.pk, over.pk], "idem": "v"}, follow=True)
    words = answer.content.decode()
    assert "已核实 1 条" in words and "重叠" in words
    assert [r.status for r in ServiceLog.objects.order_by("pk")] == ["confirmed", "submitted"]


def test_one_entry_is_verified_with_fewer_minutes_or_returned(engagement, cast, browse) -> None:
    one, two = log(engagement), log(engagement, hour=14)
    browser = browse(cast.officer)
    assert (
        browser.post(f"/volunteers/verify/{one.pk}/", {"act": "verify", "minutes": "40", "idem": "1"}).status_code
        == 302
    )
    form = {"act": "return", "back-reason": "日期不对", "idem": "2"}
    assert browser.post(f"/volunteers/verify/{two.pk}/", form).status_code == 302
    assert [(r.status, r.verified_minutes) for r in ServiceLog.objects.order_by("pk")] == [
        ("confirmed", 40),
        ("returned", None),
    ]
    ledger = browse(cast.volunteer).get("/volunteers/hours/").content.decode()
    assert "日期不对" in ledger and "0.6" in ledger  # forty minutes, rounded down


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
