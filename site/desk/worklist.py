"""What is mine to do now: what the trades hang in, sorted late first, and the next working days as a ladder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from desk import hooks
from desk.dates import english, short_day, weekday
from desk.hooks import WorkItem
from kit import calendar
from kit.clock import SHANGHAI

RUNGS = 5  # working days after today
REST_SHOWN = 3  # shorter rests are weekends and need no rung of their own
MOST_DOTS = 8
DAY = timedelta(days=1)


@dataclass
class Board:
    late: list[WorkItem] = field(default_factory=list)
    today: list[WorkItem] = field(default_factory=list)
    later: list[WorkItem] = field(default_factory=list)
    paused: list[WorkItem] = field(default_factory=list)
    waits: list[WorkItem] = field(default_factory=list)

    @property
    def count(self) -> int:
        """What is this person's to do; what others must do is not counted."""
        return len(self.late) + len(self.today) + len(self.later) + len(self.paused)

    @property
    def first(self) -> WorkItem | None:
        """The one thing with the primary button."""
        return next(iter([*self.late, *self.today, *self.later, *self.paused]), None)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Those that hold something, each with its heading."""
        named = (
            ("late", self.late, _("已超时 %(n)s 件")),
            ("today", self.today, _("今天要办 %(n)s 件")),
            ("later", self.later, _("往后 %(n)s 件")),
            ("paused", self.paused, _("已暂停 %(n)s 件")),
        )
        return [
            {"code": code, "label": label % {"n": len(some)}, "items": some, "is_late": code == "late"}
            for code, some, label in named
            if some
        ]

    @property
    def sentence(self) -> str:
        late, today, rest = len(self.late), len(self.today), len(self.later) + len(self.paused)
        if late and today:
            return _("先办超时的 %(late)s 件，今天还有 %(today)s 件") % {"late": late, "today": today}
        if late:
            return _("先办超时的 %(late)s 件") % {"late": late}
        if today:
            return _("今天有 %(today)s 件要办") % {"today": today}
        if rest:
            return _("今天没有到期的事，往后有 %(rest)s 件") % {"rest": rest}
        return _("今天没有要办的事")


def board(user: Any, now: datetime) -> Board:
    """Everything the trades have for this person, sorted into its group."""
    return sort((item for ask in hooks.worklist for item in ask(user, now)), now)


def late_board(user: Any, now: datetime) -> list[WorkItem]:
    """What is late where this person leads, longest first."""
    items = (item for ask in hooks.late_lists for item in ask(user, now))
    return sort(items, now).late


def sort(items: Iterable[WorkItem], now: datetime) -> Board:
    found = Board()
    for item in items:
        _group(found, item, now).append(item)
    for some in (found.late, found.today, found.later, found.paused, found.waits):
        some.sort(key=lambda i: (i.due_at is None, i.due_at.timestamp() if i.due_at else 0, str(i.code)))
    return found


def _group(found: Board, item: WorkItem, now: datetime) -> list[WorkItem]:
    if item.waits:
        return found.waits
    if item.paused:
        return found.paused
    if item.due_at is None:
        return found.later
    if item.due_at < now:
        return found.late
    return found.today if item.due_at.astimezone(SHANGHAI).date() == now.date() else found.later


# --- the day and the ladder --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Rung:
    """One step: `month` is shown where there is room, `n` things stand there as dots."""

    tone: str
    month: str
    days: str
    word: str
    n: int = 0

    @property
    def dots(self) -> range:
        return range(min(self.n, MOST_DOTS))


def ladder(found: Board, today: date) -> list[Rung]:
    """Late, today, the next working days; a rest of some days is one rung on which no clock runs."""
    due = Counter(i.due_at.astimezone(SHANGHAI).date() for i in found.later if i.due_at)
    names = _names(today, today + timedelta(days=40))
    rungs = [Rung("late", "", _("更早"), _("已超时"), len(found.late))] if found.late else []
    rungs.append(Rung("today", *_written(today), _("今天"), len(found.today)))
    day, worked = today + DAY, 0
    while worked < RUNGS and day < today + timedelta(days=40):
        end = _end_of_rest(day)
        if end >= day:
            rungs += _rest(day, end, names, due)
            day = end + DAY
            continue
        worked += 1
        rungs.append(Rung("", *_written(day), weekday(day), due[day]))
        day += DAY
    return rungs


def day_words(today: date) -> list[str]:
    """What there is to say of the day: a weekend day on which offices work, a holiday, one that begins tomorrow."""
    names = _names(today, today + DAY)
    said = []
    if calendar.is_workday(today) and today.weekday() >= 5:
        said.append(_("调休上班日"))
    elif not calendar.is_workday(today):
        said.append(_("%(name)s假期，时限不计") % {"name": names[today]} if names.get(today) else _("休息日，时限不计"))
    tomorrow = today + DAY
    if calendar.is_workday(today) and not calendar.is_workday(tomorrow) and names.get(tomorrow):
        said.append(_("明天起%(name)s假期，时限自动顺延") % {"name": names[tomorrow]})
    return said


def _rest(start: date, end: date, names: dict[date, str], due: Counter[date]) -> list[Rung]:
    """A long rest as one rung; of a weekend only the days on which something falls due all the same."""
    if (end - start).days + 1 >= REST_SHOWN:
        name = next((names[d] for d in _span(start, end) if d in names), _("休息"))
        return [Rung("rest", *_written(start, end), name, sum(due[d] for d in _span(start, end)))]
    return [Rung("rest", *_written(d), weekday(d), due[d]) for d in _span(start, end) if due[d]]


def _end_of_rest(day: date) -> date:
    """The last day of the rest that `day` begins, the day before when it is a working day."""
    while not calendar.is_workday(day):
        day += DAY
    return day - DAY


def _span(start: date, end: date) -> list[date]:
    return [start + n * DAY for n in range((end - start).days + 1)]


def _names(start: date, end: date) -> dict[date, str]:
    rows = calendar.WorkDay.objects.filter(date__range=(start, end), is_workday=False)
    return dict(rows.values_list("date", "name"))


def _written(start: date, end: date | None = None) -> tuple[str, str]:
    """Month and days: 2月 and 14日, or 15–23日; in English all of it in the second."""
    if end is None or end == start:
        return ("", short_day(start)) if english() else (f"{start.month}月", f"{start.day}日")
    if english() or start.month != end.month:
        return "", f"{short_day(start)}–{short_day(end)}"
    return "", f"{start.day}–{end.day}日"
