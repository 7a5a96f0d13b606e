"""People of one service who are asked what they think of it, made as the house makes them."""

from __future__ import annotations

from datetime import timedelta

from kit import clock
from matching import models as m
from matching.outcomes import asking
from ngos.feedback import services as feedback
from tests import build
from tests.cast import Cast

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"


def met(cast: Cast, n: int, *, at: m.Place | None = None, start: int = 0) -> list[m.Client]:
    """So many people, each of whom 春晖社工 has met once."""
    build.provider(cast, capacity=60)
    place, people = at or build.place(cast, "service", capacity=60), []
    for k in range(n):
        who = build.client(cast, name=f"{SURNAMES[k % 30]}某{start + k}")
        # Each meeting an hour of its own: one caseworker cannot be in two places.
        with clock.frozen(clock.now() - timedelta(days=2, hours=2 * (start + k))):
            build.request_in("planning", cast, at=place, who=who, need=place.needs[0])
        people.append(who)
    return people


def slip(cast: Cast, who: m.Client) -> str:
    return asking.give_slip(m.VoiceAsked.objects.get(client=who), by=cast.officer)


def speak(code: str, stars: int = 4, **answers: str) -> None:
    feedback.take_voice(code, stars=stars, **{"respected": "yes", "helped": "", "kept": "partly", **answers})
