"""What the door hangs into the ground: the organisers' entry to their shifts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts import idle
from desk.hooks import MenuEntry, menu
from volunteers.attendance import queries, services  # noqa: F401 - rules register themselves

menu.add(MenuEntry(_("签到"), "volunteers:presence_shifts", "scan", queries.ORGANISERS, group=_("志愿服务"), order=63))

# The code at the door and one's own renew themselves: that is nobody's request.
idle.stands_open("volunteers:presence_code")
idle.stands_open("volunteers:own_code")
