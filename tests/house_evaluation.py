"""What the house of every thing (tests/fullhouse.py) has of evaluations and contracts, with 丁四 among the experts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from audit.moves import born, move
from kit import clock
from ngos.models import Award, Bid, CommitteeMember, Contract, Evaluation, Project, Ranking, Sheet
from tests.ngos import purchase as make

PRICES = {"春晖社工": 46_800_000, "同行社工": 43_200_000, "心桥服务": 49_500_000}


def fill(house: Any) -> None:
    """One evaluation that is scored, one that waits for 丁四 to declare, one announced, and one with its contract."""
    make.budget_line(house.cast, 2_000_000_000)  # enough for all purchases of the house
    cast = house.cast
    house.judged = _project(house, "scoring", "评分中的辅导服务")
    bids = _conforming(house, house.judged)
    member = _member(house, house.judged, "declare")
    for bid in bids:
        born(Sheet(member=member, bid=bid, total=7200), "begin", by=None)
    house.judged_bid = bids[0]
    house.to_declare = _project(house, "opened", "待申报的辅导服务")
    make.opened_bids(cast, house.to_declare, PRICES)
    _member(house, house.to_declare)
    house.announced = _announced(house, "已公告结果的辅导服务")
    signed = _announced(house, "已成交的辅导服务")
    bid = signed.awards.get().bid
    # Both sides have signed already: the machines' tests put the newest contract into every state.
    house.contract = Contract(
        number="HT-2026-9001", provider=bid.provider, category=2, starts_on=date(2026, 7, 1),
        ends_on=date(2027, 6, 30), amount_fen=bid.price_fen, capacity=40, project=signed, bid=bid,
        county_code="990103", agreed_at=clock.now(), signed_at=clock.now(),
    )  # fmt: skip
    born(house.contract, "draft", by=None)


def _project(house: Any, status: str, title: str) -> Project:
    """On a budget of its own, so that others' purchases find theirs free."""
    line = make.budget_line(house.cast, 1_000_000_000, code="2040611")
    return make.project(house.cast, status, title=title, budget_line=line)


def _conforming(house: Any, project: Project) -> list[Bid]:
    bids = make.opened_bids(house.cast, project, PRICES)
    for bid in bids:
        move(bid, "qualify", by=make.acting(project.clerk))
        move(bid, "conform", by=make.acting(project.clerk))
    return bids


def _member(house: Any, project: Project, *verbs: str) -> CommitteeMember:
    member = CommitteeMember(project=project, user=house.others, kind="expert", is_leader=True)
    born(member, "draw", by=None)
    for verb in verbs:
        move(member, verb, by=make.acting(house.others, "EXP"))
    return member


def _announced(house: Any, title: str) -> Project:
    """Ranked by hand, the first announced; objections run."""
    project, now = _project(house, "awarded", title), clock.now()
    bids = _conforming(house, project)
    _member(house, project, "declare")
    Evaluation.objects.create(project=project, revealed_at=now, ranked_at=now)
    for rank, bid in enumerate(bids, 1):
        Ranking.objects.create(
            project=project, bid=bid, rank=rank, evaluated_fen=bid.price_fen, price_score=2000 - rank,
            technical=8000 - rank, total=10_000 - 2 * rank,
        )  # fmt: skip
    Award.objects.create(
        project=project, bid=bids[0], rank=1, proposed_at=now, decided_at=now, decided_by=project.head, noticed_at=now,
        objections_until_at=now + timedelta(days=10),
    )  # fmt: skip
    return project


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "an evaluation": one(number=house.judged.number, key=house.judged_bid.row_key, pk=999_999),
        "an evaluation to declare for": one(number=house.to_declare.number),
        "an announced result": one(number=house.announced.number),
        "a contract": one(number=house.contract.number),
    }
