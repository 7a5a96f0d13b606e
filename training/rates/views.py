"""The manager's page of what came of courses for clients: certificates and jobs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import has_role
from desk.paging import page
from kit import rules
from training import policies
from training.rates import numbers_of_law as law
from training.rates import queries, showing

SIZE = 30


@login_required
@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """Each course for clients with K13 and K12, newest first; of whole-city courses a county sees its own clients."""
    if not has_role(request.user, *queries.LOOKS):
        raise Http404
    found = page(queries.courses_of(request.user), request, size=SIZE)
    known = queries.rates_of(found.items, county=queries.county_of(request.user))
    small = policies.may(request.user, "see_small_rates")
    context = {
        "page": found, "rows": [{"course": c, **showing.shown(known[c.pk], small=small)} for c in found.items],
        "days": rules.value(law.JOB_DAYS), "of_city": queries.county_of(request.user) == "",
        "title": _("培训成效"),
    }  # fmt: skip
    return TemplateResponse(request, "training/rates.html", context)
