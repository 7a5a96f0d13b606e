"""What text messages may cost: so many a person and a day, so many in all, and so much money a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kit import clock, rules
from messaging.models import Use

PERSON = rules.declare("messaging.texts_person_day", 5, law="", label=_("每人每天最多几条短信"), unit=_("条"))
DAY = rules.declare("messaging.texts_day", 2000, law="", label=_("全平台每天最多几条短信"), unit=_("条"))
MONTH = rules.declare("messaging.texts_month_yuan", 1000, law="", label=_("全平台每月短信费用上限"), unit=_("元"))
PRICE = rules.declare("messaging.text_price_fen", 5, law="", label=_("每条短信的价格"), unit=_("分"))
SEGMENT, LONG_SEGMENT = 70, 67  # characters in a text of one part, and in each part of a longer one


class OverLimit(Exception):
    """`args[0]` is which limit: person_limit, day_limit or month_limit."""


@dataclass(frozen=True)
class Limit:
    code: str
    key: str
    amount: int
    most: int


def parts_of(text: str) -> int:
    """How many texts the provider charges for. Chinese takes two bytes a character, and so does the whole text."""
    return 1 if len(text) <= SEGMENT else -(-len(text) // LONG_SEGMENT)


def spend(user: Any, parts: int) -> None:
    """Count a text that is about to go, against all limits or none. Raises OverLimit."""
    with transaction.atomic():
        for limit in _limits(user.pk, parts, clock.today()):
            Use.objects.get_or_create(key=limit.key)
            room = Use.objects.filter(key=limit.key, used__lte=limit.most - limit.amount)
            if limit.amount > limit.most or not room.update(used=F("used") + limit.amount):
                raise OverLimit(limit.code)


def used(on: date) -> list[tuple[str, int, int]]:
    """(limit, used, most) of the whole house; money in fen."""
    limits = [x for x in _limits(0, 0, on) if x.code != "person_limit"]
    found = dict(Use.objects.filter(key__in=[x.key for x in limits]).values_list("key", "used"))
    return [(x.code, found.get(x.key, 0), x.most) for x in limits]


def at_their_limit(on: date) -> int:
    """How many people get no more texts today."""
    return Use.objects.filter(key__startswith=f"person:{on}:", used__gte=rules.value(PERSON, on)).count()


def _limits(user_pk: int, parts: int, on: date) -> list[Limit]:
    price = rules.value(PRICE, on)
    return [
        Limit("person_limit", f"person:{on}:{user_pk}", parts, rules.value(PERSON, on)),
        Limit("day_limit", f"day:{on}", parts, rules.value(DAY, on)),
        Limit("month_limit", f"month:{on:%Y-%m}", parts * price, rules.value(MONTH, on) * 100),
    ]
