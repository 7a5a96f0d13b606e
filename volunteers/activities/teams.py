"""Volunteers who come together: a team, its joining code, and a sign-up that takes a place for all or for none."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit import trail
from audit.moves import born
from kit import clock
from kit.claims import claim
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.activities import eligibility, news, states
from volunteers.activities.guards import check_open, own_file_locked
from volunteers.activities.waiting import lock_people
from volunteers.models import Shift, Signup, Team, Volunteer

MOST_MEMBERS = 60


@transaction.atomic
def found_team(name: str, *, by: User) -> Team:
    """Begin a team with oneself as leader and first member."""
    me = own_file_locked(by)
    policies.require(by, "sign_up", me)
    if not name.strip():
        raise Refused(_("给服务队起一个名字。"), code="name")
    team = Team.objects.create(name=name.strip()[:40], leader=me, created_at=clock.now())
    team.members.add(me)
    trail.record("team.found", team, by=by, county=me.county_code)
    return team


@transaction.atomic
def join_team(code: str, *, by: User) -> Team:
    """Join with the code the leader told. It says that the leader may sign one up, and that one may withdraw.

    Refused: no such code; the team is full. Law: R-VOL-11.
    """
    me = own_file_locked(by)
    policies.require(by, "sign_up", me)
    team = Team.objects.filter(join_code=code.strip().upper(), ended_at=None).first()
    if team is None:
        raise Refused(_("没有这个加入码。向队长核对后再填。"), code="no_team")
    if team.members.count() >= MOST_MEMBERS:
        raise Refused(_("这支队伍已满 %(n)d 人。") % {"n": MOST_MEMBERS}, code="team_full")
    if not team.members.filter(pk=me.pk).exists():
        team.members.add(me)
        trail.record("team.join", team, by=by, detail={"volunteer": me.pk})
    return team


@transaction.atomic
def leave_team(team: Team, *, by: User) -> None:
    """Leave a team; what it signed one up for stays until one withdraws. The leader ends the team by leaving."""
    me = own_file_locked(by)
    policies.require(by, "sign_up", me)
    if team.leader_id == me.pk:
        Team.objects.filter(pk=team.pk, ended_at=None).update(ended_at=clock.now())
    team.members.remove(me)
    trail.record("team.leave", team, by=by, detail={"volunteer": me.pk})


@transaction.atomic
def sign_up_team(shift: Shift, team: Team, *, by: User) -> list[Signup]:
    """Take a place for every member of a team, or for none; each of them may withdraw.

    Refused: not the leader; anything that would refuse one of them, told by number; fewer places than members.
    Law: R-VOL-11 (a member agreed to it on joining).
    """
    policies.require(by, "sign_up_team", team)
    members = lock_people(*team.members.values_list("pk", flat=True))
    shift = Shift.objects.select_related("posting").get(pk=shift.pk)
    check_open(shift)
    _check_team(shift, members)
    when = {"status": "open", "starts_at": shift.starts_at, "ends_at": shift.ends_at}
    if not claim(shift, len(members), is_held=False, **when):
        raise Refused(_("剩下的名额不够全队 %(n)d 人，没有报名。") % {"n": len(members)}, code="too_few_places")
    rows = []
    for member in members.values():
        row = Signup(shift=shift, volunteer=member, team=team, starts_at=shift.starts_at, ends_at=shift.ends_at)
        born(row, "sign_up", by=by)
        news.tell("signup_confirmed", shift, member.user)
        rows.append(row)
    return rows


def _check_team(shift: Shift, members: dict[int, Volunteer]) -> None:
    if not shift.posting.self_signup:
        raise Refused(_("这项活动逐个报名，由组织者决定。"), code="one_by_one")
    if Signup.objects.filter(shift=shift, volunteer__in=members, status__in=states.LIVE).exists():
        raise Refused(_("队里已有人报了这个班次。先退出，再全队报名。"), code="there_already")
    lacks = eligibility.in_the_way(list(members.values()), shift)
    reasons = [
        _("%(number)s：%(why)s") % {"number": members[pk].number, "why": sentence}
        for pk, codes in lacks.items()
        for sentence in eligibility.sentences(codes, shift.posting)
    ]
    if reasons:
        raise Refused(_("有队员不能参加，全队没有报名。"), code="member_lacks", reasons=reasons)


def teams_of(volunteer: Volunteer) -> QuerySet[Team]:
    """The teams somebody belongs to now, with their people."""
    rows = Team.objects.filter(members=volunteer, ended_at=None).select_related("leader__user")
    return rows.prefetch_related("members__user").order_by("-pk")
