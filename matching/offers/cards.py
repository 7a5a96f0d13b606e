"""The card without a name (L1): all that the other side of an offer ever sees before a grant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Division
from desk.dates import day
from matching import words
from matching.engine import codes
from matching.models import AssistanceRequest


def card(request: AssistanceRequest) -> dict[str, Any]:
    """Plain values and codes only; words are chosen when it is shown, in the reader's language."""
    client = request.client
    return {
        "code": client.code,
        "age_band": client.age_band,
        "sex": client.sex,
        "county": Division.objects.filter(pk=client.county_code).values_list("name", flat=True).first() or "",
        "need": request.need,
        "urgency": request.urgency,
        "wish": request.wish,
        "goal": request.goal,
        "skills": codes.bits_of(request.skill_mask),
        "blocks": codes.bits_of(request.schedule_mask),
        "min_blocks": request.min_blocks,
        "max_m": request.max_m,
        "accepts_remote": request.accepts_remote,
        "gender_pref": request.gender_pref,
        "end_on": request.end_on.isoformat() if request.end_on else "",
    }


def shown(card: dict[str, Any]) -> dict[str, Any]:
    """The stored card as `parts/need_card.html` shows it, in the reader's language."""
    return {
        "code": card["code"],
        "about": words.sentence_of([words.sex(card["sex"]), words.age(card["age_band"]), card["county"]]),
        "want": words.need(card["need"]),
        "note": card["wish"],
        "goal": card["goal"],
        "chips": _chips(card),
        "hidden": _("姓名、电话、住址和案情都不在卡上。"),
    }


def taken_back(card: dict[str, Any]) -> dict[str, Any]:
    """What is left of the card for a side that was asked and did not take the request: which need it was, no person.

    Law: R-PI-01 (what is no longer needed is no longer shown).
    """
    hidden = _("邀约已结束，需求卡已收回。")
    return {"code": "", "about": "", "want": words.need(card["need"]), "note": "", "chips": [], "hidden": hidden}


def _chips(card: dict[str, Any]) -> list[str]:
    chips = [words.urgency(card["urgency"]), *words.skills(codes.mask(card["skills"]))]
    chips.append(_("每周至少 %(n)s 个共同时段") % {"n": card["min_blocks"]})
    chips.append(_("%(km)s 公里以内") % {"km": _km(card["max_m"])})
    chips.append(_("接受远程") if card["accepts_remote"] else _("不接受远程"))
    if card["gender_pref"]:
        chips.append(_("希望帮扶人为%(sex)s") % {"sex": _(codes.SEXES[card["gender_pref"]])})
    if card["end_on"]:
        chips.append(_("到%(day)s为止") % {"day": day(date.fromisoformat(card["end_on"]))})
    return chips


def _km(metres: int) -> str:
    n = Decimal(metres) / 1000
    return str(int(n)) if n == n.to_integral_value() else f"{n:.1f}"
