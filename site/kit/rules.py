"""Numbers that law or local practice may change: declared in code with a default, changed as dated rows.

The default holds from the beginning. A row in force replaces it from its day on, and an older day still reads the
older value. Two different persons stand behind every change.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit import law as laws
from kit.errors import Refused
from kit.remembered import Remembered
from kit.sentences import gettext


@dataclass(frozen=True)
class Declared:
    """`words` are what the members of a list, or the keys of a table, are called; a list holds no others."""

    name: str
    value: Any
    law: str
    label: Any
    unit: Any = ""
    words: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def legal_basis(self) -> str:
        return str(laws.require(self.law)) if self.law else ""


class UnknownRule(LookupError):
    """A name that nobody declared: a slip in our code."""


class DatedRule(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("待批准")
        IN_FORCE = "in_force", _("已批准")
        REFUSED = "refused", _("未批准")

    name = models.CharField(_("规则"), max_length=80, db_index=True)
    value = models.JSONField(_("数值"))
    valid_from = models.DateField(_("生效日期"))
    legal_basis = models.CharField(_("依据"), max_length=300)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("决定人")
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("提出时间"), default=clock.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("规则变更")
        ordering = ["name", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="in_force") | ~Q(approved_by=F("proposed_by")), name="kit_rule_takes_two_persons"
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="kit_rule_has_a_legal_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


_declared: dict[str, Declared] = {}
# What must be shown before a change of a rule may be approved; each refuses with its sentence.
conditions: dict[str, Callable[[DatedRule, Any], None]] = {}


def _load() -> dict[str, list[tuple[date, Any]]]:
    """Per name, the rows in force, newest first."""
    rows: dict[str, list[tuple[date, Any]]] = {}
    in_force = DatedRule.objects.filter(state=DatedRule.State.IN_FORCE).order_by("name", "-valid_from", "-pk")
    for name, valid_from, found in in_force.values_list("name", "valid_from", "value"):
        rows.setdefault(name, []).append((valid_from, found))
    return rows


_rows = Remembered(_load, DatedRule)
forget = _rows.clear


# --- in code -----------------------------------------------------------------------------------------------
def declare(
    name: str, value: Any, *, law: str, label: Any, unit: Any = "", words: Mapping[str, Any] | None = None
) -> str:
    """Name a rule and its default; `law` is a key of kit.law, "" for a number without one. Returns the name."""
    if law:
        laws.require(law)
    if value is None or json.loads(json.dumps(value)) != value:
        raise ValueError(f"rule {name}: the default must be a JSON value and not null")
    found = Declared(name, value, law, label, unit, words or {})
    if name in _declared and _declared[name].value != value:
        raise ValueError(f"rule {name} is declared twice with different defaults")
    _declared[name] = found
    return name


def declared(name: str) -> Declared:
    try:
        return _declared[name]
    except KeyError:
        raise UnknownRule(f"no rule is called {name}") from None


def all_declared() -> list[Declared]:
    return [_declared[name] for name in sorted(_declared)]


def value(name: str, on: date | None = None) -> Any:
    """What the rule says on a day, today when none is given."""
    default = declared(name).value
    day = on or clock.today()
    if isinstance(day, datetime):
        day = day.astimezone(clock.SHANGHAI).date()
    found = next((kept for valid_from, kept in _rows.get().get(name, ()) if valid_from <= day), default)
    return copy.deepcopy(found)  # a caller that sorts its list must not sort everybody's


def history(name: str) -> models.QuerySet[DatedRule]:
    return DatedRule.objects.filter(name=declared(name).name).select_related("proposed_by", "approved_by")


# --- changes -----------------------------------------------------------------------------------------------
def propose(name: str, value: Any, valid_from: date, *, by: Any, note: str, legal_basis: str = "") -> DatedRule:
    """Draft a new value from a day on; it counts only once a second person approves it.

    `legal_basis` defaults to the law the rule was declared with.
    Refused: a value of another kind than the default; no legal basis at all.
    """
    rule = declared(name)
    strange = set(value) - set(rule.words) if rule.words and isinstance(value, list) else set()
    if strange or not _same_kind(value, rule.value):
        raise Refused(gettext("数值的格式与现行规则不一致，按现行数值的格式填写。"), code="rule_kind")
    basis = legal_basis.strip() or rule.legal_basis
    if not basis:
        raise Refused(gettext("填写修改这项规则的依据。"), code="rule_basis")
    return DatedRule.objects.create(
        name=name, value=value, valid_from=valid_from, legal_basis=basis, note=note.strip(), proposed_by=by
    )


@transaction.atomic
def approve(rule: DatedRule, *, by: Any) -> DatedRule:
    """Put a drafted value in force. Refused: the proposer approves; the draft is already decided; its condition is not
    met."""
    return _decide(rule, DatedRule.State.IN_FORCE, by=by)


@transaction.atomic
def refuse(rule: DatedRule, *, by: Any) -> DatedRule:
    """Turn a draft down; the proposer may do so too, which takes it back."""
    return _decide(rule, DatedRule.State.REFUSED, by=by)


def _decide(rule: DatedRule, state: str, *, by: Any) -> DatedRule:
    rule = DatedRule.objects.select_for_update().get(pk=rule.pk)
    if rule.state != DatedRule.State.DRAFT:
        raise Refused(gettext("这项规则变更已经有了决定。"), code="rule_decided")
    if state == DatedRule.State.IN_FORCE and rule.proposed_by_id in {None, by.pk}:
        raise Refused(gettext("提出人不能批准自己的规则变更，由另一人批准。"), code="rule_two_persons")
    if state == DatedRule.State.IN_FORCE and rule.name in conditions:
        conditions[rule.name](rule, by)
    rule.state, rule.approved_by = state, by
    rule.save(update_fields=["state", "approved_by"])
    return rule


def _same_kind(new: Any, default: Any) -> bool:
    if isinstance(default, bool) or isinstance(new, bool):
        return isinstance(default, bool) and isinstance(new, bool)
    if isinstance(default, float):
        return isinstance(new, int | float) and math.isfinite(new)
    if isinstance(default, list):
        return isinstance(new, list) and (not default or all(_same_kind(part, default[0]) for part in new))
    if isinstance(default, dict):
        same_keys = isinstance(new, dict) and set(new) == set(default)
        return same_keys and all(_same_kind(new[key], default[key]) for key in default)
    return type(new) is type(default)
