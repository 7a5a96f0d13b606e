"""What the clock does with notices without anybody acting: deemed receipt, reminders, and one step after another.

The clock stands only for an open appeal. While the answer lies with the office no further step is taken, since the
organisation cannot do more; the days count all the same.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from audit import trail
from kit import clock, rules
from ngos.models import RectificationNotice
from ngos.rectification import answering, clocks, delays, effects, holding, news
from ngos.rectification.notices import locked
from ngos.rectification.numbers_of_law import BEFORE, END, HOLD, SUSPEND
from ngos.rectification.states import WITH_ADDRESSEE

Level = RectificationNotice.Level
AWAITED = (*WITH_ADDRESSEE, "failed")
CHUNK = 500
_OWN = {Level.OVERDUE: lazy("逾期，报本级负责人"), Level.SUSPENDED: lazy("逾期，报市司法局")}


def watch() -> int:
    """Take every step that is due; how many acts. A day on which nobody worked is made up for."""
    return deem_acknowledged() + remind() + escalate_due()


def deem_acknowledged() -> int:
    """Two working days of silence are a receipt. An appeal stops this clock too."""
    rows = list(RectificationNotice.objects.filter(status="issued", due_at__lt=clock.now(), stopped_on=None)[:CHUNK])
    for notice in rows:
        answering.acknowledge(notice, by=None)
    return len(rows)


def remind() -> int:
    """Three working days before, on the day, and the working day after: each once for each deadline."""
    today, before, told = clock.today(), int(rules.value(BEFORE)), 0
    rows = RectificationNotice.objects.filter(status__in=WITH_ADDRESSEE, stopped_on=None, level__lte=Level.OVERDUE)
    for notice in rows.select_related("addressee").order_by("pk"):
        step = delays.reminder_on(notice.due_on, today, before)
        mark = f"{notice.due_on}:{step}"
        if step and notice.reminded != mark:
            told += _remind(notice, mark)
    return told


@transaction.atomic
def _remind(notice: RectificationNotice, mark: str) -> int:
    clocks.keep(notice, reminded=mark)
    news.tell("rectification_reminder", notice, news.addressees(notice), once=f"rectification:{notice.pk}:{mark}")
    return 1


def escalate_due() -> int:
    """Every notice that is later than what was done about it. One transaction each."""
    late = RectificationNotice.objects.filter(
        status__in=AWAITED, stopped_on=None, due_on__lt=clock.today(), level__lt=Level.PROPOSED
    )
    done = 0
    for notice in list(late.order_by("due_on", "pk")[:CHUNK]):
        with transaction.atomic():
            fresh = locked(notice)
            if fresh.status in AWAITED and fresh.stopped_on is None:
                done += escalate(fresh)
    return done


def escalate(notice: RectificationNotice, *, failed: bool = False) -> int:
    """Take the steps that the calendar asks for now, in their order; how many. Law: R-RECT-02."""
    wanted = max(_level(notice, clock.today()), Level.OVERDUE if failed else Level.NONE)
    done = 0
    for level in Level.values:
        if notice.level < level <= wanted:
            _step(notice, Level(level))
            done += 1
    return done


def _level(notice: RectificationNotice, today: date) -> int:
    steps = [int(rules.value(name)) for name in (SUSPEND, HOLD, END)]
    most = Level.PROPOSED if notice.provider_id else Level.SUSPENDED  # of a unit of our own the city is told, no more
    return min(delays.level_on(notice.due_on, today, steps), most)


def _step(notice: RectificationNotice, level: RectificationNotice.Level) -> None:
    clocks.keep(notice, level=level, overdue_on=notice.overdue_on or clock.today())
    trail.record("rectification.escalate", notice, by=None, detail={"level": int(level)})
    effects.settle_flag(notice.provider)
    if level == Level.SUSPENDED:
        effects.suspend(notice)
    if level == Level.HELD:
        holding.hold(notice)
    people = [*news.addressees(notice), *news.heads(notice, city=level > Level.OVERDUE)]
    words = level.label if notice.provider_id else _OWN[level]
    news.tell(
        "rectification_overdue",
        notice,
        people,
        once=f"rectification_overdue:{notice.pk}:{level}:{notice.due_on}",
        level=words,
    )
