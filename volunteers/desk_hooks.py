"""What volunteers hang into the ground: their own page, the officers' list, and what each subject adds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from accounts import roles
from desk.hooks import MenuEntry, OwnHome, homes, menu
from volunteers import kpis, numbers_of_law, own_data, policies, public, queries  # noqa: F401 - they register themselves
from volunteers.activities import desk_hooks as activities  # noqa: F401 - a subject hangs in its own
from volunteers.applying import desk_hooks as applying  # noqa: F401 - hangs its things in, its homes before ours
from volunteers.attendance import desk_hooks as attendance  # noqa: F401
from volunteers.honours import desk_hooks as honours  # noqa: F401 - with certificates and reviews
from volunteers.hours import desk_hooks as hours_hooks  # noqa: F401 - hangs its things in
from volunteers.statistics import desk_hooks as statistics  # noqa: F401 - hangs its own things
from volunteers.vetting import desk_hooks as vetting  # noqa: F401 - a subject hangs in its own

STAFF = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
TOGETHER = lazy("志愿服务")


homes.add(OwnHome((roles.VOL,), "volunteers:today", fits=queries.has_file))
menu.add(MenuEntry(lazy("今日"), "volunteers:today", "sun", (roles.VOL,), phone=True, order=10))
menu.add(
    MenuEntry(pgettext_lazy("more than one", "志愿者"), "volunteers:list", "heart", STAFF, group=TOGETHER, order=60)
)
