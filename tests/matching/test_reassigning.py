"""Handing over in bulk: the list is complete, nobody is dropped, each officer hears, and an undo puts all back."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.moves import history
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching.offers import services as offers
from matching.reassigning import queries, services
from matching.sessions import services as sessions
from matching.supervisees import disclosure
from messaging import outbox
from ngos.models import Contract, Provider, ServiceOrder
from ngos.providers import services as providers
from tests import build
from tests.cast import DONGXI, person, seat, unit

STATES = ("accepted", "planning", "in_service", "on_hold")


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def cases(cast) -> list[m.AssistanceRequest]:
    """One case of 春晖社工 in each running state, and one that only owes its report; the third has a meeting to come
    and a name released."""
    here = build.place(cast, capacity=9)
    found = [build.request_in(s, cast, who=build.client(cast), at=here) for s in (*STATES, "closing")]
    start = clock.now() + timedelta(days=1)
    sessions.book_session(
        found[2], by=cast.social_worker, key="next", starts_at=start, ends_at=start + timedelta(hours=1), where="司法所"
    )
    disclosure.grant(found[2], by=cast.officer, to=cast.social_worker, fields=["preferred_name"], purpose="称呼")
    return found


@pytest.fixture
def other(cast) -> m.Place:
    """Another organisation with room."""
    org = unit("provider", "同行社工", DONGXI)
    seat(person("唐宁", "tangning@example.cn"), "NGA", org)
    return build.place(cast, org=org, capacity=9)


def suspended(cast) -> Provider:
    provider = Provider.objects.get(org=cast.chunhui)
    return providers.suspend_provider(provider, by=cast.county_manager, reason="整改逾期")


def begun(cast, **more) -> m.Reassignment:
    return services.begin(cast.chunhui, by=cast.county_manager, county_code=DONGXI, reason="机构暂停", **more)


def standing(cases) -> list[dict]:
    """Everything about the cases that an undo must bring back."""
    pks = [c.pk for c in cases]
    found = [
        m.AssistanceRequest.objects.filter(pk__in=pks), m.Session.objects.filter(request__in=pks),
        ServiceOrder.objects.all(), Provider.objects.all(), Contract.objects.all(),
        m.DisclosureGrant.objects.filter(request__in=pks),
    ]  # fmt: skip
    rows = [row for some in found for row in some.order_by("pk").values()]
    for row in rows:
        for moved in ("updated_at", "status_at"):
            row.pop(moved, None)
    return [*rows, *m.Place.objects.filter(org__name="春晖社工").order_by("pk").values("pk", "taken", "capacity")]


def now(thing):
    thing.refresh_from_db()
    return thing


# --- the list ---------------------------------------------------------------------------------------------------
def test_the_list_holds_every_running_case_and_stands_in_the_managers_worklist(cast, cases, browse) -> None:
    assert queries.due_for([DONGXI]) == []
    suspended(cast)
    assert [(d["org"], d["n"]) for d in queries.due_for([DONGXI])] == [(cast.chunhui.pk, 4)]
    page = browse(cast.county_manager).get("/desk/").content.decode()
    assert "移交 4 件在办帮扶" in page
    reassignment = begun(cast)
    assert {line.request_id for line in reassignment.lines.all()} == {c.pk for c in cases[:4]}
    assert queries.owing(cast.chunhui.pk, DONGXI) == 1


def test_a_second_list_is_the_first_with_what_came_since_and_nothing_has_changed_yet(cast, cases) -> None:
    before = standing(cases)
    reassignment = begun(cast)
    m.ReassignmentLine.objects.filter(request=cases[0]).delete()
    refused = partial(services.confirm, reassignment, by=cast.county_manager)
    with pytest.raises(Refused, match="重新列出"):
        refused()
    assert begun(cast).pk == reassignment.pk and reassignment.lines.count() == 4
    assert standing(cases) == before


# --- handed over --------------------------------------------------------------------------------------------------
def test_each_case_gets_an_offer_to_the_next_place_and_its_officer_hears(cast, cases, other) -> None:
    suspended(cast)
    reassignment = services.confirm(begun(cast), by=cast.county_manager)
    assert now(reassignment).status == "done"
    for line in reassignment.lines.all():
        assert (line.state, now(line.request).status) == ("offered", "offered")
        assert line.request.offers.get(status="sent").place == other
    told = [x.kind for x in outbox.inbox(cast.officer)]
    assert told.count("request_handed_over") == 4
    assert now(cases[4]).status == "closing"  # the report is still owed by whoever did the work
    assert Provider.objects.get(org=cast.chunhui).taken == 1
    assert queries.due_for([DONGXI]) == []


def test_without_a_place_it_goes_back_to_matching_and_is_not_dropped(cast, cases) -> None:
    suspended(cast)
    reassignment = services.confirm(begun(cast), by=cast.county_manager)
    assert {line.state for line in reassignment.lines.all()} == {"matching"}
    assert {now(c).status for c in cases[:4]} == {"matching"}


def test_a_gate_that_closed_since_the_list_is_told_on_the_line(cast, cases, other) -> None:
    suspended(cast)
    reassignment = begun(cast)
    Provider.objects.filter(org=other.org).update(grade="D")
    services.confirm(reassignment, by=cast.county_manager)
    for line in reassignment.lines.all():
        assert line.state == "matching" and "不合格" in line.note


def test_only_what_was_proposed_may_be_chosen_and_each_case_keeps_its_reason(cast, cases, other) -> None:
    reassignment, far = begun(cast), build.place(cast, "volunteer")
    line = reassignment.lines.first()
    choose = partial(services.choose, reassignment, by=cast.county_manager)
    with pytest.raises(Refused, match="列出的去处"):
        choose(choices={line.pk: (f"place-{far.pk}", "")})
    choose(choices={line.pk: ("", "本人要求另选")})
    services.confirm(reassignment, by=cast.county_manager)
    assert now(line).state == "matching"
    assert history(line.request).filter(verb="hand_over").get().note == "本人要求另选"


def test_when_a_worker_leaves_a_colleague_carries_on_with_what_was_released(cast, cases) -> None:
    colleague = seat(person("林秋", "linqiu@example.cn"), "NGC", cast.chunhui)
    cast.social_worker.memberships.update(until_on=clock.today() - timedelta(days=1))
    assert [(d["worker_name"], d["n"]) for d in queries.due_for([DONGXI])] == [("周敏", 4)]
    before = standing(cases)
    reassignment = services.confirm(begun(cast, worker=cast.social_worker), by=cast.county_manager)
    assert {(now(c).helper, c.status) for c in cases[:4]} == {(colleague, s) for s in STATES}
    assert set(ServiceOrder.objects.filter(status="open").values_list("worker", flat=True)) >= {colleague.pk}
    read = m.DisclosureGrant.objects.get(request=cases[2], ended_at=None)
    assert (read.to, read.fields) == (colleague, ["preferred_name"])
    services.undo(now(reassignment), by=cast.county_manager)
    read.delete()  # it has ended, and stays as what was once allowed
    assert standing(cases) == before


# --- undone -------------------------------------------------------------------------------------------------------
def test_an_undo_puts_everything_back_exactly(cast, cases, other) -> None:
    suspended(cast)
    before = standing(cases)
    reassignment = services.confirm(begun(cast), by=cast.county_manager)
    assert standing(cases) != before
    services.undo(now(reassignment), by=cast.county_manager)
    assert standing(cases) == before
    assert {line.state for line in reassignment.lines.all()} == {"undone"}
    assert not m.Offer.objects.filter(place=other, status="sent").exists()


def test_after_24_hours_nothing_is_undone(cast, cases, as_of) -> None:
    reassignment = services.confirm(begun(cast), by=cast.county_manager)
    as_of(2026, 3, 10, 10, 1)
    with pytest.raises(Refused, match="24 小时"):
        services.undo(now(reassignment), by=cast.county_manager)


def test_what_somebody_accepted_meanwhile_stays_with_them(cast, cases, other) -> None:
    suspended(cast)
    reassignment = services.confirm(begun(cast), by=cast.county_manager)
    manager = other.org.memberships.get().user
    worker = seat(person("何苗", "hemiao@example.cn"), "NGC", other.org)
    offer = now(cases[0]).offers.get(status="sent")
    offers.accept_offer(offer, by=manager, knows_nobody=True, worker=worker)
    services.undo(now(reassignment), by=cast.county_manager)
    assert [line.state for line in reassignment.lines.order_by("request_id")] == ["gone", "undone", "undone", "undone"]
    assert (now(cases[0]).helper, cases[0].status) == (worker, "accepted")


def test_many_cases_are_a_job_that_may_run_twice(cast, cases, other, jobs, monkeypatch) -> None:
    monkeypatch.setattr(services, "MANY", 2)
    reassignment = begun(cast)
    assert reassignment.lines.filter(options=[]).count() == 4
    jobs()
    assert not reassignment.lines.filter(options=[]).exists()
    services.confirm(reassignment, by=cast.county_manager)
    assert now(reassignment).status == "running"
    jobs()
    assert (now(reassignment).status, services.carry_out(reassignment)) == ("done", 0)


# --- who ----------------------------------------------------------------------------------------------------------
def test_only_the_manager_of_the_county_hands_over_and_others_find_no_page(cast, cases, browse) -> None:
    reassignment = begun(cast)
    for stranger in (cast.outsider, cast.other_county_manager, cast.ngo_admin, cast.city_manager):
        assert browse(stranger).get(reverse("matching:reassignment", args=[reassignment.pk])).status_code == 404
        with pytest.raises(Refused):
            services.confirm(reassignment, by=stranger)
    assert browse(cast.county_manager).get(reverse("matching:reassignment", args=[reassignment.pk])).status_code == 200


def test_the_page_asks_the_same_number_of_questions_however_many_cases(cast, cases, other, browse) -> None:
    reassignment = begun(cast)
    browser, url = browse(cast.county_manager), reverse("matching:reassignment", args=[reassignment.pk])
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as four:
        browser.get(url)
    reassignment.lines.exclude(pk=reassignment.lines.first().pk).delete()
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    assert len(four) == len(one)
