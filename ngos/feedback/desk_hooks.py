"""What feedback hangs into the ground: its rule, the door of the public form, the volunteers' line."""

from django.utils.translation import gettext_lazy as _

from accounts import roles
from desk.hooks import MenuEntry, PublicEntry, menu, public_menu
from ngos.feedback import numbers_of_law  # noqa: F401 - rules register themselves

menu.add(MenuEntry(_("评价合作机构"), "ngos:joint_work", "star", (roles.VOL,), group=_("协作"), order=74))
public_menu.add(PublicEntry(_("凭码评价服务"), "voice:form", "star", order=60, door="client", nav=False))
