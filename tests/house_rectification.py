"""What the house of every thing (tests/fullhouse.py) has of rectification: a draft, and one answered with a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matching.reassigning import services as handovers
from ngos.models import RectificationEvidence
from ngos.rectification import services
from tests import build
from tests.cast import DONGXI
from tests.house_volunteers import picture
from tests.ngos import rectify as make


def fill(house: Any) -> None:
    """春晖社工 is asked to mend two things and has answered the first; a second notice is still a draft of 李明."""
    cast = house.cast
    build.provider(cast)
    house.rectification_draft = services.draft_notice(
        cast.chunhui, by=cast.officer, about="年度抽查", basis="合同第六条", items=make.ITEMS
    )
    # The newest is the whole one: the machines' tests put it into every state.
    house.rectification = make.issued(cast, provider=build.provider(cast))
    services.acknowledge(house.rectification, by=cast.ngo_admin)
    house.reassignment = handovers.begin(
        cast.chunhui, by=cast.county_manager, county_code=DONGXI, reason="机构暂停承接"
    )
    item = house.rectification.items.get(no=1)
    services.reply_to_item(item, by=cast.ngo_admin, reply="签到已补齐", files=[picture()])
    house.rectification_proof = RectificationEvidence.objects.get(item=item)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a rectification notice": one(pk=house.rectification.pk, no=1),
        "a handover in bulk": one(pk=house.reassignment.pk),
        "a draft of a notice": one(pk=house.rectification_draft.pk),
        "a proof of rectification": one(pk=house.rectification_proof.pk),
    }
