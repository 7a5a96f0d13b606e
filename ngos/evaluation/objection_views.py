"""Objections and complaints: the list and answers of the office, and the page on which a bidder reads its result."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from kit import clock
from kit.money import yuan
from ngos import policies
from ngos.evaluation import announcing, forms, objecting, queries, ranking, services, showing, windows
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.models import Award, Bid, Complaint, LowPriceQuestion, Objection, Project
from ngos.purchasing import guards

OFFICE = (roles.CBM, roles.MUN, roles.AUD)


@login_required
@once
def objections(request: HttpRequest, number: str) -> HttpResponse:
    """What was objected to a project, what was answered, and the forms of whoever has to answer."""
    if not has_role(request.user, *OFFICE):
        raise Http404
    rows = queries.objections_visible_to(request.user).filter(project__number=number)
    project = _project(request, number, rows)
    listed = list(rows.order_by("-pk"))
    acts = [a for row in listed for a in _office_acts(request, project, row)]
    if answer := perform(request, acts, to=reverse("ngos:objections", args=[number])):
        return answer
    form = refused(acts)
    context = {
        "project": project, "tone": showing.tone(project), "acts": acts, "form": form,
        "rows": [objection_row(row) for row in listed], "trail": showing.trail(project),
        "tabs": showing.tabs(project, "objections", judges=False) if _takes_part(request, project) else [],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/objections.html", context, status=409 if form else 200)


def _takes_part(request: HttpRequest, project: Project) -> bool:
    return queries.evaluations_visible_to(request.user).filter(pk=project.pk).exists()


def _project(request: HttpRequest, number: str, rows: Any) -> Project:
    """Whoever has a part in it, and the city once there is something to judge."""
    own = queries.evaluations_visible_to(request.user).filter(number=number).first()
    if own is not None:
        return own
    row = rows.first()
    if row is None:
        raise Http404
    return row.project


def _office_acts(request: HttpRequest, project: Project, row: Objection) -> list[Act]:
    by, acts = request.user, list[Act]()
    if row.status == "filed" and policies.may(by, "answer_objection", project):
        name = f"answer-{row.pk}"
        acts.append(Act(
            name, _("答复%(name)s的质疑") % {"name": row.org.name}, _("已答复。"),
            lambda **said: services.answer_objection(row, by=by, **said), bound(request, name, forms.AnswerForm),
        ))  # fmt: skip
    complaint = complaint_of(row)
    judges = policies.may(by, "decide_complaint") and not guards.roles_in(project, by)
    if complaint is not None and complaint.status == "filed" and judges:
        name = f"decide-{complaint.pk}"
        acts.append(Act(
            name, _("处理%(name)s的投诉") % {"name": row.org.name}, _("已处理。"),
            lambda **said: services.decide_complaint(complaint, by=by, **said), bound(request, name, forms.AnswerForm),
        ))  # fmt: skip
    return acts


def complaint_of(row: Objection) -> Complaint | None:
    return getattr(row, "complaint", None)


def objection_row(row: Objection) -> dict[str, Any]:
    complaint = complaint_of(row)
    return {
        "row": row, "tone": showing.OBJECTION_TONES[row.status], "complaint": complaint,
        "complaint_tone": showing.OBJECTION_TONES[complaint.status] if complaint else "",
        "remedy": objecting.REMEDIES.get(row.remedy, ""),
    }  # fmt: skip


# --- the bidder ------------------------------------------------------------------------------------------------
@login_required
@once
def result(request: HttpRequest, number: str) -> HttpResponse:
    """A bidder's own score and rank, why its bid was refused, what it is asked to explain, its objections."""
    org = queries.own_org(request.user)
    if org is None:
        raise Http404
    project: Project = visible_404(
        Project.objects.filter(published_at__isnull=False).select_related("purchaser"), number=number
    )
    bid = queries.own_bid(project, org)
    acts = _bidder_acts(request, project, bid, org)
    if bid is None and not acts:
        raise Http404
    if answer := perform(request, acts, to=reverse("ngos:bid_result", args=[number])):
        return answer
    form = refused(acts)
    mine = Objection.objects.filter(project=project, org=org).select_related("complaint", "org")
    context = {
        "project": project, "bid": bid, "acts": acts, "form": form, "facts": _own_facts(project, bid) if bid else [],
        "refusal": bid if bid and bid.status == "disqualified" else None,
        "is_public": announcing.is_public(project), "rows": [objection_row(row) for row in mine],
        "windows": showing.objecting(project, bid)["windows"],
        "trail": [(project.number, reverse("tenders:tender", args=[project.number]))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/bid_result.html", context, status=409 if form else 200)


def _own_facts(project: Project, bid: Bid) -> list[tuple[str, Any]]:
    """Its own price, and its own score and rank once the result is announced."""
    found = [(_("您的报价"), yuan(bid.price_fen or 0))]
    if not announcing.is_public(project):
        return found
    row = ranking.current(project).filter(bid=bid).first()
    if row is not None:
        found += [(_("您的总分"), showing.points(row.total)), (_("您的名次"), str(row.rank))]
    won = Award.objects.filter(project=project, bid=bid, dropped_at=None).exists()
    return [*found, (_("结果"), _("成交") if won else _("未成交"))]


def _bidder_acts(request: HttpRequest, project: Project, bid: Bid | None, org: Any) -> list[Act]:
    by, acts, now = request.user, [], clock.now()
    question = LowPriceQuestion.objects.filter(bid=bid, answered_at=None, due_at__gte=now).first() if bid else None
    if question is not None and bid is not None and policies.may(by, "answer_low_price", bid.provider):
        acts.append(Act(
            "explain", _("说明报价"), _("说明已提交。"),
            lambda text: services.answer_low_price(question, by=by, text=text),
            bound(request, "explain", forms.ExplainForm), is_primary=True,
        ))  # fmt: skip
    for row in Objection.objects.filter(project=project, org=org).select_related("complaint", "project"):
        acts += _objection_acts(request, row)
    sends = request.method == "POST" and request.POST.get("act") == "object"
    found = [w for w in windows.windows(project, bid) if w.is_open or (sends and w.until)]
    if found:  # whoever wrote until after the last minute gets the sentence, and keeps the text
        acts.append(Act(
            "object", _("提出质疑"), _("质疑已提交，采购人会在期限内答复。"),
            lambda **said: services.file_objection(project, by=by, org=org, **said),
            bound(request, "object", forms.ObjectForm, windows=found),
        ))  # fmt: skip
    return acts


def _objection_acts(request: HttpRequest, row: Objection) -> list[Act]:
    by, complaint = request.user, complaint_of(row)
    if row.status == "filed":
        return [Act(f"withdraw-{row.pk}", _("撤回质疑"), _("已撤回。"),
                    lambda: services.withdraw_objection(row, by=by))]  # fmt: skip
    if row.answered_at and complaint is None and clock.now() <= objecting.complaint_until(row):
        name = f"complain-{row.pk}"
        return [Act(name, _("不服答复，提出投诉"), _("投诉已提交。"),
                    lambda text: services.file_complaint(row, by=by, text=text),
                    bound(request, name, forms.ComplainForm))]  # fmt: skip
    return []
