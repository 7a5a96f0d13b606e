"""The tier that contracts give an organisation, asked of every act that begins or ends one."""

from datetime import date

import pytest

from kit import clock
from ngos.contracts import services as contracts
from ngos.contracts import tiers
from ngos.growth import services as growth
from ngos.models import Contract, Provider
from ngos.providers import services as providers
from tests.ngos.tendered import Tender
from tests.ngos.test_contracts import FREE, drafted, filed


@pytest.fixture
def tender(cast):
    tender = Tender(cast)
    tender.announced()
    return tender


def tier(contract: Contract) -> str:
    return Provider.objects.get(pk=contract.provider_id).tier


def test_a_draft_gives_no_tier(tender) -> None:
    row = drafted(tender)
    tiers.settle(row.provider_id)
    assert tier(row) == "listed"


def test_a_contract_that_runs_out_gives_the_tier_back(tender) -> None:
    row = filed(tender)
    assert tier(row) == "contracted"
    with clock.frozen(clock.at(row.starts_on)):
        contracts.activate_due()
    with clock.frozen(clock.at(date(2027, 7, 2))):
        contracts.complete_contract(row, by=tender.head)
    assert tier(row) == "listed"


def test_one_of_two_contracts_that_ends_leaves_the_tier(tender) -> None:
    row = filed(tender)
    with clock.frozen(FREE):
        providers.enter_contract(
            row.provider, by=tender.clerk, category=2, starts_on=date(2026, 6, 1), ends_on=date(2027, 5, 31),
            amount_fen=1_000_000, cases=5, grant_fields=[],
        )  # fmt: skip
        contracts.terminate_contract(row, by=tender.head, reason="供应商停止服务")
    assert tier(row) == "contracted"


@pytest.mark.parametrize("word", ["key", "incubating"])
def test_the_offices_own_word_stays_whatever_begins_or_ends(tender, word) -> None:
    Provider.objects.filter(pk=tender.bids[2].provider_id).update(tier=word)
    row = filed(tender)
    assert tier(row) == word
    with clock.frozen(FREE):
        contracts.terminate_contract(row, by=tender.head, reason="供应商停止服务")
    assert tier(row) == word


def test_a_contract_that_the_office_enters_gives_the_tier(tender) -> None:
    provider = tender.bids[0].provider
    row = providers.enter_contract(
        provider, by=tender.clerk, category=2, starts_on=date(2026, 6, 1), ends_on=date(2027, 5, 31),
        amount_fen=1_000_000, cases=5, grant_fields=[],
    )  # fmt: skip
    assert tier(row) == "contracted"


def test_an_incubated_organisation_with_a_contract_goes_on_to_contracted(tender) -> None:
    Provider.objects.filter(pk=tender.bids[2].provider_id).update(founded_on=date(2026, 1, 1))
    with clock.frozen(FREE):
        plan = growth.plan_incubation(
            Provider.objects.get(pk=tender.bids[2].provider_id), by=tender.clerk, aim="能独立承接项目",
            until_on=date(2026, 12, 31), steps=[("建立档案", date(2026, 9, 30))],
        )  # fmt: skip
        row = filed(tender)
        assert tier(row) == "incubating"
        growth.end_incubation(plan, by=tender.clerk, result="达到目标")
    assert tier(row) == "contracted"
