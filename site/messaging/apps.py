"""Background work and messages: imports every room's `tasks.py`, where handlers and sweeps are hung."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("后台任务与消息")

    def ready(self) -> None:
        autodiscover_modules("tasks")
        if settings.REDIS_URL:
            from messaging import queue, relay

            queue.bells.add(relay.ring)
