"""An officer who did not handle the purchase accepts a claim, a part of it, or says no."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.claims import release
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.delivery import announcing, news, tallies
from ngos.delivery.models import Delivered
from ngos.models import Claim, Contract, ContractMilestone, DeliveryRecord, WorkProduct


@transaction.atomic
def accept_claim(claim: Claim, *, by: User, amount_fen: int | None = None, reason: str = "") -> Claim:
    """Accept a claim: all that was asked, or less with the reason. The result is made public (law: R-PUR-23).

    What was struck out meanwhile is taken off by itself. Refused: the handler of the purchase; decided already; more
    than is due; less without a reason; beyond the contract.
    """
    policies.require(by, "accept_claim", claim)
    claim = _open_claim(claim, by)
    milestone, due = claim.milestone, _due(claim)
    accepted = due if amount_fen is None else amount_fen
    if not 0 < accepted <= due:
        raise Refused(_("验收金额须大于零，且不超过应付的金额。"), code="amount")
    if accepted < claim.asked_fen and not reason.strip():
        raise Refused(_("验收金额少于申请金额的，写明理由。"), code="reason")
    _raise_accepted(claim.contract, accepted)
    _decide(claim, by=by, accepted_fen=accepted, reason=reason)
    ContractMilestone.objects.filter(pk=milestone.pk).update(accepted_fen=F("accepted_fen") + accepted)
    move(milestone, "accept" if accepted == claim.asked_fen else "accept_partly", by=by, note=reason)
    announcing.publish_acceptance(claim, by=by)
    news.tell_org("claim_accepted", claim)
    return claim


@transaction.atomic
def reject_claim(claim: Claim, *, by: User, reason: str) -> Claim:
    """Say no, with the reason; its sessions are free for another claim. Refused: the handler; decided; no reason."""
    policies.require(by, "accept_claim", claim)
    claim = _open_claim(claim, by)
    if not reason.strip():
        raise Refused(_("写明不通过的理由，机构按理由补正后可以再申请。"), code="reason")
    _decide(claim, by=by, accepted_fen=0, reason=reason)
    for kind in tallies.KINDS:
        kind.objects.filter(claim=claim, struck_at=None).update(claim=None)
    move(claim.milestone, "reject", by=by, note=reason)
    news.tell_org("claim_rejected", claim)
    return claim


@transaction.atomic
def strike(thing: DeliveryRecord | WorkProduct, *, by: User, reason: str) -> Delivered:
    """Take one session or paper out of an open claim for good: it counts nowhere, and its unit is free again."""
    if thing.claim is None:
        raise Refused(_("这条记录不在待验收的申请里。"), code="unclaimed")
    policies.require(by, "accept_claim", thing.claim)
    _open_claim(thing.claim, by)
    if not reason.strip():
        raise Refused(_("写明不予认可的原因。"), code="reason")
    rows = type(thing).objects.filter(pk=thing.pk, struck_at=None)
    if not rows.update(struck_at=clock.now(), struck_reason=reason.strip()[:200]):
        raise Refused(_("这条记录已经不予认可。"), code="struck")
    if thing.item:
        release(thing.item)
    trail.record("delivery.strike", thing, by=by, detail={"claim": thing.claim_id})
    return thing


@transaction.atomic
def escalate_silent() -> int:
    """Claims that nobody answered in ten working days are put before the head; how many. Run hourly."""
    rows = Claim.objects.filter(decided_at=None, escalated_at=None, milestone__due_at__lt=clock.now())
    found = list(rows.select_related("milestone", "contract__project__head", "contract__provider__org")[:200])
    for claim in found:
        Claim.objects.filter(pk=claim.pk).update(escalated_at=clock.now())
        trail.record("delivery.escalate", claim, by=None)
        news.tell_head(claim)
    return len(found)


# --- steps ------------------------------------------------------------------------------------------------------
def _open_claim(claim: Claim, by: User) -> Claim:
    """The claim, undecided, with its contract locked first: two who decide at once see one another."""
    Contract.objects.select_for_update().get(pk=claim.contract_id)
    claim = Claim.objects.select_related("milestone", "contract__project", "contract__provider__org").get(pk=claim.pk)
    if claim.decided_at:
        raise Refused(_("这份申请已经验收过。"), code="decided")
    if by.pk == claim.handler_id:
        raise Refused(_("采购经办人不能验收自己经办的项目（采购法第61条）。请另一位工作人员验收。"), code="handler")
    return claim


def _due(claim: Claim) -> int:
    """What is due now: sessions may have been struck out, or another milestone accepted, since it was asked."""
    earned = tallies.earned_with(claim, claim.contract)
    due = min(claim.asked_fen, tallies.payable(claim.milestone, claim.contract, earned))
    if due <= 0:
        raise Refused(_("扣除不予认可的记录后没有应付的金额，作不通过处理。"), code="nothing_earned")
    return due


def _raise_accepted(contract: Contract, fen: int) -> None:
    """One conditional update decides, whoever accepts at the same moment."""
    before = Contract.objects.filter(
        pk=contract.pk, accepted_fen=contract.accepted_fen, accepted_fen__lte=F("amount_fen") + F("added_fen") - fen
    )
    if not before.update(accepted_fen=F("accepted_fen") + fen):
        raise Refused(_("验收合计不能超过合同和补充合同的金额。刷新后再办。"), code="over_the_contract")


def _decide(claim: Claim, *, by: User, accepted_fen: int, reason: str) -> None:
    said = {"decided_at": clock.now(), "decided_by": by, "accepted_fen": accepted_fen, "reason": reason.strip()[:300]}
    if not Claim.objects.filter(pk=claim.pk, decided_at=None).update(**said):
        raise Refused(_("这份申请已经验收过。"), code="decided")
    for name, value in said.items():
        setattr(claim, name, value)
