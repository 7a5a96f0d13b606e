"""A contract in force as in G7, drawn up by the services from an award made by hand, and the people around it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from kit import clock
from ngos.contracts import services as contracts
from ngos.contracts.parts import Priced
from ngos.delivery import services as delivery
from ngos.models import (
    Award,
    Claim,
    Contract,
    ContractItem,
    ContractMilestone,
    Deliverable,
    PaymentRequest,
    ServiceOrder,
)
from ngos.payment import services as payments
from tests.cast import Cast
from tests.ngos import purchase as make

SIGNED = clock.at(date(2026, 6, 8), 10)
STARTS, ENDS = date(2026, 7, 1), date(2027, 6, 30)
FEN = 100
PRICES = {"counsel-1": 600 * FEN, "counsel-2": 4_500 * FEN, "assess-1": 75_000 * FEN}
SERIAL = count(1)
PLAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def paper(name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PLAN)


class Served:
    """Contract C of ¥495,000: 400 sessions at 600, 40 groups at 4,500, an assessment of 75,000; paid 30/50/20."""

    def __init__(
        self, cast: Cast, *, name: str = "心桥服务", at: datetime = SIGNED, starts: date = STARTS,
        prices: dict[str, int] | None = None, **columns: Any,
    ) -> None:  # fmt: skip
        self.cast, self.starts = cast, starts
        with clock.frozen(at):
            self.project = make.project(cast, "awarded", **columns)
            assess = make.item("assess-1", name="项目评估报告", unit="份", with_sessions=False)
            Deliverable.objects.create(project=self.project, item=assess, quantity=1, order=2)
            bid = make.opened_bids(cast, self.project, {name: 49_500_000})[0]
            over = at - timedelta(days=1)
            Award.objects.create(
                project=self.project, bid=bid, rank=1, proposed_at=over, decided_at=over, decided_by=self.head,
                noticed_at=over, objections_until_at=over,
            )  # fmt: skip
            self.provider = bid.provider
            self.contract = self._signed(prices or PRICES)

    def _signed(self, prices: dict[str, int]) -> Contract:
        row = self.drafted(prices)
        row = contracts.agree_contract(row, by=self.manager)
        row = contracts.sign_contract(row, by=self.head)
        row = contracts.publish_contract(row, by=self.clerk)
        row = contracts.file_contract(row, by=self.clerk, filing_number="备-2026-17")
        with clock.frozen(clock.at(self.starts, 1)):
            contracts.activate_due()
        return Contract.objects.get(pk=row.pk)

    def drafted(self, prices: dict[str, int]) -> Contract:
        kinds = {"counsel-1": "individual", "counsel-2": "group", "assess-1": "document"}
        priced = {make.item(code).pk: Priced(fen, kinds[code]) for code, fen in prices.items()}
        return contracts.draft_contract(
            self.project, by=self.clerk, starts_on=self.starts, cases=40, grant_fields=[], priced=priced
        )

    # --- people ------------------------------------------------------------------------------------------------
    @cached_property
    def clerk(self) -> User:
        return make.clerk(self.cast)

    @cached_property
    def head(self) -> User:
        return make.head(self.cast)

    @cached_property
    def officer(self) -> User:
        """Of the purchaser, with no part in the purchase."""
        return make._one("魏验收", "MUN", self.cast.bureau)

    @cached_property
    def finance(self) -> User:
        return make._one("苏财务", "FIN", self.cast.bureau)

    @cached_property
    def manager(self) -> User:
        return make.manager_of(self.cast, self.provider)

    @cached_property
    def worker(self) -> User:
        return make._one("心桥社工", "NGC", self.provider.org)

    # --- rows --------------------------------------------------------------------------------------------------
    def item(self, kind: str) -> ContractItem:
        return self.contract.items.get(kind=kind)

    def milestone(self, n: int) -> ContractMilestone:
        return self.contract.milestones.all()[n]

    def fresh(self) -> Contract:
        self.contract = Contract.objects.get(pk=self.contract.pk)
        return self.contract

    # --- what is done ------------------------------------------------------------------------------------------
    def order(self, ref: str = "") -> ServiceOrder:
        return delivery.open_order(
            self.provider, by=None, ref=ref or f"AR-{next(SERIAL)}/1", worker=self.worker,
            contract=self.contract, county_code=self.provider.county_code,
        )  # fmt: skip

    def session(self, order: ServiceOrder, at: datetime, *, client: str = "", ref: str = "") -> Any:
        n = next(SERIAL)
        return delivery.record(
            ref=ref or f"served:{n}", order_ref=order.ref, starts_at=at, minutes=50,
            client_code=client or f"C-{order.pk:08d}", worker=self.worker,
        )  # fmt: skip

    def sessions(self, order: ServiceOrder, n: int, *, since: date) -> None:
        """So many sessions of one case, two a day, hour after hour."""
        for k in range(n):
            self.session(order, clock.at(since + timedelta(days=k // 8), 8 + k % 8))

    def group(self, orders: list[ServiceOrder], at: datetime, *, heads: int = 6, by: User | None = None) -> Any:
        return delivery.record_group(
            self.contract, by=by or self.worker, item=self.item("group"), starts_at=at, minutes=90, where="社区活动室",
            heads=heads, orders=orders,
        )  # fmt: skip

    def groups(self, orders: list[ServiceOrder], n: int, *, since: date) -> None:
        for k in range(n):
            self.group(orders, clock.at(since + timedelta(days=k), 19))

    def product(self) -> Any:
        return delivery.hand_in_product(
            self.contract, by=self.manager, item=self.item("document"), title="评估报告", file=paper()
        )

    def claimed(self, n: int, **more: Any) -> Claim:
        files = [("双方签字的工作方案", paper())] if n == 0 else []
        return delivery.claim_milestone(self.milestone(n), by=self.manager, **{"files": files, **more})

    def accepted(self, n: int) -> Claim:
        return delivery.accept_claim(self.claimed(n), by=self.officer)

    def paid(self, claim: Claim) -> PaymentRequest:
        payment = payments.submit_payment(claim, by=self.manager)
        payments.check_payment(payment, by=self.clerk)
        payments.approve_payment(payment, by=self.head)
        return payments.record_payment(payment, by=self.finance, voucher=f"ZF-{claim.pk}", paid_on=clock.today())
