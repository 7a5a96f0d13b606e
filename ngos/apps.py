"""Social organisations as a Django app: hangs what it shows into the ground."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NgosConfig(AppConfig):
    name = "ngos"
    verbose_name = _("社会组织")

    def ready(self) -> None:
        from ngos import desk_hooks  # noqa: F401 - hangs its things into the ground
