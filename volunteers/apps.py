"""Volunteers as a Django app: hangs what it shows into the ground."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("志愿者")

    def ready(self) -> None:
        from volunteers import desk_hooks  # noqa: F401 - hangs its things into the ground
