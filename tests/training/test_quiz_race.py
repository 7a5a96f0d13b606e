"""One person in eight tabs at once: begun eight times there is one attempt, handed in eight times it counts once."""

import pytest

from tests.racing import PROCESSES, City
from tests.training import quiz_race as race

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("quiz_race")]
MODELS = "training.models"
TABS = PROCESSES * race.THREADS
# Of the attempts at one quiz: how many, of how many people, handed in and graded how often.
STANDING = (
    "[Attempt.objects.filter(blueprint__title='{0}').count(),"
    " Attempt.objects.filter(blueprint__title='{0}').values('learner').distinct().count(),"
    " *(__import__('audit.models').models.Move.objects.filter(machine='attempt', verb=verb, thing_id__in="
    "Attempt.objects.filter(blueprint__title='{0}').values('pk')).count() for verb in ('begin', 'hand_in', 'grade'))]"
)
# Attempts whose score is not that of the answers that stand with them.
MIXED = (
    "[a.pk for a in Attempt.objects.filter(status='graded')"
    " if a.points != sum(i.points for i in a.items.all())"
    " or any((set(i.chosen) == set(i.version.right_keys)) != (i.points == 10) for i in a.items.all())]"
)
# Whether the sums that were added up meanwhile are those that are counted now, and there are some.
SUMS = (
    "(lambda kept: bool(kept) and __import__('training.quizzes.sums').quizzes.sums.rebuild() == len(kept)"
    " and kept == list(VersionSums.objects.order_by('pk').values()))(list(VersionSums.objects.order_by('pk').values()))"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("quizzes"), "tests.training.quiz_race")
    try:
        yield city.build()
    finally:
        city.drop()


def test_begun_in_eight_tabs_at_once_there_is_one_attempt_each(city) -> None:
    found, _seconds = city.race("begin")
    assert found == {"running": race.PEOPLE * TABS}
    assert city.ask(MODELS, STANDING.format("开始")) == [race.PEOPLE, race.PEOPLE, race.PEOPLE, 0, 0]


@pytest.mark.slow
def test_handed_in_from_eight_tabs_at_once_it_counts_once_and_whole(city) -> None:
    found, _seconds = city.race("hand_in")
    assert found == {"graded": race.PEOPLE * TABS}
    assert city.ask(MODELS, STANDING.format("交卷")) == [race.PEOPLE] * 5
    assert city.ask(MODELS, MIXED) == []
    assert city.ask(MODELS, SUMS)


@pytest.mark.slow
def test_without_holding_the_person_only_the_database_keeps_the_second_out(city) -> None:
    found, _seconds = city.race("careless")
    assert found["kept out"] > 0, found
    assert city.ask(MODELS, STANDING.format("对照"))[:2] == [race.PEOPLE, race.PEOPLE]
