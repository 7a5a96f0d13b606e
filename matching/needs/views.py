"""Assessing what help a person needs, and the versions side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import visible_404
from audit import trail
from audit.once import once
from kit import clock
from matching import policies, queries
from matching.models import Client
from matching.needs import pages, services
from matching.needs.forms import AssessForm, CompareForm
from matching.screens import attempt, client_trail, for_roles, posted, shown

staff = for_roles(roles.OFF, roles.CBM)


def _own(request: HttpRequest, code: str, right: str) -> Client:
    thing = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


@staff
@once
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """A new version. Levels begin with those of the last; what was written is written anew."""
    thing = _own(request, code, "assess")
    last = thing.assessments.order_by("-version").first()
    form = AssessForm(posted(request), client=thing, last=last, days=services.reassess_days(thing, clock.today()))
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: services.assess(thing, by=request.user, **form.said)):
        messages.success(request, _("新一版评估已存入。接着为每一项需求提出帮扶。"))
        return redirect("matching:assessments", code)
    return shown(request, "matching/assess.html", {"form": form, "client": thing, "trail": client_trail(thing)})


@staff
@require_safe
def assessments(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions side by side, and the way from each need to its request. Reading them leaves a trace."""
    thing = _own(request, code, "read_assessment")
    rows = pages.versions(thing)
    context = {"client": thing, "trail": client_trail(thing), "can": policies.can(request.user, thing), "rows": rows}
    if not rows:
        return TemplateResponse(request, "matching/assessments.html", context)
    pick = CompareForm(request.GET or None, versions=[(row.version, pages.named(row)) for row in rows])
    pick.is_valid()
    said = getattr(pick, "cleaned_data", {})
    old, new = pages.chosen(rows, said.get("old"), said.get("new"))
    trail.record("client.assessment_read", thing, by=request.user, fields=["needs"], detail={"version": new.version})
    may_ask = thing.status == "active" and policies.may(request.user, "ask_for_help", thing)
    context |= {
        "old": old, "new": new, "areas": pages.comparison(old, new), "said": pages.said(old, new),
        "tasks": pages.asked(thing, new, may_ask=may_ask), "is_last": new is rows[0],
        "filters": CompareForm(
            {"old": old.version if old else "", "new": new.version},
            versions=[(row.version, pages.named(row)) for row in rows],
        ),
    }  # fmt: skip
    return TemplateResponse(request, "matching/assessments.html", context)
