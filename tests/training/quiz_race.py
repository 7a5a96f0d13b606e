"""The processes of the races for attempts: `python -m tests.training.quiz_race build|begin|hand_in|careless|… …`.

Every process acts for the same people in the same order, as a person does in several tabs at once.
"""

import time
from typing import Any

from tests import racing

PEOPLE, THREADS = 40, 2


def build() -> None:
    """Forty people before three open quizzes; of the second, each of them has an attempt that runs."""
    from tests.cast import Cast, person, seat
    from tests.training import quiz as make
    from training.quizzes import services

    cast = Cast()
    people = [seat(person(f"学员{n}"), "VOL") for n in range(PEOPLE)]
    make.quiz(cast, 3, title="开始")
    running = make.quiz(cast, 3, title="交卷")
    make.quiz(cast, 3, title="对照")
    for user in people:
        services.begin(running, by=user)


# --- what is raced -------------------------------------------------------------------------------------------------
def begin(user: Any, k: int) -> str:
    from training.models import Blueprint
    from training.quizzes import services

    return services.begin(Blueprint.objects.get(title="开始"), by=user).status


def hand_in(user: Any, k: int) -> str:
    """Each tab comes with answers of its own: how many are right differs from tab to tab."""
    from kit.errors import Refused
    from tests.training import quiz as make
    from training.models import Attempt
    from training.quizzes import services

    attempt = Attempt.objects.get(learner=user, blueprint__title="交卷")
    try:
        return services.hand_in(attempt, by=user, answers=make.answers(attempt, right=k % 4)).status
    except Refused as why:
        return f"refused {why.code}"


def careless(user: Any, k: int) -> str:
    """The control: look whether one runs, then make one, without holding the person."""
    from django.db import IntegrityError

    from training.models import Attempt, Blueprint
    from training.quizzes import services

    quiz = Blueprint.objects.get(title="对照")
    if Attempt.objects.filter(learner=user, blueprint=quiz).exists():
        return "running"
    time.sleep(0.02)
    user.acting_role = "VOL"
    try:
        return services._start(quiz, None, by=user).status
    except IntegrityError:
        return "kept out"


ACTS = {"begin": begin, "hand_in": hand_in, "careless": careless}


def people() -> list[Any]:
    from accounts.models import User

    return list(User.objects.filter(display_name__startswith="学员").order_by("pk"))


if __name__ == "__main__":
    racing.main(build, ACTS, people, THREADS)
