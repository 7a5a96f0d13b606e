"""A payment from the accepted claim to the voucher: submitted, checked, approved, paid; held where a hold says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import Claim, Contract, PaymentHold, PaymentRequest, Provider
from ngos.payment import news


@transaction.atomic
def submit_payment(claim: Claim, *, by: User) -> PaymentRequest:
    """Ask for the payment of what was accepted. Refused: nothing accepted; asked for already."""
    policies.require(by, "submit_payment", claim)
    contract = Contract.objects.select_for_update().get(pk=claim.contract_id)
    claim = Claim.objects.select_related("contract__project__clerk").get(pk=claim.pk)
    if claim.accepted_fen <= 0:
        raise Refused(_("验收通过以后再申请支付。"), code="not_accepted")
    if PaymentRequest.objects.filter(claim=claim).exclude(status="returned").exists():
        raise Refused(_("这次验收已经申请过支付。"), code="submitted")
    payment = PaymentRequest(
        number=numbers.next_number("ZF", str(clock.today().year), 4), contract=contract, claim=claim,
        amount_fen=claim.accepted_fen, at=clock.now(), by=by,
    )  # fmt: skip
    born(payment, "submit", by=by)
    news.tell("payment_to_check", payment, claim.contract.project.clerk)
    return payment


@transaction.atomic
def check_payment(payment: PaymentRequest, *, by: User) -> PaymentRequest:
    """The clerk of the purchase: claim, sum and account agree."""
    policies.require(by, "check_payment", payment)
    payment = _fresh(payment)
    move(payment, "check", by=by)
    if head := payment.contract.project.head:
        news.tell("payment_to_approve", payment, head)
    return payment


@transaction.atomic
def approve_payment(payment: PaymentRequest, *, by: User) -> PaymentRequest:
    """The head approves. Refused: payments of this provider are held; beyond what is accepted."""
    policies.require(by, "approve_payment", payment)
    payment = _fresh(payment)
    _refuse_held(payment.contract.provider)
    move(payment, "approve", by=by)
    _raise(payment, "approved_fen", "accepted_fen")
    news.tell("payment_to_pay", payment, *news.finance(payment))
    return payment


@transaction.atomic
def record_payment(payment: PaymentRequest, *, by: User, voucher: str, paid_on: date) -> PaymentRequest:
    """Finance writes down the voucher and the day. Refused: no voucher; a day to come, or before the acceptance."""
    policies.require(by, "record_payment", payment)
    payment = _fresh(payment)
    if not voucher.strip():
        raise Refused(_("填写支付凭证号。"), code="voucher", at={"voucher": [_("填写支付凭证号。")]})
    accepted_on = payment.claim.decided_at.astimezone(clock.SHANGHAI).date()
    if not accepted_on <= paid_on <= clock.today():
        said = _("支付日期在验收之日到今天之间。")
        raise Refused(said, code="day", at={"paid_on": [said]})
    move(payment, "pay", by=by)
    _raise(payment, "paid_fen", "approved_fen")
    PaymentRequest.objects.filter(pk=payment.pk).update(voucher=voucher.strip()[:40], paid_on=paid_on)
    Claim.objects.filter(pk=payment.claim_id).update(paid_on=paid_on)
    payment.refresh_from_db()
    news.tell("payment_paid", payment, *news.org(payment), voucher=payment.voucher)
    return payment


@transaction.atomic
def return_payment(payment: PaymentRequest, *, by: User, reason: str) -> PaymentRequest:
    """Send it back with the reason; the organisation may ask again. What was approved is free again."""
    policies.require(by, "return_payment", payment)
    payment = _fresh(payment)
    if not reason.strip():
        raise Refused(_("写明退回的原因。"), code="reason")
    was_approved = payment.status == "approved"
    move(payment, "return", by=by, note=reason)
    if was_approved:
        Contract.objects.filter(pk=payment.contract_id).update(approved_fen=F("approved_fen") - payment.amount_fen)
    PaymentRequest.objects.filter(pk=payment.pk).update(returned_reason=reason.strip()[:300])
    news.tell("payment_returned", payment, *news.org(payment), why=reason.strip()[:300])
    return payment


# --- held ------------------------------------------------------------------------------------------------------
@transaction.atomic
def hold_payments(provider: Provider, *, ref: str, reason: str, by: User | None) -> PaymentHold:
    """Nothing is approved for this provider until the hold behind `ref` ends; the same `ref` is one hold.

    `by` None is the house itself, by a clock. Refused: no reason.
    """
    if by is not None:
        policies.require(by, "hold_payments", provider)
    if not reason.strip():
        raise Refused(_("写明暂停支付的原因。"), code="reason")
    # Whoever approves now holds this row too: the hold comes before the approval, or after it.
    Provider.objects.select_for_update().get(pk=provider.pk)
    if known := PaymentHold.objects.filter(ref=ref, ended_at=None).first():
        return known
    hold = PaymentHold.objects.create(provider=provider, ref=ref, reason=reason.strip()[:300], at=clock.now(), by=by)
    trail.record("payment.hold", hold, by=by, detail={"provider": provider.pk})
    return hold


@transaction.atomic
def end_hold(ref: str, *, by: User | None) -> bool:
    """End the hold behind `ref`; False when none is open."""
    hold = PaymentHold.objects.select_related("provider").filter(ref=ref, ended_at=None).first()
    if hold is None:
        return False
    if by is not None:
        policies.require(by, "hold_payments", hold.provider)
    PaymentHold.objects.filter(pk=hold.pk, ended_at=None).update(ended_at=clock.now(), ended_by=by)
    trail.record("payment.end_hold", hold, by=by, detail={"provider": hold.provider_id})
    return True


# --- steps -----------------------------------------------------------------------------------------------------
def _fresh(payment: PaymentRequest) -> PaymentRequest:
    Contract.objects.select_for_update().get(pk=payment.contract_id)
    rows: Any = PaymentRequest.objects.select_related(
        "claim", "contract__project__head", "contract__project__purchaser", "contract__provider__org"
    )
    return rows.get(pk=payment.pk)


def _refuse_held(provider: Provider) -> None:
    Provider.objects.select_for_update().get(pk=provider.pk)
    holds = list(PaymentHold.objects.filter(provider=provider, ended_at=None).values_list("reason", flat=True))
    if holds:
        raise Refused(_("这家机构的付款已暂停，解除以后再批准。"), code="held", reasons=holds)


def _raise(payment: PaymentRequest, sum_name: str, most_name: str) -> None:
    """One conditional update decides, whoever acts at the same moment: no sum outgrows the one it rests on."""
    within = {f"{most_name}__gte": F(sum_name) + payment.amount_fen}
    rows = Contract.objects.filter(pk=payment.contract_id, **within)
    if not rows.update(**{sum_name: F(sum_name) + payment.amount_fen}):
        raise Refused(_("支付合计不能超过已验收的金额。"), code="over_the_accepted")
