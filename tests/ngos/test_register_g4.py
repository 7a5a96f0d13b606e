"""G4: 晨光社工 comes into the register, its licence runs out, its contract goes on. Every number is the story's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from audit.moves import history
from kit import clock, identity
from kit.errors import Refused
from messaging.models import Message
from ngos import queries
from ngos.delivery import services as delivery
from ngos.models import Contract
from ngos.providers import expiry, filing, papers, services
from ngos.providers.numbers_of_law import LICENCE, NO_VIOLATION
from tests.cast import DONGXI, Cast, unit
from tests.house_volunteers import picture
from tests.ngos import registry

pytestmark = pytest.mark.django_db
LISTED, ENDS = date(2026, 4, 1), date(2026, 9, 30)


# --- the code --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("52990100MJ0000018Q", "52990100MJ0000018Q"),
        ("52990100mj0000018q", "52990100MJ0000018Q"),
        ("５２９９０１００MJ0000018Q", "52990100MJ0000018Q"),
        ("52990100MJ00001810", "52990100MJ00001810"),  # the sum leaves nothing over: the check character is 0
    ],
)
def test_a_right_code_is_taken_and_written_in_capitals(cast: Cast, said: str, kept: str) -> None:
    provider = registry.draft(cast, registry.admin(cast), code=said)
    assert provider.credit_code == provider.org.credit_code == kept


def test_a_code_whose_last_character_is_wrong_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        registry.draft(cast, registry.admin(cast), code="52990100MJ0000018R")
    assert refusal.value.code == "uscc_check"
    assert "末位校验不符" in str(refusal.value)


def test_a_manager_lets_a_genuine_code_pass_with_reason_and_certificate(cast: Cast) -> None:
    new = {"by": cast.county_manager, "name": "晨光社工", "county": unit("provider", "x", DONGXI).division}
    code = "52990100MJ0000018R"
    for half in ({"code_reason": "证书如此"}, {"code_scan": picture()}):
        with pytest.raises(Refused):
            filing.register_provider(code=code, **new, **half)
    provider = filing.register_provider(code=code, **new, code_reason="证书如此", code_scan=picture())
    assert (provider.credit_code, provider.code_by, provider.code_reason) == (code, cast.county_manager, "证书如此")
    assert provider.code_scan is not None


def test_an_organisation_does_not_let_its_own_wrong_code_pass(cast: Cast) -> None:
    by = registry.admin(cast)
    with pytest.raises(Refused) as refusal:
        filing.register_provider(
            by=by, org=by.memberships.get().unit, code="52990100MJ0000018R", code_reason="证书如此", code_scan=picture()
        )
    assert refusal.value.code == "may:accept_code"


def test_the_certificate_does_not_help_a_code_of_the_wrong_form(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        filing.checked_code("52990100MJ0000018I", may_fail=True)
    assert refusal.value.code == "uscc_form"


def test_a_prefix_that_does_not_go_with_the_kind_only_warns() -> None:
    assert filing.prefix_fits("52990100MJ0000018Q", "social_service")
    assert not filing.prefix_fits("52990100MJ0000018Q", "foundation")
    assert "开头两位" in str(filing.code_warnings("52990100MJ0000018Q", "foundation")[0])
    assert identity.credit_code_passes("52990100MJ00001810")


# --- to the list ------------------------------------------------------------------------------------------------
def test_without_the_three_year_statement_the_application_comes_back_with_just_that(cast: Cast) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    registry.hand_in(provider, by, *(k for k in registry.NEEDED if k != NO_VIOLATION))
    provider = services.submit_provider(provider, by=by)
    assert (provider.status, provider.returned_items) == ("returned", [NO_VIOLATION])
    told = Message.objects.get(to=by, kind="provider_returned")
    assert "三年内无重大违法记录声明" in told.body
    registry.hand_in(provider, by, NO_VIOLATION)
    provider = services.submit_provider(provider, by=by)
    assert (provider.status, provider.returned_items) == ("submitted", [])


def test_the_listing_names_what_lacks_and_what_nobody_checked(cast: Cast) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    handed = registry.hand_in(provider, by, *registry.NEEDED)
    provider = services.submit_provider(provider, by=by)
    for kind, paper in handed.items():
        if kind not in (NO_VIOLATION, LICENCE):
            papers.check_paper(paper, by=cast.county_manager)
    papers.return_paper(handed[NO_VIOLATION], by=cast.county_manager, reason="没有盖章")
    with pytest.raises(Refused) as refusal:
        services.recommend_provider(provider, by=cast.county_manager)
    assert [str(r) for r in refusal.value.reasons] == ["缺三年内无重大违法记录声明", "专业能力或资质证明还没有核对"]


def test_a_paper_that_runs_out_between_recommending_and_listing_stops_the_listing(cast: Cast) -> None:
    by, start = registry.admin(cast), clock.at(LISTED, 9)
    with clock.frozen(start):
        provider = registry.draft(cast, by)
        for paper in registry.hand_in(provider, by, *registry.NEEDED, until=LISTED).values():
            papers.check_paper(paper, by=cast.county_manager)
        services.submit_provider(provider, by=by)
        services.recommend_provider(provider, by=cast.county_manager)
    with clock.frozen(start + timedelta(days=1)), pytest.raises(Refused) as refusal:
        services.list_provider(provider, by=cast.city_manager)
    assert [str(r) for r in refusal.value.reasons] == ["缺专业能力或资质证明"]


def test_who_recommended_does_not_list(cast: Cast) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    for paper in registry.hand_in(provider, by, *registry.NEEDED).values():
        papers.check_paper(paper, by=cast.county_manager)
    services.submit_provider(provider, by=by)
    services.recommend_provider(provider, by=cast.city_manager)
    with pytest.raises(Refused) as refusal:
        services.list_provider(provider, by=cast.city_manager)
    assert refusal.value.code == "two_persons"


def test_a_file_with_gaps_is_not_handed_in_and_each_gap_is_named(cast: Cast) -> None:
    by = registry.admin(cast)
    provider = filing.register_provider(by=by, org=by.memberships.get().unit, code=registry.CODE)
    with pytest.raises(Refused) as refusal:
        services.submit_provider(provider, by=by)
    assert refusal.value.code == "file_incomplete"
    assert len(refusal.value.reasons) == 7
    provider.refresh_from_db()
    assert provider.status == "draft"


# --- the days --------------------------------------------------------------------------------------------------
def swept(day: date) -> None:
    """The nightly sweep on every day is as good as on this one: two runs tell no more than one."""
    with clock.frozen(clock.at(day, 3)):
        expiry.watch()
        expiry.watch()


def reminders(by: object) -> list[str]:
    rows = Message.objects.filter(to=by, kind=expiry.ENDS).order_by("pk")
    return [row.created_at.astimezone(clock.SHANGHAI).date().isoformat() for row in rows]


def test_g4_reminded_twice_restricted_on_the_day_after_and_the_contract_goes_on(cast: Cast) -> None:
    by = registry.admin(cast)
    with clock.frozen(clock.at(LISTED, 10)):
        provider = registry.listed(cast, by, until=ENDS)
        contract = services.enter_contract(
            provider, by=cast.city_manager, category=2, starts_on=LISTED, ends_on=date(2027, 3, 31),
            amount_fen=46_800_000, cases=10, grant_fields=[],
        )  # fmt: skip
        order = delivery.open_order(
            provider, by=None, ref="BF-1", worker=cast.social_worker, contract=contract,
            county_code=DONGXI,
        )  # fmt: skip
    assert provider.status == "listed"
    assert history(provider).get(verb="list").at.astimezone(clock.SHANGHAI).date() == LISTED
    day = LISTED
    while day <= ENDS:
        swept(day)
        day += timedelta(days=1)
    assert reminders(by) == ["2026-08-31", "2026-09-23"]
    provider.refresh_from_db()
    assert provider.status == "listed"
    swept(date(2026, 10, 1))
    provider.refresh_from_db()
    assert provider.status == "restricted"
    assert history(provider).get(verb="restrict").at.astimezone(clock.SHANGHAI).date() == date(2026, 10, 1)
    assert Message.objects.filter(to=by, kind=expiry.RESTRICTED).count() == 1
    assert not queries.capacity([provider.org_id])[provider.org_id].is_open
    # What runs goes on: the contract, the order; only nothing new comes.
    order.refresh_from_db()
    assert order.status == "open"
    assert Contract.objects.get(pk=contract.pk).ends_on == date(2027, 3, 31)
    with clock.frozen(clock.at(date(2026, 10, 2), 9)), pytest.raises(Refused) as refusal:
        delivery.open_order(
            provider, by=None, ref="BF-2", worker=cast.social_worker, contract=contract,
            county_code=DONGXI,
        )  # fmt: skip
    assert refusal.value.code == "provider_suspended"


def test_a_day_on_which_nobody_worked_is_made_up_for(cast: Cast) -> None:
    by = registry.admin(cast)
    with clock.frozen(clock.at(LISTED, 10)):
        registry.listed(cast, by, until=ENDS)
    swept(date(2026, 9, 2))
    swept(date(2026, 9, 25))
    assert reminders(by) == ["2026-09-02", "2026-09-25"]


def test_a_licence_renewed_in_time_neither_reminds_again_nor_restricts(cast: Cast) -> None:
    by = registry.admin(cast)
    with clock.frozen(clock.at(LISTED, 10)):
        provider = registry.listed(cast, by, until=ENDS)
    swept(date(2026, 8, 31))
    with clock.frozen(clock.at(date(2026, 9, 10), 10)):
        new = registry.hand_in(provider, by, LICENCE, until=date(2027, 9, 30))[LICENCE]
        papers.check_paper(new, by=cast.county_manager)
    for day in (date(2026, 9, 23), date(2026, 10, 1)):
        swept(day)
    provider.refresh_from_db()
    assert (provider.status, reminders(by)) == ("listed", ["2026-08-31"])


def test_a_new_licence_lifts_the_restriction_only_once_it_is_checked(cast: Cast) -> None:
    by = registry.admin(cast)
    with clock.frozen(clock.at(LISTED, 10)):
        provider = registry.listed(cast, by, until=ENDS)
    swept(date(2026, 10, 1))
    with clock.frozen(clock.at(date(2026, 10, 8), 10)):
        new = registry.hand_in(provider, by, LICENCE, until=date(2027, 9, 30))[LICENCE]
        expiry.watch()
        provider.refresh_from_db()
        assert provider.status == "restricted"
        papers.check_paper(new, by=cast.county_manager)
    provider.refresh_from_db()
    assert provider.status == "listed"


def test_whoever_comes_back_from_suspension_with_a_paper_run_out_comes_back_restricted(cast: Cast) -> None:
    by = registry.admin(cast)
    with clock.frozen(clock.at(LISTED, 10)):
        provider = registry.listed(cast, by, until=ENDS)
        services.suspend_provider(provider, by=cast.county_manager, reason="投诉核查")
    with clock.frozen(clock.at(date(2026, 10, 8), 10)):
        services.restore_provider(provider, by=cast.city_manager)
    provider.refresh_from_db()
    assert provider.status == "restricted"
