"""A contract from its award: the winner's price, both hands, in time, public, filed, added to by a tenth at most."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from kit import calendar, clock
from ngos import queries
from ngos.contracts import services, terms
from ngos.evaluation import services as evaluation
from ngos.models import Contract, Notice, Project, Provider
from ngos.providers.services import enter_contract
from tests import build
from tests.ngos.tendered import RANKED, Tender
from tests.ngos.test_committee import refused

FREE = clock.at(date(2026, 6, 8), 10)  # the first working day after the objections
STARTS = date(2026, 7, 1)


@pytest.fixture
def tender(cast):
    tender = Tender(cast)
    tender.announced()
    return tender


def drafted(tender: Tender, at=RANKED, **words) -> Contract:
    said = {"starts_on": STARTS, "cases": 40, "grant_fields": ["full_name"], **words}
    with clock.frozen(at):
        return services.draft_contract(tender.fresh(), by=tender.clerk, **said)


def signed(tender: Tender, at=FREE) -> Contract:
    row = drafted(tender)
    with clock.frozen(at):
        services.agree_contract(row, by=tender.bidders["心桥咨询"])
        return services.sign_contract(row, by=tender.head)


def filed(tender: Tender, at=FREE) -> Contract:
    row = signed(tender, at)
    with clock.frozen(at):
        services.publish_contract(row, by=tender.clerk)
        return services.file_contract(row, by=tender.clerk, filing_number="备-2026-17")


# --- drafted ---------------------------------------------------------------------------------------------------
def test_the_contract_is_with_the_winner_for_its_price_to_the_fen(tender) -> None:
    row = drafted(tender)
    assert (row.amount_fen, row.provider.org.name, row.status) == (49_500_000, "心桥咨询", "drafted")
    assert (row.starts_on, row.ends_on, row.capacity) == (STARTS, date(2027, 6, 30), 40)
    assert row.number.startswith("HT-2026-") and row.due_at == calendar.end_of(date(2026, 6, 25))
    with clock.frozen(RANKED):
        refused("drafted", services.draft_contract, tender.project, by=tender.clerk, starts_on=STARTS, cases=1,
                grant_fields=[])  # fmt: skip


def test_nothing_is_drafted_before_the_announcement_nor_by_the_head(cast) -> None:
    tender = Tender(cast)
    tender.awarded()
    said = {"starts_on": STARTS, "cases": 1, "grant_fields": []}
    refused("not_announced", services.draft_contract, tender.fresh(), by=tender.clerk, **said)
    refused("may:draft_contract", services.draft_contract, tender.project, by=tender.head, **said)


@pytest.mark.parametrize(
    ("months", "reason", "code"),
    [(12, "", ""), (13, "", "term_reason"), (13, "内容稳定，预算已列入", ""), (36, "稳定", "")],
)
def test_a_year_as_a_rule_and_three_with_a_reason(cast, months, reason, code) -> None:
    tender = Tender(cast, term_months=months)
    tender.announced()
    if code:
        said = {"starts_on": STARTS, "cases": 1, "grant_fields": [], "term_reason": reason}
        refused(code, services.draft_contract, tender.fresh(), by=tender.clerk, **said)
    else:
        assert drafted(tender, term_reason=reason).term_reason == reason


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        (date(2026, 7, 1), 12, date(2027, 6, 30)), (date(2026, 12, 15), 12, date(2027, 12, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)), (date(2026, 1, 1), 36, date(2028, 12, 31)),
    ],
)  # fmt: skip
def test_a_term_ends_the_day_before_the_same_day(starts_on, months, ends_on) -> None:
    assert terms.last_day(starts_on, months) == ends_on


# --- signed ----------------------------------------------------------------------------------------------------
def test_both_hands_sign_and_the_project_is_contracted(tender) -> None:
    row = drafted(tender)
    with clock.frozen(FREE):
        refused("not_agreed", services.sign_contract, row, by=tender.head)
        refused("may:agree_contract", services.agree_contract, row, by=tender.bidders["晨光社工"])
        services.agree_contract(row, by=tender.bidders["心桥咨询"])
        refused("may:sign_contract", services.sign_contract, row, by=tender.clerk)
        row = services.sign_contract(row, by=tender.head)
    assert (row.status, tender.fresh().status) == ("signed", "contracted")
    assert set(tender.project.committee.values_list("status", flat=True)) == {"released"}
    assert row.due_at == calendar.end_of(date(2026, 6, 10))


def test_the_tier_follows_the_contract_and_leaves_the_offices_word_alone(tender) -> None:
    row = filed(tender)
    winner, other = row.provider, tender.bids[0].provider
    tiers = Provider.objects.values_list("tier", flat=True)
    assert tiers.get(pk=winner.pk) == "contracted" and tiers.get(pk=other.pk) == "listed"
    with clock.frozen(FREE):
        services.terminate_contract(row, by=tender.head, reason="供应商停止服务")
    assert tiers.get(pk=winner.pk) == "listed"


def test_an_incubating_organisation_that_wins_stays_so(tender) -> None:
    row = drafted(tender)
    Provider.objects.filter(pk=row.provider_id).update(tier="incubating")
    with clock.frozen(FREE):
        services.agree_contract(row, by=tender.bidders["心桥咨询"])
        services.sign_contract(row, by=tender.head)
    assert Provider.objects.get(pk=row.provider_id).tier == "incubating"


def test_an_open_objection_or_a_hold_blocks_the_signing(tender) -> None:
    row = drafted(tender)
    with clock.frozen(RANKED):
        services.agree_contract(row, by=tender.bidders["心桥咨询"])
        refused("in_the_way", services.sign_contract, row, by=tender.head)  # the period itself
        objection = evaluation.file_objection(
            tender.project, by=tender.bidders["晨光社工"], org=tender.org(0), kind="result", text="请求复核"
        )
    with clock.frozen(FREE):
        refused("in_the_way", services.sign_contract, row, by=tender.head)
        evaluation.answer_objection(objection, by=tender.head, upheld=False, answer="无误")
        Project.objects.filter(pk=tender.project.pk).update(held_at=FREE, held_by=tender.supervisor)
        refused("held", services.sign_contract, row, by=tender.head)
        Project.objects.filter(pk=tender.project.pk).update(held_at=None)
        assert services.sign_contract(row, by=tender.head).status == "signed"


def test_a_sum_that_is_not_the_winners_bid_is_not_signed(tender) -> None:
    row = drafted(tender)
    Contract.objects.filter(pk=row.pk).update(amount_fen=49_500_001)
    with clock.frozen(FREE):
        services.agree_contract(row, by=tender.bidders["心桥咨询"])
        refused("amount", services.sign_contract, row, by=tender.head)


def test_after_thirty_days_signing_takes_a_reason(tender) -> None:
    row = drafted(tender)
    with clock.frozen(FREE):
        services.agree_contract(row, by=tender.bidders["心桥咨询"])
    with clock.frozen(row.due_at + timedelta(seconds=1)):
        refused("late", services.sign_contract, row, by=tender.head)
        assert services.sign_contract(row, by=tender.head, late_reason="法定代表人住院").late_reason
    with pytest.raises(DatabaseError), transaction.atomic():
        Contract.objects.filter(pk=row.pk).update(agreed_at=None)


# --- public, filed, in force -----------------------------------------------------------------------------------
def test_it_is_made_public_and_filed_each_with_its_clock(tender) -> None:
    row = signed(tender)
    with clock.frozen(FREE):
        row = services.publish_contract(row, by=tender.clerk)
        assert Notice.objects.filter(kind="contract", project=tender.project).count() == 1
        assert row.due_at == calendar.end_of(calendar.add_workdays(FREE.date(), 7))
        refused("filing_number", services.file_contract, row, by=tender.clerk, filing_number=" ")
        row = services.file_contract(row, by=tender.clerk, filing_number="备-2026-17")
    assert row.status == "filed"


def test_it_is_in_force_from_its_first_day_and_matching_reads_it_only_then(tender) -> None:
    row = filed(tender)
    with clock.frozen(clock.at(date(2026, 6, 30))):
        assert services.activate_due() == 0
    assert queries.contracts_left([row.pk], STARTS, None) == {row.pk: (False, 40)}
    with clock.frozen(clock.at(STARTS)):
        assert services.activate_due() == 1 and services.activate_due() == 0
    assert queries.contracts_left([row.pk], STARTS, date(2027, 6, 30)) == {row.pk: (True, 40)}
    assert queries.contracts_left([row.pk], STARTS, date(2027, 7, 1)) == {row.pk: (False, 40)}


def test_a_contract_signed_before_the_platform_is_in_force_as_it_is_entered(cast) -> None:
    provider = build.provider(cast)
    row = enter_contract(
        provider, by=cast.city_manager, category=2, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        amount_fen=1, cases=3, grant_fields=[],
    )  # fmt: skip
    assert row.status == "active" and queries.contracts_left([row.pk], date(2026, 3, 1), None)[row.pk] == (True, 3)


# --- supplements -----------------------------------------------------------------------------------------------
def test_a_tenth_is_accepted_and_a_fen_more_is_refused_in_sum(tender) -> None:
    row = signed(tender)
    with clock.frozen(FREE):
        refused("over_a_tenth", services.add_supplement, row, by=tender.head, amount_fen=4_950_001, text="增加团体辅导")
        services.add_supplement(row, by=tender.head, amount_fen=4_950_000, text="增加团体辅导")
        refused("over_a_tenth", services.add_supplement, row, by=tender.head, amount_fen=1, text="再加")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.supplements.update(amount_fen=1)


def test_supplements_are_added_up(tender) -> None:
    row = signed(tender)
    with clock.frozen(FREE):
        services.add_supplement(row, by=tender.head, amount_fen=2_000_000, text="增加团体辅导")
        refused("over_a_tenth", services.add_supplement, row, by=tender.head, amount_fen=2_950_001, text="再加")
        services.add_supplement(row, by=tender.head, amount_fen=2_950_000, text="再加")
        refused("text", services.add_supplement, row, by=tender.head, amount_fen=0, text="再加")
        refused("may:supplement_contract", services.add_supplement, row, by=tender.clerk, amount_fen=1, text="再加")
    assert services.supplements_fen(row) == 4_950_000


# --- ended -----------------------------------------------------------------------------------------------------
def test_a_draft_that_the_winner_does_not_sign_is_put_away_and_the_next_gets_one(tender) -> None:
    row = drafted(tender)
    with clock.frozen(RANKED):
        services.cancel_contract(row, by=tender.head, reason="成交供应商放弃")
        evaluation.drop_award(tender.fresh(), by=tender.head, reason="成交供应商放弃", then="next")
        evaluation.confirm_award(tender.fresh(), by=tender.head)
        evaluation.announce_result(tender.fresh(), by=tender.clerk)
    assert drafted(tender).amount_fen == 46_800_000


def test_completing_or_terminating_ends_the_project(tender) -> None:
    row = filed(tender)
    with clock.frozen(clock.at(STARTS)):
        services.activate_due()
        refused("reason", services.terminate_contract, row, by=tender.head, reason=" ")
        services.complete_contract(row, by=tender.head)
        refused("state:completed", services.terminate_contract, row, by=tender.head, reason="违约")
    assert tender.fresh().status == "ended"
