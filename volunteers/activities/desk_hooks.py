"""What activities hang into the ground and into the trade: menus, what waits, what is to come, who leaves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from desk.hooks import MenuEntry, PublicEntry, coming, menu, public_menu, worklist
from volunteers import hooks
from volunteers.activities import ahead, numbers_of_law, services  # noqa: F401 - rules register themselves

RECRUIT = (roles.OFF, roles.CBM, roles.MUN, roles.NGA, roles.NGC, roles.AUD)

menu.add(MenuEntry(lazy("活动"), "volunteers:activities", "flag", (roles.VOL,), phone=True, order=20))
menu.add(MenuEntry(lazy("日程"), "volunteers:calendar", "cal", (roles.VOL,), phone=True, order=30))
menu.add(MenuEntry(lazy("服务队"), "volunteers:teams", "people", (roles.VOL,), order=46))
menu.add(MenuEntry(lazy("招募岗位"), "volunteers:postings", "flag", RECRUIT, group=lazy("协作"), order=59))
public_menu.add(PublicEntry(lazy("志愿机会"), "volunteers:opportunities", "flag", order=12, door="volunteer"))

coming.add(ahead.shifts_ahead)
worklist.add(ahead.offers_to_answer)
worklist.add(ahead.organisers_work)


@hooks.leaving.add
def give_back(volunteer: Any, by: Any) -> None:
    services.withdraw_from_all(volunteer, by=by, reason="left")
