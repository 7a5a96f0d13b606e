"""The screens of whoever accepts: the claims that wait, and one claim with what it rests on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.dates import day_time
from desk.forms import ReasonForm
from desk.page_acts import Act, answer, offered
from desk.paging import page
from kit.money import display
from ngos.delivery import forms, queries, services, showing, tallies
from ngos.models import Claim
from ngos.policies import policies as rights

SEES = (roles.CBM, roles.MUN, roles.AUD, roles.NGA)
SIZE = 30


@login_required
@require_safe
def acceptances(request: HttpRequest) -> HttpResponse:
    """The claims this person sees, the newest first."""
    if not has_role(request.user, *SEES):
        raise Http404
    listed = page(queries.claims_visible_to(request.user), request, size=SIZE)
    rows = [{"claim": c, "tone": _tone(c), "state": _state(c), "asked": display(c.asked_fen)} for c in listed.items]
    return TemplateResponse(request, "ngos/acceptances.html", {"page": listed, "rows": rows})


@login_required
@once
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: what it rests on, its papers, its sessions; and for an officer who did not handle it, the decision."""
    claim: Claim = visible_404(queries.claims_visible_to(request.user), pk=pk)
    handled = claim.handler_id == request.user.pk
    acts = {} if claim.decided_at or handled else offered(request, claim, _acts(request, claim), rights)
    gone_on, form = answer(request, acts, reverse("ngos:acceptance", args=[pk]))
    if gone_on:
        return gone_on
    sessions = queries.sessions_of(claim.contract).filter(claim=claim)
    listed = page(sessions, request, size=SIZE)
    context = {
        "claim": claim, "facts": _facts(claim), "state": _state(claim), "tone": _tone(claim), "form": form,
        "acts": acts.values(), "page": listed, "rows": [showing.session_row(r) for r in listed.items],
        "evidence": claim.evidence.all(), "products": claim.workproducts.select_related("item__item"),
        "handled": handled and not claim.decided_at, "table": _counts(claim),
        "trail": [(_("验收"), reverse("ngos:acceptances")),
                  (claim.contract.number, reverse("ngos:contract", args=[claim.contract.number]))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/acceptance.html", context, status=409 if form else 200)


def _acts(request: HttpRequest, claim: Claim) -> list[Act]:
    by: Any = request.user
    hint = (("hint", _("机构会看到，补正后可以再申请")),)
    return [
        Act("accept", _("验收通过"), "accept_claim", lambda: services.accept_claim(claim, by=by),
            _("已验收，结果已公开。"), is_primary=True),
        Act("part", _("部分通过"), "accept_claim", lambda **said: services.accept_claim(claim, by=by, **said),
            _("已验收，结果已公开。"), forms.PartForm),
        Act("reject", _("不通过"), "accept_claim", lambda reason: services.reject_claim(claim, by=by, reason=reason),
            _("已退给机构。"), ReasonForm, hint),
    ]  # fmt: skip


def _facts(claim: Claim) -> list[tuple[str, Any]]:
    facts = [
        (_("项目"), claim.contract.project.title),
        (_("社会组织"), claim.contract.provider.org.name),
        (_("付款节点"), claim.milestone.title),
        (_("付款条件"), claim.milestone.condition or "—"),
        (_("节点金额"), display(claim.milestone.amount_fen)),
        (_("申请金额"), display(claim.asked_fen)),
        (_("申请时间"), day_time(claim.at)),
    ]
    if claim.note:
        facts.append((_("说明"), claim.note))
    if claim.decided_at:
        facts += [(_("验收时间"), day_time(claim.decided_at)), (_("验收金额"), display(claim.accepted_fen))]
    if claim.reason:
        facts.append((_("理由"), claim.reason))
    return facts


def _counts(claim: Claim) -> dict[str, Any] | None:
    """Units and worth of what the claim holds; None for an advance, which rests on the plan alone."""
    if claim.milestone.is_advance:
        return None
    held = tallies.held_by(claim)
    rows = [
        [i.item.name, held[i.pk], f"{i.taken}/{i.capacity}", display(held[i.pk] * i.unit_price_fen)]
        for i in claim.contract.items.select_related("item")
    ]
    heads = [_("服务项目"), _("本次申请"), _("已交付/合同"), _("折合金额")]
    return {"caption": _("本次申请的服务"), "heads": heads, "rows": rows}


def _state(claim: Claim) -> str:
    if claim.decided_at is None:
        return _("待验收")
    if claim.accepted_fen == 0:
        return _("未通过")
    return _("已验收") if claim.accepted_fen == claim.asked_fen else _("部分验收")


def _tone(claim: Claim) -> str:
    if claim.decided_at is None:
        return "wait"
    return "bad" if claim.accepted_fen == 0 else "ok" if claim.accepted_fen == claim.asked_fen else "run"
