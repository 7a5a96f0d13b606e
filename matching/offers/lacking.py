"""Where a volunteer's papers hold a place back: which one is missing, and when and where it is to be had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kit import clock
from matching.engine.reasons import Block
from matching.models import AssistanceRequest, Offer, Place
from matching.offers.columns import MINORS_ONLY, NOT_IN_SERVICE, ROOM
from matching.offers.suggestions import say
from ngos import queries as ngos
from volunteers import queries as volunteers

# What the engine says where it only knows that something is missing → which codes of `volunteers.missing` it means.
MEANT = {
    "qualification.why.trained": lambda code: code not in NOT_IN_SERVICE | ROOM | MINORS_ONLY,
    "minor.why.clear": lambda code: code in MINORS_ONLY,
    "suspended.why": lambda code: code in NOT_IN_SERVICE,
}

OF_STANDING = ("suspended", "open", "grade")  # gates that a suspended, late or D organisation closes


def in_words(request: AssistanceRequest, shut: Sequence[tuple[Place, Block]]) -> list[tuple[str, str]]:
    """Why each of these places is held back and what would open it, missing papers by name with the next session.

    Three queries more where a volunteer lacks something, and one for each of them.
    """
    people = {place.volunteer_id for place, block in shut if place.volunteer_id and block.why.key in MEANT}
    lacks = _missing(request, people) if people else {}
    return [_words(place, block, lacks.get(place.volunteer_id or 0, [])) for place, block in shut]


def reasons(request: AssistanceRequest, place: Place, shut: Sequence[Block]) -> list[str]:
    """The same of one place, as sentences of a refusal."""
    found = in_words(request, [(place, block) for block in shut])
    said = [
        _("%(why)s。%(opens)s。") % {"why": why, "opens": opens}
        if block.why.key in MEANT and place.volunteer_id
        else why
        for block, (why, opens) in zip(shut, found, strict=True)
    ]
    barred = place.kind == "service" and any(block.code in OF_STANDING for block in shut)
    return [*said, *(ngos.reasons_against(place.org_id) if barred else [])]


def own(offer: Offer, user: Any) -> list[volunteers.Way]:
    """What a volunteer who was asked lacks now, before they answer: for themself with the way to the next session."""
    me = offer.place.volunteer
    if me is None:
        return []
    codes = [code for code in _missing(offer.request, {me.pk})[me.pk] if code not in ROOM]
    if me.user_id == user.pk:
        return volunteers.ways_for(codes, me.county_code)
    told = [volunteers.in_one(codes), volunteers.next_for(codes, me.county_code)] if codes else []
    return [volunteers.Way("", text) for text in told if text]


def _missing(request: AssistanceRequest, people: set[int]) -> dict[int, list[str]]:
    return volunteers.missing(people, clock.today(), need=request.need, minor=request.client.is_minor_track)


def _words(place: Place, block: Block, lacks: list[str]) -> tuple[str, str]:
    codes = [code for code in lacks if MEANT[block.why.key](code)] if block.why.key in MEANT else []
    if not codes:
        return say(block.why), say(block.opens)
    return volunteers.in_one(codes), volunteers.next_for(codes, place.county_code) or say(block.opens)
