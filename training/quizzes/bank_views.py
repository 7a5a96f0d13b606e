"""The trainer's screens of the bank: the list, one question with its versions and answers, topics, item analysis."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.paging import page
from kit.errors import Refused
from training import policies
from training.quizzes import analysis, bank, guards, queries, showing
from training.quizzes.forms import FilterForm, QuestionForm, TopicForm
from training.quizzes.models import Question

ANALYSED = 1_000


def _bank(request: HttpRequest, right: str = "see_bank") -> None:
    if not policies.may(request.user, right):
        raise Http404


def _shut(request: HttpRequest) -> HttpResponse | None:
    """Back to the list with a sentence for whoever sits a quiz at this moment: these pages tell what is right."""
    try:
        guards.check_bank_open(request.user)
    except Refused as why:
        messages.warning(request, str(why))
        return redirect("training:questions")
    return None


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("题库"), reverse("training:questions")), *more]


@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The bank, newest first, narrowed by topic, kind, difficulty and status."""
    _bank(request)
    filters = FilterForm(request.GET)
    found = page(filters.narrow(queries.questions(request.user)), request)
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "page": found,
        "rows": [{"q": q, "tone": showing.TONES[q.status]} for q in found.items],
        "may_write": policies.may(request.user, "keep_bank"),
    }
    return TemplateResponse(request, "training/questions.html", context)


@login_required
@once
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question: what it says now, how it does, what it said before; out of use and back into it."""
    _bank(request)
    thing: Question = visible_404(queries.questions(request.user), code=code)
    if shut := _shut(request):
        return shut
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        act = {"retire": bank.retire_question, "restore": bank.restore_question}.get(request.POST.get("act", ""))
        if act is None or not policies.may(request.user, "keep_bank"):
            raise Http404
        form.is_valid()
        if done(form, act, thing, by=request.user):
            messages.success(request, _("已停用，以后不再抽到。") if act is bank.retire_question else _("已恢复使用。"))
            return redirect("training:question", code)
    context = {
        "q": thing,
        "tone": showing.TONES[thing.status],
        "choices": analysis.choices(thing.current) if thing.current else [],
        "read": analysis.readings([thing]).get(thing.pk),
        "verdicts": analysis.VERDICTS,
        "versions": queries.newest_version(thing).select_related("made_by")[:20],
        "moves": [showing.step(thing, move) for move in history(thing)],
        "may_write": policies.may(request.user, "keep_bank"),
        "form": form,
        "trail": _trail(),
    }
    return TemplateResponse(request, "training/question.html", context, status=409 if form.errors else 200)


@login_required
@once
def new_question(request: HttpRequest) -> HttpResponse:
    _bank(request, "keep_bank")
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := done(form, bank.write_question, by=request.user, **form.columns())):
        messages.success(request, _("已存入题库，可以抽到了。"))
        return redirect("training:question", made.code)
    return _editor(request, form, _("新写一题"), _trail())


@login_required
@once
def edit_question(request: HttpRequest, code: str) -> HttpResponse:
    """Say it anew: a version more. Results of before keep what they were answered to."""
    _bank(request, "keep_bank")
    thing: Question = visible_404(queries.questions(request.user), code=code)
    if shut := _shut(request):
        return shut
    form = QuestionForm(request.POST if request.method == "POST" else None, question=thing)
    if form.is_valid() and done(form, bank.change_question, thing, by=request.user, **form.columns()):
        messages.success(request, _("已保存为新版本，原来的成绩不变。"))
        return redirect("training:question", code)
    back = reverse("training:question", args=[code])
    return _editor(request, form, _("修改试题"), _trail((code, back)))


def _editor(request: HttpRequest, form: QuestionForm, title: str, trail: list[tuple[str, str]]) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "trail": trail, "back": trail[-1][1]}
    return TemplateResponse(request, "training/question_edit.html", context, status=409 if form.errors else 200)


@login_required
@once
def topics(request: HttpRequest) -> HttpResponse:
    """What questions are about; the same code again gives a topic another name."""
    _bank(request, "keep_bank")
    form = TopicForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, bank.name_topic, by=request.user, **form.cleaned_data):
        messages.success(request, _("已保存。"))
        return redirect("training:topics")
    context = {"form": form, "rows": queries.topics_with_counts(), "trail": _trail()}
    return TemplateResponse(request, "training/topics.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def analysis_page(request: HttpRequest) -> HttpResponse:
    """How each question does, those to look at first; the words say what the numbers mean."""
    _bank(request)
    filters = FilterForm(request.GET)
    rows = filters.narrow(queries.questions(request.user)).order_by("code")[:ANALYSED]
    found = analysis.worst_first(rows)
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "rows": [{"q": q, "read": read, "said": analysis.VERDICTS[read.verdict]} for q, read in found],
        "enough": analysis.ENOUGH,
        "trail": _trail(),
    }
    return TemplateResponse(request, "training/question_analysis.html", context)
