"""How often officers of the county wrote nearly the same for different persons: counts, never a text or a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.models import User
from kit import clock
from matching.sameness.models import TextMark
from matching.screens import for_roles

HALF_A_YEAR = timedelta(days=180)


@for_roles(roles.CBM)
@require_safe
def same_texts(request: HttpRequest) -> HttpResponse:
    rows = counted(request.user)
    table = {
        "caption": _("近半年的文字，按责任人"),
        "heads": [_("责任人"), _("种类"), _("写了"), _("与他人雷同"), _("写明理由"), _("雷同占比")],
        "rows": rows,
    }
    return TemplateResponse(request, "matching/same_texts.html", {"table": table if rows else None})


def counted(user: Any) -> list[list[Any]]:
    """Author and kind: written, alike, alike with a reason, share; the most alike first. Two queries."""
    counties = [s.county_code for s in access.seats(user) if s.role == roles.CBM]
    marks = TextMark.objects.filter(
        county_code__in=counties, on__gte=clock.today() - HALF_A_YEAR, client__is_minor_track=False, by__isnull=False
    )
    alike = Q(twins_n__gt=0)
    found = marks.values_list("by", "kind").annotate(
        n=Count("pk"), same=Count("pk", filter=alike), said=Count("pk", filter=alike & ~Q(why=""))
    )
    lines = sorted(found.order_by(), key=lambda r: (-r[3] / r[2], -r[2], r[0]))
    people = User.objects.in_bulk({line[0] for line in lines})
    kinds = dict(TextMark.KINDS)
    return [[people[by], kinds[kind], n, same, said, f"{100 * same / n:.1f}%"] for by, kind, n, same, said in lines]
