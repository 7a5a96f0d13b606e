"""Matching as a Django app: hangs what it shows into the ground."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("匹配与帮扶")

    def ready(self) -> None:
        from matching import desk_hooks  # noqa: F401 - hangs its things into the ground
