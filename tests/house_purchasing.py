"""What the house of every thing (tests/fullhouse.py) has of purchasing: projects in several states, with their bids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from audit.moves import born
from kit import clock
from ngos.models import Complaint, Objection, Sheet
from ngos.purchasing import notices
from ngos.purchasing import services as purchasing
from ngos.purchasing.publishing import announcement
from ngos.small import services as small
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
        project=house.scored, org=bids[1].provider.org, kind="opening", text="开标记录有误。", filed_by=manager,
        filed_at=clock.now(),
    )  # fmt: skip
    born(house.objection, "file", by=manager)
    house.complaint = Complaint(
        objection=house.objection, text="对答复不满意。", filed_by=manager, filed_at=clock.now()
    )
    born(house.complaint, "file", by=manager)
    house.published = make.project(cast, "published", title="正在公告的辅导服务")
    make.sealed_bid(house.published)
    notices.publish(house.published, "tender", by=house.published.clerk, **announcement(house.published))
    house.asked = purchasing.ask(house.published, org=manager.memberships.get().unit, by=manager, question="是否分包？")
    house.project = make.project(cast, title="编制中的辅导服务")
    house.roster_entry = small.enter_on_roster(
        bids[0].provider, make.item(), by=cast.city_manager, unit_price_fen=60_000, basis="2026年框架征集",
        since_on=clock.today(), until_on=clock.today().replace(year=2027),
    )  # fmt: skip
    house.small = small.order_small(
        cast.bureau, by=cast.city_manager, item=house.roster_entry.item, provider=bids[0].provider,
        budget_line=make.budget_line(cast, code="small"), quantity=2, choice="need", reason="离对象最近",
    )  # fmt: skip


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a draft project": one(number=house.project.number, part="basics", act="submit"),
        "a published project": one(number=house.published.number, act="postpone", pk=house.asked.pk, n=1),
        "a project under review": one(number=house.scored.number),
        "a service of the catalogue": one(code=house.roster_entry.item.code),
        "a small order": one(number=house.small.number),
        "a roster entry": one(pk=house.roster_entry.pk),
    }
