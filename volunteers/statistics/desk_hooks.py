"""The statistics in the menu of those who count."""

from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from desk.hooks import MenuEntry, menu

COUNTS = (roles.OFF, roles.CBM, roles.MUN, roles.AUD, roles.NGA)

menu.add(MenuEntry(lazy("服务统计"), "volunteers:statistics", "chart", COUNTS, group=lazy("志愿服务"), order=68))
