"""The ground floor as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    name = "kit"
    label = "kit"
    verbose_name = _("基础")

    def ready(self) -> None:
        post_migrate.connect(_seed, sender=self, dispatch_uid="kit.seed")


def _seed(*, using: str, apps: Any = None, **_kwargs: Any) -> None:
    """The published years, as soon as the tables are there; `apps` are the tables after this migration."""
    from kit import calendar, rules

    rules.forget()
    if apps is not None and not {"workday", "calendaryear"} <= set(apps.all_models["kit"]):
        return
    calendar.seed(using=using)
