"""The bureau of justice that runs the platform, and its name as pages and papers say it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import OrgUnit
from kit.remembered import Remembered


def city_bureau() -> OrgUnit | None:
    """The bureau of the city that was entered on the first-run page, or of the demo city."""
    return OrgUnit.objects.filter(kind="municipal_bureau", is_active=True).order_by("pk").first()


# Every page says the name; it is read again when a unit changes, not for each page.
_bureau = Remembered(city_bureau, OrgUnit)


def office_name() -> str:
    """What OFFICE_NAME says, else the name of the city's bureau; before there is one, what it is."""
    if settings.OFFICE_NAME:
        return settings.OFFICE_NAME
    bureau = _bureau.get()
    return bureau.name if bureau else _("市司法局")
