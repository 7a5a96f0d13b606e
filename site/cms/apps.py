"""The public portal: pages that editors write in both languages. It holds nothing about any client."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("门户网站")

    def ready(self) -> None:
        from cms import rights, watch

        rights.take_over()
        watch.take_over()
