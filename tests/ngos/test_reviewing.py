"""Which bids go on: every refusal has a clause and a reason, and too few left end the project."""

import pytest

from kit import clock
from kit.errors import Refused
from messaging.models import Message
from ngos.evaluation import services
from ngos.evaluation.findings import findings
from ngos.models import Bid, Project, Provider
from tests.ngos.tendered import G5, OPENED, Tender, content
from tests.ngos.test_committee import refused


@pytest.fixture
def tender(cast):
    with clock.frozen(OPENED):
        yield Tender(cast)


def status(bid: Bid) -> str:
    return Bid.objects.values_list("status", flat=True).get(pk=bid.pk)


def clauses(bid: Bid) -> list[str]:
    return [f.clause for f in findings(Bid.objects.select_related("project", "provider").get(pk=bid.pk))]


# --- what the house finds --------------------------------------------------------------------------------------
def test_a_price_over_the_budget_is_invalid_to_the_fen(tender) -> None:
    bid = tender.bids[0]
    Bid.objects.filter(pk=bid.pk).update(price_fen=50_000_000)
    assert clauses(bid) == []
    Bid.objects.filter(pk=bid.pk).update(price_fen=50_000_001)
    assert clauses(bid) == ["R-PUR-09"]
    refusal = refused("found", services.qualify_bid, bid, by=tender.clerk)
    assert refusal.reasons == ["报价超过公布的预算金额。"], "the price itself is not told"
    assert status(bid) == "opened"


def test_two_bidders_with_one_responsible_person_are_both_refused(tender) -> None:
    for n, name in enumerate(("王 立", "王立", "李四")):
        Provider.objects.filter(org=tender.org(n)).update(legal_representative=name)
    assert [clauses(b) for b in tender.bids] == [["R-PUR-04"], ["R-PUR-04"], []]
    for bid in tender.bids[:2]:
        refused("found", services.qualify_bid, bid, by=tender.clerk)
        services.disqualify_bid(bid, by=tender.clerk, clause="R-PUR-04", reason="负责人为同一人")
    assert [clauses(b)[:1] for b in tender.bids[:2]] == [["R-PUR-04"], ["R-PUR-04"]]


@pytest.mark.parametrize(
    ("papers", "is_enough"),
    [
        ([], False),
        ([{"kind": "accounts", "until": None}], False),
        ([{"kind": "registration", "until": None}], True),
        ([{"kind": "registration", "until": "2026-05-25"}], True),
        ([{"kind": "registration", "until": "2026-05-24"}], False),
    ],
)
def test_a_paper_must_lie_in_the_bid_and_hold_on_the_day_of_the_deadline(tender, papers, is_enough) -> None:
    bid = tender.bids[0]
    bid.content = content(bid.price_fen, papers=papers)
    bid.save()
    assert clauses(bid) == ([] if is_enough else ["2.1"])


def test_the_statement_of_three_clean_years_must_be_made(tender) -> None:
    bid = tender.bids[0]
    bid.content = content(bid.price_fen, statement={"no_violation": False})
    bid.save()
    assert clauses(bid) == ["R-PUR-03"]


# --- who refuses, and why --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("clause", "reason", "code"), [("R-PUR-99", "不合格", "clause"), ("", "不合格", "clause"), ("2.1", "  ", "reason")]
)
def test_every_refusal_names_a_clause_of_this_project_and_a_reason(tender, clause, reason, code) -> None:
    bid = tender.bids[0]
    refused(code, services.disqualify_bid, bid, by=tender.clerk, clause=clause, reason=reason)
    assert status(bid) == "opened"


def test_the_reason_is_told_to_that_bidder_alone(tender) -> None:
    people = tender.bidders
    services.disqualify_bid(tender.bids[0], by=tender.clerk, clause="2.1", reason="登记证书过期")
    told = Message.objects.filter(kind="bid_refused")
    assert [m.to for m in told] == [people["晨光社工"]] and "登记证书过期" in told[0].body
    bid = Bid.objects.get(pk=tender.bids[0].pk)
    assert (bid.status, bid.clause, bid.reason) == ("disqualified", "2.1", "登记证书过期")


def test_the_clerk_qualifies_and_the_experts_conform(tender) -> None:
    members = tender.declared()
    expert, representative = members[0].user, members[-1].user
    bid = tender.bids[0]
    refused("may:qualify_bid", services.qualify_bid, bid, by=expert)
    refused("bid:opened", services.conform_bid, bid, by=expert)
    refused("stage", services.disqualify_bid, bid, by=expert, clause="2.1", reason="不合格")
    services.qualify_bid(bid, by=tender.clerk)
    refused("stage", services.conform_bid, bid, by=representative)
    refused("may:review_bid", services.conform_bid, bid, by=tender.head)
    services.conform_bid(bid, by=expert)
    assert status(bid) == "conforming"


def test_after_the_qualification_the_clerk_refuses_no_more(tender) -> None:
    tender.declared()
    services.qualify_bid(tender.bids[0], by=tender.clerk)
    refused("apart", services.disqualify_bid, tender.bids[0], by=tender.clerk, clause="2.1", reason="不合格")


def test_no_expert_judges_before_declaring(tender) -> None:
    member = tender.seated()[0]
    services.qualify_bid(tender.bids[0], by=tender.clerk)
    refused("undeclared", services.conform_bid, tender.bids[0], by=member.user)


# --- how many are left -----------------------------------------------------------------------------------------
def leave(tender: Tender, n: int) -> None:
    for bid in tender.bids[: len(tender.bids) - n]:
        services.disqualify_bid(bid, by=tender.clerk, clause="2.1", reason="证书过期")
    for bid in tender.bids[len(tender.bids) - n :]:
        if Project.objects.get(pk=tender.project.pk).status == "opened":
            services.qualify_bid(bid, by=tender.clerk)


@pytest.mark.parametrize(
    ("method", "n", "ends"),
    [
        ("consultation", 3, "opened"), ("consultation", 2, "opened"), ("consultation", 1, "failed"),
        ("open_tender", 2, "failed"), ("comparison", 2, "failed"), ("open_tender", 3, "opened"),
        ("entrustment", 1, "opened"), ("entrustment", 0, "failed"),
    ],
)  # fmt: skip
def test_fewer_than_three_fail_and_two_go_on_only_in_a_consultation(cast, method, n, ends) -> None:
    with clock.frozen(OPENED):
        tender = Tender(cast, method=method)
        leave(tender, n)
        project = tender.fresh()
    assert project.status == ends
    assert project.failed_for == ("too_few_qualified" if ends == "failed" else "")


def test_two_go_on_only_with_the_heads_written_word(tender) -> None:
    members = tender.declared()
    leave(tender, 2)
    for bid in tender.bids[1:]:
        services.conform_bid(bid, by=members[0].user)
    refused("two", services.begin_scoring, tender.fresh(), by=tender.clerk)
    refused("may:go_on_with_two", services.go_on_with_two, tender.project, by=tender.clerk, reason="需求稳定")
    refused("reason", services.go_on_with_two, tender.project, by=tender.head, reason=" ")
    services.go_on_with_two(tender.project, by=tender.head, reason="需求紧迫，两家均合格")
    assert len(services.begin_scoring(tender.fresh(), by=tender.clerk)) == 10
    assert tender.project.evaluation.two_by == tender.head


def test_nobody_agrees_to_two_while_there_are_three(tender) -> None:
    refused("not_two", services.go_on_with_two, tender.project, by=tender.head, reason="需求紧迫")


def test_scoring_waits_for_every_bid_and_every_declaration(tender) -> None:
    members = tender.seated()
    refused("undeclared", services.begin_scoring, tender.project, by=tender.clerk)
    for member in members:
        tender.declare(member)
    refused("undecided", services.begin_scoring, tender.project, by=tender.clerk)
    assert len(G5) == 3 and tender.fresh().status == "opened"


def test_a_hold_stops_the_review(tender) -> None:
    Project.objects.filter(pk=tender.project.pk).update(held_at=OPENED, held_by=tender.supervisor)
    with pytest.raises(Refused) as refusal:
        services.qualify_bid(tender.bids[0], by=tender.clerk)
    assert refusal.value.code == "held"
