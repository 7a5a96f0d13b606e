"""The shared screens as a Django app: imports every room's `desk_hooks.py`, where they hang in what they show."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from desk import forms


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("办公桌")

    def ready(self) -> None:
        forms.speak_plainly()
        autodiscover_modules("desk_hooks")
