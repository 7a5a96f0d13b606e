"""Asking for help and what becomes of it: each verb works, is refused from every other state, and to others."""

from datetime import date

import pytest

from audit.models import Move
from audit.moves import history
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching import states
from matching.offers import services as offers
from matching.outcomes import services as outcomes
from matching.outcomes.consents import end_paused
from matching.requests import services, turns
from messaging.models import Message
from tests import build
from tests.matching.test_supervisees import refused


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


# --- the table ---------------------------------------------------------------------------------------------
VERBS = {
    "submit": (("draft",), lambda r, c: services.submit_request(r, by=c.officer)),
    "approve": (("awaiting_approval",), lambda r, c: services.approve_request(r, by=c.county_manager)),
    "return": (("awaiting_approval",), lambda r, c: services.return_request(r, by=c.county_manager, reason="补充")),
    "edit": (("draft",), lambda r, c: services.edit_draft(r, by=c.officer, goal="新的目标")),
    "offer": (("matching",), lambda r, c: offers.send_offers(r, [build.place(c, name="另一处")], by=c.officer)),
    "withdraw": (
        ("draft", "awaiting_approval", "matching", "waitlisted", "offered", "referred", "accepted", "planning"),
        lambda r, c: outcomes.withdraw_request(r, by=c.officer, reason="need_gone"),
    ),
    "pause": (("in_service",), lambda r, c: turns.pause_request(r, by=c.officer, reason="住院", resume_on=AFTER)),
    "resume": (("on_hold",), lambda r, c: turns.resume_request(r, by=c.officer)),
    "end_held": (("on_hold",), lambda r, c: end_paused(r, by=c.officer, reason="moved")),
    "reopen_match": (
        ("accepted",),
        lambda r, c: turns.reopen_match(r, by=c.officer, reason="交回", helper_released=True),
    ),
    "change": (
        ("in_service",),
        lambda r, c: turns.change_provider(r, by=c.county_manager, reason="人手不足", handover="做到第二次"),
    ),
}
AFTER = date(2026, 3, 20)


@pytest.mark.parametrize("state", states.REQUEST.states)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_works_from_its_states_and_is_refused_from_all_others(verb, state, cast) -> None:
    sources, act = VERBS[verb]
    request = build.request_in(state, cast)
    before = Move.objects.filter(machine="request").count()
    if state in sources:
        act(request, cast)
        return
    with pytest.raises(Refused):
        act(request, cast)
    request.refresh_from_db()
    assert request.status == state
    assert Move.objects.filter(machine="request").count() == before


@pytest.mark.parametrize("who", ["outsider", "auditor", "city_manager", "system_admin"])
def test_nobody_else_asks_submits_or_withdraws(who, cast) -> None:
    user = getattr(cast, who)
    request = build.request_in("draft", cast)
    for act in (
        lambda: services.ask_for_help(request.client, by=user, need="housing"),
        lambda: services.submit_request(request, by=user),
        lambda: services.approve_request(request, by=user),
        lambda: outcomes.withdraw_request(request, by=user, reason="need_gone"),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code.startswith("may:")
    assert m.AssistanceRequest.objects.count() == 1


# --- asking ------------------------------------------------------------------------------------------------
def test_the_same_need_again_is_the_request_that_is_open(cast) -> None:
    first = build.draft(cast)
    assert build.draft(cast, who=first.client) == first


def test_work_is_not_asked_for_under_sixteen(cast) -> None:
    young = build.client(cast, born_on=date(2011, 1, 20))
    with refused("under_16"):
        services.ask_for_help(young, by=cast.officer, need="job_placement")
    assert services.ask_for_help(young, by=cast.officer, need="schooling").status == "draft"


def test_a_file_that_has_ended_or_not_begun_asks_for_nothing(cast) -> None:
    late = build.client(cast, start_on=date(2026, 4, 1), consent=False)
    with refused("not_begun"):
        services.ask_for_help(late, by=cast.officer, need="housing")
    over = outcomes.end_client(build.client(cast), by=cast.officer, reason="released")
    with refused("ended"):
        services.ask_for_help(over, by=cast.officer, need="housing")


LEAKS = {
    "曾因盗窃被处理": "会透露案情",
    "缓刑期间想工作": "会透露案情",
    "联系 154 0000 0099": "像是电话号码",
    "１５４００００００９９": "像是电话号码",
    "990101198503070025": "像是证件号码",
    "刘秀想找工作": "有本人姓名或住址",
    "住河口街道长堤路九号": "有本人姓名或住址",
}


@pytest.mark.parametrize("text", LEAKS)
def test_a_text_that_gives_the_person_away_is_refused_with_its_line(text, cast) -> None:
    request = build.draft(cast)
    with pytest.raises(Refused) as no:
        services.edit_draft(request, by=cast.officer, wish=f"想学一门手艺\n{text}")
    assert no.value.code == "leak"
    assert any(LEAKS[text] in s and "第 2 行" in s for s in no.value.reasons)


def test_a_draft_with_gaps_says_each_gap(cast) -> None:
    who = build.client(cast, consent=False)
    request = services.ask_for_help(who, by=cast.officer, need="housing")
    with pytest.raises(Refused) as no:
        services.submit_request(request, by=cast.officer)
    assert len(no.value.reasons) == 4
    request.refresh_from_db()
    assert (request.status, request.submitted_at) == ("draft", None)


# --- approval ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "wishes"),
    [
        ("matching", {}),
        ("matching", {"cost_fen": 300_000}),
        ("awaiting_approval", {"cost_fen": 300_001}),
        ("awaiting_approval", {"need": "counselling"}),
        ("awaiting_approval", {"need": "legal_aid"}),
        ("awaiting_approval", {"need": "relationship_repair"}),
    ],
)
def test_a_rule_decides_who_must_look_first(status, wishes, cast) -> None:
    request = services.submit_request(build.draft(cast, **wishes), by=cast.officer)
    assert request.status == status


def test_a_minors_request_is_approved_first(cast) -> None:
    young = build.client(cast, born_on=date(2009, 8, 15))
    request = services.submit_request(build.draft(cast, who=young), by=cast.officer)
    assert request.status == "awaiting_approval"


def test_nobody_approves_what_they_asked_for(cast) -> None:
    from tests.cast import seat

    request = build.request_in("awaiting_approval", cast)
    seat(cast.officer, "CBM", cast.county("990103"))
    with refused("may:approve_request"):
        services.approve_request(request, by=cast.officer)


def test_the_supervisor_is_told_and_the_message_names_nobody(cast) -> None:
    cast.county_manager  # noqa: B018 - the manager must exist before
    request = build.request_in("awaiting_approval", cast)
    message = Message.objects.get(to=cast.county_manager)
    assert message.kind == "request_to_approve"
    assert request.client.code not in str(message.params)
    assert "刘秀" not in str(message.params)


# --- clocks ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("urgency", "due"), [(3, "2026-03-10 10:00"), (2, "2026-03-12 23:59"), (1, "2026-03-18 23:59")]
)
def test_urgency_sets_the_first_response(urgency, due, cast) -> None:
    request = build.request_in("matching", cast, urgency=urgency)
    assert f"{request.first_due_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" == due


def test_drafts_are_cleared_after_thirty_days(cast, as_of) -> None:
    request = build.draft(cast)
    as_of(2026, 4, 8, 10)
    assert services.purge_drafts() == 0
    as_of(2026, 4, 9, 10)
    assert services.purge_drafts() == 1
    request.refresh_from_db()
    assert request.status == "cancelled"


# --- turns -------------------------------------------------------------------------------------------------
def test_a_pause_ends_by_itself_on_its_day(cast, as_of) -> None:
    request = build.request_in("in_service", cast)
    turns.pause_request(request, by=cast.officer, reason="住院", resume_on=AFTER)
    as_of(2026, 3, 19, 23)
    assert turns.resume_due() == 0
    as_of(2026, 3, 20, 0, 1)
    assert turns.resume_due() == 1
    request.refresh_from_db()
    assert request.status == "in_service"


def test_giving_back_frees_the_place_and_begins_a_new_round(cast) -> None:
    place = build.place(cast)
    request = build.request_in("accepted", cast, at=place)
    place.refresh_from_db()
    assert place.taken == 1
    turns.reopen_match(request, by=cast.ngo_admin, reason="社工离职")
    place.refresh_from_db()
    request.refresh_from_db()
    assert (place.taken, request.place, request.helper, request.round_no) == (0, None, None, 2)
    (offer,) = offers.send_offers(request, [place], by=cast.officer)
    offers.accept_offer(offer, by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker)
    request.refresh_from_db()
    assert request.status == "accepted"


def test_an_officer_waits_for_two_missed_first_meetings(cast) -> None:
    request = build.request_in("accepted", cast)
    with refused("not_missed"):
        turns.reopen_match(request, by=cast.officer, reason="没有来")


def test_what_was_met_stays_closed_and_the_rest_opens_again_within_ninety_days(cast, as_of) -> None:
    met = build.request_in("closed", cast)
    with refused("met"):
        turns.reopen_request(met, by=cast.officer, reason="又需要了")
    m.AssistanceRequest.objects.filter(pk=met.pk).update(need_met="partly")
    met.refresh_from_db()
    as_of(2026, 6, 8, 10)
    with refused("too_late"):
        turns.reopen_request(met, by=cast.officer, reason="又需要了")
    as_of(2026, 6, 7, 9)
    turns.reopen_request(met, by=cast.officer, reason="又需要了")
    assert (met.status, met.round_no) == ("matching", 2)
    assert history(met).last().verb == "reopen"


def test_over_number_takes_a_seat_more_and_gives_it_back(cast) -> None:
    place = build.place(cast, capacity=0)
    request = build.request_in("matching", cast)
    with pytest.raises(Refused):
        offers.send_offers(request, [place], by=cast.officer, lifted=["capacity"], lift_reason="急")
    (offer,) = offers.send_offers(
        request, [place], by=cast.county_manager, lifted=["capacity"], lift_reason="急", provider_agreed=True
    )
    offers.accept_offer(offer, by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker)
    place.refresh_from_db()
    assert (place.capacity, place.taken) == (1, 1)
    request.refresh_from_db()
    outcomes.withdraw_request(request, by=cast.officer, reason="need_gone")
    place.refresh_from_db()
    assert (place.capacity, place.taken) == (0, 0)


def test_several_lifted_gates_are_still_lifted_at_acceptance(cast) -> None:
    place = build.place(cast, town="990103006", language_mask=4, confirmed_on=date(2025, 6, 1))
    request = build.request_in("matching", cast, max_m=1000)
    gates = ["area", "fresh", "language"]
    (offer,) = offers.send_offers(request, [place], by=cast.officer, lifted=gates, lift_reason="已与本人谈妥")
    offers.accept_offer(offer, by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker)
    offer.refresh_from_db()
    assert offer.status == "accepted"
