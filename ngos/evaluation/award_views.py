"""From signed sheets to the award on one page, the report as PDF, and the supervisor's word on reopening a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit import trail as log
from audit.once import once
from desk.dates import day_time
from desk.forms import ReasonForm
from kit.money import yuan
from ngos import policies
from ngos.evaluation import announcing, awarding, electing, forms, queries, ranking, report, services, sheets, showing
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.evaluation.committee_views import found, frame
from ngos.evaluation.objecting import in_the_way
from ngos.models import Draw, LowPriceQuestion, Project, Sheet

RANKED = ("ranked", "proposed", "awarded", "contracted", "ended")


@login_required
@once
def award(request: HttpRequest, number: str) -> HttpResponse:
    """How far the scoring is, prices once they are shown, the ranking, the award and what stands in its way."""
    project = found(request, number)
    member = queries.member_of(project, request.user)
    if member is not None and member.status == "drawn":
        raise Http404
    acts = [*_committee_acts(request, project), *_buyer_acts(request, project), *_sheet_acts(request, project)]
    if answer := perform(request, acts, to=reverse("ngos:award", args=[number])):
        return answer
    form, priced, (locked, n) = refused(acts), sheets.prices_are_open(project), queries.progress(project)
    rows = list(ranking.current(project)) if project.status in RANKED else []
    standing = awarding.standing_award(project)
    context = {
        **frame(request, project, "award"),
        "acts": acts,
        "form": form,
        "locked": locked,
        "sheets_n": n,
        "prices": [(b.provider.org.name, yuan(b.price_fen)) for b in ranking.standing_bids(project)] if priced else [],
        "rows": [showing.ranking_row(r) for r in rows],
        "questions": _questions(project) if priced else [],
        "draws": [showing.draw_facts(d) for d in Draw.objects.filter(project=project, kind="tie")],
        "award": standing,
        "wants_leader": electing.is_wanted(project),
        "facts": _facts(standing) if standing else [],
        "ways": in_the_way(project) if project.status == "awarded" else [],
        "contract": project.contracts.exclude(status="cancelled").first(),
        "may_draft": project.status == "awarded" and policies.may(request.user, "draft_contract", project),
        "is_public": announcing.is_public(project),
    }
    return TemplateResponse(request, "ngos/award.html", context, status=409 if form else 200)


def _facts(standing: Any) -> list[tuple[str, Any]]:
    found_ = [
        (_("成交候选人"), standing.bid.provider.org.name),
        (_("名次"), standing.rank),
        (_("报价"), yuan(standing.bid.price_fen)),
        (_("推荐时间"), day_time(standing.proposed_at)),
    ]
    for label, at in (
        (_("确定时间"), standing.decided_at),
        (_("公告时间"), standing.noticed_at),
        (_("质疑期至"), standing.objections_until_at),
    ):
        if at:
            found_.append((label, day_time(at)))
    return found_


def _questions(project: Project) -> list[dict[str, Any]]:
    rows = LowPriceQuestion.objects.filter(bid__project=project).select_related("bid__provider__org")
    return [{"q": q, "name": q.bid.provider.org.name, "n": len(q.votes)} for q in rows]


def _committee_acts(request: HttpRequest, project: Project) -> list[Act]:
    """What the leader and the members do between the last signature and the report."""
    by, member = request.user, queries.member_of(project, request.user)
    if member is None or member.status != "declared":
        return []
    acts: list[Act] = []
    if project.status == "scoring":
        acts += _scoring_acts(request, project, leads=member.is_leader)
        for question in LowPriceQuestion.objects.filter(bid__project=project, accepted=None):
            if str(member.pk) not in question.votes:
                label = _("对%(name)s的报价说明表决") % {"name": question.bid.provider.org.name}
                name = f"vote-{question.pk}"
                acts.append(Act(
                    name, label, _("已表决。"),
                    lambda accept, q=question: services.vote_low_price(q, by=by, accept=accept),
                    bound(request, name, forms.VoteForm),
                ))  # fmt: skip
    if project.status == "ranked" and member.is_leader:
        acts.append(Act("propose", _("送交评审报告，推荐第一名"), _("评审报告已送交采购人。"),
                        lambda: services.propose_award(project, by=by), is_primary=True))  # fmt: skip
    return acts


def _scoring_acts(request: HttpRequest, project: Project, *, leads: bool) -> list[Act]:
    by = request.user
    if not leads or not sheets.all_locked(project):
        return []
    if not sheets.prices_are_open(project):
        return [Act("reveal", _("公开报价"), _("报价已公开。"),
                    lambda: [services.reveal_prices(project, by=by)], is_primary=True)]  # fmt: skip
    acts, low = [], ranking.open_low_prices(project)
    asked = set(LowPriceQuestion.objects.filter(bid__in=low).values_list("bid_id", flat=True))
    for bid in low:
        if bid.pk not in asked:
            name = f"ask-{bid.pk}"
            acts.append(Act(
                name, _("要求%(name)s说明报价") % {"name": bid.provider.org.name}, _("已要求说明。"),
                lambda minutes, b=bid: services.ask_low_price(b, by=by, minutes=minutes),
                bound(request, name, forms.LowPriceForm),
            ))  # fmt: skip
    if not low:
        acts.append(Act("rank", _("计算排序"), _("已排序。"),
                        lambda: services.rank_bids(project, by=by), is_primary=True))  # fmt: skip
    return acts


def _buyer_acts(request: HttpRequest, project: Project) -> list[Act]:
    by, acts, standing = request.user, [], awarding.standing_award(project)
    if project.status == "proposed" and policies.may(by, "confirm_award", project):
        acts.append(Act("confirm", _("确定成交"), _("已确定成交。"),
                        lambda: services.confirm_award(project, by=by), is_primary=True))  # fmt: skip
    may_announce = standing is not None and standing.noticed_at is None
    if project.status == "awarded" and may_announce and policies.may(by, "announce_result", project):
        acts.append(Act("announce", _("公告结果，通知各供应商"), _("结果已公告，各供应商已收到通知。"),
                        lambda: services.announce_result(project, by=by), is_primary=True))  # fmt: skip
    if project.status in ("proposed", "awarded") and policies.may(by, "drop_award", project):
        acts.append(Act(
            "drop", _("撤销成交"), _("已撤销。"), lambda **said: [services.drop_award(project, by=by, **said)],
            bound(request, "drop", forms.DropForm),
        ))  # fmt: skip
    return acts


def _sheet_acts(request: HttpRequest, project: Project) -> list[Act]:
    """The head asks for a signed sheet to be scored again, the supervisor agrees."""
    by, acts = request.user, list[Act]()
    if project.status != "scoring":
        return []
    asks, agrees = policies.may(by, "ask_to_reopen", project), policies.may(by, "agree_to_reopen", project)
    if not (asks or agrees):
        return []
    rows = Sheet.objects.filter(bid__project=project, status="locked").select_related("bid__provider__org")
    for sheet in rows.order_by("pk"):
        what = {"name": sheet.bid.provider.org.name, "n": sheet.pk}
        name = f"sheet-{sheet.pk}"
        if asks and sheet.asked_at is None:
            acts.append(Act(
                name, _("申请退回%(name)s的第%(n)d号评分表") % what, _("已申请，等监督人员同意。"),
                lambda reason, s=sheet: services.ask_to_reopen(s, by=by, reason=reason),
                bound(request, name, ReasonForm, hint=_("写入评审记录")),
            ))  # fmt: skip
        if agrees and sheet.asked_at is not None:
            acts.append(Act(name, _("同意退回%(name)s的第%(n)d号评分表") % what, _("已同意，评分表退回重评。"),
                            lambda s=sheet: services.agree_to_reopen(s, by=by), note=sheet.reason))  # fmt: skip
    return acts


@login_required
@require_safe
def report_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The evaluation report, from the ranking on, for whoever may read the bids."""
    project = found(request, number)
    if project.status not in RANKED or not queries.may_read(project, request.user):
        raise Http404
    log.record("evaluation.read_report", project, by=request.user)
    response = HttpResponse(report.pdf(project), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{project.number}-report.pdf"'
    return response
