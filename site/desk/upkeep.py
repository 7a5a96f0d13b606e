"""The numbers of the law and the work calendar: shown to who needs them, changed by two persons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import trail
from audit.once import once
from desk import policies
from desk.forms import DayInput
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.rules import DatedRule, Declared
from kit.sentences import gettext as _
from messaging import outbox

outbox.template(
    "desk.rule_decided",
    subject=gettext_lazy("规则变更：%(decision)s"),
    body=gettext_lazy("您提出的“%(rule)s”变更（自 %(day)s 起）%(decision)s。"),
)


# --- what can be done --------------------------------------------------------------------------------------------
@transaction.atomic
def propose_rule(name: str, value: Any, valid_from: date, *, by: Any, note: str, legal_basis: str = "") -> DatedRule:
    """Draft a new value from a day on. Refused: a day that has passed, which would change what was decided then."""
    policies.require(by, "propose_rule")
    if valid_from < clock.today():
        raise Refused(_("生效日期不能早于今天。"), code="rule_past")
    row = rules.propose(name, value, valid_from, by=by, note=note, legal_basis=legal_basis)
    trail.record("desk.propose_rule", row, by=by, fields=[name], detail={"from": valid_from.isoformat()})
    return row


@transaction.atomic
def approve_rule(row: DatedRule, *, by: Any) -> DatedRule:
    """Put a drafted value in force. Refused: by whoever proposed it."""
    policies.require(by, "approve_rule")
    return _decided(rules.approve(row, by=by), "desk.approve_rule", _("已批准"), by=by)


@transaction.atomic
def refuse_rule(row: DatedRule, *, by: Any) -> DatedRule:
    """Turn a draft down; whoever proposed it may so take it back."""
    policies.require(by, "propose_rule" if row.proposed_by_id == by.pk else "approve_rule")
    return _decided(rules.refuse(row, by=by), "desk.refuse_rule", _("未批准"), by=by)


def _decided(row: DatedRule, action: str, decision: str, *, by: Any) -> DatedRule:
    trail.record(action, row, by=by, fields=[row.name], detail={"from": row.valid_from.isoformat()})
    if row.proposed_by_id and row.proposed_by_id != by.pk:
        outbox.put(
            "desk.rule_decided",
            to=row.proposed_by,
            about=row,
            url=reverse("desk:rule", args=[row.name]),
            decision=decision,
            rule=rules.declared(row.name).label,
            day=row.valid_from,
        )
    return row


def waiting_rules(user: Any) -> Any:
    """Drafts that this person may approve: not the own ones."""
    if not policies.may(user, "approve_rule"):
        return DatedRule.objects.none()
    return DatedRule.objects.filter(state=DatedRule.State.DRAFT).exclude(proposed_by=user).order_by("pk")


# --- forms -------------------------------------------------------------------------------------------------------
class RuleForm(forms.Form):
    """A new value of the kind the rule has."""

    valid_from = forms.DateField(label=gettext_lazy("自哪天起"), widget=DayInput)
    legal_basis = forms.CharField(
        label=gettext_lazy("依据"), help_text=gettext_lazy("文件名称和条款"), max_length=300, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("说明"), help_text=gettext_lazy("为什么要改"), max_length=500, widget=forms.Textarea
    )
    field_order = ("valid_from", "legal_basis", "note")

    def __init__(self, rule: Declared, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(rule.words) if isinstance(rule.value, dict) else []
        values = {f"value_{part}": _part_field(rule, part) for part in self.parts} or {"value": _value_field(rule)}
        self.fields |= values
        if not rule.law:
            self.fields["legal_basis"].required = True
        self.order_fields([*values, *self.field_order])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.parts:
            cleaned["value"] = {part: cleaned.pop(f"value_{part}", None) for part in self.parts}
        return cleaned


class JsonValue(forms.CharField):
    """A list or a table, written as JSON."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        try:
            return json.loads(super().to_python(value))
        except ValueError:
            raise forms.ValidationError(_("格式不对，照现行数值的样子填写。"), code="json") from None


def _part_field(rule: Declared, part: str) -> forms.Field:
    """One whole number of a rule that is a table."""
    return forms.IntegerField(label=rule.words[part], min_value=0, initial=rules.value(rule.name)[part])


def _value_field(rule: Declared) -> forms.Field:
    label, now = gettext_lazy("新的数值"), rules.value(rule.name)
    if rule.words and isinstance(rule.value, list):
        return forms.MultipleChoiceField(
            label=label,
            choices=list(rule.words.items()),
            initial=now,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    if isinstance(rule.value, bool):
        return forms.TypedChoiceField(
            label=label,
            choices=[("1", gettext_lazy("是")), ("0", gettext_lazy("否"))],
            coerce=lambda v: v == "1",
            initial="1" if now else "0",
        )
    if isinstance(rule.value, int):
        return forms.IntegerField(label=label, help_text=rule.unit, min_value=0, initial=now)
    if isinstance(rule.value, float):
        return forms.FloatField(label=label, help_text=rule.unit, min_value=0, initial=now)
    if isinstance(rule.value, str):
        return forms.CharField(label=label, help_text=rule.unit, max_length=300, initial=now)
    return JsonValue(label=label, initial=json.dumps(now, ensure_ascii=False))


# --- screens -----------------------------------------------------------------------------------------------------
@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    _readers_only(request)
    waiting = set(DatedRule.objects.filter(state=DatedRule.State.DRAFT).values_list("name", flat=True))
    lines = [
        {"rule": rule, "value": shown(rules.value(rule.name), rule.words), "waits": rule.name in waiting}
        for rule in rules.all_declared()
    ]
    return TemplateResponse(request, "desk/rule_list.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def rule_page(request: HttpRequest, name: str) -> HttpResponse:
    _readers_only(request)
    rule = _declared(name)
    may_propose = policies.may(request.user, "propose_rule")
    form = RuleForm(rule, request.POST or None) if may_propose else None
    if form is not None and form.is_valid():
        try:
            propose_rule(name, by=request.user, **form.cleaned_data)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("已提出，由另一人批准后生效。"))
            return HttpResponseRedirect(reverse("desk:rule", args=[name]))
    rows = [_line(row, rule, request.user) for row in rules.history(name)]
    context = {
        "rule": rule,
        "value": shown(rules.value(name), rule.words),
        "default": shown(rule.value, rule.words),
        "rows": rows,
        "form": form,
    }
    return TemplateResponse(request, "desk/rule.html", context)


@require_POST
@once
def rule_decide(request: HttpRequest, pk: int) -> HttpResponse:
    _readers_only(request)
    row = DatedRule.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        if request.POST.get("decision") == "approve":
            approve_rule(row, by=request.user)
            messages.success(request, _("已批准，到生效日期起按新的数值计算。"))
        else:
            refuse_rule(row, by=request.user)
            messages.success(request, _("这项变更没有生效。"))
    except Refused as why:
        messages.error(request, str(why))
    return HttpResponseRedirect(reverse("desk:rule", args=[row.name]))


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The days of a year that are not what their weekday says, and which years are entered."""
    _readers_only(request)
    years = list(calendar.CalendarYear.objects.order_by("-year"))
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else clock.today().year
    days = calendar.WorkDay.objects.filter(date__year=year).order_by("date")
    context = {
        "years": years,
        "year": next((y for y in years if y.year == year), None),
        "shown_year": str(year),
        "days": days,
        "may_import": policies.may(request.user, "import_calendar"),
    }
    return TemplateResponse(request, "desk/calendar.html", context)


def shown(value: Any, words: Mapping[str, Any]) -> str:
    """A value of a rule as people read it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(shown(v, words) for v in value) or "—"
    if isinstance(value, dict):
        return "；".join(f"{words.get(k, k)} {shown(v, words)}" for k, v in value.items())
    return str(words.get(value, value))


def _line(row: DatedRule, rule: Declared, user: Any) -> dict[str, Any]:
    draft = row.state == DatedRule.State.DRAFT
    own = row.proposed_by_id == user.pk
    return {
        "row": row,
        "value": shown(row.value, rule.words),
        "tone": {"draft": "wait", "in_force": "ok", "refused": "off"}[row.state],
        "may_approve": draft and not own and policies.may(user, "approve_rule"),
        "may_refuse": draft and (own or policies.may(user, "approve_rule")),
    }


def _declared(name: str) -> Declared:
    try:
        return rules.declared(name)
    except rules.UnknownRule:
        raise Http404 from None


def _readers_only(request: HttpRequest) -> None:
    if not policies.may(request.user, "read_rules"):
        raise Http404
