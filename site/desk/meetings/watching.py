"""What the clock does with action items: a word before the day and on it, then the county, then the city."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts import roles
from accounts.models import User
from accounts.queries import people_with
from audit import trail
from desk.meetings import news, rules
from desk.meetings.acting import locked
from desk.meetings.states import WITH_OWNER
from desk.models import ActionItem
from kit import calendar, clock
from kit import rules as numbers_of_law
from messaging import queue

CHUNK = 500
Level = ActionItem.Level


@queue.every(600, "desk.watch_actions")
def watch() -> int:
    """Reminders and steps that are due; how many. A day on which nobody worked is made up for."""
    return remind() + escalate_due()


def remind() -> int:
    """Some working days before, and on the day: each once, also for an item that was sent back."""
    today = clock.today()
    last = calendar.add_workdays(today, int(numbers_of_law.value(rules.BEFORE)))
    rows = ActionItem.objects.filter(status__in=WITH_OWNER, due_on__range=(today, last))
    told = 0
    for action in rows.select_related("owner", "meeting__caller").order_by("pk"):
        mark = f"{action.due_on}:{'day' if action.due_on == today else 'before'}"
        if action.reminded != mark and calendar.is_workday(today):
            told += _remind(action, mark)
    return told


@transaction.atomic
def _remind(action: ActionItem, mark: str) -> int:
    ActionItem.objects.filter(pk=action.pk).update(reminded=mark)
    news.tell("action_reminder", action, news.speakers(action.owner), once=f"action:{action.pk}:{mark}")
    return 1


def escalate_due() -> int:
    """Every item that is later than whom it was reported to. One transaction each."""
    late = ActionItem.objects.filter(status__in=WITH_OWNER, due_on__lt=clock.today(), level__lt=Level.CITY)
    done = 0
    for found in late.order_by("due_on", "pk")[:CHUNK]:
        with transaction.atomic():
            action = locked(found)
            if action.status in WITH_OWNER:
                done += _escalate(action)
    return done


def level_on(due_on: date, today: date) -> Level:
    """What a delay asks for on a day: the county from the day after, the city some working days later."""
    if today <= due_on:
        return Level.NONE
    return Level.CITY if today >= _city_day(due_on) else Level.COUNTY


def _city_day(due_on: date) -> date:
    return calendar.add_workdays(due_on, int(numbers_of_law.value(rules.TO_CITY)))


def _escalate(action: ActionItem) -> int:
    wanted, done = level_on(action.due_on, clock.today()), 0
    for level in Level:
        if action.level < level <= wanted:
            _step(action, level)
            done += 1
    return done


def _step(action: ActionItem, level: ActionItem.Level) -> None:
    action.level = level
    action.save(update_fields=["level"])
    trail.record("joint_action.escalate", action, by=None, detail={"level": int(level)})
    people = [*news.speakers(action.owner), *_over(action, level)]
    once = f"action_overdue:{action.pk}:{int(level)}"
    news.tell("action_overdue", action, people, once=once, level=level.label)


def _over(action: ActionItem, level: ActionItem.Level) -> list[User]:
    """The owner's county bureau; the city at the second level, and at the first where no county is over the owner."""
    county = people_with(roles.CBM, county=action.owner_county) if action.owner_county else []
    found = list(county)
    return [*found, *people_with(roles.MUN)] if level == Level.CITY or not found else found
