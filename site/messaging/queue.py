"""The queue: a job is a row, claimed with a lease by whoever works; nothing is lost, everything may run twice.

In a room's `tasks.py`:

    @queue.handler("courses.remind")
    def remind(job): ...                     # job.payload holds ids; running it twice must do no harm

    @queue.every(1, "audit.seal")            # one process at a time, every second
    def seal(job): ...
"""

from __future__ import annotations

import inspect
import logging
import random
import traceback
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from kit import clock
from kit.errors import Refused
from kit.hooks import Registry
from messaging.models import Cancelled, Job, Lost
from messaging.words import looks_personal

log = logging.getLogger(__name__)
State, Lane = Job.State, Job.Lane
LANES = (Lane.BEAT, Lane.QUICK, Lane.LONG)
LONGEST_PAUSE = 3600  # seconds between two attempts
KEPT_DAYS = 30
BEAT_PERIOD = 30  # only sweeps that come more often share the lane of the seal of the log
LONG_PERIOD = 600  # a sweep that comes more seldom than this may take its time
CITY_OFFSET = 8 * 3600  # slots of a day begin at midnight in the city
Work = Callable[[Job], Any]


@dataclass(frozen=True)
class Handler:
    fn: Work
    attempts: int
    every: int = 0  # seconds; 0 means not periodic
    lease: int = 0  # seconds; 0 means JOB_LEASE_SECONDS

    @property
    def lane(self) -> str:
        if self.every and self.every < BEAT_PERIOD:
            return Lane.BEAT
        if self.every >= LONG_PERIOD:
            return Lane.LONG
        return Lane.QUICK


handlers: dict[str, Handler] = {}
bells: Registry[Callable[[Job], None]] = Registry("bells")  # told after commit that a job is due
over: Registry[Callable[[Job], None]] = Registry("over")  # told, in one transaction with it, that a visible job ended


# --- registering -------------------------------------------------------------------------------------------


def handler(kind: str, *, attempts: int = 5) -> Callable[[Work], Work]:
    """Register what does jobs of this kind; after `attempts` failures or deaths the job has failed."""

    def register(fn: Work) -> Work:
        _register(kind, Handler(fn, attempts))
        return fn

    return register


def every(seconds: int, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a sweep that runs once in each slot of `seconds`, in one process of all; it may take the job or not.

    A sweep is one row that is set to its next slot when it ends. Slots missed while nobody worked are made up for
    by one run. A sweep that dies is taken up again after the lease, which is short for one that comes often.
    """

    def register(fn: Callable[..., Any]) -> Callable[..., Any]:
        work = fn if inspect.signature(fn).parameters else lambda job: fn()
        _register(name, Handler(work, 1, every=seconds, lease=max(10, seconds)))
        return fn

    return register


def _register(kind: str, entry: Handler) -> None:
    if kind in handlers:
        raise ValueError(f"two handlers are called {kind}")
    handlers[kind] = entry


# --- asking for work ---------------------------------------------------------------------------------------


def is_queued(kind: str, payload: dict[str, Any]) -> bool:
    """Whether just this job waits already, not yet begun by anybody."""
    return Job.objects.filter(kind=kind, payload=payload, state=State.QUEUED, lease_until=None).exists()


def enqueue(
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    key: str | None = None,
    by: Any = None,
    run_at: datetime | None = None,
    visible: bool = False,
) -> Job:
    """Ask for a job, in the caller's transaction: it exists exactly if what it follows from exists.

    The same `key` twice gives the first row back, whatever became of it. `visible` puts it on the pages where
    people follow what they started.
    """
    if kind not in handlers:
        raise ValueError(f"nobody does {kind}; register it with @queue.handler in a tasks.py")
    payload = payload or {}
    if looks_personal(str(payload)) or (key and looks_personal(key)):
        raise ValueError(f"{kind}: a job carries ids, never a number of a person")
    fields = {
        "kind": kind,
        "lane": Lane.LONG if visible else handlers[kind].lane,
        "payload": payload,
        "by": by,
        "run_at": run_at or clock.machine_now(),
        "visible": visible,
        "max_attempts": handlers[kind].attempts,
    }
    if key is None:
        job, made = Job.objects.create(**fields), True
    else:
        job, made = Job.objects.get_or_create(key=key, defaults=fields)
    if made and job.run_at <= clock.machine_now():
        transaction.on_commit(lambda: _ring(job), robust=True)
    return job


def cancel(job: Job) -> bool:
    """Take a waiting job back, or ask a running one to stop at its next step; False when it is over."""
    if Job.objects.filter(pk=job.pk, state=State.QUEUED).update(
        state=State.CANCELLED, cancel_asked=True, finished_at=clock.machine_now()
    ):
        return True
    return Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True) == 1


def arm() -> None:
    """Make sure that every registered sweep has its row."""
    armed = set(Job.objects.filter(key__startswith="every:").values_list("key", flat=True))
    now = clock.machine_now()
    Job.objects.bulk_create(
        [
            Job(kind=name, key=f"every:{name}", lane=h.lane, run_at=now, max_attempts=1)
            for name, h in handlers.items()
            if h.every and f"every:{name}" not in armed
        ],
        ignore_conflicts=True,  # another process was first
    )


def _ring(job: Job) -> None:
    for bell in bells:
        bell(job)


# --- doing it ----------------------------------------------------------------------------------------------


def due(now: datetime | None = None) -> QuerySet[Job]:
    """Jobs that this code can do and that nobody holds: waiting ones whose time has come, and expired leases."""
    now = now or clock.machine_now()
    return _known().filter(_waiting(now) | _abandoned(now))


def oldest_due_seconds(now: datetime) -> float:
    """How long the job that has waited longest has been due."""
    since = [known.order_by("run_at").values_list("run_at", flat=True).first() for known in _waiting_by_lane(now)]
    since.append(_known().filter(_abandoned(now)).aggregate(at=Min("lease_until"))["at"])
    return round(max((now - at).total_seconds() if at else 0.0 for at in since), 1)


def claim(lanes: Collection[str] = LANES) -> Job | None:
    """Take one due job for this worker, or None; earlier lanes first."""
    now = clock.machine_now()
    for job in _known().filter(_abandoned(now), lane__in=lanes).order_by("lease_until")[:10]:
        if taken := _take(job, now):
            return taken
    for waiting in _waiting_by_lane(now, lanes):
        for job in waiting.order_by("run_at")[:10]:
            if taken := _take(job, now):
                return taken
    return None


def claim_this(pk: int) -> Job | None:
    """Take this job if it is due and nobody has it."""
    now = clock.machine_now()
    job = due(now).filter(pk=pk).first()
    return _take(job, now) if job else None


def _known() -> QuerySet[Job]:
    """Jobs that this code has a handler for: while a new version is rolled out, others may be there."""
    return Job.objects.filter(kind__in=list(handlers))


def _waiting_by_lane(now: datetime, lanes: Collection[str] = LANES) -> list[QuerySet[Job]]:
    # One query for each lane: each is a range of the index, however many rows wait for tomorrow.
    return [_known().filter(_waiting(now), lane=lane) for lane in lanes]


def _waiting(now: datetime) -> Q:
    return Q(state=State.QUEUED, run_at__lte=now)


def _abandoned(now: datetime) -> Q:
    return Q(state=State.RUNNING, lease_until__lt=now)


def _take(job: Job, now: datetime) -> Job | None:
    """One conditional update decides between processes: the row must still be as it was read."""
    if job.state == State.RUNNING and not handlers[job.kind].every and job.attempts >= job.max_attempts:
        _bury(job)
        return None
    won = (
        due(now)
        .filter(pk=job.pk, state=job.state, lease_token=job.lease_token)
        .update(
            state=State.RUNNING,
            lease_token=uuid.uuid4().hex,
            lease_until=now + _lease(job.kind),
            attempts=F("attempts") + 1,
            started_at=Coalesce("started_at", now),
            rung_at=None,
        )
    )
    return Job.objects.get(pk=job.pk) if won else None


def run_one(lanes: Collection[str] = LANES) -> Job | None:
    """Claim one due job and do it; the job as it ended, or None when nothing was due."""
    job = claim(lanes)
    if job is not None:
        run(job)
    return job


def run_due(limit: int = 1000) -> int:
    """Do what is due now, in this process, until nothing is left; how many were done. Tests and commands use it."""
    for count in range(limit):
        if run_one() is None:
            return count
    return limit


def run(job: Job) -> None:
    """Do a job this worker has claimed and write how it ended. Never raises what the handler raised."""
    # Inside a transaction (only tests are) an error of the database must not spoil it.
    before = transaction.savepoint() if connection.in_atomic_block else None
    try:
        result = handlers[job.kind].fn(job)
    except Lost:
        log.warning("job %s %s lost its lease; another worker has it", job.pk, job.kind)
    except Cancelled:
        _finish(job, State.CANCELLED)
    except Refused as refusal:
        _finish(job, State.FAILED, error=refusal.sentence)
    except Exception as fault:  # noqa: BLE001 - whatever a handler raises, the queue goes on
        if before and isinstance(fault, DatabaseError):
            transaction.set_rollback(False)
            transaction.savepoint_rollback(before)
        _fail(job, fault)
    else:
        _finish(job, State.DONE, result=result if isinstance(result, dict | list | int | str) else None)


def _fail(job: Job, fault: Exception) -> None:
    # The text of an exception may quote a value of a person (a database does); the class and the place never do.
    where = "".join(traceback.format_tb(fault.__traceback__)[-6:])
    name = type(fault).__name__
    log.error("job %s %s failed at attempt %s: %s\n%s", job.pk, job.kind, job.attempts, name, where)
    if handlers[job.kind].every or job.attempts >= job.max_attempts:
        _finish(job, State.FAILED, error=name)
    else:
        _write(job, state=State.QUEUED, run_at=clock.machine_now() + _pause(job.attempts), error=name, rung_at=None)


def _finish(job: Job, state: str, *, result: Any = None, error: Any = "") -> None:
    now = clock.machine_now()
    error = "" if looks_personal(str(error)) else error
    if handlers[job.kind].every:
        _set_to_next_slot(job, now, error)
        return
    progress = {"stage": job.stage, "done_n": job.done_n, "total_n": job.total_n}
    with transaction.atomic():
        if _write(job, state=state, finished_at=now, result=result, error=error, **progress) and job.visible:
            for tell in over:
                tell(job)


def _set_to_next_slot(job: Job, now: datetime, error: str) -> None:
    run_at = _next_slot(now, handlers[job.kind].every)
    if error:
        run_at = max(run_at, now + _pause(job.attempts))
    attempts = job.attempts if error else 0
    _write(
        job, state=State.QUEUED, run_at=run_at, attempts=attempts, finished_at=now, error=error, started_at=None,
        rung_at=None,
    )  # fmt: skip


def _write(job: Job, **fields: Any) -> bool:
    """Write the end of an attempt, if the job is still ours."""
    fields |= {"lease_until": None, "lease_token": ""}
    if not Job.objects.filter(pk=job.pk, state=State.RUNNING, lease_token=job.lease_token).update(**fields):
        log.warning("job %s %s ended after its lease; another worker has it", job.pk, job.kind)
        return False
    for name, value in fields.items():
        setattr(job, name, value)
    return True


def _bury(job: Job) -> None:
    """A job whose workers died `max_attempts` times is not tried again: it may be what kills them."""
    buried = Job.objects.filter(pk=job.pk, state=State.RUNNING, lease_token=job.lease_token).update(
        state=State.FAILED, finished_at=clock.machine_now(), lease_until=None, lease_token="", error="WorkerDied"
    )
    if buried:
        log.error("job %s %s failed: its workers died %s times", job.pk, job.kind, job.attempts)


def _lease(kind: str) -> timedelta:
    seconds = settings.JOB_LEASE_SECONDS
    return timedelta(seconds=min(seconds, handlers[kind].lease or seconds))


def _pause(attempts: int) -> timedelta:
    """Twice as long each time, and a little less than that by chance: what failed together does not come back so."""
    whole = min(LONGEST_PAUSE, 5 * 2 ** min(attempts - 1, 12))
    return timedelta(seconds=whole * random.uniform(0.8, 1))  # noqa: S311 - spreads load, guards nothing


def _next_slot(now: datetime, seconds: int) -> datetime:
    count = int(now.timestamp() + CITY_OFFSET) // seconds + 1
    return datetime.fromtimestamp(count * seconds - CITY_OFFSET, tz=UTC)


def forget_old() -> int:
    """Delete finished jobs that nobody looks at; keyed rows stay, they remember what was done."""
    before = clock.machine_now() - timedelta(days=KEPT_DAYS)
    old = Job.objects.filter(visible=False, key=None, state=State.DONE, finished_at__lt=before)
    return old.delete()[0]
