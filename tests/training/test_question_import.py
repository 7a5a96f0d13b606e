"""Questions as a spreadsheet: looked at first, taken in as questions and versions, taken back; and the loader."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from desk import hooks
from desk.imports import services as imports
from desk.imports.models import ImportBatch
from kit.errors import Refused
from tests.cast import Cast
from tests.training import quiz as make
from training.models import Question, QuestionVersion, Topic
from training.quizzes import bank, services

pytestmark = pytest.mark.django_db
HEADS = [
    "题号",
    "知识点代码",
    "知识点",
    "难度",
    "题型",
    "题目",
    "选项A",
    "选项B",
    "选项C",
    "正确答案",
    "解析",
    "评分标准",
]
GOOD = {
    "题号": "law-900", "知识点代码": "law", "知识点": "法律与边界", "难度": "中等", "题型": "单选",
    "题目": "外出由谁批准？", "选项A": "社区矫正机构", "选项B": "志愿者", "选项C": "居委会", "正确答案": "A",
    "解析": "第27条",
}  # fmt: skip


def upload(cast: Cast, jobs: Any, *rows: dict[str, str], by: Any = None) -> ImportBatch:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS)
    writer.writeheader()
    writer.writerows({**GOOD, **row} for row in rows)
    kind = next(k for k in hooks.import_kinds if k.code == "training.questions")
    batch = imports.upload(kind, out.getvalue().encode(), by=by or cast.city_manager)
    jobs()
    batch.refresh_from_db()
    return batch


def verdicts(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("row_no").values_list("verdict", flat=True))


def test_the_preview_says_what_would_be_and_changes_nothing(cast: Cast, jobs: Any) -> None:
    services.load_bank([make.row("law-1")])
    batch = upload(
        cast, jobs, {}, {"题号": "law-901", "题型": "多选", "正确答案": "AC"},
        {"题号": "law-902", "题型": "判断", "正确答案": "错"}, {"题号": "law-1"},
        {"题号": "law-903", "正确答案": "D"}, {"题号": "LAW-900"}, {"题号": "law-904", "题型": "案例"},
        {"题号": "law-905", "难度": "极难"}, {"题号": "题一"},
    )  # fmt: skip
    assert verdicts(batch) == ["new", "new", "new", "changed", "error", "error", "error", "error", "error"]
    assert Question.objects.count() == 1


def test_confirmed_it_is_in_the_bank_and_can_be_drawn(cast: Cast, jobs: Any) -> None:
    batch = upload(cast, jobs, {}, {"题号": "law-902", "题型": "判断", "正确答案": "错"})
    imports.apply(batch, by=cast.city_manager)
    jobs()
    single, judged = Question.objects.select_related("current").order_by("code")
    assert (single.kind, single.difficulty, str(single.topic)) == ("single", 2, "法律与边界")
    assert single.current.right_keys == ["a"] and single.current.why_zh == "第27条"
    assert [o["zh"] for o in judged.current.options if o["right"]] == ["错"]
    again = upload(cast, jobs, {}, {"题号": "law-902", "题型": "判断", "正确答案": "错"})
    assert verdicts(again) == ["same", "same"]


def test_taken_back_new_ones_go_and_changed_ones_say_again_what_they_said(cast: Cast, jobs: Any) -> None:
    services.load_bank([make.row("law-1")])
    batch = upload(cast, jobs, {}, {"题号": "law-1"})
    imports.apply(batch, by=cast.city_manager)
    jobs()
    assert Question.objects.get(code="law-1").current.text_zh == "外出由谁批准？"
    batch.refresh_from_db()
    imports.undo(batch, by=cast.city_manager)
    jobs()
    old = Question.objects.get(code="law-1")
    assert (old.current.text_zh, old.current.number, old.difficulty) == ("题目law-1", 3, 1)
    assert Question.objects.get(code="law-900").status == "retired"


@pytest.mark.parametrize("who", ["officer", "volunteer", "ngo_admin", "auditor"])
def test_only_those_who_train_import(cast: Cast, jobs: Any, who: str) -> None:
    with pytest.raises(Refused):
        upload(cast, jobs, {}, by=getattr(cast, who))


# --- the loader ----------------------------------------------------------------------------------------------------
def test_the_loader_may_run_again_and_again(cast: Cast) -> None:
    rows = [
        make.row("law-1"),
        make.row("law-2", "multiple"),
        make.row("law-3", "true_false"),
        make.row("law-4", "case"),
    ]
    assert services.load_bank(rows) == bank.Loaded(new=4)
    assert services.load_bank(rows) == bank.Loaded(same=4)
    rows[0] = make.row("law-1", text_zh="改了")
    assert services.load_bank(rows) == bank.Loaded(changed=1, same=3)
    assert QuestionVersion.objects.count() == 5
    assert Topic.objects.get().name_en == "Law and boundaries"


def test_what_was_retired_by_hand_stays_retired(cast: Cast) -> None:
    services.load_bank([make.row("law-1")])
    bank.retire_question(Question.objects.get(), by=cast.city_manager)
    services.load_bank([make.row("law-1", text_zh="改了")])
    assert Question.objects.get().status == "retired"


def test_one_row_that_does_not_fit_leaves_nothing_and_is_named(cast: Cast) -> None:
    with pytest.raises(Refused) as why:
        services.load_bank([make.row("law-1"), make.row("law-2", options=[make.option("独一", True)])])
    assert "law-2" in str(why.value)
    assert Question.objects.count() == 0


@pytest.mark.parametrize("who", ["officer", "volunteer", "auditor", "editor"])
def test_only_those_who_train_write(cast: Cast, who: str) -> None:
    make.bank(1)
    question = Question.objects.get()
    text = {"text_zh": "改", "options": question.current.options}
    for act in (
        lambda by: bank.write_question(by=by, code="x", topic=make.topic(), difficulty=1, kind="single", **text),
        lambda by: bank.change_question(question, by=by, topic=make.topic(), difficulty=1, **text),
        lambda by: bank.retire_question(question, by=by),
        lambda by: bank.restore_question(question, by=by),
        lambda by: bank.name_topic(by=by, code="law", name_zh="改"),
    ):
        with pytest.raises(Refused) as why:
            act(getattr(cast, who))
        assert why.value.code == "may:keep_bank"
