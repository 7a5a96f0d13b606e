"""The page of the weights: what counts how much, who changed it, what a change would have done, how it is used."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from audit.once import once
from desk import policies as desk
from desk import upkeep
from kit import clock, rules
from kit.rules import DatedRule
from matching import policies, words
from matching.engine.weights import PARTS, Weights
from matching.fairness import words as groups
from matching.models import Replay
from matching.screens import attempt, for_roles, posted, shown
from matching.weighing import forms, queries, services

TONES = {"draft": "wait", "in_force": "ok", "refused": "off"}
reading = for_roles(roles.OFF, roles.CBM, roles.MUN, roles.AUD, roles.SYS)


@reading
@once
def weights(request: HttpRequest) -> HttpResponse:
    """Weights in force and before, with their proposals; acts only for who may change rules."""
    policies.require(request.user, "see_weights")
    now = services.weights(clock.today())
    form = None
    if desk.may(request.user, "propose_rule"):
        form = forms.WeightsForm(posted(request), initial=services.points_of(now))
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and attempt(form, lambda: services.propose_weights(by=request.user, **form.proposal())):
            messages.success(request, _("已提出，正在用上一季度的需求回放。回放后由另一人批准。"))
            return redirect("matching:weights")
    taken = queries.taken()
    context = {
        "parts": [{"name": words.part(part), "points": n} for part, n in services.points_of(now).items()],
        "stack": _stack(now),
        "version": now.version,
        "rows": [_line(row, request.user) for row in rules.history(services.RULE)],
        "taken": taken,
        "others": [(str(words.CHOSEN_WHY.get(code, code)), _few(n)) for code, n in taken.others],
        "lifted": [(words.gate(code), _few(n)) for code, n in taken.lifted],
        "days": queries.DAYS,
        "form": form,
    }
    return shown(request, "matching/weights.html", context)


def _few(n: int | None) -> str:
    return _("少于 5 次") if n is None else str(n)


def _stack(found: Weights) -> dict[str, Any]:
    """Full fields, for the tag `score`."""
    points = {"keep" if part == "continuity" else part: n for part, n in services.points_of(found).items()}
    return {**{name: 10 * n for name, n in points.items()}, "full": points}


def _line(row: DatedRule, user: Any) -> dict[str, Any]:
    points = services.points_of(Weights(**row.value))
    return {
        "row": row,
        "points": [points[part] for part in PARTS],
        "tone": TONES[row.state],
        "url": reverse("matching:weights_change", args=[row.pk]),
    }


@reading
@once
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with its replay; approved here by a second person, refused or taken back."""
    policies.require(request.user, "see_weights")
    row = rules.history(services.RULE).filter(pk=pk).first()
    if row is None:
        raise Http404
    draft, own = row.state == DatedRule.State.DRAFT, row.proposed_by_id == request.user.pk
    may = {
        "approve": draft and not own and desk.may(request.user, "approve_rule"),
        "refuse": draft and (own or desk.may(request.user, "approve_rule")),
    }
    form = forms.ApproveForm(posted(request))
    act = request.POST.get("act", "")
    if request.method == "POST":
        if not may.get("refuse" if act == "replay" else act):
            raise Http404
        if form.is_valid() and attempt(form, lambda: _act(request, row, act, form)):
            return redirect("matching:weights_change", pk)
    replay = Replay.objects.filter(rule=row).first()
    context = {
        "row": row,
        "tone": TONES[row.state],
        "old": _stack(services.weights(row.valid_from) if draft else _before(row)),
        "new": _stack(Weights(**row.value)),
        "replay": replay,
        "running": bool(replay and replay.done_at is None),
        "result": _result(replay.result) if replay and replay.done_at else None,
        "may": may,
        "form": form,
        "trail": [(_("匹配权重"), reverse("matching:weights"))],
    }
    return shown(request, "matching/weights_change.html", context)


def _act(request: HttpRequest, row: DatedRule, act: str, form: Any) -> None:
    by = request.user
    if act == "approve":
        services.approve_weights(row, by=by, has_read=form.cleaned_data["has_read"])
        messages.success(request, _("已批准，到生效日期起按新的权重排列。"))
    elif act == "replay":
        services.start_replay(row, by=by)
        messages.success(request, _("正在回放，办完会通知您。"))
    else:
        upkeep.refuse_rule(row, by=by)
        messages.success(request, _("这项变更没有生效。"))


def _before(row: DatedRule) -> Weights:
    """What held on the day before a decided change."""
    earlier = DatedRule.objects.filter(
        name=row.name, state=DatedRule.State.IN_FORCE, valid_from__lt=row.valid_from
    ).order_by("-valid_from", "-pk").first()  # fmt: skip
    return Weights(**earlier.value) if earlier else Weights()


def _result(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "requests": found["requests"],
        "n": found["n"],
        "changed": found["changed"],
        "pct": _pct(found["changed"], found["n"]) if found["n"] else "—",
        "worth_pct": _growth(found["worth_before"], found["worth_after"]),
        "worth_before": f"{found['worth_before']:,}",
        "worth_after": f"{found['worth_after']:,}",
        "heads": [words.part(part) for part in PARTS],
        "all": _means(found["all"], _("全部")) if "before" in found["all"] else None,
        "tables": [
            {
                "kind": groups.kind(kind),
                "rows": [_means(line, groups.group(kind, line["group"])) for line in lines],
                "hidden": found["hidden"][kind],
            }
            for kind, lines in found["groups"].items()
        ],
    }


def _growth(before: int, after: int) -> str:
    return f"{100 * (after - before) / before:+.2f}\N{NO-BREAK SPACE}%" if before else "—"


def _means(line: dict[str, Any], name: str) -> dict[str, Any]:
    cells = [
        {"before": f"{a:.1f}", "after": f"{b:.1f}", "by": f"{b - a:+.1f}", "less": b < a, "more": b > a}
        for a, b in zip(line["before"], line["after"], strict=True)
    ]
    return {"name": name, "n": line["n"], "changed_pct": _pct(line["changed"], line["n"]), "cells": cells}


def _pct(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}\N{NO-BREAK SPACE}%"
