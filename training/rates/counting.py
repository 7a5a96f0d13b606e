"""What came of courses for clients, as counts and shares: pure values, so that each can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

Span = tuple[date, date]  # from the day of completion to the last on which a job counts, both included


@dataclass(frozen=True)
class Rates:
    """People, each counted once a course.

    `trained` came for at least a minute, `certified` of them hold a certificate, which is given when enough of the
    course was attended. Of these `due` had the whole time in which a job counts and `employed` found one in it;
    `early` are the others, `employed_early` of them have one so far, and `until` is the last day that counts for them.
    """

    trained: int
    certified: int
    due: int
    employed: int
    early: int
    employed_early: int
    until: date | None

    @property
    def certificate_pct(self) -> Decimal | None:
        """K13: certificates by people trained; None of nobody."""
        return share(self.certified, self.trained)

    @property
    def job_pct(self) -> Decimal | None:
        """K12: employed in time by who completed and whose time is over; None of nobody."""
        return share(self.employed, self.due)


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal, half up: 30 of 50 are 60.0; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def count(trained: Iterable[str], spans: Mapping[str, Span], jobs: Mapping[str, Iterable[date]], on: date) -> Rates:
    """`spans` is who completed, each with the days on which a job counts; `jobs` who was found employed on which days.

    Whoever is no longer among the trained, because their attendance was taken back, counts nowhere.
    """
    people = set(trained)
    mine = {who: span for who, span in spans.items() if who in people}
    found = {who for who, (first, last) in mine.items() if any(first <= day <= last for day in jobs.get(who, ()))}
    due = {who for who, (_first, last) in mine.items() if last < on}
    early = set(mine) - due
    return Rates(
        trained=len(people), certified=len(mine), due=len(due), employed=len(found & due), early=len(early),
        employed_early=len(found & early), until=max((mine[who][1] for who in early), default=None),
    )  # fmt: skip
