"""Marking: case answers that wait for a person, one a page, without saying whose they are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit.once import once
from desk.acts import done
from desk.paging import page
from training import policies
from training.quizzes import marking, services
from training.quizzes.forms import MarkForm


def _marker(request: HttpRequest) -> None:
    """Managers, and whoever teaches a course with an exam."""
    if not policies.may(request.user, "mark_case") and not marking.taught_by(request.user):
        raise Http404


@login_required
@require_safe
def to_mark(request: HttpRequest) -> HttpResponse:
    _marker(request)
    found = page(marking.to_mark(request.user), request, ascending=True)
    context = {"page": found, "rows": found.items, "shut": _shut(request.user)}
    return TemplateResponse(request, "training/to_mark.html", context)


def _shut(user: Any) -> list[Any]:
    """The exams that a trainer teaches for and may not mark yet, since they are asked the same themselves."""
    if policies.may(user, "mark_case"):
        return []
    open_ = {one.pk for one in marking.readable_by(user)}
    return [one for one in marking.taught_by(user) if one.pk not in open_]


@login_required
@once
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer beside its rubric; after it comes the next that waits."""
    _marker(request)
    item = visible_404(marking.to_mark(request.user), pk=pk)
    form = MarkForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, services.mark_case, item, by=request.user, **form.cleaned_data):
        following = marking.to_mark(request.user).first()
        if following is None:
            messages.success(request, _("已评分。现在没有等评的了。"))
            return redirect("training:to_mark")
        messages.success(request, _("已评分，这是下一份。"))
        return redirect("training:mark", following.pk)
    context = {
        "item": item, "version": item.version, "form": form, "trail": [(_("评阅"), reverse("training:to_mark"))],
    }  # fmt: skip
    return TemplateResponse(request, "training/mark.html", context, status=409 if form.errors else 200)
