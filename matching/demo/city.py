"""The demo city 云栖市, told as an ordered story through the services: same seed, same city."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date

from django.db import transaction

from accounts import divisions, roles
from accounts.models import OrgUnit, User
from accounts.services import make_demo_person
from cms.services import tell_stories
from matching.demo import (
    aid,
    cast,
    courses,
    crowd,
    deliveries,
    hours,
    learning,
    names,
    needs,
    openings,
    planned,
    quality,
    quizzes,
    releases,
    shifts,
    story,
    supply,
    tenders,
    today,
    together,
)
from matching.demo.stage import PAPER, City
from messaging.models import Job, Message

STAFF = 200
Say = Callable[[str], None]


def tell(day: date, seed: int, *, secret: str, say: Say) -> None:
    """Tell the whole story on an empty, prepared database; each chapter is one transaction."""
    city = City(day, random.Random(seed), secret)  # noqa: S311 - dice for a story, not for a secret
    for title, chapter in (
        ("divisions, offices, staff", lambda: _offices(city)),
        ("the people received and released within the year", lambda: crowd.former(city)),
        ("the register", lambda: crowd.register(city)),
        ("volunteers", lambda: supply.volunteers(city)),
        ("social organisations and their contracts", lambda: supply.providers(city)),
        ("a year of purchases", lambda: tenders.year(city)),
        ("departments", lambda: supply.agencies(city)),
        ("employers and their posts", lambda: supply.jobs(city)),
        ("purchased services", lambda: deliveries.services(city)),
        ("a season of requests", lambda: story.season(city)),
        ("deliveries and payments", lambda: deliveries.year(city)),
        ("reviews and notices", lambda: quality.season(city)),
        ("hours", lambda: hours.ledger(city)),
        ("shifts of volunteers", lambda: shifts.season(city)),
        ("lessons", lambda: learning.evenings(city)),
        ("working together", lambda: together.quarter(city)),
        ("today", lambda: today.morning(city)),
        ("needs, plans of help, groups", lambda: needs.season(city)),
        ("courses and certificates", lambda: courses.season(city)),
        ("quizzes", lambda: quizzes.rounds(city)),
        ("releases from prison", lambda: releases.season(city)),
        ("legal aid", lambda: aid.season(city)),
        ("neighbourhoods and employers", lambda: _openings(city)),
        ("applications for posts", lambda: openings.applications(city)),
        ("the plan of two nights", lambda: planned.nights(city)),
        ("weights and their replay", lambda: planned.weights(city)),
        ("stories on the portal", lambda: tell_stories(city.day)),
    ):
        begun = time.monotonic()
        with transaction.atomic():
            chapter()
        say(f"  {title}: {time.monotonic() - begun:.0f} s")
    _lay_down_the_post()


def _offices(city: City) -> None:
    with city.at(400):
        divisions.load(divisions.parse((PAPER / "divisions.csv").read_bytes()), by=None)
        divisions.open_offices(by=None)
        city.people = cast.make(city.secret)
        _staff(city)


def _staff(city: City) -> None:
    """Two hundred of staff in all: three managers a county, ten in the city, the rest at the judicial offices."""
    for county in OrgUnit.objects.filter(kind="county_bureau").order_by("division_id"):
        own = [city.people["孙洁"]] if county.division_id == cast.DONGXI else []
        own += [_person(city, roles.CBM, county) for _i in range(3 - len(own))]
        city.managers[county.division_id] = own[0]
    bureau = OrgUnit.objects.get(kind="municipal_bureau")
    city.bureau = [_person(city, roles.MUN, bureau) for _i in range(6)]
    offices = list(OrgUnit.objects.filter(kind="judicial_office").order_by("division_id"))
    for player in cast.PLAYERS:
        if player.role == roles.OFF:
            user = city.people[player.name]
            city.officers.setdefault(user.memberships.get().unit_id, []).append(user)
    left = STAFF - 33 - 10 - sum(map(len, city.officers.values()))
    for n in range(left):
        office = offices[n % len(offices)]
        # The first of an office is its coordinator of matching too.
        flags = () if office.pk in city.officers else ("is_coordinator",)
        city.officers.setdefault(office.pk, []).append(_person(city, roles.OFF, office, flags))


def _person(city: City, role: str, unit: OrgUnit, flags: tuple[str, ...] = ()) -> User:
    n = len(city.people)
    user = make_demo_person(names.name(city.rng), role, unit, email=f"p{n:04d}@yunqi.example", flags=flags)
    city.people[f"#{n}"] = user
    return user


def _openings(city: City) -> None:
    openings.neighbourhoods(city)
    openings.employers(city)
    openings.directory(city)


def _lay_down_the_post() -> None:
    """What the story put into the post was sent long ago: nothing goes out when the city opens."""
    Message.objects.filter(state=Message.State.QUEUED).update(state=Message.State.SENT)
    Job.objects.filter(state=Job.State.QUEUED, kind="messaging.deliver").delete()
