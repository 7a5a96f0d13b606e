"""How far an application is, and who else applied with the same ID number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kit import clock
from volunteers.applying import states
from volunteers.consents import queries as consents
from volunteers.models import Application, Volunteer

PAGES = ("agree", "identity", "guardian", "where", "what", "when")


def title(page: str) -> str:
    return {
        "agree": _("告知和同意"),
        "identity": _("姓名和证件"),
        "guardian": _("监护人同意"),
        "where": _("住处和联系"),
        "what": _("想做什么"),
        "when": _("什么时候能来"),
        "check": _("核对并提交"),
    }[page]


def short_title(page: str) -> str:
    """The word under a step."""
    return {
        "agree": _("告知"),
        "identity": _("实名"),
        "guardian": _("监护人"),
        "where": _("住处"),
        "what": _("意向"),
        "when": _("时间"),
        "check": _("核对"),
    }[page]


def pages_of(application: Application) -> list[str]:
    """The pages this person is asked, in order; a guardian only under eighteen."""
    minor = application.is_minor(clock.today())
    return [page for page in PAGES if page != "guardian" or minor]


def lacking(application: Application) -> list[str]:
    """Pages that still have to be filled in; consents count by themselves, since a text may have changed."""
    done = set(application.pages) - {"agree"}
    if not consents.to_ask(application.user, clock.today()):
        done.add("agree")
    return [page for page in pages_of(application) if page not in done]


def open_of(user: Any) -> Application | None:
    rows = Application.objects.filter(user=user, status__in=states.OPEN)
    return rows.select_related("user", "town", "volunteer").first()


def last_of(user: Any) -> Application | None:
    return Application.objects.filter(user=user).order_by("-pk").first()


def drafts_at_counter(user: Any) -> QuerySet[Application]:
    """What this officer has begun for others and not handed in."""
    rows = Application.objects.filter(entered_by=user, status__in=states.FILLABLE).exclude(user=user)
    return rows.select_related("user").order_by("-pk")


def same_person(application: Application) -> tuple[list[Volunteer], list[Application]]:
    """Files and applications of other log-ins with the same ID number: for the office alone."""
    if not application.id_index:
        return [], []
    files = Volunteer.objects.filter(id_index=application.id_index).exclude(pk=application.volunteer_id)
    others = Application.objects.filter(id_index=application.id_index).exclude(user=application.user_id)
    return (
        list(files.select_related("user", "town")),
        list(others.filter(~Q(status="draft")).select_related("user").order_by("-pk")),
    )
