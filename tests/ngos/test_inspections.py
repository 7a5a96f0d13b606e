"""Inspections: a draw that anybody can repeat, a checklist filled in at the place, findings and what follows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kit import clock
from kit.errors import Refused
from ngos import hooks
from ngos.evaluation import drawing
from ngos.inspections import checklists, queries, sampling, services
from ngos.models import CheckItem, Contract, Finding, Inspection
from ngos.providers.services import enter_contract
from tests import build
from tests.cast import DONGXI, QIXIA, Cast, unit
from tests.house_volunteers import picture

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 1)
LATER = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def spring(as_of: Any) -> None:
    as_of(2026, 4, 1, 10)


def contracts(cast: Cast, n: int, *, county: str = DONGXI) -> list[Contract]:
    """So many running contracts of one organisation of the county."""
    provider = build.provider(cast, unit("provider", f"{county}社工", county))
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    return [
        enter_contract(provider, by=cast.city_manager, category=2, amount_fen=1, cases=3, grant_fields=[], **days)
        for _n in range(n)
    ]


def drawn(cast: Cast, **more: Any) -> Any:
    said = {"kind": "spot", "until_on": LATER, "county_code": DONGXI, **more}
    return services.plan_inspections(by=said.pop("by", cast.county_manager), **said)


def under_way(cast: Cast, kind: str = "special") -> Inspection:
    """东溪区 sends its own officer 李明 to an organisation of the county."""
    (contract,) = contracts(cast, 1)
    row = services.arrange_inspection(
        contract.provider.org, by=cast.county_manager, inspector=cast.officer, on=TODAY, kind=kind, contract=contract
    )
    return services.begin_inspection(row, by=cast.officer)


def done(cast: Cast, **answers: str) -> Inspection:
    """Every line is yes but those named."""
    row = under_way(cast)
    for item in row.items.all():
        answer = answers.get(item.code, "yes")
        services.answer_item(item, by=cast.officer, answer=answer, note="档案缺小结" if answer == "no" else "")
    return services.finish_inspection(row, by=cast.officer, summary="现场查看，与记录核对。")


# --- the draw -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("n", "pct", "size"), [(10, 30, 3), (11, 30, 4), (1, 30, 1), (3, 34, 2), (7, 100, 7)])
def test_a_share_is_rounded_up(n: int, pct: int, size: int) -> None:
    assert sampling.size(n, pct) == size


def test_a_spot_check_draws_three_in_ten_and_anybody_can_repeat_the_draw(cast: Cast) -> None:
    rows = contracts(cast, 11)
    contracts(cast, 2, county=QIXIA)
    plan = drawn(cast)
    assert plan.candidates == sorted(c.number for c in rows) and len(plan.drawn) == 4
    assert plan.drawn == drawing.drawn(plan.seed, plan.candidates, 4)
    assert len(plan.seed) == 64 and plan.seed != drawn(cast).seed
    assert set(plan.inspections.values_list("contract__number", flat=True)) == set(plan.drawn)
    assert {i.due_at.astimezone(clock.SHANGHAI).date() for i in plan.inspections.all()} == {LATER}


def test_a_smaller_share_than_the_rule_is_refused_and_periodic_takes_all(cast: Cast) -> None:
    contracts(cast, 4)
    for pct in (29, 0, 101):
        with pytest.raises(Refused) as refusal:
            drawn(cast, share_pct=pct)
        assert refusal.value.code == "share"
    assert len(drawn(cast, kind="periodic", share_pct=None).drawn) == 4
    assert queries.checked_share(2026, DONGXI) == (4, 4)


def test_nothing_is_drawn_without_contracts_of_another_county_or_too_late(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        drawn(cast)
    assert refusal.value.code == "no_contracts"
    contracts(cast, 1)
    for by, code in ((cast.other_county_manager, "may:plan_inspections"), (cast.officer, "may:plan_inspections")):
        with pytest.raises(Refused) as refusal:
            drawn(cast, by=by)
        assert refusal.value.code == code
    with pytest.raises(Refused) as refusal:
        drawn(cast, until_on=TODAY - timedelta(days=1))
    assert refusal.value.code == "until"
    with pytest.raises(Refused) as refusal:
        drawn(cast, kind="special")
    assert refusal.value.code == "kind"


def test_a_drawn_visit_is_not_taken_off_under_the_share(cast: Cast) -> None:
    contracts(cast, 4)
    plan = drawn(cast, share_pct=75)
    rows = list(plan.inspections.all())
    with pytest.raises(Refused) as refusal:
        services.cancel_inspection(rows[0], by=cast.county_manager, reason=" ")
    assert refusal.value.code == "reason"
    services.cancel_inspection(rows[0], by=cast.county_manager, reason="合同已终止")
    with pytest.raises(Refused) as refusal:
        services.cancel_inspection(rows[1], by=cast.county_manager, reason="合同已终止")
    assert refusal.value.code == "share"


# --- who goes -------------------------------------------------------------------------------------------------------
def test_nobody_inspects_the_own_unit_and_only_offices_and_organisations_are_inspected(cast: Cast) -> None:
    for org, inspector, code in (
        (cast.office, cast.officer, "inspector"),
        (cast.office, cast.ngo_admin, "inspector"),
        (cast.yunjin, cast.officer, "addressee"),
    ):
        with pytest.raises(Refused) as refusal:
            services.arrange_inspection(org, by=cast.city_manager, inspector=inspector, on=TODAY)
        assert refusal.value.code == code
    row = services.arrange_inspection(cast.office, by=cast.county_manager, inspector=cast.outsider, on=TODAY)
    services.begin_inspection(row, by=cast.outsider)
    assert set(row.items.values_list("code", flat=True)) == {line.code for line in checklists.OFFICE}


def test_only_the_inspector_opens_the_checklist(cast: Cast) -> None:
    row = under_way(cast)
    item = row.items.first()
    for by in (cast.colleague, cast.county_manager, cast.city_manager, cast.auditor):
        with pytest.raises(Refused) as refusal:
            services.answer_item(item, by=by, answer="yes")
        assert refusal.value.code == "may:inspect"
    with pytest.raises(Refused) as refusal:
        services.assign_inspector(row, by=cast.county_manager, inspector=cast.colleague, on=TODAY)
    assert refusal.value.code == "begun"


@pytest.mark.parametrize("kind", ["periodic", "spot", "full", "special"])
def test_each_kind_has_its_lines_and_each_line_its_words(kind: str) -> None:
    asked = checklists.lines(kind, of_office=False)
    assert len(asked) >= 8 and len({line.code for line in asked}) == len(asked)
    assert len(checklists.lines("full", of_office=False)) >= len(asked)


# --- the visit ------------------------------------------------------------------------------------------------------
@pytest.mark.db
def test_a_no_says_what_was_seen_and_becomes_a_finding_of_its_gravity(cast: Cast) -> None:
    row = under_way(cast)
    item = row.items.get(code="files_complete")
    with pytest.raises(Refused) as refusal:
        services.answer_item(item, by=cast.officer, answer="no", note=" ")
    assert refusal.value.code == "note"
    with pytest.raises(DatabaseError), transaction.atomic():
        CheckItem.objects.filter(pk=item.pk).update(answer="no", note="")
    with pytest.raises(Refused) as refusal:
        services.finish_inspection(row, by=cast.officer, summary="好")
    assert refusal.value.code == "unanswered"
    services.answer_item(item, by=cast.officer, answer="no", note="三份缺小结", files=[picture()])
    assert item.evidence.count() == 1
    for other in row.items.exclude(pk=item.pk):
        services.answer_item(other, by=cast.officer, answer="yes")
    services.note_finding(row, by=cast.officer, severity="major", clause="合同第6条", text="钥匙放在门口")
    row = services.finish_inspection(row, by=cast.officer, summary="总体有序")
    assert row.status == "done" and row.done_on == TODAY
    assert sorted(row.findings.values_list("severity", "text")) == [("major", "钥匙放在门口"), ("minor", "三份缺小结")]
    with pytest.raises(Refused) as refusal:
        services.note_finding(row, by=cast.officer, severity="minor", clause="一", text="二")
    assert refusal.value.code == "not_under_way"


def test_what_the_inspector_writes_stands_in_chinese_whoever_writes(cast: Cast) -> None:
    with translation.override("en"):
        row = done(cast, no_charges="no")
    assert row.findings.get().clause == "合同：禁止收费"


@pytest.mark.db
def test_a_red_line_counts_only_after_another_heard_the_other_side(cast: Cast) -> None:
    told: list[Any] = []
    row = done(cast, no_charges="no", staff_fit="no")
    red, span = row.findings.get(severity="red_line"), (row.provider_id, TODAY, TODAY)
    assert list(queries.findings_of(*span).values_list("severity", flat=True)) == ["minor"]
    with pytest.raises(Refused):
        services.confirm_red_line(red, by=cast.officer, hearing="听取了")
    for hearing, by, code in ((" ", cast.county_manager, "hearing"), ("已听取", cast.other_county_manager, "may:")):
        with pytest.raises(Refused) as refusal:
            services.confirm_red_line(red, by=by, hearing=hearing)
        assert refusal.value.code.startswith(code)
    hooks.red_lines.add(told.append)
    try:
        services.confirm_red_line(red, by=cast.county_manager, hearing="4月1日听取机构负责人陈述")
    finally:
        hooks.red_lines._things.remove(told.append)
    assert [f.pk for f in told] == [red.pk] and queries.findings_of(*span).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.filter(pk=red.pk).update(confirmed_by=cast.officer)


def test_an_inspector_who_manages_the_county_does_not_confirm_the_own_finding(cast: Cast) -> None:
    row = done(cast, no_charges="no")
    red = row.findings.get()
    Finding.objects.filter(pk=red.pk).update(found_by=cast.county_manager)
    with pytest.raises(Refused) as refusal:
        services.confirm_red_line(red, by=cast.county_manager, hearing="已听取")
    assert refusal.value.code == "same_person"


def test_checks_feed_the_indicators_without_what_did_not_apply(cast: Cast) -> None:
    row = done(cast, files_complete="no", complaints_open="na", place_safe="na", staff_fit="na")
    checks = queries.checks_of(row.provider_id, TODAY, TODAY)
    assert not checks.filter(answer="na").exists() and checks.filter(answer="no").count() == 1
    assert not queries.checks_of(row.provider_id, date(2025, 1, 1), date(2025, 12, 31)).exists()


# --- pages ----------------------------------------------------------------------------------------------------------
def test_the_whole_visit_goes_through_its_pages(cast: Cast, browse: Any) -> None:
    contracts(cast, 3)
    county, officer = browse(cast.county_manager), browse(cast.officer)
    said = {"kind": "spot", "until_on": "2026-06-30", "county_code": DONGXI, "share_pct": "20"}
    assert county.post("/ngos/inspections/plan/", said).status_code == 409
    assert county.post("/ngos/inspections/plan/", said | {"share_pct": ""}).status_code == 302
    row = Inspection.objects.get()
    there = f"/ngos/inspections/{row.number}/"
    proof = county.get(f"/ngos/inspections/plans/{row.plan_id}/").content.decode()
    assert row.plan.seed in proof and all(number in proof for number in row.plan.candidates)
    who = {"act": "assign", "assign-inspector": cast.officer.pk, "assign-on": "2026-04-02"}
    assert county.post(there, who).status_code == 302
    assert "去检查" in officer.get("/desk/").content.decode()
    assert officer.post(there, {"act": "begin"}).status_code == 302
    item = row.items.first()
    bad = {"act": f"answer-{item.pk}", f"answer-{item.pk}-answer": "no"}
    answer = officer.post(there, bad)
    assert answer.status_code == 409 and "写明看到了什么" in answer.content.decode()
    good = bad | {f"answer-{item.pk}-note": "签到与记录不符", f"answer-{item.pk}-file": picture()}
    assert officer.post(there, good).status_code == 302
    for other in row.items.exclude(pk=item.pk):
        sent = {"act": f"answer-{other.pk}", f"answer-{other.pk}-answer": "yes"}
        assert officer.post(there, sent).status_code == 302
    assert officer.post(there, {"act": "finish", "finish-summary": "与记录核对"}).status_code == 302
    assert "签到与记录不符" in county.get(there).content.decode()
    photo = f"/ngos/inspections/evidence/{item.evidence.get().pk}/"
    assert officer.get(photo).status_code == 200 and browse(cast.outsider).get(photo).status_code == 404


def test_who_is_inspected_reads_the_result_and_never_the_plan(cast: Cast, browse: Any) -> None:
    row = under_way(cast)
    manager = browse(cast.ngo_admin)
    Inspection.objects.filter(pk=row.pk).update(addressee=cast.chunhui)
    there = f"/ngos/inspections/{row.number}/"
    assert manager.get(there).status_code == 404
    assert row.number not in manager.get("/ngos/inspections/").content.decode()
    for item in row.items.all():
        services.answer_item(item, by=cast.officer, answer="yes")
    services.finish_inspection(row, by=cast.officer, summary="有序")
    assert manager.get(there).status_code == 200
    assert manager.get("/ngos/inspections/plan/").status_code == 404
    for user in (cast.outsider, cast.other_county_manager, cast.social_worker, cast.editor):
        assert browse(user).get(there).status_code == 404


def test_the_list_asks_as_often_for_thirty_as_for_three(cast: Cast, browse: Any) -> None:
    county, asked = browse(cast.county_manager), []
    for n in (3, 12):
        contracts(cast, n)
        drawn(cast, kind="full")
        county.get("/ngos/inspections/")  # what is remembered between pages is read now
        with CaptureQueriesContext(connection) as queries_:
            assert county.get("/ngos/inspections/").status_code == 200
        asked.append(len(queries_))
    assert asked[0] == asked[1]
