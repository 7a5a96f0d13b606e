"""Postings: drafted, edited, published, closed and cancelled by whoever organises."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Division, OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from training import queries as training
from volunteers import policies
from volunteers.activities import news, states, texts
from volunteers.activities.planning import cancel_shifts
from volunteers.models import Posting, Shift

TEXTS = ("title", "content", "place", "conditions", "risk", "contact")
COLUMNS = (
    *TEXTS,
    *("kind", "town", "audience", "min_age", "requires", "skill_mask", "is_risky", "is_confidential", "self_signup"),
)
TOLD = ("title", "place")  # what stands in people's calendars
YOUNGEST, OLDEST = 16, 70


@transaction.atomic
def draft_posting(*, by: User, organiser: OrgUnit, town: Division, **columns: Any) -> Posting:
    """Begin a posting; it is shown to nobody before it is published.

    Refused: not for this unit; a text that asks for enforcement or gives somebody away. Law: R-VOL-02, R-BND-01.
    """
    posting = Posting(organiser=organiser, town=town, county_code=town.county_code, created_by=by, **columns)
    policies.require(by, "create_posting", posting)
    _check(posting)
    period = f"{clock.today():%Y%m}"
    posting.number = numbers.next_number("ZP", period)
    born(posting, "draft", by=by)
    return posting


@transaction.atomic
def edit_posting(posting: Posting, *, by: User, **changes: Any) -> list[str]:
    """Change a posting; the names of what changed. Who has signed up hears of a new title or place.

    Refused: over; a text as for a draft; something the law asks emptied while it is shown; another audience once
    somebody signed up (R-MIN-01).
    """
    policies.require(by, "create_posting", posting)
    posting = Posting.objects.select_for_update(no_key=True, of=("self",)).get(pk=posting.pk)
    if posting.status in states.POSTING.ends:
        raise Refused(_("这个岗位已经结束，不能再改。"), code="over")
    changed = [name for name in COLUMNS if name in changes and getattr(posting, name) != changes[name]]
    if "audience" in changed and _anybody(posting):
        raise Refused(_("已有人报名，不能改参加的人群。另发一个岗位。"), code="audience")
    for name in changed:
        setattr(posting, name, changes[name])
    posting.county_code = posting.town.county_code
    _check(posting)
    if posting.status == "published":
        _complete(posting)
    if changed:
        posting.save()
        trail.record("posting.edit", posting, by=by, fields=changed)
    if set(changed) & set(TOLD):
        _tell_changed(posting)
    if "town" in changed:
        Shift.objects.filter(posting=posting).update(county_code=posting.county_code)
    return changed


@transaction.atomic
def publish_posting(posting: Posting, *, by: User) -> Posting:
    """Show a posting and open it for sign-up.

    Refused without content, place, time, conditions and risk statement, and for any enforcement act.
    Law: R-VOL-02, R-BND-01.
    """
    policies.require(by, "publish_posting", posting)
    _check(posting)
    _complete(posting)
    if not posting.shifts.filter(status="open", starts_at__gt=clock.now()).exists():
        raise Refused(_("还没有安排时间。先加一个以后的班次，再发布。"), code="no_shift")
    move(posting, "publish", by=by)
    return posting


@transaction.atomic
def close_posting(posting: Posting, *, by: User) -> Posting:
    """Take no more sign-ups; who has a place keeps it. It can be published again."""
    policies.require(by, "publish_posting", posting)
    move(posting, "close", by=by)
    return posting


@transaction.atomic
def complete_posting(posting: Posting, *, by: User) -> Posting:
    """Put a posting away that is over. Refused: a shift is still to come or running."""
    policies.require(by, "publish_posting", posting)
    if posting.shifts.exclude(status__in=states.SHIFT.ends).exists():
        raise Refused(_("还有班次没有结束。结束或取消后再办。"), code="open_shifts")
    move(posting, "complete", by=by)
    return posting


@transaction.atomic
def cancel_posting(posting: Posting, *, by: User, reason: str) -> Posting:
    """Take a posting back with all its shifts to come; everybody hears why."""
    policies.require(by, "publish_posting", posting)
    if not reason.strip():
        raise Refused(_("写明取消的原因，报名的人会看到。"), code="reason")
    ahead = posting.shifts.filter(status__in=("open", "closed"), starts_at__gt=clock.now())
    cancel_shifts(list(ahead.values_list("pk", flat=True)), by=by, reason=reason)
    posting.refresh_from_db()
    move(posting, "cancel", by=by, note=reason)
    return posting


def _check(posting: Posting) -> None:
    if not posting.title.strip():
        raise Refused(_("写明岗位名称。"), code="title")
    texts.check_texts({name: getattr(posting, name) for name in TEXTS})
    unknown = set(posting.requires) - {kind for kind, _label in training.kinds()}
    if unknown:
        raise Refused(_("没有这种证明，重新选择。"), code="requires")
    if not YOUNGEST <= posting.min_age <= OLDEST:
        raise Refused(
            _("最低年龄在 %(low)d 到 %(high)d 周岁之间。") % {"low": YOUNGEST, "high": OLDEST}, code="min_age"
        )


def _complete(posting: Posting) -> None:
    missing = texts.lacking(posting)
    if missing:
        reasons = [_("缺少：%(what)s") % {"what": what} for what in missing]
        raise Refused(_("招募信息不完整，补齐后再发布。"), code="incomplete", reasons=reasons)


def _anybody(posting: Posting) -> bool:
    shifts = Shift.objects.filter(posting=posting)
    return shifts.filter(signups__isnull=False).exists() or shifts.filter(client_seats__isnull=False).exists()


def _tell_changed(posting: Posting) -> None:
    ahead = Shift.objects.filter(posting=posting, status__in=("open", "closed"), starts_at__gt=clock.now())
    ahead.update(revision=F("revision") + 1)
    for shift in ahead.select_related("posting").order_by("pk"):
        people = [row.volunteer.user for row in shift.signups.filter(status__in=states.LIVE).select_related(
            "volunteer__user")]  # fmt: skip
        news.tell("posting_changed", shift, *people, place=posting.place)
