"""How help ends: finished, ended early, withdrawn, reported, confirmed; and the whole story of each kind of place."""

from importlib import import_module

import pytest
from django.apps import apps

from kit.errors import Refused
from matching import models as m
from matching import states
from matching.offers.suggestions import suggest
from matching.outcomes import services as outcomes
from matching.requests import turns
from messaging.models import Message
from ngos.models import Contract, DeliveryRecord, Provider, ServiceOrder
from tests import build
from volunteers.hours import services as hours
from volunteers.models import Engagement, ServiceLog, Volunteer

outcomes_keep_their_place = import_module("matching.migrations.0003_places_of_earlier_outcomes")
GOALS = [{"goal": "找到工作", "result": "reached", "evidence": "3 月 9 日上岗"}]


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def act(verb, request, cast):
    lead = cast.ngo_admin
    return {
        "finish": lambda: outcomes.finish_request(request, by=lead, goals_met_early=True),
        "end_early": lambda: outcomes.end_early(request, by=lead, reason="moved", note="迁往外县"),
        "report": lambda: outcomes.report_outcome(request, by=lead, outcome="employed", goals=GOALS),
        "send_back": lambda: outcomes.send_back_report(request, by=cast.officer, reason="缺依据"),
        "confirm": lambda: confirm(request, cast.officer),
        "withdraw": lambda: outcomes.withdraw_request(request, by=cast.officer, reason="need_gone"),
    }[verb]()


def confirm(request, by, **more):
    said = {"outcome": "employed", "need_met": "yes", "person_says": "yes", "satisfaction": 5, **more}
    return outcomes.confirm_outcome(request, by=by, **said)


def target(verb: str, state: str) -> str:
    """Where the table says this leads; "" where it leads nowhere. Withdrawing has a verb for each state."""
    name = outcomes.WITHDRAW.get(state, "") if verb == "withdraw" else verb
    step = states.REQUEST.step(name, state) if name else None
    return step.target if step else ""


@pytest.mark.parametrize("state", states.REQUEST.states)
@pytest.mark.parametrize("verb", ["finish", "end_early", "report", "send_back", "confirm", "withdraw"])
def test_each_end_works_from_the_states_of_the_table_and_from_no_other(verb, state, cast) -> None:
    request = build.request_in(state, cast)
    rows = m.EndReport.objects.count(), m.Outcome.objects.count()
    if target(verb, state):
        act(verb, request, cast)
        assert m.AssistanceRequest.objects.get(pk=request.pk).status == target(verb, state)
        return
    with pytest.raises(Refused):
        act(verb, request, cast)
    assert m.AssistanceRequest.objects.get(pk=request.pk).status == state
    assert (m.EndReport.objects.count(), m.Outcome.objects.count()) == rows


# --- finishing ---------------------------------------------------------------------------------------------
def test_fewer_meetings_than_planned_need_the_goals_met_early(cast) -> None:
    request = build.request_in("in_service", cast)
    m.Plan.objects.filter(request=request).update(sessions_n=3)
    with pytest.raises(Refused, match="计划 3 次，已开展 1 次"):
        outcomes.finish_request(request, by=cast.ngo_admin)
    outcomes.finish_request(request, by=cast.ngo_admin, goals_met_early=True)


def test_a_meeting_without_a_record_holds_up_the_finish(cast) -> None:
    request = build.request_in("in_service", cast)
    build.meeting(request, record=False)
    with pytest.raises(Refused, match="没记录"):
        outcomes.finish_request(request, by=cast.ngo_admin, goals_met_early=True)


def test_ending_early_cancels_what_was_booked_and_wants_a_reason_with_a_note(cast) -> None:
    request = build.request_in("in_service", cast)
    session = build.meeting(request, record=False)
    for reason, note in (("", "说明"), ("moved", " "), ("nonsense", "说明")):
        with pytest.raises(Refused, match="原因"):
            outcomes.end_early(request, by=cast.officer, reason=reason, note=note)
    outcomes.end_early(request, by=cast.officer, reason="moved", note="迁往外县")
    assert m.Session.objects.get(pk=session.pk).status == "not_held"


# --- report and review -------------------------------------------------------------------------------------
@pytest.mark.parametrize("goals", [[], [{"goal": "x", "result": "", "evidence": "y"}], [{**GOALS[0], "evidence": " "}]])
def test_every_goal_has_a_result_and_evidence(goals, cast) -> None:
    request = build.request_in("closing", cast)
    with pytest.raises(Refused, match="每个目标"):
        outcomes.report_outcome(request, by=cast.ngo_admin, outcome="employed", goals=goals)


def test_hours_in_the_report_come_from_the_records(cast) -> None:
    request = build.request_in("under_review", cast)
    report = outcomes.last_report(request)
    assert (report.held_n, report.minutes) == (1, 60)


def test_a_report_sent_back_is_written_again_as_the_next_version(cast) -> None:
    request = build.request_in("under_review", cast)
    outcomes.send_back_report(request, by=cast.officer, reason="缺上岗证明")
    assert Message.objects.filter(kind="report_sent_back", to=cast.social_worker).exists()
    outcomes.report_outcome(request, by=cast.ngo_admin, outcome="employed", goals=GOALS)
    assert [r.version for r in m.EndReport.objects.order_by("version")] == [1, 2]


def test_a_corrected_outcome_is_marked_and_the_place_is_free_again(cast) -> None:
    request = build.request_in("under_review", cast)
    assert m.Place.objects.get(pk=request.place_id).taken == 1
    row = confirm(request, cast.officer, outcome="unresolved", need_met="no", person_says="no", satisfaction=2)
    assert row.corrected and m.Place.objects.get(pk=request.place_id).taken == 0
    assert Provider.objects.get().taken == 0 and ServiceOrder.objects.get().status == "ended"


def test_satisfaction_is_one_to_five_or_not_asked(cast) -> None:
    request = build.request_in("under_review", cast)
    for wrong in (0, 6):
        with pytest.raises(Refused, match="1 到 5"):
            confirm(request, cast.officer, satisfaction=wrong)
    assert confirm(request, cast.officer, satisfaction=None).satisfaction is None


def test_the_partner_who_reported_does_not_confirm_a_colleague_does(cast) -> None:
    request = build.request_in("closing", cast, kind="job")
    outcomes.report_outcome(request, by=cast.officer, outcome="employed", goals=GOALS)
    request = m.AssistanceRequest.objects.get(pk=request.pk)
    with pytest.raises(Refused, match="同事"):
        confirm(request, cast.officer)
    assert confirm(request, cast.colleague).code == "employed"


@pytest.mark.parametrize("who", ["outsider", "social_worker", "volunteer", "employer", "auditor"])
def test_nobody_else_reviews_or_withdraws(who, cast) -> None:
    request, by = build.request_in("under_review", cast), getattr(cast, who)
    for verb in (
        lambda: confirm(request, by),
        lambda: outcomes.send_back_report(request, by=by, reason="x"),
        lambda: outcomes.withdraw_request(request, by=by, reason="need_gone"),
        lambda: outcomes.finish_request(request, by=by),
        lambda: outcomes.report_outcome(request, by=by, outcome="employed", goals=GOALS),
    ):
        with pytest.raises(Refused, match="身份"):
            verb()


def test_a_failure_at_the_last_step_of_the_review_leaves_the_request_under_review(cast, monkeypatch) -> None:
    request = build.request_in("under_review", cast)
    monkeypatch.setattr(outcomes, "tell", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(request, cast.officer)
    assert m.AssistanceRequest.objects.get(pk=request.pk).status == "under_review"
    assert not m.Outcome.objects.exists() and m.Place.objects.get(pk=request.place_id).taken == 1


def test_when_the_order_ends_all_that_is_open_ends_within_the_same_act(cast) -> None:
    someone = build.client(cast)
    running = build.request_in("in_service", cast, who=someone)
    asked = build.request_in("offered", cast, who=someone, need="hardship", kind="agency")
    outcomes.end_client(someone, by=cast.officer, reason="released")
    states_now = {r.pk: r.status for r in m.AssistanceRequest.objects.all()}
    assert states_now == {running.pk: "closing", asked.pk: "cancelled"}
    assert not m.Offer.objects.filter(status="sent").exists()


# --- the four stories --------------------------------------------------------------------------------------
def test_a_volunteers_story_from_the_offer_to_confirmed_hours(cast) -> None:
    request = build.request_in("closed", cast, kind="volunteer")
    log = ServiceLog.objects.get()
    hours.verify_hours(log, by=cast.officer, minutes=60)
    assert request.need_met == "yes" and Engagement.objects.get().status == "ended"
    assert Volunteer.objects.get().taken == 0 and ServiceLog.objects.get().verified_minutes == 60


def test_a_providers_story_draws_on_its_contract(cast) -> None:
    provider = build.provider(cast)
    contract = Contract.objects.create(
        number="HT-2026-0001", provider=provider, category=7, starts_on="2026-01-01", ends_on="2026-12-31",
        amount_fen=1, capacity=10, status="active",
    )  # fmt: skip
    request = build.request_in("closed", cast, at=build.place(cast, contract=contract))
    assert DeliveryRecord.objects.count() == 1 and request.status == "closed"
    contract.refresh_from_db()
    provider.refresh_from_db()
    assert (contract.taken, provider.taken) == (1, 0)  # a delivered case stays used, the provider is free again


def test_an_employers_story_has_no_plan_of_its_own_and_ends_in_work(cast) -> None:
    request = build.request_in("under_review", cast, kind="job")
    row = confirm(request, cast.officer)
    assert row.code == "employed" and not m.Plan.objects.exists()
    assert not ServiceLog.objects.exists() and not ServiceOrder.objects.exists()


def test_an_agencys_story_is_recorded_by_the_staff_partner_alone(cast) -> None:
    request = build.request_in("accepted", cast, kind="agency")
    from matching.sessions import services as sessions

    session = build.meeting(request, record=False)
    sessions.record_held(session, by=cast.officer, minutes=30)
    request = m.AssistanceRequest.objects.get(pk=request.pk)
    outcomes.finish_request(request, by=cast.officer)
    outcomes.report_outcome(request, by=cast.officer, outcome="relief_granted", goals=GOALS)
    request = m.AssistanceRequest.objects.get(pk=request.pk)
    assert confirm(request, cast.colleague, outcome="relief_granted").need_met == "yes"


# --- what is remembered of it -------------------------------------------------------------------------------
def kept(request, place) -> int:
    """The points that `place` has for having helped this person before."""
    (found,) = (s.ranked for s in suggest(request).top if s.place.pk == place.pk)
    return {part.name: part.points10 for part in found.parts}["continuity"]


def reopened(cast) -> tuple[m.AssistanceRequest, m.Place]:
    request = build.request_in("under_review", cast)
    place = request.place
    confirm(request, cast.officer, need_met="partly")
    return turns.reopen_request(request, by=cast.officer, reason="还差一步"), place


def test_who_helped_before_still_counts_after_the_request_was_reopened(cast) -> None:
    request, place = reopened(cast)
    assert request.place is None and kept(request, place) == 150
    assert m.Outcome.objects.get().place == place


def test_outcomes_from_before_they_kept_their_place_are_given_it(cast) -> None:
    request, place = reopened(cast)
    m.Outcome.objects.update(place=None)
    assert kept(request, place) == 0
    for _ in range(2):
        outcomes_keep_their_place.fill(apps, None)
        assert kept(request, place) == 150


# --- the screens -------------------------------------------------------------------------------------------
def test_finish_report_and_review_on_the_screens(cast, browse) -> None:
    request = build.request_in("in_service", cast)
    at = f"/help/requests/{request.number}"
    lead, officer = browse(cast.ngo_admin), browse(cast.officer)
    assert lead.post(f"{at}/finish/", {"idem": "f"}).url == f"{at}/report/"
    report = {"outcome": "employed", "result_0": "reached", "evidence_0": "3 月 9 日上岗", "cost": "12.50", "idem": "r"}
    answer = lead.post(f"{at}/report/", {**report, "evidence_0": ""})
    assert answer.status_code == 200 and "tq-errors" in answer.content.decode()
    assert lead.post(f"{at}/report/", report).status_code == 302
    assert m.EndReport.objects.get().cost_fen == 1250
    page = officer.get(f"{at}/review/").content.decode()
    assert "3 月 9 日上岗" in page and "退回补充" in page
    review = {"act": "confirm", "outcome": "employed", "need_met": "yes", "person_says": "yes", "idem": "c"}
    assert officer.post(f"{at}/review/", review).status_code == 302
    assert m.AssistanceRequest.objects.get(pk=request.pk).status == "closed"


@pytest.mark.parametrize(("says", "shown"), [("partly", True), ("not_reached", False)])
def test_a_closed_request_says_whose_words_are_whose(says, shown, cast, browse) -> None:
    request = build.request_in("under_review", cast)
    confirm(request, cast.officer, need_met="yes", person_says=says, satisfaction=4 if shown else None)
    for reader in (cast.officer, cast.ngo_admin):
        page = browse(reader).get(f"/help/requests/{request.number}/").content.decode()
        assert "工作人员确认：已就业（已更正），需求已满足" in page
        assert ("本人说：“部分满足”，满意度 4" in page) is shown
        assert ("本人的回答由李明当面或电话问过后代为填写" in page) is shown
        assert ("没有联系上本人" in page) is not shown


def test_the_officer_sends_a_report_back_and_the_helper_reads_why(cast, browse) -> None:
    request = build.request_in("under_review", cast)
    at = f"/help/requests/{request.number}"
    form = {"act": "send_back", "back-reason": "缺上岗证明", "idem": "b"}
    assert browse(cast.officer).post(f"{at}/review/", form).status_code == 302
    page = browse(cast.ngo_admin).get(f"{at}/report/").content.decode()
    assert "缺上岗证明" in page and "见面记录" in page


@pytest.mark.parametrize("name", ["finish", "end", "report", "review"])
def test_the_screens_of_the_end_do_not_exist_for_zhao_qiang(name, cast, browse) -> None:
    request = build.request_in("in_service", cast)
    browser, url = browse(cast.outsider), f"/help/requests/{request.number}/{name}/"
    assert browser.get(url).status_code == 404 and browser.post(url, {"idem": "z"}).status_code == 404
