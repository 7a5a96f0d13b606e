"""The screens of the two reviews: the bids with what the house found, one bid as it was opened, and its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import visible_404
from audit import trail as log
from audit.once import once
from desk.uploads import services as uploads
from kit.clock import SHANGHAI
from ngos import policies
from ngos.evaluation import forms, queries, reviewing, services, sheets, showing
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.evaluation.committee_views import found, frame
from ngos.evaluation.findings import clauses_of, content_of, findings, is_proved
from ngos.models import Bid, Project


def readable(request: HttpRequest, number: str) -> Project:
    """The project, for whoever may read its bids; a member who has not declared goes to do that first."""
    project = found(request, number)
    if not queries.may_read(project, request.user):
        raise Http404
    return project


@login_required
@once
def review(request: HttpRequest, number: str) -> HttpResponse:
    """The bids and how far each came; a member who has not declared is led to the declaration."""
    project = found(request, number)
    member = queries.member_of(project, request.user)
    if member is not None and member.status == "drawn":
        return redirect("ngos:declare", number)
    may_read = queries.may_read(project, request.user)
    acts = _project_acts(request, project)
    if answer := perform(request, acts, to=reverse("ngos:review", args=[number])):
        return answer
    form = refused(acts)
    priced = sheets.prices_are_open(project)
    context = {
        **frame(request, project, "review"),
        "rows": [showing.bid_row(b, priced=priced) for b in queries.bids_of(project)] if may_read else [],
        "acts": acts,
        "form": form,
        "priced": priced,
    }
    return TemplateResponse(request, "ngos/review.html", context, status=409 if form else 200)


def _project_acts(request: HttpRequest, project: Project) -> list[Act]:
    by, acts = request.user, list[Act]()
    if project.status == "opened" and not reviewing.undecided(project) and policies.may(by, "begin_scoring", project):
        acts.append(Act("begin", _("开始评分"), _("已开始评分。"),
                        lambda: services.begin_scoring(project, by=by), is_primary=True))  # fmt: skip
    if (
        project.status in ("opened", "scoring")
        and policies.may(by, "go_on_with_two", project)
        and reviewing.bids_left(project) == 2
    ):
        acts.append(Act(
            "two", _("同意只有两家仍继续"), _("已书面同意继续。"),
            lambda reason: services.go_on_with_two(project, by=by, reason=reason) or True,
            bound(request, "two", forms.TwoForm),
        ))  # fmt: skip
    return acts


@login_required
@once
def bid(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """One bid as it was opened: answers by factor, papers, files. The price stays hidden until scores are signed."""
    project = readable(request, number)
    thing: Bid = visible_404(queries.bids_of(project), row_key=key)
    thing = Bid.objects.select_related("project", "provider__org").get(pk=thing.pk)
    acts = _bid_acts(request, project, thing)
    if answer := perform(request, acts, to=reverse("ngos:review", args=[number])):
        return answer
    if request.method != "POST":
        log.record("bid.read", thing, by=request.user, purpose=_("评审"))
    form, content = refused(acts), content_of(thing)
    priced = sheets.prices_are_open(project)
    context = {
        **frame(request, project, "review"),
        **showing.bid_row(thing, priced=priced),
        "answers": _answers(project, content),
        "conditions": _conditions(project, content),
        "files": [(f, f.title or f"{f.pk}") for f in thing.files.all()],
        "found": findings(thing) if thing.status == "opened" and project.clerk_id == request.user.pk else [],
        "acts": acts,
        "form": form,
        "trail": [*showing.trail(project), (project.title, reverse("ngos:review", args=[number]))],
    }
    return TemplateResponse(request, "ngos/bid_read.html", context, status=409 if form else 200)


def _bid_acts(request: HttpRequest, project: Project, thing: Bid) -> list[Act]:
    by, acts = request.user, list[Act]()
    if project.status != "opened":
        return acts
    member = queries.member_of(project, by)
    judges = member is not None and member.status == "declared" and member.kind == "expert"
    if thing.status == "opened" and policies.may(by, "qualify_bid", project) and not findings(thing):
        acts.append(Act("qualify", _("资格审查合格"), _("资格审查合格。"),
                        lambda: services.qualify_bid(thing, by=by), is_primary=True))  # fmt: skip
    if thing.status == "qualified" and judges:
        acts.append(Act("conform", _("符合性审查合格"), _("符合性审查合格。"),
                        lambda: services.conform_bid(thing, by=by), is_primary=True))  # fmt: skip
    decides = judges if thing.status == "qualified" else policies.may(by, "qualify_bid", project)
    if thing.status in ("opened", "qualified") and decides:
        found_ = findings(thing) if thing.status == "opened" else []
        initial = {"clause": found_[0].clause, "reason": found_[0].reason} if found_ else {}
        acts.append(Act(
            "refuse", _("认定无效"), _("已认定无效，并告知这家供应商。"),
            lambda **said: services.disqualify_bid(thing, by=by, **said),
            bound(request, "refuse", forms.RefuseForm, clauses=clauses_of(project), initial=initial),
        ))  # fmt: skip
    return acts


def _answers(project: Project, content: dict[str, Any]) -> list[tuple[str, str]]:
    said = {str(a.get("factor")): a.get("text", "") for a in content.get("answers", [])}
    factors = project.factors.exclude(kind="price")
    return [(f.title, said.get(str(f.pk)) or _("没有填写")) for f in factors]


def _conditions(project: Project, content: dict[str, Any]) -> list[dict[str, Any]]:
    day = project.deadline_at.astimezone(SHANGHAI).date() if project.deadline_at else None
    return [
        {"clause": c.clause, "text": c.text, "ok": is_proved(c, content.get("papers", []), day)}
        for c in project.conditions.all()
    ]


@login_required
@require_safe
def bid_file(request: HttpRequest, number: str, key: UUID, pk: int) -> HttpResponse:
    project = readable(request, number)
    thing = visible_404(queries.bids_of(project), row_key=key)
    row = thing.files.select_related("kept").filter(pk=pk).first()
    if row is None:
        raise Http404
    log.record("bid.read_file", thing, by=request.user, purpose=_("评审"), detail={"file": pk})
    return uploads.hand_out(row.kept, row.title or _("附件"))
