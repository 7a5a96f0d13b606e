"""What a grade, a delay and a suspension close: bid, small order, offer, acceptance, order, in the same moment."""

from datetime import date
from functools import partial

import pytest

from kit import clock
from kit.errors import Refused
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from ngos import queries as standing
from ngos.bidding import services as bidding
from ngos.delivery import services as delivery
from ngos.models import Provider, RectificationNotice
from ngos.providers import services as providers
from ngos.small import choosing
from ngos.small import queries as small
from tests import build
from tests.ngos import rectify as make
from volunteers import hooks

DOINGS = (standing.BID, standing.SMALL, standing.OFFER, standing.ORDER)


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 6, 15, 9)


def suspend(cast, provider) -> None:
    providers.suspend_provider(provider, by=cast.county_manager, reason="调查")


def be_late(cast, provider) -> None:
    notice = make.issued(cast, provider=provider, due_on=date(2026, 6, 17))
    with clock.frozen(clock.at(date(2026, 6, 18), 1)):
        make.services.watch()
    assert RectificationNotice.objects.get(pk=notice.pk).level == 1


def be_graded_d(cast, provider) -> None:
    Provider.objects.filter(pk=provider.pk).update(grade="D")


CLOSING = {"暂停": suspend, "逾期": be_late, "不合格": be_graded_d}


@pytest.mark.parametrize("word", CLOSING)
def test_it_is_felt_everywhere_at_once_each_time_with_the_reason(word, cast) -> None:
    provider = build.provider(cast)
    waiting = build.request_in("matching", cast)
    place = build.place(cast)
    offered = build.request_in("offered", cast, who=build.client(cast), at=place)
    CLOSING[word](cast, provider)
    provider.refresh_from_db()
    for doing in DOINGS:
        assert any(word in said for said in standing.in_the_way(provider, doing)), doing
    order = partial(
        delivery.open_order, provider, by=cast.ngo_admin, ref="x", worker=cast.social_worker, contract=None,
        county_code="990103",
    )  # fmt: skip
    acts = {
        "bid": partial(bidding._check_standing, provider),
        "order": order,
        "offer": partial(offers.send_offers, waiting, [place], by=cast.officer),
        "accept": partial(
            offers.accept_offer, offered.offers.get(), by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker
        ),
    }
    for name, act in acts.items():
        with pytest.raises(Refused) as refusal:
            act()
        assert any(word in str(said) for said in refusal.value.reasons), name
    assert word in small.standing_in_the_way(provider)
    assert place.pk not in [s.place.pk for s in suggest(waiting).top]
    assert provider not in standing.may_take_work()


def test_c_bids_only_with_an_accepted_plan_and_may_do_all_else(cast) -> None:
    provider = build.provider(cast, grade="C")
    assert standing.in_the_way(provider, standing.BID) and not standing.in_the_way(provider, standing.OFFER)
    notice = make.issued(cast, provider=provider)
    make.services.acknowledge(notice, by=cast.ngo_admin)
    make.services.plan_rectification(notice, by=cast.ngo_admin, plan="月底前补齐")
    assert standing.in_the_way(provider, standing.BID)
    make.services.agree_to_plan(notice, by=cast.county_manager)
    assert standing.in_the_way(provider, standing.BID) == []


@pytest.mark.parametrize("grade", ["A", "B", "U"])
def test_a_b_and_u_are_closed_out_of_nothing(grade, cast) -> None:
    provider = build.provider(cast, grade=grade)
    assert [standing.in_the_way(provider, doing) for doing in DOINGS] == [[]] * 4


def test_a_and_b_come_first_only_among_those_whose_turn_it_is_alike() -> None:
    assert choosing.better_first([1, 2, 3, 4], {1: "U", 2: "B", 3: "C", 4: "A"}) == [4, 2, 1, 3]
    served = {4: clock.at(date(2026, 5, 1)), 2: clock.at(date(2026, 4, 1))}
    assert choosing.next_in_turn([4, 2, 1, 3], served) == 1


@pytest.mark.parametrize(("grade", "praised"), [("A", True), ("B", True), ("C", False), ("U", False), ("D", False)])
def test_praise_is_for_a_and_b_with_nothing_left_to_rectify(grade, praised, cast) -> None:
    provider = build.provider(cast, grade=grade)
    assert hooks.is_commendable(provider.org_id) is praised
    notice = make.issued(cast, provider=provider)
    assert not standing.is_commendable(provider.org_id)
    make.answered(cast, notice)
    make.closed(cast, notice)
    assert standing.is_commendable(provider.org_id) is praised
