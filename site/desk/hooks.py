"""What the shared screens show, hung in by the trades: menu entries, things to do, public figures, home panels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit.hooks import Registry


@dataclass(frozen=True)
class MenuEntry:
    """One line of the side nav. `roles` are the seats that see it, ("*",) is whoever is logged in.

    `group` is the heading it stands under ("" is the first, without heading); `phone` puts it into the tab bar,
    which holds four; `count(user)` is how many things wait there, asked once a page.
    """

    label: Any
    url_name: str
    icon: str
    roles: tuple[str, ...]
    group: Any = ""
    count: Callable[[Any], int] | None = None
    phone: bool = False
    order: int = 50


@dataclass(frozen=True)
class PublicEntry:
    """One line of the public nav, seen without logging in."""

    label: Any
    url_name: str
    icon: str
    order: int = 50


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


menu: Registry[MenuEntry] = Registry("menu")
public_menu: Registry[PublicEntry] = Registry("public_menu")
# fn(user) → iterable of WorkItem; the desk sorts them, late first.
worklist: Registry[Callable[[Any], Iterable[WorkItem]]] = Registry("worklist")
figures: Registry[Figure] = Registry("figures")
# fn() → (template, context) or None: charts and lists that a trade shows on the public home page.
home_panels: Registry[Callable[[], tuple[str, dict[str, Any]] | None]] = Registry("home_panels")
