"""The plan's proposal on the page where an officer chooses: the place, and why the plan came to it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.engine.topk import Ranked
from matching.models import Proposal
from matching.offers.suggestions import Suggestions


def block(proposal: Proposal | None, found: Suggestions, chosen: list[int]) -> dict[str, Any] | None:
    """What the part shows; nothing where the place no longer passes every gate."""
    ranked = next((s.ranked for s in found.top if proposal and s.place.pk == proposal.place_id), None)
    if proposal is None or ranked is None:
        return None
    return {
        "place": proposal.place,
        "points": ranked.points10,
        "why": [text for text in (_why(proposal, ranked, found.top[0].ranked), _others(proposal)) if text],
        "chosen": proposal.place_id in chosen,
        "on": proposal.run.as_of,
    }


def _why(proposal: Proposal, ranked: Ranked, first: Ranked) -> str:
    if proposal.choices_n == 1:
        return _("通过全部条件的只有这一处")
    if ranked.position == 1:
        return _("对这份需求分数最高")
    if ranked.points10 == first.points10:
        return _("分数与第一处相同")
    return _("分数更高的去处，全部需求一起计算时另有安排")


def _others(proposal: Proposal) -> str:
    n = proposal.others_n
    if not n:
        return ""
    said = ngettext("另有 %(n)s 份需求只有这一处可去，名额够用", "另有 %(n)s 份需求只有这一处可去，名额够用", n)
    return said % {"n": n}
