"""Looks at jobs that were found: the list with what came of it, and recording one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from accounts.models import Division
from audit.once import once
from desk import dates
from desk.paging import page
from kit import clock
from matching import policies, queries, words
from matching.followups.due import ends_at, followups, grace
from matching.followups.models import JobFollowUp
from matching.followups.services import record_followup
from matching.screens import attempt, for_roles, posted, shown

lookers = for_roles(roles.OFF, roles.CBM, roles.RES)
SHOWN, YEAR = 25, timedelta(days=365)


class RecordForm(forms.Form):
    still = forms.ChoiceField(label=gettext_lazy("还在工作吗"), choices=JobFollowUp.STILL, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=gettext_lazy("离开的原因"), required=False, choices=[("", "—"), *JobFollowUp.REASONS],
        help_text=gettext_lazy("没有工作了的才填"),
    )  # fmt: skip


@lookers
@require_safe
def followups_list(request: HttpRequest) -> HttpResponse:
    """Newest first, with the figures of the last year for whoever leads the county."""
    found = page(followups(request.user), request, size=SHOWN)
    days = grace()
    context = {"page": found, "rows": [_line(row, days) for row in found.items], "table": _figures(request.user)}
    return TemplateResponse(request, "matching/followups.html", context)


def _line(row: JobFollowUp, days: int) -> dict[str, Any]:
    late = row.status == "waiting" and ends_at(row, days) <= clock.now()
    return {
        "row": row,
        "state": row.get_still_display() if row.still else _("已超时") if late else row.status_label,
        "tone": "bad" if late else "off" if row.still == "no" else words.tone(row.status),
        "open": row.status == "waiting" and row.due_on <= clock.today(),
    }


def _figures(user: Any) -> dict[str, Any] | None:
    """K11 of the last year, county by county, for those who lead one."""
    counties = {s.county_code for s in access.seats(user) if s.role == roles.CBM}
    if not counties:
        return None
    names = dict(Division.objects.filter(pk__in=counties).values_list("pk", "name"))
    found = queries.job_placement(clock.today() - YEAR, clock.today())
    heads = [_("县区"), _("提出就业需求"), _("已就业"), *(_("第 %(n)d 天仍在就业") % {"n": n} for n in (30, 90, 180))]
    rows = [
        [names.get(c, c), k.opened, k.placed, *(_share(k.kept.get(n)) for n in (30, 90, 180))]
        for c, k in found.items()
        if c in counties
    ]
    return {"caption": _("近一年的就业和稳定情况"), "heads": heads, "rows": rows}


def _share(pair: tuple[int, int] | None) -> str:
    return f"{pair[0]}/{pair[1]}" if pair else "—"


@lookers
@once
def followup(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_404(followups(request.user), pk=pk)
    may = row.status == "waiting" and policies.may(request.user, "record_followup", row.request)
    form = RecordForm(posted(request))
    sent = may and request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: record_followup(row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("已登记。"))
        return redirect("matching:followups")
    facts = [
        (_("去处"), row.place or "—"),
        (_("上岗日期"), dates.day(row.start_on)),
        (_("回访日期"), dates.day(row.due_on)),
        (_("状态"), row.status_label),
        *([(_("还在工作吗"), row.get_still_display())] if row.still else []),
        *([(_("离开的原因"), row.get_reason_display())] if row.reason else []),
    ]
    context = {
        "row": row, "form": form, "facts": facts, "may": may and row.due_on <= clock.today(),
        "trail": [(_("就业回访"), reverse("matching:followups"))],
    }  # fmt: skip
    return shown(request, "matching/followup.html", context)
