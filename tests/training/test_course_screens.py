"""The screens of courses, as planner, trainer and learner use them: without script, by posting forms."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kit import clock
from messaging import queue
from tests.training import classroom as make
from tests.training import quiz
from tests.training.classroom import state
from training.courses import codes, deciding, planning, services
from training.models import Course, Diploma, Enrolment, Session, Trainer


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def page_of(session) -> str:
    return reverse("training:session", args=[session.pk])


def text(response) -> str:
    return response.content.decode()


# --- the planner ---------------------------------------------------------------------------------------------------
def test_a_manager_makes_a_course_opens_it_and_an_officer_plans_a_session(cast, browse) -> None:
    manager, officer = browse(cast.county_manager), browse(cast.officer)
    unit = cast.county("990103").pk
    data = {
        "organiser": unit, "title": "岗前培训", "about": "八课", "audience": "volunteer", "mode": "centralised",
        "credit_minutes": 480, "presence_percent": 80, "gives": "induction", "validity_months": "",
    }  # fmt: skip
    answer = manager.post(reverse("training:new_course"), data)
    assert "写明有效几个月" in text(answer)
    assert 'value="480"' in text(answer)  # what was typed stays
    answer = manager.post(reverse("training:new_course"), {**data, "validity_months": 60})
    course = Course.objects.get()
    assert answer["Location"] == reverse("training:course", args=[course.number])
    manager.post(reverse("training:course", args=[course.number]), {"act": "open"})
    course.refresh_from_db()
    assert (course.status, course.county_code) == ("open", "990103")
    times = {"day": "2026-03-13", "begins": "09:00", "ends": "12:00", "place": "二楼教室", "capacity": 30}
    answer = officer.post(
        reverse("training:new_session", args=[course.number]),
        {"organiser": cast.office.pk, "people": "adult", **times, "ends": "08:00"},
    )
    assert "结束时间要晚于开始时间" in text(answer)
    officer.post(
        reverse("training:new_session", args=[course.number]),
        {"organiser": cast.office.pk, "people": "adult", **times, "part": 2},
    )
    session = Session.objects.get()
    assert (session.part, session.capacity, session.starts_at) == (2, 30, clock.at(clock.today() + timedelta(3), 9))


def test_an_officer_of_another_county_finds_nothing_of_it(cast, browse) -> None:
    session, stranger = make.session(cast), browse(cast.outsider)
    row = services.enrol(session, by=make.learner(cast))
    number = session.course.number
    for name, args in (
        ("course", [number]), ("results", [number]), ("people", [session.pk]), ("edit_session", [session.pk]),
        ("cancel_session", [session.pk]), ("session_code", [session.pk]), ("session", [session.pk]),
    ):  # fmt: skip
        assert stranger.get(reverse(f"training:{name}", args=args)).status_code == 404, name
    answer = stranger.post(
        reverse("training:people", args=[session.pk]), {"act": "take_out", "row": [row.pk], "reason": "x"}
    )
    assert answer.status_code == 404
    assert number not in text(stranger.get(reverse("training:courses")))
    assert state(row) == "enrolled"


def test_people_are_recorded_called_and_taken_out_by_ticking_them(cast, browse, as_of) -> None:
    session = make.session(cast, capacity=2)
    first, second, third = (services.enrol(session, by=who) for who in make.crowd(cast, 3))
    url, browser = reverse("training:people", args=[session.pk]), browse(cast.officer)
    assert browser.post(url, {"act": "take_out", "row": [first.pk]}).status_code == 409
    browser.post(url, {"act": "take_out", "row": [first.pk], "reason": "单位另有安排"})
    queue.run_due()  # the server does so within the second
    assert (state(first), state(third)) == ("cancelled", "offered")
    services.take_offer(third, by=third.learner)
    as_of(2026, 3, 13, 20)
    assert browser.post(url, {"act": "minutes", "minutes": "", "row": [second.pk]}).status_code == 409
    answer = browser.post(url, {"act": "minutes", "minutes": 170, "row": [second.pk, third.pk]})
    assert answer.status_code == 302
    assert list(Enrolment.objects.filter(minutes=170)) == [second, third]
    answer = browser.post(url, {"act": "minutes", "minutes": 999, "row": [second.pk]})
    assert answer.status_code == 409
    assert "0 到 180" in text(answer)


def test_a_session_is_moved_made_larger_and_cancelled_on_its_pages(cast, browse) -> None:
    session = make.session(cast, capacity=1)
    row, waits = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    browser, people = browse(cast.officer), reverse("training:people", args=[session.pk])
    browser.post(people, {"act": "capacity", "capacity": 2})
    assert state(waits) == "offered"
    answer = browser.post(people, {"act": "capacity", "capacity": 1})
    assert answer.status_code == 409
    edit = {"day": "2026-03-14", "begins": "14:00", "ends": "17:00", "place": "三楼", "people": "adult"}
    assert browser.post(reverse("training:edit_session", args=[session.pk]), edit).status_code == 302
    session.refresh_from_db()
    assert (session.place, session.starts_at) == ("三楼", clock.at(clock.today() + timedelta(4), 14))
    browser.post(people, {"act": "close"})
    browser.post(reverse("training:cancel_session", args=[session.pk]), {"reason": "停电"})
    assert (state(row), state(waits)) == ("cancelled", "cancelled")


def test_the_pool_of_lecturers_is_kept_by_managers(cast, browse) -> None:
    data = {"name": "何老师", "kind": "university", "organisation": "云栖学院", "topics": "沟通", "is_active": "on"}
    assert browse(cast.officer).post(reverse("training:trainers"), data).status_code == 404
    manager = browse(cast.county_manager)
    assert manager.post(reverse("training:trainers"), {**data, "topics": ""}).status_code == 409
    manager.post(reverse("training:trainers"), {**data, "for_prisons": "on"})
    trainer = Trainer.objects.get()
    assert (trainer.county_code, trainer.for_prisons) == ("990103", True)
    assert "何老师" in text(browse(cast.officer).get(reverse("training:trainers") + "?prisons=1"))
    other = browse(cast.other_county_manager)
    assert other.post(reverse("training:trainer", args=[trainer.pk]), data).status_code == 404


# --- the trainer ---------------------------------------------------------------------------------------------------
def test_a_trainer_sees_the_own_session_with_its_code_and_records(cast, browse, as_of) -> None:
    teacher = make.learner(cast, "罗律师")
    trainer = Trainer(name="罗律师", kind="other", organisation="律师协会", topics="法律", county_code="990103")
    trainer.user = teacher
    planning.keep_trainer(trainer, by=cast.county_manager)
    session, other = make.session(cast, trainers=[trainer]), make.session(cast, days=4)
    row, browser = services.enrol(session, by=make.learner(cast)), browse(teacher)
    as_of(2026, 3, 13, 9, 30)
    assert "签到码" in text(browser.get(reverse("training:session_code", args=[session.pk])))
    assert browser.get(reverse("training:people", args=[other.pk])).status_code == 404
    as_of(2026, 3, 13, 20)
    url = reverse("training:people", args=[session.pk])
    assert browser.post(url, {"act": "minutes", "minutes": 60, "row": [row.pk]}).status_code == 302
    assert browser.post(url, {"act": "take_out", "reason": "x", "row": [row.pk]}).status_code == 404


# --- the learner ---------------------------------------------------------------------------------------------------
def test_a_learner_enrols_in_two_taps_and_withdraws(cast, browse) -> None:
    session, who = make.session(cast), make.learner(cast)
    browser = browse(who)
    assert page_of(session) in text(browser.get(reverse("training:catalogue")))
    answer = browser.post(page_of(session), {"act": "enrol"}, follow=True)
    assert "已报名" in text(answer)
    answer = browser.post(page_of(session), {"act": "withdraw"}, follow=True)
    assert "已退出" in text(answer)
    assert Enrolment.objects.get().status == "cancelled"


def test_a_place_that_is_offered_is_answered_on_the_page(cast, browse) -> None:
    session = make.session(cast, capacity=1)
    first, second = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    browser = browse(second.learner)
    assert "候补第 1 位" in text(browser.get(page_of(session)))
    services.withdraw(first, by=first.learner)
    assert "我参加" in text(browser.get(page_of(session)))
    browser.post(page_of(session), {"act": "take"})
    assert state(second) == "enrolled"
    assert browser.post(page_of(session), {"act": "take"}).status_code == 404


def test_what_is_missing_is_said_with_a_link_to_the_session_that_gives_it(cast, browse) -> None:
    gives = make.session(cast, days=5)
    refresher = make.course(cast, title="年度复训", gives="refresher", validity_months=0, requires=["induction"])
    session = make.session(cast, refresher, days=9)
    answer = browse(make.learner(cast)).get(page_of(session))
    assert page_of(gives) in text(answer)
    assert "岗前培训" in text(answer)


def test_coming_and_going_by_scan_and_by_figures(cast, browse, as_of) -> None:
    session, who = make.session(cast, make.course(cast, credit_minutes=180)), make.learner(cast)
    row, browser = services.enrol(session, by=who), browse(who)
    as_of(2026, 3, 13, 9)
    scan = reverse("training:scan", args=[session.pk, codes.face(session).code])
    assert browser.get(scan)["Location"] == page_of(session)
    browser.post(page_of(session), {"act": "door", "way": "in"})
    assert state(row) == "attended"
    as_of(2026, 3, 13, 11, 50)
    answer = browser.post(page_of(session), {"act": "door", "way": "out", "code": "000000"})
    assert answer.status_code == 409
    Enrolment.objects.get(pk=row.pk, minutes=0)
    answer = browser.post(page_of(session), {"act": "door", "way": "out", "code": codes.face(session).digits})
    assert answer.status_code == 302, text(answer)[:2000]
    assert Enrolment.objects.get(pk=row.pk).minutes == 170
    assert Diploma.objects.get().learner == who


def test_the_certificate_is_printed_verified_and_made_void(cast, browse, client, as_of) -> None:
    session, who = make.session(cast, make.course(cast, credit_minutes=180)), make.learner(cast, "李芸儿")
    row = services.enrol(session, by=who)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=cast.officer, minutes=180)
    diploma = Diploma.objects.get()
    mine = reverse("training:diploma", args=[diploma.pk])
    assert diploma.number in text(browse(who).get(reverse("training:diplomas")))
    assert "李芸儿" in text(browse(who).get(mine))
    assert browse(make.learner(cast)).get(mine).status_code == 404
    public = reverse("verify:result", args=[diploma.number, diploma.code])
    answer = text(client.get(public))
    assert "有效" in answer
    assert "李芸儿" not in answer
    assert "李*" in answer
    assert client.get(reverse("verify:result", args=[diploma.number, "AAAAAA"])).status_code == 404
    manager = browse(cast.county_manager)
    assert manager.post(mine, {"reason": ""}).status_code == 409
    manager.post(mine, {"reason": "冒名参加"})
    assert "已作废" in text(client.get(public))


def test_somebody_without_a_course_for_them_finds_no_page(cast, browse) -> None:
    for who in (cast.employer, cast.editor, cast.auditor):
        assert browse(who).get(reverse("training:catalogue")).status_code == 404


# --- lists ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("n", [3, 40])
def test_lists_ask_the_same_few_questions_however_long_they_are(cast, browse, django_assert_max_num_queries, n) -> None:
    of = make.course(cast)
    for k in range(n):
        make.session(cast, of, days=3 + k // 4, hour=8 + 2 * (k % 4), hours=1)
        make.course(cast, title=f"课程{k}")
    who = make.learner(cast)
    services.enrol(Session.objects.order_by("pk").first(), by=who)
    learner, manager = browse(who), browse(cast.county_manager)
    course = reverse("training:course", args=[of.number])
    for browser, url, most in (
        (learner, reverse("training:catalogue"), 10),
        (manager, reverse("training:courses"), 10),  # of which the frame of a page takes four
        (manager, course, 12),
    ):
        browser.get(url)
        with django_assert_max_num_queries(most):
            assert browser.get(url).status_code == 200


@pytest.mark.parametrize("n", [1, 9])
def test_my_certificates_and_what_i_have_begun_take_the_same_few_questions(
    cast, browse, django_assert_max_num_queries, n
) -> None:
    who = make.learner(cast)
    for k in range(n):
        session = make.session(cast, make.course(cast, title=f"课程{k}", exam=quiz.quiz(cast)), days=1 + k)
        services.enrol(session, by=who)
    Enrolment.objects.update(status="attended", minutes=100)
    browser, url = browse(who), reverse("training:diplomas")
    browser.get(url)
    with django_assert_max_num_queries(12):
        page = browser.get(url)
    assert page.content.decode().count("100/480") == n


def test_the_list_shows_my_sessions_even_when_somebody_gave_priority(cast, browse) -> None:
    session = make.session(cast, capacity=1)
    _first, second = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    deciding.give_priority(second, by=cast.officer, priority=1, reason_text="上次被取消")
    assert "候补中" in text(browse(second.learner).get(reverse("training:catalogue")))
