"""What activities hang into the ground and into the trade: menus, what waits, what is to come, who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from desk.hooks import MenuEntry, PublicEntry, coming, menu, public_menu, worklist
from training import hooks as training
from training.courses import services as courses
from volunteers import hooks
from volunteers.activities import (
    ahead,
    findable,  # noqa: F401 - hangs itself in
    numbers_of_law,  # noqa: F401 - rules register themselves
    services,
    states,
    sweeps,
)
from volunteers.models import Signup, Volunteer

RECRUIT = (roles.OFF, roles.CBM, roles.MUN, roles.NGA, roles.NGC, roles.AUD)

menu.add(MenuEntry(lazy("活动"), "volunteers:activities", "flag", (roles.VOL,), phone=True, order=20))
menu.add(MenuEntry(lazy("日程"), "volunteers:calendar", "cal", (roles.VOL,), phone=True, order=30))
menu.add(MenuEntry(lazy("服务队"), "volunteers:teams", "people", (roles.VOL,), order=46))
menu.add(MenuEntry(lazy("招募岗位"), "volunteers:postings", "flag", RECRUIT, group=lazy("志愿服务"), order=59))
public_menu.add(PublicEntry(lazy("志愿机会"), "volunteers:opportunities", "flag", order=12, door="volunteer"))

coming.add(ahead.shifts_ahead)
worklist.add(ahead.offers_to_answer)
worklist.add(ahead.organisers_work)


@hooks.leaving.add
def give_back(volunteer: Any, by: Any) -> None:
    services.withdraw_from_all(volunteer, by=by, reason="left")
    courses.withdraw_from_all(volunteer.user, reason="left")


@hooks.erasing.add
def forget_names(volunteer: Any) -> None:
    """The name printed on certificates of courses goes with the file; their numbers stay."""
    courses.forget_names(volunteer.user)


@training.engaged.add
def at_a_shift(user_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> set[int]:
    """Who has a place in a shift at this time comes to no session then."""
    rows = Signup.objects.filter(volunteer__user_id__in=list(user_ids), status__in=(*states.HOLDING, "attended"))
    return set(rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).values_list("volunteer__user_id", flat=True))


@training.earned.add
def look_again(user: Any) -> None:
    """Somebody passed a course: places that were marked because a paper was missing are looked at at once."""
    volunteer = Volunteer.objects.filter(user=user).first()
    if volunteer is not None:
        sweeps.flag_lacking(volunteer)


@training.belonging.add
def of_county(county_code: str) -> Any:
    """Volunteers sit at no unit: the file says which county they are of."""
    return Volunteer.objects.filter(county_code=county_code).exclude(status="left").values("user_id")
