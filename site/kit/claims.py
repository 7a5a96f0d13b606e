"""Seats that cannot be given twice, and the list of those who wait for one.

One conditional update decides, whoever comes at the same moment. A place that is freed goes to the first of the list
whom nothing stands in the way of, in the transaction that frees it; an offered place counts as taken.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

LONGEST_OFFER = timedelta(hours=24)
NO_OFFER_WITHIN = timedelta(hours=2)  # so close to the start somebody telephones instead
MOST_IGNORED = 2  # offers nobody answered before a person goes to the end of the list
CHUNK = 50  # rows of the list looked at together


class Seats(models.Model):
    """A row with places: `taken` of `capacity`. The database itself refuses more than there are."""

    capacity = models.PositiveIntegerField(_("名额"), help_text=_("最多可以接收的人数"))
    taken = models.PositiveIntegerField(_("已占用"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


class QueuedSeats(Seats):
    """Seats for which people may wait. While `is_held`, a free place is not for newcomers: it is being passed on."""

    waiting_limit = models.PositiveSmallIntegerField(_("候补上限"), default=500)
    is_held = models.BooleanField(_("空出的名额留给候补"), default=False, editable=False)

    class Meta:
        abstract = True


class Queued(models.Model):
    """A row that may wait for a place: its rank, since when, and how many offers went unanswered."""

    priority = models.SmallIntegerField(_("优先"), default=0)
    queued_at = models.DateTimeField(_("候补自"), null=True, blank=True)
    offers_ignored = models.PositiveSmallIntegerField(_("未答复的名额"), default=0)

    class Meta:
        abstract = True


def seats_check(name: str) -> models.CheckConstraint:
    """The constraint each table with seats carries; `name` must be unique in the database."""
    return models.CheckConstraint(condition=models.Q(taken__lte=F("capacity")), name=name)


def claim(seat: Seats, n: int = 1, **also: Any) -> bool:
    """Take `n` places, all or none; False when too few are left. Call inside the deciding transaction.

    `also` are conditions on the row that must hold at the same moment.
    """
    rows = type(seat)._default_manager.filter(pk=seat.pk, taken__lte=F("capacity") - n, **also)
    return rows.update(taken=F("taken") + n) == 1


def release(seat: Seats, n: int = 1) -> bool:
    """Give `n` places back; False when fewer were taken, which changes nothing."""
    return type(seat)._default_manager.filter(pk=seat.pk, taken__gte=n).update(taken=F("taken") - n) == 1


def set_capacity(seat: Seats, capacity: int) -> bool:
    """Change how many places there are; False when more than that are taken, which changes nothing."""
    return type(seat)._default_manager.filter(pk=seat.pk, taken__lte=capacity).update(capacity=capacity) == 1


# --- waiting -----------------------------------------------------------------------------------------------
class Got(Enum):
    """What somebody who came for a place goes away with."""

    PLACE = "place"
    TURN = "turn"
    NOTHING = "nothing"


def offer_ends(now: datetime, starts_at: datetime) -> datetime | None:
    """Until when an offered place is held: a third of the time left, a day at most; None so close to the start
    that nobody can be asked to look at a message."""
    if starts_at - now < NO_OFFER_WITHIN:
        return None
    return now + min(LONGEST_OFFER, (starts_at - now) / 3)


S = TypeVar("S", bound=QueuedSeats)
R = TypeVar("R", bound=Queued)


class WaitingList(ABC, Generic[S, R]):
    """Those who wait for the places of one row. A trade says in a subclass what it alone knows.

    The caller holds whatever keeps `lacking` true until the commit for the rows that `is_locked` says yes to. When
    the next in turn is not among them, their place is kept and `later` asks for another run: a lock taken now, after
    that of the seats, could wait for somebody who waits for us.
    """

    def __init__(self, seat: S) -> None:
        self.seat = seat

    # --- told by the trade ---------------------------------------------------------------------------------
    @abstractmethod
    def starts_at(self) -> datetime: ...

    @abstractmethod
    def waiting(self) -> models.QuerySet[R]:
        """The rows that wait, in any order."""

    @abstractmethod
    def lacking(self, rows: Sequence[R]) -> Mapping[int, list[str]]:
        """Row id → codes of what stands between this person and a place now; empty when nothing does."""

    @abstractmethod
    def hold(self, row: R, until: datetime) -> None:
        """Offer a place, already counted as taken, to this row."""

    @abstractmethod
    def skipped(self, row: R, codes: list[str], *, got: R | None) -> None:
        """Note that this row was passed over, why, and who got the place (None: nobody could)."""

    def is_locked(self, row: R) -> bool:
        return True

    def later(self) -> None:
        """Ask for another run of `pass_on` after the commit."""

    def call(self) -> None:
        """A place is free so close to the start that somebody must telephone."""

    # --- the list --------------------------------------------------------------------------------------------
    def in_order(self) -> models.QuerySet[R]:
        return self.waiting().order_by("-priority", "queued_at", "pk")

    def come(self, **also: Any) -> Got:
        """A place for somebody who comes now, else a turn in the list, else nothing; `also` as for `claim`."""
        if claim(self.seat, is_held=False, **also):
            return Got.PLACE
        # Whoever frees a place looks at the list under this lock: a turn taken without it could be overlooked.
        self.lock()
        if claim(self.seat, is_held=False, **also):
            return Got.PLACE
        return Got.TURN if self.waiting().count() < self.seat.waiting_limit else Got.NOTHING

    def lock(self) -> None:
        self.seat.refresh_from_db(from_queryset=type(self.seat)._default_manager.select_for_update(no_key=True))

    def heirs(self, n: int, *, but: int | None = None) -> list[R]:
        """The first `n` who could take a place, looked at without a lock: whom to lock before the seats."""
        found: list[R] = []
        for rows, lacks in self._looked_at(but):
            found += [row for row in rows if not lacks.get(row.pk)]
            if len(found) >= n:
                break
        return found[:n]

    def pass_on(self, now: datetime, *, but: int | None = None) -> list[R]:
        """Offer each free place to the first in order whom nothing stands in the way of; the rows that got one.

        Run twice it does nothing the second time. `but` is who just let an offer go by: the same place is not
        offered again. When nobody can take it, the place is open to whoever comes. Call with the seats locked.
        """
        until = offer_ends(now, self.starts_at())
        if until is None:
            self._keep_for_call(but)
            return []
        got: list[R] = []
        passed: list[tuple[R, list[str]]] = []
        for row, codes in self._each(but):
            if not self._has_room():
                break
            if codes:
                passed.append((row, codes))
                continue
            if not self.is_locked(row):
                self._keep(True)
                self.later()
                return got
            claim(self.seat)
            self.hold(row, until)
            self._note(passed, row)
            got.append(row)
        if passed and self._has_room():
            self._note(passed, None)
        self._keep(False)
        return got

    def let_go_by(self, row: R, now: datetime) -> None:
        """Note an offer that nobody answered; after two the person waits at the end of the list."""
        row.offers_ignored += 1
        if row.offers_ignored >= MOST_IGNORED:
            row.offers_ignored, row.queued_at = 0, now
        row.save(update_fields=["offers_ignored", "queued_at"])

    def _keep_for_call(self, but: int | None) -> None:
        if self._has_room() and self.waiting().exclude(pk=but).exists():
            self._keep(True)
            self.call()

    def _each(self, but: int | None) -> Iterable[tuple[R, list[str]]]:
        for rows, lacks in self._looked_at(but):
            yield from ((row, lacks.get(row.pk, [])) for row in rows)

    def _looked_at(self, but: int | None) -> Iterable[tuple[list[R], Mapping[int, list[str]]]]:
        pks = [pk for pk in self.in_order().values_list("pk", flat=True) if pk != but]
        for n in range(0, len(pks), CHUNK):
            rows = list(self.in_order().filter(pk__in=pks[n : n + CHUNK]))
            yield rows, self.lacking(rows)

    def _has_room(self) -> bool:
        return type(self.seat)._default_manager.filter(pk=self.seat.pk, taken__lt=F("capacity")).exists()

    def _keep(self, held: bool) -> None:
        if self.seat.is_held != held:
            type(self.seat)._default_manager.filter(pk=self.seat.pk).update(is_held=held)
            self.seat.is_held = held

    def _note(self, passed: list[tuple[R, list[str]]], got: R | None) -> None:
        for row, codes in passed:
            self.skipped(row, codes, got=got)
        passed.clear()
