"""G7: a contract of ¥495,000 from its items to the last fen, as the office does it."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from kit import clock
from ngos import hooks
from ngos.contracts import services as contracts
from ngos.delivery import queries
from ngos.delivery import services as delivery
from ngos.delivery.earning import share
from ngos.models import Contract, Notice
from ngos.purchasing.notices import facts_of, tables_of
from tests.cast import Cast
from tests.ngos.served import ENDS, FEN, PRICES, STARTS, Served
from tests.ngos.test_committee import refused

pytestmark = pytest.mark.django_db
ADVANCE, INTERIM, FINAL = 0, 1, 2


@pytest.fixture
def satisfied():
    """What those who were served said: `n` voices and their mean, changed by the test."""
    said = SimpleNamespace(n=4, mean=Fraction(23, 5))
    kept = hooks.satisfaction._answer
    hooks.satisfaction._answer = lambda provider_id, a, b: said
    yield said
    hooks.satisfaction._answer = kept


def test_g7_from_the_items_to_the_last_payment(cast: Cast, as_of, satisfied) -> None:
    served = Served(cast)
    contract = served.contract
    assert sum(i.amount_fen for i in contract.items.all()) == contract.amount_fen == 495_000 * FEN
    assert [m.amount_fen for m in contract.milestones.all()] == [148_500 * FEN, 247_500 * FEN, 99_000 * FEN]

    as_of(2026, 7, 2, 10)
    refused("plan", served.claimed, ADVANCE, files=[])
    claim = served.claimed(ADVANCE)
    refused("handler", delivery.accept_claim, claim, by=served.clerk)
    assert served.paid(delivery.accept_claim(claim, by=served.officer)).amount_fen == 148_500 * FEN

    as_of(2026, 12, 1, 10)
    orders = [served.order() for _ in range(5)]
    as_of(2027, 3, 1, 21)
    served.sessions(orders[0], 330, since=date(2026, 12, 2))
    served.groups(orders, 36, since=date(2026, 12, 2))
    refused("nothing_earned", served.claimed, INTERIM, records=[])  # the advance is not earned yet
    served.product()
    satisfied.n = 5
    assert served.paid(served.accepted(INTERIM)).amount_fen == 247_500 * FEN
    assert served.fresh().paid_fen == 396_000 * FEN

    as_of(2027, 6, 30, 21)
    served.sessions(orders[1], 42, since=date(2027, 3, 2))
    served.groups(orders, 2, since=date(2027, 3, 2))
    rows = {d.item.kind: d for d in queries.drawn(served.fresh())}
    assert (rows["individual"].item.taken, rows["group"].item.taken) == (372, 38)
    assert (rows["individual"].share, rows["group"].share) == ("93.0", "95.0")
    assert sum(d.earned_fen for d in rows.values()) == 469_200 * FEN
    told = {t.item_id: share(t.delivered, t.quantity) for t in queries.fulfilment(served.provider.pk, STARTS, ENDS)}
    assert told[rows["individual"].item.pk] == "93.0" and told[rows["group"].item.pk] == "95.0"

    final = served.claimed(FINAL)
    assert final.asked_fen == 73_200 * FEN
    assert served.paid(delivery.accept_claim(final, by=served.officer)).amount_fen == 73_200 * FEN
    contract = served.fresh()
    assert contract.paid_fen == contract.approved_fen == contract.accepted_fen == 469_200 * FEN

    # --- what the public reads of it
    notes = list(Notice.objects.filter(project=served.project, kind="acceptance").order_by("number"))
    assert [dict(facts_of(n))["服务对象满意度"] for n in notes] == [
        "不足5份，不公布", "平均4.6分（满分5分，5份）", "平均4.6分（满分5分，5份）",
    ]  # fmt: skip
    assert [row[1:] for row in tables_of(notes[-1])[0]["rows"]] == [
        ["400", "42", "372"],
        ["40", "2", "38"],
        ["1", "0", "1"],
    ]
    for note in notes:
        whole = str(note.body)
        assert set(dict(facts_of(note))) == {"合同编号", "付款节点", "验收结果", "服务对象满意度"}
        assert not any(word in whole for word in ("C-0", "AR-", "心桥社工", "魏验收", "fen"))


def test_the_four_hundred_and_first_session_waits_for_a_supplement(cast: Cast, as_of) -> None:
    served = Served(cast)
    as_of(2026, 9, 1, 10)
    order = served.order()
    served.contract.items.filter(kind="individual").update(taken=399)
    delivery.check_room(order.ref, booked=0)
    refused("quota", delivery.check_room, order.ref, booked=1)  # the last one is promised to somebody
    served.session(order, clock.at(date(2026, 9, 2), 9))
    refusal = refused("quota", served.session, order, clock.at(date(2026, 9, 2), 10))
    assert "补充合同" in str(refusal) and served.item("individual").taken == 400
    single = served.item("individual")
    contracts.add_supplement(
        served.contract, by=served.head, amount_fen=6_000 * FEN, text="增加个别辅导", quantities={single.pk: 10}
    )
    assert served.session(order, clock.at(date(2026, 9, 2), 10)).item == single
    assert served.item("individual").free == 9


def test_the_same_person_at_the_same_time_is_served_once(cast: Cast, as_of) -> None:
    served, other = Served(cast), Served(cast, title="另一个辅导项目")
    as_of(2026, 9, 1, 10)
    order, at = served.order(), clock.at(date(2026, 9, 2), 9)
    first = served.session(order, at, client="C-AAAA1111", ref="session:x")
    assert served.session(order, at, client="C-AAAA1111", ref="session:x") == first  # sent twice is once
    refused("twice", served.session, order, at, client="C-AAAA1111")
    refused("twice", served.session, order, at + clock.minutes(49), client="C-AAAA1111")
    refused("twice", other.session, other.order(), at, client="C-AAAA1111")
    served.session(order, at + clock.minutes(50), client="C-AAAA1111")  # touching is allowed
    assert served.item("individual").taken == 2


def test_a_session_without_a_request_of_an_officer_is_refused(cast: Cast, as_of) -> None:
    served = Served(cast)
    as_of(2026, 9, 1, 10)
    said = {"starts_at": clock.at(date(2026, 9, 1), 9), "minutes": 50, "client_code": "C-1", "worker": served.worker}
    refused("no_request", delivery.record, ref="s", order_ref="AR-none/1", **said)
    order = served.order()
    delivery.end_order(order.ref, by=None)
    as_of(2026, 9, 2, 10)
    refused("order_ended", served.session, order, clock.at(date(2026, 9, 2), 9))
    assert served.item("individual").taken == 0


def test_a_tenth_in_units_is_accepted_and_a_fen_more_is_not(cast: Cast, as_of) -> None:
    served = Served(cast)
    group = served.item("group")
    as_of(2026, 9, 1, 10)
    add, by = contracts.add_supplement, served.head
    refused("over_a_tenth", add, served.contract, by=by, amount_fen=4_950_001, text="增加", quantities={group.pk: 11})
    refused("units_sum", add, served.contract, by=by, amount_fen=4_949_999, text="增加", quantities={group.pk: 11})
    add(served.contract, by=by, amount_fen=4_950_000, text="增加团体辅导", quantities={group.pk: 11})
    assert served.item("group").capacity == 51 and served.item("group").quantity == 40
    refused("over_a_tenth", add, served.contract, by=by, amount_fen=1, text="再加")
    assert Contract.objects.get(pk=served.contract.pk).most_fen == 54_450_000


@pytest.mark.parametrize("off", [-1, 1])
def test_prices_that_miss_the_contract_by_a_fen_a_unit_are_refused(cast: Cast, off) -> None:
    refused("items_sum", Served, cast, prices={**PRICES, "assess-1": PRICES["assess-1"] + off})
