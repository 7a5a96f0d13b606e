"""Small purchases: only from the roster, chosen for a reason, and below the limit over twelve months."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from kit.errors import Refused
from ngos.models import Provider, SmallPurchase
from ngos.small import choosing, queries, services
from tests.ngos import purchase as make
from tests.ngos.test_projects import refused

UNIT_FEN = 60_000  # ¥600 a session; the limit is ¥50,000.00


@pytest.fixture(autouse=True)
def today(as_of):
    as_of(2026, 5, 11)


def entry(cast, name="晨光社工", unit_fen=UNIT_FEN):
    return services.enter_on_roster(
        make.bidder(cast, name), make.item(), by=cast.city_manager, unit_price_fen=unit_fen,
        basis="2026年框架征集", since_on=date(2026, 1, 1), until_on=date(2027, 12, 31),
    )  # fmt: skip


def order(cast, on, quantity=1, choice="need", reason="离对象最近", **more):
    purchaser = more.pop("purchaser", cast.bureau)
    line = more.pop("budget_line", None) or make.budget_line(cast)
    return services.order_small(
        purchaser, by=cast.city_manager, item=on.item, provider=on.provider, budget_line=line, quantity=quantity,
        choice=choice, reason=reason, **more,
    )  # fmt: skip


def test_an_order_carries_price_reason_and_grade(cast) -> None:
    made = order(cast, entry(cast), quantity=10)
    assert (made.amount_fen, made.grade, made.number) == (600_000, "B", "XG-2026-0001")


def test_whoever_is_not_on_the_roster_gets_no_order(cast) -> None:
    on = entry(cast)
    on.provider = make.bidder(cast, "同行社工")
    refused(partial(order, cast, on), "not_on_roster")


@pytest.mark.parametrize(("grade", "taken"), [("A", True), ("B", True), ("C", True), ("D", False), ("U", True)])
def test_a_grade_below_c_gets_no_order_and_one_without_evidence_may(grade, taken, cast) -> None:
    on = entry(cast)
    Provider.objects.filter(pk=on.provider_id).update(grade=grade)
    if taken:
        assert order(cast, on).grade == grade
    else:
        refused(partial(order, cast, on), "provider")


def test_one_who_is_late_with_a_rectification_or_not_listed_gets_no_order(cast) -> None:
    on = entry(cast)
    Provider.objects.filter(pk=on.provider_id).update(has_overdue_rectification=True)
    refused(partial(order, cast, on), "provider")


# --- how it was chosen ---------------------------------------------------------------------------------------------
def test_choosing_by_need_takes_a_reason(cast) -> None:
    refused(partial(order, cast, entry(cast), reason=" "), "reason")


def test_the_turn_goes_to_whoever_was_served_longest_ago(cast, as_of) -> None:
    first, second = entry(cast), entry(cast, "同行社工")
    refused(partial(order, cast, second, choice="rotation", reason=""), "turn")
    order(cast, first, choice="rotation", reason="")
    as_of(2026, 5, 12)
    order(cast, second, choice="rotation", reason="")
    as_of(2026, 5, 13)
    refused(partial(order, cast, second, choice="rotation", reason=""), "turn")
    assert queries.in_turn(first.item).provider_id == first.provider_id


def test_three_quotes_are_asked_and_another_than_the_lowest_takes_a_reason(cast) -> None:
    rows = [entry(cast, name) for name in ("晨光社工", "同行社工", "心桥服务")]
    fens = dict(zip((r.provider_id for r in rows), (100_000, 90_000, 95_000), strict=True))
    ask = partial(order, cast, choice="quotes", reason="")
    refused(partial(ask, rows[1], quotes=dict(list(fens.items())[:2])), "quotes")
    refused(partial(ask, rows[0], quotes=fens), "reason")
    refused(partial(ask, rows[1], quotes={**fens, 999_999: 1}), "quotes")
    assert ask(rows[1], quotes=fens).amount_fen == 90_000


# --- the limit -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "amount", "taken"), [(0, 4_999_999, True), (0, 5_000_000, False), (1, 4_999_999, False)]
)
def test_the_sum_stays_below_the_limit_to_the_fen(before, amount, taken) -> None:
    if taken:
        choosing.under(5_000_000, before, amount, "合计")
    else:
        refused(partial(choosing.under, 5_000_000, before, amount, "合计"), "small_limit")


def test_an_order_that_would_reach_the_limit_over_twelve_months_is_refused(cast, as_of) -> None:
    on = entry(cast, unit_fen=2_500_000)
    order(cast, on)
    refused(partial(order, cast, on), "small_limit")
    other = entry(cast, "同行社工", unit_fen=2_500_000)
    refused(partial(order, cast, other), "small_limit")  # the service of this purchaser, whoever gives it
    as_of(2027, 5, 10)
    refused(partial(order, cast, on), "small_limit")
    as_of(2027, 5, 12)
    assert order(cast, on).amount_fen == 2_500_000


def test_a_provider_reaches_the_limit_with_orders_of_several_bureaus(cast) -> None:
    on = entry(cast, unit_fen=2_500_000)
    order(cast, on)
    county = cast.county("990103")
    line = make.BudgetLine.objects.create(
        purchaser=county, county_code="990103", year=2026, code="c", title="县", amount_fen=90_000_000
    )
    refused(partial(order, cast, on, purchaser=county, budget_line=line), "small_limit")
    other = entry(cast, "同行社工", unit_fen=2_500_000)
    assert order(cast, other, purchaser=county, budget_line=line).county_code == "990103"


def test_what_was_called_off_counts_no_longer_and_stays_on_the_list(cast) -> None:
    on = entry(cast, unit_fen=2_500_000)
    made = order(cast, on)
    refused(partial(services.call_off, made, by=cast.city_manager, reason=""), "reason")
    services.call_off(made, by=cast.city_manager, reason="机构无法安排")
    assert order(cast, on).amount_fen == 2_500_000
    assert queries.of_month(2026, 5).count() == 2


def test_small_orders_draw_on_the_budget_too(cast) -> None:
    on, line = entry(cast), make.budget_line(cast, UNIT_FEN, code="tight")
    order(cast, on, budget_line=line)
    refused(partial(order, cast, on, budget_line=line), "budget")


@pytest.mark.django_db(transaction=True)
def test_of_two_orders_at_once_that_reach_the_limit_together_one_is_refused(cast) -> None:
    rows = [entry(cast, name, unit_fen=2_500_000) for name in ("晨光社工", "同行社工")]
    line, together = make.budget_line(cast), Barrier(2)
    _ = cast.bureau, cast.city_manager

    def run(on) -> str:
        try:
            together.wait()
            order(cast, on, budget_line=line)
            return "ordered"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, rows)) == ["ordered", "small_limit"]
    assert SmallPurchase.objects.count() == 1
