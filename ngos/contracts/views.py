"""The screens of contracts: the list, drawing one up from an award, and one contract with what may be done now."""

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

from accounts import roles
from accounts.access import has_role, visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.dates import day, day_span, day_time
from desk.forms import ReasonForm
from desk.paging import page
from desk.templatetags.show import yuan
from ngos import hooks, policies
from ngos.contracts import forms, parts, queries, services
from ngos.evaluation import queries as evaluations
from ngos.evaluation.acts import Act, bound, perform, refused
from ngos.evaluation.awarding import standing_award
from ngos.evaluation.objecting import in_the_way
from ngos.models import Contract, Project

SEES = (roles.CBM, roles.MUN, roles.AUD, roles.NGA)
SIZE = 30
TONES = {
    "drafted": "wait", "signed": "info", "published": "info", "filed": "info", "active": "ok", "completed": "off",
    "terminated": "bad", "cancelled": "off",
}  # fmt: skip


@login_required
@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, *SEES):
        raise Http404
    listed = page(queries.contracts_visible_to(request.user), request, size=SIZE)
    rows = [{"c": c, "tone": TONES[c.status], "amount": yuan(c.amount_fen)} for c in listed.items]
    return TemplateResponse(request, "ngos/contracts.html", {"page": listed, "rows": rows})


@login_required
@once
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Draw up the contract of an announced award."""
    project: Project = visible_404(evaluations.evaluations_visible_to(request.user), number=number)
    award = standing_award(project)
    if project.status != "awarded" or award is None or not policies.may(request.user, "draft_contract", project):
        raise Http404
    cases = sum(d.quantity for d in project.deliverables.all()) or None
    form = forms.DraftForm(
        request.POST if request.method == "POST" else None, initial={"cases": cases},
        deliverables=parts.deliverables(project), whole_fen=award.bid.price_fen,
    )  # fmt: skip
    if form.is_valid():
        made = done(form, services.draft_contract, project, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("已拟定，等供应商确认。"))
            return redirect("ngos:contract", made.number)
    facts = [(_("供应商"), award.bid.provider.org.name), (_("合同金额"), yuan(award.bid.price_fen)),
             (_("服务期"), _("%(n)d个月") % {"n": project.term_months})]  # fmt: skip
    context = {
        "form": form, "facts": facts, "back": reverse("ngos:award", args=[number]),
        "trail": [(project.title, reverse("ngos:award", args=[number]))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/contract_draft.html", context, status=409 if form.errors else 200)


@login_required
@once
def contract(request: HttpRequest, number: str) -> HttpResponse:
    """One contract: its facts, its supplements, its way so far, and what this person may do with it now."""
    thing: Contract = visible_404(queries.contracts_visible_to(request.user), number=number)
    acts = _acts(request, thing) if thing.project else []
    if answer := perform(request, acts, to=reverse("ngos:contract", args=[number])):
        return answer
    by, form, staff = request.user, refused(acts), not has_role(request.user, roles.NGA)
    blocked = in_the_way(thing.project) if staff and thing.project and thing.status == "drafted" else []
    context = {
        "c": thing, "tone": TONES[thing.status], "acts": acts, "form": form, "facts": _facts(thing), "ways": blocked,
        "supplements": [(day(s.at), s.text, yuan(s.amount_fen)) for s in thing.supplements.all()],
        "moves": [_step(thing, m, staff) for m in history(thing)],
        "panels": [found for show in hooks.contract_panels if (found := show(thing, by))],
        "trail": [(_("合同"), reverse("ngos:contracts"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/contract.html", context, status=409 if form else 200)


def _facts(thing: Contract) -> list[tuple[str, Any]]:
    found = [
        (_("供应商"), thing.provider.org.name),
        (_("合同金额"), yuan(thing.amount_fen)),
        (_("合同期"), day_span(thing.starts_on, thing.ends_on)),
        (_("承接名额"), _("%(free)d 件空，共 %(all)d 件") % {"free": thing.free, "all": thing.capacity}),
    ]
    if thing.project:
        found.insert(0, (_("项目"), thing.project.title))
    optional = (
        (_("超过一年的理由"), thing.term_reason), (_("供应商确认时间"), _at(thing.agreed_at)),
        (_("签订时间"), _at(thing.signed_at)), (_("逾期签订的原因"), thing.late_reason),
        (_("公告时间"), _at(thing.published_at)), (_("备案编号"), thing.filing_number),
        (_("终止或不签的原因"), thing.ended_reason),
    )  # fmt: skip
    words = dict(forms.FIELDS)
    if thing.grant_fields:
        found.append((_("合同允许使用的信息"), "、".join(str(words.get(f, f)) for f in thing.grant_fields)))
    return found + [(name, value) for name, value in optional if value]


def _at(moment: Any) -> str:
    return day_time(moment) if moment else ""


def _step(thing: Contract, move: Any, staff: bool) -> dict[str, Any]:
    step = next((s for s in thing.machine.steps if s.verb == move.verb), None)
    who = move.by.display_name if move.by and staff else ""
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}


def _acts(request: HttpRequest, thing: Contract) -> list[Act]:
    by, of = request.user, thing.project
    sign = bound(request, "sign", forms.SignForm)
    reason = {"hint": _("写入合同记录")}
    every = [
        ("agree_contract", ("drafted",), Act("agree", _("确认合同"), _("已确认，等采购负责人签订。"),
            lambda: services.agree_contract(thing, by=by), is_primary=True)),
        ("sign_contract", ("drafted",), Act("sign", _("签订合同"), _("合同已签订。"),
            lambda **said: services.sign_contract(thing, by=by, **said), sign, is_primary=True)),
        ("publish_contract", ("signed",), Act("publish", _("公告合同"), _("合同已公告。"),
            lambda: services.publish_contract(thing, by=by), is_primary=True)),
        ("file_contract", ("published",), Act("file", _("登记备案"), _("已备案。"),
            lambda **said: services.file_contract(thing, by=by, **said),
            bound(request, "file", forms.FileForm), is_primary=True)),
        ("supplement_contract", services.SIGNED, Act("supplement", _("签订补充合同"), _("补充合同已签订。"),
            lambda **said: services.add_supplement(thing, by=by, **said),
            bound(request, "supplement", forms.SupplementForm, items=thing.items.select_related("item")))),
        ("end_contract", ("active",), Act("complete", _("履行完毕"), _("合同已完成。"),
            lambda: services.complete_contract(thing, by=by))),
        ("end_contract", ("drafted",), Act("cancel", _("不签这份合同"), _("已取消，可以撤销成交。"),
            lambda **said: services.cancel_contract(thing, by=by, **said),
            bound(request, "cancel", ReasonForm, **reason))),
        ("end_contract", services.SIGNED, Act("terminate", _("终止合同"), _("合同已终止。"),
            lambda **said: services.terminate_contract(thing, by=by, **said),
            bound(request, "terminate", ReasonForm, **reason))),
    ]  # fmt: skip
    asked = {"agree_contract": thing}
    return [
        act
        for right, states, act in every
        if thing.status in states
        and policies.may(by, right, asked.get(right, of))
        and not (act.name == "agree" and thing.agreed_at)
    ]
