"""Training as a Django app: hangs what it shows into the ground."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("培训")

    def ready(self) -> None:
        from training import desk_hooks  # noqa: F401 - hangs its things into the ground
