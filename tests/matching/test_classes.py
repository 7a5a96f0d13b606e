"""Courses for people in register: enrolled by the officer, known by a code, adults and minors never together."""

from datetime import date

import pytest

from kit.errors import Refused
from matching.classes import services
from matching.models import Client
from matching.outcomes.services import end_client
from tests import build
from tests.cast import sign_in
from tests.training import classroom as make
from tests.volunteers import activity
from training.courses import services as courses
from training.models import Diploma, Enrolment, Session
from volunteers.activities import services as activities


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def lesson(cast, **columns) -> Session:
    of = make.course(cast, audience="client", gives="", validity_months=0, title="电工技能班", credit_minutes=180)
    return make.session(cast, of, **columns)


def enrol(client, session, cast, **words) -> Enrolment:
    return services.enrol(client, session, by=client.officer or cast.officer, **{"is_agreed": True, **words})


def code_of(act, *args, **words) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **words)
    return refusal.value.code


def test_a_person_is_known_to_the_course_by_the_code_alone(cast) -> None:
    client, session = build.client(cast), lesson(cast)
    row = enrol(client, session, cast)
    assert (row.ref, row.status, row.learner_id) == (client.code, "enrolled", None)
    page = sign_in(cast.officer).get(f"/training/sessions/{session.pk}/").content.decode()
    assert client.code in page
    assert client.full_name not in page


def test_adults_and_minors_are_offered_their_own_sessions(cast) -> None:
    """Law: R-MIN-01."""
    young = build.client(cast, name="金铃子", born_on=date(2009, 12, 21), officer=cast.officer)
    grown, for_adults, for_minors = build.client(cast), lesson(cast), lesson(cast, people="minor", hour=14)
    assert [s.pk for s in services.offered_to(grown)] == [for_adults.pk]
    assert [s.pk for s in services.offered_to(young)] == [for_minors.pk]
    assert code_of(enrol, young, for_adults, cast) == "people"


@pytest.mark.parametrize(
    ("columns", "code"), [({"must_stay_in_county": True}, "county"), ({"allowed_mask": 0}, "hours")]
)
def test_what_binds_the_person_binds_the_course(columns, code, cast) -> None:
    client, session = build.client(cast), lesson(cast)
    Client.objects.filter(pk=client.pk).update(**columns)
    Session.objects.filter(pk=session.pk).update(county_code="990102")
    session.refresh_from_db()
    assert code_of(enrol, client, session, cast) == code


def test_the_officer_says_that_the_person_wants_it(cast) -> None:
    assert code_of(enrol, build.client(cast), lesson(cast), cast, is_agreed=False) == "agreed"


def test_one_person_is_at_one_thing_at_a_time(cast) -> None:
    client = build.client(cast)
    outing = activity.shift(cast, audience="adult", hour=9)
    activities.seat_client(outing, ref=client.code, audience="adult", office=cast.office, by=cast.officer)
    assert code_of(enrol, client, lesson(cast, hour=10), cast) == "client_clash"
    later = lesson(cast, hour=14)
    enrol(client, later, cast)
    assert courses.is_enrolled(client.code, later.starts_at, later.ends_at)
    assert code_of(enrol, client, lesson(cast, hour=15), cast) == "overlap"


def test_another_office_enrols_nobody(cast) -> None:
    client, session = build.client(cast), lesson(cast)
    for by in (cast.outsider, cast.county_manager, cast.ngo_admin):
        assert code_of(services.enrol, client, session, by=by, is_agreed=True) == "may:enrol_client"


def test_the_end_of_a_file_gives_its_places_back(cast) -> None:
    client, session = build.client(cast), lesson(cast, capacity=1)
    row, other = enrol(client, session, cast), enrol(build.client(cast), session, cast)
    assert other.status == "waiting"
    end_client(client, by=cast.officer, reason="released")
    assert (make.state(row), make.state(other)) == ("cancelled", "offered")


def test_attendance_gives_a_certificate_with_the_code(cast, as_of) -> None:
    client, session = build.client(cast), lesson(cast)
    row = enrol(client, session, cast)
    as_of(2026, 3, 13, 20)
    courses.enter_minutes(row, by=cast.officer, minutes=150)
    assert Diploma.objects.get().ref == client.code


def test_the_page_enrols_answers_and_shows_what_followed(cast) -> None:
    client, session, browser = build.client(cast), lesson(cast, capacity=1), sign_in(cast.officer)
    url = f"/help/clients/{client.code}/classes/"
    assert "电工技能班" in browser.get(url).content.decode()
    assert "勾选以后才能继续" in browser.post(url, {"act": "enrol", "session": session.pk}).content.decode()
    browser.post(url, {"act": "enrol", "session": session.pk, "is_agreed": "on"})
    row = Enrolment.objects.get()
    assert row.status == "enrolled"
    browser.post(url, {"act": "leave", "row": row.pk})
    assert make.state(row) == "cancelled"
    assert sign_in(cast.outsider).get(url).status_code == 404
