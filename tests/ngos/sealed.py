"""A published project with its opening officers and bidders, for the tests of what is under seal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import OrgUnit, User
from kit import clock
from ngos.bidding import keys
from ngos.models import Project
from tests.cast import Cast
from tests.ngos import purchase
from tests.ngos.purchase import PRICES_FEN, content

__all__ = ["PASSPHRASE", "PRICES_FEN", "RECOVERY", "Tender", "colleague", "content", "draft_with_openers", "tender"]

PASSPHRASE = "秋天的第一场雨落在云栖 2026"
RECOVERY: dict[int, str] = {}  # user id → the printed code of the key made last


@dataclass
class Bidder:
    org: OrgUnit
    user: User


@dataclass
class Tender:
    cast: Cast
    project: Project
    openers: list[User]
    bidders: list[Bidder]


def colleague(cast: Cast, name: str) -> User:
    return purchase._one(name, "MUN", cast.bureau)


def draft_with_openers(cast: Cast) -> Tender:
    """A draft whose three officers have keys; none has rehearsed."""
    openers = purchase.openers(cast)
    for one in openers:
        RECOVERY[one.pk] = keys.make_officer_key(by=one, passphrase=PASSPHRASE)
    project = purchase.project(cast, forecast_reason="试行新的服务。")
    keys.appoint_openers(project, openers, by=project.clerk)
    providers = [purchase.bidder(cast, name) for name in (*PRICES_FEN, "第四家服务社")]
    bidders = [Bidder(p.org, purchase.manager_of(cast, p)) for p in providers]
    return Tender(cast, project, openers, bidders)


def tender(cast: Cast) -> Tender:
    """Rehearsed and published; the deadline is that of G5."""
    found = draft_with_openers(cast)
    for one in found.openers[:2]:
        keys.rehearse(found.project, by=one, passphrase=PASSPHRASE)
    found.project = purchase.brought(found.project, "published")
    return found


@contextmanager
def moving() -> Iterator[Any]:
    """A clock that stands at the publication of G5 and moves on when told."""
    with ExitStack() as held:

        def to(instant: datetime) -> None:
            held.enter_context(clock.frozen(instant))

        to(clock.at(purchase.PUBLISHED_ON, 9))
        yield to
