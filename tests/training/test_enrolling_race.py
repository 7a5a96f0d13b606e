"""Three hundred people at thirty places of a session at once: thirty get one, the others wait in order."""

import pytest

from tests.racing import City
from tests.training import race

# One city for all of them, so all on one worker.
pytestmark = [pytest.mark.race, pytest.mark.xdist_group("enrolling_race")]
MODELS = "training.models"
REST = race.PEOPLE - race.PLACES
# Places taken, seated, waiting, and whether the list stands as people came.
EACH = (
    "[[s.taken, s.enrolments.filter(status='enrolled').count(), s.enrolments.filter(status='waiting').count(),"
    " list(s.enrolments.filter(status='waiting').order_by('-priority', 'queued_at', 'pk').values_list('pk', flat=True))"
    " == list(s.enrolments.filter(status='waiting').order_by('pk').values_list('pk', flat=True))]"
    f" for s in Session.objects.filter(course__title='{race.ENROL}')]"
)
# Of the session where people came and went: taken, capacity, who holds a place, who could have one and has none.
STANDING = (
    "[[s.taken, s.capacity, s.enrolments.filter(status__in=('enrolled', 'offered')).count(),"
    " s.enrolments.filter(status='waiting').count() if s.taken < s.capacity and not s.is_held else 0]"
    f" for s in Session.objects.filter(course__title='{race.CHURN}')]"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("enrolments"), "tests.training.race")
    try:
        yield city.build()
    finally:
        city.drop()


def test_of_three_hundred_at_once_exactly_thirty_are_seated_and_the_rest_wait_in_order(
    city, record_testsuite_property
) -> None:
    found, seconds = city.race("enrol")
    assert found == {"enrolled": race.PLACES, "waiting": REST}
    assert city.ask(MODELS, EACH) == [[race.PLACES, race.PLACES, REST, True]]
    record_testsuite_property("enrolments_a_second", round(race.PEOPLE / seconds, 1))


@pytest.mark.slow
def test_looking_first_and_saving_then_lets_in_more_than_there_are(city) -> None:
    found, _seconds = city.race("naive")
    assert found["enrolled"] > race.PLACES, found


@pytest.mark.slow
def test_however_people_come_and_go_no_place_is_given_twice_and_none_lies_idle(city) -> None:
    found, _seconds = city.race("churn")
    assert found == {"done": race.COMING_AND_GOING}
    done = city.start("settle")
    assert done.wait(timeout=300) == 0, done.said()[1][-3000:]
    [[taken, capacity, holding, idle]] = city.ask(MODELS, STANDING)
    assert taken == holding <= capacity
    assert idle == 0, "a place is free while somebody waits who was never asked"
