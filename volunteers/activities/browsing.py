"""The list "for me": only shifts I may take, with a free place, when I am free, the best fit first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from kit import clock
from training import queries as training
from volunteers import queries as volunteers
from volunteers.activities import eligibility, queries, states
from volunteers.activities.fit import Fit, Taste, fit
from volunteers.models import Shift, Signup, Volunteer

WINDOW = 100  # shifts looked at together, the soonest; the next window begins where this one ends


@dataclass(frozen=True)
class Suited:
    shift: Shift
    fit: Fit


@dataclass(frozen=True)
class Found:
    """`lacks` are codes of what keeps me from every shift; `later` is where the next window begins, if there is one."""

    rows: list[Suited]
    lacks: list[str]
    later: datetime | None


def for_me(me: Volunteer, *, since: datetime | None = None, kind: str = "", county: str = "") -> Found:
    """The shifts of one window that suit me, in order; six queries, however many there are."""
    lacks = volunteers.missing([me.pk], clock.today(), role="activity")[me.pk]
    window = list(_open(me, since, kind, county)[:WINDOW])
    later = window[-1].starts_at if len(window) == WINDOW else None
    if lacks:
        return Found([], lacks, None)
    mine = list(Signup.objects.filter(volunteer=me, status__in=states.LIVE, ends_at__gt=clock.now()))
    held, busy = Held(me.user_id), _sessions(me, window)
    taste = Taste(frozenset(me.needs), me.skill_mask, me.schedule_mask, me.town_id)
    rows = [
        Suited(shift, _fit(taste, shift)) for shift in window if _is_free(shift, mine, busy) and _suits(me, shift, held)
    ]
    rows.sort(key=lambda row: (-row.fit.score, row.shift.starts_at, row.shift.pk))
    return Found(rows, [], later)


def _open(me: Volunteer, since: datetime | None, kind: str, county: str) -> Any:
    now = clock.now()
    rows = queries.with_places(queries.for_volunteers()).filter(
        Q(signup_opens_at=None) | Q(signup_opens_at__lte=now),
        posting__status="published", status="open", starts_at__gt=max(now, since) if since else now,
        signup_closes_at__gt=now,
    )  # fmt: skip
    if county:
        rows = rows.filter(county_code=county)
    if kind:
        rows = rows.filter(posting__kind=kind)
    return rows.order_by("starts_at", "pk")


def _sessions(me: Volunteer, window: list[Shift]) -> list[tuple[datetime, datetime]]:
    """When this person sits in a training session while these shifts go on."""
    if not window:
        return []
    rows = training.learning_then([me.user_id], window[0].starts_at, max(shift.ends_at for shift in window))
    return list(rows.values_list("starts_at", "ends_at"))


def _is_free(shift: Shift, mine: Iterable[Signup], sessions: Iterable[tuple[datetime, datetime]]) -> bool:
    """Not signed up for it already, and nowhere else at this time, in no shift and no training session."""
    if any(begins < shift.ends_at and ends > shift.starts_at for begins, ends in sessions):
        return False
    return not any(
        row.shift_id == shift.pk
        or (row.status in states.HOLDING and row.starts_at < shift.ends_at and row.ends_at > shift.starts_at)
        for row in mine
    )


def _suits(me: Volunteer, shift: Shift, held: Held) -> bool:
    on = eligibility.day_of(shift)
    return not eligibility.lacks_for(me, shift.posting, on, held.on(on))


def _fit(taste: Taste, shift: Shift) -> Fit:
    posting = shift.posting
    return fit(
        taste, kind=posting.kind, skill_mask=posting.skill_mask, town=posting.town_id, starts_at=shift.starts_at,
        ends_at=shift.ends_at,
    )  # fmt: skip


class Held:
    """What one person holds, with its days: asked once for a list of many days."""

    def __init__(self, user_id: int) -> None:
        self._papers = [(c.kind, c.valid_from, c.valid_to) for c in training.held_by(user_id)]

    def on(self, on: date) -> set[str]:
        return {kind for kind, first, last in self._papers if first <= on <= last}
