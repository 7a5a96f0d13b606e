"""The members elect who leads them: one voice each, most voices decide, an even split is drawn (law: R-PUR-12)."""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.evaluation import committee, drawing, news
from ngos.evaluation.guards import ready, seated
from ngos.models import CommitteeMember, Draw, Project

WHEN_ELECTED = ("opened", "scoring")


@transaction.atomic
def vote_for_leader(candidate: CommitteeMember, *, by: User) -> CommitteeMember | None:
    """Give one's voice to an expert, oneself too; the leader once everybody has voted, None until then.

    Refused: a seat is empty or has not declared; there is a leader; voted already; a representative of the purchaser
    or somebody who does not sit. Law: R-PUR-12.
    """
    policies.require(by, "vote_for_leader", candidate.project)
    project = ready(candidate.project, *WHEN_ELECTED)
    voter, members = seated(project, by), committee.require_complete(project)
    if any(m.is_leader for m in members):
        raise Refused(_("组长已经选出。"), code="elected")
    if voter.votes_for_id is not None:
        raise Refused(_("您已经投票，不能更改。"), code="voted")
    if candidate not in electable(members):
        raise Refused(_("组长在专家中推选，采购人代表不担任组长。"), code="not_electable")
    CommitteeMember.objects.filter(pk=voter.pk).update(votes_for=candidate)
    trail.record("committee.vote_for_leader", project, by=by)
    return _counted(project)


def electable(members: list[CommitteeMember]) -> list[CommitteeMember]:
    return [m for m in members if m.kind == CommitteeMember.Kind.EXPERT]


def _counted(project: Project) -> CommitteeMember | None:
    members = committee.require_complete(project)
    voices = Counter(m.votes_for_id for m in members)
    if voices.pop(None, 0):
        return None
    most = max(voices.values())
    first = [m for m in electable(members) if voices[m.pk] == most]
    leader = first[0] if len(first) == 1 else _drawn(project, first)
    CommitteeMember.objects.filter(pk=leader.pk).update(is_leader=True)
    trail.record("committee.elect_leader", leader, by=None, detail={"voices": voices[leader.pk], "of": len(members)})
    news.tell("leader_elected", project, leader.user, url=news.award_url(project))
    leader.refresh_from_db()
    return leader


def _drawn(project: Project, tied: list[CommitteeMember]) -> CommitteeMember:
    """Of those with as many voices one by lot, kept like every draw."""
    numbers = {committee.number_of(m.user.expert): m for m in tied}
    seed = drawing.new_seed()
    order = drawing.in_order(seed, list(numbers))
    Draw.objects.create(
        project=project, kind="leader", seed=seed, candidates=list(numbers), result=order, at=clock.now(), by=None
    )
    return numbers[order[0]]


def voted(project: Project) -> tuple[int, int]:
    """How many have voted, and how many sit: numbers, never for whom."""
    given = list(committee.seats_of(project).values_list("votes_for_id", flat=True))
    return sum(v is not None for v in given), len(given)


def is_wanted(project: Project) -> bool:
    """Whether a committee sits that has nobody to lead it."""
    seats = list(committee.seats_of(project).values_list("is_leader", flat=True))
    return project.status in WHEN_ELECTED and bool(seats) and not any(seats)


def waits_for(member: CommitteeMember) -> bool:
    """Whether this member's voice is wanted now."""
    project = member.project
    if member.status != "declared" or member.votes_for_id is not None or not is_wanted(project):
        return False
    return not committee.vacancies(project) and all(m.status == "declared" for m in committee.seats_of(project))
