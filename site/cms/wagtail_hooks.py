"""The editor's own small additions: the way back to the desk, and date pickers that start without inline script."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def back_to_the_desk() -> MenuItem:
    return MenuItem(_("回到办公桌"), reverse("desk:home"), icon_name="home", order=1)


@hooks.register("construct_main_menu")
def no_help_from_outside(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's help lies on the internet, which is not everywhere where this is used."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("insert_global_admin_js")
def pickers() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/cms-pickers.js"))
