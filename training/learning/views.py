"""The learner's screens: where to go on, a course with its lessons, a lesson section by section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.once import once
from desk.acts import done
from desk.context import Frame
from training import hooks, policies
from training.learning import queries, services
from training.models import LessonPage, LessonProgress

TONES = {"done": "ok", "begun": "run", "": ""}


def words_of(state: str) -> str:
    return {"done": _("已学完"), "begun": _("学习中")}.get(state) or _("未开始")


@require_safe
def public_courses(request: HttpRequest) -> HttpResponse:
    """The public pages of courses, in the reader's language."""
    return redirect(Frame(request).page("courses"))


@login_required
@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """Where to go on first, then every course with how far one has come."""
    _only_learners(request)
    found = queries.programmes(request.user.pk)
    here = queries.go_on(found)
    context = {
        "rows": found,
        "next": here[1] if here else None,
        "next_of": here[0] if here else None,
        "minutes": sum(one.minutes_done for one in found),
    }
    return TemplateResponse(request, "training/learn.html", context)


@login_required
@require_safe
def programme(request: HttpRequest, key: UUID) -> HttpResponse:
    _only_learners(request)
    found = queries.programme(request.user.pk, key)
    if found is None:
        raise Http404
    tasks = [
        {
            "label": lesson.title,
            "url": reverse("training:lesson", args=[lesson.key]),
            "note": _("%(n)s 分钟") % {"n": lesson.minutes},
            "state": words_of(lesson.state),
            "tone": TONES[lesson.state],
        }
        for lesson in found.lessons
    ]
    more = hooks.after_lessons(request.user, key) if hooks.after_lessons.is_answered else []
    exam = next((task for task in more if task["tone"] in ("run", "bad")), None)
    context = {
        "it": found,
        "tasks": tasks,
        "more": more,
        "exam": exam,
        "trail": [(_("学习"), reverse("training:learn"))],
    }
    return TemplateResponse(request, "training/programme.html", context)


@login_required
@once
def lesson(request: HttpRequest, key: UUID) -> HttpResponse:
    """One lesson: begin it, tick its sections one by one, finish it. Every act is a plain form."""
    _only_learners(request)
    page = queries.lesson_page(key)
    if page is None:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        do = _acts(request, page).get(request.POST.get("act", ""))
        if do is None:
            raise Http404
        if form.is_valid() and (to := done(form, do)):
            return redirect(to)
    context = {**_shown(request, page), "form": form}
    return TemplateResponse(request, "training/lesson.html", context, status=409 if form.errors else 200)


def _acts(request: HttpRequest, page: LessonPage) -> dict[str, Callable[[], str]]:
    """Act → what it does; it hands back where to go on."""
    here, by = reverse("training:lesson", args=[page.translation_key]), request.user

    def begin() -> str:
        services.open_lesson(page, by=by)
        return here

    def tick() -> str:
        row = services.tick_section(page, request.POST.get("section", ""), by=by)
        left = [n for n, key in enumerate(services.sections_of(page), 1) if key not in row.ticked]
        return f"{here}#s{left[0]}" if left else f"{here}#end"

    def finish() -> str:
        row = services.finish_lesson(page, by=by)
        messages.success(request, _("学完了，记入 %(n)s 分钟。") % {"n": row.minutes})
        return here

    return {"open": begin, "tick": tick, "finish": finish}


def _shown(request: HttpRequest, page: LessonPage) -> dict[str, Any]:
    row = queries.progress_of(request.user.pk, page.translation_key)
    found = next((p for p in queries.programmes(request.user.pk) if _holds(p, page)), None)
    sections = _sections(page, row)
    return {
        "page": page,
        "row": row,
        "sections": sections,
        "all_ticked": all(section["is_done"] for section in sections),
        "least": services.least_minutes(page),
        "next": found.next if found and row and row.finished_at else None,
        "programme": found,
        "trail": [
            (_("学习"), reverse("training:learn")),
            *([(found.title, reverse("training:programme", args=[found.key]))] if found else []),
        ],
    }


def _holds(one: queries.Programme, page: LessonPage) -> bool:
    return any(lesson.key == page.translation_key for lesson in one.lessons)


def _sections(page: LessonPage, row: LessonProgress | None) -> list[dict[str, Any]]:
    """The sections with what was ticked; the first that is left is where one is."""
    ticked = set(row.ticked) if row else set()
    rows: list[dict[str, Any]] = []
    for section in page.sections:
        is_done = str(section.id) in ticked
        is_here = not is_done and all(r["is_done"] for r in rows)
        rows.append({"id": str(section.id), "value": section.value, "is_done": is_done, "is_here": is_here})
    return rows


def _only_learners(request: HttpRequest) -> None:
    if not policies.may(request.user, "take_lesson"):
        raise Http404
