"""The page on which the city and its auditors read whether help reaches groups of people alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts import roles
from matching import policies
from matching.fairness import queries, reckoning, words
from matching.fairness.reckoning import Line, Table
from matching.screens import for_roles


@for_roles(roles.MUN, roles.AUD)
@require_safe
def fairness(request: HttpRequest) -> HttpResponse:
    policies.require(request.user, "see_fairness")
    cases = queries.cases()
    total = reckoning.everybody(cases)
    tables = [reckoning.table(kind, cases) for kind in queries.KINDS] if total else []
    context = {
        "total": _line(total, "") if total else None,
        "tables": [_table(one) for one in tables],
        "least": reckoning.LEAST,
        "days": queries.DAYS,
        "apart": [
            {"kind": words.kind(t.kind), "group": words.group(t.kind, one.group), "less": one.difference < 0}
            for t in tables for one in t.lines if one.is_apart
        ],
    }  # fmt: skip
    return TemplateResponse(request, "matching/fairness.html", context)


def _table(one: Table) -> dict[str, Any]:
    rows = [_line(line, words.group(one.kind, line.group)) for line in one.lines]
    return {"kind": words.kind(one.kind), "rows": rows, "hidden": one.hidden}


def _line(one: Line, name: str) -> dict[str, Any]:
    """With what the drawing needs as percentages."""
    return {
        "name": name,
        "n": one.n,
        "share": f"{one.share:.1f}",
        "share_text": f"{one.share:.1f}\N{NO-BREAK SPACE}%",
        "low": f"{one.low:.1f}",
        "high": f"{one.high:.1f}",
        "days": f"{one.days:.1f}" if one.days is not None else "—",
        "difference": f"{one.difference:+.1f}".replace("-", "\N{MINUS SIGN}"),
        "is_apart": one.is_apart,
        "less": one.difference < 0,
        "x": {"low": f"{one.low:.2f}%", "high": f"{one.high:.2f}%", "share": f"{one.share:.2f}%"},
    }
