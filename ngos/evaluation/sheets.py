"""Score sheets: a draft each member keeps for themselves, locked by signing, reopened by two persons only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.evaluation import news
from ngos.evaluation.guards import evaluation_of, ready, seated
from ngos.evaluation.scoring import POINT
from ngos.evaluation.states import SEATED
from ngos.models import Bid, CommitteeMember, Factor, Mark, Project, Sheet
from ngos.purchasing import guards


def open_sheets(project: Project, members: Iterable[CommitteeMember]) -> list[Sheet]:
    """A sheet for each of these members and each conforming bid that has none."""
    rows = Sheet.objects.filter(bid__project=project).exclude(status="superseded")
    standing = set(rows.values_list("member_id", "bid_id"))
    made = []
    bids = list(Bid.objects.filter(project=project, status="conforming").order_by("pk"))
    for member in members:
        for bid in bids:
            if (member.pk, bid.pk) not in standing:
                sheet = Sheet(member=member, bid=bid)
                born(sheet, "begin", by=None)
                made.append(sheet)
    return made


def scored_factors(project: Project) -> QuerySet[Factor]:
    """What members score: technical and business. The price is arithmetic."""
    return Factor.objects.filter(project=project).exclude(kind="price")


@transaction.atomic
def save_draft(sheet: Sheet, *, by: User, points: Mapping[int, int | None], remark: str = "") -> Sheet:
    """Keep what a member has so far: factor id → hundredths of a point, None where nothing is given yet.

    Refused: somebody else's sheet; a factor of price or of another project; more than the factor is worth; locked.
    """
    sheet = _own(sheet, by)
    _check_points(sheet, points)
    draft = {str(pk): n for pk, n in points.items() if n is not None}
    Sheet.objects.filter(pk=sheet.pk).update(draft=draft, remark=remark.strip()[:500])
    sheet.refresh_from_db()
    return sheet


def _check_points(sheet: Sheet, points: Mapping[int, int | None]) -> None:
    most = dict(scored_factors(sheet.bid.project).values_list("pk", "most"))
    if set(points) - set(most):
        raise Refused(_("只能对技术和商务因素评分。"), code="factor")
    for pk, n in points.items():
        if n is not None and not 0 <= n <= most[pk]:
            raise Refused(_("得分在 0 和 %(most)s 之间。") % {"most": f"{most[pk] / POINT:.2f}"}, code="points")


@transaction.atomic
def lock_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Sign a sheet: its draft becomes marks that nobody can change, and their sum (law: R-PUR-18).

    Refused: somebody else's sheet; a factor without a score; locked already.
    """
    sheet = _own(sheet, by)
    factors = {f.pk: f for f in scored_factors(sheet.bid.project)}
    points = {int(pk): int(n) for pk, n in sheet.draft.items()}
    if lacking := [f.title for pk, f in factors.items() if pk not in points]:
        raise Refused(_("还有因素没有评分：%(what)s") % {"what": "、".join(lacking)}, code="lacking")
    _check_points(sheet, points)
    Mark.objects.bulk_create(Mark(sheet=sheet, factor=f, points=points[pk]) for pk, f in factors.items())
    Sheet.objects.filter(pk=sheet.pk).update(total=sum(points[pk] for pk in factors), locked_at=clock.now())
    move(sheet, "lock", by=by)
    sheet.refresh_from_db()
    return sheet


def _own(sheet: Sheet, by: User) -> Sheet:
    """The sheet, locked for writing and still open. Refused: not this member's; no longer open."""
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("bid__project", "member").get(pk=sheet.pk)
    policies.require(by, "score", sheet.member)
    project = ready(sheet.bid.project, "scoring")
    seated(project, by)
    if sheet.status != "open":
        raise Refused(_("评分表已经提交，不能更改。"), code="locked")
    if sheet.bid.status != "conforming":
        raise Refused(_("这份响应文件已被认定无效，不再评分。"), code="bid")
    return sheet


# --- reopened by two -------------------------------------------------------------------------------------------
@transaction.atomic
def ask_to_reopen(sheet: Sheet, *, by: User, reason: str) -> Sheet:
    """The head asks for a signed sheet to be scored again, and says why; the supervisor decides (law: R-PUR-18).

    Refused: not signed; no reason; the scoring is over.
    """
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("bid__project").get(pk=sheet.pk)
    policies.require(by, "ask_to_reopen", sheet.bid.project)
    project = ready(sheet.bid.project, "scoring")
    guards.apart(project, by, guards.HEAD)
    if sheet.status != "locked":
        raise Refused(_("只有已提交的评分表可以退回重评。"), code="not_locked")
    if not reason.strip():
        raise Refused(_("写明退回重评的原因。"), code="reason")
    Sheet.objects.filter(pk=sheet.pk).update(reason=reason.strip()[:300], asked_by=by, asked_at=clock.now())
    trail.record("score_sheet.ask_to_reopen", sheet, by=by)
    sheet.refresh_from_db()
    return sheet


@transaction.atomic
def agree_to_reopen(sheet: Sheet, *, by: User) -> Sheet:
    """The supervisor agrees: the old sheet stays as it is, superseded; the new version begins from its scores.

    Refused: the head has not asked; the supervisor is anything else in the project.
    """
    sheet = (
        Sheet.objects.select_for_update(of=("self",)).select_related("bid__project", "member__user").get(pk=sheet.pk)
    )
    policies.require(by, "agree_to_reopen", sheet.bid.project)
    project = ready(sheet.bid.project, "scoring")
    guards.apart(project, by, guards.SUPERVISOR)
    if sheet.asked_by_id in (None, by.pk):
        raise Refused(_("先由采购负责人申请退回重评。"), code="not_asked")
    move(sheet, "supersede", by=by, note=sheet.reason)
    fresh = Sheet(member=sheet.member, bid=sheet.bid, version=sheet.version + 1, draft=sheet.draft)
    born(fresh, "begin", by=None)
    news.tell("sheet_reopened", project, sheet.member.user, url=news.scoring_url(project), why=sheet.reason)
    return fresh


# --- reading ---------------------------------------------------------------------------------------------------
def standing(project: Project) -> QuerySet[Sheet]:
    """The sheets that count: of members who sit, for bids that stand."""
    rows = Sheet.objects.filter(
        bid__project=project, bid__status="conforming", member__status__in=(*SEATED, "released")
    )
    return rows.exclude(status="superseded").select_related("member__user", "bid").order_by("bid_id", "member_id")


def all_locked(project: Project) -> bool:
    rows = standing(project)
    return rows.exists() and not rows.exclude(status="locked").exists()


def prices_are_open(project: Project) -> bool:
    """Whether prices may be shown: to nobody before every technical sheet was signed."""
    return evaluation_of(project).revealed_at is not None
