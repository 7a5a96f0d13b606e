"""The screens of a committee: the list of evaluations, who sits and how they were drawn, a member's declaration."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import queries as people
from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.paging import page
from ngos import policies
from ngos.evaluation import committee as seats
from ngos.evaluation import drawing, electing, forms, queries, services, showing
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.models import CommitteeMember, Draw, Project
from ngos.purchasing import guards

SEES = (roles.EXP, roles.CBM, roles.MUN, roles.AUD)
SIZE = 30


def found(request: HttpRequest, number: str) -> Project:
    thing: Project = visible_404(queries.evaluations_visible_to(request.user), number=number)
    return thing


def frame(request: HttpRequest, project: Project, here: str) -> dict[str, Any]:
    """What every page of one evaluation shows."""
    member = queries.member_of(project, request.user)
    return {
        "project": project, "tone": showing.tone(project), "member": member,
        "tabs": showing.tabs(project, here, judges=member is not None), "trail": showing.trail(project),
    }  # fmt: skip


@login_required
@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """The evaluations in which this person has a part, newest first."""
    if not has_role(request.user, *SEES):
        raise Http404
    listed = page(queries.evaluations_visible_to(request.user), request, size=SIZE)
    rows = [{"project": p, "tone": showing.tone(p)} for p in listed.items]
    return TemplateResponse(request, "ngos/evaluations.html", {"page": listed, "rows": rows})


@login_required
@once
def committee(request: HttpRequest, number: str) -> HttpResponse:
    """Who sits, how they were drawn, and the empty seats; members see it too, the world only with the result."""
    project = found(request, number)
    acts = _acts(request, project)
    if answer := perform(request, acts, to=reverse("ngos:committee", args=[number])):
        return answer
    form = refused(acts)
    rows = CommitteeMember.objects.filter(project=project).select_related("user").order_by("pk")
    members = [showing.member_row(m) for m in rows.annotate(voices_n=Count("voices"))]
    context = {
        **frame(request, project, "committee"),
        "rows": members,
        "draws": [showing.draw_facts(d) for d in Draw.objects.filter(project=project, kind__in=("experts", "leader"))],
        "leader": any(row["leads"] for row in members),
        "wants_leader": electing.is_wanted(project),
        "voted": electing.voted(project),
        "recipe": drawing.RECIPE,
        "acts": acts,
        "form": form,
    }
    return TemplateResponse(request, "ngos/committee.html", context, status=409 if form else 200)


def _acts(request: HttpRequest, project: Project) -> list[Act]:
    by, acts = request.user, list[Act]()
    forms_it = policies.may(by, "form_committee", project)
    if forms_it and project.status in seats.WHEN_DRAWN and not project.committee.exists():
        acts.append(Act(
            "form", _("抽取专家，组成评审小组"), _("已抽取专家并组成评审小组。"),
            lambda **said: services.form_committee(project, by=by, **said),
            bound(request, "form", forms.CommitteeForm, people=_buyers(project)), is_primary=True,
        ))  # fmt: skip
    if forms_it:
        acts += [_fill(request, project, gone) for gone in seats.vacancies(project)]
    member = queries.member_of(project, by)
    if member and electing.waits_for(member):
        acts.append(Act(
            "vote", _("推选组长"), _("已投票。"), lambda candidate: [services.vote_for_leader(candidate, by=by)],
            bound(request, "vote", forms.LeaderForm, seats=seats.seats_of(project).filter(kind="expert")),
            is_primary=True,
        ))  # fmt: skip
    if member and member.status == "declared" and project.status in ("closed", "opened", "scoring"):
        acts.append(Act(
            "recuse", _("申请回避"), _("已回避。"), lambda **said: services.recuse(member, by=by, **said),
            bound(request, "recuse", ReasonForm, hint=_("采购经办人会看到")),
        ))  # fmt: skip
    return acts


def _fill(request: HttpRequest, project: Project, gone: CommitteeMember) -> Act:
    name, by = f"fill-{gone.pk}", request.user
    label = _("补齐%(kind)s空缺") % {"kind": gone.get_kind_display()}
    if gone.kind == CommitteeMember.Kind.EXPERT:
        return Act(name, label, _("已重新抽取。"), lambda: services.fill_vacancy(gone, by=by))
    form = bound(request, name, forms.RepresentativeForm, people=_buyers(project))
    return Act(name, label, _("已补齐。"), lambda **said: services.fill_vacancy(gone, by=by, **said), form)


def _buyers(project: Project) -> Any:
    """Who may represent the purchaser: managers with no other part in this project."""
    unit = project.purchaser if project.county_code else None
    rows = people.people_with(roles.CBM, roles.MUN, unit=unit)
    return rows.exclude(pk__in=[pk for pk in (project.clerk_id, project.head_id, project.held_by_id) if pk])


@login_required
@once
def declare(request: HttpRequest, number: str) -> HttpResponse:
    """A member says how they stand to each bidder; until then nothing of the bids is served."""
    project = found(request, number)
    member = queries.member_of(project, request.user)
    if member is None or guards.MEMBER not in guards.roles_in(project, request.user):
        raise Http404
    if member.status != "drawn":
        return redirect("ngos:review", number)
    bids = list(queries.bids_of(project))
    form = forms.DeclareForm(request.POST if request.method == "POST" else None, bids=bids)
    if form.is_valid():
        kept = done(form, services.declare, member, by=request.user, relations=form.relations)
        if kept is not None:
            return redirect("ngos:review" if kept.status == "declared" else "ngos:evaluations", *_args(kept))
    context = {
        "project": project, "form": form, "opened": bool(bids), "trail": showing.trail(project),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/declare.html", context, status=409 if form.errors else 200)


def _args(member: CommitteeMember) -> list[str]:
    return [member.project.number] if member.status == "declared" else []
