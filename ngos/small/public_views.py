"""The public list of small purchases, a page a month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.paging import page
from kit import clock
from ngos.small import choosing, queries

SIZE = 50
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """What was ordered in a month (?month=2026-05), this one unless told; who, from whom, how much and how chosen."""
    asked = MONTH.fullmatch(request.GET.get("month", ""))
    first = date(int(asked[1]), int(asked[2]), 1) if asked else clock.today().replace(day=1)
    listed = page(queries.of_month(first.year, first.month), request, size=SIZE)
    later = (first + timedelta(days=31)).replace(day=1)
    context = {
        "first": first,
        "page": listed,
        "rows": listed.items,
        "earlier": f"{choosing.months_before(first, 1):%Y-%m}",
        "later": f"{later:%Y-%m}" if later <= clock.today() else "",
        "trail": [(_("采购公开"), reverse("tenders:list"))],
    }
    return TemplateResponse(request, "ngos/small_public.html", context)
