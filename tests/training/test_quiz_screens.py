"""The screens of quizzes: a learner without script from list to result, a trainer from bank to marks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import Cast, person, seat
from tests.training import quiz as make
from training.models import Attempt, Blueprint, Question, Topic
from training.quizzes import bank, blueprints, marking, queries, services
from training.quizzes.drawing import Part

pytestmark = pytest.mark.django_db
MOST = 12


def text(response: Any) -> str:
    return response.content.decode()


def at(name: str, *args: Any) -> str:
    return reverse(f"training:{name}", args=args)


def sent(browser: Browser, attempt: Attempt, right: bool = True) -> dict[str, Any]:
    """What the long page sends when everything is answered."""
    found: dict[str, Any] = {}
    for number, answer in make.answers(attempt, None if right else 0).items():
        found[f"q{number}-answer"] = answer.text or list(answer.chosen)
    return found


# --- the learner ----------------------------------------------------------------------------------------------------
def test_a_learner_sits_a_quiz_question_by_question(cast: Cast, browse: Any) -> None:
    quiz = make.quiz(cast, 3)
    browser = browse(cast.volunteer)
    assert "岗前培训测验" in text(browser.get(at("quizzes")))
    assert "开始答题" in text(browser.get(at("quiz", quiz.pk)))
    begun = browser.post(at("quiz", quiz.pk), {"idem": "one"})
    attempt = Attempt.objects.get()
    assert begun.url == at("attempt_question", attempt.pk, 1)
    for number, answer in make.answers(attempt).items():
        page = browser.get(at("attempt_question", attempt.pk, number))
        assert f"第 {number} 题，共 3 题" in text(page)
        saved = browser.post(
            at("attempt_question", attempt.pk, number), {f"q{number}-answer": list(answer.chosen), "go": "next"}
        )
        following = at("attempt_question", attempt.pk, number + 1) if number < 3 else at("attempt_hand_in", attempt.pk)
        assert saved.url == following
    assert "每一题都答了" in text(browser.get(at("attempt_hand_in", attempt.pk)))
    handed = browser.post(at("attempt_hand_in", attempt.pk), {"idem": "two"}, follow=True)
    assert "已交卷。" in text(handed)
    for said in ("100", "解析law-single", "正确答案"):
        assert said in text(handed)
    assert ">及格<" in text(browser.get(at("quizzes")))


def test_all_on_one_page_saves_and_goes_to_hand_in(cast: Cast, browse: Any) -> None:
    attempt = services.begin(make.quiz(cast, 4), by=cast.volunteer)
    browser = browse(cast.volunteer)
    assert text(browser.get(at("attempt", attempt.pk))).count("<fieldset") == 4
    kept = browser.post(at("attempt", attempt.pk), {**sent(browser, attempt), "go": "keep"})
    assert kept.url == at("attempt", attempt.pk)
    assert "checked" in text(browser.get(at("attempt", attempt.pk)))
    gone = browser.post(at("attempt", attempt.pk), {**sent(browser, attempt), "go": "check"})
    assert gone.url == at("attempt_hand_in", attempt.pk)


def test_the_button_that_goes_back_keeps_the_answer_too(cast: Cast, browse: Any) -> None:
    attempt = services.begin(make.quiz(cast, 3), by=cast.volunteer)
    right = make.answers(attempt)[2]
    back = browse(cast.volunteer).post(
        at("attempt_question", attempt.pk, 2), {"q2-answer": list(right.chosen), "go": "back"}
    )
    assert back.url == at("attempt_question", attempt.pk, 1)
    assert attempt.items.get(number=2).chosen == list(right.chosen)


def test_the_script_of_the_page_keeps_each_click_and_says_nothing(cast: Cast, browse: Any) -> None:
    attempt = services.begin(make.quiz(cast, 3), by=cast.volunteer)
    right = make.answers(attempt)[1]
    answer = browse(cast.volunteer).post(
        at("attempt_question", attempt.pk, 1), {"q1-answer": list(right.chosen), "go": "quiet"}
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert attempt.items.get(number=1).chosen == list(right.chosen)


def test_an_attempt_goes_on_in_another_browser(cast: Cast, browse: Any) -> None:
    """The browser was closed, the phone is another: what was saved is there, and so is the deadline."""
    quiz = make.quiz(cast, 3)
    first = browse(cast.volunteer)
    first.post(at("quiz", quiz.pk), {"idem": "a"})
    attempt = Attempt.objects.get()
    right = make.answers(attempt)[1]
    first.post(at("attempt_question", attempt.pk, 1), {"q1-answer": list(right.chosen), "go": "next"})
    del first
    again = browse(cast.volunteer)
    assert "继续答题" in text(again.get(at("quizzes")))
    begun = again.post(at("quiz", quiz.pk), {"idem": "b"})
    assert begun.url == at("attempt_question", attempt.pk, 1)
    page = text(again.get(begun.url))
    assert f'value="{right.chosen[0]}"' in page and "checked" in page
    assert Attempt.objects.get().ends_at == attempt.ends_at


@pytest.mark.parametrize("page", ["attempt", "attempt_question", "attempt_hand_in"])
def test_a_page_sent_after_the_deadline_is_refused_and_leads_to_the_result(
    cast: Cast, browse: Any, as_of: Any, page: str
) -> None:
    as_of(2026, 3, 10, 9)
    attempt = services.begin(make.quiz(cast, 3), by=cast.volunteer)
    browser, everything = browse(cast.volunteer), sent(None, attempt)
    as_of(2026, 3, 10, 9, 30)
    args = (attempt.pk, 1) if page == "attempt_question" else (attempt.pk,)
    late = browser.post(at(page, *args), {**everything, "go": "check"}, follow=True)
    assert late.redirect_chain[-1][0] == at("attempt_result", attempt.pk)
    assert "答题时间到了" in text(late)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.score_pct, attempt.timed_out) == ("graded", 0, True)


def test_an_option_that_cannot_be_is_said_and_nothing_is_kept(cast: Cast, browse: Any) -> None:
    attempt = services.begin(make.quiz(cast, 3), by=cast.volunteer)
    answer = browse(cast.volunteer).post(at("attempt_question", attempt.pk, 1), {"q1-answer": "z", "go": "next"})
    assert answer.status_code == 409
    assert "选项和题目对不上" in text(answer)
    assert attempt.items.get(number=1).chosen == []


def test_the_explanations_stay_shut_until_it_is_graded(cast: Cast, browse: Any) -> None:
    make.bank(1, "case")
    attempt = make.sat(cast, make.quiz(cast, parts=[Part(1)]))
    page = text(browse(cast.volunteer).get(at("attempt_result", attempt.pk)))
    assert "由人评阅" in page and "解析law" not in page


def test_a_running_quiz_never_shows_which_option_is_right(cast: Cast, browse: Any) -> None:
    attempt = services.begin(make.quiz(cast, 3), by=cast.volunteer)
    browser = browse(cast.volunteer)
    for page in (at("attempt", attempt.pk), at("attempt_question", attempt.pk, 1), at("attempt_hand_in", attempt.pk)):
        assert "解析" not in text(browser.get(page)) and "正确答案" not in text(browser.get(page))


def test_the_quiz_is_read_in_the_readers_language(cast: Cast, browse: Any) -> None:
    attempt = services.begin(make.quiz(cast, 3, title_en="Induction quiz"), by=cast.volunteer)
    browser = browse(cast.volunteer)
    browser.cookies["lang"] = "en"
    page = text(browser.get(at("attempt", attempt.pk)))
    assert "Question law-single" in page and "Induction quiz" in page and "题目law" not in page


def test_zhao_qiang_sees_nothing_of_another_persons_attempt(cast: Cast, browse: Any) -> None:
    attempt = make.sat(cast, make.quiz(cast, 3))
    browser = browse(cast.outsider)
    for page in (at("attempt", attempt.pk), at("attempt_question", attempt.pk, 1), at("attempt_result", attempt.pk)):
        assert browser.get(page).status_code == 404
    for page in ("questions", "blueprints", "to_mark", "series_list", "question_analysis"):
        assert browser.get(at(page)).status_code == 404


def test_the_list_takes_the_same_queries_however_long_it_is(
    cast: Cast, browse: Any, django_assert_max_num_queries: Any
) -> None:
    browser = browse(cast.volunteer)
    for n in (1, 18):
        for i in range(n):
            make.sat(cast, make.quiz(cast, 2, title=f"测验 {n}-{i}"), right=1)
        with django_assert_max_num_queries(MOST):
            assert "测验" in text(browser.get(at("quizzes")))


# --- the trainer ---------------------------------------------------------------------------------------------------
def form_of(**more: Any) -> dict[str, Any]:
    return {
        "code": "law-900", "kind": "single", "topic": make.topic().pk, "difficulty": 2, "text_zh": "谁可以批准外出？",
        "zh_1": "社区矫正机构", "right_1": "on", "zh_2": "志愿者", "zh_3": "居委会", "why_zh": "第27条", **more,
    }  # fmt: skip


def test_a_trainer_writes_changes_and_retires_a_question(cast: Cast, browse: Any) -> None:
    make.bank(2)
    browser = browse(cast.county_manager)
    made = browser.post(at("new_question"), {**form_of(), "idem": "1"})
    assert made.url == at("question", "law-900")
    page = text(browser.get(made.url))
    assert "谁可以批准外出" in page and "第 1 版" in page
    browser.post(at("edit_question", "law-900"), {**form_of(text_zh="外出由谁批准？"), "idem": "2"})
    question = Question.objects.get(code="law-900")
    assert [v.text_zh for v in question.versions.order_by("number")] == ["谁可以批准外出？", "外出由谁批准？"]
    browser.post(at("question", "law-900"), {"act": "retire", "idem": "3"})
    question.refresh_from_db()
    assert question.status == "retired"
    assert all(c.code != "law-900" for c in queries.pool())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"right_2": "on"}, "单选题有且只有一个正确选项"), ({"zh_2": "社区矫正机构"}, "有两个选项一样"),
        ({"kind": "multiple"}, "多选题至少两个正确"), ({"kind": "true_false"}, "判断题有两个选项"),
        ({"kind": "case"}, "案例题要写评分标准"), ({"text_zh": ""}, "这一项要填写"),
        ({"code": "law-single-0"}, "题号已经有了"),
    ],
)  # fmt: skip
def test_a_question_that_does_not_fit_its_kind_is_refused_and_stays_typed(
    cast: Cast, browse: Any, change: dict[str, str], said: str
) -> None:
    make.bank(2)
    answer = browse(cast.city_manager).post(at("new_question"), {**form_of(), **change})
    assert answer.status_code == 409
    assert said in text(answer) and "第27条" in text(answer)
    assert Question.objects.count() == 2


def test_a_trainer_drafts_opens_and_closes_a_quiz(cast: Cast, browse: Any) -> None:
    make.bank(5)
    browser = browse(cast.city_manager)
    columns = {
        "title": "保密测验", "audience": "everybody", "minutes": 20, "pass_mark": 80, "resits": 1, "cool_down_days": 1,
        "topic_1": make.topic().pk, "n_1": 6, "idem": "1",
    }  # fmt: skip
    made = browser.post(at("new_blueprint"), columns)
    quiz = Blueprint.objects.get()
    assert made.url == at("blueprint", quiz.pk)
    page = text(browser.get(made.url))
    assert "题库里只有 5 道可用" in page and ">开放<" not in page
    assert browser.post(at("blueprint", quiz.pk), {"act": "open"}).status_code == 409
    browser.post(at("edit_blueprint", quiz.pk), {**columns, "n_1": 5, "idem": "2"})
    browser.post(at("blueprint", quiz.pk), {"act": "open", "idem": "3"})
    quiz.refresh_from_db()
    assert (quiz.status, quiz.parts.get().n) == ("open", 5)
    assert browser.post(at("edit_blueprint", quiz.pk), {**columns, "idem": "4"}).status_code == 409
    browser.post(at("blueprint", quiz.pk), {"act": "close", "idem": "5"})
    quiz.refresh_from_db()
    assert quiz.status == "closed"


def test_cases_are_marked_one_after_the_other_without_a_name(cast: Cast, browse: Any) -> None:
    make.bank(1, "case")
    quiz = make.quiz(cast, parts=[Part(1)])
    make.sat(cast, quiz), make.sat(cast, quiz, by=cast.social_worker)
    browser = browse(cast.county_manager)
    first, second = marking.to_mark(cast.county_manager)
    page = text(browser.get(at("mark", first.pk)))
    assert "先听她说" in page and "说到保密 5 分" in page and "王芳" not in page
    wrong = browser.post(at("mark", first.pk), {"points": 11})
    assert wrong.status_code == 409
    done = browser.post(at("mark", first.pk), {"points": 8, "comment": "好", "idem": "1"})
    assert done.url == at("mark", second.pk)
    assert browser.post(at("mark", second.pk), {"points": 3, "idem": "2"}).url == at("to_mark")
    assert sorted(Attempt.objects.values_list("score_pct", flat=True)) == [30, 80]


def test_the_bank_takes_the_same_queries_however_long_it_is(
    cast: Cast, browse: Any, django_assert_max_num_queries: Any
) -> None:
    browser = browse(cast.city_manager)
    make.sat(cast, make.quiz(cast, 2), right=1)
    for n in (3, 60):
        make.bank(n)
        for page in ("questions", "question_analysis", "blueprints", "to_mark", "series_list", "topics"):
            with django_assert_max_num_queries(MOST):
                assert browser.get(at(page)).status_code == 200


def test_the_bank_is_narrowed_by_what_is_asked(cast: Cast, browse: Any) -> None:
    make.bank(2), make.bank(1, "case", topic="minors")
    browser = browse(cast.auditor)
    assert "题目law" in text(browser.get(at("questions")))
    narrowed = text(browser.get(at("questions") + f"?topic={Topic.objects.get(code='minors').pk}"))
    assert "题目minors" in narrowed and "题目law" not in narrowed
    assert "没有符合条件的试题" in text(browser.get(at("questions") + "?difficulty=3"))
    assert "新写一题" not in narrowed


def test_a_topic_gets_its_names(cast: Cast, browse: Any) -> None:
    make.bank(1)
    browser = browse(cast.city_manager)
    browser.post(at("topics"), {"code": "law", "name_zh": "法律", "name_en": "Law", "idem": "1"})
    assert make.topic().name_zh == "法律"
    assert "法律" in text(browser.get(at("topics")))


def test_an_employer_and_an_editor_have_no_quizzes(cast: Cast, browse: Any) -> None:
    make.quiz(cast)
    for who in (cast.employer, cast.editor, cast.system_admin):
        assert browse(who).get(at("quizzes")).status_code == 404


def test_a_deputy_of_nobody_is_no_trainer(cast: Cast, browse: Any) -> None:
    """The control: rights come from seats alone."""
    nobody = seat(person("路人"), "RES", cast.yunjin)
    assert browse(nobody).get(at("questions")).status_code == 404


def test_opening_says_what_the_bank_lacks(cast: Cast) -> None:
    make.bank(3)
    made = blueprints.draft_blueprint(by=cast.city_manager, parts=[Part(4)], title="太大")
    assert "要 4 道题" in blueprints.lacking(made)
    services.load_bank([make.row("law-x")])
    assert blueprints.lacking(made) == ""
    bank.retire_question(Question.objects.get(code="law-x"), by=cast.city_manager)
    assert blueprints.lacking(made)
