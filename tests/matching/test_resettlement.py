"""Handover from prison: told in time or late, received, met, helped of one's own will, ended (R-REL-01, R-REL-02)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Division
from kit import clock
from kit.errors import Refused
from matching.models import AssistanceRequest, Client, HandoverNotice, Offer
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from matching.outcomes.services import end_client, end_clients_due
from matching.requests import services as requests
from matching.resettlement import announcing, figures, queries, services
from matching.sessions import services as sessions
from matching.sessions.views import _next_time
from matching.supervisees import services as supervisees
from messaging.models import Message
from tests import build
from tests.cast import DONGXI, QIXIA, unit
from tests.matching.prison import AT, RELEASE, clerk, notice, prison, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(cast) -> None:
    _ = cast.office  # there is an office where the people come home to


def at(day: date, hour: int = 10):
    return clock.frozen(clock.at(day, hour))


def refused(code: str, act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as why:
        act(*args, **kwargs)
    assert why.value.code == code, why.value
    return why.value


# --- G10 ---
def test_g10_a_notice_of_10_july_for_31_july_is_late_and_its_help_term_ends_in_2031(cast) -> None:
    with at(AT):
        row = announcing.announce(said(must_meet=True), by=clerk())
        assert (row.due_on, row.is_late, row.days_late, row.status) == (date(2026, 7, 1), True, 9, "announced")
        services.receive(row, by=cast.county_manager, officer=cast.officer)
    with at(RELEASE, 9):
        supervisees.activate_due()
        row = services.link(HandoverNotice.objects.get(), by=cast.officer, met_on=RELEASE)
    assert (row.status, row.linked_on, row.term_end_on) == ("linked", RELEASE, date(2031, 7, 31))
    assert row.linked_in_time and row.link_by_on == date(2026, 8, 10)
    file = Client.objects.get()
    assert (file.kind, file.status, file.start_on, file.end_on) == (
        "released_person", "active", RELEASE, date(2031, 7, 31),
    )  # fmt: skip
    with at(date(2026, 8, 15)):
        kept = figures.k19(date(2026, 7, 1), date(2026, 7, 31))[DONGXI]
    assert (kept.notices.n, kept.notices.d, kept.notices.pct) == (0, 1, Decimal("0.0"))
    assert (kept.links.n, kept.links.d, kept.links.pct) == (1, 1, Decimal("100.0"))


def test_a_notice_of_the_thirtieth_day_before_release_is_in_time(cast) -> None:
    with at(date(2026, 7, 1)):
        assert not announcing.announce(said(), by=clerk()).is_late
    with at(date(2026, 7, 2)):
        assert announcing.announce(said(), by=clerk()).days_late == 1


def test_the_term_of_a_leap_day_ends_on_the_last_of_february() -> None:
    assert services.end_of_term(date(2028, 2, 29)) == date(2033, 2, 28)


# --- the prison ---
def test_each_notice_has_a_receipt_that_holds_until_the_notice_is_changed(cast) -> None:
    paper = {"skill": "缝纫", "number": "ZY-1", "issuer": "云栖监狱职业学校", "issued_on": "2026-05-20"}
    with at(AT):
        row = announcing.announce(said(certificates=[paper]), by=clerk())
    row = HandoverNotice.objects.get(pk=row.pk)
    assert len(row.receipt_hash) == 64 and row.number.startswith("CJ-202607-") and announcing.receipt_holds(row)
    row.address = "别处"
    assert not announcing.receipt_holds(row)


def test_one_person_has_one_notice_on_its_way_and_another_prison_is_not_named(cast) -> None:
    text = said(release_on=clock.today())
    row = announcing.announce(text, by=clerk())
    assert row.number in str(refused("announced_already", announcing.announce, text, by=clerk()))
    other = clerk("别狱经办", prison("南山监狱"))
    assert row.number not in str(refused("announced_already", announcing.announce, text, by=other))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""), ("id_number", "123"), ("phone", "12"), ("release_on", "2126-01-01"), ("release_on", ""),
        ("town", "110101001"), ("needs", ["luck"]), ("full_name", "甲\x00乙"), ("address", "\ud800"),
        ("certificates", [{"skill": "占卜", "number": "1", "issuer": "x", "issued_on": "2026-01-01"}]),
        ("certificates", [{"skill": "缝纫", "number": "", "issuer": "x", "issued_on": "2026-01-01"}]),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named(cast, field: str, value) -> None:
    with at(AT):
        assert list(refused("notice", announcing.announce, said(**{field: value}), by=clerk()).at) == [field]
    assert not HandoverNotice.objects.exists()


def test_a_place_without_an_office_is_refused(cast) -> None:
    town = Division.objects.filter(level="town", code__startswith=QIXIA).last().pk
    assert "town" in refused("notice", announcing.announce, said(town=town), by=clerk()).at


def test_only_a_prisons_clerk_announces_and_only_of_the_own_prison(cast) -> None:
    agency = clerk("法援经办", unit("partner_agency", "东溪区法律援助中心", DONGXI))
    for who in (agency, cast.ngo_admin, cast.officer, cast.outsider, cast.county_manager, cast.volunteer):
        refused("may:announce_release", announcing.announce, said(), by=who)
    row = notice(cast)
    other = clerk("别狱经办", prison("南山监狱"))
    refused("may:withdraw_notice", announcing.withdraw, row, by=other)
    assert not queries.notices_of_prison(other).exists() and queries.notices_of_prison(clerk()).count() == 1


def test_what_came_back_is_corrected_with_a_new_receipt_and_the_first_day_stays(cast) -> None:
    text = said(release_on=clock.today() + timedelta(days=40))
    row = announcing.announce(text, by=clerk())
    first, told = row.receipt_hash, row.notified_on
    services.send_back(row, by=cast.officer, reason="不在本街道")
    assert Message.objects.filter(to=clerk(), kind="release_sent_back").exists()
    with clock.frozen(clock.now() + timedelta(days=5)):
        row = announcing.correct(HandoverNotice.objects.get(), text | {"address": "河口街道一号"}, by=clerk())
    assert (row.status, row.notified_on) == ("announced", told) and row.receipt_hash != first
    assert announcing.receipt_holds(HandoverNotice.objects.get())


def test_a_notice_is_taken_back_only_before_it_was_received(cast) -> None:
    refused("received", announcing.withdraw, notice(cast, "received"), by=clerk())
    assert notice(cast, "withdrawn").status == "withdrawn"


# --- receiving ---
def test_receiving_opens_a_file_with_needs_skills_and_the_officer_named(cast) -> None:
    paper = {"skill": "缝纫", "number": "ZY-1", "issuer": "云栖监狱职业学校", "issued_on": "2026-05-20"}
    with at(AT):
        row = announcing.announce(said(certificates=[paper]), by=clerk())
        row = services.receive(row, by=cast.county_manager, officer=cast.officer, deputy=cast.colleague)
    file = row.file
    assert (file.status, file.officer, file.deputy, file.skill_mask) == (
        "registered", cast.officer, cast.colleague, 1,
    )  # fmt: skip
    assert file.assessments.get().needs == ["job_placement", "housing"]
    assert (file.sex, file.full_name, file.offence_mask) == (1, "田归", 2)
    assert row.due_at.date() == date(2026, 8, 10)
    assert Message.objects.filter(to=cast.officer, kind="release_is_yours").exists()


def test_an_officer_of_another_office_can_neither_receive_nor_be_named(cast) -> None:
    row = notice(cast)
    refused("may:receive_notice", services.receive, row, by=cast.outsider, officer=cast.outsider)
    refused("not_of_the_office", services.receive, row, by=cast.officer, officer=cast.outsider)
    assert not queries.releases(cast.outsider).exists() and not Client.objects.exists()


def test_somebody_who_comes_back_gets_a_file_tied_to_the_earlier_one(cast) -> None:
    number = build.id_number(sex=1)
    before = end_client(build.client(cast, sex=1, id_number=number), by=cast.officer, reason="released")
    row = notice(cast, "received", id_number=number)
    assert row.file.earlier == before


def test_a_person_with_a_file_that_runs_is_not_received_twice(cast) -> None:
    number = build.id_number(sex=1)
    build.client(cast, sex=1, id_number=number)
    row = notice(cast, id_number=number)
    refused("in_register", services.receive, row, by=cast.officer, officer=cast.officer)
    assert HandoverNotice.objects.get().status == "announced"


def test_a_notice_goes_back_only_while_nothing_was_prepared(cast) -> None:
    with at(AT):
        row = notice(cast, "received", release_on=RELEASE)
        build.give_consent(cast, row.file)
        refused("prepared", services.send_back, row, by=cast.officer, reason="不在本街道")
        row.file.consents.all().delete()
        row = services.send_back(row, by=cast.officer, reason="不在本街道")
    assert (row.status, row.file) == ("returned", None) and not Client.objects.exists()


def test_a_minors_notice_opens_to_the_named_officer_alone(cast) -> None:
    row = notice(cast, born_on=clock.today() - timedelta(days=17 * 365))
    assert row.is_minor_track
    assert not queries.releases(cast.officer).exists() and not queries.releases(cast.county_manager).exists()
    assert queries.sealed_to_receive(cast.county_manager).get() == row
    refused("may:receive_notice", services.receive, row, by=cast.officer, officer=cast.officer)
    services.receive(row, by=cast.county_manager, officer=cast.colleague)
    assert queries.releases(cast.colleague).get() == row
    for who in (cast.officer, cast.county_manager):
        assert not queries.releases(who).exists() and not queries.sealed_to_receive(who).exists()


# --- a place from the day of release ---
def test_a_place_is_reserved_before_release_and_must_be_in_force_from_that_day(cast) -> None:
    with at(AT):
        row = notice(cast, "received", release_on=RELEASE)
        build.give_consent(cast, row.file)
        request = build.draft(cast, who=row.file, kind="service")
        requests.submit_request(request, by=cast.officer)
        assert request.starts_on == RELEASE
        over_before = build.place(cast, valid_to=date(2026, 7, 30))
        assert not suggest(request).eligible
        place = build.place(cast, valid_to=date(2026, 7, 31), capacity=1)
        refused("gates", offers.send_offers, request, [over_before], by=cast.officer)
        offer = offers.send_offers(request, [place], by=cast.officer)[0]
        offers.accept_offer(offer, by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker)
        request, place = AssistanceRequest.objects.get(), Offer.objects.get().place
        assert (request.status, place.taken, place.free) == ("accepted", 1, 0)
        assert request.due_at.date() == date(2026, 8, 7)  # five working days from the day of release
        meeting = {"by": cast.social_worker, "key": "m1", "where": "河口街道司法所"}
        early, day = clock.at(date(2026, 7, 30), 9), clock.at(RELEASE, 9)
        hour = timedelta(hours=1)
        assert _next_time(request)["day"] == RELEASE
        refused("not_begun", sessions.book_session, request, starts_at=early, ends_at=early + hour, **meeting)
        sessions.book_session(request, starts_at=day, ends_at=day + hour, **meeting)


def test_a_supervisee_who_has_not_begun_still_asks_for_nothing(cast) -> None:
    row = build.client(cast, start_on=clock.today() + timedelta(days=3))
    refused("not_begun", build.draft, cast, who=row)


# --- the help term ---
def test_contacts_are_due_ten_days_after_the_meeting_and_then_each_quarter(cast) -> None:
    with at(RELEASE):
        row = notice(cast, "linked", release_on=RELEASE)
        assert row.due_at.date() == date(2026, 8, 10)
    with at(date(2026, 8, 5)):
        refused("future", services.record_contact, row, by=cast.officer, on=date(2026, 8, 6), way="phone")
        refused("before_link", services.record_contact, row, by=cast.officer, on=date(2026, 7, 30), way="phone")
        services.record_contact(row, by=cast.officer, on=date(2026, 8, 5), way="phone", note="在找工作")
    row.refresh_from_db()
    assert (row.status, row.due_at.date()) == ("in_help", date(2026, 11, 3))
    refused("may:record_contact", services.record_contact, row, by=cast.outsider, on=RELEASE, way="phone")


def test_nobody_is_met_before_the_release_or_tomorrow(cast) -> None:
    with at(AT):
        row = notice(cast, "received", release_on=RELEASE)
        refused("before_release", services.link, row, by=cast.officer, met_on=AT)
    with at(RELEASE):
        refused("future", services.link, row, by=cast.officer, met_on=date(2026, 8, 1))


def test_a_meeting_noted_by_mistake_is_taken_back_until_a_contact_followed(cast) -> None:
    row = services.undo_link(notice(cast, "linked"), by=cast.officer)
    assert (row.status, row.linked_on, row.term_end_on) == ("received", None, None)
    refused("step:undo_link:in_help", services.undo_link, notice(cast, "in_help"), by=cast.officer)


def test_who_wants_no_help_declines_without_a_reason_and_may_come_back(cast) -> None:
    row = services.decline(notice(cast, "in_help"), by=cast.officer)
    file = Client.objects.get()
    assert (row.status, file.status, file.end_reason) == ("ended", "ended", "declined")
    row = services.resume(row, by=cast.officer)
    file.refresh_from_db()
    assert (row.status, file.status, file.end_reason, file.ended_on) == ("in_help", "active", "", None)


def test_a_term_ends_by_itself_and_so_does_the_file(cast) -> None:
    with at(RELEASE):
        row = notice(cast, "in_help", release_on=RELEASE)
    with at(date(2031, 7, 31)):
        end_clients_due()
        services.end_terms_due()
        assert HandoverNotice.objects.get().status == "in_help"
    with at(date(2031, 8, 1)):
        end_clients_due()
        assert services.end_terms_due() == 1
        assert services.end_terms_due() == 0
    row.refresh_from_db()
    assert (row.status, row.file.end_reason) == ("ended", "help_term_end")


def test_a_file_that_was_ended_by_hand_ends_the_notice_too(cast) -> None:
    row = notice(cast, "in_help")
    end_client(row.file, by=cast.officer, reason="external")
    services.end_terms_due()
    assert HandoverNotice.objects.get().status == "ended"


# --- K19 ---
def test_k19_counts_in_time_and_met_within_ten_days_by_county(cast) -> None:
    with at(date(2026, 6, 1)):
        good = announcing.announce(said(), by=clerk())
        slow = announcing.announce(said(), by=clerk())
        announcing.withdraw(announcing.announce(said(), by=clerk()), by=clerk())
    with at(AT):
        announcing.announce(said(), by=clerk())
    for row, met in ((good, date(2026, 8, 10)), (slow, date(2026, 8, 11))):
        with at(met):
            services.receive(row, by=cast.officer, officer=cast.officer)
            services.link(row, by=cast.officer, met_on=met)
    with at(date(2026, 9, 1)):
        kept = figures.k19(date(2026, 7, 1), date(2026, 7, 31))
    assert (kept[DONGXI].notices.n, kept[DONGXI].notices.d) == (2, 3)
    assert (kept[DONGXI].links.n, kept[DONGXI].links.d) == (1, 3)


def test_a_minor_among_fewer_than_five_is_not_counted(cast) -> None:
    today = clock.today()
    notice(cast, born_on=today - timedelta(days=17 * 365))
    notice(cast)
    assert figures.k19(today, today)[DONGXI].notices.d == 1
    for _n in range(3):
        notice(cast)
    assert figures.k19(today, today)[DONGXI].notices.d == 5
