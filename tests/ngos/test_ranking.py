"""G5 to the hundredth, low prices, ties, and a published sheet that a citizen works out again."""

import copy
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from kit import calendar, clock
from ngos.evaluation import announcing, drawing, services
from ngos.evaluation.awarding import standing_award
from ngos.models import Bid, CommitteeMember, Draw, LowPriceQuestion, Project, Ranking
from tests.ngos.recompute import ranking as recomputed
from tests.ngos.tendered import RANKED, A, B, Tender
from tests.ngos.test_committee import refused

NAMES = ("bid", "rank", "evaluated_fen", "price_score", "technical", "total")
EVEN = (70, 70, 70, 70, 70)


def rows(project):
    found = Ranking.objects.filter(project=project).select_related("bid__provider__org").order_by("rank")
    return [(r.bid.provider.org.name, r.rank, r.evaluated_fen, r.price_score, r.technical, r.total) for r in found]


def published(sheet):
    return [tuple(row[name] for name in NAMES) for row in sheet["ranking"]]


# --- G5 --------------------------------------------------------------------------------------------------------
def test_g5_ends_as_it_is_told_in_the_law_book(cast) -> None:
    with clock.frozen(RANKED):
        tender = Tender(cast)
        tender.ranked()
    assert rows(tender.project) == [
        ("心桥咨询", 1, 44_550_000, 1939, 7480, 9419),
        ("晨光社工", 2, 46_800_000, 1846, 7120, 8966),
        ("同行社工", 3, 43_200_000, 2000, 6520, 8520),
    ]
    assert tender.fresh().due_at == calendar.end_of(date(2026, 5, 28))
    with clock.frozen(clock.at(date(2026, 5, 28), 15)):
        services.propose_award(tender.project, by=tender.leader)
        assert tender.fresh().due_at == calendar.end_of(date(2026, 6, 4))
    with clock.frozen(clock.at(date(2026, 6, 4), 15)):
        award = services.confirm_award(tender.project, by=tender.head)
    assert award.bid.price_fen == 49_500_000 and award.bid.provider.org.name == "心桥咨询"
    assert tender.fresh().status == "awarded"


def test_a_ranking_is_not_rewritten(cast) -> None:
    with clock.frozen(RANKED):
        Tender(cast).ranked()
    with pytest.raises(DatabaseError), transaction.atomic():
        Ranking.objects.update(total=10_000)


def test_only_the_leader_ranks_and_only_after_the_prices_were_shown(cast) -> None:
    with clock.frozen(RANKED):
        tender = Tender(cast)
        tender.scored()
        refused("not_revealed", services.rank_bids, tender.fresh(), by=tender.leader)
        refused("may:rank_bids", services.rank_bids, tender.project, by=tender.clerk)
        representative = CommitteeMember.objects.get(project=tender.project, kind="purchaser").user
        refused("may:rank_bids", services.reveal_prices, tender.project, by=representative)


# --- low prices ------------------------------------------------------------------------------------------------
LOW = (("甲社", 400_000, 0, EVEN), ("乙社", 400_000, 0, (71, 71, 71, 71, 71)), ("丙社", 319_999, 0, EVEN))


@pytest.fixture
def low(cast):
    with clock.frozen(RANKED):
        tender = Tender(cast, LOW)
        tender.scored()
        found = services.reveal_prices(tender.fresh(), by=tender.leader)
        assert [b.provider.org.name for b in found] == ["丙社"]
        yield tender


def test_just_eighty_per_cent_of_the_others_is_not_low(cast) -> None:
    with clock.frozen(RANKED):
        tender = Tender(cast, (*LOW[:2], ("丙社", 320_000, 0, EVEN)))
        tender.scored()
        assert services.reveal_prices(tender.fresh(), by=tender.leader) == []
        refused("not_low", services.ask_low_price, tender.bids[2], by=tender.leader)


def test_a_low_price_is_asked_about_explained_and_voted_on_before_the_ranking(low) -> None:
    bid, bidder = low.bids[2], low.bidders["丙社"]
    refused("low_price", services.rank_bids, low.fresh(), by=low.leader)
    refused("minutes", services.ask_low_price, bid, by=low.leader, minutes=29)
    question = services.ask_low_price(bid, by=low.leader, minutes=30)
    refused("asked", services.ask_low_price, bid, by=low.leader)
    members = list(CommitteeMember.objects.filter(project=low.project, status="declared").select_related("user"))
    refused("early", services.vote_low_price, question, by=members[0].user, accept=True)
    refused("may:answer_low_price", services.answer_low_price, question, by=low.bidders["甲社"], text="自有场地")
    services.answer_low_price(question, by=bidder, text="自有场地，师资由高校提供")
    refused("answered", services.answer_low_price, question, by=bidder, text="再说一次")
    for n, member in enumerate(members):
        services.vote_low_price(question, by=member.user, accept=n < 3)
    refused("voted", services.vote_low_price, question, by=members[0].user, accept=True)
    question.refresh_from_db()
    assert question.accepted is True and list(question.votes.values()) == [True, True, True, False, False]
    services.rank_bids(low.fresh(), by=low.leader)
    assert rows(low.project)[0][0] == "丙社"


def test_a_price_not_proved_in_time_is_invalid_and_two_are_left_to_the_head(low) -> None:
    question = services.ask_low_price(low.bids[2], by=low.leader)
    members = list(CommitteeMember.objects.filter(project=low.project, status="declared").select_related("user"))
    with clock.frozen(RANKED + timedelta(minutes=30)):
        refused("early", services.vote_low_price, question, by=members[0].user, accept=False)
    with clock.frozen(RANKED + timedelta(minutes=30, seconds=1)):
        refused("late", services.answer_low_price, question, by=low.bidders["丙社"], text="自有场地")
        for member in members:
            services.vote_low_price(question, by=member.user, accept=False)
        bid = Bid.objects.get(pk=low.bids[2].pk)
        assert (bid.status, bid.clause) == ("disqualified", "R-PUR-17")
        refused("two", services.rank_bids, low.fresh(), by=low.leader)
        services.go_on_with_two(low.fresh(), by=low.head, reason="两家均合格")
        services.rank_bids(low.fresh(), by=low.leader)
    assert [name for name, *_rest in rows(low.project)] == ["乙社", "甲社"]
    assert LowPriceQuestion.objects.get().accepted is False


# --- ties ------------------------------------------------------------------------------------------------------
def test_total_price_and_technical_alike_are_drawn_and_the_draw_is_kept(cast) -> None:
    with clock.frozen(RANKED):
        tender = Tender(cast, (("甲社", 400_000, 0, EVEN), ("乙社", 400_000, 0, EVEN), B))
        tender.ranked()
    draw = Draw.objects.get(project=tender.project, kind="tie")
    assert draw.candidates == sorted(str(b.row_key) for b in tender.bids[:2])
    assert draw.result == drawing.in_order(draw.seed, draw.candidates)
    first = Ranking.objects.filter(project=tender.project).order_by("rank")
    assert [str(r.bid.row_key) for r in first if r.rank < 3] == draw.result, [r.rank for r in first]
    assert [r.rank for r in first] == [1, 2, 3]


def test_the_same_total_goes_to_the_lower_price_without_a_draw(cast) -> None:
    # 20.00 + 70.00 against 16.00 + 74.00: both 90.00
    with clock.frozen(RANKED):
        tender = Tender(cast, (("甲社", 450_000, 0, (74,) * 5), ("乙社", 360_000, 0, EVEN), B), price_weight=2000)
        tender.ranked()
    found = rows(tender.project)
    assert [(name, total) for name, _r, _e, _p, _t, total in found][:2] == [("乙社", 9000), ("甲社", 9000)]
    assert not Draw.objects.filter(kind="tie").exists()


# --- the published sheet ---------------------------------------------------------------------------------------
def test_a_citizen_works_the_published_ranking_out_again(cast, tmp_path) -> None:
    tender = Tender(cast)
    tender.announced()
    sheet = json.loads(json.dumps(announcing.score_sheet(tender.fresh())))
    assert recomputed(sheet) == published(sheet) and len(sheet["ranking"]) == 3
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(sheet), encoding="utf-8")
    script = Path(__file__).parent / "recompute.py"
    found = subprocess.run([sys.executable, "-I", str(script), str(path)], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "same\n"), found.stderr
    changed = copy.deepcopy(sheet)
    next(iter(changed["bids"][0]["sheets"]))["marks"][str(tender.technical.pk)] -= 500
    assert recomputed(changed) != published(changed)


@pytest.mark.parametrize(
    "offers",
    [
        # A technical mean of 66.666…, prices whose scores end on a half: 100.00 of 99.85 … at a weight of 30.
        (("甲社", 9_985, 0, (67, 67, 66, 67, 66)), ("乙社", 10_000, 0, (66, 66, 67, 67, 67)), ("丙社", 9_999, 0, EVEN)),
        (("甲社", 400_000, 0, EVEN), ("乙社", 400_000, 0, EVEN), ("丙社", 400_000, 0, EVEN)),
        (("甲社", 300_001, 105, (71, 70, 70, 70, 70)), ("乙社", 300_000, 0, EVEN), ("丙社", 300_000, 0, EVEN)),
    ],
)
def test_halves_and_ties_are_worked_out_again_too(cast, offers) -> None:
    with clock.frozen(RANKED):
        tender = Tender(cast, offers, price_weight=2000)
        tender.ranked()
    sheet = announcing.score_sheet(tender.fresh())
    assert recomputed(sheet) == published(sheet)
    assert [row[1] for row in recomputed(sheet)] == [1, 2, 3]


def test_the_sheet_names_the_winner_and_no_expert_and_no_loser(cast) -> None:
    tender = Tender(cast)
    tender.announced()
    text = json.dumps(announcing.score_sheet(tender.fresh()), ensure_ascii=False)
    assert "心桥咨询" in text
    assert not any(name in text for name in ("晨光社工", "同行社工", "卢宁", *(u.display_name for u in tender.experts)))
    assert A[0] == "晨光社工" and standing_award(tender.project).rank == 1


def test_every_weight_from_ten_to_thirty_ends_in_one_first(cast) -> None:
    with clock.frozen(RANKED):
        tender = Tender(cast, (("甲社", 400_000, 0, EVEN), ("乙社", 400_000, 0, EVEN), A))
        tender.ranked()
    assert Ranking.objects.filter(project=tender.project, rank=1).count() == 1
    assert Project.objects.get(pk=tender.project.pk).status == "ranked"
