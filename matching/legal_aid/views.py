"""The screens of legal aid: send a request on, the list of an agency or office, one referral with its steps."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles
from accounts.access import visible_404
from accounts.roles import ROLES
from audit.moves import history
from audit.once import once
from desk import dates
from desk.page_acts import Act, answer, offered
from desk.paging import page
from matching import policies, queries, words
from matching.legal_aid import forms as f
from matching.legal_aid import services
from matching.models import AssistanceRequest, Referral
from matching.policies import policies as rights
from matching.screens import attempt, for_roles, form_page, passed, posted, request_trail, shown
from matching.supervisees.disclosure import live_grant, read_granted

SHOWN = 25
TONES = {
    "to_forward": "wait", "review": "run", "papers": "wait", "granted": "run", "assigned": "ok", "refused": "bad",
    "withdrawn": "off",
}  # fmt: skip


@login_required
@once
def refer(request: HttpRequest, number: str) -> HttpResponse:
    """An officer sends a request for legal aid to the agency."""
    thing = visible_404(queries.asked_by_office(request.user), number=number)
    if thing.need != "legal_aid" or not policies.may(request.user, "refer_legal_aid", thing):
        raise Http404
    if back := passed(request, thing, "refer_out"):
        return back
    form = f.ReferForm(posted(request), request=thing)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: _refer(thing, request.user, form.cleaned_data)):
        messages.success(request, _("已登记转介，每一步的期限在转介页。"))
        return redirect("matching:referral", thing.referrals.latest("pk").pk)
    text = _("法律援助不收费。机构收到后 7 日内决定，决定援助后 3 日内指派。")
    notes = [] if services.clerks(thing).exists() else [_("本县区和本市还没有法律援助机构的经办人，请管理员先开通。")]
    title = _("转介法律援助机构")
    return form_page(request, form, title=title, verb=_("转介"), trail=request_trail(thing), text=text, notes=notes)


def _refer(thing: AssistanceRequest, by: Any, said: dict[str, Any]) -> Referral:
    return services.refer_legal_aid(
        thing, by=by, clerk=said["seat"].user, matter=said["matter"], fields=said["fields_told"],
        detained=said["detained"],
    )  # fmt: skip


@for_roles(roles.PAR, roles.OFF, roles.CBM)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Newest first; an agency sees those it received, an office or county its own."""
    filters = f.FilterForm(request.GET or None)
    status = filters.cleaned_data.get("status") if filters.is_valid() else ""
    rows = queries.referrals(request.user)
    found = page(rows.filter(status=status) if status else rows, request, size=SHOWN)
    context = {
        "filters": filters,
        "filtered": bool(status),
        "page": found,
        "rows": [{"thing": row, "tone": TONES[row.status]} for row in found.items],
    }
    return TemplateResponse(request, "matching/referrals.html", context)


@login_required
@once
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one application has come, and what can be recorded now."""
    thing = visible_404(queries.referrals(request.user), pk=pk)
    open_acts = offered(request, thing, _acts(request, thing), rights)
    done, form = answer(request, open_acts, reverse("matching:referral", args=[pk]))
    if done is not None:
        return done
    if form is not None:
        form.was_refused = bool(form.non_field_errors())  # type: ignore[attr-defined]
    context = {
        "thing": thing,
        "tone": TONES[thing.status],
        "facts": _facts(thing),
        "acts": list(open_acts.values()),
        "form": form,
        "steps": [_step(thing, move) for move in reversed(history(thing))],
        "may_open": queries.requests(request.user).filter(pk=thing.request_id).exists(),
        "may_read": live_grant(thing.request, request.user) is not None,
        "trail": [(_("法律援助"), reverse("matching:referrals"))],
    }
    return shown(request, "matching/referral.html", context)


@login_required
@require_POST
def granted(request: HttpRequest, pk: int) -> HttpResponse:
    """The released fields, shown once for each press of the button; every reading is an event of the log."""
    thing = visible_404(queries.referrals(request.user), pk=pk)
    grant = live_grant(thing.request, request.user)
    if grant is None:
        raise Http404
    values = read_granted(thing.request, by=request.user)
    back = reverse("matching:referral", args=[pk])
    context = {
        "thing": thing.request,
        "facts": [(words.field(name), value or "—") for name, value in values.items()],
        "grant": grant,
        "trail": [(_("法律援助"), reverse("matching:referrals")), (thing.number, back)],
        "back": back,
    }
    return TemplateResponse(request, "matching/request_granted.html", context)


# --- pieces ------------------------------------------------------------------------------------------------
def _acts(request: HttpRequest, thing: Referral) -> list[Act]:
    """The steps of the table that are open from here."""
    decide = "decide_legal_aid"

    def do(service: Any) -> Any:
        return partial(service, thing, by=request.user)

    every = (
        Act("forward", _("已转交机构"), "forward_legal_aid", do(services.forward),
            _("已转交，机构开始计时。"), is_primary=True),
        Act("grant_aid", _("决定援助"), decide, do(services.grant_aid),
            _("已决定援助，接着指派承办人。"), is_primary=True),
        Act("ask_papers", _("一次性告知补材料"), decide, do(services.ask_papers),
            _("已告知，审查暂停计时。"), f.PapersForm),
        Act("refuse_aid", _("不予援助"), decide, do(services.refuse_aid),
            _("已记录，书面理由已交给工作人员。"), f.RefuseForm),
        Act("supply", _("材料已补齐"), "supply_papers", do(services.supply_papers),
            _("已登记，审查继续计时。"), is_primary=True),
        Act("lapse", _("未补材料，视为撤回"), decide, do(services.lapse), _("已记录，视为撤回申请。")),
        Act("assign", _("指派承办人"), decide, do(services.assign),
            _("已指派，工作人员会告知本人。"), f.AssignForm, is_primary=True),
        Act("withdraw", _("撤回转介"), "withdraw_legal_aid", do(services.withdraw_referral),
            _("已撤回，需求重新匹配。"), f.WithdrawForm),
    )  # fmt: skip
    return [act for act in every if thing.machine.step(act.name, thing.status) and not _barred(act.name, thing)]


def _barred(act: str, thing: Referral) -> bool:
    return act == "ask_papers" and thing.papers_asked_on is not None


def _facts(thing: Referral) -> list[tuple[str, Any]]:
    """What the receipt says, then what became of it."""
    facts: list[tuple[str, Any]] = [
        (_("回执编号"), thing.number),
        (_("机构"), thing.agency.name),
        (_("经办人"), thing.clerk),
        (_("对象代号"), thing.request.client.code),
        (_("事项"), thing.get_matter_display()),
        (_("本人在押"), _("是") if thing.detained else _("否")),
        (_("收费"), _("不收费")),
        (_("申请日期"), _day(thing.received_on)),
        (_("决定期限"), _day(thing.decision_due_on)),
        (_("要补的材料"), thing.papers),
        (_("补材料的最后一天"), _day(thing.papers_due_on)),
        (_("补材料用去的天数"), thing.stood_days),
        (_("决定日期"), _day(thing.decided_on)),
        (_("不予援助的原因"), thing.get_refusal_display()),
        (_("书面理由"), thing.refusal_text),
        (_("指派期限"), _day(thing.assign_due_on)),
        (_("指派日期"), _day(thing.assigned_on)),
        (_("承办人"), "·".join(filter(None, (thing.lawyer, thing.firm)))),
    ]
    return [(label, value) for label, value in facts if value]


def _day(day: Any) -> str:
    return dates.day(day) if day else ""


def _step(thing: Referral, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    name = {"name": move.by.display_name, "role": ROLES.get(move.role, "")} if move.by else None
    late = _("超时办理") if move.late else ""
    return {
        "when": move.at,
        "text": step.label if step else move.verb,
        "who": _("%(name)s（%(role)s）") % name if name else _("系统"),
        "note": _("。").join(x for x in (move.note, late) if x),
        "state": "done",
    }
