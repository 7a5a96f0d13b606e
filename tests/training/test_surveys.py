"""Surveys: who came is asked once, answers once and may change it, and nobody can tell whose answer is whose."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests.training import classroom as make
from tests.training import judged
from tests.training.judged import LAST, SCORES, answered, asked, invitations
from training.courses import services as courses
from training.models import Enrolment, SurveyAnswer, SurveyInvitation
from training.surveys import desk_hooks, results, services


@pytest.fixture(autouse=True)
def after(as_of) -> None:
    as_of(2026, 3, 14, 9)


def code_of(act, *args, **words) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **words)
    return refusal.value.code


def text(response) -> str:
    return response.content.decode()


# --- who is asked --------------------------------------------------------------------------------------------------
def test_everybody_who_came_is_asked_once_and_nobody_else(cast) -> None:
    session = judged.held(cast, 3)
    absent = Enrolment.objects.filter(session=session).order_by("pk").first()
    courses.enter_minutes(absent, by=cast.officer, minutes=0, reason="没有来")
    assert services.invite() == 2
    assert services.invite() == 0
    assert {m.to_id for m in Message.objects.filter(kind=services.TOLD)} == {
        one.learner_id for one in invitations(session)
    }
    assert absent.learner_id not in {one.learner_id for one in invitations(session)}
    assert {one.closes_on for one in invitations(session)} == {LAST}


def test_whose_attendance_is_entered_days_later_is_asked_then(cast, as_of) -> None:
    session = judged.asked(cast, 2)
    row = Enrolment.objects.filter(session=session).order_by("pk").first()
    SurveyInvitation.objects.filter(learner=row.learner).delete()
    courses.enter_minutes(row, by=cast.officer, minutes=0, reason="核对")
    assert services.invite() == 0
    as_of(2026, 3, 20)
    courses.enter_minutes(row, by=cast.officer, minutes=60, reason="核对")
    assert services.invite() == 1


def test_nobody_is_asked_when_it_is_too_late_to_answer(cast, as_of) -> None:
    judged.held(cast, 2)
    as_of(2026, 3, 28)
    assert services.invite() == 0


def test_a_session_that_goes_on_asks_nobody(cast) -> None:
    session = make.session(cast, days=0, hour=10)
    row = courses.enrol(session, by=make.learner(cast))
    with clock.frozen(clock.at(clock.today(), 12)):
        courses.enter_minutes(row, by=cast.officer, minutes=60)
        assert services.invite() == 0


# --- answering -----------------------------------------------------------------------------------------------------
def test_an_answer_may_be_changed_until_the_last_day(cast, as_of) -> None:
    one = invitations(asked(cast))[0]
    services.answer_survey(one, by=one.learner, comment="太快", **SCORES)
    as_of(LAST.year, LAST.month, LAST.day, 23)
    services.answer_survey(one, by=one.learner, comment="刚好", next_topic="心理", **{**SCORES, "fits": 1})
    row = SurveyAnswer.objects.get()
    assert (row.fits, row.comment, row.next_topic) == (1, "刚好", "心理")
    with clock.frozen(clock.at(LAST + timedelta(days=1), 0)):
        assert code_of(services.answer_survey, one, by=one.learner, **SCORES) == "closed"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"fits": 0}, "scores"), ({"trainer": 6}, "scores"), ({"comment": "长" * 501}, "long"),
        ({"next_topic": "长" * 201}, "long"), ({"comment": "找我 154 0000 0001"}, "number"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(cast, said, code) -> None:
    one = invitations(asked(cast))[0]
    assert code_of(services.answer_survey, one, by=one.learner, **{**SCORES, **said}) == code
    assert not SurveyAnswer.objects.exists()


def test_nobody_answers_for_somebody_else(cast) -> None:
    first, second, _third = invitations(asked(cast))
    for by in (second.learner, cast.officer, cast.outsider):
        assert code_of(services.answer_survey, first, by=by, **SCORES) == "may:answer_survey"


@pytest.mark.parametrize(("first", "second", "left"), [(True, True, 2), (True, False, 1), (False, True, 2)])
def test_one_person_with_two_accounts_answers_once(cast, first, second, left) -> None:
    """`first` is the account that goes, `second` the one that stays; the score tells whose answer is left."""
    session = asked(cast, 2)
    old, new = invitations(session)
    for one, said, answers in ((old, 1, first), (new, 2, second)):
        if answers:
            services.answer_survey(one, by=one.learner, **{**SCORES, "fits": said})
    services.hand_over(old.learner, new.learner)
    assert [answer.fits for answer in SurveyAnswer.objects.all()] == [left]
    new.refresh_from_db()
    assert (new.has_answered, new.answer.fits) == (True, left)


def test_what_one_account_was_asked_goes_to_the_other(cast) -> None:
    one, other = invitations(asked(cast, 1))[0], make.learner(cast)
    assert services.hand_over(one.learner, other) == 1
    services.answer_survey(invitations(one.session)[0], by=other, **SCORES)


# --- whose it is ---------------------------------------------------------------------------------------------------
def test_when_the_survey_is_closed_the_tie_is_cut_and_not_before(cast, as_of) -> None:
    session = answered(cast, 5)
    assert services.cut_ties() == 0
    as_of(LAST.year, LAST.month, LAST.day, 23)
    assert services.cut_ties() == 0
    as_of(2026, 3, 28, 1)
    assert services.cut_ties() == 5
    assert not SurveyInvitation.objects.exclude(answer=None).exists()
    assert SurveyInvitation.objects.filter(session=session, has_answered=True).count() == 5


def test_an_answer_holds_neither_learner_nor_time_and_the_log_tells_nothing_of_it(cast) -> None:
    session = asked(cast, 1)
    before = AuditEvent.objects.count()
    one = invitations(session)[0]
    services.answer_survey(one, by=one.learner, **SCORES)
    columns = {f.name for f in SurveyAnswer._meta.get_fields() if f.concrete}
    assert columns == {"id", "session", *SCORES, "comment", "next_topic"}
    assert AuditEvent.objects.count() == before


# --- what is shown -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
def test_results_are_shown_from_five_answers_on(cast, browse, as_of, n, shown) -> None:
    session = answered(cast, n, came=6)
    url = reverse("training:survey_results", args=[session.pk])
    as_of(2026, 3, 28)
    page = text(browse(cast.officer).get(url))
    assert ("意见1" in page) is shown
    assert ("4.0" in page) is shown
    assert bool(results.means_of([session.pk])) is shown
    assert ("少于 5 人时" in page) is not shown


def test_while_the_survey_is_open_nothing_is_shown(cast, browse) -> None:
    """Whoever looked before and after the sixth answer would know what it says."""
    session = answered(cast, 5)
    page = text(browse(cast.officer).get(reverse("training:survey_results", args=[session.pk])))
    assert "意见1" not in page
    assert "还在填写" in page
    assert results.means_of([session.pk]) == {}


def test_means_are_worked_out_to_one_decimal_half_up(cast) -> None:
    assert results.mean(21, 5) == Decimal("4.2")
    assert results.mean(17, 4) == Decimal("4.3")  # 4.25
    assert results.mean(0, 0) is None


def test_no_name_of_who_answered_stands_on_the_page(cast, browse, as_of) -> None:
    session = answered(cast, 5)
    as_of(2026, 3, 28)
    page = text(browse(cast.officer).get(reverse("training:survey_results", args=[session.pk])))
    assert not [one for one in invitations(session) if one.learner.display_name in page]
    shown = [page.index(f"意见{k}") for k in range(5)]
    by_key = [a.comment for a in SurveyAnswer.objects.order_by("pk")]
    assert [f"意见{k}" for k in sorted(range(5), key=shown.__getitem__)] == by_key


def test_the_trainer_and_the_planner_see_results_and_nobody_else(cast, browse, as_of) -> None:
    teacher = make.learner(cast, "罗律师")
    session = answered(cast, 5, trainers=[judged.teacher(cast, teacher)])
    learner = invitations(session)[0].learner
    as_of(2026, 3, 28)
    url = reverse("training:survey_results", args=[session.pk])
    for who in (teacher, cast.officer, cast.county_manager):
        assert "意见1" in text(browse(who).get(url))
    for who in (learner, cast.outsider, cast.auditor, cast.other_county_manager):
        assert browse(who).get(url).status_code == 404, who


# --- the screens ---------------------------------------------------------------------------------------------------
def test_the_learner_is_led_from_the_desk_to_the_survey_and_back(cast, browse) -> None:
    session = asked(cast, [cast.colleague], of=make.course(cast, audience="staff", gives="", validity_months=0))
    browser, url = browse(cast.colleague), reverse("training:survey", args=[session.pk])
    assert url in text(browser.get(reverse("desk:home")))
    assert url in text(browser.get(reverse("training:catalogue")))
    page = text(browser.get(url))
    assert "第二天连接切断" in page
    assert browser.post(url, {"fits": 5}).status_code == 409
    answer = browser.post(url, {**SCORES, "comment": "实用"})
    assert answer["Location"] == reverse("training:session", args=[session.pk])
    assert "实用" in text(browser.get(url))
    assert "修改评价" in text(browser.get(answer["Location"]))
    assert not list(desk_hooks.surveys_to_answer(cast.colleague, clock.now()))


def test_after_the_last_day_the_page_says_that_nothing_ties_the_answer_to_anybody(cast, browse, as_of) -> None:
    session = asked(cast, 1)
    one = invitations(session)[0]
    services.answer_survey(one, by=one.learner, comment="实用", **SCORES)
    as_of(2026, 3, 28)
    services.cut_ties()
    browser, url = browse(one.learner), reverse("training:survey", args=[session.pk])
    page = text(browser.get(url))
    assert "已经没有连接" in page
    assert "实用" not in page
    assert browser.post(url, SCORES).status_code == 409


def test_who_was_not_asked_finds_no_survey(cast, browse) -> None:
    session = asked(cast, 1)
    for who in (cast.outsider, cast.officer, make.learner(cast)):
        assert browse(who).get(reverse("training:survey", args=[session.pk])).status_code == 404


@pytest.mark.parametrize("n", [5, 40])
def test_results_take_the_same_few_questions_however_many_answered(
    cast, browse, as_of, django_assert_max_num_queries, n
) -> None:
    session = answered(cast, n, capacity=60)
    as_of(2026, 3, 28)
    browser, url = browse(cast.officer), reverse("training:survey_results", args=[session.pk])
    browser.get(url)
    with django_assert_max_num_queries(12):  # of which the frame of an officer's page takes nine
        assert browser.get(url).status_code == 200
