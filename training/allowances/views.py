"""The trainer's screen of one learner and one quiz: how it went, what was granted, and granting more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.access import visible_404
from accounts.models import User
from audit.once import once
from desk.acts import done
from kit import clock
from training import policies
from training.allowances import queries, services
from training.allowances.forms import AllowForm
from training.models import Allowance, Blueprint
from training.quizzes import guards
from training.quizzes.queries import attempts_of

SHOWN = 20


@login_required
@once
def learner(request: HttpRequest, pk: int, learner: int) -> HttpResponse:
    """How somebody did in a quiz, and more time or one sitting more for them. Nobody finds this page of themselves."""
    quiz: Blueprint = visible_404(Blueprint.objects, pk=pk)
    who: User = visible_404(User.objects.filter(is_active=True).exclude(pk=request.user.pk), pk=learner)
    if not policies.may(request.user, "allow_more", Allowance(learner=who, blueprint=quiz)):
        raise Http404
    form = AllowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _grant(request, form, who, quiz):
        messages.success(request, _("已办理，并通知了本人。"))
        return redirect("training:quiz_learner", pk, learner)
    context = {
        "quiz": quiz,
        "who": who,
        "form": form,
        "attempts": attempts_of(who.pk, [pk]).prefetch_related("allowances")[:SHOWN],
        "granted": queries.of(who.pk, pk)[:SHOWN],
        "stands": _stands(who, quiz),
    }
    return TemplateResponse(request, "training/quiz_learner.html", context, status=409 if form.errors else 200)


def _grant(request: HttpRequest, form: AllowForm, who: User, quiz: Blueprint) -> Any:
    told = {"by": request.user, "why": form.cleaned_data["why"], "note": form.cleaned_data["note"]}
    if form.cleaned_data["kind"] == Allowance.Kind.TIME:
        return done(form, services.allow_time, who, quiz, minutes=form.cleaned_data["minutes"], **told)
    return done(form, services.allow_sitting, who, quiz, **told)


def _stands(who: User, quiz: Blueprint) -> str:
    """Where this learner stands with the quiz, in a sentence."""
    now = clock.now()
    if guards.has_passed(who, quiz, now):
        return _("已经通过。")
    if guards.resits_left(who, quiz, now):
        return _("还没有通过，还可以考。")
    return _("还没有通过，补考次数已经用完。")
