"""The payment desk: the list, one payment with what may be done now, asking for one, and the public clock."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
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
from desk.dates import day
from desk.forms import ReasonForm
from desk.page_acts import Act, answer, offered
from desk.paging import page
from kit.money import display
from ngos import policies
from ngos.delivery.queries import claims_visible_to
from ngos.models import Claim, PaymentRequest
from ngos.payment import forms, queries, services
from ngos.policies import policies as rights

SEES = (roles.NGA, roles.CBM, roles.MUN, roles.AUD, roles.FIN)
TONES = {"submitted": "wait", "checked": "wait", "approved": "info", "paid": "ok", "returned": "bad"}
SIZE = 30


@login_required
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, *SEES):
        raise Http404
    listed = page(queries.payments_visible_to(request.user), request, size=SIZE)
    rows = [
        {"p": p, "tone": TONES[p.status], "amount": display(p.amount_fen), "days": queries.days_of(p.claim)}
        for p in listed.items
    ]
    return TemplateResponse(request, "ngos/payments.html", {"page": listed, "rows": rows})


@login_required
@once
def payment(request: HttpRequest, number: str) -> HttpResponse:
    """One payment: checked by the clerk, approved by the head, recorded by finance, or returned with the reason."""
    thing: PaymentRequest = visible_404(queries.payments_visible_to(request.user), number=number)
    acts = offered(request, thing, _acts(request, thing), rights)
    gone_on, form = answer(request, acts, reverse("ngos:payment", args=[number]))
    if gone_on:
        return gone_on
    holds = queries.holds_of(thing.contract.provider_id) if thing.status in ("submitted", "checked") else []
    context = {
        "p": thing, "tone": TONES[thing.status], "facts": _facts(thing), "acts": acts.values(), "form": form,
        "holds": holds, "moves": [_step(thing, m) for m in history(thing)],
        "trail": [(_("支付"), reverse("ngos:payments"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/payment.html", context, status=409 if form else 200)


def _acts(request: HttpRequest, thing: PaymentRequest) -> list[Act]:
    by, hint = request.user, (("hint", _("机构会看到")),)
    every = [
        ("submitted", Act("check", _("核对无误"), "check_payment", lambda: services.check_payment(thing, by=by),
                          _("已核对，等负责人批准。"), is_primary=True)),
        ("checked", Act("approve", _("批准支付"), "approve_payment", lambda: services.approve_payment(thing, by=by),
                        _("已批准，等财务支付。"), is_primary=True)),
        ("approved", Act("pay", _("登记支付"), "record_payment",
                         lambda **said: services.record_payment(thing, by=by, **said), _("已登记。"), forms.PaidForm)),
        (thing.status, Act("return", _("退回"), "return_payment",
                           lambda reason: services.return_payment(thing, by=by, reason=reason), _("已退回。"),
                           ReasonForm, hint)),
    ]  # fmt: skip
    return [act for status, act in every if status == thing.status not in ("paid", "returned")]


def _facts(thing: PaymentRequest) -> list[tuple[str, Any]]:
    claim, contract = thing.claim, thing.contract
    facts = [
        (_("社会组织"), contract.provider.org.name),
        (_("合同"), contract.number),
        (_("项目"), contract.project.title),
        (_("付款节点"), claim.milestone.title),
        (_("金额"), display(thing.amount_fen)),
        (_("验收日期"), day(claim.decided_at)),
        (_("验收至今"), _("%(n)d天") % {"n": queries.days_of(claim) or 0}),
    ]
    optional = ((_("支付凭证号"), thing.voucher), (_("支付日期"), day(thing.paid_on) if thing.paid_on else ""),
                (_("退回的原因"), thing.returned_reason))  # fmt: skip
    return facts + [(name, value) for name, value in optional if value]


def _step(thing: PaymentRequest, move: Any) -> dict[str, Any]:
    step = next((s for s in thing.machine.steps if s.verb == move.verb), None)
    return {"when": move.at, "text": step.label if step else move.verb, "note": move.note}


@login_required
@once
def new_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the payment of an accepted claim."""
    claim: Claim = visible_404(claims_visible_to(request.user), pk=pk)
    if not policies.may(request.user, "submit_payment", claim) or not claim.accepted_fen:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = done(form, services.submit_payment, claim, by=request.user)
        if made:
            messages.success(request, _("已申请，等采购单位核对。"))
            return redirect("ngos:payment", made.number)
    facts = [(_("合同"), claim.contract.number), (_("付款节点"), claim.milestone.title),
             (_("验收日期"), day(claim.decided_at)), (_("金额"), display(claim.accepted_fen))]  # fmt: skip
    context = {
        "form": form, "facts": facts, "title": _("申请支付"), "verb": _("申请支付"), "c": claim.contract,
        "text": _("金额就是验收的金额。"), "trail": [(_("支付"), reverse("ngos:payments"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/delivery_form.html", context, status=409 if form.errors else 200)


@require_safe
def public_clock(request: HttpRequest) -> HttpResponse:
    """How many days each purchaser takes from acceptance to payment."""
    rows = queries.payment_clock()
    longest = max((d.longest or 0 for d in rows), default=0) or 1
    bars = [{"d": d, "width": f"{(d.longest or 0) * 100 // longest}%"} for d in rows]
    context = {
        "bars": bars, "limit": rows[0].limit if rows else 30, "twin": _twin(rows),
        "trail": [(_("采购公开"), reverse("tenders:list"))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/payment_clock.html", context)


def _twin(rows: list[queries.Department]) -> dict[str, Any]:
    heads = [_("购买主体"), _("已支付（笔）"), _("支付天数中位数"), _("最长天数"), _("等待支付（笔）"), _("超期（笔）")]
    cells = [
        [d.name, len(d.paid), "—" if d.middle is None else d.middle, "—" if d.longest is None else d.longest,
         len(d.waiting), d.late_n]
        for d in rows
    ]  # fmt: skip
    return {"caption": _("各单位验收后的支付天数"), "heads": heads, "rows": cells}
