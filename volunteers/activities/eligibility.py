"""What stands between a volunteer and a shift: what every shift asks, and what this posting asks beyond it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from kit import clock, identity
from kit.sentences import gettext as _
from training import queries as training
from volunteers import queries
from volunteers.activities import states
from volunteers.models import Posting, Shift, Signup, Volunteer

INSURANCE = "insurance"  # law: R-VOL-05
GROWN_UP = 18  # law: R-VOL-15: younger members are of the portal alone


def lacking(people: Sequence[Volunteer], posting: Posting, on: date) -> dict[int, list[str]]:
    """Volunteer id → codes of what is missing on the day of the shift; empty opens the door. Constant queries.

    Law: R-VOL-03 (fit for age and skill), R-VOL-04, R-VOL-05 (insurance covers the day of a risky service).
    """
    base = queries.missing_of(people, on, role="activity")
    held = training.credentials_of([v.user_id for v in people], on) if _wanted(posting) else {}
    return {
        v.pk: list(dict.fromkeys([*base[v.pk], *lacks_for(v, posting, on, held.get(v.user_id, {}))])) for v in people
    }


def lacks_for(volunteer: Volunteer, posting: Posting, on: date, held: Container[str]) -> list[str]:
    """What this posting itself asks and the person lacks; `held` are the kinds that are valid on the day."""
    return [*_too_young(volunteer, posting, on), *(kind for kind in _wanted(posting) if kind not in held)]


def _wanted(posting: Posting) -> list[str]:
    return [*posting.requires, *([INSURANCE] if posting.is_risky else [])]


def _too_young(volunteer: Volunteer, posting: Posting, on: date) -> list[str]:
    age = identity.age_on(volunteer.born_on, on) if volunteer.born_on else GROWN_UP
    if posting.audience != Posting.Audience.VOLUNTEERS:
        return ["not_for_volunteers"]
    if age < posting.min_age:
        return ["min_age"]
    return ["grown_ups"] if posting.is_confidential and age < GROWN_UP else []


def busy(
    volunteer_ids: Iterable[int], starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> dict[int, Signup]:
    """Volunteer id → a place they hold at this time, of another shift than `but`. Half-open: touching is free."""
    rows = Signup.objects.filter(volunteer_id__in=list(volunteer_ids), status__in=states.HOLDING)
    rows = rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(shift_id=but)
    return {row.volunteer_id: row for row in rows.select_related("shift__posting")}


def in_the_way(people: Sequence[Volunteer], shift: Shift) -> dict[int, list[str]]:
    """Volunteer id → all that keeps them from this shift now, "overlap" among it."""
    found = lacking(people, shift.posting, day_of(shift))
    for pk in busy(found, shift.starts_at, shift.ends_at, but=shift.pk):
        found[pk] = [*found[pk], "overlap"]
    return found


def day_of(shift: Shift) -> date:
    return shift.starts_at.astimezone(clock.SHANGHAI).date()


def sentences(codes: Iterable[str], posting: Posting) -> list[str]:
    """The codes in words, each with what to do about it."""
    own: dict[str, Any] = {
        "not_for_volunteers": _("这项活动由司法所为对象报名。"),
        "min_age": _("须年满 %(n)d 周岁。") % {"n": posting.min_age},
        "grown_ups": _("这项活动涉及保密内容，须年满 18 周岁。"),
        "overlap": _("与您已报名的另一个班次时间重叠，退出其中一个再报。"),
        INSURANCE: _("这项服务可能有人身危险，当天须在人身意外伤害保险有效期内。到司法所登记保险单。"),
    }
    return [own[code] if code in own else queries.words_for([code])[0] for code in codes]
