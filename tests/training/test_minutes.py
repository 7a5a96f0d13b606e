"""Attendance in minutes: the code at the door, the trainer's word, repeats added up, and what comes of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.training import classroom as make
from tests.training import lessons, quiz
from tests.training.classroom import state
from training import queries as training
from training.courses import arithmetic, attendance, diplomas, planning, services, standing, sweeps
from training.courses.arithmetic import Attended
from training.models import Attempt, CoursePage, Credential, Diploma, Enrolment, Session, SessionPresence, Trainer
from volunteers import queries as volunteers


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def heard(cast, as_of):
    """A volunteer who was there for these minutes in a session of the course on a day of March."""

    def attend(who, of, on: int, minutes: int, *, hours: float = 4, part: int = 0):
        days = on - clock.today().day
        session = make.session(cast, of, days=days, hours=hours, part=part)
        row = services.enrol(session, by=who)
        as_of(2026, 3, on, 20)
        services.enter_minutes(row, by=cast.officer, minutes=minutes)
        return Enrolment.objects.get(pk=row.pk)

    return attend


# --- arithmetic ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rows", "online", "total"),
    [
        ([(0, 240, 240), (0, 140, 240)], 0, 380),
        ([(0, 240, 240), (0, 140, 240), (0, 20, 240)], 0, 400),
        ([(1, 240, 240), (1, 240, 240)], 0, 240),  # the first half twice is not the whole
        ([(1, 240, 240), (2, 140, 240), (2, 20, 240)], 0, 400),
        ([(1, 120, 240), (1, 150, 240)], 60, 300),
        ([(0, 300, 240)], 0, 240),  # never more than the session was worth
        ([(0, 240, 240), (0, 240, 240), (0, 240, 240)], 0, 480),
    ],
)
def test_minutes_add_up_over_sessions_and_a_part_counts_once(rows, online, total) -> None:
    assert arithmetic.counted([Attended(*row) for row in rows], online, 480) == total


@pytest.mark.parametrize(
    ("minutes", "percent", "enough", "missing"),
    [(380, "79.2", False, 4), (383, "79.8", False, 1), (384, "80.0", True, 0), (400, "83.3", True, 0)],
)
def test_the_share_is_shown_to_a_tenth_and_judged_exactly(minutes, percent, enough, missing) -> None:
    assert arithmetic.percent(minutes, 480) == Decimal(percent)
    assert arithmetic.is_enough(minutes, 480, 80) is enough
    assert arithmetic.still_needed(minutes, 480, 80) == missing


# --- the door ------------------------------------------------------------------------------------------------------
def test_minutes_are_counted_from_coming_to_going_inside_the_session(cast, as_of) -> None:
    who, session = make.learner(cast), make.session(cast, hours=3, break_minutes=10)
    row = services.enrol(session, by=who)
    as_of(2026, 3, 13, 8, 40)
    services.check_in(row, by=who, step=1)
    as_of(2026, 3, 13, 11, 30)
    services.check_out(row, by=who, step=2)
    row.refresh_from_db()
    assert (row.status, row.minutes) == ("attended", 150)  # from nine, when it began
    as_of(2026, 3, 13, 11, 40)
    services.check_in(row, by=who, step=3)
    as_of(2026, 3, 13, 12, 30)
    services.check_out(row, by=who, step=4)
    row.refresh_from_db()
    assert row.minutes == 170  # 150 + 20, and never more than the session without its break


@pytest.mark.parametrize(("at", "code"), [((13, 7, 30), "early"), ((13, 12, 5), "late"), ((13, 13, 30), "closed")])
def test_the_door_is_open_at_its_hours_only(cast, as_of, at, code) -> None:
    who = make.learner(cast)
    row = services.enrol(make.session(cast), by=who)
    as_of(2026, 3, *at)
    with pytest.raises(Refused) as refusal:
        services.check_in(row, by=who, step=1)
    assert refusal.value.code == code


def test_one_code_lets_one_person_in_once(cast, as_of) -> None:
    who = make.learner(cast)
    row = services.enrol(make.session(cast), by=who)
    as_of(2026, 3, 13, 9)
    services.check_in(row, by=who, step=1)
    services.check_out(row, by=who, step=1)
    with pytest.raises(Refused) as refusal:
        services.check_in(row, by=who, step=1)
    assert refusal.value.code == "used"
    with pytest.raises(Refused):
        services.check_in(row, by=make.learner(cast), step=2)


def test_the_fifth_wrong_code_is_the_last_for_a_while(cast, as_of) -> None:
    who, session = make.learner(cast), make.session(cast)
    as_of(2026, 3, 13, 9)
    codes = []
    for _n in range(6):
        with pytest.raises(Refused) as refusal:
            attendance.code_step(session, "x" * 20, by=who)
        codes.append(refusal.value.code)
    assert codes == ["wrong_code"] * 5 + ["too_many"]


def test_who_never_checked_out_counts_nothing_until_the_trainer_says_so(cast, as_of) -> None:
    who = make.learner(cast)
    session = make.session(cast)
    row = services.enrol(session, by=who)
    absent = services.enrol(session, by=make.learner(cast))
    as_of(2026, 3, 13, 9)
    sweeps.begin_sessions()
    services.check_in(row, by=who, step=1)
    as_of(2026, 3, 13, 13, 1)
    assert sweeps.finish_sessions() == 1
    row.refresh_from_db()
    assert (row.minutes, row.flag, state(absent)) == (0, "no_out", "missed")
    assert Session.objects.get(pk=session.pk).status == "done"
    assert Message.objects.filter(to=cast.officer, kind="session_no_out").count() == 1
    services.enter_minutes(row, by=cast.officer, minutes=170, reason="一直坐到最后")
    row.refresh_from_db()
    assert (row.minutes, row.flag) == (170, "")
    assert sweeps.finish_sessions() == 0


# --- the trainer's word --------------------------------------------------------------------------------------------
def test_the_trainer_says_how_long_and_mends_it_with_a_reason(cast, as_of) -> None:
    who, session = make.learner(cast), make.session(cast)
    row = services.enrol(session, by=who)
    as_of(2026, 3, 13, 20)
    first = services.enter_minutes(row, by=cast.officer, minutes=120)
    assert services.enter_minutes(row, by=cast.officer, minutes=120) is None
    with pytest.raises(Refused) as refusal:
        services.enter_minutes(row, by=cast.officer, minutes=130)
    assert refusal.value.code == "reason"
    services.enter_minutes(row, by=cast.officer, minutes=0, reason="认错了人")
    row.refresh_from_db()
    assert (row.status, row.minutes) == ("missed", 0)
    assert SessionPresence.objects.get(replaces=first).reason == "认错了人"
    assert AuditEvent.objects.filter(action="session_presence.note").count() == 2


def test_a_trainer_with_an_account_records_the_own_session_and_no_other(cast, as_of) -> None:
    teacher, who = make.learner(cast, "罗律师"), make.learner(cast)
    trainer = Trainer(name="罗律师", kind="other", organisation="律师协会", topics="法律", county_code="990103")
    trainer.user = teacher
    planning.keep_trainer(trainer, by=cast.county_manager)
    of = make.course(cast)
    taught, other = make.session(cast, of, trainers=[trainer]), make.session(cast, of, hour=14)
    row, elsewhere = services.enrol(taught, by=who), services.enrol(other, by=who)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=teacher, minutes=100)
    with pytest.raises(Refused):
        services.enter_minutes(elsewhere, by=teacher, minutes=100)


@pytest.mark.parametrize(("minutes", "code"), [(-1, "minutes"), (181, "minutes")])
def test_nobody_was_there_longer_than_the_session(cast, as_of, minutes, code) -> None:
    row = services.enrol(make.session(cast), by=make.learner(cast))
    with pytest.raises(Refused) as refusal:
        services.enter_minutes(row, by=cast.officer, minutes=60)
    assert refusal.value.code == "early"
    as_of(2026, 3, 13, 20)
    with pytest.raises(Refused) as refusal:
        services.enter_minutes(row, by=cast.officer, minutes=minutes)
    assert refusal.value.code == code
    as_of(2026, 4, 20)
    with pytest.raises(Refused) as refusal:
        services.enter_minutes(row, by=cast.officer, minutes=60)
    assert refusal.value.code == "too_late"


def test_nobody_records_for_themselves(cast, as_of) -> None:
    of = make.course(cast, audience="staff", gives="", validity_months=0)
    row = services.enrol(make.session(cast, of), by=cast.officer)
    as_of(2026, 3, 13, 20)
    with pytest.raises(Refused) as refusal:
        services.enter_minutes(row, by=cast.officer, minutes=60)
    assert refusal.value.code == "oneself"


@pytest.mark.db
def test_the_database_lets_no_row_of_presence_be_changed(cast, as_of) -> None:
    row = services.enrol(make.session(cast), by=make.learner(cast))
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=cast.officer, minutes=60)
    for act in ("UPDATE training_sessionpresence SET minutes = 180", "DELETE FROM training_sessionpresence"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


# --- G1 ------------------------------------------------------------------------------------------------------------
def test_380_of_480_minutes_are_not_enough_and_20_more_are(cast, heard) -> None:
    """G1 as far as attendance goes: 79.2 % refused, one repeat of 20 minutes makes 83.3 %."""
    who, of = cast.volunteer, make.course(cast)
    helper = build.volunteer(cast, ready=False)
    helper.__class__.objects.filter(pk=helper.pk).update(is_identity_verified=True)
    build.credential(cast, who, "undertaking")
    assert "induction" in volunteers.missing([helper.pk], clock.today())[helper.pk]
    heard(who, of, 11, 240, part=1)
    heard(who, of, 12, 140, part=2)
    found = standing.standing(of, who.pk)
    assert (found.minutes, found.percent, found.has_passed) == (380, Decimal("79.2"), False)
    assert not Diploma.objects.exists()
    assert volunteers.standing(helper, clock.today()) == "training"
    heard(who, of, 16, 20, part=2)
    diploma = Diploma.objects.get()
    assert (diploma.minutes, diploma.passed_on) == (400, date(2026, 3, 16))
    assert training.holds_credential(who, "induction", clock.today())
    assert volunteers.missing([helper.pk], clock.today())[helper.pk] == []
    assert volunteers.standing(helper, clock.today()) == "active"
    assert Message.objects.filter(to=who, kind="diploma_issued").count() == 1
    assert standing.standing(of, who.pk).minutes == 0  # the next round begins


def test_what_the_trainer_mends_later_passes_too_and_only_once(cast, heard, as_of) -> None:
    who, of = make.learner(cast), make.course(cast, credit_minutes=240)
    row = heard(who, of, 11, 100)
    services.enter_minutes(row, by=cast.officer, minutes=200, reason="迟到的记错了")
    assert Diploma.objects.count() == 1
    services.enter_minutes(row, by=cast.officer, minutes=210, reason="再核对")
    assert Diploma.objects.count() == 1


# --- certificates --------------------------------------------------------------------------------------------------
def refresher(cast):
    return make.course(cast, title="年度复训", gives="refresher", validity_months=0, credit_minutes=180)


def test_renewal_in_the_window_follows_on_the_old_end(cast, heard) -> None:
    who, of = make.learner(cast), refresher(cast)
    build.credential(cast, who, "refresher", days=20)
    old = Credential.objects.get(holder=who)
    heard(who, of, 12, 170, hours=3)
    new = Credential.objects.filter(holder=who).latest("pk")
    assert new.valid_from == old.valid_to + timedelta(days=1)
    assert (new.valid_to.year, new.valid_to.month, new.valid_to.day) == (2027, 3, 30)
    assert Diploma.objects.get().credential_id == new.pk


def test_before_the_window_it_counts_from_the_day_it_was_passed(cast, heard) -> None:
    who, of = make.learner(cast), refresher(cast)
    build.credential(cast, who, "refresher", days=100)
    heard(who, of, 12, 170, hours=3)
    new = Credential.objects.filter(holder=who).latest("pk")
    assert (new.valid_from, new.valid_to) == (date(2026, 3, 12), date(2027, 3, 12))


def test_the_next_year_takes_new_minutes(cast, heard) -> None:
    who, of = make.learner(cast), refresher(cast)
    heard(who, of, 11, 170, hours=3)
    heard(who, of, 12, 60, hours=3)
    assert Diploma.objects.count() == 1
    heard(who, of, 13, 90, hours=3)
    assert Diploma.objects.count() == 2


def test_a_void_certificate_takes_its_credentials_along(cast, heard) -> None:
    who, of = make.learner(cast), make.course(cast, credit_minutes=240)
    heard(who, of, 11, 240)
    diploma = Diploma.objects.get()
    assert training.holds_credential(who, "refresher", clock.today())
    with pytest.raises(Refused):
        diplomas.void_diploma(diploma, by=cast.other_county_manager, reason_text="x")
    diplomas.void_diploma(diploma, by=cast.county_manager, reason_text="冒名参加")
    assert Diploma.objects.get().status == "void"
    assert not training.holds_credential(who, "induction", clock.today())
    assert not training.holds_credential(who, "refresher", clock.today())


def test_a_client_gets_a_certificate_by_code_and_no_credential(cast, as_of) -> None:
    of = make.course(cast, audience="client", gives="", validity_months=0, credit_minutes=180)
    session = make.session(cast, of)
    row = services.enrol_client(session, ref="C-AAAA1111", track="adult", office=cast.office, by=cast.officer)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=cast.officer, minutes=150)
    diploma = Diploma.objects.get()
    assert (diploma.ref, diploma.learner_id, diploma.holder_name) == ("C-AAAA1111", None, None)
    assert not Credential.objects.exists()


def test_nothing_is_left_behind_when_the_last_step_fails(cast, as_of, monkeypatch) -> None:
    row = services.enrol(make.session(cast, make.course(cast, credit_minutes=180)), by=make.learner(cast))
    as_of(2026, 3, 13, 20)
    monkeypatch.setattr("training.courses.diplomas.born", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.enter_minutes(row, by=cast.officer, minutes=180)
    assert not SessionPresence.objects.exists()
    assert not Credential.objects.exists()
    assert state(row) == "enrolled"


def test_one_learner_in_many_courses_stands_as_in_each_alone(cast, as_of) -> None:
    """Repeats after a certificate, an exam, lessons and a course never begun: read together they say the same."""
    who = make.learner(cast)
    lessons.ready()
    page = CoursePage.objects.get(slug="induction", locale__language_code="zh-hans")
    paper = quiz.quiz(cast)
    of = [
        make.course(cast, title="短", credit_minutes=100),
        make.course(cast, title="考", exam=paper, credit_minutes=240),
        make.course(cast, title="网", mode="online"),
        make.course(cast, title="无"),
    ]
    CoursePage.objects.filter(translation_key=page.translation_key).update(course=of[2])
    rows = [
        services.enrol(make.session(cast, course, days=1, hour=8 + 3 * k), by=who) for k, course in enumerate(of[:2])
    ]
    lessons.take(lessons.page("law"), who)
    as_of(2026, 3, 12, 9)
    for row in rows:
        services.enter_minutes(row, by=cast.officer, minutes=100)
    later = services.enrol(make.session(cast, of[0], days=1), by=who)
    quiz.sat(cast, quiz.quiz(cast, parts=[quiz.Part(5, kind="single")]), by=who)  # no case that waits for a person
    Attempt.objects.update(blueprint=paper)
    as_of(2026, 3, 14, 9)
    services.enter_minutes(later, by=cast.officer, minutes=60)
    together = standing.standings_of(who.pk, of)
    assert together == {course.pk: standing.standing(course, who.pk) for course in of}
    assert [together[course.pk].minutes for course in of[:2]] == [60, 100]
    assert together[of[1].pk].exam_passed and together[of[2].pk].minutes > 0
