"""The committee of a project: drawn from the pool, seated, declared, replaced by a new draw where somebody must go."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import transaction

from accounts import access, roles
from accounts.models import Membership, User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.bidding.states import READABLE
from ngos.evaluation import composing, drawing, news, sheets
from ngos.evaluation.guards import ready
from ngos.evaluation.states import BUYERS, SEATED
from ngos.models import Bid, CommitteeMember, Declaration, Draw, Expert, Project
from ngos.purchasing import guards

Kind, Relation = CommitteeMember.Kind, Declaration.Relation
WHEN_DRAWN = ("closed", "opened")
THREE_YEARS = 3 * 365  # days of law: R-PUR-13


# --- the pool --------------------------------------------------------------------------------------------------
@transaction.atomic
def enter_expert(user: User, *, by: User, categories: Iterable[int], employer: str = "", title: str = "") -> Expert:
    """Put an expert into the city's pool, or change what it says of them. Refused: no seat as an expert."""
    policies.require(by, "keep_experts")
    if not access.has_role(user, roles.EXP):
        raise Refused(_("先给这位人员评审专家的身份，再列入专家库。"), code="not_an_expert")
    columns = {"categories": sorted(set(categories)), "employer": employer, "title": title, "is_active": True}
    expert, _made = Expert.objects.update_or_create(user=user, defaults=columns)
    trail.record("expert.enter", expert, by=by, detail={"categories": expert.categories})
    return expert


@transaction.atomic
def retire_expert(expert: Expert, *, by: User) -> Expert:
    """Take an expert out of the pool; the committees of today keep them."""
    policies.require(by, "keep_experts")
    expert.is_active = False
    expert.save(update_fields=["is_active"])
    trail.record("expert.retire", expert, by=by)
    return expert


def candidates(project: Project) -> list[Expert]:
    """Who may be drawn, in the order of the pool: of the category, no other part in it, not of the purchaser."""
    today = clock.today()
    of_purchaser = Membership.objects.filter(access.in_force(today), unit=project.purchaser_id).values("user_id")
    seats = Membership.objects.filter(access.in_force(today), role=roles.EXP).values("user_id")
    pool = Expert.objects.filter(is_active=True, user__is_active=True, user__in=seats).exclude(user__in=of_purchaser)
    held = {project.clerk_id, project.head_id, project.held_by_id}
    held |= set(CommitteeMember.objects.filter(project=project).values_list("user_id", flat=True))
    held |= _openers(project)
    found = pool.select_related("user").order_by("pk")
    return [e for e in found if project.category in e.categories and e.user_id not in held]


def _openers(project: Project) -> set[int]:
    key = getattr(project, "tender_key", None)
    return set(key.officers.values_list("user_id", flat=True)) if key else set()


# --- seating ---------------------------------------------------------------------------------------------------
@transaction.atomic
def form_committee(
    project: Project, *, by: User, experts: int, representatives: Sequence[User]
) -> list[CommitteeMember]:
    """Draw `experts` from the pool and seat them with the purchaser's representatives; they elect their leader later.

    Refused: a committee stands already; too few, an even number, or too few experts; a representative who is something
    else in the project or no buyer; a pool that is too small. Law: R-PUR-12.
    """
    policies.require(by, "form_committee", project)
    project = ready(project, *WHEN_DRAWN)
    guards.apart(project, by, guards.CLERK)
    if project.committee.exists():
        raise Refused(_("评审小组已经组成。"), code="formed")
    _check_size(project, experts, len(set(representatives)))
    for user in representatives:
        _check_representative(project, user)
    drawn = _drawn(project, experts, by=by, but={user.pk for user in representatives})
    seats = [_seat(project, e.user, Kind.EXPERT, by=by) for e in drawn]
    return seats + [_seat(project, user, Kind.PURCHASER, by=by) for user in representatives]


def _check_size(project: Project, experts: int, representatives: int) -> None:
    least = composing.least(project.method, project.budget_fen, project.rules)
    found = composing.faults(experts, representatives, least=least, share=project.rules["experts_share"])
    if found:
        raise Refused(_("评审小组的组成不符合规定。"), code="composition", reasons=found)


def _check_representative(project: Project, user: User) -> None:
    guards.apart(project, user, guards.MEMBER)
    if not access.has_role(user, *BUYERS):
        raise Refused(_("采购人代表由司法局管理人员担任。"), code="not_a_buyer")


def _drawn(project: Project, n: int, *, by: User | None, but: Container[int] = ()) -> list[Expert]:
    """Draw from the pool and keep the draw: candidates in order, seed, result. `but` are people already named."""
    pool = {number_of(e): e for e in candidates(project) if e.user_id not in but}
    if len(pool) < n:
        raise Refused(
            _("专家库中可以抽取的专家只有 %(n)d 名，不够。先补充专家库。") % {"n": len(pool)}, code="pool_too_small"
        )
    seed = drawing.new_seed()
    result = drawing.drawn(seed, list(pool), n)
    Draw.objects.create(
        project=project, kind="experts", seed=seed, candidates=list(pool), result=result, at=clock.now(), by=by
    )
    return [pool[number] for number in result]


def number_of(expert: Expert) -> str:
    """What a draw calls an expert: the number in the pool, no name."""
    return f"E{expert.pk:06d}"


def _seat(
    project: Project, user: User, kind: str, *, by: User | None, replaces: CommitteeMember | None = None
) -> CommitteeMember:
    member = CommitteeMember(project=project, user=user, kind=kind, county_code=project.county_code, replaces=replaces)
    born(member, "draw", by=by)
    news.tell("review_called", project, user, url=news.declare_url(project))
    return member


# --- declaring and going ---------------------------------------------------------------------------------------
@transaction.atomic
def declare(member: CommitteeMember, *, by: User, relations: Mapping[int, str]) -> CommitteeMember:
    """Say of every bidder (`relations`: bid id → relation) how one stands to it, before any text is served.

    Any relation but "none" recuses the member, and the next is drawn at once.
    Refused: a bidder left out; the platform knows of a seat at a bidder that is not declared. Law: R-PUR-13.
    """
    policies.require(by, "declare", member)
    project = ready(member.project, "opened", "scoring")
    guards.apart(project, by, guards.MEMBER)
    member = CommitteeMember.objects.select_for_update().get(pk=member.pk)
    if member.status != "drawn":
        raise Refused(_("您已经申报过。"), code="declared_already")
    bids = list(Bid.objects.filter(project=project, status__in=READABLE).select_related("provider"))
    if not bids or set(relations) != {b.pk for b in bids} or not set(relations.values()) <= set(Relation.values):
        raise Refused(_("对每一家供应商各选一项。"), code="incomplete")
    _check_honest(by, bids, relations)
    Declaration.objects.bulk_create(
        Declaration(member=member, bid=b, relation=relations[b.pk], at=clock.now()) for b in bids
    )
    if set(relations.values()) == {Relation.NONE}:
        move(member, "declare", by=by)
        if project.status == "scoring":
            sheets.open_sheets(project, [member])
        return member
    _leave(member, by=by, reason=_("申报了利害关系。"))
    return member


def _check_honest(user: User, bids: list[Bid], relations: Mapping[int, str]) -> None:
    since = clock.today() - timedelta(days=THREE_YEARS)
    seats = Membership.objects.filter(user=user, role__in=(roles.NGA, roles.NGC, roles.RES)).exclude(until_on__lt=since)
    units = set(seats.values_list("unit_id", flat=True))
    if any(b.provider.org_id in units and relations[b.pk] == Relation.NONE for b in bids):
        raise Refused(_("平台记录显示您三年内在其中一家供应商任职，请如实申报。"), code="known_relation")


@transaction.atomic
def recuse(member: CommitteeMember, *, by: User, reason: str) -> CommitteeMember:
    """Leave the committee after declaring; the next is drawn. What was scored stays readable and counts no more."""
    policies.require(by, "recuse", member)
    ready(member.project, "closed", "opened", "scoring")
    if not reason.strip():
        raise Refused(_("写明回避的原因。"), code="reason")
    member = CommitteeMember.objects.select_for_update().get(pk=member.pk)
    _leave(member, by=by, reason=reason)
    return member


def _leave(member: CommitteeMember, *, by: User, reason: str) -> None:
    # Voices for whoever goes are given again; those for others stand, unless the leader goes and all vote anew.
    voices = CommitteeMember.objects.filter(project=member.project)
    (voices if member.is_leader else voices.filter(votes_for=member)).update(votes_for=None)
    CommitteeMember.objects.filter(pk=member.pk).update(reason=str(reason)[:300], is_leader=False)
    move(member, "recuse", by=by, note=str(reason))
    member.refresh_from_db()
    if member.kind == Kind.EXPERT:
        _next_drawn(member)
    news.tell("member_recused", member.project, member.project.clerk, url=news.committee_url(member.project))


def _next_drawn(gone: CommitteeMember) -> CommitteeMember | None:
    """The replacement, by the house itself; none while the pool is empty, which the clerk is told by the vacancy."""
    if not candidates(gone.project):
        return None
    expert = _drawn(gone.project, 1, by=None)[0]
    return _seat(gone.project, expert.user, Kind.EXPERT, by=None, replaces=gone)


@transaction.atomic
def fill_vacancy(gone: CommitteeMember, *, by: User, representative: User | None = None) -> CommitteeMember:
    """Seat somebody for a member who recused themselves: a new draw for an expert, a person for a representative.

    Refused: the seat is filled; nobody is left in the pool.
    """
    policies.require(by, "form_committee", gone.project)
    project = ready(gone.project, "closed", "opened", "scoring")
    if gone not in vacancies(project):
        raise Refused(_("这个席位没有空缺。"), code="no_vacancy")
    if gone.kind == Kind.EXPERT:
        return _seat(project, _drawn(project, 1, by=by)[0].user, Kind.EXPERT, by=by, replaces=gone)
    if representative is None:
        raise Refused(_("选择接替的采购人代表。"), code="representative")
    _check_representative(project, representative)
    return _seat(project, representative, Kind.PURCHASER, by=by, replaces=gone)


def seats_of(project: Project):
    """The members who sit, in the order they were seated."""
    return CommitteeMember.objects.filter(project=project, status__in=SEATED).select_related("user").order_by("pk")


def vacancies(project: Project) -> list[CommitteeMember]:
    rows = CommitteeMember.objects.filter(project=project, status="recused", replaced_by=None)
    return list(rows.select_related("user"))


def release_all(project: Project) -> None:
    """The contract is signed: nothing is left to judge."""
    for member in CommitteeMember.objects.filter(project=project, status="declared"):
        move(member, "release", by=None)


def require_complete(project: Project) -> list[CommitteeMember]:
    """Everybody who scores. Refused: nobody yet, a seat is empty, somebody has not declared."""
    members = list(seats_of(project))
    if not members:
        raise Refused(_("还没有组成评审小组。"), code="no_committee")
    if vacancies(project):
        raise Refused(_("评审小组有空缺，先补齐。"), code="vacancy")
    if any(m.status != "declared" for m in members):
        raise Refused(_("还有成员没有申报利害关系。"), code="undeclared")
    return members
