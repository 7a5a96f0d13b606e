"""Ends that the sides tell differently: the county's list and the page on which one is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from audit.once import once
from desk.hooks import WorkItem
from desk.paging import page
from matching import policies, words
from matching.disputes.models import OutcomeReview
from matching.disputes.services import settle_review
from matching.outcomes import ladder
from matching.screens import attempt, for_roles, posted, shown

county = for_roles(roles.CBM)
SHOWN = 25


def reviews(user: Any) -> QuerySet[OutcomeReview]:
    """Those of the counties this person manages."""
    counties = [s.county_code for s in access.seats(user) if s.role == roles.CBM]
    return OutcomeReview.objects.filter(county_code__in=counties).select_related("request", "place", "settled_by")


def to_settle(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What waits for the county; one query."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if not counties:
        return
    rows = OutcomeReview.objects.filter(status="open", county_code__in=counties).select_related("request")
    for row in rows.order_by("due_at", "pk")[:200]:
        yield WorkItem(
            title=_("成效说法不一致，等您复核"),
            text=f"{words.need(row.request.need)}·{row.request.number}",
            url=reverse("matching:outcome_review", args=[row.pk]),
            verb=_("复核"),
            due_at=row.due_at,
            code=row.request.number,
        )


class SettleForm(forms.Form):
    finding = forms.ChoiceField(label=gettext_lazy("结论"), choices=OutcomeReview.FINDINGS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("问过哪几方、看过什么。不写姓名和案情。"),
    )  # fmt: skip


@county
@require_safe
def outcome_reviews(request: HttpRequest) -> HttpResponse:
    found = page(reviews(request.user), request, size=SHOWN)
    rows = [{"row": row, "need": words.need(row.request.need), "said": _said(row)} for row in found.items]
    return TemplateResponse(request, "matching/outcome_reviews.html", {"page": found, "rows": rows})


@county
@once
def outcome_review(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_404(reviews(request.user), pk=pk)
    form = SettleForm(posted(request))
    sent = row.status == "open" and request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: settle_review(row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("已复核。"))
        return redirect("matching:outcome_reviews")
    context = {
        "row": row, "said": _said(row), "form": form, "need": words.need(row.request.need),
        "trail": [(_("成效复核"), reverse("matching:outcome_reviews"))],
        "may": row.status == "open" and policies.may(request.user, "settle_review", row),
    }  # fmt: skip
    return shown(request, "matching/outcome_review.html", context)


def _said(row: OutcomeReview) -> list[tuple[str, str]]:
    names = (("helper", _("帮扶人")), ("officer", _("工作人员")), ("person", _("本人")))
    return [(label, _step(row.said.get(name))) for name, label in names]


def _step(step: int | None) -> str:
    return str(ladder.STEPS[step]) if step is not None else _("没有说")
