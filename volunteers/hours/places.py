"""Where a volunteer may say they served: their one-to-one help, their shifts, and the units around them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import OrgUnit
from desk.dates import short_day
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.hours import limits
from volunteers.models import Engagement, ServiceLog, Shift, Volunteer

CAME = ("confirmed", "attended", "no_show")


def engagements_of(me: Volunteer) -> list[Engagement]:
    """What is open, and what has ended so lately that it may still be claimed; the newest first."""
    rows = Engagement.objects.filter(volunteer=me).select_related("office")
    return list(rows.filter(Q(status="open") | Q(ended_at__gte=_first_moment())).order_by("-pk"))


def choices(me: Volunteer) -> list[tuple[str, str]]:
    """Code and words of each place."""
    return [
        *((f"e{e.pk}", f"{e.plan}·{e.office.name}") for e in engagements_of(me)),
        *((f"s{s.pk}", f"{s.posting.title}·{short_day(s.starts_at)}") for s in _shifts(me)),
        *((f"u{unit.pk}", unit.name) for unit in _units(me)),
    ]


def chosen(me: Volunteer, code: str) -> dict[str, Any]:
    """What `claim_hours` takes for a code. Refused: it is none of this volunteer's."""
    kind, pk = code[:1], int(code[1:]) if code[1:].isdecimal() else 0
    if kind == "e" and (engagement := next((e for e in engagements_of(me) if e.pk == pk), None)):
        return {"engagement": engagement, "office": engagement.office}
    if kind == "s" and (shift := next((s for s in _shifts(me) if s.pk == pk), None)):
        return {"shift": shift, "office": shift.organiser}
    if kind == "u" and (unit := next((u for u in _units(me) if u.pk == pk), None)):
        return {"office": unit}
    raise Refused(_("选一处您服务过的地方。"), code="where")


def _shifts(me: Volunteer) -> list[Shift]:
    """Shifts one was down for, which are over and of which nothing is recorded."""
    recorded = ServiceLog.objects.filter(shift=OuterRef("pk"), volunteer=me).exclude(status="withdrawn")
    rows = Shift.objects.filter(signups__volunteer=me, signups__status__in=CAME, ends_at__lte=clock.now())
    rows = rows.filter(~Exists(recorded), ends_at__gte=_first_moment()).select_related("posting", "organiser")
    return list(rows.order_by("-starts_at").distinct()[:30])


def _units(me: Volunteer) -> list[OrgUnit]:
    """The judicial office of one's town, the bureau of the county, and every unit one has served with."""
    near = Q(kind="judicial_office", division_id=me.town_id) | Q(kind="county_bureau", division_id=me.county_code)
    served = Engagement.objects.filter(volunteer=me).values("office_id")
    organised = Shift.objects.filter(signups__volunteer=me).values("organiser_id")
    return list(OrgUnit.objects.filter(near | Q(pk__in=served) | Q(pk__in=organised), is_active=True).order_by("name"))


def _first_moment() -> Any:
    return clock.now() - timedelta(days=limits.on(clock.today()).late_days)
