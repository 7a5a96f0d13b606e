"""The processes of the races for money: `python -m tests.ngos.pay_race build|settle|supplement|careless …`.

Fifty-two people at once claim, accept, ask, check, approve and record the same parts of one contract.
"""

from collections.abc import Callable
from datetime import date, timedelta
from time import sleep
from typing import Any

from tests import racing

THREADS = 13


def build() -> None:
    """G7's contract with its advance accepted and enough delivered for all that is left."""
    from kit import clock
    from tests.cast import Cast
    from tests.ngos.served import FEN, Served

    today = date.today()  # noqa: DTZ011 - the races run by the machine's own clock
    started = today - timedelta(days=60)
    served = Served(Cast(), at=clock.at(started - timedelta(days=10), 10), starts=started)
    served.accepted(0)
    with clock.frozen(clock.at(started, 8)):
        orders = [served.order() for _ in range(3)]
    served.sessions(orders[0], 40, since=started)
    served.groups(orders, 20, since=started)
    served.product()
    # Dear sessions: what is delivered is worth more than all that is left to pay.
    served.contract.items.filter(kind="individual").update(unit_price_fen=10_000 * FEN)
    for person in (served.finance, served.officer, served.worker):
        person.save()


def people() -> list[Any]:
    from accounts.models import User

    return [User.objects.get(display_name="心桥服务负责人")]


def _named(name: str) -> Any:
    from accounts.models import User

    return User.objects.get(display_name=name)


# --- what is raced -------------------------------------------------------------------------------------------------
def settle(user: Any, k: int) -> str:
    """Every step of one part of the price, whoever did the step before; what is refused was done by somebody else."""
    from kit import clock
    from ngos.delivery import services as delivery
    from ngos.models import Contract, ContractMilestone, DeliveryRecord, PaymentRequest
    from ngos.payment import services as payments

    milestone = ContractMilestone.objects.get(order=1 + k % 2)
    project = Contract.objects.select_related("project__clerk", "project__head").get().project
    ids = list(DeliveryRecord.objects.filter(claim=None).values_list("pk", flat=True))

    def claim() -> Any:
        return milestone.claims.order_by("-pk")[0]

    def payment() -> Any:
        return PaymentRequest.objects.select_related("contract__project").filter(claim=claim()).order_by("-pk")[0]

    done = [
        _tried(lambda: delivery.claim_milestone(milestone, by=user, records=ids)),
        _tried(lambda: delivery.accept_claim(claim(), by=_named("魏验收"))),
        _tried(lambda: payments.submit_payment(claim(), by=user)),
        _tried(lambda: payments.check_payment(payment(), by=project.clerk)),
        _tried(lambda: payments.approve_payment(payment(), by=project.head)),
        _tried(lambda: payments.record_payment(payment(), by=_named("苏财务"), voucher=f"V{k}", paid_on=clock.today())),
    ]
    return "acted" if any(done) else "came late"


def _tried(step: Callable[[], Any]) -> bool:
    from kit.errors import Refused

    try:
        step()
    except (Refused, IndexError):  # somebody else was there first, or has not come so far yet
        return False
    return True


def supplement(user: Any, k: int) -> str:
    """One group session more, from everybody at once: eleven of 4,500 are a tenth."""
    from kit.errors import Refused
    from ngos.contracts import services as contracts
    from ngos.models import Contract

    contract = Contract.objects.select_related("project__head").get()
    group = contract.items.get(kind="group")
    try:
        contracts.add_supplement(
            contract, by=contract.project.head, amount_fen=450_000, text=f"增加{k}", quantities={group.pk: 1}
        )
    except Refused as refusal:
        return refusal.code
    return "added"


def careless(user: Any, k: int) -> str:
    """The control: read the sum, then write the new one; only the database keeps it within the contract."""
    from django.db import IntegrityError
    from django.db.models import F

    from ngos.models import Contract

    contract = Contract.objects.get()
    if contract.accepted_fen + 20_000_000 > contract.most_fen:
        return "saw it"
    sleep(0.05)
    try:
        Contract.objects.filter(pk=contract.pk).update(accepted_fen=F("accepted_fen") + 20_000_000)
    except IntegrityError:
        return "kept out"
    return "raised"


ACTS = {"settle": settle, "supplement": supplement, "careless": careless}

if __name__ == "__main__":
    racing.main(build, ACTS, people, THREADS)
