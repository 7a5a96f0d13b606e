"""What somebody who teaches sees: their sessions, what was thought of them, who passed; and planners the same."""

import pytest
from django.urls import reverse

from tests.training import classroom as make
from tests.training import judged, quiz
from training.models import Session, Trainer
from training.teaching import queries

MINE = "training:teaching"


@pytest.fixture(autouse=True)
def later(as_of) -> None:
    as_of(2026, 3, 28, 9)


def text(response) -> str:
    return response.content.decode()


def test_a_trainer_finds_sessions_scores_and_who_passed(cast, browse) -> None:
    teacher = make.learner(cast, "罗律师")
    trainer, of = judged.teacher(cast, teacher), make.course(cast, credit_minutes=180, title="反诈识别")
    judged.answered(cast, 5, of=of, trainers=[trainer])
    ahead = make.session(cast, make.course(cast, title="边界与保密"), days=0, hour=10, trainers=[trainer])
    make.session(cast, make.course(cast, title="别人的课"), days=2)
    page = text(browse(teacher).get(reverse(MINE)))
    for words in ("反诈识别", "边界与保密", "5.0", "5 / 5 人结业", "100.0"):
        assert words in page, words
    assert "别人的课" not in page
    assert reverse("training:people", args=[ahead.pk]) in page
    assert reverse("training:session_code", args=[ahead.pk]) in page  # the door opens an hour before


def test_fewer_than_five_answers_stay_unseen_here_too(cast, browse) -> None:
    teacher = make.learner(cast, "罗律师")
    trainer = judged.teacher(cast, teacher)
    judged.answered(cast, 4, trainers=[trainer])
    page = text(browse(teacher).get(reverse(MINE)))
    assert "还没有至少 5 人填写" in page
    assert "5.0" not in page


def test_a_session_with_few_answers_is_not_hidden_in_a_total(cast, browse) -> None:
    """Five and three together are eight; with the five known, the three could be worked out."""
    teacher = make.learner(cast, "罗律师")
    trainer = judged.teacher(cast, teacher)
    judged.answered(cast, 5, trainers=[trainer])
    judged.answered(cast, 3, trainers=[trainer], hour=14)
    assert "场次 1，评价 5 份" in text(browse(teacher).get(reverse(MINE)))


def test_of_two_people_no_share_is_told(cast, browse) -> None:
    teacher = make.learner(cast, "罗律师")
    judged.held(cast, 2, of=make.course(cast, credit_minutes=180), trainers=[judged.teacher(cast, teacher)])
    page = text(browse(teacher).get(reverse(MINE)))
    assert "2 / 2 人结业" in page
    assert "100.0" not in page


def test_who_does_not_teach_has_neither_page_nor_line_in_the_menu(cast, browse) -> None:
    teacher, other = make.learner(cast, "罗律师"), make.learner(cast)
    judged.teacher(cast, teacher)
    home = reverse("training:catalogue")
    assert reverse(MINE) in text(browse(teacher).get(home))
    assert reverse(MINE) not in text(browse(other).get(home))
    for who in (other, cast.officer, cast.outsider):
        assert browse(who).get(reverse(MINE)).status_code == 404


def test_a_lecturer_who_is_no_longer_invited_loses_the_page(cast, browse) -> None:
    teacher = make.learner(cast, "罗律师")
    trainer = judged.teacher(cast, teacher)
    assert browse(teacher).get(reverse(MINE)).status_code == 200
    trainer.is_active = False
    trainer.save()
    assert browse(teacher).get(reverse(MINE)).status_code == 404
    assert not queries.teaches(teacher)


def test_planners_of_the_county_see_the_same_and_zhao_qiang_does_not(cast, browse) -> None:
    trainer = judged.teacher(cast, make.learner(cast, "罗律师"))
    judged.answered(cast, 5, trainers=[trainer])
    url = reverse("training:trainer_teaching", args=[trainer.pk])
    pool = reverse("training:trainers")
    for who in (cast.officer, cast.county_manager, cast.city_manager, cast.auditor):
        assert "5.0" in text(browse(who).get(url))
        assert url in text(browse(who).get(pool))
    for who in (cast.outsider, cast.other_county_manager, cast.ngo_admin, trainer.user):
        assert browse(who).get(url).status_code == 404, who
    assert url not in text(browse(cast.outsider).get(pool))
    Trainer.objects.filter(pk=trainer.pk).update(county_code="")
    assert browse(cast.outsider).get(url).status_code == 200  # of the whole city


def test_topics_are_linked_for_who_may_see_how_questions_do(cast, browse) -> None:
    quiz.bank(3, topic="law-topic")
    exam = quiz.quiz(cast, parts=[quiz.Part(3, topic_id=quiz.topic("law-topic").pk)], audience="course")
    teacher = make.learner(cast, "罗律师")
    trainer = judged.teacher(cast, teacher)
    judged.held(cast, 1, of=make.course(cast, exam=exam), trainers=[trainer])
    link = f"{reverse('training:question_analysis')}?topic={quiz.topic('law-topic').pk}"
    assert link not in text(browse(teacher).get(reverse(MINE)))
    page = browse(cast.county_manager).get(reverse("training:trainer_teaching", args=[trainer.pk]))
    assert link in text(page)


@pytest.mark.parametrize("contact", ["luo@example.cn", "154 0000 0077"])
def test_a_manager_gives_a_lecturer_their_account_and_takes_it_back(cast, browse, contact) -> None:
    teacher = make.learner(cast, "罗律师")
    teacher.email = "luo@example.cn"
    teacher.set_phone("+8615400000077")
    teacher.save()
    trainer = judged.teacher(cast)
    manager, url = browse(cast.county_manager), reverse("training:trainer", args=[trainer.pk])
    data = {"name": "罗律师", "kind": "other", "organisation": "律师协会", "topics": "法律", "is_active": "on"}
    assert "没有这个账号" in text(manager.post(url, {**data, "account": "nobody@example.cn"}))
    assert manager.post(url, {**data, "account": contact}).status_code == 302
    trainer.refresh_from_db()
    assert trainer.user == teacher
    shown = manager.get(url).context["form"]["account"].value()
    manager.post(url, {**data, "account": shown})  # saved again as it stands
    trainer.refresh_from_db()
    assert trainer.user == teacher
    manager.post(url, {**data, "account": ""})
    trainer.refresh_from_db()
    assert trainer.user is None


@pytest.mark.parametrize("n", [2, 24])
def test_the_page_asks_the_same_few_questions_however_much_was_taught(
    cast, browse, django_assert_max_num_queries, n
) -> None:
    teacher = make.learner(cast, "罗律师")
    trainer, of = judged.teacher(cast, teacher), make.course(cast)
    judged.answered(cast, 5, of=of, trainers=[trainer])
    for k in range(n):
        row = make.session(cast, of if k % 2 else None, days=1 + k, trainers=[trainer])
        if k % 2:
            Session.objects.filter(pk=row.pk).update(status="done")
    browser = browse(teacher)
    browser.get(reverse(MINE))
    with django_assert_max_num_queries(13):  # of which the frame of the page takes five
        assert browser.get(reverse(MINE)).status_code == 200
