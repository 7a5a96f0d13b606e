"""The card without a name (L1): all that the other side of an offer ever sees before a grant."""

from __future__ import annotations

from typing import Any

from accounts.models import Division
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
