"""G5 from the draft to the signed contract through the services, the bids truly sealed: its numbers, its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from kit import clock
from kit.errors import Refused
from ngos.bidding import keys, opening
from ngos.bidding import services as bidding
from ngos.contracts import services as contracts
from ngos.evaluation import announcing
from ngos.evaluation import services as evaluation
from ngos.models import Bid, CommitteeMember, Contract, Notice, Project, Ranking, Release, Sheet
from ngos.purchasing import checks
from ngos.purchasing import services as purchasing
from tests.cast import Cast
from tests.ngos import purchase, sealed
from tests.ngos.sealed import PASSPHRASE

pytestmark = pytest.mark.django_db
GIVEN = {  # law: R-PUR-15, worked example: each member's points of 80
    "晨光社工": (72, 70, 74, 69, 71),
    "同行社工": (66, 64, 68, 65, 63),
    "心桥服务": (75, 74, 76, 72, 77),
}
TOTALS = {"晨光社工": (8966, 2), "同行社工": (8520, 3), "心桥服务": (9419, 1)}


@pytest.fixture
def until() -> Iterator[Callable[[datetime], None]]:
    with sealed.moving() as to:
        yield to


def refused(code: str, act: Callable[..., Any], *args: Any, **how: Any) -> None:
    with pytest.raises(Refused) as refusal:
        act(*args, **how)
    assert refusal.value.code == code, refusal.value


def fresh(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def published(cast: Cast, until: Callable[[datetime], None]) -> sealed.Tender:
    """Drafted, priced, approved by another person, rehearsed, published on 11 May."""
    tender = sealed.draft_with_openers(cast)
    project, by = tender.project, tender.project.clerk
    for weight in (3500, 800):
        refused("price_weight", purchasing.set_factors, project, _factors(weight), by=by)
    purchasing.set_factors(project, _factors(2000), by=by)
    days: dict[str, Any] = {"by": by, "documents_until_on": date(2026, 5, 18)}
    refused("days", purchasing.set_dates, project, deadline_at=clock.at(date(2026, 5, 20), 9), **days)
    purchasing.set_dates(project, deadline_at=purchase.DEADLINE, **days)
    purchasing.submit_project(fresh(project), by=by)
    purchasing.approve_project(fresh(project), by=project.head)
    refused("not_rehearsed", purchasing.publish_project, fresh(project), by=by)
    for one in tender.openers[:2]:
        keys.rehearse(fresh(project), by=one, passphrase=PASSPHRASE)
    tender.project = purchasing.publish_project(fresh(project), by=by)
    return tender


def _factors(weight: int) -> list[checks.Factor]:
    rows = [("price", "报价", weight), ("technical", "服务方案", 5000), ("business", "团队业绩", 5000 - weight)]
    return [checks.Factor(kind=kind, title=title, measure="按响应程度", most=most) for kind, title, most in rows]


def bids(tender: sealed.Tender) -> None:
    for bidder, (name, price) in zip(tender.bidders, sealed.PRICES_FEN.items(), strict=False):
        small = name == "心桥服务"
        if small:
            type(bidder.org.provider)._base_manager.filter(org=bidder.org).update(kind="enterprise")
        content = {**sealed.content(tender.project, price), "small_enterprise": small}
        bidding.submit_bid(tender.project, bidder.org, by=bidder.user, content=content)


def opened(tender: sealed.Tender, until: Callable[[datetime], None]) -> Project:
    until(tender.project.deadline_at)
    opening.close_due()
    assert not opening.present(fresh(tender.project), by=tender.openers[0], passphrase=PASSPHRASE)
    assert opening.present(fresh(tender.project), by=tender.openers[1], passphrase=PASSPHRASE)
    return fresh(tender.project)


def judged(cast: Cast, project: Project) -> User:
    """Committee of 4 + 1, reviews, every sheet signed; its leader."""
    clerk, representative = project.clerk, purchase.representative(cast)
    purchase.experts(cast, 8)
    other = purchase._one("另一位代表", "MUN", cast.bureau)
    refused(
        "composition",
        evaluation.form_committee,
        project,
        by=clerk,
        experts=3,
        representatives=[representative, other],
    )
    evaluation.form_committee(project, by=clerk, experts=4, representatives=[representative])
    members = list(CommitteeMember.objects.filter(project=project).order_by("pk"))
    rows = list(Bid.objects.filter(project=project).order_by("pk"))
    for member in members:
        evaluation.declare(member, by=member.user, relations={b.pk: "none" for b in rows})
    for member in members:
        evaluation.vote_for_leader(members[0], by=member.user)
    leader = CommitteeMember.objects.get(project=project, is_leader=True).user
    for bid in rows:
        evaluation.qualify_bid(bid, by=clerk)
    for bid in rows:
        evaluation.conform_bid(fresh_bid(bid), by=leader)
    evaluation.begin_scoring(fresh(project), by=clerk)
    place = {member.pk: n for n, member in enumerate(members)}
    technical, business = project.factors.get(kind="technical"), project.factors.get(kind="business")
    for sheet in Sheet.objects.filter(bid__project=project).select_related("bid__provider__org", "member__user"):
        whole = GIVEN[sheet.bid.provider.org.name][place[sheet.member_id]] * 100
        given = {technical.pk: min(whole, 5000), business.pk: whole - min(whole, 5000)}
        evaluation.save_draft(sheet, by=sheet.member.user, points=given)
        evaluation.lock_sheet(sheet, by=sheet.member.user)
    return leader


def fresh_bid(bid: Bid) -> Bid:
    return Bid.objects.get(pk=bid.pk)


def test_g5_from_the_need_to_the_contract(cast: Cast, until: Callable[[datetime], None], tmp_path: Path) -> None:
    tender = published(cast, until)
    bids(tender)
    project = opened(tender, until)
    until(clock.at(date(2026, 5, 26), 9))
    leader = judged(cast, project)
    evaluation.reveal_prices(fresh(project), by=leader)
    evaluation.rank_bids(fresh(project), by=leader)
    found = {r.bid.provider.org.name: (r.total, r.rank) for r in Ranking.objects.filter(project=project)}
    assert found == TOTALS

    evaluation.propose_award(fresh(project), by=leader)
    award = evaluation.confirm_award(fresh(project), by=project.head)
    evaluation.announce_result(fresh(project), by=project.clerk)
    recomputed(announcing.score_sheet(fresh(project)), tmp_path)

    refused("in_the_way", lambda: signed(project, award))
    until(clock.at(date(2026, 6, 8), 9))
    contract = signed(project, award)
    assert contract.amount_fen == 49_500_000 and fresh(project).status == "contracted"
    kinds = list(Notice.objects.filter(project=project).order_by("number").values_list("kind", flat=True))
    assert kinds == ["tender", "result", "contract"]
    assert Release.objects.filter(project=project).count() == 3
    exported(tmp_path / "ocds")


def signed(project: Project, award: Any) -> Contract:
    contract = Contract.objects.filter(project=project).first()
    if contract is None:
        contract = contracts.draft_contract(
            fresh(project), by=project.clerk, starts_on=date(2026, 7, 1), cases=40, grant_fields=[]
        )
    if contract.agreed_at is None:
        winner = purchase.manager_of(Cast(), award.bid.provider)
        contract = contracts.agree_contract(contract, by=winner)
    contract = contracts.sign_contract(contract, by=project.head)
    return contracts.publish_contract(contract, by=project.clerk)


def exported(folder: Path) -> None:
    """Three releases, each the whole as it was public then: bidders only from the result on."""
    call_command("export_ocds", out=folder, stdout=StringIO())
    package = json.loads((folder / "releases-2026.json").read_text(encoding="utf-8"))
    tender, award, contract = package["releases"]
    assert [r["tag"] for r in package["releases"]] == [["tender"], ["award"], ["contract"]]
    assert "tenderers" not in tender["tender"] and "numberOfTenderers" not in tender["tender"]
    assert award["tender"]["numberOfTenderers"] == len(award["tender"]["tenderers"]) == 3
    assert award["awards"][0]["value"] == {"amount": 495_000, "currency": "CNY"}
    assert contract["contracts"][0]["status"] == "active" and contract["tender"]["status"] == "complete"
    assert '""' not in json.dumps(package) and "[]" not in json.dumps(package)


def recomputed(sheet: dict[str, Any], folder: Path) -> None:
    """A script that knows nothing of ours comes to the same ranking."""
    path = folder / "sheet.json"
    path.write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")
    script = Path(__file__).with_name("recompute.py")
    done = subprocess.run([sys.executable, str(script), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_day_too_late_is_too_late(cast: Cast, until: Callable[[datetime], None]) -> None:
    tender = published(cast, until)
    until(tender.project.deadline_at + timedelta(seconds=1))
    with pytest.raises(Refused):
        bids(tender)
