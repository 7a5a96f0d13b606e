"""A project from its draft to its notice: what each part refuses, who may approve, and what publication asks."""

from datetime import date
from functools import partial

import pytest

from kit import clock
from kit.errors import Refused
from ngos import hooks
from ngos.models import Factor, Notice, Project
from ngos.purchasing import notices, queries
from ngos.purchasing import services as purchasing
from ngos.purchasing.checks import Factor as Scored
from ngos.purchasing.checks import Part
from ngos.purchasing.forecasting import Candidate, counted
from ngos.purchasing.splitting import method_for
from tests.ngos import purchase as make

LIMITS = {"consultation_from_fen": 30_000_000, "open_from_fen": 200_000_000}


@pytest.fixture(autouse=True)
def the_day_of_g5(as_of):
    as_of(2026, 5, 11)


def refused(act, code):
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.code == code, refusal.value
    return refusal.value


def scored(price):
    rest = 10_000 - price
    return [Scored("price", "报价", price), Scored("technical", "方案", rest)]


# --- drawing up ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fen", "method"),
    [
        (29_999_999, "comparison"),
        (30_000_000, "consultation"),
        (199_999_999, "consultation"),
        (200_000_000, "open_tender"),
    ],
)
def test_the_amount_decides_the_method(fen, method) -> None:
    assert method_for(fen, LIMITS) == method


def test_another_method_than_the_amount_asks_for_needs_a_reason(cast) -> None:
    row = make.drawn_up(cast, method="comparison")
    said = refused(partial(purchasing.approve_project, row, by=row.head), "incomplete")
    assert any("须写明理由" in reason for reason in said.reasons)
    purchasing.edit_project(row, by=row.clerk, method_reason="服务内容标准化程度高。")
    assert purchasing.approve_project(row, by=row.head).status == "approved"


@pytest.mark.parametrize("points", [3500, 800, 999, 3001])
def test_the_price_counts_ten_to_thirty_points(points, cast) -> None:
    row = make.drawn_up(cast)
    refused(partial(purchasing.set_factors, row, scored(points), by=row.clerk), "price_weight")


@pytest.mark.parametrize("points", [1000, 2000, 3000])
def test_a_price_within_the_range_is_taken(points, cast) -> None:
    row = make.drawn_up(cast)
    assert purchasing.set_factors(row, scored(points), by=row.clerk).price_weight == points


def test_a_fixed_price_has_no_price_factor(cast) -> None:
    row = make.drawn_up(cast)
    assert purchasing.set_factors(row, [Scored("technical", "方案", 10_000)], by=row.clerk).price_weight == 0


@pytest.mark.parametrize("rest", [7999, 8001])
def test_factors_sum_to_a_hundred_points_and_what_was_there_stays_when_they_do_not(rest, cast) -> None:
    row = make.drawn_up(cast)
    rows = [Scored("price", "报价", 2000), Scored("technical", "方案", rest)]
    refused(partial(purchasing.set_factors, row, rows, by=row.clerk), "factors_sum")
    assert Factor.objects.filter(project=row).count() == len(make.FACTORS)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([Part("首付", "签约", 3000), Part("尾款", "验收", 6999)], "milestones_sum"),
        ([Part("首付", "签约", 3000), Part("尾款", "验收", 7000, True)], "advance"),
        ([Part("一次付清", "签约", 10_000, True)], "advance"),
    ],
)
def test_payments_sum_to_the_whole_and_only_the_first_is_an_advance(rows, code, cast) -> None:
    row = make.drawn_up(cast)
    refused(partial(purchasing.set_milestones, row, rows, by=row.clerk), code)


ACTS = ["报到核查", "外出审批", "电子 定位", "训诫", "收监"]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_of_enforcement_can_be_neither_a_service_nor_a_project(act, cast) -> None:
    keep = partial(purchasing.keep_catalogue_item, "x-1", by=cast.city_manager, category=2, unit="次")
    refused(partial(keep, name=f"协助{act}"), "enforcement")
    row = make.drawn_up(cast)
    refused(partial(purchasing.edit_project, row, by=row.clerk, need=f"承接{act}工作"), "enforcement")
    refused(partial(purchasing.edit_project, row, by=row.clerk, title=f"{act}服务"), "enforcement")
    draft = partial(purchasing.draft_project, cast.bureau, by=row.clerk, category=2, budget_fen=1)
    refused(partial(draft, title=f"{act}服务"), "enforcement")


def test_a_service_marked_as_enforcement_is_refused_and_ordinary_words_are_not(cast) -> None:
    keep = partial(purchasing.keep_catalogue_item, "x-1", by=cast.city_manager, category=2, unit="次", name="家庭辅导")
    refused(partial(keep, is_enforcement=True), "enforcement")
    assert keep(about="接收监护人的咨询，接收监狱移交的人员").is_active


def test_only_its_clerk_writes_a_project_and_nobody_once_it_is_handed_in(cast) -> None:
    row = make.drawn_up(cast)
    for user in (cast.data_clerk, cast.county_manager, cast.auditor, make.head(cast)):
        refused(partial(purchasing.edit_project, row, by=user, title="另一个"), "may:edit_project")
    purchasing.submit_project(row, by=row.clerk)
    refused(partial(purchasing.edit_project, row, by=row.clerk, title="另一个"), "submitted")
    purchasing.send_back(row, by=row.clerk)
    assert purchasing.edit_project(row, by=row.clerk, title="另一个").title == "另一个"


def test_a_clerk_is_never_the_head(cast) -> None:
    row = make.drawn_up(cast)
    refused(partial(purchasing.edit_project, row, by=row.clerk, head=row.clerk), "apart")


def test_a_head_is_a_manager_of_the_purchaser_or_of_the_city(cast) -> None:
    row = make.drawn_up(cast)
    for user in (cast.officer, cast.county_manager, cast.auditor):
        refused(partial(purchasing.edit_project, row, by=row.clerk, head=user), "head")


# --- days ----------------------------------------------------------------------------------------------------------
def days(row, deadline, until=date(2026, 5, 18), **more):
    return purchasing.set_dates(row, by=row.clerk, documents_until_on=until, deadline_at=clock.at(deadline), **more)


def test_a_deadline_on_20_may_is_refused_and_on_21_may_taken(cast) -> None:
    row = make.drawn_up(cast)
    said = refused(partial(days, row, date(2026, 5, 20)), "days")
    assert "2026年5月21日" in said.at["deadline_at"][0]
    assert days(row, date(2026, 5, 21)).deadline_at == clock.at(date(2026, 5, 21))


def test_documents_are_available_until_18_may_at_least(cast) -> None:
    row = make.drawn_up(cast)
    said = refused(partial(days, row, date(2026, 5, 21), date(2026, 5, 15)), "days")
    assert "2026年5月18日" in said.at["documents_until_on"][0]


@pytest.mark.parametrize(("method", "first"), [("open_tender", date(2026, 6, 1)), ("comparison", date(2026, 5, 18))])
def test_each_method_has_its_days_and_a_last_day_off_rolls_on(method, first, cast) -> None:
    """20 days from 11 May end on Sunday the 31st, five on Saturday the 16th."""
    row = make.drawn_up(cast, method=method)
    refused(partial(days, row, first.replace(day=first.day - 1) if first.day > 1 else date(2026, 5, 31)), "days")
    assert days(row, first).deadline_at.date() == first


def test_bids_are_never_opened_before_the_deadline_nor_questions_taken_after_it(cast) -> None:
    row = make.drawn_up(cast)
    end = date(2026, 5, 29)
    assert "opening_at" in refused(partial(days, row, end, opening_at=clock.at(end, 8)), "days").at
    assert "enquiries_until_at" in refused(partial(days, row, end, enquiries_until_at=clock.at(end, 10)), "days").at


# --- approving -----------------------------------------------------------------------------------------------------
def test_only_the_head_it_names_approves_and_the_money_is_bound(cast) -> None:
    row = make.drawn_up(cast)
    for user in (row.clerk, cast.data_clerk, cast.auditor, cast.county_manager):
        refused(partial(purchasing.approve_project, row, by=user), "may:approve_project")
    assert purchasing.approve_project(row, by=row.head).status == "approved"
    from ngos.purchasing.budget import free_fen

    assert free_fen(row.budget_line) == row.budget_line.amount_fen - make.BUDGET_FEN


def test_a_project_that_lacks_a_part_is_not_approved_and_says_which(cast) -> None:
    row = purchasing.draft_project(cast.bureau, by=make.clerk(cast), title="空项目", category=2, budget_fen=100)
    row = purchasing.edit_project(row, by=row.clerk, head=make.head(cast))
    said = refused(partial(purchasing.approve_project, row, by=make.head(cast)), "incomplete")
    assert len(said.reasons) >= 6
    refused(partial(purchasing.submit_project, row, by=row.clerk), "incomplete")


def test_a_line_that_is_used_up_is_refused_to_the_fen(cast) -> None:
    line = make.budget_line(cast, make.BUDGET_FEN + 999, code="tight")
    first, second = make.drawn_up(cast, budget_line=line), make.drawn_up(cast, budget_line=line, budget_fen=1_000)
    purchasing.approve_project(first, by=first.head)
    refused(partial(purchasing.approve_project, second, by=second.head), "budget")
    purchasing.edit_project(second, by=second.clerk, budget_fen=999)
    assert purchasing.approve_project(second, by=second.head).status == "approved"


def test_a_purchase_cut_up_below_open_tender_is_refused_at_the_limit(cast) -> None:
    line = make.budget_line(cast, 900_000_000, code="big")
    first = make.drawn_up(cast, budget_line=line, budget_fen=150_000_000)
    purchasing.approve_project(first, by=first.head)
    second = make.drawn_up(cast, budget_line=line, budget_fen=50_000_000)
    assert queries.splitting(second).sum_fen == 200_000_000
    said = refused(partial(purchasing.approve_project, second, by=second.head), "incomplete")
    assert any("公开招标限额" in reason for reason in said.reasons)
    purchasing.edit_project(second, by=second.clerk, budget_fen=49_999_999)
    assert purchasing.approve_project(second, by=second.head).status == "approved"


def test_another_category_year_or_purchaser_is_not_counted_as_cut_up(cast) -> None:
    line = make.budget_line(cast, 900_000_000, code="big")
    first = make.drawn_up(cast, budget_line=line, budget_fen=150_000_000, category=3)
    purchasing.approve_project(first, by=first.head)
    last_year = make.budget_line(cast, 900_000_000, year=2025)
    before = make.drawn_up(cast, budget_line=last_year, budget_fen=150_000_000)
    purchasing.approve_project(before, by=before.head)
    assert queries.splitting(make.drawn_up(cast, budget_line=line, budget_fen=60_000_000)).before_fen == 0


def test_whoever_sends_back_says_why(cast) -> None:
    row = make.drawn_up(cast)
    purchasing.approve_project(row, by=row.head)
    refused(partial(purchasing.send_back, row, by=row.head), "reason")
    assert purchasing.send_back(row, by=row.head, reason="补充服务标准").status == "draft"


# --- publishing ----------------------------------------------------------------------------------------------------
def approved(cast, **columns):
    row = make.drawn_up(cast, **columns)
    return purchasing.approve_project(row, by=row.head)


def test_while_nobody_says_that_the_officers_rehearsed_nothing_is_published(cast, monkeypatch) -> None:
    row = approved(cast, forecast_reason="名录内机构尚少。")
    monkeypatch.setattr(hooks.ready_to_publish, "_answer", None)
    refused(partial(purchasing.publish_project, row, by=row.clerk), "unanswered:ngos.ready_to_publish")
    with make.rehearsed(False):
        refused(partial(purchasing.publish_project, row, by=row.clerk), "not_rehearsed")


def test_fewer_than_three_expected_need_a_reason(cast) -> None:
    row = approved(cast)
    with make.rehearsed():
        refused(partial(purchasing.publish_project, row, by=row.clerk), "few_providers")


def test_a_publication_freezes_rules_and_forecast_and_writes_the_notice(cast) -> None:
    row = make.announced(cast)
    assert (row.status, row.published_at) == ("published", clock.now())
    assert row.rules["change_days"]["consultation"] == 5
    assert {"listed", "qualified", "with_room", "only", "on"} == set(row.forecast)
    notice = Notice.objects.get(project=row)
    said = dict(notices.facts_of(notice))
    assert said["预算金额"] == "¥500,000.00元"
    assert notice.title.endswith("采购公告") and notices.holds(notice)


def test_days_that_became_too_short_are_refused_at_the_publication(cast, as_of) -> None:
    row = approved(cast, forecast_reason="名录内机构尚少。")
    as_of(2026, 5, 25)
    with make.rehearsed():
        refused(partial(purchasing.publish_project, row, by=row.clerk), "days")


def test_only_the_clerk_publishes_and_only_what_was_approved(cast) -> None:
    row = make.drawn_up(cast)
    with make.rehearsed():
        refused(partial(purchasing.publish_project, row, by=row.clerk), "state")
        purchasing.approve_project(row, by=row.head)
        for user in (row.head, cast.auditor, cast.data_clerk):
            refused(partial(purchasing.publish_project, row, by=user), "may:publish_project")


# --- the forecast --------------------------------------------------------------------------------------------------
def test_the_forecast_tells_which_clause_alone_shuts_somebody_out() -> None:
    both, one, none = frozenset({"registration", "accounts"}), frozenset({"registration"}), frozenset()
    rows = [Candidate(both, True), Candidate(both, False), Candidate(one, True), Candidate(none, True)]
    assert counted({"2.1": "registration", "2.2": "accounts"}, rows) == {
        "listed": 4, "qualified": 2, "with_room": 1, "only": {"2.2": 1}
    }  # fmt: skip


# --- the notice ----------------------------------------------------------------------------------------------------
def test_a_notice_is_changed_neither_by_the_product_nor_by_the_database(cast) -> None:
    from django.db import DatabaseError, transaction

    notice = Notice.objects.get(project=make.announced(cast))
    notice.title = "别的"
    with pytest.raises(TypeError):
        notice.save()
    for act in (
        lambda: Notice.objects.filter(pk=notice.pk).update(title="别的"),
        lambda: Notice.objects.filter(pk=notice.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_until_the_statutory_notice_is_recorded_it_is_missing(cast) -> None:
    row = make.announced(cast)
    record = partial(purchasing.record_external, row, by=row.clerk)
    refused(partial(record, url="www", on=clock.today()), "url")
    refused(partial(record, url="https://www.ccgp.gov.cn/1", on=date(2026, 5, 12)), "on")
    assert record(url="https://www.ccgp.gov.cn/1", on=clock.today()).external_on == clock.today()


def test_numbers_of_projects_run_through_the_year(cast) -> None:
    numbers = [make.drawn_up(cast).number for _n in range(2)]
    assert numbers == ["GP-2026-0001", "GP-2026-0002"] and Project.objects.count() == 2
