"""What stands between a volunteer and a shift: what every shift asks, and what this posting asks beyond it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Value

from kit import clock, identity
from kit.sentences import gettext as _
from training import queries as training
from volunteers import queries
from volunteers.activities import states
from volunteers.models import Posting, Shift, Signup, Volunteer

INSURANCE = "insurance"  # law: R-VOL-05
OVERLAP, LEARNING = "overlap", "learning"
ELSEWHERE = frozenset({OVERLAP, LEARNING})  # a person who organises may let somebody in all the same, with a reason
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
    people: Sequence[Volunteer], starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> dict[int, list[str]]:
    """Volunteer id → why they are not free at this time: OVERLAP with another shift than `but`, LEARNING in a session.

    Half-open: touching is free. One query over both.
    """
    whose = {v.user_id: v.pk for v in people}
    shifts = Signup.objects.filter(volunteer_id__in=list(whose.values()), status__in=states.HOLDING)
    shifts = shifts.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(shift_id=but)
    sessions = training.learning_then(whose, starts_at, ends_at)
    rows = (shifts.order_by().annotate(why=Value(OVERLAP)).values_list("volunteer__user_id", "why")).union(
        sessions.order_by().annotate(why=Value(LEARNING)).values_list("learner_id", "why")
    )
    found: dict[int, list[str]] = {}
    for user, why in rows:
        found.setdefault(whose[user], []).append(why)
    return {pk: sorted(whys, reverse=True) for pk, whys in found.items()}


def in_the_way(people: Sequence[Volunteer], shift: Shift) -> dict[int, list[str]]:
    """Volunteer id → all that keeps them from this shift now, what else they have at this time among it."""
    found = lacking(people, shift.posting, day_of(shift))
    for pk, whys in busy(people, shift.starts_at, shift.ends_at, but=shift.pk).items():
        found[pk] = [*found[pk], *whys]
    return found


def day_of(shift: Shift) -> date:
    return shift.starts_at.astimezone(clock.SHANGHAI).date()


def ways(codes: Sequence[str], posting: Posting, county_code: str) -> list[queries.Way]:
    """The codes in words for whoever lacks it, each with the way forward: the next session of a course, of the own
    county first. One query, where a paper is missing."""
    return queries.ways_for(codes, county_code, said=_said(posting))


def sentences(codes: Iterable[str], posting: Posting) -> list[str]:
    """The codes in words, for whoever decides about others."""
    own = _said(posting)
    return [own[code] if code in own else queries.words_for([code])[0] for code in codes]


def _said(posting: Posting) -> dict[str, Any]:
    """What this posting and this time ask, beyond papers: each with what to do about it."""
    return {
        "not_for_volunteers": _("这项活动由司法所为对象报名。"),
        "min_age": _("须年满 %(n)d 周岁。") % {"n": posting.min_age},
        "grown_ups": _("这项活动涉及保密内容，须年满 18 周岁。"),
        OVERLAP: _("与您已报名的另一个班次时间重叠，退出其中一个再报。"),
        LEARNING: _("这个时间您有一场培训，退出其中一个再报。"),
        INSURANCE: _("这项服务可能有人身危险，当天须在人身意外伤害保险有效期内。到司法所登记保险单。"),
    }
