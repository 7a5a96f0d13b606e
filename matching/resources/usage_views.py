"""The page on which a manager reads how much of what is offered is used, and takes it along as a sheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import roles
from desk.imports import sheets
from desk.paging import page
from matching.resources import usage as reading
from matching.resources.views import as_row
from matching.screens import for_roles

CUTS = {"kind": gettext_lazy("按来源"), "category": gettext_lazy("按大类"), "county": gettext_lazy("按县区")}
BAR = 100.0


@for_roles(roles.CBM, roles.MUN, roles.AUD)
@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    tables = reading.tables(request.user)
    found = page(reading.unused(request.user), request, size=reading.SHOWN)
    context = {
        "total": tables["kind"][-1],
        "cuts": [_cut(code, lines) for code, lines in tables.items()],
        "page": found,
        "unused": [as_row(place) for place in found.items],
        "trail": [(_("帮扶资源"), reverse("matching:places"))],
    }
    return TemplateResponse(request, "matching/usage.html", context)


def _cut(code: str, lines: list[reading.Line]) -> dict[str, Any]:
    """One table with its bars; the total has no bar."""
    bars = [
        {
            "name": line.name,
            "width": f"{(line.share_pct or 0) / 100 * BAR:.1f}%",
            "text": reading.cells(line)[-1],
            "of": f"{line.reserved + line.used} / {line.offered}",
        }
        for line in lines[:-1]
    ]
    table = {"caption": CUTS[code], "heads": reading.heads(), "rows": [reading.cells(line) for line in lines]}
    return {"code": code, "label": CUTS[code], "bars": bars, "twin": table}


@for_roles(roles.CBM, roles.MUN, roles.AUD)
@require_safe
def usage_sheet(request: HttpRequest, form: str) -> HttpResponse:
    """All three tables one below the other, each line with the cut it belongs to."""
    if form not in ("csv", "xlsx"):
        raise Http404
    tables = reading.tables(request.user)
    rows = [[str(CUTS[code]), *reading.cells(line)] for code, lines in tables.items() for line in lines]
    return sheets.answer(form, "resource-usage", [_("口径"), *reading.heads()], rows)
