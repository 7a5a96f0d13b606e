"""Keeping files: needs, consent, limits, conflicts, the officer; who may, what is refused, what stops."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditEvent, Move
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching import queries
from matching.needs import services as assessing
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from matching.outcomes.consents import take_consent_back
from matching.outcomes.services import end_client
from matching.supervisees import disclosure, services
from tests import build
from tests.cast import person, seat


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


class refused:  # noqa: N801 - reads as a sentence in `with refused("code")`
    """The act is refused by this very guard."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind, error, trace) -> bool:
        assert isinstance(error, Refused), f"not refused, {error!r}"
        assert error.code == self.code, f"{error.code}: {error}"
        return True


NEW_TERM = {"category": "parole", "start_on": date(2026, 3, 9), "end_on": date(2027, 3, 8)}


def again(client: m.Client, by, **term) -> m.Client:
    return services.register_again(client, by=by, **{**NEW_TERM, **term})


# --- rights ------------------------------------------------------------------------------------------------
ACTS = {
    "assess": lambda c, by: assessing.assess(c, by=by, needs=["housing"]),
    "record_consent": lambda c, by: services.record_consent(c, by=by, basis="consent", given_on=clock.today()),
    "edit_client": lambda c, by: services.set_limits(c, by=by, key_level=2),
    "note_conflict": lambda c, by: services.note_conflict(c, by=by, kind="victim", org=c.office),
    "name_officer": lambda c, by: services.name_officer(c, by=by, officer=c.officer),
    "end_client": lambda c, by: end_client(c, by=by, reason="released"),
    "register_again": lambda c, by: again(c, by),
    "see_identity": lambda c, by: disclosure.reveal(c, by=by, fields=("full_name",), purpose="测试"),
    "see_offence": lambda c, by: disclosure.reveal(c, by=by, fields=("offence",), purpose="测试"),
}


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("who", ["outsider", "other_county_manager", "auditor", "system_admin", "city_manager"])
def test_whoever_has_no_right_changes_nothing(verb, who, cast) -> None:
    row = build.client(cast)
    events = AuditEvent.objects.count()
    with refused(f"may:{verb}"):
        ACTS[verb](row, getattr(cast, who))
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("verb", ["assess", "record_consent", "edit_client", "see_identity", "see_offence"])
def test_a_minors_file_is_the_named_officers_alone(verb, cast) -> None:
    young = build.client(cast, born_on=date(2009, 8, 15), deputy=cast.colleague, consent=False)
    third = seat(person("丁一"), "OFF", cast.office)
    for user in (third, cast.county_manager):
        with refused(f"may:{verb}"):
            ACTS[verb](young, user)
    assert assessing.assess(young, by=cast.colleague, needs=["schooling"]).version == 1


# --- needs, consent ----------------------------------------------------------------------------------------
def test_each_assessment_is_a_new_version(cast) -> None:
    row = build.client(cast)
    assessing.assess(row, by=cast.officer, needs=["housing"])
    second = assessing.assess(row, by=cast.officer, needs=["counselling"])
    assert second.version == 2
    assert second.next_on == date(2026, 3, 9) + timedelta(days=180)
    assert row.assessments.count() == 2


@pytest.mark.parametrize("needs", [[], ["telepathy"]])
def test_an_assessment_names_needs_that_exist(needs, cast) -> None:
    with refused("needs"):
        assessing.assess(build.client(cast), by=cast.officer, needs=needs)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("future", {"basis": "consent", "given_on": date(2026, 3, 10)}),
        ("law", {"basis": "statutory", "given_on": date(2026, 3, 9)}),
        ("employer", {"basis": "statutory", "law": "R-CC-07", "for_employer": True, "given_on": date(2026, 3, 9)}),
        ("basis", {"basis": "habit", "given_on": date(2026, 3, 9)}),
    ],
)
def test_consent_that_does_not_hold_is_refused(code, given, cast) -> None:
    row = build.client(cast, consent=False)
    with refused(code):
        services.record_consent(row, by=cast.officer, **given)
    assert not row.consents.exists()


def test_a_minors_consent_is_signed_by_the_guardian_too(cast) -> None:
    young = build.client(cast, born_on=date(2009, 8, 15), consent=False)
    with refused("guardian"):
        services.record_consent(young, by=cast.officer, basis="consent", given_on=clock.today())


STOPPED = {
    "draft": "draft",
    "awaiting_approval": "cancelled",
    "matching": "cancelled",
    "waitlisted": "cancelled",
    "offered": "cancelled",
    "accepted": "cancelled",
    "planning": "closing",
    "in_service": "closing",
    "on_hold": "closing",
    "closing": "closing",
    "under_review": "under_review",
    "closed": "closed",
}


@pytest.mark.parametrize("state", STOPPED)
def test_taking_consent_back_stops_all_that_rests_on_it(state, cast) -> None:
    request = build.request_in(state, cast)
    take_consent_back(request.consent, by=cast.officer)
    request.refresh_from_db()
    assert request.status == STOPPED[state]
    assert not request.offers.filter(status__in=("sent", "question")).exists()
    live = m.DisclosureGrant.objects.filter(request=request, ended_at=None)
    assert state == "closed" or not live.exists()
    if state == "draft":
        assert request.consent is None


def test_consent_is_taken_back_once(cast) -> None:
    row = build.client(cast)
    consent = take_consent_back(row.consents.get(), by=cast.officer)
    with refused("withdrawn"):
        take_consent_back(consent, by=cast.officer)


def test_when_one_request_cannot_be_stopped_consent_stays_and_nothing_is_left_behind(cast, monkeypatch) -> None:
    request = build.request_in("offered", cast)

    def fail(*_args, **_kwargs):
        raise Refused("没有办成", code="broken")

    monkeypatch.setattr("matching.outcomes.consents.end_grants", fail)
    with refused("broken"):
        take_consent_back(request.consent, by=cast.officer)
    request.consent.refresh_from_db()
    request.refresh_from_db()
    assert request.consent.withdrawn_at is None
    assert request.status == "offered"


# --- limits, orders, conflicts -----------------------------------------------------------------------------
def test_a_conflict_closes_the_place_and_says_the_kind_only(cast) -> None:
    place = build.place(cast)
    request = build.request_in("matching", cast)
    assert suggest(request).eligible == 1
    services.note_conflict(request.client, by=cast.officer, kind="victim", org=place.org)
    assert suggest(request).eligible == 0
    with pytest.raises(Refused) as no:
        offers.send_offers(request, [place], by=cast.officer)
    assert no.value.reasons == ["存在利害关系：被害人一方"]


def test_an_order_closes_its_county_until_it_is_struck(cast) -> None:
    build.place(cast)
    request = build.request_in("matching", cast)
    county = cast.county("990103").division
    order = services.note_order(
        request.client, by=cast.officer, kind="area", until_on=date(2026, 12, 1), division=county
    )
    assert suggest(request).eligible == 0
    services.strike_order(order, by=cast.officer)
    assert suggest(request).eligible == 1
    assert AuditEvent.objects.filter(action="client.order_struck").count() == 1


@pytest.mark.parametrize("kind", ["area", "occupation", "people", "weather"])
def test_an_order_says_what_it_forbids(kind, cast) -> None:
    with refused("order_what"):
        services.note_order(build.client(cast), by=cast.officer, kind=kind, until_on=date(2026, 12, 1))


def test_allowed_hours_narrow_the_places(cast) -> None:
    build.place(cast)
    request = build.request_in("matching", cast)
    assert services.set_limits(request.client, by=cast.officer, allowed_mask=0b10) == ["allowed_mask"]
    request.refresh_from_db()
    assert suggest(request).eligible == 0


def test_a_file_that_has_ended_is_changed_no_more(cast) -> None:
    row = end_client(build.client(cast), by=cast.officer, reason="released")
    with refused("ended"):
        services.set_limits(row, by=cast.officer, key_level=1)


# --- the officer, the end ----------------------------------------------------------------------------------
def test_officer_and_deputy_are_two_people_of_the_office(cast) -> None:
    row = build.client(cast)
    with refused("not_of_the_office"):
        services.name_officer(row, by=cast.officer, officer=cast.outsider)
    with refused("same_person"):
        services.name_officer(row, by=cast.officer, officer=cast.officer, deputy=cast.officer)
    services.name_officer(row, by=cast.county_manager, officer=cast.colleague, deputy=cast.officer)
    row.refresh_from_db()
    assert (row.officer, row.deputy) == (cast.colleague, cast.officer)


@pytest.mark.parametrize("state", ["draft", "matching", "offered", "accepted", "planning", "in_service", "on_hold"])
def test_ending_a_file_ends_what_is_open_in_the_same_act(state, cast) -> None:
    request = build.request_in(state, cast)
    end_client(request.client, by=cast.officer, reason="terminated")
    request.refresh_from_db()
    assert request.status in ("cancelled", "closing")
    assert not m.DisclosureGrant.objects.filter(request=request, ended_at=None).exists()
    assert Move.objects.filter(thing_id=request.pk, machine="request").last().by is None


# --- reading -----------------------------------------------------------------------------------------------
def test_reading_needs_a_purpose_and_known_fields(cast) -> None:
    row = build.client(cast)
    with refused("purpose"):
        disclosure.reveal(row, by=cast.officer, fields=("full_name",), purpose=" ")
    for fields in ((), ("password",), ("row_key",)):
        with refused("fields"):
            disclosure.reveal(row, by=cast.officer, fields=fields, purpose="通知见面")
    assert not AuditEvent.objects.filter(action="client.read").exists()


# --- coming back -------------------------------------------------------------------------------------------
def ended(cast, **columns) -> m.Client:
    return end_client(build.client(cast, **columns), by=cast.officer, reason="released")


def test_whoever_comes_back_gets_a_second_file_and_the_first_stays_as_it_was(cast) -> None:
    first = ended(cast)
    second = again(first, cast.officer)
    assert (second.earlier, second.status, second.category, second.officer) == (first, "active", "parole", cast.officer)
    assert (second.full_name, second.id_index, second.office) == (first.full_name, first.id_index, first.office)
    # What belongs to the sentence is asked anew.
    assert (second.offence or "", second.offence_mask, second.offence_unmapped) == ("", 0, True)
    assert not second.consents.exists() and not second.assessments.exists()
    first.refresh_from_db()
    assert (first.status, first.category, first.offence) == ("ended", "probation", "盗窃罪")


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("category", {"category": "fifth"}),
        ("term", {"end_on": date(2026, 3, 8)}),
        ("term", {"start_on": date(2027, 3, 9)}),
        ("overlap", {"start_on": date(2026, 3, 8)}),
    ],
)
def test_a_new_term_in_disorder_is_refused(code, term, cast) -> None:
    first = ended(cast)
    with refused(code):
        again(first, cast.officer, **term)
    assert m.Client.objects.count() == 1


@pytest.mark.db
def test_nobody_has_two_files_that_run(cast) -> None:
    row = build.client(cast)
    with refused("not_ended"):
        again(row, cast.officer)
    end_client(row, by=cast.officer, reason="released")
    second = again(row, cast.officer)
    with refused("in_register"):
        again(row, cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        m.Client.objects.filter(pk=row.pk).update(status="active")
    assert m.Client.objects.get(status="active") == second


def test_a_minor_who_is_grown_up_gets_an_open_file_and_the_old_one_stays_sealed(cast) -> None:
    """The minors' track belongs to the case, not to the person (R-MIN-03)."""
    first = ended(cast, born_on=date(2008, 1, 1), start_on=date(2025, 1, 1), end_on=date(2026, 12, 31))
    assert first.is_minor_track
    with refused("may:register_again"):
        again(first, cast.colleague)
    second = again(first, cast.officer)
    assert not second.is_minor_track
    assert second in queries.clients(cast.colleague) and first not in queries.clients(cast.colleague)


def test_who_must_not_help_is_remembered_over_all_terms_of_a_person(cast) -> None:
    place = build.place(cast)
    first = build.client(cast)
    services.note_conflict(first, by=cast.officer, kind="victim", org=cast.chunhui)
    second = again(end_client(first, by=cast.officer, reason="released"), cast.officer)
    build.give_consent(cast, second)
    request = build.request_in("matching", cast, who=second)
    assert suggest(request).eligible == 0
    assert place.status == "open"


def test_the_page_of_an_ended_file_leads_to_the_new_one(cast, browse) -> None:
    first = ended(cast)
    browser, path = browse(cast.officer), f"/help/clients/{first.code}/"
    assert f"{path}again/" in browser.get(path).content.decode()
    form = {"category": "parole", "start_on": "2026-03-01", "end_on": "2027-03-08"}
    assert "不能早于上一份档案" in browser.post(f"{path}again/", form).content.decode()
    made = browser.post(f"{path}again/", {**form, "start_on": "2026-03-09"})
    second = m.Client.objects.get(earlier=first)
    assert made["Location"] == f"/help/clients/{second.code}/"
    page = browser.get(path).content.decode()
    assert second.code in page and f"{path}again/" not in page
    assert first.code in browser.get(made["Location"]).content.decode()
    assert browse(cast.outsider).get(f"{path}again/").status_code == 404
    assert browser.get(f"{made['Location']}again/")["Location"] == made["Location"]
