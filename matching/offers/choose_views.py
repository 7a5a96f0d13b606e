"""Choosing a place and sending the offer, the table as CSV, the waiting list, and why not this one."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import roles
from accounts.access import visible_404
from audit.once import once
from matching import policies, queries, words
from matching.models import AssistanceRequest, Place
from matching.offers import choosing, crowd, services
from matching.offers.choose_forms import SendForm
from matching.offers.suggestions import suggest
from matching.planning import queries as planning
from matching.planning import showing
from matching.requests.pages import card
from matching.screens import attempt, for_roles, posted, request_trail, shown

staff = for_roles(roles.OFF, roles.CBM)


def looking(request: HttpRequest, number: str) -> AssistanceRequest:
    """A request for which this person may choose a place; else it is not there."""
    rows = queries.asked_by_office(request.user).select_related("client__town", "client__office", "consent", "office")
    thing = visible_404(rows, number=number)
    if not policies.may(request.user, "match_request", thing):
        raise Http404
    return thing


@staff
@once
def match(request: HttpRequest, number: str) -> HttpResponse:
    thing = looking(request, number)
    if thing.status != "matching":
        return redirect("matching:request", number)
    proposal = planning.proposal_for(thing, request.user)
    found = suggest(thing, also=proposal.place_id if proposal else 0)
    role = choosing.role_of(thing, request.user)
    lift = choosing.near_miss(found, _number(request, "lift"), role)
    chosen = [lift.place.pk] if lift else _chosen(request, found)
    form = None
    if found.top or lift:
        form = SendForm(posted(request), thing=thing, found=found, chosen=chosen, lift=lift)
        if request.method == "POST" and form.is_valid() and attempt(form, lambda: _send(thing, form, request.user)):
            messages.success(request, _("邀约已发出。对方 2 个工作日内答复，结果会通知您。"))
            return redirect("matching:request", number)
    ranked = choosing.ranks(found, chosen, crowd.only_option(thing, [s.place.pk for s in found.top]))
    place = next((s.place for s in found.top if s.place.pk in chosen), lift.place if lift else None)
    context = {
        "thing": thing,
        "trail": request_trail(thing),
        "card": card(thing),
        "status": thing.status_label,
        "tone": words.tone(thing.status),
        "reveal_url": _reveal_url(request, thing),
        "found": found,
        "ranks": ranked,
        "plan": showing.block(proposal, found, chosen),
        "compared": choosing.compared(ranked, found),
        "near": choosing.near(thing, found, role, request.user),
        "blocking": choosing.blocking(found.blocked),
        "twin": choosing.twin(found),
        "csv_url": reverse("matching:match_csv", args=[number]),
        "levels": choosing.levels(thing),
        "form": form,
        "place": place,
        "lift": {"gate": words.gate(lift.block.code)} if lift else None,
        "many": thing.urgency == 3 and not lift,
    }
    return shown(request, "matching/match.html", context)


def _chosen(request: HttpRequest, found: Any) -> list[int]:
    """The places picked, in the address or in the form; the first one until somebody picks."""
    ids = [s.place.pk for s in found.top]
    texts = request.POST.getlist("place") if request.method == "POST" else request.GET.getlist("place")
    picked = [int(t) for t in texts if t.isascii() and t.isdecimal() and int(t) in ids]
    return picked or ids[:1]


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() else None


def _send(thing: AssistanceRequest, form: SendForm, by: Any) -> None:
    places = list(Place.objects.filter(pk__in=form.cleaned_data["place"]).order_by("pk"))
    services.send_offers(thing, places, by=by, **form.sending())


def _reveal_url(request: HttpRequest, thing: AssistanceRequest) -> str:
    may = policies.may(request.user, "see_identity", thing.client)
    return reverse("matching:reveal", args=[thing.client.code]) if may else ""


@staff
@require_safe
def match_csv(request: HttpRequest, number: str) -> HttpResponse:
    """The scores as a table: places and points, nothing of the person but the request's number in the name."""
    thing = looking(request, number)
    table = choosing.twin(suggest(thing))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="match-{thing.number}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow(table["heads"])
    rows.writerows([_harmless(cell) for cell in row] for row in table["rows"])
    return response


def _harmless(cell: str) -> str:
    """A name that begins like a formula would be run by a spreadsheet."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


@staff
@require_POST
@once
def no_place(request: HttpRequest, number: str) -> HttpResponse:
    thing = looking(request, number)
    services.to_waiting_list(thing, by=request.user)
    messages.success(request, _("已转入候补。有空位时马上重新匹配，并通知您。"))
    return redirect("matching:request", number)


@staff
@require_safe
def why(request: HttpRequest, number: str) -> HttpResponse:
    """Find a place by name, to see why it is not among the first."""
    thing = looking(request, number)
    text = request.GET.get("q", "").strip()[:40]
    context = {
        "thing": thing,
        "trail": [*request_trail(thing), (_("选一处"), reverse("matching:match", args=[number]))],
        "q": text,
        "category": choosing.category(thing),
        "places": [{"place": p, "where": choosing.where(p)} for p in choosing.names_like(thing, text, request.user)],
    }
    return TemplateResponse(request, "matching/match_why.html", context)


@staff
@require_safe
def why_not(request: HttpRequest, number: str, place_id: int) -> HttpResponse:
    thing = looking(request, number)
    place = visible_404(choosing.comparable(thing, request.user), pk=place_id)
    context = {
        "thing": thing,
        "trail": [*request_trail(thing), (_("选一处"), reverse("matching:match", args=[number]))],
        **choosing.why_not(thing, place, choosing.role_of(thing, request.user)),
    }
    return TemplateResponse(request, "matching/match_why_not.html", context)
