"""What the house of every thing (tests/fullhouse.py) has of delivery: a contract in force with all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kit import clock
from ngos.delivery import services as delivery
from ngos.models import CatalogueItem
from ngos.payment import services as payments
from tests.ngos import purchase as make
from tests.ngos.served import Served, paper


def fill(house: Any) -> None:
    """春晖社工's contract: its advance accepted and asked to be paid, a session, a paper, and a part that waits."""
    started = clock.today() - timedelta(days=20)
    line = make.budget_line(house.cast, 1_000_000_000, code="2040612")
    served = house.delivering = Served(
        house.cast, name="春晖社工", at=clock.at(started - timedelta(days=10), 10), starts=started,
        title="履行中的辅导服务", county_code="990103", budget_line=line,
    )  # fmt: skip
    house.payment = payments.submit_payment(served.accepted(0), by=served.manager)
    with clock.frozen(clock.at(started, 8)):
        order = served.order("AR-house/1")
    session = house.session_delivered = served.session(order, clock.at(started, 9))
    house.evidence = delivery.add_evidence(session, by=served.worker, title="签到表", file=paper())
    house.work_product = served.product()
    served.session(order, clock.at(started, 10))
    served.contract.items.filter(kind="individual").update(unit_price_fen=20_000_000)  # worth more than the advance
    house.claim = served.claimed(1)
    assert CatalogueItem.objects.filter(code="assess-1").exists()


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    number = house.delivering.contract.number
    return {
        "a contract in force": one(number=number, n=3),
        "a delivered session": one(number=number, pk=house.session_delivered.pk),
        "an accepted claim": one(pk=house.payment.claim_id),
        "a claim": one(pk=house.claim.pk),
        "evidence": one(pk=house.evidence.pk),
        "a work product": one(pk=house.work_product.pk),
        "a payment": one(number=house.payment.number),
    }
