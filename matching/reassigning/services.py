"""Handing over in bulk: list every running case, choose a target for each, confirm as one act, undo within a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import OrgUnit, User
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import Reassignment, ReassignmentLine
from matching.offers.services import workers_of
from matching.offers.suggestions import suggest
from matching.reassigning import moving, queries
from messaging import queue

JOB, SUGGEST = "matching.reassign", "matching.reassign_suggest"
MANY = 20  # cases beyond which a job does the work, with its progress on the page of jobs
SHOWN = 3


@transaction.atomic
def begin(org: OrgUnit, *, by: User, county_code: str, reason: str, worker: User | None = None) -> Reassignment:
    """List every running case that an organisation, or one worker of it, has in the county. Nothing changes yet.

    A draft that stands already is handed back, with the cases that have come since. Refused: no reason; no case.
    """
    reassignment = Reassignment(
        org=org, worker=worker, county_code=county_code, reason=reason.strip()[:200], made_by=by
    )
    policies.require(by, "hand_over_in_bulk", reassignment)
    if not reason.strip():
        raise Refused(_("写明移交的原因。"), code="reason")
    cases = list(queries.running(org.pk, county_code, worker_id=worker.pk if worker else None))
    if not cases:
        raise Refused(_("没有要移交的在办帮扶。"), code="none")
    known = Reassignment.objects.filter(org=org, worker=worker, county_code=county_code, status="draft").first()
    if known is None:
        born(reassignment, "begin", by=by)
    else:
        reassignment = known
    there = set(reassignment.lines.values_list("request_id", flat=True))
    lines = [ReassignmentLine(reassignment=reassignment, request=r) for r in cases if r.pk not in there]
    ReassignmentLine.objects.bulk_create(lines)
    if len(lines) > MANY:
        queue.enqueue(SUGGEST, {"reassignment": reassignment.pk}, by=by, visible=True)
    else:
        propose(reassignment)
    return reassignment


def propose(reassignment: Reassignment, job: Any = None) -> int:
    """Note the next best places for each case, by every gate as at an offer; the first is the target to begin with."""
    lines = list(reassignment.lines.filter(options=[], state="").select_related("request__client", "request__consent"))
    for n, line in enumerate(lines, 1):
        options = _options(reassignment, line)
        first = options[0] if options else {}
        target = {"to_worker_id": first["worker"]} if "worker" in first else {"place_id": first.get("place")}
        ReassignmentLine.objects.filter(pk=line.pk).update(options=options, **target)
        if job is not None:
            job.step(None, n, len(lines))
    return len(lines)


def _options(reassignment: Reassignment, line: ReassignmentLine) -> list[dict[str, Any]]:
    """Of a worker who leaves first the colleagues, then other organisations."""
    found: list[dict[str, Any]] = []
    if reassignment.worker_id and line.request.place:
        near = [w for w in workers_of(line.request.place) if w.pk != reassignment.worker_id]
        found = [{"worker": w.pk, "name": w.display_name} for w in near[:SHOWN]]
    others = [s for s in suggest(line.request).top if s.place.org_id != reassignment.org_id]
    return found + [
        {"place": s.place.pk, "name": str(s.place.name), "points10": s.ranked.points10} for s in others[:SHOWN]
    ]


@transaction.atomic
def choose(reassignment: Reassignment, *, by: User, choices: Mapping[int, tuple[str, str]]) -> Reassignment:
    """Keep what was chosen: line → (target, reason). A target is one of its options ("place-7", "worker-3") or "".

    Refused: confirmed already; something that was not proposed.
    """
    policies.require(by, "hand_over_in_bulk", reassignment)
    reassignment = _draft(reassignment)
    for line in reassignment.lines.filter(pk__in=choices):
        target, reason = choices[line.pk]
        if target and target not in queries.targets(line):
            raise Refused(_("只能移交给列出的去处。"), code="target")
        kind, _dash, pk = target.partition("-")
        line.place_id = int(pk) if kind == "place" else None
        line.to_worker_id = int(pk) if kind == "worker" else None
        line.reason = reason.strip()[:200]
        line.save(update_fields=["place", "to_worker", "reason"])
    return reassignment


@transaction.atomic
def confirm(reassignment: Reassignment, *, by: User) -> Reassignment:
    """Hand over all of them. Refused: cases have come since that are not on the list; confirmed already."""
    policies.require(by, "hand_over_in_bulk", reassignment)
    reassignment = _draft(reassignment)
    listed = set(reassignment.lines.values_list("request_id", flat=True))
    running = queries.running(reassignment.org_id, reassignment.county_code, worker_id=reassignment.worker_id)
    if {r.pk for r in running} - listed:
        raise Refused(_("又有新的在办帮扶，重新列出以后再确认。"), code="more")
    move(reassignment, "confirm", by=by)
    Reassignment.objects.filter(pk=reassignment.pk).update(confirmed_by=by)
    reassignment.confirmed_by = by
    if len(listed) > MANY:
        queue.enqueue(JOB, {"reassignment": reassignment.pk}, by=by, visible=True, key=f"{JOB}:{reassignment.pk}")
    else:
        carry_out(reassignment)
    return reassignment


def carry_out(reassignment: Reassignment, job: Any = None) -> int:
    """Hand each case over in a transaction of its own; what a crash left undone is taken up again. How many."""
    lines = list(reassignment.lines.filter(state=""))
    for n, line in enumerate(lines, 1):
        moving.hand_over(line, reassignment, by=reassignment.confirmed_by)
        if job is not None:
            job.step(None, n, len(lines))
    if reassignment.status == "running":
        move(reassignment, "finish", by=None)
    return len(lines)


@transaction.atomic
def undo(reassignment: Reassignment, *, by: User) -> Reassignment:
    """Put every case back exactly as it stood, within a day; one that somebody has accepted since stays there.

    Refused: more than 24 hours ago; not done.
    """
    policies.require(by, "hand_over_in_bulk", reassignment)
    reassignment = Reassignment.objects.select_for_update().get(pk=reassignment.pk)
    if reassignment.status == "done" and reassignment.due_at and clock.now() > reassignment.due_at:
        raise Refused(_("移交已超过 24 小时，不能撤销。需要时逐件更换承接方。"), code="too_late")
    move(reassignment, "undo", by=by)
    for line in reassignment.lines.filter(state__in=moving.DONE):
        moving.take_back(line, by=by)
    return reassignment


@transaction.atomic
def drop(reassignment: Reassignment, *, by: User) -> Reassignment:
    policies.require(by, "hand_over_in_bulk", reassignment)
    reassignment = _draft(reassignment)
    move(reassignment, "drop", by=by)
    return reassignment


def _draft(reassignment: Reassignment) -> Reassignment:
    reassignment = Reassignment.objects.select_for_update().get(pk=reassignment.pk)
    if reassignment.status != "draft":
        raise Refused(_("这次移交已经确认。"), code="confirmed")
    return reassignment
