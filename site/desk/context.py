"""What every page's frame shows: who is here, the menu, the switches, the banners; read only when shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import bureau, roles
from accounts.access import Seat, seats
from desk import figures, hooks
from kit import calendar
from kit import clock as business
from messaging import outbox

# People of these seats work in the light frame with a tab bar, as on a phone; everybody else has the side nav.
MEMBERS = frozenset({roles.VOL})
TABS = 5
SHORT = 16  # lines of a menu that are seen at once; a longer one folds its groups
MESSAGES = "desk:messages"
DOORS = ("volunteer", "provider", "client")


@dataclass(frozen=True)
class Who:
    name: str
    seat: str
    user: Any
    seats: tuple[Seat, ...] = ()

    def sees(self, wanted: tuple[str, ...]) -> bool:
        return "*" in wanted or any(s.role in wanted for s in self.seats)


class Waiting:
    """How many things wait behind each entry of a menu: counted for all of them at once, when the first is shown."""

    def __init__(self, entries: list[hooks.MenuEntry], user: Any) -> None:
        self._entries, self._user = [entry for entry in entries if entry.waiting], user

    def n(self, entry: hooks.MenuEntry) -> int:
        return self._counted.get(entry.url_name, 0)

    @cached_property
    def _counted(self) -> dict[str, int]:
        asked = [
            _plain(entry.waiting(self._user))
            .values(of=Value(entry.url_name))
            .annotate(n=Count("pk"))
            .values_list("of", "n")
            for entry in self._entries
            if entry.waiting
        ]
        return dict(asked[0].union(*asked[1:], all=True)) if asked else {}


def _plain(rows: QuerySet) -> QuerySet:
    """The same rows without order, each once."""
    rows = rows.order_by()
    return rows.model._base_manager.filter(pk__in=rows.values("pk")) if rows.query.distinct else rows


@dataclass(frozen=True)
class Line:
    """A menu entry with its address worked out; `n` is asked only when the template shows it."""

    label: Any
    url: str
    icon: str
    current: bool
    group: Any = ""
    phone: bool = False
    entry: hooks.MenuEntry | None = None
    waiting: Waiting | None = field(default=None, repr=False)

    @property
    def n(self) -> int:
        return self.waiting.n(self.entry) if self.waiting and self.entry else 0


@dataclass(frozen=True)
class Group:
    """Lines under one heading; `short` says that the whole menu is, and nothing of it is folded."""

    name: str
    lines: list[Line]
    short: bool = True

    @property
    def is_open(self) -> bool:
        return self.short or any(line.current for line in self.lines)

    @property
    def n(self) -> int:
        return sum(line.n for line in self.lines)


GUIDES = (
    ("about", _("社区矫正是什么")),
    ("families", _("帮扶对象和家属")),
    ("employers", _("用人单位指南")),
    ("organisations-guide", _("社会组织指南")),
    ("policies", _("政策库")),
    ("faq", _("常见问题")),
    ("downloads", _("下载")),
)


class Frame:
    """Handed to templates as `frame`. Anonymous pages cost no query."""

    demo = property(lambda self: settings.ALLOW_SYNTHETIC_IDS)
    office_phone = property(lambda self: settings.OFFICE_PHONE)

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.path = request.path
        self.here = request.get_full_path() if request.method == "GET" else request.path
        self.size = _one_of(request.COOKIES.get("size"), ("large", "xlarge"))
        self.theme = _one_of(request.COOKIES.get("theme"), ("dark",))
        self.language = get_language() or settings.LANGUAGE_CODE
        self.english = self.language.startswith("en")

    @cached_property
    def office(self) -> str:
        return bureau.office_name()

    @cached_property
    def who(self) -> Who | None:
        user = getattr(self._request, "user", None)
        if not getattr(user, "is_authenticated", False):
            return None
        mine = seats(user)
        return Who(user.display_name, mine[0].label if mine else "", user, mine)

    @cached_property
    def shell(self) -> str:
        """public, member or staff: which frame stands around the page."""
        if self.who is None:
            return "public"
        held = {s.role for s in self.who.seats}
        return "member" if held and held <= MEMBERS else "staff"

    @cached_property
    def lines(self) -> list[Line]:
        """The entries this person sees whose addresses exist, in order."""
        if self.who is None:
            return []
        who = self.who
        mine = [e for e in sorted(hooks.menu, key=lambda e: e.order) if who.sees(e.roles) and e.fits(who.user)]
        return list(_lines(mine, self.path, Waiting(mine, who.user)))

    @cached_property
    def menu(self) -> list[Group]:
        """The side nav: headings with their lines, the group without heading first. A long one is folded, but for the
        group one is in."""
        first_seen: dict[str, int] = {"": -1}
        for n, line in enumerate(self.lines):
            first_seen.setdefault(str(line.group), n)
        ordered = sorted(self.lines, key=lambda line: first_seen[str(line.group)])
        short = len(ordered) <= SHORT
        return [Group(name, list(some), short) for name, some in groupby(ordered, key=lambda line: str(line.group))]

    @cached_property
    def tabs(self) -> list[Line]:
        return [line for line in self.lines if line.phone][:TABS]

    @cached_property
    def public_menu(self) -> list[Line]:
        entries = sorted((e for e in hooks.public_menu if e.nav), key=lambda e: e.order)
        home = Line(_("首页"), self.page(""), "home", self.path == self.page(""))
        helping = Line(_("帮助与联系"), self.page("contact"), "phone", self.path == self.page("contact"))
        return [home, *_lines(entries, self.path), helping]

    @cached_property
    def doors(self) -> dict[str, list[Line]]:
        """The ways in behind each door of the home page."""
        entries = sorted(hooks.public_menu, key=lambda e: e.order)
        return {name: list(_lines([e for e in entries if e.door == name], "")) for name in DOORS}

    @cached_property
    def figures(self) -> dict[str, Any]:
        return figures.public_figures()

    @cached_property
    def panels(self) -> list[dict[str, Any]]:
        return figures.panels()

    def page(self, slug: str) -> str:
        """The address of a standing page of the portal in the language of the reader."""
        return f"{'/en' if self.english else ''}/{slug}{'/' if slug else ''}"

    home_url = property(lambda self: self.page(""))
    contact_url = property(lambda self: self.page("contact"))
    privacy_url = property(lambda self: self.page("privacy"))
    join_url = property(lambda self: self.page("join"))
    news_url = property(lambda self: self.page("news"))
    accessibility_url = property(lambda self: self.page("accessibility"))

    def guides(self) -> list[tuple[Any, str]]:
        """Standing pages that tell each kind of visitor how it goes."""
        return [(label, self.page(slug)) for slug, label in GUIDES]

    @cached_property
    def unread(self) -> int:
        """Messages not read; counted with the menu where there is one, else by itself."""
        if self.who is None:
            return 0
        line = next((one for one in self.lines if one.entry and one.entry.url_name == MESSAGES), None)
        return line.n if line else outbox.unread(self.who.user).count()

    @cached_property
    def unknown_year(self) -> int | None:
        """The year, this one or the one of deadlines set today, whose working days nobody has entered."""
        today = business.today()
        years = {today.year, (today + timedelta(days=45)).year}
        return next((y for y in sorted(years) if not calendar.known(y)), None)

    @property
    def calendar_known(self) -> bool:
        return self.unknown_year is None


def _one_of(value: str | None, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def _lines(entries: list[Any], path: str, waiting: Waiting | None = None) -> Iterator[Line]:
    found = [(e, url) for e in entries if (url := _address(e.url_name))]
    addressed = [(e, url, {url, *filter(None, map(_address, getattr(e, "beside", ())))}) for e, url in found]
    # The longest address that the path starts with is where we are: /needs/ is not current on /needs/mine/.
    here = max((u for _e, _url, all_ in addressed for u in all_ if path.startswith(u)), key=len, default="")
    for e, url, all_ in addressed:
        mine = e if isinstance(e, hooks.MenuEntry) else None
        yield Line(
            e.label, url, e.icon, here in all_, getattr(e, "group", ""), getattr(e, "phone", False), mine, waiting
        )


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}
