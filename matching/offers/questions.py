"""One question before an answer: the clock stands still until the officer has replied."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.moves import move
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import Offer
from matching.offers.services import who_answers
from matching.requests.news import tell
from matching.supervisees.leaks import leaks


@transaction.atomic
def ask_question(offer: Offer, *, by: User, question: str) -> Offer:
    """Ask the officer one thing before answering; the clock stops. Refused: empty; not while one is open."""
    policies.require(by, "ask_question", offer)
    if not question.strip():
        raise Refused(_("写下想问的事。"), code="question")
    offer.question, offer.answer = question.strip()[:300], ""
    offer.save(update_fields=["question", "answer"])
    move(offer, "ask", by=by)
    tell("offer_question", offer.request, url=reverse("matching:offer", args=[offer.pk]))
    return offer


@transaction.atomic
def answer_question(offer: Offer, *, by: User, answer: str) -> Offer:
    """Answer the question; the clock goes on. Refused: a text that gives the person away (R-CC-05)."""
    policies.require(by, "answer_question", offer.request)
    if not answer.strip():
        raise Refused(_("写下回答，对方看到后继续计时。"), code="answer")
    found = list(leaks(answer, offer.request.client))
    if found:
        raise Refused(_("这段文字对方会看到，不能写出本人身份或案情。"), code="leak", at={"answer": found})
    offer.answer = answer.strip()[:300]
    offer.save(update_fields=["answer"])
    move(offer, "answer", by=by)
    url = reverse("matching:offer", args=[offer.pk])
    due = offer.due_at.date() if offer.due_at else None
    tell("offer_answered", offer.request, to=who_answers(offer.place), url=url, due=due)
    return offer
