"""What small purchases hang into the ground: their rules and the menu."""

from django.utils.translation import gettext_lazy as _

from accounts import roles
from desk.hooks import MenuEntry, menu
from ngos.small import numbers_of_law  # noqa: F401 - rules register themselves

SEES = (roles.CBM, roles.MUN, roles.AUD)

menu.add(MenuEntry(_("小额采购"), "ngos:small", "case", SEES, group=_("购买服务"), order=72))
