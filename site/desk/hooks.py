"""What the shared screens show, hung in by the trades: menu entries, things to do, public figures, home panels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kit.hooks import Registry


@dataclass(frozen=True)
class MenuEntry:
    """One line of the side nav. `roles` are the seats that see it, ("*",) is whoever is logged in.

    `group` is the heading it stands under ("" is the first, without heading); `phone` puts it into the tab bar,
    which holds five, with `short` as its word; `waiting(user)` are the rows that wait there. They are counted, those of
    all entries in one query, when a page shows the menu. `fits(user)` leaves the line out for those it does not
    concern; it is asked on every page, so its answer must be at hand. `beside` are pages that belong to this line too.
    """

    label: Any
    url_name: str
    icon: str
    roles: tuple[str, ...]
    group: Any = ""
    waiting: Callable[[Any], Any] | None = None
    phone: bool = False
    short: Any = ""
    order: int = 50
    fits: Callable[[Any], bool] = lambda user: True
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicEntry:
    """One line seen without logging in. `door` also shows it in a door of the home page: volunteer, provider
    or client; with `nav=False` it stands only there."""

    label: Any
    url_name: str
    icon: str
    order: int = 50
    door: str = ""
    nav: bool = True


@dataclass(frozen=True)
class WorkItem:
    """One thing to do, with its clock. `code` is a client or business number; `waits` is a thing others must do."""

    title: Any
    text: Any
    url: str
    verb: Any
    due_at: datetime | None = None
    paused: bool = False
    code: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Coming:
    """A meeting or a shift that is to come for this person: it stands in their calendar. `verb` is what the button
    to its page says, where that is not the usual thing."""

    title: Any
    text: Any
    url: str
    starts_at: datetime
    ends_at: datetime
    verb: Any = ""


@dataclass(frozen=True)
class Reading:
    """What a figure reads now. `n` is how many it rests on, where the value itself is not a count of them."""

    value: Any
    note: Any = ""
    n: int | None = None


@dataclass(frozen=True)
class Figure:
    """A figure with a name and a unit; `public` ones stand on the home page, where fewer than 5 stay unsaid."""

    code: str
    label: Any
    unit: Any
    read: Callable[[], Reading | int]
    public: bool = False
    order: int = 50


@dataclass(frozen=True)
class KpiReading:
    """What a measure reads: n of d, or n alone where d is None; `url` leads to the rows it counts.

    A mean or a median stands in `exact`, n being how many it rests on. `parts` are what n is made of.
    """

    n: int
    d: int | None = None
    url: str = ""
    exact: float | None = None
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def value(self) -> float | int | None:
        """The share, None of nothing; where there is no whole, the count."""
        if self.exact is not None:
            return self.exact
        if self.d is None:
            return self.n
        return self.n / self.d if self.d else None


@dataclass(frozen=True)
class Kpi:
    """A measure of the analysis report. `read((first day, last day), county)`; county "" is the whole city.

    The unit "%" is a share of n in d. `people` says that n and d count people: what is published hides fewer than 5.
    """

    code: str
    label: Any
    unit: Any
    read: Callable[[tuple[date, date], str], KpiReading]
    people: bool = False
    less_is_better: bool = False


@dataclass(frozen=True)
class Clocks:
    """One kind of thing with a term. `read(now)` → by county code: (late, all that run); "" is the city's own."""

    code: str
    label: Any
    read: Callable[[datetime], dict[str, tuple[int, int]]]
    order: int = 50


@dataclass(frozen=True)
class OwnHome:
    roles: tuple[str, ...]
    url_name: str
    fits: Callable[[Any], bool] = lambda user: True  # has what the page is about


@dataclass(frozen=True)
class Found:
    """One thing a search found; `group` is the heading it stands under, `code` its number."""

    title: Any
    url: str
    group: Any
    text: Any = ""
    code: str = ""


@dataclass(frozen=True)
class JobWords:
    """What a kind of job is called on the pages of jobs, its stages in order, and where its result is read.

    `result_url(job)` is asked only for the person who started the job; it may return "".
    """

    kind: str
    label: Any
    stages: tuple[Any, ...] = ()
    result_url: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Kept:
    """Rows that are kept about a person who logs in: shown to them, and in the copy that they may take (R-PI-05).

    `rows(user)` finds them by an index; `fields` are names of columns; `also(row)` adds (label, value) where no column
    says it readably. `until` tells how long they are kept and why. Of `is_watched` rows each reading is logged.
    """

    label: Any
    rows: Callable[[Any], Any]
    fields: tuple[str, ...]
    until: Any
    also: Callable[[Any], Iterable[tuple[Any, Any]]] = lambda _row: ()
    is_watched: bool = False


@dataclass(frozen=True)
class OwnAct:
    """Something a person does about their own data on a page of a trade; `fits(user)` says whether it is theirs."""

    label: Any
    text: Any
    url_name: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True)
class ApiRouter:
    """Addresses below /api/v1/ that a trade brings: `router()` makes a ninja.Router, once, when the first is asked."""

    prefix: str
    router: Callable[[], Any]


api_routers: Registry[ApiRouter] = Registry("api_routers")
menu: Registry[MenuEntry] = Registry("menu")
public_menu: Registry[PublicEntry] = Registry("public_menu")
# fn(user, now) → iterable of WorkItem; the desk sorts them, late first.
worklist: Registry[Callable[[Any, datetime], Iterable[WorkItem]]] = Registry("worklist")
# fn(user, now) → iterable of Coming for the next two weeks, soonest first.
coming: Registry[Callable[[Any, datetime], Iterable[Coming]]] = Registry("coming")
# fn(user, now) → what is late in the person's county or city, whoever has it; asked only for those who lead there.
late_lists: Registry[Callable[[Any, datetime], Iterable[WorkItem]]] = Registry("late_lists")
# People all of whose seats are among the roles begin on a page of their trade's own instead of the desk.
homes: Registry[OwnHome] = Registry("homes")
figures: Registry[Figure] = Registry("figures")
kpis: Registry[Kpi] = Registry("kpis")
# fn() → (template, context of plain values) or None: charts and lists that a trade shows on the public home page.
home_panels: Registry[Callable[[], tuple[str, dict[str, Any]] | None]] = Registry("home_panels")
# fn(user, text) → iterable of Found, only what the person may see. The text may be a number of a person: it is looked
# up by its blind index, never written down, never put into an address.
searches: Registry[Callable[[Any, str], Iterable[Found]]] = Registry("searches")
# desk.imports.kinds.ImportKind; how to write one stands there.
import_kinds: Registry[Any] = Registry("import_kinds")
job_words: Registry[JobWords] = Registry("job_words")
# fn(desk.cockpit.charts.Asked) → Chart: what a trade shows its leaders of a period; with its place among the others.
cockpit: Registry[tuple[int, Callable[[Any], Any]]] = Registry("cockpit")
clocks: Registry[Clocks] = Registry("clocks")
kept: Registry[Kept] = Registry("kept")
own_acts: Registry[OwnAct] = Registry("own_acts")
