"""What somebody who teaches sees of their own teaching, and a planner of any lecturer they look after."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import has_role, visible_404
from desk.paging import page
from kit import clock
from kit.suppression import LEAST
from training import policies
from training.courses import attendance, showing
from training.courses import queries as courses
from training.models import Session, SurveyAnswer, Trainer
from training.rates.counting import share
from training.surveys import results
from training.surveys.models import SCORES
from training.teaching import queries

SIZE, AHEAD = 20, 20


@login_required
@require_safe
def teaching(request: HttpRequest) -> HttpResponse:
    """My own sessions to come and held, what learners thought of them, how many passed."""
    mine = queries.entries_of(request.user)
    if not mine:
        raise Http404
    return _shown(request, mine, _("我的授课"), trail=[])


@login_required
@require_safe
def trainer_teaching(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of one lecturer of the pool, for planners of the county; one of the whole city is everybody's."""
    if not has_role(request.user, *courses.SEES):
        raise Http404
    thing: Trainer = visible_404(Trainer.objects.filter(pk=pk))
    if not policies.may(request.user, "see_teaching", thing):
        raise Http404
    return _shown(request, [thing], _("%(name)s的授课") % {"name": thing.name}, trail=_pool())


def _pool() -> list[tuple[str, str]]:
    return [(_("讲师库"), reverse("training:trainers"))]


def _shown(request: HttpRequest, trainers: list[Trainer], title: str, *, trail: list[tuple[str, str]]) -> HttpResponse:
    found = page(queries.held(trainers), request, size=SIZE, by="starts_at")
    ahead = list(queries.ahead(trainers)[:AHEAD])
    seen = _seen(request, trainers, [*ahead, *found.items])
    means = results.means_of(queries.held(trainers).order_by().values("pk"))
    came = queries.came_to([one.pk for one in found.items])
    passes = queries.passes(trainers)
    context = {
        "title": title, "trail": trail, "page": found, "least": LEAST,
        "organisation": trainers[0].organisation,
        "ahead": [_ahead(one, seen) for one in ahead],
        "held": [_held(one, seen, came.get(one.pk, 0), means.get(one.pk)) for one in found.items],
        "scores": _scores(results.together(list(means.values()))),
        "sessions_n": len(means),
        "passes": _passes(request, passes),
        "topics": _topics(request, passes),
    }  # fmt: skip
    return TemplateResponse(request, "training/teaching.html", context)


def _seen(request: HttpRequest, trainers: list[Trainer], sessions: list[Session]) -> set[int]:
    """Whose people this reader may look at: those they teach themselves, hold or look after."""
    if not has_role(request.user, *policies.lines["see_session"]):
        return set()
    pks = {one.pk for one in sessions}
    if all(one.user_id == request.user.pk for one in trainers):
        return pks
    return set(courses.sessions_of(request.user).filter(pk__in=pks).values_list("pk", flat=True))


def _ahead(one: Session, seen: Collection[int]) -> dict[str, Any]:
    door = attendance.door_state(one, clock.now())
    return {**showing.listed(one), "may_look": one.pk in seen, "is_open": door in ("open", "over")}


def _held(one: Session, seen: Collection[int], came: int, means: results.Means | None) -> dict[str, Any]:
    return {
        **showing.listed(one),
        "may_look": one.pk in seen,
        "came": came,
        "score": means.of["trainer"] if means else None,
    }


def _scores(means: results.Means | None) -> list[dict[str, Any]]:
    if means is None:
        return []
    label = {name: SurveyAnswer._meta.get_field(name).verbose_name for name in SCORES}
    return [{"label": label[name], "mean": means.of[name], "n": means.n} for name in SCORES]


def _passes(request: HttpRequest, passes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each course with its share of people who passed, from five people on; a link to those this reader may open."""
    pks = [row["course_id"] for row in passes]
    planner = has_role(request.user, *courses.SEES)
    mine = set(courses.courses_of(request.user).filter(pk__in=pks).values_list("pk", flat=True)) if planner else set()
    return [
        {**row, "pct": share(row["passed"], row["came"]) if row["came"] >= LEAST else None,
         "may_open": row["course_id"] in mine}
        for row in passes
    ]  # fmt: skip


def _topics(request: HttpRequest, passes: list[dict[str, Any]]) -> list[Any]:
    """The topics of the exams of these courses, for whoever may see how their questions do."""
    exams = [row["course__exam_id"] for row in passes if row["course__exam_id"]]
    if not exams or not policies.may(request.user, "see_bank"):
        return []
    return list(queries.topics_of(exams))
