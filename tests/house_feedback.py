"""What the house of every thing (tests/fullhouse.py) has of feedback: a slip to answer and one to print, a bucket, a
rating, and complaints in which every sealed field holds a canary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matching.models import VoiceAsked
from matching.outcomes import asking, slips
from ngos.concerns import anonymous, services
from ngos.feedback import services as feedback
from ngos.models import Concern
from tests import build

DONGXI = "990103"


def fill(house: Any) -> None:
    cast = house.cast
    provider = build.provider(cast)
    feedback.take_voice(feedback.make_voice_code(provider.pk, 2), stars=4, respected="yes", helped="yes", kept="")
    feedback.rate(provider, by=cast.officer, source="officer", ref=house.closed.number, stars=4)
    VoiceAsked.objects.create(client=house.client, on=house._now.date(), slip=asking.WAITS)
    slips.make_outcome_code(house.review, by=cast.officer)
    house.concern = _concern(house, "provider", "投诉")
    house.concern_about_office = _concern(house, "office", "所里")
    # The newest, which the machines' tests put into every state.
    house.own_concern = services.report_concern(
        by=cast.volunteer, kind="incident", about="other", county_code=DONGXI, office=cast.office,
        text=house.secret("concern.text:own", "门锁坏了暮云四合"),
    )  # fmt: skip


def _concern(house: Any, about: str, word: str) -> Concern:
    """Answered and appealed, without a name."""
    cast = house.cast
    concern, _code = anonymous.report_without_name(
        key=f"{about:A>26}".upper(), kind="complaint", about=about, county_code=DONGXI, office=cast.office,
        provider=build.provider(cast) if about == "provider" else None,
        text=house.secret(f"concern.text:{about}", f"{word}原文霜叶红于"),
    )  # fmt: skip
    services.answer_concern(
        concern, by=cast.county_manager, answer=house.secret(f"concern.answer:{about}", f"{word}答复白云深处"),
        upheld=True, severity="minor", for_provider="按约到场，改期提前告知。",
    )  # fmt: skip
    services.appeal(concern, house.secret(f"concern.appeal:{about}", f"{word}申诉停车坐爱"), by=None)
    if about == "office":
        services.decide_concern(
            concern, by=cast.city_manager, decision=house.secret("concern.decision", "复核决定枫林晚照"), upheld=True,
            severity="minor",
        )  # fmt: skip
    return concern


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a complaint": one(number=house.concern.number),
        "a complaint about an office": one(number=house.concern_about_office.number),
        "an incident of a volunteer's": one(number=house.own_concern.number),
    }
