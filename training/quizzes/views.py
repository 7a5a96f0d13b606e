"""The learner's screens: my quizzes, one quiz, answering it on one page or one question a page, handing in, results.

Every page works without script. Saving an answer twice is saving it once, so those forms carry no mark against being
sent twice; beginning and handing in do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit import clock
from kit.errors import Refused
from training import policies
from training.allowances import queries as allowances
from training.quizzes import guards, queries, services, showing
from training.quizzes.forms import AnswerForm
from training.quizzes.models import Attempt
from training.quizzes.services import Answer

PAST = 10  # attempts shown below the quizzes


def _learner(request: HttpRequest) -> None:
    if not queries.audiences(request.user):
        raise Http404


def _own(request: HttpRequest, pk: int) -> Attempt:
    """One's own attempt; where its time is over it is handed in now, not at the next sweep."""
    thing: Attempt = visible_404(queries.attempts_of(request.user.pk), pk=pk)
    if not policies.may(request.user, "answer_quiz", thing):
        raise Http404
    if thing.status == "running" and thing.is_over(clock.now()):
        thing = services.close_if_over(thing)
        messages.warning(request, _("答题时间到了，已经自动交卷。之前保存的都算。"))
    return thing


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("测验"), reverse("training:quizzes")), *more]


def _attempt_trail(thing: Attempt) -> list[tuple[str, str]]:
    return _trail((str(thing.blueprint), reverse("training:quiz", args=[thing.blueprint_id])))


# --- lists and one quiz ------------------------------------------------------------------------------------------
@login_required
@require_safe
def quizzes(request: HttpRequest) -> HttpResponse:
    """What I am to sit, first what runs and what is due; below, what I sat before."""
    _learner(request)
    found = page(queries.with_standing(queries.open_to(request.user), request.user.pk), request, size=20)
    now = clock.now()
    mine = list(queries.running_first(request.user.pk)[:PAST])
    context = {
        "running": [one for one in mine if one.status == "running"],
        "due": [showing.due(member, now) for member in queries.due_rounds(request.user.pk, now)[:10]],
        "page": found,
        "rows": showing.listed(found.items),
        "past": [one for one in mine if one.status != "running"],
    }
    return TemplateResponse(request, "training/quizzes.html", context)


@login_required
@once
def quiz(request: HttpRequest, pk: int) -> HttpResponse:
    """What a quiz asks, how I stand with it, and the button that starts its clock."""
    _learner(request)
    blueprint = visible_404(queries.seen_by(request.user), pk=pk)
    past = list(queries.attempts_of(request.user.pk, [pk])[:20])
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        if attempt := done(form, services.begin, blueprint, by=request.user):
            return redirect("training:attempt_question", attempt.pk, 1)
    running = next((one for one in past if one.status == "running"), None)
    member = guards.due_round(request.user, blueprint, clock.now())
    context = {
        "quiz": blueprint,
        "facts": showing.facts(blueprint, member, allowances.open_now(request.user.pk, pk)),
        "in_the_way": [] if running else _in_the_way(request, blueprint, member),
        "running": running,
        "past": past,
        "form": form,
        "trail": _trail(),
    }
    return TemplateResponse(request, "training/quiz.html", context, status=409 if form.errors else 200)


def _in_the_way(request: HttpRequest, blueprint: Any, member: Any) -> list[str]:
    if blueprint.status != "open":
        return [_("这次测验现在不开放。")]
    if not policies.may(request.user, "take_quiz", blueprint):
        return [_("这次测验不是为您的身份安排的。")]
    try:
        guards.check(request.user, blueprint, member, clock.now())
    except Refused as why:
        return [str(s) for s in why.reasons] or [str(why)]
    return []


# --- answering -----------------------------------------------------------------------------------------------------
@login_required
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions on one page: save what is there, or go on to hand in."""
    thing = _own(request, pk)
    if thing.status != "running":
        return redirect("training:attempt_result", pk)
    items = list(queries.items_of(thing))
    forms = [AnswerForm(item, request.POST if request.method == "POST" else None) for item in items]
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        answers = {f.item.number: f.answer for f in forms}
        if (gone := _kept(request, thing, answers, form)) is not None:
            return gone
    context = {**_sitting(thing, items), "forms": forms, "form": form}
    return TemplateResponse(request, "training/attempt.html", context, status=409 if form.errors else 200)


@login_required
def question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One question a page: its answer is kept by every button, also by the one that goes back."""
    thing = _own(request, pk)
    if thing.status != "running":
        return redirect("training:attempt_result", pk)
    items = list(queries.items_of(thing))
    item = next((i for i in items if i.number == number), None)
    if item is None:
        raise Http404
    answer = AnswerForm(item, request.POST if request.method == "POST" else None)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (gone := _kept(request, thing, {number: answer.answer}, form, number)) is not None:
        return gone
    context = {
        **_sitting(thing, items), "answer": answer, "form": form, "number": number, "is_last": number == len(items),
        "title": _("第 %(n)d 题，共 %(of)d 题") % {"n": number, "of": len(items)},
    }  # fmt: skip
    return TemplateResponse(request, "training/attempt_question.html", context, status=409 if form.errors else 200)


def _kept(
    request: HttpRequest, thing: Attempt, answers: Mapping[int, Answer], form: Form, number: int = 0
) -> HttpResponse | None:
    """Where it goes on after saving; None where the page is shown again with what was refused."""
    form.is_valid()
    try:
        services.save_answers(thing, answers, by=request.user)
    except Refused as why:
        if why.code in ("over", "handed_in"):
            services.close_if_over(thing)
            messages.warning(request, str(why))
            return redirect("training:attempt_result", thing.pk)
        form.add_error(None, str(why))
        return None
    go = request.POST.get("go", "next")
    if go == "quiet":  # the script of the page keeps each click
        return HttpResponse(status=204)
    if go == "check" or (number and go == "next" and number == thing.items.count()):
        return redirect("training:attempt_hand_in", thing.pk)
    if number and go in ("next", "back"):
        return redirect("training:attempt_question", thing.pk, max(1, number + (1 if go == "next" else -1)))
    messages.success(request, _("已保存。"))
    return HttpResponseRedirect(request.path)


def _sitting(thing: Attempt, items: list[Any]) -> dict[str, Any]:
    now = clock.now()
    return {
        "attempt": thing,
        "items": items,
        "answered": sum(item.is_answered for item in items),
        "minutes_left": -(-int(thing.left(now).total_seconds()) // 60),
        "trail": _attempt_trail(thing),
    }


@login_required
@once
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still open, and the one button that ends it."""
    thing = _own(request, pk)
    if thing.status != "running":
        return redirect("training:attempt_result", pk)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        if handed := done(form, services.hand_in, thing, by=request.user):
            said = _("已交卷。") if handed.status == "graded" else _("已交卷，案例题评阅以后出成绩。")
            messages.success(request, said)
            return redirect("training:attempt_result", pk)
    items = list(queries.items_of(thing))
    context = {**_sitting(thing, items), "form": form, "left": [i for i in items if not i.is_answered]}
    return TemplateResponse(request, "training/attempt_hand_in.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The score, and each question with one's answer, the right one and why, once everything is graded."""
    thing = _own(request, pk)
    if thing.status == "running":
        return redirect("training:attempt", pk)
    context = {
        "attempt": thing,
        "rows": [showing.answered(item) for item in queries.items_of(thing)] if thing.status == "graded" else [],
        "trail": _attempt_trail(thing),
        "next_at": showing.next_step(thing, request.user),
    }
    return TemplateResponse(request, "training/attempt_result.html", context)
