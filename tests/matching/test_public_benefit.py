"""Public-benefit activities: enrolled by the officer, known by a code, adults and minors never together."""

from datetime import date, timedelta

import pytest

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching.activities import services
from matching.models import Client
from matching.outcomes.services import end_client
from tests import build
from tests.cast import sign_in
from tests.volunteers import activity as make
from volunteers.activities import seating, sweeps
from volunteers.activities.models import ClientSeat, Shift


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def outing(cast, audience: str = "adult", **columns) -> Shift:
    return make.shift(cast, audience=audience, title="公园植树", **{"capacity": 2, **columns})


def enrol(client, shift, cast, **words) -> ClientSeat:
    return services.enrol(client, shift, by=client.officer or cast.officer, **{"is_fit": True, **words})


def code_of(act, *args, **words) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **words)
    return refusal.value.code


def minor(cast) -> Client:
    return build.client(cast, name="金铃子", born_on=date(2009, 12, 21), officer=cast.officer)


def test_a_person_is_known_to_the_activity_by_the_code_alone(cast) -> None:
    client, shift = build.client(cast), outing(cast)
    seat = enrol(client, shift, cast)
    assert (seat.ref, seat.status) == (client.code, "seated")
    shift.refresh_from_db()
    assert shift.taken == 1
    assert enrol(client, shift, cast).pk == seat.pk
    page = sign_in(cast.officer).get(f"/volunteers/shifts/{shift.pk}/").content.decode()
    assert client.code in page
    assert client.full_name not in page


@pytest.mark.parametrize("audience", ["adult", "minor"])
def test_adults_and_minors_never_take_part_together(audience, cast) -> None:
    """Law: R-MIN-01."""
    grown, young, shift = build.client(cast), minor(cast), outing(cast, audience, hour=14)
    fits, other = (grown, young) if audience == "adult" else (young, grown)
    assert enrol(fits, shift, cast).status == "seated"
    assert code_of(enrol, other, shift, cast) == "audience"
    assert [s.pk for s in services.offered_to(fits)] == [shift.pk]
    assert services.offered_to(other) == []


def test_a_minor_at_the_start_stays_with_minors_after_the_birthday(cast) -> None:
    """Law: R-MIN-03."""
    client = build.client(cast, born_on=date(2008, 2, 1), is_minor_track=True, officer=cast.officer)
    assert client.age == 18
    assert code_of(enrol, client, outing(cast), cast) == "audience"


def test_nobody_in_register_takes_a_place_meant_for_volunteers(cast) -> None:
    assert code_of(enrol, build.client(cast), make.shift(cast), cast) == "audience"


@pytest.mark.parametrize(
    ("columns", "code"),
    [({"allowed_mask": 0}, "hours"), ({"status": "ended"}, "not_active"),
     ({"must_stay_in_county": True, "county_code": "990102"}, "county")],
)  # fmt: skip
def test_what_binds_the_person_binds_the_activity(columns, code, cast) -> None:
    client = build.client(cast)
    shift = outing(cast)
    Client.objects.filter(pk=client.pk).update(**columns)
    assert code_of(enrol, client, shift, cast) == code
    assert not ClientSeat.objects.exists()


def test_the_officer_says_that_it_suits_the_person(cast) -> None:
    """Law: R-CC-21."""
    assert code_of(enrol, build.client(cast), outing(cast), cast, is_fit=False) == "fit"


def test_one_person_is_at_one_activity_or_meeting_at_a_time(cast) -> None:
    request = build.request_in("accepted", cast, kind="volunteer")
    shift = outing(cast)
    session = build.sessions.book_session(
        request, by=request.helper, key="x", starts_at=shift.starts_at, ends_at=shift.ends_at, where="司法所"
    )
    assert code_of(enrol, request.client, shift, cast) == "client_clash"
    build.sessions.record_not_held(session, by=request.helper, reason="改期")
    enrol(request.client, shift, cast)
    assert code_of(enrol, request.client, outing(cast, hour=11), cast) == "overlap"
    book = {"by": request.helper, "key": "y", "starts_at": shift.starts_at, "ends_at": shift.ends_at, "where": "司法所"}
    assert code_of(build.sessions.book_session, request, **book) == "client_clash"


def test_who_may_enrol(cast) -> None:
    client, shift = build.client(cast), outing(cast)
    for other in (cast.outsider, cast.county_manager, cast.city_manager, cast.ngo_admin, cast.auditor):
        assert code_of(services.enrol, client, shift, by=other, is_fit=True) == "may:enrol_client"
    sealed = minor(cast)
    assert code_of(services.enrol, sealed, shift, by=cast.colleague, is_fit=True) == "may:enrol_client"


def test_a_freed_place_is_held_for_the_next_until_the_officer_answers(cast, as_of) -> None:
    shift = outing(cast, capacity=1)
    first, second, third = (build.client(cast) for _n in range(3))
    seats = [enrol(client, shift, cast) for client in (first, second, third)]
    assert [s.status for s in seats] == ["seated", "waiting", "waiting"]
    seating.give_seat_back(seats[0], by=cast.officer)
    offered = ClientSeat.objects.get(pk=seats[1].pk)
    assert offered.status == "offered"
    page = sign_in(cast.officer).get("/desk/").content.decode()
    assert "公益活动有名额，等您答复" in page
    as_of(2026, 3, 11, 9, 1)
    assert sweeps.expire_offers() == 1
    assert [ClientSeat.objects.get(pk=s.pk).status for s in seats] == ["cancelled", "waiting", "offered"]
    services.answer(third, ClientSeat.objects.get(pk=seats[2].pk), by=cast.officer, act="take")
    assert ClientSeat.objects.get(pk=seats[2].pk).status == "seated"
    shift.refresh_from_db()
    assert shift.taken == 1


def test_a_declined_place_goes_on_and_the_skipped_keep_their_turn(cast) -> None:
    shift = outing(cast, capacity=1)
    first, second, third = (build.client(cast) for _n in range(3))
    seats = [enrol(client, shift, cast) for client in (first, second, third)]
    enrol(second, outing(cast), cast)  # elsewhere at that time by now
    seating.give_seat_back(seats[0], by=cast.officer)
    assert [ClientSeat.objects.get(pk=s.pk).status for s in seats] == ["cancelled", "waiting", "offered"]
    event = AuditEvent.objects.get(action="client_seat.skipped")
    assert (event.thing_id, event.detail["why"]) == (str(seats[1].pk), ["overlap"])
    services.answer(third, ClientSeat.objects.get(pk=seats[2].pk), by=cast.officer, act="decline")
    shift.refresh_from_db()
    assert shift.taken == 0


def test_the_end_of_a_file_gives_its_places_back(cast) -> None:
    """Law: R-CC-11."""
    client, shift = build.client(cast), outing(cast)
    seat = enrol(client, shift, cast)
    end_client(client, by=None, reason="released")
    assert ClientSeat.objects.get(pk=seat.pk).status == "cancelled"
    shift.refresh_from_db()
    assert shift.taken == 0


def test_who_came_is_noted_once_it_has_begun(cast, as_of) -> None:
    shift = outing(cast)
    seats = [enrol(build.client(cast), shift, cast) for _n in range(2)]
    rows = list(ClientSeat.objects.select_related("shift").filter(pk__in=[s.pk for s in seats]))
    assert code_of(seating.mark_client_seats, rows, by=cast.officer, came=True) == "too_early"
    as_of(2026, 3, 13, 9, 30)
    assert seating.mark_client_seats(rows[:1], by=cast.officer, came=True) == 1
    assert seating.mark_client_seats(rows[1:], by=cast.officer, came=False) == 1
    assert [ClientSeat.objects.get(pk=r.pk).status for r in rows] == ["attended", "missed"]


def test_the_page_enrols_in_two_steps_and_shows_what_follows(cast) -> None:
    client, shift, browser = build.client(cast), outing(cast), sign_in(cast.officer)
    page = f"/help/clients/{client.code}/activities/"
    assert "公园植树" in browser.get(page).content.decode()
    refused = browser.post(page, {"act": "enrol", "shift": shift.pk})
    assert "勾选以后才能继续" in refused.content.decode()
    assert browser.post(page, {"act": "enrol", "shift": shift.pk, "is_fit": "on"}).status_code == 302
    assert "已报名" in browser.get(page).content.decode()
    seat = ClientSeat.objects.get()
    assert browser.post(page, {"act": "leave", "seat": seat.pk}).status_code == 302
    assert ClientSeat.objects.get().status == "cancelled"
    assert sign_in(cast.outsider).get(page).status_code == 404
    assert browser.post(page, {"act": "leave", "seat": 999}).status_code == 404
    assert shift.starts_at - clock.now() == timedelta(days=3)
