"""Two hundred people at ten places at once: ten get one, the others wait in order; and one person is in one place."""

import os

import pytest

from tests.racing import City
from tests.volunteers import race

# One city for all of them, so all on one worker.
pytestmark = [pytest.mark.race, pytest.mark.xdist_group("signup_race")]
MODELS = "volunteers.models"
REST = race.PEOPLE - race.PLACES
# Of each of the first `n` shifts: places taken, confirmed, waiting, and whether the list stands as people came.
EACH = (
    "[[s.taken, s.signups.filter(status='confirmed').count(), s.signups.filter(status='waiting').count(),"
    " list(s.signups.filter(status='waiting').order_by('-priority', 'queued_at', 'pk').values_list('pk', flat=True))"
    " == list(s.signups.filter(status='waiting').order_by('pk').values_list('pk', flat=True))]"
    " for s in Shift.objects.filter(signups__isnull=False, capacity=10)"
    ".exclude(posting__title__in=('对照', '进进出出')).distinct().order_by('pk')]"
)
# Of the shift where people came and went: taken, capacity, who holds a place, who could have one and has none.
STANDING = (
    "[[s.taken, s.capacity, s.signups.filter(status__in=('confirmed', 'offered')).count(),"
    " s.signups.filter(status='waiting').count() if s.taken < s.capacity and not s.is_held else 0]"
    " for s in Shift.objects.filter(posting__title='进进出出')]"
)
TWICE = (
    "[sum(1 for v in Volunteer.objects.all() if v.signups.filter(status='confirmed',"
    " shift__posting__title__startswith='重叠').count() > 1)]"
)


BOTH = (
    "[sum(1 for v in Volunteer.objects.all() if v.user.enrolments.filter(status='enrolled').exists()"
    " and v.signups.filter(status='confirmed', shift__posting__title='同时有培训').exists())]"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("signups"), "tests.volunteers.race")
    try:
        yield city.build()
    finally:
        city.drop()


def test_of_two_hundred_at_once_exactly_ten_get_a_place_and_the_rest_wait_in_order(
    city, record_testsuite_property
) -> None:
    found, seconds = city.race("join", city.folder, 1)
    assert found == {"confirmed": race.PLACES, "waiting": REST}
    assert city.ask(MODELS, EACH) == [[race.PLACES, race.PLACES, REST, True]]
    record_testsuite_property("joins_a_second", round(race.PEOPLE / seconds, 1))


@pytest.mark.slow
def test_looking_first_and_saving_then_lets_in_more_than_there_are(city) -> None:
    found, _seconds = city.race("naive", city.folder, 0)
    assert found["confirmed"] > race.PLACES, found


@pytest.mark.slow
def test_however_people_come_and_go_no_place_is_given_twice_and_none_lies_idle(city) -> None:
    found, _seconds = city.race("churn", city.folder, 0)
    assert found == {"done": race.COMING_AND_GOING}
    done = city.start("settle")
    assert done.wait(timeout=300) == 0, done.said()[1][-3000:]
    [[taken, capacity, holding, idle]] = city.ask(MODELS, STANDING)
    assert taken == holding <= capacity
    assert idle == 0, "a place is free while somebody waits who was never asked"


def test_one_person_who_takes_two_overlapping_shifts_at_once_gets_one(city) -> None:
    found, _seconds = city.race("join", city.folder, 0)
    assert set(found) == {"confirmed", "overlap"}, found
    assert city.ask(MODELS, TWICE) == [0]


@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="SQLite writes one after another: nothing can race")
def test_one_person_who_takes_a_shift_and_a_session_at_once_gets_one(city) -> None:
    found, _seconds = city.race("learn", city.folder, 0)
    assert set(found) <= {"confirmed", "learning", "enrolled", "overlap"}, found
    assert found["confirmed"] + found["enrolled"] > 0
    assert city.ask(MODELS, BOTH) == [0]


@pytest.mark.slow
def test_a_hundred_times_over_not_one_shift_is_overfull(city) -> None:
    found, _seconds = city.race("join", city.folder, race.RUNS, timeout=3600)
    assert set(found) == {"confirmed", "waiting"}, found
    assert city.ask(MODELS, EACH) == [[race.PLACES, race.PLACES, REST, True]] * race.RUNS


@pytest.mark.slow
def test_without_holding_the_person_somebody_is_in_two_places(city) -> None:
    """The control, last of all: it leaves rows that may not be."""
    city.ask(MODELS, "Signup.objects.filter(shift__posting__title__startswith='重叠').delete()[0]")
    found, _seconds = city.race("careless", city.folder, 0)
    assert not [word for word in found if word.startswith("fault")], found
    assert city.ask(MODELS, TWICE)[0] > 0
