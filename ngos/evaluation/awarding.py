"""From the ranking to the award: proposed by the committee, confirmed by the head, announced, dropped if need be."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import calendar, clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.evaluation import announcing, news, ranking
from ngos.evaluation.guards import evaluation_of, leader, ready
from ngos.evaluation.scoring import POINT
from ngos.models import Award, Bid, Project, Ranking
from ngos.purchasing import guards
from ngos.purchasing.ending import fail_project

DECIDABLE = ("ranked", "proposed", "awarded")


def standing_award(project: Project) -> Award | None:
    rows = Award.objects.filter(project=project, dropped_at=None).select_related("bid__provider__org")
    return rows.first()


def best_left(project: Project) -> Ranking | None:
    """The first of the ranking whose award was not dropped in this round."""
    gone = Award.objects.filter(project=project, dropped_at__isnull=False, round=evaluation_of(project).round)
    return ranking.current(project).exclude(bid__in=gone.values("bid")).first()


@transaction.atomic
def propose_award(project: Project, *, by: User) -> Award:
    """Hand the report over and propose the first of the ranking (law: R-PUR-19)."""
    policies.require(by, "rank_bids", project)
    project = ready(project, "ranked")
    leader(project, by)
    award = _proposed(project)
    due = calendar.end_of(calendar.add_workdays(clock.today(), int(project.rules["decide_workdays"])))
    move(project, "propose", by=by, due_at=due)
    if project.head:
        news.tell("report_handed", project, project.head, url=news.award_url(project), until=due)
    return award


def _proposed(project: Project) -> Award:
    best = best_left(project)
    if best is None:
        raise Refused(_("没有可以推荐的下一名，只能废标重新采购。"), code="nobody_left")
    return Award.objects.create(
        project=project, bid=best.bid, round=best.round, rank=best.rank, proposed_at=clock.now()
    )


@transaction.atomic
def confirm_award(project: Project, *, by: User) -> Award:
    """The head decides for the first of the ranking; nobody else can get it (law: R-PUR-19).

    Refused: what is proposed is not the first that is left; the head holds another role in the project.
    """
    policies.require(by, "confirm_award", project)
    project = ready(project, "proposed")
    guards.apart(project, by, guards.HEAD)
    award, best = standing_award(project), best_left(project)
    if award is None or best is None or award.bid_id != best.bid_id:
        raise Refused(_("只能按排序确定成交供应商。"), code="not_first")
    award.decided_at, award.decided_by = clock.now(), by
    award.save(update_fields=["decided_at", "decided_by"])
    due = calendar.end_of(calendar.add_workdays(clock.today(), int(project.rules["announce_workdays"])))
    move(project, "award", by=by, due_at=due)
    news.tell("award_confirmed", project, project.clerk, url=news.award_url(project), until=due)
    return award


@transaction.atomic
def announce_result(project: Project, *, by: User) -> Award:
    """Publish the result with the names of the experts, and write to each bidder its own score and rank.

    Objections run from the end of the notice period (law: R-PUR-19, R-PUR-22). Refused: announced already.
    """
    policies.require(by, "announce_result", project)
    project = ready(project, "awarded")
    guards.apart(project, by, guards.CLERK)
    award = standing_award(project)
    if award is None or award.noticed_at:
        raise Refused(_("结果已经公告。"), code="announced")
    days = int(project.rules["notice_period_workdays"]) + int(project.rules["objection_workdays"])
    award.noticed_at = clock.now()
    award.objections_until_at = calendar.end_of(calendar.add_workdays(clock.today(), days))
    award.save(update_fields=["noticed_at", "objections_until_at"])
    announcing.publish_result(project, award, by=by)
    _write_letters(project, award)
    Project.objects.filter(pk=project.pk).update(due_at=None)
    trail.record("award.announce", project, by=by)
    return award


def _write_letters(project: Project, award: Award) -> None:
    for row in ranking.current(project):
        kind = "award_letter" if row.bid_id == award.bid_id else "result_letter"
        news.tell_org(
            kind, project, row.bid.provider.org, points=f"{row.total // POINT}.{row.total % POINT:02d}", rank=row.rank
        )


# --- taken back ------------------------------------------------------------------------------------------------
@transaction.atomic
def drop_award(project: Project, *, by: User, reason: str, then: str) -> Award | None:
    """Take the award back because the first refuses or fails: the next in rank is proposed, or all is bought anew.

    `then` is "next" or "retender". Refused: no reason; nobody is next; the contract is signed. Law: R-PUR-20.
    """
    policies.require(by, "drop_award", project)
    project = ready(project, "proposed", "awarded")
    guards.apart(project, by, guards.HEAD)
    return take_back(project, by=by, reason=reason, then=then)


def take_back(project: Project, *, by: User, reason: str, then: str) -> Award | None:
    """The step itself, also as the outcome of an objection or a complaint."""
    if not reason.strip():
        raise Refused(_("写明撤销成交的原因。"), code="reason")
    award = standing_award(project)
    if award is not None:
        _drop(award, reason)
        trail.record("award.drop", project, by=by, detail={"award": award.pk, "then": then})
        if award.decided_at:
            news.tell_org("award_dropped", project, award.bid.provider.org, why=reason)
    if then == "retender":
        # Whoever decides a complaint has no part in the project: then the house itself fails it.
        person = by if by.pk in (project.clerk_id, project.head_id) else None
        fail_project(project, by=person, failed_for="no_award", reason=reason)
        return None
    if then != "next":
        raise Refused(_("选择由下一名递补，或者重新采购。"), code="then")
    fresh = _proposed(project)
    due = calendar.end_of(calendar.add_workdays(clock.today(), int(project.rules["decide_workdays"])))
    if project.status == "proposed":
        Project.objects.filter(pk=project.pk).update(due_at=due)
    else:
        move(project, "propose", by=by, note=reason, due_at=due)
    return fresh


def _drop(award: Award, reason: str) -> None:
    award.dropped_at, award.dropped_reason = clock.now(), reason.strip()[:300]
    award.save(update_fields=["dropped_at", "dropped_reason"])


def score_again(project: Project, *, by: User, reason: str) -> None:
    """Back to the scores, because an objection to them was right; signed sheets stay, each is reopened by two."""
    award = standing_award(project)
    if award is not None:
        _drop(award, reason)
    evaluation = evaluation_of(project)
    evaluation.round += 1
    evaluation.ranked_at = None
    evaluation.save(update_fields=["round", "ranked_at"])
    move(project, "score_again", by=by, note=reason)


def bid_of(project: Project, org_id: int) -> Bid | None:
    """The bid of an organisation, from the opening on."""
    rows = Bid.objects.filter(project=project, provider__org_id=org_id).exclude(status="sealed")
    return rows.select_related("provider__org", "project").order_by("-version").first()
