"""Quizzes of the demo city: the exam of the induction, passed and failed, and a weekly quiz of the officers."""

from __future__ import annotations

import random
from typing import Any

from accounts.models import User
from kit import clock
from matching.demo.cast import DONGXI
from matching.demo.courses import INDUCTION, county_officers
from matching.demo.learning import take
from matching.demo.stage import City
from messaging import queue
from training.courses import services as courses
from training.learning import services as learning
from training.quizzes import services as quizzes
from volunteers import queries as volunteers

WEEKS, SITTING = 3, 10
WEEKLY = "保密和法律每周一测"


def rounds(city: City) -> None:
    dice = random.Random(city.rng.random())  # noqa: S311 - dice for a story, not for a secret
    course = courses.course_that_gives("induction")
    if course is not None:
        _exam(city, course.exam, dice)
        _online(city, course.exam, dice)
    _weekly(city, dice)


def _exam(city: City, exam: Any, dice: random.Random) -> None:
    """Of those who heard all of it: one passed at once, one failed and passed, one failed three times."""
    rows = volunteers.visible_to(city.people["孙洁"]).filter(user__enrolments__course__exam=exam)
    once, again, never = [v.user for v in rows.select_related("user").order_by("pk").distinct()[:3]]
    for who, days, right in (
        (once, 2, 22), (again, 2, 18), (again, 4, 21), (never, 2, 12), (never, 4, 15), (never, 6, 17),
    ):  # fmt: skip
        with city.at(INDUCTION - days, 20):
            _sit(who, exam, right, dice)


def _online(city: City, exam: Any, dice: random.Random) -> None:
    """Somebody new took all the lessons at home, one an evening, and passed the exam: a certificate without a room."""
    heard = volunteers.visible_to(city.people["孙洁"]).filter(user__enrolments__isnull=True, user__isnull=False)
    who = heard.exclude(status="active").select_related("user").order_by("pk").first().user
    [programme] = learning.programmes(who.pk)[:1]
    for n, lesson in enumerate(programme.lessons):
        take(city, who, learning.lesson_page(lesson.key), 24 - n, finish=True)
    with city.at(15, 20):
        _sit(who, exam, 23, dice)


def _weekly(city: City, dice: random.Random) -> None:
    """Every Monday five questions for the officers of 东溪区; the round of this morning is open."""
    by = city.people["孙洁"]
    with city.at(7 * WEEKS + 1, 9):
        parts = [
            quizzes.Part(4, topic_id=topic, kind="single") for topic in quizzes.topic_ids("law", "confidentiality")
        ]
        quiz = quizzes.draft_blueprint(
            by=by, parts=[*parts], title=WEEKLY, title_en="Weekly quiz on secrecy and law", audience="staff",
            minutes=10, pass_mark=75, resits=2, cool_down_days=0,
        )  # fmt: skip
        quizzes.open_blueprint(quiz, by=by)
    officers = county_officers(city)[: SITTING + 1]
    for week in range(WEEKS, -1, -1):
        with city.at(7 * week, 7):
            _open(city, quiz, by, is_first=week == WEEKS)
            queue.run_due()
        if week:
            with city.at(7 * week, 17):
                for n, who in enumerate(officers[:-1]):  # the last one never sits it
                    _sit(who, quiz, min(8, 5 + (n + week) % 4), dice)


def _open(city: City, quiz: Any, by: User, *, is_first: bool) -> None:
    if not is_first:
        quizzes.open_rounds()
        return
    quizzes.start_series(
        quiz, by=by, title=WEEKLY, cadence="weekly", starts_on=clock.today(), county_code=DONGXI,
        ends_on=clock.today().replace(month=12, day=31), open_days=3,
    )  # fmt: skip


def _sit(who: User, quiz: Any, right: int, dice: random.Random) -> Any:
    """So many right, and which ones the dice say; the same seed tells the same quiz."""
    attempt = quizzes.begin(quiz, by=who, seed=dice.getrandbits(60))
    items = list(attempt.items.select_related("version__question").order_by("number"))
    known = {item.number for item in dice.sample(items, right)}
    answers = {
        item.number: quizzes.Answer(tuple(item.version.right_keys) if item.number in known else (_wrong(item, dice),))
        for item in items
    }
    return quizzes.hand_in(attempt, by=who, answers=answers)


def _wrong(item: Any, dice: random.Random) -> str:
    return dice.choice([option["key"] for option in item.version.options if not option["right"]])
