"""The last places cannot be given twice: two hundred answers at once, in real processes, on a real database."""

import pytest

from tests.matching import race
from tests.racing import City

# One city for both, so both on one worker.
pytestmark = [pytest.mark.race, pytest.mark.xdist_group("race")]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("race"), "tests.matching.race")
    try:
        yield city.build()
    finally:
        city.drop()


STANDING = (
    "[Place.objects.exclude(name='对照').get().taken, AssistanceRequest.objects.filter(status='accepted').count(),"
    " AssistanceRequest.objects.filter(status='offered').count(), Offer.objects.filter(status='accepted').count(),"
    " Offer.objects.filter(status='sent').count()]"
)


def test_of_two_hundred_answers_for_ten_places_exactly_ten_are_accepted(city, record_testsuite_property) -> None:
    found, seconds = city.race("accept")
    rest = race.OFFERS - race.PLACES
    assert found == {"accepted": race.PLACES, "place_full": rest}
    # The others are as they were: each can still be declined, or runs out by itself.
    assert city.ask("matching.models", STANDING) == [race.PLACES, race.PLACES, rest, race.PLACES, rest]
    record_testsuite_property("answers_a_second", round(race.OFFERS / seconds, 1))


@pytest.mark.slow
def test_looking_first_and_saving_then_gives_more_places_than_there_are(city) -> None:
    found, _seconds = city.race("naive")
    assert found["accepted"] > race.PLACES, found
