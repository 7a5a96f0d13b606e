"""Orders under contracts: opened within every cap, counted once, ended so that the next one finds room."""

import pytest

from kit import clock
from kit.errors import Refused
from ngos.delivery import services as delivery
from ngos.models import Contract, DeliveryRecord, Provider, ServiceOrder
from ngos.providers import services as providers
from tests import build


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def provider(cast) -> Provider:
    return build.provider(cast, capacity=2)


def contract(provider, cast, *, cases=2, until="2026-12-31") -> Contract:
    return providers.enter_contract(
        provider, by=cast.city_manager, category=7, starts_on=clock.today(), ends_on=clock.today().fromisoformat(until),
        amount_fen=49_500_000, cases=cases, grant_fields=["preferred_name"],
    )  # fmt: skip


def order(provider, cast, ref, *, under=None) -> ServiceOrder:
    cast.ngo_admin.acting_role = "NGA"
    return delivery.open_order(
        provider, by=cast.ngo_admin, ref=ref, worker=cast.social_worker, contract=under, county_code="990103"
    )


def record(ref, order_ref, cast) -> DeliveryRecord:
    return delivery.record(
        ref=ref,
        order_ref=order_ref,
        starts_at=clock.now(),
        minutes=60,
        client_code="C-AAAA1111",
        worker=cast.social_worker,
    )


def taken(*rows) -> list[int]:
    for row in rows:
        row.refresh_from_db()
    return [row.taken for row in rows]


def test_an_order_counts_against_provider_and_contract_and_the_same_ref_counts_once(provider, cast) -> None:
    under = contract(provider, cast)
    assert order(provider, cast, "a", under=under).pk == order(provider, cast, "a", under=under).pk
    assert taken(provider, under) == [1, 1]


def test_a_provider_at_its_cap_takes_no_more(provider, cast) -> None:
    order(provider, cast, "a"), order(provider, cast, "b")
    with pytest.raises(Refused, match="名额已满"):
        order(provider, cast, "c")
    delivery.end_order("a", by=None)
    assert order(provider, cast, "c").status == "open"


def test_a_used_up_contract_refuses_and_leaves_the_provider_as_it_was(provider, cast) -> None:
    under = contract(provider, cast, cases=1)
    order(provider, cast, "a", under=under)
    with pytest.raises(Refused, match="已用完"):
        order(provider, cast, "b", under=under)
    assert taken(provider, under) == [1, 1]


def test_a_full_provider_gives_the_contracts_case_back(provider, cast) -> None:
    under = contract(provider, cast, cases=9)
    order(provider, cast, "a", under=under), order(provider, cast, "b", under=under)
    with pytest.raises(Refused):
        order(provider, cast, "c", under=under)
    assert taken(provider, under) == [2, 2]


def test_no_order_outside_the_contracts_days_or_with_a_suspended_provider(provider, cast, as_of) -> None:
    under = contract(provider, cast, until="2026-03-31")
    as_of(2026, 4, 1)
    with pytest.raises(Refused, match="有效期"):
        order(provider, cast, "late", under=under)
    providers.suspend_provider(provider, by=cast.city_manager, reason="整改逾期")
    with pytest.raises(Refused, match="不能接"):
        order(provider, cast, "b")


def test_a_case_that_was_served_stays_used_an_unserved_one_is_free_again(provider, cast) -> None:
    under = contract(provider, cast)
    order(provider, cast, "served", under=under), order(provider, cast, "not", under=under)
    record("s1", "served", cast)
    delivery.end_order("served", by=None), delivery.end_order("not", by=None)
    delivery.end_order("not", by=None)  # ended once
    assert taken(provider, under) == [0, 1]


def test_one_meeting_is_one_delivery(provider, cast) -> None:
    order(provider, cast, "a")
    assert record("s1", "a", cast).pk == record("s1", "a", cast).pk
    assert DeliveryRecord.objects.count() == 1


def test_a_failure_at_the_last_step_opens_nothing(provider, cast, monkeypatch) -> None:
    under = contract(provider, cast)
    monkeypatch.setattr(delivery, "born", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        order(provider, cast, "a", under=under)
    assert taken(provider, under) == [0, 0] and not ServiceOrder.objects.exists()


# --- the screen --------------------------------------------------------------------------------------------
def test_the_manager_sees_contracts_with_seats_and_how_much_each_carries(provider, cast, browse) -> None:
    order(provider, cast, "a", under=contract(provider, cast))
    record("s1", "a", cast)
    page = browse(cast.ngo_admin).get("/ngos/").content.decode()
    assert "春晖社工" in page and "1 / 2" in page and "周敏" in page and "C-AAAA1111" not in page


@pytest.mark.parametrize("who", ["outsider", "social_worker", "volunteer", "employer"])
def test_for_everybody_else_there_is_no_such_page(who, provider, cast, browse) -> None:
    assert browse(getattr(cast, who)).get("/ngos/").status_code == 404
