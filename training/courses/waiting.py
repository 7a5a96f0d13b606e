"""The waiting list of a session, and the locks under which its places change hands: people first, then the session."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.claims import WaitingList
from messaging import queue
from training.courses import eligibility, news, states
from training.models import Enrolment, Session

NEXT_TURN = "training.next_turn"


class SessionQueue(WaitingList[Session, Enrolment]):
    """Those who wait; `locked` are the users whose other places cannot change before we commit.

    Clients wait in the same list, by their officers: their live rows are what is locked.
    """

    def __init__(self, session: Session, locked: Collection[int] = ()) -> None:
        super().__init__(session)
        self.locked = frozenset(locked)
        self.unfinished = False

    def starts_at(self) -> datetime:
        return self.seat.starts_at

    def lock(self) -> None:
        rows = Session.objects.select_for_update(no_key=True, of=("self",)).select_related("course")
        self.seat.refresh_from_db(from_queryset=rows)

    def waiting(self) -> QuerySet[Enrolment]:
        rows = Enrolment.objects.filter(session_id=self.seat.pk, status="waiting")
        return rows.select_related("learner", "enrolled_by")

    def lacking(self, rows: Sequence[Enrolment]) -> dict[int, list[str]]:
        users = [row.learner_id for row in rows if row.learner_id]
        found = eligibility.in_the_way(users, self.seat) if users else {}
        busy = eligibility.refs_busy([row.ref for row in rows if row.ref], self.seat)
        return {
            row.pk: found[row.learner_id] if row.learner_id else ["overlap"] if row.ref in busy else [] for row in rows
        }

    def hold(self, row: Enrolment, until: datetime) -> None:
        move(row, "offer", by=None, due_at=until)
        news.tell("session_place_offered", self.seat, news.answers_for(row), url=news.page_of(row), until=until)

    def skipped(self, row: Enrolment, codes: list[str], *, got: Enrolment | None) -> None:
        detail = {"why": codes, "session": self.seat.pk, "got": got.pk if got else None}
        trail.record("enrolment.skipped", row, by=None, detail=detail, county=self.seat.county_code)

    def is_locked(self, row: Enrolment) -> bool:
        if row.learner_id:
            return row.learner_id in self.locked
        mine = Enrolment.objects.filter(ref=row.ref, status__in=states.LIVE)
        return len(mine.select_for_update(skip_locked=True, no_key=True)) == mine.count()

    def later(self) -> None:
        self.unfinished = True

    def call(self) -> None:
        news.tell_planners("session_places_to_call", self.seat)


def locked(session_id: int, *user_ids: int | None, heirs: int = 1, but: int | None = None) -> SessionQueue:
    """The list of a session with the session locked, and before it these people and the likely next ones.

    Who will be next is only guessed before the lock; `pass_on` looks again and leaves the rest to a job. Call once in
    a transaction, or with `heirs=0` when other sessions follow.
    """
    session = Session.objects.select_related("course").get(pk=session_id)
    next_ones = SessionQueue(session).heirs(heirs, but=but) if heirs else []
    people = lock_people(*user_ids, *(row.learner_id for row in next_ones))
    found = SessionQueue(session, people)
    found.lock()
    return found


def lock_people(*user_ids: int | None) -> dict[int, User]:
    """These people, held until the commit, in the order in which everybody takes them.

    The key stays free (`no_key`), so that rows that point to somebody can be written meanwhile.
    """
    wanted = {pk for pk in user_ids if pk is not None}
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    return {user.pk: user for user in rows}


def pass_on(line: SessionQueue, *, but: int | None = None) -> list[Enrolment]:
    """Offer what is free; what could not be decided under these locks is done by a job within the second."""
    got = line.pass_on(clock.now(), but=but)
    if line.unfinished:
        queue.enqueue(NEXT_TURN, {"session": line.seat.pk})
    return got
