"""Stars: asked for by the volunteer, shown to the public, decided by the county or the city (R-VOL-13)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import OrgUnit, User
from accounts.queries import acting_unit
from audit import trail
from audit.moves import born, move
from desk.dates import day_time
from desk.templatetags.show import hours
from kit import clock, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import policies
from volunteers.certificates import services as certificates
from volunteers.honours import queries

# Commendations stand in a file of their own; whoever comes from above finds them here.
from volunteers.honours.commending import (  # noqa: F401
    Nominee,
    award,
    propose_commendation,
    publish_commendation,
    refuse_commendation,
    revoke_commendation,
)
from volunteers.honours.objections import close
from volunteers.models import StarApplication, Volunteer

outbox.template(
    "star_published",
    subject=gettext_lazy("星级申请已公示"),
    body=gettext_lazy("申请 %(number)s 公示至 %(until)s，期满后决定。"),
)
outbox.template(
    "star_decided",
    subject=gettext_lazy("星级申请有了决定"),
    body=gettext_lazy("申请 %(number)s：%(decision)s。"),
)


@transaction.atomic
def apply_for_star(volunteer: Volunteer, *, by: User) -> StarApplication:
    """Ask for the next star, in order, when the minutes that count suffice today.

    Refused: another application is open; all five are held; minutes short (5,999 are not 6,000).
    """
    policies.require(by, "apply_star", volunteer)
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    if StarApplication.objects.filter(volunteer=volunteer, status__in=("applied", *queries.ON_NOTICE)).exists():
        raise Refused(_("已有一份星级申请在办理，等它有了决定再申请。"), code="star_open")
    step, minutes = queries.next_step(volunteer)
    if not step.level:
        raise Refused(_("您已是五星志愿者，没有更高的星级。"), code="star_top")
    if not step.is_reached:
        raise Refused(
            _("%(level)d 星需要核实时长 %(needed)s 小时，还差 %(short)d 分钟。服务记录核实后再申请。")
            % {"level": step.level, "needed": hours(step.threshold), "short": step.short},
            code="star_short",
        )
    now = clock.now()
    star = StarApplication(
        number=numbers.next_number("XJ", str(now.year)),
        volunteer=volunteer,
        county_code=volunteer.county_code,
        level=step.level,
        threshold_minutes=step.threshold,
        minutes=minutes,
        applied_at=now,
    )
    born(star, "apply", by=by)
    return star


@transaction.atomic
def withdraw_star(star: StarApplication, *, by: User) -> StarApplication:
    policies.require(by, "withdraw_star", star)
    move(star, "withdraw", by=by)
    return star


@transaction.atomic
def publish_star(star: StarApplication, *, by: User) -> StarApplication:
    """Show the application to the public for five working days. Refused: one's own; minutes have fallen short."""
    policies.require(by, "publish_star", star)
    _not_own(star, by)
    _still_earned(star)
    StarApplication.objects.filter(pk=star.pk).update(noticed_on=clock.today())
    star.noticed_on = clock.today()
    move(star, "publish", by=by)
    url = reverse("volunteers:star", args=[star.number])
    outbox.put(
        "star_published", to=star.volunteer.user, about=star, url=url, number=star.number, until=star.due_at.date()
    )
    return star


@transaction.atomic
def grant_star(star: StarApplication, *, by: User) -> StarApplication:
    """Grant the star after its notice, and issue the certificate of it.

    Refused: one's own; the notice still runs or is held up by an objection; the minutes have fallen short.
    """
    role = policies.require(by, "decide_star", star)
    _not_own(star, by)
    Volunteer.objects.select_for_update().get(pk=star.volunteer_id)  # no record is taken back meanwhile
    if star.status == "noticed" and not queries.notice_is_over(star):
        raise Refused(_("公示到 %(until)s 结束，之后再决定。") % {"until": day_time(star.due_at)}, code="notice_runs")
    _still_earned(star)
    unit, until = acting_unit(by, role, star.county_code), star.due_at
    move(star, "grant", by=by)
    _decided(star, unit, "", noticed_until=until.astimezone(clock.SHANGHAI).date())
    certificates.issue_star(star, by=by, issuer=unit)
    _tell(star, _("授予 %(level)d 星") % {"level": star.level})
    return star


@transaction.atomic
def refuse_star(star: StarApplication, *, by: User, reason: str) -> StarApplication:
    """Decide against it, with a reason the volunteer reads. Objections still open are answered by the same words."""
    role = policies.require(by, "decide_star", star)
    _not_own(star, by)
    if not reason.strip():
        raise Refused(_("写明不授予的原因，志愿者会看到。"), code="reason")
    move(star, "refuse", by=by, note=reason)
    _decided(star, acting_unit(by, role, star.county_code), reason[:200])
    close(star, by=by, answer=reason)
    _tell(star, _("未授予，原因：%(reason)s") % {"reason": reason[:200]})
    return star


# --- stars that lost their ground ----------------------------------------------------------------------------------
@transaction.atomic
def flag_stars(volunteer: Volunteer | None = None) -> int:
    """Mark granted stars whose minutes fell below what they asked for; unmark those that are reached again.

    The star stays: the county looks at it. One volunteer's, or everybody's. How many were newly marked.
    """
    rows = queries.granted_with_minutes_now()
    if volunteer is not None:
        rows = rows.filter(volunteer=volunteer)
    marked = 0
    for star in queries.below_threshold().filter(pk__in=rows.values("pk"), flagged_at=None):
        StarApplication.objects.filter(pk=star.pk).update(flagged_at=clock.now())
        detail = {"minutes": star.now_minutes, "needed": star.threshold_minutes}
        trail.record("star.flag", star, by=None, fields=["flagged_at"], detail=detail)
        marked += 1
    healed = queries.to_look_at(rows.exclude(pk__in=queries.below_threshold().values("pk")))
    for star in healed:
        StarApplication.objects.filter(pk=star.pk).update(flagged_at=None)
        trail.record("star.unflag", star, by=None, fields=["flagged_at"])
    return marked


@transaction.atomic
def look_at_star(star: StarApplication, *, by: User, note: str) -> StarApplication:
    """Note what came of looking at a star whose minutes have fallen; it stays granted."""
    policies.require(by, "decide_star", star)
    if not star.needs_look:
        raise Refused(_("这一条不需要复核。"), code="not_flagged")
    if not note.strip():
        raise Refused(_("写明复核意见。"), code="note")
    star.looked_at, star.look_note = clock.now(), note.strip()[:200]
    star.save(update_fields=["looked_at", "look_note"])
    trail.record("star.look", star, by=by, fields=["looked_at", "look_note"])
    return star


# --- pieces --------------------------------------------------------------------------------------------------------
def _not_own(star: StarApplication, by: User) -> None:
    if star.volunteer.user_id == by.pk:
        raise Refused(_("自己的星级申请由同事办理。"), code="own_star")


def _still_earned(star: StarApplication) -> None:
    minutes = queries.star_minutes([star.volunteer_id])[star.volunteer_id]
    if minutes < star.threshold_minutes:
        raise Refused(
            _("核实时长现为 %(now)s 小时，低于所需的 %(needed)s 小时，不能继续。可以不授予并写明原因。")
            % {"now": hours(minutes), "needed": hours(star.threshold_minutes)},
            code="star_fell_short",
        )


def _decided(star: StarApplication, unit: OrgUnit, reason: str, **more: date) -> None:
    fields = {"decided_at": clock.now(), "decided_by_unit": unit, "reason": reason, **more}
    StarApplication.objects.filter(pk=star.pk).update(**fields)
    for name, value in fields.items():
        setattr(star, name, value)


def _tell(star: StarApplication, decision: str) -> None:
    url = reverse("volunteers:star", args=[star.number])
    outbox.put("star_decided", to=star.volunteer.user, about=star, url=url, number=star.number, decision=decision)
