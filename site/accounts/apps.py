"""People, units and seats; and the listeners that keep the log of coming in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("账号与机构")

    def ready(self) -> None:
        from accounts import second_factor, watch, words  # noqa: F401
