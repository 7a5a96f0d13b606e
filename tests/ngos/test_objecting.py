"""Objections in time, answered with a remedy, complaints to the city, and the contract that waits for all of them."""

from datetime import date, timedelta

import pytest

from kit import calendar, clock
from ngos.evaluation import services
from ngos.evaluation.awarding import standing_award
from ngos.evaluation.objecting import in_the_way
from ngos.models import Objection, Project, Ranking
from tests.cast import person, seat, unit
from tests.ngos.tendered import RANKED, Tender
from tests.ngos.test_committee import refused

UNTIL = calendar.end_of(date(2026, 6, 5))


@pytest.fixture
def tender(cast):
    tender = Tender(cast)
    tender.announced()
    return tender


def objection(tender: Tender, at=RANKED, name="晨光社工", kind="result") -> Objection:
    org = tender.org(0) if name == "晨光社工" else tender.org(1)
    with clock.frozen(at):
        return services.file_objection(
            tender.fresh(), by=tender.bidders[name], org=org, kind=kind, text="技术分计算有误，请求复核"
        )


def answer(row: Objection, tender: Tender, at=RANKED, **said) -> Objection:
    with clock.frozen(at):
        return services.answer_objection(row, by=tender.head, **{"answer": "经复核……", **said})


def ways(tender: Tender, at) -> list[str]:
    with clock.frozen(at):
        return in_the_way(tender.fresh())


# --- in time ---------------------------------------------------------------------------------------------------
def test_the_last_second_of_the_seventh_day_is_in_time_and_the_next_is_not(tender) -> None:
    assert objection(tender, UNTIL).due_at == calendar.end_of(date(2026, 6, 16))
    with pytest.raises(Exception, match="届满"):
        objection(tender, UNTIL + timedelta(seconds=1), "同行社工")


def test_only_bidders_object_to_the_result_and_each_for_itself(tender) -> None:
    stranger = unit("provider", "旁人社工", "990103")
    visitor = seat(person("旁人"), "NGA", stranger)
    with clock.frozen(RANKED):
        words = {"kind": "result", "text": "不公"}
        refused("not_a_bidder", services.file_objection, tender.project, by=visitor, org=stranger, **words)
        refused("may:file_objection", services.file_objection, tender.project, by=visitor, org=tender.org(0), **words)
        words["text"] = " "
        me = tender.bidders["晨光社工"]
        refused("text", services.file_objection, tender.project, by=me, org=tender.org(0), **words)


def test_one_open_objection_of_a_kind_and_each_step_of_the_process_in_its_own_days(tender) -> None:
    objection(tender)
    with pytest.raises(Exception, match="正在处理"):
        objection(tender)
    assert objection(tender, kind="opening").kind == "opening"
    with pytest.raises(Exception, match="届满"):
        objection(tender, clock.at(date(2026, 6, 4)), "同行社工", kind="opening")
    assert objection(tender, clock.at(date(2026, 6, 4)), "同行社工", kind="review").kind == "review"


def test_before_the_announcement_there_is_no_result_to_object_to(cast) -> None:
    tender = Tender(cast)
    tender.awarded()
    with pytest.raises(Exception, match="还不能"):
        objection(tender)


# --- answers ---------------------------------------------------------------------------------------------------
def test_the_head_answers_with_reasons_and_a_remedy_where_it_is_right(tender) -> None:
    row = objection(tender)
    with clock.frozen(RANKED):
        words = {"upheld": False, "answer": "评分无误"}
        refused("may:answer_objection", services.answer_objection, row, by=tender.clerk, **words)
        refused("answer", services.answer_objection, row, by=tender.head, upheld=False, answer=" ")
        refused("remedy", services.answer_objection, row, by=tender.head, upheld=True, answer="有误")
    assert answer(row, tender, upheld=False).status == "rejected"
    with clock.frozen(RANKED):
        refused("step:reject:rejected", services.answer_objection, row, by=tender.head, **words)


def test_an_objection_that_was_right_about_scores_ranks_again_and_keeps_the_first_round(tender) -> None:
    answer(objection(tender), tender, upheld=True, remedy="scores")
    assert tender.fresh().status == "scoring" and standing_award(tender.project) is None
    with clock.frozen(RANKED):
        wrong = next(s for b in tender.bids[:1] for s in b.sheets.select_related("member__user").order_by("member_id"))
        services.ask_to_reopen(wrong, by=tender.head, reason="合计有误")
        fresh = services.agree_to_reopen(wrong, by=tender.supervisor)
        with pytest.raises(Exception, match="全部提交"):
            services.rank_bids(tender.fresh(), by=tender.leader)
        tender.give(fresh, 80)
        services.rank_bids(tender.fresh(), by=tender.leader)
        services.propose_award(tender.fresh(), by=tender.leader)
    assert set(Ranking.objects.filter(project=tender.project).values_list("round", flat=True)) == {1, 2}
    assert Ranking.objects.get(project=tender.project, round=2, bid=tender.bids[0]).technical == 7280
    assert standing_award(tender.project).rank == 1


@pytest.mark.parametrize(("remedy", "status", "rank"), [("next", "proposed", 2), ("retender", "failed", None)])
def test_an_award_that_was_wrong_goes_to_the_next_or_all_is_bought_anew(tender, remedy, status, rank) -> None:
    answer(objection(tender), tender, upheld=True, remedy=remedy)
    award = standing_award(tender.fresh())
    assert (tender.project.status, award.rank if award else None) == (status, rank)


def test_a_small_mistake_is_recorded_and_changes_nothing(tender) -> None:
    assert answer(objection(tender), tender, upheld=True, remedy="recorded").status == "upheld"
    assert tender.fresh().status == "awarded" and standing_award(tender.project).rank == 1


# --- complaints ------------------------------------------------------------------------------------------------
def test_a_complaint_waits_for_the_answer_or_its_day_and_ends_after_fifteen(tender) -> None:
    row = objection(tender)
    me = tender.bidders["晨光社工"]
    due = row.due_at
    with clock.frozen(due):
        refused("early", services.file_complaint, row, by=me, text="逾期不答复")
    answered = clock.at(date(2026, 6, 1), 10)
    answer(row, tender, answered, upheld=False)
    last = calendar.end_of(calendar.add_workdays(answered.date(), 15))
    with clock.frozen(last + timedelta(seconds=1)):
        refused("late", services.file_complaint, row, by=me, text="答复不实")
    with clock.frozen(last):
        found = services.file_complaint(row, by=me, text="答复不实")
        refused("filed", services.file_complaint, row, by=me, text="答复不实")
        assert found.due_at == calendar.end_of(calendar.add_workdays(last.date(), 30))
        assert found.suspends_until_on == last.date() + timedelta(days=30)


def test_without_an_answer_in_time_the_bidder_complains_too(tender) -> None:
    row = objection(tender)
    with clock.frozen(row.due_at + timedelta(seconds=1)):
        assert services.file_complaint(row, by=tender.bidders["晨光社工"], text="逾期不答复").status == "filed"


def test_nobody_with_a_part_in_the_project_decides_a_complaint(tender) -> None:
    row = answer(objection(tender), tender, upheld=False)
    with clock.frozen(RANKED):
        found = services.file_complaint(row, by=tender.bidders["晨光社工"], text="答复不实")
        said = {"upheld": True, "answer": "评分确有错误", "remedy": "next"}
        for user in (tender.head, tender.clerk):
            refused("apart", services.decide_complaint, found, by=user, **said)
        judge = seat(person("公孙正"), "MUN", tender.cast.bureau)
        assert services.decide_complaint(found, by=judge, **said).status == "upheld"
    assert tender.fresh().status == "proposed" and standing_award(tender.project).rank == 2


# --- what waits ------------------------------------------------------------------------------------------------
def test_the_contract_waits_for_the_period_open_objections_complaints_and_a_hold(tender) -> None:
    later = UNTIL + timedelta(seconds=1)
    assert ways(tender, later) == [] and "质疑期" in ways(tender, UNTIL)[0]
    row = objection(tender)
    assert ways(tender, later) == ["还有质疑没有答复。"]
    answer(row, tender, upheld=False)
    assert ways(tender, later) == []
    with clock.frozen(RANKED):
        found = services.file_complaint(row, by=tender.bidders["晨光社工"], text="答复不实")
    assert ways(tender, later) == ["还有投诉没有处理。"]
    with clock.frozen(RANKED):
        services.withdraw_complaint(found, by=tender.bidders["晨光社工"])
    assert ways(tender, later) == []
    Project.objects.filter(pk=tender.project.pk).update(held_at=RANKED, held_by=tender.supervisor)
    assert ways(tender, later) == ["监督人员已暂停这个项目。"]


def test_a_withdrawn_objection_stands_in_nobodys_way(tender) -> None:
    row = objection(tender)
    with clock.frozen(RANKED):
        refused("may:withdraw_objection", services.withdraw_objection, row, by=tender.bidders["同行社工"])
        services.withdraw_objection(row, by=tender.bidders["晨光社工"])
    assert ways(tender, UNTIL + timedelta(seconds=1)) == []
