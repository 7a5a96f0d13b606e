"""Commendations: proposed by an office or an organisation, decided by the county or the city (R-CC-10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import OrgUnit, User
from accounts.queries import acting_unit
from audit.moves import born, move
from desk.dates import day_time
from kit import clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import hooks, policies
from volunteers.honours import queries
from volunteers.honours.objections import close
from volunteers.hours.queries import counting
from volunteers.models import Commendation, ServiceLog, Volunteer, YearlyReview

outbox.template(
    "commended",
    subject=gettext_lazy("您受到表彰"),
    body=gettext_lazy("%(title)s，编号 %(number)s，已记入您的记录。"),
)


@dataclass(frozen=True)
class Nominee:
    """Whom a commendation is for: exactly one of the three; rights are judged by county and recorders."""

    volunteer: Volunteer | None = None
    org: OrgUnit | None = None
    staff: User | None = None

    @cached_property
    def county_code(self) -> str:
        if self.volunteer:
            return self.volunteer.county_code
        if self.org:
            return self.org.county_code
        seat = self.staff.memberships.filter(unit__isnull=False).select_related("unit").order_by("pk").last()
        return seat.unit.county_code if seat else ""

    @cached_property
    def recorders(self) -> set[int]:
        """The units that know this one by their own work."""
        if self.volunteer:
            rows = ServiceLog.objects.filter(counting(), volunteer=self.volunteer).order_by()
            return set(rows.values_list("office_id", flat=True).distinct())
        return {self.org.pk} if self.org else set()


@transaction.atomic
def propose_commendation(nominee: Nominee, *, by: User, title: str, deeds: str) -> Commendation:
    """Propose praise with what was done for it.

    Refused: one's own; a volunteer whose last yearly review is missing or below good; an organisation below B or with
    something left to rectify; nothing is written.
    """
    role = policies.require(by, "propose_commendation", nominee)
    if not title.strip() or not deeds.strip():
        raise Refused(_("写明称号和主要事迹。"), code="empty")
    if nominee.volunteer:
        _require_review(nominee.volunteer)
    if nominee.org and nominee.org.kind == "provider" and not hooks.is_commendable(nominee.org.pk):
        raise Refused(_("社会组织须质量等级为优秀或良好、没有未了结的整改，才能推荐表彰。"), code="grade")
    now = clock.now()
    thing = Commendation(
        number=numbers.next_number("BZ", str(now.year)),
        volunteer=nominee.volunteer,
        org=nominee.org,
        staff=nominee.staff,
        county_code=nominee.county_code,
        title=title.strip(),
        deeds=deeds.strip(),
        proposed_by=by,
        unit=acting_unit(by, role, nominee.county_code),
        proposed_at=now,
    )
    _not_about(thing, by)
    born(thing, "propose", by=by)
    return thing


@transaction.atomic
def publish_commendation(thing: Commendation, *, by: User) -> Commendation:
    """Show it to the public for five working days before it is decided; the decider may ask for that or not."""
    policies.require(by, "decide_commendation", thing)
    _not_about(thing, by)
    Commendation.objects.filter(pk=thing.pk).update(noticed_on=clock.today())
    thing.noticed_on = clock.today()
    move(thing, "publish", by=by)
    return thing


@transaction.atomic
def award(thing: Commendation, *, by: User) -> Commendation:
    """Decide for it. Refused: who proposed it or whom it is for; a notice that still runs or is held up."""
    role = policies.require(by, "decide_commendation", thing)
    _not_about(thing, by)
    if thing.proposed_by_id == by.pk:
        raise Refused(_("推荐的人不能自己决定，由同事或市局办理。"), code="own_proposal")
    if thing.status == "noticed" and not queries.notice_is_over(thing):
        raise Refused(_("公示到 %(until)s 结束，之后再决定。") % {"until": day_time(thing.due_at)}, code="notice_runs")
    move(thing, "award", by=by)
    _decided(thing, acting_unit(by, role, thing.county_code), "")
    for user in _to_tell(thing):
        url = reverse("volunteers:commendation", args=[thing.number])
        outbox.put("commended", to=user, about=thing, url=url, title=thing.title, number=thing.number)
    return thing


@transaction.atomic
def refuse_commendation(thing: Commendation, *, by: User, reason: str) -> Commendation:
    return _turn_down(thing, "refuse", by=by, reason=reason)


@transaction.atomic
def revoke_commendation(thing: Commendation, *, by: User, reason: str) -> Commendation:
    """Take an award back; it stays in the register with the reason."""
    return _turn_down(thing, "revoke", by=by, reason=reason)


def last_review(volunteer: Volunteer) -> YearlyReview | None:
    return YearlyReview.objects.filter(volunteer=volunteer).exclude(status="started").order_by("-year").first()


# --- pieces --------------------------------------------------------------------------------------------------------
def _require_review(volunteer: Volunteer) -> None:
    wanted = rules.value("honours.commendable_grades")
    review = last_review(volunteer)
    if review is None or review.grade not in wanted:
        names = dict(YearlyReview.Grade.choices)
        raise Refused(
            _("推荐表彰要看最近一次年度评价，等次须为%(grades)s。先完成年度评价。")
            % {"grades": _("、").join(str(names[g]) for g in wanted)},
            code="review",
        )


def _turn_down(thing: Commendation, verb: str, *, by: User, reason: str) -> Commendation:
    role = policies.require(by, "decide_commendation", thing)
    _not_about(thing, by)
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")
    move(thing, verb, by=by, note=reason)
    _decided(thing, acting_unit(by, role, thing.county_code), reason.strip()[:200])
    close(thing, by=by, answer=reason)
    return thing


def _not_about(thing: Commendation, by: User) -> None:
    if thing.about_user_id == by.pk:
        raise Refused(_("涉及自己的表彰由同事办理。"), code="own_commendation")


def _decided(thing: Commendation, unit: OrgUnit, reason: str) -> None:
    fields = {"decided_at": clock.now(), "decided_by_unit": unit, "reason": reason}
    Commendation.objects.filter(pk=thing.pk).update(**fields)
    for name, value in fields.items():
        setattr(thing, name, value)


def _to_tell(thing: Commendation) -> Iterable[User]:
    if thing.volunteer_id:
        return [thing.volunteer.user]
    return [thing.staff] if thing.staff_id else []
