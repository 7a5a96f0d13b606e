"""The plan of two nights with what officers made of the first, and other weights that wait for a second person."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from kit import clock
from kit.errors import Refused
from matching.demo.stage import City
from matching.models import MatchRun, Place, Proposal, Replay
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from matching.planning import services as planning
from matching.weighing import services as weighing

FOLLOWED, OTHERWISE = 5, 3
NEARER = {"fit": 30, "near": 44, "quality": 16, "continuity": 10}


def nights(city: City) -> None:
    """Last night's plan was followed for some and not for others; this morning's stands."""
    run = _night(city, 1)
    rows = list(Proposal.objects.filter(run=run, ended_at=None).select_related("request__officer").order_by("pk"))
    _decided(city, rows)
    _night(city, 0)


def _night(city: City, days_ago: int) -> MatchRun:
    """As the house makes it by itself, under the same key, so that this night is not planned again."""
    with city.at(days_ago, 0, 5):
        return planning.make(planning.begin(by=None, key=f"night:{clock.today().isoformat()}"))


def _decided(city: City, rows: list[Proposal]) -> None:
    """The officers of two days ago: first those who follow, then those who know better."""
    followed = otherwise = 0
    for row in rows:
        with city.at(0, 8):
            if followed < FOLLOWED:
                followed += _sent(row, row.place)
            elif otherwise < OTHERWISE:
                otherwise += _sent(row, _another(row), "person_wish")


def _another(row: Proposal) -> Place | None:
    return next((s.place for s in suggest(row.request).top if s.place.pk != row.place_id), None)


def _sent(row: Proposal, place: Place | None, why: str = "") -> bool:
    by: User | None = row.request.officer
    if place is None or by is None:
        return False
    first = suggest(row.request).top
    why = why or ("" if first and first[0].place.pk == place.pk else "first_busy")
    try:
        offers.send_offers(row.request, [place], by=by, chosen_why=why)
    except Refused:  # the place went to somebody else, or a condition closed it meanwhile
        return False
    return True


def weights(city: City) -> None:
    """郑岚 proposes that the way counts more; the replay is done, a second person has to read it."""
    zheng = city.people["郑岚"]
    with city.at(2, 10):
        rule = weighing.propose_weights(
            NEARER, city.day + timedelta(days=29), by=zheng, note="不少人反映路远去不了，路程多算一些"
        )
    with city.at(2, 11):
        weighing.run_replay(Replay.objects.get(rule=rule).pk, lambda n, of: None)
