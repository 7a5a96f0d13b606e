"""Making a plan: begun, cut into regions, each planned and staged, then published under guard. It only proposes.

Every step may run twice. What a part has staged is kept until it is published, so a worker that dies amid the
publishing changes nothing of the plan: whoever takes it up goes on with the same proposals.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse

from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine.edges import Asking
from matching.engine.flow import Room
from matching.engine.plan import Region, RegionPlan, objective, planned, regions
from matching.models import MatchRun, Proposal, RunPart, StagedPart
from matching.offers.columns import rulebook
from matching.offers.suggestions import weights_on
from matching.planning import columns, marks, publishing, staging
from matching.planning.columns import Asked, Scope
from messaging import outbox, queue

SPLIT, REGION = "matching.plan", "matching.plan_region"
OVER = (RunPart.Stage.PUBLISHED, RunPart.Stage.SAME, RunPart.Stage.DROPPED)


@transaction.atomic
def begin(*, by: User | None, county_code: str = "", on: date | None = None, key: str | None = None) -> MatchRun:
    """Begin a plan for one county or for all. A key that was used gives its run back.

    Refused: another plan of this scope is being made. Law: R-PI-04 (the platform proposes, a person decides).
    """
    on = on or clock.today()
    run = MatchRun(
        county_code=county_code, as_of=on, key=key, made_by=by, began_at=clock.now(),
        weights_version=weights_on(on).version, rules_version=rulebook(on).version,
    )  # fmt: skip
    if by is not None:
        policies.require(by, "plan_matching", run)
    known = MatchRun.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    if MatchRun.objects.filter(status="running", county_code=county_code).exists():
        raise Refused(_("上一次计划还没有算完。等它完成，或者先取消。"), code="running")
    born(run, "begin", by=by)
    return run


def begin_in_background(*, by: User | None, county_code: str = "", key: str | None = None) -> MatchRun:
    """The same, with the work left to the queue."""
    with transaction.atomic():
        run = begin(by=by, county_code=county_code, key=key)
        # Visible jobs have a lane of their own: a plan of minutes holds up no message.
        queue.enqueue(SPLIT, {"run": run.pk}, key=f"plan:{run.pk}", visible=True)
    return run


@transaction.atomic
def cancel(run: MatchRun, *, by: User | None) -> MatchRun:
    """Stop a plan. What was published stays; what was only worked out is dropped."""
    if by is not None:
        policies.require(by, "plan_matching", run)
    move(run, "cancel", by=by)
    _drop(run)
    return run


def give_up(runs: QuerySet[MatchRun]) -> None:
    """Close plans that cannot be finished; what they published stays."""
    for run in runs.filter(status="running"):
        with transaction.atomic(), suppress(Refused):
            move(run, "fail", by=None)
            _drop(run)


def _drop(run: MatchRun) -> None:
    """Forget what was worked out and not published."""
    RunPart.objects.filter(run=run).exclude(stage__in=OVER).update(stage=RunPart.Stage.DROPPED)
    StagedPart.objects.filter(part__run=run).delete()
    MatchRun.objects.filter(pk=run.pk).update(ended_at=clock.now())


# --- in one process ------------------------------------------------------------------------------------------
def make(run: MatchRun, *, jobs: int = 1) -> MatchRun:
    """The whole of a run here and now, on as many processes as asked."""
    asked, todo = split(run)
    parts = {part.number: part for part in run.parts.filter(stage=RunPart.Stage.WAITS)}
    for region, found in planned_for(asked, [r for r in todo if r.number in parts], jobs):
        staging.stage(parts[region.number], asked, [(region, found)])
    for part in parts.values():
        publishing.publish(part)
    return finish(run)


def planned_for(asked: Asked, todo: list[Region], jobs: int = 1) -> list[tuple[Region, RegionPlan]]:
    """These regions with their plans, exact."""
    problem = asked.problem.with_load(locked_only=True)
    return list(planned(Asking(problem), Room.of(problem), todo, jobs))


def split(run: MatchRun) -> tuple[Asked, list[Region]]:
    """Read everything, and cut it into parts; those in which nothing has changed are done."""
    publishing.end_stale()
    asked = columns.read(Scope(county=run.county_code), run.as_of)
    problem = asked.problem
    todo = regions(problem, Room.of(problem.with_load(locked_only=True)))
    if not run.parts.exists():
        _write_parts(run, asked, todo)
    return asked, todo


@transaction.atomic
def _write_parts(run: MatchRun, asked: Asked, todo: list[Region]) -> None:
    before = marks.last_parts(run.county_code)
    locked = asked.problem.locked
    held = asked.problem.standing.copy()
    held[~locked] = -1
    counted = Counter(asked.county[~locked].tolist())
    MatchRun.objects.filter(pk=run.pk).update(
        needs_n=int((~locked).sum()),
        places_n=len(asked.problem.places),
        locked_n=int(locked.sum()),
        base_value=objective(asked.problem, held),
        counties={f"{county:06d}": {"needs": n} for county, n in counted.items()},
    )
    RunPart.objects.bulk_create(_part(run, asked, region, before) for region in todo)


def _part(run: MatchRun, asked: Asked, region: Region, before: dict[tuple[str, ...], RunPart]) -> RunPart:
    areas = marks.areas(asked.problem, region)
    part = RunPart(run=run, number=region.number, areas=list(areas), needs_n=len(region.needs))
    part.asked_mark, stands = marks.of(asked.problem, region), marks.standing(asked.problem, region)
    last = before.get(areas)
    if last and (last.asked_mark, last.stands_mark) == (part.asked_mark, stands):
        part.stage, part.stands_mark, part.value = RunPart.Stage.SAME, stands, last.value
        part.assigned_n = part.kept_n = last.assigned_n
        part.pairs_n = last.pairs_n
    return part


# --- as jobs -------------------------------------------------------------------------------------------------
def split_job(run: MatchRun) -> None:
    """Cut a run into parts and ask for a job for each that has changed."""
    if run.status != "running":
        return
    split(run)
    with transaction.atomic():
        for part in run.parts.exclude(stage__in=OVER):
            queue.enqueue(REGION, {"part": part.pk}, key=f"plan-part:{part.pk}", visible=True)
    finish(run)


def region_job(part: RunPart) -> None:
    """Plan one part from its own rows, unless it is planned already, then publish what is staged."""
    if part.run.status != "running" or part.stage in OVER:
        return
    if part.stage == RunPart.Stage.WAITS:
        asked = columns.read(Scope(areas=tuple(part.areas), county=part.run.county_code), part.run.as_of)
        problem = asked.problem.with_load(locked_only=True)
        staging.stage(part, asked, planned_for(asked, regions(problem, Room.of(problem))))
    publishing.publish(part)
    finish(part.run)


def finish(run: MatchRun) -> MatchRun:
    """Close a run whose parts are all over; whoever ends the last part does it."""
    run.refresh_from_db()
    if run.status != "running" or run.parts.exclude(stage__in=OVER).exists():
        return run
    with transaction.atomic():
        MatchRun.objects.filter(pk=run.pk).update(ended_at=clock.now(), counties=_counties(run))
        with suppress(Refused):  # another worker was first
            move(run, "finish", by=None)
            if run.made_by_id:
                outbox.put("plan_made", to=run.made_by, about=run, url=reverse("matching:plan_run", args=[run.pk]))
    run.refresh_from_db()
    return run


def _counties(run: MatchRun) -> dict[str, dict[str, int]]:
    """What came of it in each county: needs, proposals that stand, those that are new, those that ended."""
    found: dict[str, Any] = {county: dict(n) for county, n in run.counties.items()}
    scope = {"county_code": run.county_code} if run.county_code else {}
    live = columns.live_proposals().filter(**scope)
    for name, rows in (
        ("assigned", live),
        ("new", live.filter(run=run)),
        ("ended", Proposal.objects.filter(ended_by__run=run, ended_at__isnull=False, **scope)),
    ):
        for county, n in rows.order_by().values_list("county_code").annotate(n=Count("pk")):
            found.setdefault(county, {"needs": 0})[name] = n
    return found


def value_of(run: MatchRun) -> int:
    """The value of the plan as the engine counts it: what was accepted before, and what the parts add."""
    return run.base_value + sum(run.parts.values_list("value", flat=True))
