"""From the ranking to the award and its announcement, letters, and what happens when the first does not hold."""

from datetime import date, timedelta

import pytest

from audit.models import Move
from kit import calendar, clock
from messaging.models import Message
from ngos.evaluation import announcing, report, services
from ngos.evaluation.awarding import best_left, standing_award
from ngos.models import Award, Notice
from tests.cast import person, seat
from tests.ngos.tendered import RANKED, Tender
from tests.ngos.test_committee import refused


@pytest.fixture
def tender(cast):
    with clock.frozen(RANKED):
        tender = Tender(cast)
        tender.ranked()
        yield tender


def proposed(tender: Tender) -> Award:
    return services.propose_award(tender.fresh(), by=tender.leader)


def test_the_committee_proposes_and_the_head_alone_decides(tender) -> None:
    refused("state:ranked", services.confirm_award, tender.project, by=tender.head)
    proposed(tender)
    refused("may:confirm_award", services.confirm_award, tender.fresh(), by=tender.clerk)
    other = seat(person("陆明"), "MUN", tender.cast.bureau)
    refused("may:confirm_award", services.confirm_award, tender.project, by=other)
    assert services.confirm_award(tender.project, by=tender.head).decided_by == tender.head


def test_whoever_is_not_first_cannot_get_it(tender) -> None:
    award = proposed(tender)
    second = tender.project.ranking.get(rank=2)
    Award.objects.filter(pk=award.pk).update(bid=second.bid, rank=2)
    refused("not_first", services.confirm_award, tender.fresh(), by=tender.head)
    assert tender.fresh().status == "proposed"


def test_a_head_who_also_sits_on_the_committee_decides_nothing(tender) -> None:
    proposed(tender)
    tender.project.refresh_from_db()
    tender.project.head = seat(tender.representative, "MUN", tender.cast.bureau)
    tender.project.save()
    refused("apart", services.confirm_award, tender.project, by=tender.representative)


def test_a_decision_after_five_working_days_counts_as_late(tender) -> None:
    proposed(tender)
    with clock.frozen(calendar.end_of(date(2026, 6, 2)) + timedelta(hours=9)):
        services.confirm_award(tender.fresh(), by=tender.head)
    assert Move.objects.get(machine="purchase_project", verb="award").late


def test_the_result_is_announced_with_the_experts_and_objections_run_from_its_end(tender) -> None:
    proposed(tender)
    services.confirm_award(tender.fresh(), by=tender.head)
    assert not announcing.is_public(tender.project) and not Notice.objects.exists()
    refused("may:announce_result", services.announce_result, tender.fresh(), by=tender.head)
    award = services.announce_result(tender.fresh(), by=tender.clerk)
    notice = Notice.objects.get(kind="result")
    said = str(notice.body)
    assert "心桥咨询" in said and "49500000" in said and "卢宁" in said
    assert sum(u.display_name in said for u in tender.experts) == 4
    # 05-26 + 1 working day of notice + 7 for objections: 06-05
    assert award.objections_until_at == calendar.end_of(date(2026, 6, 5))
    refused("announced", services.announce_result, tender.fresh(), by=tender.clerk)


def test_each_bidder_hears_its_own_score_and_rank_and_nobody_elses(tender) -> None:
    people = tender.bidders
    proposed(tender)
    services.confirm_award(tender.fresh(), by=tender.head)
    services.announce_result(tender.fresh(), by=tender.clerk)
    letters = {m.to: m for m in Message.objects.filter(kind__in=("award_letter", "result_letter"))}
    assert {m.kind for m in letters.values()} == {"award_letter", "result_letter"}
    assert letters[people["心桥咨询"]].kind == "award_letter" and "94.19" in letters[people["心桥咨询"]].body
    loser = letters[people["晨光社工"]].body
    assert "89.66" in loser and "排第 2" in loser
    assert not any(other in loser for other in ("94.19", "85.20", "心桥", "同行"))


# --- the first does not hold -----------------------------------------------------------------------------------
def awarded(tender: Tender) -> None:
    proposed(tender)
    services.confirm_award(tender.fresh(), by=tender.head)


def test_when_the_winner_refuses_the_second_is_proposed_and_confirmed(tender) -> None:
    awarded(tender)
    refused("reason", services.drop_award, tender.fresh(), by=tender.head, reason="", then="next")
    refused("then", services.drop_award, tender.fresh(), by=tender.head, reason="放弃", then="third")
    fresh = services.drop_award(tender.fresh(), by=tender.head, reason="成交供应商书面放弃", then="next")
    assert (fresh.rank, fresh.bid.provider.org.name) == (2, "晨光社工") and tender.fresh().status == "proposed"
    services.confirm_award(tender.project, by=tender.head)
    assert standing_award(tender.project).rank == 2
    assert Award.objects.filter(project=tender.project).count() == 2


def test_after_the_last_there_is_only_a_new_purchase(tender) -> None:
    awarded(tender)
    for _n in range(2):
        services.drop_award(tender.fresh(), by=tender.head, reason="放弃", then="next")
    refused("nobody_left", services.drop_award, tender.fresh(), by=tender.head, reason="放弃", then="next")
    services.drop_award(tender.fresh(), by=tender.head, reason="三家都放弃", then="retender")
    assert (tender.fresh().status, tender.project.failed_for) == ("failed", "no_award")
    assert best_left(tender.project) is None


def test_the_clerk_takes_no_award_back(tender) -> None:
    awarded(tender)
    refused("may:drop_award", services.drop_award, tender.fresh(), by=tender.clerk, reason="放弃", then="next")


# --- the report ------------------------------------------------------------------------------------------------
def test_the_report_is_a_document_with_every_score_and_draw(tender) -> None:
    proposed(tender)
    found = report.contents(tender.fresh())
    rows = {table["title"]: table["rows"] for table in found["tables"]}
    assert [row[-1] for row in rows["价格和排序"]] == ["94.19", "89.66", "85.20"]
    assert len(rows["各成员评分合计"]) == 15 and len(rows["抽取记录"]) == 1
    pdf = report.pdf(tender.project)
    assert pdf.startswith(b"%PDF") and pdf == report.pdf(tender.project)
