"""Other weights: proposed by one, replayed, read and approved by another; the old points stay as they were."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from desk import upkeep
from kit import clock, rules
from kit.errors import Refused
from matching import models as m
from matching.engine.weights import STANDARD
from matching.offers.suggestions import suggest, weights_on
from matching.weighing import queries, services
from matching.weighing.replaying import replay
from messaging import queue
from ngos.models import Provider
from tests import build
from tests.cast import DONGXI, person, seat, sign_in, unit

URL = "/help/weights/"
NEARER = {"fit": 30, "near": 45, "quality": 10, "continuity": 15}


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)
    yield
    rules.forget()


@pytest.fixture
def keeper(cast):
    return cast.system_admin


def proposed(cast, points=None, days: int = 1):
    day = clock.today() + timedelta(days=days)
    return services.propose_weights(points or NEARER, day, by=cast.city_manager, note="距离更要紧")


def two_places(cast):
    """One near and plain, one far and good; the first is first only where the way counts more."""
    near = build.place(cast, org=unit("provider", "近处社工", DONGXI))
    far = build.place(cast, x_m=near.x_m + 4_000)
    Provider.objects.filter(org=near.org).update(grade="C")
    Provider.objects.filter(org=far.org).update(grade="A")
    return near, far


def asked_last_quarter(cast, n: int = 1, **who) -> None:
    for _n in range(n):
        request = build.request_in("matching", cast, who=build.client(cast, **who))
        m.AssistanceRequest.objects.filter(pk=request.pk).update(submitted_at=clock.at(date(2025, 11, 5), 10))


# --- proposing -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "points", [{**NEARER, "fit": 31}, {**NEARER, "quality": 11, "fit": 29}, {"fit": 40, "near": 25, "quality": 20,
    "continuity": 15}], ids=["not a hundred", "odd quality", "as it is"],
)  # fmt: skip
def test_points_that_cannot_be_are_refused(cast, points) -> None:
    with pytest.raises(Refused):
        proposed(cast, points)
    assert not m.Replay.objects.exists()


def test_only_who_may_change_rules_proposes(cast) -> None:
    for user in (cast.officer, cast.county_manager, cast.auditor):
        with pytest.raises(Refused):
            services.propose_weights(NEARER, clock.today(), by=user, note="-")
        assert sign_in(user).post(URL, {"fit": 30}).status_code == 404


def test_the_last_quarter_is_the_one_before_this() -> None:
    assert services.last_quarter(date(2026, 3, 10)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert services.last_quarter(date(2026, 4, 1)) == (date(2026, 1, 1), date(2026, 3, 31))


# --- replaying -------------------------------------------------------------------------------------------------
def test_a_replay_counts_whose_first_place_changes_and_what_each_part_gains(cast) -> None:
    two_places(cast)
    asked_last_quarter(cast, 20)
    queue_before = m.AssistanceRequest.objects.filter(status="matching").count()
    proposed(cast)
    queue.run_due()
    result = m.Replay.objects.get().result
    assert (result["requests"], result["n"], result["changed"]) == (20, 20, 20)
    fit, near, quality, keep = zip(result["all"]["before"], result["all"]["after"], strict=True)
    assert near[1] > near[0] and quality[1] < quality[0] and fit == (100, 100) and keep == (0, 0)
    assert result["worth_after"] > result["worth_before"]
    assert result["groups"]["sex"][0]["group"] == "2"
    assert m.AssistanceRequest.objects.filter(status="matching").count() == queue_before, "nothing is touched"


def test_the_same_weights_change_nothing(cast) -> None:
    two_places(cast)
    asked_last_quarter(cast, 2)
    result = replay(STANDARD, STANDARD, date(2025, 10, 1), date(2025, 12, 31))
    assert (result["n"], result["changed"], result["worth_before"]) == (2, 0, result["worth_after"])


def test_a_small_group_and_a_minor_are_not_in_the_result(cast) -> None:
    two_places(cast)
    asked_last_quarter(cast, 21)
    asked_last_quarter(cast, 2, sex=1)
    young = build.draft(cast, who=build.client(cast, born_on=date(2009, 8, 15)))
    m.AssistanceRequest.objects.filter(pk=young.pk).update(
        status="matching", submitted_at=clock.at(date(2025, 11, 5), 10)
    )
    result = replay(STANDARD, STANDARD, date(2025, 10, 1), date(2025, 12, 31))
    assert result["requests"] == 23
    assert result["groups"]["sex"] == [] and result["hidden"]["sex"] == 2, "two men would follow from the women"


def test_a_full_place_is_replayed_as_it_was_when_there_was_room(cast) -> None:
    near, far = two_places(cast)
    m.Place.objects.update(taken=4)
    asked_last_quarter(cast, 1)
    assert replay(STANDARD, STANDARD, date(2025, 10, 1), date(2025, 12, 31))["n"] == 1 and near and far


# --- approving -------------------------------------------------------------------------------------------------
def test_nobody_approves_before_the_replay_is_done_and_read(cast, keeper) -> None:
    rule = proposed(cast)
    for attempt in (
        lambda: upkeep.approve_rule(rule, by=keeper),
        lambda: services.approve_weights(rule, by=keeper, has_read=True),
    ):
        with pytest.raises(Refused, match="回放"):
            attempt()
    queue.run_due()
    with pytest.raises(Refused, match="回放"):
        upkeep.approve_rule(rule, by=keeper)  # the page of all rules shows no replay
    with pytest.raises(Refused, match="回放"):
        services.approve_weights(rule, by=keeper, has_read=False)
    services.approve_weights(rule, by=keeper, has_read=True)
    assert weights_on(clock.today()) == STANDARD
    assert weights_on(clock.today() + timedelta(days=1)).near == 450


def test_what_one_has_read_lets_nobody_else_approve(cast, keeper) -> None:
    rule = proposed(cast)
    queue.run_due()
    m.Replay.objects.update(seen_by=cast.city_manager)
    other = seat(person("周正", "zhouzheng@example.cn"), "SYS", cast.bureau)
    with pytest.raises(Refused, match="回放"):
        upkeep.approve_rule(rule, by=other)


def test_the_proposer_does_not_approve(cast, keeper) -> None:
    rule = services.propose_weights(NEARER, clock.today(), by=keeper, note="-")
    queue.run_due()
    with pytest.raises(Refused, match="另一人"):
        services.approve_weights(rule, by=keeper, has_read=True)


def test_a_proposal_made_on_the_page_of_all_rules_is_replayed_too(cast, keeper) -> None:
    value = services.with_points(STANDARD, NEARER, "2026-x").as_dict()
    rule = upkeep.propose_rule(services.RULE, value, clock.today(), by=cast.city_manager, note="-")
    browser = sign_in(keeper)
    page = reverse("matching:weights_change", args=[rule.pk])
    assert "还没有回放" in browser.get(page).content.decode()
    assert browser.post(page, {"act": "replay"}).status_code == 302
    queue.run_due()
    assert browser.post(page, {"act": "approve"}).status_code == 409, "not ticked"
    assert browser.post(page, {"act": "approve", "has_read": "on"}).status_code == 302
    rule.refresh_from_db()
    assert rule.state == "in_force"


def test_new_weights_order_anew_and_old_offers_keep_their_points(cast, keeper) -> None:
    near, far = two_places(cast)
    first = build.request_in("offered", cast, at=far)
    frozen = dict(first.offers.get().score)
    request = build.request_in("matching", cast, who=build.client(cast))
    assert [s.place for s in suggest(request).top] == [far, near]
    rule = proposed(cast, days=0)
    queue.run_due()
    services.approve_weights(rule, by=keeper, has_read=True)
    found = suggest(request)
    assert [s.place for s in found.top] == [near, far] and found.weights_version == rule.value["version"]
    assert first.offers.get().score == frozen
    text = sign_in(cast.officer).get(reverse("matching:match", args=[request.number])).content.decode()
    assert "就近 45" in text and '<span class="of">/45</span>' in text


# --- the pages -------------------------------------------------------------------------------------------------
def test_the_page_shows_what_counts_and_lets_the_city_propose(cast) -> None:
    browser = sign_in(cast.city_manager)
    assert "现行权重" in browser.get(URL).content.decode()
    form = {**NEARER, "valid_from": "2026-03-20", "note": "距离更要紧"}
    assert browser.post(URL, {**form, "fit": 50}).status_code == 409
    assert browser.post(URL, form).status_code == 302
    queue.run_due()
    rule = rules.history(services.RULE).get()
    page = reverse("matching:weights_change", args=[rule.pk])
    for user in (cast.city_manager, cast.auditor, cast.county_manager, cast.officer, cast.system_admin):
        assert sign_in(user).get(page).status_code == 200
    assert browser.post(page, {"act": "approve", "has_read": "on"}).status_code == 404
    assert browser.post(page, {"act": "refuse"}).status_code == 302
    for user in (cast.volunteer, cast.ngo_admin):
        assert sign_in(user).get(page).status_code == 404
    assert sign_in(cast.officer).get(reverse("matching:weights_change", args=[rule.pk + 1])).status_code == 404


def test_overrides_and_other_choices_are_counted_few_of_them_unsaid(cast) -> None:
    request = build.request_in("matching", cast)
    place = build.place(cast)
    build.offers.send_offers(request, [place], by=cast.officer, chosen_why="transport")
    m.Place.objects.filter(pk=place.pk).update(confirmed_on=date(2025, 1, 1))
    for _n in range(5):
        one = build.request_in("matching", cast, who=build.client(cast))
        build.offers.send_offers(one, [place], by=cast.officer, lifted=["fresh"], lift_reason="电话问过")
    taken = queries.taken()
    assert (taken.n, taken.others, taken.lifted) == (6, [("transport", None)], [("fresh", 5)])
    text = sign_in(cast.auditor).get(URL).content.decode()
    assert "少于 5 次" in text and "83" in text
