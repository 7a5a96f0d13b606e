"""Pages of plain registers: a list with its cells, a page of one thing in sections, a form, by three templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from audit.moves import history
from desk.page_acts import Offered
from desk.paging import Page
from kit.lifecycle import Staged

STAFF = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
TABLE = (*STAFF, roles.PAR)  # who may be called to a table with others
SUBJECTS = (
    ("desk:actions", lazy("议定事项"), TABLE),
    ("desk:meetings", lazy("联席会议"), TABLE),
    ("desk:announcements", lazy("工作通知"), TABLE),
    ("desk:sharing", lazy("信息共享"), TABLE),
    ("desk:letters", lazy("责任书"), TABLE),
    ("desk:rounds", lazy("居村走访"), STAFF),
    ("desk:publicity", lazy("法治宣传"), STAFF),
)


@dataclass(frozen=True)
class Cell:
    """`tone` makes it a badge, `due` a clock; `spare` ones are left out on a phone."""

    text: Any = ""
    tone: str | None = None
    due: datetime | None = None
    spare: bool = False
    num: bool = False


@dataclass(frozen=True)
class Line:
    """One row: what it is called and where that leads."""

    name: Any
    url: str
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Section:
    """A card of a page: pairs of name and value, a text, links, or a table of cells; `none` where it is empty."""

    title: Any
    facts: Sequence[tuple[Any, Any]] = ()
    text: Any = ""
    links: Sequence[tuple[Any, str]] = ()
    heads: Sequence[Cell] = ()
    rows: Sequence[Line] = ()
    none: Any = ""


@dataclass(frozen=True)
class Way:
    """A way to go on from a page: `icon` is one of the house's."""

    label: Any
    url: str
    icon: str = "doc"


@dataclass
class Listed:
    """A list as its page shows it; `tabs` are (label, query, is chosen)."""

    title: Any
    text: Any
    heads: Sequence[Cell]
    rows: Sequence[Line]
    empty: tuple[Any, Any]
    page: Page[Any] | None = None
    tabs: Iterable[tuple[Any, str, bool]] = ()
    ways: Iterable[Way] = ()
    above: Sequence[Section] = field(default_factory=tuple)


def subjects(user: Any, here: str) -> list[tuple[Any, str, bool]]:
    """The registers that this person opens, each with its address."""
    return [(label, reverse(name), name == here) for name, label, who in SUBJECTS if access.has_role(user, *who)]


def tabs(chosen: str, names: Iterable[tuple[str, Any]]) -> list[tuple[Any, str, bool]]:
    return [(label, f"?show={name}", name == chosen) for name, label in names]


def list_page(request: HttpRequest, name: str, listed: Listed) -> TemplateResponse:
    context = {"it": listed, "page": listed.page, "subjects": subjects(request.user, name)}
    return TemplateResponse(request, "desk/register_list.html", context)


def thing_page(
    request: HttpRequest, *, title: Any, back: tuple[Any, str], sections: Sequence[Section],
    status: tuple[Any, str] | None = None, due: datetime | None = None, ways: Iterable[Way] = (),
    acts: dict[str, Offered] | None = None, form: BaseForm | None = None, warning: Any = "",
    steps: Iterable[dict[str, Any]] = (),
) -> TemplateResponse:  # fmt: skip
    """One thing; 409 with the form that was refused."""
    context = {
        "title": title, "trail": [back], "sections": sections, "status": status, "due": due, "ways": ways,
        "acts": (acts or {}).values(), "form": form, "warning": warning, "steps": list(steps),
    }  # fmt: skip
    code = 409 if form is not None and form.errors else 200
    return TemplateResponse(request, "desk/register_page.html", context, status=code)


def form_page(
    request: HttpRequest, form: BaseForm, *, title: Any, verb: Any, back: tuple[Any, str], text: Any = ""
) -> TemplateResponse:
    context = {"form": form, "title": title, "verb": verb, "trail": [back], "text": text}
    code = 409 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "desk/register_form.html", context, status=code)


def story(thing: Staged) -> list[dict[str, Any]]:
    """The way of a thing with a status, as parts/timeline.html shows it."""
    labels = {step.verb: step.label for step in thing.machine.steps}
    return [
        {"when": m.at, "who": str(m.by or _("系统")), "text": labels[m.verb], "note": m.note, "state": "done"}
        for m in history(thing)
    ]
