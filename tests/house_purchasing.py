"""What the house of every thing (tests/fullhouse.py) has of purchasing: projects in several states, with their bids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from audit.moves import born
from kit import clock
from ngos.models import Complaint, Objection, Sheet
from tests.ngos import purchase as make


def fill(house: Any) -> None:
    """A draft, a project that takes bids, and one whose bids are being scored. The machines' tests take the newest row
    of each model, so that of a sheet has its sum already."""
    cast = house.cast
    house.scored = make.project(cast, "scoring", title="正在评审的辅导服务")
    bids = make.opened_bids(cast, house.scored)
    members = make.committee(cast, house.scored)
    house.sheet = Sheet(member=members[0], bid=bids[0], total=7200)
    born(house.sheet, "begin", by=make.acting(members[0].user, "EXP"))
    manager = make.acting(make.manager_of(cast, bids[1].provider), "NGA")
    house.objection = Objection(
        project=house.scored, org=bids[1].provider.org, kind="process", text="开标记录有误。", filed_by=manager,
        filed_at=clock.now(),
    )  # fmt: skip
    born(house.objection, "file", by=manager)
    house.complaint = Complaint(
        objection=house.objection, text="对答复不满意。", filed_by=manager, filed_at=clock.now()
    )
    born(house.complaint, "file", by=manager)
    house.published = make.project(cast, "published", title="正在公告的辅导服务")
    make.sealed_bid(house.published)
    house.project = make.project(cast, title="编制中的辅导服务")


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a draft project": one(number=house.project.number),
        "a published project": one(number=house.published.number),
        "a project under review": one(number=house.scored.number),
    }
