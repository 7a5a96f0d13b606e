"""Which bids go on: qualification by the buyer, conformity by the committee, and whether enough are left."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.bidding.states import BID
from ngos.evaluation import committee, news, sheets
from ngos.evaluation.findings import clauses_of, findings
from ngos.evaluation.guards import evaluation_of, ready, seated
from ngos.models import Bid, Project, Sheet
from ngos.purchasing import guards
from ngos.purchasing.ending import fail_project

LEFT = ("opened", "qualified", "conforming")


@transaction.atomic
def qualify_bid(bid: Bid, *, by: User) -> Bid:
    """Pass a bid's qualification. Refused: the house itself found something against it (law: R-PUR-03)."""
    policies.require(by, "qualify_bid", bid.project)
    project = ready(bid.project, "opened")
    guards.apart(project, by, guards.CLERK)
    bid = _fresh(bid, "opened")
    if found := findings(bid):
        raise Refused(_("这份响应文件不能通过资格审查。"), code="found", reasons=[f.reason for f in found])
    move(bid, "qualify", by=by)
    _count(project)
    return bid


@transaction.atomic
def conform_bid(bid: Bid, *, by: User) -> Bid:
    """Pass a bid's conformity: any member who has declared, the purchaser's representative not alone for the experts.

    Refused: not qualified yet; the member has not declared. Law: R-PUR-14.
    """
    policies.require(by, "review_bid", bid.project)
    project = ready(bid.project, "opened")
    _expert(project, by)
    bid = _fresh(bid, "qualified")
    move(bid, "conform", by=by)
    _count(project)
    return bid


@transaction.atomic
def disqualify_bid(bid: Bid, *, by: User, clause: str, reason: str) -> Bid:
    """Declare a bid invalid, with the clause it fails and why; the bidder is told both, and nobody else.

    At the qualification the clerk does it, afterwards an expert. Refused: no such clause; no reason; the wrong person
    for the stage. Law: R-PUR-03, R-PUR-11, R-PUR-14.
    """
    policies.require(by, "disqualify_bid", bid.project)
    project = ready(bid.project, "opened")
    bid = _fresh(bid, "opened", "qualified")
    if bid.status == "opened":
        if by.pk != project.clerk_id:
            raise Refused(_("资格审查由采购经办人办理。"), code="stage")
        guards.apart(project, by, guards.CLERK)
    else:
        _expert(project, by)
    refuse_bid(bid, by=by, clause=clause, reason=reason)
    _count(project)
    return bid


def refuse_bid(bid: Bid, *, by: User | None, clause: str, reason: str) -> None:
    """The step itself, also for what the committee voted on later."""
    if clause not in clauses_of(bid.project):
        raise Refused(_("选择认定无效所依据的条款。"), code="clause")
    if not str(reason).strip():
        raise Refused(_("写明认定无效的原因。"), code="reason")
    Bid.objects.filter(pk=bid.pk).update(clause=clause, reason=str(reason)[:300])
    move(bid, "disqualify", by=by, reason=clause, note=str(reason))
    bid.refresh_from_db()
    news.tell_org("bid_refused", bid.project, bid.provider.org, clause=clause, why=str(reason))


@transaction.atomic
def go_on_with_two(project: Project, *, by: User, reason: str) -> None:
    """The head writes that the evaluation goes on with two bids, where the method allows it (law: R-PUR-11).

    Refused: another number is left; the method does not allow it; no reason.
    """
    policies.require(by, "go_on_with_two", project)
    project = ready(project, "opened", "scoring")
    guards.apart(project, by, guards.HEAD)
    if bids_left(project) != 2 or not _two_allowed(project):
        raise Refused(_("只有允许的采购方式在恰好剩两家时才能继续。"), code="not_two")
    if not reason.strip():
        raise Refused(_("写明只有两家仍继续的理由。"), code="reason")
    evaluation = evaluation_of(project)
    evaluation.two_reason, evaluation.two_by, evaluation.two_at = reason.strip(), by, clock.now()
    evaluation.save(update_fields=["two_reason", "two_by", "two_at"])
    trail.record("evaluation.go_on_with_two", project, by=by)


@transaction.atomic
def begin_scoring(project: Project, *, by: User) -> list[Sheet]:
    """Open a sheet for every member and bid. Refused: a bid is not decided; a seat is empty or undeclared; too few."""
    policies.require(by, "begin_scoring", project)
    project = ready(project, "opened")
    guards.apart(project, by, guards.CLERK)
    members = committee.require_complete(project)
    if undecided(project):
        raise Refused(_("还有响应文件没有审查完。"), code="undecided")
    require_enough(project)
    move(project, "begin_scoring", by=by)
    evaluation_of(project)
    made = sheets.open_sheets(project, members)
    news.tell("scoring_begun", project, *(m.user for m in members), url=news.scoring_url(project))
    return made


# --- how many are left -----------------------------------------------------------------------------------------
def undecided(project: Project) -> bool:
    """Whether a bid still waits for its qualification or its conformity."""
    return Bid.objects.filter(project=project, status__in=("opened", "qualified")).exists()


def bids_left(project: Project) -> int:
    return Bid.objects.filter(project=project, status__in=LEFT).count()


def _two_allowed(project: Project) -> bool:
    allowed = project.rules["may_go_on_with_two"]
    return bool(allowed.get(project.method) if isinstance(allowed, dict) else allowed)


def is_enough(project: Project, n: int) -> bool:
    return n >= project.least_bids or (n == 2 and _two_allowed(project))


def require_enough(project: Project) -> None:
    """Refused: only two are left and the head has not written that it goes on."""
    n = bids_left(project)
    if n < project.least_bids and not (is_enough(project, n) and evaluation_of(project).two_at):
        raise Refused(_("合格的只有 %(n)d 家，由采购负责人书面决定是否继续。") % {"n": n}, code="two")


def _count(project: Project) -> None:
    """At the end of each review: too few left fails the project, two left asks the head."""
    undecided = Bid.objects.filter(project=project, status="opened").exists()
    n = bids_left(project)
    if undecided or n >= project.least_bids:
        return
    if not is_enough(project, n):
        said = _("合格的供应商只有 %(n)d 家，不足规定的家数。") % {"n": n}
        fail_project(project, by=None, failed_for="too_few_qualified", reason=said)
    elif not evaluation_of(project).two_at and project.head:
        news.tell("two_left", project, project.head, url=news.review_url(project))


count_left = _count


def _expert(project: Project, by: User) -> None:
    if seated(project, by).kind != "expert":
        raise Refused(_("符合性审查由评审专家办理。"), code="stage")


def _fresh(bid: Bid, *states: str) -> Bid:
    bid = Bid.objects.select_for_update(of=("self",)).select_related("project", "provider__org").get(pk=bid.pk)
    if bid.status not in states:
        raise Refused(
            _("这份响应文件现在是“%(now)s”，不能办理这一步。") % {"now": BID.states[bid.status]},
            code=f"bid:{bid.status}",
        )
    return bid
