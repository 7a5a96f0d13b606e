"""The inbox of offers and the page of one: answered in two taps, asked about, answered for, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import visible_404
from audit.once import once
from desk.paging import page
from matching import policies, queries, words
from matching.engine import codes
from matching.models import Offer
from matching.offers import cards, lacking, questions, reading, services
from matching.offers.answer_forms import AcceptForm, AskForm, DeclineForm, ReplyForm, RevokeForm
from matching.screens import attempt, helping, request_trail, shown

MOST_LIVE = 100
SIZE = 20


@helping
def offers(request: HttpRequest) -> HttpResponse:
    """The offers this person may answer: live ones with their clock, soonest first; the others by page."""
    mine = queries.offers(request.user).filter(queries.offers_to(request.user))
    live = mine.filter(status__in=services.LIVE).order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST_LIVE]
    over = page(mine.exclude(status__in=services.LIVE), request, size=SIZE)
    context = {"live": [_row(o) for o in live], "over": [_row(o) for o in over.items], "page": over}
    return TemplateResponse(request, "matching/offers.html", context)


@login_required
@once
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer, for whoever answers it and for the office that sent it."""
    thing = visible_404(queries.offers(request.user), pk=pk)
    asked = policies.may(request.user, "answer_offer", thing)
    sends = policies.may(request.user, "revoke_offer", thing.request)
    if not asked and not sends:
        raise Http404
    forms = _forms(request, thing, asked, sends)
    act = request.POST.get("act", "")
    if request.method == "POST":
        if act not in forms:
            raise Http404
        form, do, said = forms[act]
        if form.is_valid() and attempt(form, lambda: do(form.cleaned_data)):
            messages.success(request, said)
            return redirect("matching:offer", pk)
    return _show(request, thing, {name: entry[0] for name, entry in forms.items()}, asked, act)


Entry = tuple[Any, Callable[[dict[str, Any]], Any], str]


def _forms(request: HttpRequest, thing: Offer, asked: bool, sends: bool) -> dict[str, Entry]:
    """The acts open to this person, each with its form, what it does and what is said after."""
    by, data, act = request.user, request.POST, request.POST.get("act", "")

    def sent(name: str) -> Any:
        return data if act == name else None

    acts: dict[str, Entry] = {}
    if asked:
        acts = {
            "accept": (
                AcceptForm(sent("accept"), offer=thing),
                lambda d: services.accept_offer(thing, by=by, **d),
                _("谢谢您。工作人员已收到，接着约首次见面。"),
            ),
            "decline": (
                DeclineForm(sent("decline"), prefix="no"),
                lambda d: services.decline_offer(thing, by=by, **d),
                _("已告知工作人员，谢谢您的答复。"),
            ),
            "know": (
                RevokeForm({"reason": "-"}),  # a button without fields; it carries a refusal
                lambda d: services.decline_offer(thing, by=by, reason="conflict"),
                _("已记下有利害关系，邀约结束，不影响您。"),
            ),
            "ask": (
                AskForm(sent("ask"), prefix="ask"),
                lambda d: questions.ask_question(thing, by=by, **d),
                _("问题已送达，答复时限暂停。"),
            ),
        }
    if sends:
        acts |= {
            "reply": (
                ReplyForm(sent("reply"), prefix="reply"),
                lambda d: questions.answer_question(thing, by=by, **d),
                _("已回答，对方继续计时。"),
            ),
            "revoke": (
                RevokeForm(sent("revoke"), prefix="back"),
                lambda d: services.revoke_offer(thing, by=by, **d),
                _("邀约已收回。"),
            ),
        }
    return acts


def _show(request: HttpRequest, thing: Offer, forms: dict[str, Any], asked: bool, act: str) -> HttpResponse:
    live = thing.status in services.LIVE
    gone = "revoke" not in forms and _is_gone(thing)
    context = {
        "offer": thing,
        "card": cards.taken_back(thing.card) if gone else cards.shown(thing.card),
        "week": 0 if gone else codes.mask(thing.card.get("blocks", [])),
        "tone": words.tone(thing.status),
        "asked": asked,
        "live": live,
        "lacks": lacking.own(thing, request.user) if asked and thing.status == "sent" else [],
        "forms": forms,
        "form": forms.get(act),
        "may_reply": "reply" in forms and policies.may(request.user, "answer_question", thing.request),
        "reasons": [] if gone else reading.reasons(thing),
        "parts": reading.parts(thing),
        "levels": reading.levels(thing),
        "facts": reading.conditions(thing),
        "standing": None if live else reading.standing(thing, asked=asked),
        "trail": [(_("邀约"), reverse("matching:offers"))] if asked else request_trail(thing.request),
    }
    return shown(request, "matching/offer.html", context)


def _row(thing: Offer) -> dict[str, Any]:
    card = cards.taken_back(thing.card) if _is_gone(thing) else cards.shown(thing.card)
    return {"offer": thing, "card": card, "tone": words.tone(thing.status)}


def _is_gone(thing: Offer) -> bool:
    """Over and not taken: who was asked does not go on reading about the person."""
    return thing.status not in (*services.LIVE, "accepted")
