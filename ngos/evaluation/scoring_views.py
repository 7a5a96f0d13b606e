"""The scoring grid: factors down, bids across, a number in each cell; saved as a draft, signed bid by bid."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from audit.once import once
from desk.acts import done
from ngos.evaluation import queries, services, sheets, showing
from ngos.evaluation.committee_views import found, frame
from ngos.evaluation.scoring import POINT
from ngos.models import Factor, Sheet

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)


def hundredths(text: str) -> int | None:
    """ "45.5" → 4550; None for what is no number with at most two decimals."""
    text = text.strip()
    return int(Decimal(text) * POINT) if NUMBER.fullmatch(text) else None


@login_required
@once
def scoring(request: HttpRequest, number: str) -> HttpResponse:
    """One's own sheets and nobody else's; without a seat on the committee there is no such page."""
    project = found(request, number)
    member = queries.member_of(project, request.user)
    if member is None:
        raise Http404
    if member.status == "drawn":
        return redirect("ngos:declare", number)
    own, factors = queries.own_sheets(member), list(sheets.scored_factors(project))
    form = Form(request.POST if request.method == "POST" else None)
    typed = _typed(request, own, factors)
    wrong = _wrong(typed, own, factors) if request.method == "POST" else {}
    if request.method == "POST":
        form.is_valid()
        if wrong:
            form.add_error(None, _("有的得分不是数字，或者超过分值。改正标出的格子。"))
        elif _keep(request, form, own, factors, typed):
            return redirect("ngos:scoring", number)
    context = {
        **frame(request, project, "scoring"),
        "form": form,
        "sheets": [_column(s) for s in own],
        "rows": [_row(f, own, typed, wrong) for f in factors],
        "remarks": [(s, typed.get((s.pk, 0), s.remark)) for s in own],
        "open": any(s.status == "open" for s in own) and project.status == "scoring",
    }
    return TemplateResponse(request, "ngos/scoring.html", context, status=409 if form.errors else 200)


def _typed(request: HttpRequest, own: list[Sheet], factors: list[Factor]) -> dict[tuple[int, int], str]:
    """What was typed into each cell of the open sheets; the remark stands at factor 0."""
    if request.method != "POST":
        return {}
    cells = [(s.pk, f) for s in own if s.status == "open" for f in (0, *(f.pk for f in factors))]
    return {(s, f): request.POST.get(f"p-{s}-{f}", "")[:500] for s, f in cells}


def _wrong(typed: dict[tuple[int, int], str], own: list[Sheet], factors: list[Factor]) -> dict[tuple[int, int], str]:
    found_ = {}
    for sheet in own:
        for factor in factors:
            text = typed.get((sheet.pk, factor.pk), "").strip()
            points = hundredths(text)
            if text and (points is None or points > factor.most):
                found_[sheet.pk, factor.pk] = _("0 至 %(most)s") % {"most": showing.points(factor.most)}
    return found_


def _keep(
    request: HttpRequest, form: Form, own: list[Sheet], factors: list[Factor], typed: dict[tuple[int, int], str]
) -> bool:
    """Save every open sheet; sign the one whose button was pressed."""
    act = request.POST.get("act", "save")
    for sheet in own:
        if sheet.status != "open":
            continue
        points = {f.pk: hundredths(typed[sheet.pk, f.pk]) for f in factors}
        words = {"points": points, "remark": typed[sheet.pk, 0]}
        if done(form, services.save_draft, sheet, by=request.user, **words) is None:
            return False
    if act.startswith("lock-"):
        sheet = next((s for s in own if act == f"lock-{s.pk}"), None)
        if sheet is None:
            raise Http404
        if done(form, services.lock_sheet, sheet, by=request.user) is None:
            return False
        messages.success(request, _("已签字提交，不能再更改。"))
    else:
        messages.success(request, _("草稿已保存。"))
    return True


def _column(sheet: Sheet) -> dict[str, Any]:
    given = sum(int(n) for n in sheet.draft.values())
    return {
        "sheet": sheet, "name": sheet.bid.provider.org.name, "key": sheet.bid.row_key,
        "total": showing.points(sheet.total if sheet.status == "locked" else given), "open": sheet.status == "open",
    }  # fmt: skip


def _row(factor: Factor, own: list[Sheet], typed: dict[tuple[int, int], str], wrong: dict[Any, str]) -> dict[str, Any]:
    cells = []
    for sheet in own:
        kept = sheet.draft.get(str(factor.pk))
        value = typed.get((sheet.pk, factor.pk), "" if kept is None else showing.points(int(kept)))
        name = f"p-{sheet.pk}-{factor.pk}"
        cells.append({
            "name": name, "value": value, "open": sheet.status == "open", "wrong": wrong.get((sheet.pk, factor.pk), ""),
            "label": f"{sheet.bid.provider.org.name} {factor.title}",
        })  # fmt: skip
    return {"factor": factor, "most": showing.points(factor.most), "cells": cells}
