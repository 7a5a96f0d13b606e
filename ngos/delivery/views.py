"""The screens of whoever delivers: sessions of a contract, one with its evidence, groups, papers, claiming a part."""

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
from audit.once import once
from desk.acts import done
from desk.dates import day
from desk.forms import ReasonForm
from desk.page_acts import Act, answer, offered
from desk.paging import page
from kit import clock
from kit.money import display
from ngos import policies
from ngos.delivery import forms, queries, services, showing, tallies
from ngos.models import Contract, ContractMilestone, DeliveryEvidence, DeliveryRecord, WorkProduct
from ngos.policies import policies as rights

SIZE = 40


@login_required
@require_safe
def deliveries(request: HttpRequest, number: str) -> HttpResponse:
    """The sessions of a contract, the newest first, and the papers handed in."""
    contract = visible_404(queries.contracts_seen_by(request.user), number=number)
    listed = page(queries.sessions_of(contract), request, size=SIZE)
    context = {
        "c": contract, "page": listed, "rows": [showing.session_row(r) for r in listed.items],
        "products": contract.workproducts.select_related("item__item", "claim"),
        "trail": _trail(request, contract),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/deliveries.html", context)


@login_required
@once
def delivery(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One session: its evidence, adding to it, and for those who check a claim, striking it out."""
    contract = visible_404(queries.contracts_seen_by(request.user), number=number)
    record: DeliveryRecord = visible_404(queries.sessions_of(contract), pk=pk)
    acts = offered(request, record, _acts(request, record), rights)
    here = reverse("ngos:delivery", args=[number, pk])
    gone_on, form = answer(request, acts, here)
    if gone_on:
        return gone_on
    row = showing.session_row(record)
    facts = [(_("服务项目"), row["item"]), (_("时间"), row["when"]), (_("分钟"), record.minutes),
             (_("记录人"), record.worker.display_name), (_("对应需求"), row["code"])]  # fmt: skip
    facts += [(_("地点"), record.where)] if record.where else []
    facts += [(_("不予认可的原因"), record.struck_reason)] if record.struck_at else []
    context = {
        "row": row, "facts": facts, "acts": acts.values(), "form": form,
        "cases": [a.order.ref for a in record.attendances.select_related("order")],
        "evidence": record.evidence.all(),
        "trail": [*_trail(request, contract), (_("服务记录"), reverse("ngos:deliveries", args=[number]))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/delivery.html", context, status=409 if form else 200)


def _acts(request: HttpRequest, record: DeliveryRecord) -> list[Act]:
    by, found = request.user, []
    if record.claim is None and not record.struck_at:
        found.append(Act("evidence", _("上传佐证"), "add_evidence",
                         lambda **said: services.add_evidence(record, by=by, **said), _("已上传。"),
                         forms.EvidenceForm))  # fmt: skip
    if record.claim and record.claim.decided_at is None and not record.struck_at:
        more = (("hint", _("机构会看到")),)
        found.append(Act("strike", _("不予认可"), "accept_claim",
                         lambda reason: services.strike(record, by=by, reason=reason), _("这次服务不计入验收。"),
                         ReasonForm, more))  # fmt: skip
    return found


@login_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The contracts under which this person records group sessions; one alone is opened at once."""
    if not has_role(request.user, roles.NGA, roles.NGC):
        raise Http404
    rows = list(queries.contracts_served_by(request.user)[:SIZE])
    if len(rows) == 1:
        return redirect("ngos:group_session", rows[0].number)
    return TemplateResponse(request, "ngos/groups.html", {"rows": rows})


@login_required
@once
def group_session(request: HttpRequest, number: str) -> HttpResponse:
    """Record a group session on the phone that led it."""
    contract: Contract = visible_404(queries.contracts_served_by(request.user), number=number)
    form = forms.GroupForm(
        *_sent(request), initial={"day": clock.today(), "minutes": 90},
        items=contract.items.filter(kind="group").select_related("item"),
        orders=contract.orders.filter(status="open").order_by("ref"),
    )  # fmt: skip
    if form.is_valid() and done(form, services.record_group, contract, by=request.user, **form.said):
        messages.success(request, _("已记录并计入合同，不用再填别的表。"))
        return redirect("ngos:group_session", number)
    return _form_page(request, form, contract, title=_("记录团体活动"), verb=_("记录"),
                      text=_("一场记一次。只写到场人数和个案编号，不写姓名。"))  # fmt: skip


@login_required
@once
def product(request: HttpRequest, number: str) -> HttpResponse:
    """Hand in a deliverable that is no session."""
    contract: Contract = visible_404(queries.contracts_seen_by(request.user), number=number)
    if not policies.may(request.user, "hand_in_product", contract):
        raise Http404
    items = contract.items.filter(kind="document").select_related("item")
    form = forms.ProductForm(*_sent(request), items=items)
    if form.is_valid() and done(form, services.hand_in_product, contract, by=request.user, **form.cleaned_data):
        messages.success(request, _("已提交，随下一次验收申请一并验收。"))
        return redirect("ngos:contract", number)
    return _form_page(request, form, contract, title=_("提交成果文件"), verb=_("提交"))


@login_required
@once
def claim(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """Claim the nth part of the price by what the platform knows was delivered."""
    contract: Contract = visible_404(queries.contracts_seen_by(request.user), number=number)
    milestone: ContractMilestone = visible_404(contract.milestones.all(), order=n - 1)
    if not policies.may(request.user, "claim_milestone", milestone):
        raise Http404
    form = forms.ClaimForm(*_sent(request), is_advance=milestone.is_advance)
    if form.is_valid():
        ids = _until(contract, form.cleaned_data.get("until"))
        made = done(form, services.claim_milestone, milestone, by=request.user, records=ids,
                    note=form.cleaned_data["note"], files=form.files_sent)  # fmt: skip
        if made:
            messages.success(request, _("已申请，等采购单位验收。"))
            return redirect("ngos:acceptance", made.pk)
    title = _("申请验收：%(title)s") % {"title": milestone.title}
    return _form_page(request, form, contract, title=title, verb=_("申请验收"), facts=_claim_facts(contract, milestone))


def _until(contract: Contract, until: Any) -> list[int] | None:
    if until is None:
        return None
    return list(
        contract.deliveryrecords.filter(
            claim=None, struck_at=None, item__isnull=False, on__lte=until
        ).values_list("pk", flat=True)
    )  # fmt: skip


def _claim_facts(contract: Contract, milestone: ContractMilestone) -> list[tuple[str, Any]]:
    found = tallies.unclaimed(contract)
    facts = [(_("节点金额"), display(milestone.amount_fen)), (_("付款条件"), milestone.condition or "—")]
    if milestone.is_advance:
        return facts
    earned = tallies.earned_at_all(contract)
    return [
        *facts,
        (_("未申请的服务"), _("%(n)d次") % {"n": len(found[DeliveryRecord])}),
        (_("未申请的成果文件"), _("%(n)d份") % {"n": len(found[WorkProduct])}),
        (_("已交付折合"), display(earned)),
        (_("已验收"), display(contract.accepted_fen)),
        (_("现在最多可申请"), display(tallies.payable(milestone, contract, earned))),
    ]


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    row = DeliveryEvidence.objects.select_related("record__provider", "claim__contract__provider", "file")
    return _paper(request, visible_404(row, pk=pk))


@login_required
@require_safe
def product_file(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, visible_404(WorkProduct.objects.select_related("provider", "contract", "file"), pk=pk))


# --- pieces ------------------------------------------------------------------------------------------------------
def _paper(request: HttpRequest, paper: DeliveryEvidence | WorkProduct) -> HttpResponse:
    thing = paper if isinstance(paper, WorkProduct) else paper.record or paper.claim
    if not policies.may(request.user, "see_delivery", thing):
        raise Http404
    return services.read_paper(paper, by=request.user)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _trail(request: HttpRequest, contract: Contract) -> list[tuple[str, str]]:
    if has_role(request.user, roles.NGC) and not has_role(request.user, roles.NGA):
        return [(_("团体活动"), reverse("ngos:groups"))]
    return [(_("合同"), reverse("ngos:contracts")), (contract.number, reverse("ngos:contract", args=[contract.number]))]


def _form_page(
    request: HttpRequest, form: Any, contract: Contract, *, title: str, verb: str, text: str = "", facts: Any = ()
) -> HttpResponse:
    context = {
        "form": form, "title": title, "verb": verb, "text": text, "facts": facts, "c": contract,
        "term": f"{day(contract.starts_on)}—{day(contract.ends_on)}", "trail": _trail(request, contract),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/delivery_form.html", context, status=409 if form.errors else 200)
