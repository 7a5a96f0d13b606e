"""What the house of every thing (tests/fullhouse.py) has of bids: officers with keys, one part on the table, a bid that
was opened with a file in it, and what is published of it all as open data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desk.uploads.models import KeptFile
from kit import clock
from ngos.bidding import keys, services
from ngos.bidding.parcel import Paper
from ngos.models import Bid, BidFile, KeyPart
from tests.ngos import purchase as make

PASSPHRASE = "云栖的桂花开满了院子 2026"


def fill(house: Any) -> None:
    """Call it after purchasing."""
    for one in make.openers(house.cast):
        keys.make_officer_key(by=one, passphrase=PASSPHRASE)
    keys.appoint_openers(house.project, make.openers(house.cast), by=house.project.clerk)
    part = KeyPart.objects.filter(officer__tender_key__project=house.project).first()
    assert part is not None
    part.opened = house.secret("keypart.opened", "桌上半把钥匙")
    part.opened_at = clock.now()
    part.save()
    bid = Bid.objects.filter(project=house.scored).earliest("pk")
    content = make.content(house.scored, bid.price_fen)
    content["answers"][0]["text"] = house.secret("bid.content", "密封的方案正文")
    bid.content = json.dumps(content, ensure_ascii=False)
    bid.save()
    kept = KeptFile.objects.create(kind="application/pdf", size=1, mark="0" * 64, made_at=clock.machine_now())
    BidFile.objects.create(bid=bid, title=house.secret("bidfile.title", "方案附件名.pdf"), kept=kept)
    _seal(house)


def _seal(house: Any) -> None:
    """A bid that lies sealed: whatever is in it may stand nowhere at all (law: R-PUR-10)."""
    cast = house.cast
    line = make.budget_line(cast, code="2040699")
    project = make.project(cast, title="密封着响应的辅导服务", budget_line=line)
    keys.appoint_openers(project, make.openers(cast), by=project.clerk)
    for one in make.openers(cast)[:2]:
        keys.rehearse(project, by=one, passphrase=PASSPHRASE)
    deadline = clock.now() + timedelta(days=12)
    project.deadline_at = project.opening_at = project.enquiries_until_at = deadline
    project.save()
    house.under_seal = make.brought(project, "published")
    provider = make.bidder(cast, "密封投标的机构")
    price = house.secret("sealed bid.price", "46813579")
    content = make.content(project, int(price))
    content["answers"][0]["text"] = house.secret("sealed bid.text", "封口桂花酿方案")
    content["statement"]["contact"] = house.secret("sealed bid.name", "投标人封口甲")
    paper = Paper(
        house.secret("sealed bid.file name", "封口附件.pdf"),
        "application/pdf",
        house.secret("sealed bid.file bytes", "wax-7f3a-needle").encode(),
    )
    bidder = make.manager_of(cast, provider)
    services.submit_bid(project, provider.org, by=bidder, content=content, papers=[paper])


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a project under seal": one(number=house.under_seal.number),
        "open data of a year": one(year=clock.today().year, kind="releases"),
    }
