"""The coordinator's board of a county, and who has how much to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role
from audit.once import once
from desk.dates import day
from matching import policies, words
from matching.coordination import opening, queries, services
from matching.coordination.queries import County
from matching.models import AssistanceRequest, Offer
from matching.offers import newcomers
from matching.screens import attempt, for_roles, posted, shown

leading = for_roles(roles.CBM, roles.MUN)
LISTED = 12  # requests that are named below a gate
DAY_PARTS = {0: gettext_lazy("上午"), 1: gettext_lazy("下午"), 2: gettext_lazy("晚上")}


def _county(request: HttpRequest) -> tuple[County, list[County]]:
    """The county that is looked at and those that may be; the first until one is chosen."""
    mine = queries.counties_of(request.user)
    wanted = request.GET.get("county", "")
    found = next((c for c in mine if c.county_code == wanted), None if wanted else next(iter(mine), None))
    if found is None or not policies.may(request.user, "see_board", found):
        raise Http404
    return found, mine


@leading
@once
def board(request: HttpRequest) -> HttpResponse:
    """Requests by step, what late, what one change would open for those who wait, what was declined."""
    county, counties = _county(request)
    acts = policies.may(request.user, "rerun_county", county)
    form = Form(posted(request))
    if request.method == "POST":
        if not acts:
            raise Http404
        if form.is_valid() and attempt(form, lambda: _act(request, county)):
            return redirect("matching:board")
    late = list(queries.late(county.county_code)[: queries.LATE_SHOWN + 1])
    found = opening.find(queries.waiting(county.county_code), county.county_code)
    steps = queries.by_step(county.county_code)
    context = {
        "county": county,
        "counties": counties if len(counties) > 1 else [],
        "acts": acts,
        "form": form,
        "open_n": sum(s["n"] for s in steps),
        "late_n": sum(s["late"] for s in steps),
        "steps": [_step(s) for s in steps],
        "late": [_late(r) for r in late[: queries.LATE_SHOWN]],
        "late_more": len(late) > queries.LATE_SHOWN,
        "waiting_n": found.n,
        "most": queries.MOST_WAITING,
        "gates": _gates(found),
        "stuck": found.stuck[:LISTED],
        "stuck_n": len(found.stuck),
        "has_place_n": len(found.has_place),
        "new_places": [_new_place(one) for one in found.new_places],
        "declined": [_declined(o) for o in queries.fell_through(county.county_code)],
        "why": [(_why(code), n) for code, n in queries.why_declined(county.county_code)],
        "share": newcomers.share(county.county_code),
    }
    return shown(request, "matching/board.html", context)


def _act(request: HttpRequest, county: County) -> None:
    if request.POST.get("act") == "rerun":
        services.rerun_county(county, by=request.user)
        messages.success(request, _("正在为候补的需求重新找去处，办完会通知您。"))
        return
    numbers = request.POST.getlist("number")[: queries.LATE_SHOWN]
    rows = queries.late(county.county_code).filter(number__in=numbers)
    heard = services.nudge_requests(rows, by=request.user)
    told = _("已提醒 %(n)d 人。") % {"n": heard} if heard else _("今天都已提醒过，没有再发。")
    messages.success(request, told)


def _step(step: dict[str, Any]) -> dict[str, Any]:
    return {
        **step,
        "label": AssistanceRequest.machine.states[step["status"]],
        "tone": words.tone(step["status"]),
        "url": f"{reverse('matching:requests')}?status={step['status']}",
    }


def _late(request: AssistanceRequest) -> dict[str, Any]:
    helping = request.status in services.HELPING and request.helper
    return {
        "request": request,
        "need": words.need(request.need),
        "who": str(request.helper if helping else request.officer),
        "tone": words.tone(request.status),
    }


def _gates(found: opening.Opening) -> list[dict[str, Any]]:
    """The gate that alone holds back the most requests first."""
    rows = sorted(found.by_gate.items(), key=lambda item: -len(item[1]))
    longest = max((len(some) for _code, some in rows), default=1)
    return [
        {
            "gate": words.gate(code),
            "n": len(some),
            "share": f"{100 * len(some) / longest:.1f}%",
            "rows": _named(some),
            "more": max(0, len(some) - LISTED),
        }
        for code, some in rows
    ]


def _named(some: Iterable[AssistanceRequest]) -> list[dict[str, str]]:
    return [{"number": r.number, "need": words.need(r.need)} for r in list(some)[:LISTED]]


def _new_place(one: opening.NewPlace) -> dict[str, Any]:
    return {
        "town": one.town,
        "part": DAY_PARTS[one.part],
        "category": words.category(one.category),
        "n": len(one.requests),
    }


def _declined(offer: Offer) -> dict[str, Any]:
    return {"offer": offer, "on": day(offer.status_at), "why": _why(offer.decline_reason)}


def _why(code: str) -> str:
    return str(dict(Offer.DECLINES)[code]) if code else _("到期没有答复")


# --- workload ----------------------------------------------------------------------------------------------
@leading
@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    """Officers with what they have in hand, by office: to see where help is needed, not who is better."""
    county, counties = _county(request)
    every = has_role(request.user, roles.MUN) and request.GET.get("county", "") == ""
    rows = queries.workload([c.county_code for c in counties] if every else [county.county_code])
    offices: dict[str, list[queries.Load]] = {}
    for row in rows:
        offices.setdefault(row.office, []).append(row)
    middle = {
        "requests": queries.middle([r.requests for r in rows if r.is_here]),
        "late": queries.middle([r.late for r in rows if r.is_here]),
        "files": queries.middle([r.files for r in rows if r.is_here]),
    }
    context = {
        "county": None if every else county,
        "counties": counties if len(counties) > 1 else [],
        "every": has_role(request.user, roles.MUN),
        "offices": [_office(name, some) for name, some in offices.items()],
        "middle": middle,
        "people_n": sum(r.is_here for r in rows),
        "gone": [r for r in rows if not r.is_here],
        "hands_over": has_role(request.user, roles.CBM),
    }
    return TemplateResponse(request, "matching/workload.html", context)


def _office(name: str, rows: list[queries.Load]) -> dict[str, Any]:
    return {
        "name": name,
        "rows": rows,
        "files": sum(r.files for r in rows),
        "requests": sum(r.requests for r in rows),
        "late": sum(r.late for r in rows),
        "waiting": sum(r.waiting for r in rows),
        "middle": queries.middle([r.requests for r in rows if r.is_here]),
    }
