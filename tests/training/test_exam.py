"""The exam of a course: sat once attendance is complete, and the pass that brings the certificate (G1)."""

from decimal import Decimal

import pytest

from kit import clock
from kit.errors import Refused
from tests import build
from tests.training import classroom as make
from tests.training import quiz
from training import queries as training
from training.courses import exams, planning, services, sitting, standing
from training.models import Course, Diploma
from training.quizzes import services as quizzes
from training.quizzes.services import Answer
from volunteers import queries as volunteers
from volunteers.models import Volunteer


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def exam(cast, n: int = 10, **columns):
    return quiz.quiz(cast, n, audience="course", title="岗前培训考试", **columns)


def course_with_exam(cast, **columns) -> Course:
    return make.course(cast, exam=exam(cast), **columns)


def attend(cast, as_of, who, of, on: int, minutes: int, *, part: int = 0) -> None:
    session = make.session(cast, of, days=on - clock.today().day, hours=4, part=part)
    row = services.enrol(session, by=who)
    as_of(2026, 3, on, 20)
    services.enter_minutes(row, by=cast.officer, minutes=minutes)


def sit(cast, blueprint, who, right: int):
    attempt = quizzes.begin(blueprint, by=who)
    return quizzes.hand_in(attempt, by=who, answers=quiz.answers(attempt, right))


def test_nobody_sits_the_exam_before_attendance_is_complete(cast, as_of) -> None:
    of, who = course_with_exam(cast), cast.volunteer
    attend(cast, as_of, who, of, 11, 240, part=1)
    attend(cast, as_of, who, of, 12, 140, part=2)
    assert sitting.quizzes_of(who) == []
    with pytest.raises(Refused) as refusal:
        quizzes.begin(of.exam, by=who)
    assert refusal.value.code == "course"
    assert "79.2%" in str(refusal.value.reasons[0])
    attend(cast, as_of, who, of, 13, 20, part=2)
    assert sitting.quizzes_of(who) == [of.exam_id]
    assert quizzes.begin(of.exam, by=who).status == "running"
    assert not Diploma.objects.exists()


def test_an_exam_of_no_course_that_teaches_now_is_sat_by_nobody(cast) -> None:
    for blueprint in (exam(cast), course_with_exam(cast, is_open=False).exam):
        with pytest.raises(Refused) as refusal:
            quizzes.begin(blueprint, by=cast.volunteer)
        assert refusal.value.code == "course"


def test_g1_from_380_minutes_to_an_open_door(cast, as_of) -> None:
    """380 of 480 refused, 20 more pass attendance, 79 fails, 80 passes: able to help, by the house alone."""
    blueprint = exam_of_79(cast)
    of, who = make.course(cast, exam=blueprint), cast.volunteer
    helper = build.volunteer(cast, ready=False)
    Volunteer.objects.filter(pk=helper.pk).update(is_identity_verified=True)
    build.credential(cast, who, "undertaking")
    attend(cast, as_of, who, of, 11, 240, part=1)
    attend(cast, as_of, who, of, 12, 140, part=2)
    assert standing.standing(of, who.pk).percent == Decimal("79.2")
    with pytest.raises(Refused):
        quizzes.begin(blueprint, by=who)
    attend(cast, as_of, who, of, 13, 20, part=2)
    assert standing.standing(of, who.pk).percent == Decimal("83.3")
    assert marked(cast, who, blueprint, singles=7, case=9).score_pct == 79
    assert exams.best(of, [who.pk], since={})[who.pk] == exams.Score(Decimal(79), False)
    assert "induction" in volunteers.missing([helper.pk], clock.today())[helper.pk]
    as_of(2026, 3, 16, 9)
    assert marked(cast, who, blueprint, singles=7, case=10).score_pct == 80
    diploma = Diploma.objects.get()
    assert (diploma.minutes, diploma.score) == (400, 80)
    assert training.holds_credential(who, "induction", clock.today())
    assert volunteers.missing([helper.pk], clock.today())[helper.pk] == []
    assert volunteers.standing(helper, clock.today()) == "active"


def exam_of_79(cast):
    """Nine questions with one answer and a case, ten points each: 79 is seven right and a case of nine."""
    quiz.bank(9)
    quiz.bank(1, "case", topic="cases")
    parts = [quiz.Part(9, kind="single"), quiz.Part(1, kind="case")]
    return quiz.quiz(cast, parts=parts, audience="course", title="岗前培训考试")


def marked(cast, who, blueprint, *, singles: int, case: int):
    attempt = quizzes.begin(blueprint, by=who)
    given, right = {}, 0
    for item in attempt.items.select_related("version__question").order_by("number"):
        if item.version.question.kind == "case":
            given[item.number] = Answer(text="先听她说，再报告司法所。")
            continue
        wrong = next(o["key"] for o in item.version.options if not o["right"])
        given[item.number] = Answer(tuple(item.version.right_keys) if right < singles else (wrong,))
        right += 1
    attempt = quizzes.hand_in(attempt, by=who, answers=given)
    item = attempt.items.get(version__question__kind="case")
    return quizzes.mark_case(item, by=cast.city_manager, points=case)


def test_a_pass_before_attendance_counts_when_attendance_is_complete(cast, as_of) -> None:
    """The planner corrects the minutes downwards after the exam was passed, and upwards again."""
    of, who = course_with_exam(cast, credit_minutes=240), cast.volunteer
    attend(cast, as_of, who, of, 11, 200)
    attempt = quizzes.begin(of.exam, by=who)
    row = services.enrol(make.session(cast, of, days=2, hours=4), by=who)
    first = who.enrolments.exclude(pk=row.pk).get()
    services.enter_minutes(first, by=cast.officer, minutes=100, reason="抄错了")
    assert quizzes.hand_in(attempt, by=who, answers=quiz.answers(attempt)).passed
    assert not Diploma.objects.exists()
    services.enter_minutes(first, by=cast.officer, minutes=200, reason="核对过录像")
    assert Diploma.objects.get().score == 100


def test_the_exam_stands_fast_once_somebody_has_a_certificate(cast, as_of) -> None:
    of, who = course_with_exam(cast, credit_minutes=240), cast.volunteer
    attend(cast, as_of, who, of, 11, 240)
    sit(cast, of.exam, who, right=10)
    assert Diploma.objects.count() == 1
    with pytest.raises(Refused) as refusal:
        planning.edit_course(of, by=cast.county_manager, exam=None)
    assert refusal.value.code == "results"
