"""Questions as a spreadsheet: looked at row by row, then written into the bank or kept as a new version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from desk.imports import rows
from desk.imports.kinds import Column, Done, ImportKind, Row, Verdict, changed, error, fault, new, same
from desk.imports.models import ImportRow
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.quizzes import bank
from training.quizzes.models import Question

CODE, TOPIC, TOPIC_ZH, LEVEL, KIND, TEXT, TEXT_EN, RIGHT = (
    "题号", "知识点代码", "知识点", "难度", "题型", "题目", "英文题目", "正确答案",
)  # fmt: skip
WHY, WHY_EN, RUBRIC, RUBRIC_EN = "解析", "英文解析", "评分标准", "英文评分标准"
LETTERS = "ABCDEF"
KINDS = {"单选": "single", "多选": "multiple", "判断": "true_false", "案例": "case"}
KINDS |= {word: word for word in KINDS.values()}
LEVELS = {"容易": 1, "易": 1, "easy": 1, "中等": 2, "中": 2, "medium": 2, "较难": 3, "难": 3, "hard": 3}
LEVELS |= {"1": 1, "2": 2, "3": 3}
TRUE, FALSE = ("对", "True"), ("错", "False")
YES, NO = frozenset("对√✓正是tT"), frozenset("错×✗误否fF")


class QuestionTable(ImportKind):
    code = "training.questions"
    label = gettext_lazy("试题")
    hint = gettext_lazy("一题一行；题号已有的，内容不同就存为新版本")
    columns = (
        Column(CODE, required=True, example="law-101"),
        Column(TOPIC, required=True, aliases=("知识点编码",), example="law"),
        Column(TOPIC_ZH, aliases=("知识点名称",), example="法律与边界"),
        Column(LEVEL, required=True, example="中等", hint=gettext_lazy("容易、中等、较难，或 1 到 3")),
        Column(KIND, required=True, example="单选", hint=gettext_lazy("单选、多选、判断、案例")),
        Column(TEXT, required=True, aliases=("题干",), example="志愿者可以代替司法所做哪一项？"),
        Column(TEXT_EN),
        *(Column(f"选项{letter}", example=word) for letter, word in zip(
            LETTERS, ("陪同办理证件", "外出审批", "训诫", "电子定位核查", "", ""), strict=True)),
        *(Column(f"英文选项{letter}") for letter in LETTERS),
        Column(RIGHT, aliases=("答案",), example="A", hint=gettext_lazy("选项的字母，多选连写；判断题写对或错")),
        Column(WHY, example="执法事项不得交给志愿者。"),
        Column(WHY_EN),
        Column(RUBRIC, hint=gettext_lazy("案例题必填")),
        Column(RUBRIC_EN),
    )  # fmt: skip
    policies, verb = policies.policies, "import_questions"

    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        """Against the bank as it is; a number that stands twice in the file is refused the second time."""
        numbers = [row.cells[CODE].strip().lower() for row in rows]
        known = Question.objects.select_related("current", "topic").filter(code__in=numbers).in_bulk(field_name="code")
        seen: set[str] = set()
        for row, number in zip(rows, numbers, strict=True):
            try:
                if number in seen:
                    raise Refused(_("这个题号在表里出现了两次。"), code="twice")
                seen.add(number)
                yield self._verdict(read(row), known.get(number))
            except Refused as why:
                yield error(fault(why))

    @staticmethod
    def _verdict(row: dict[str, Any], old: Question | None) -> Verdict:
        text = bank.check(row["kind"], row)
        if old is None:
            return new()
        if old.kind != row["kind"]:
            raise Refused(_("题型不能改，换一个题号另写。"), code="kind")
        is_same = old.says(text) and (old.topic.code, old.difficulty) == (row["topic"], row["difficulty"])
        return same(old) if is_same else changed(old)

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        entry = read(rows.as_read(row))
        old = Question.objects.filter(code=entry["code"]).select_related("current").first()
        before = {"version": old.current_id, "topic": old.topic_id, "difficulty": old.difficulty} if old else None
        return Done(bank.import_question(entry, by=by), before=before)

    def used_since(self, row: ImportRow) -> str:
        question = rows.thing_of(row, Question)
        return _("已经有人答过这一题。") if question.current.items.exists() else ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        bank.take_back(rows.thing_of(row, Question), row.was, by=by)


def read(row: Row) -> dict[str, Any]:
    """A row as `bank.load_bank` takes it. Refused: number, level, kind or right answer that cannot be read."""
    cell = {name: value.strip() for name, value in row.cells.items()}
    code = cell[CODE].lower()
    if not code or not all(c.isascii() and (c.isalnum() or c in "-_") for c in code) or len(code) > 40:
        raise Refused(_("题号用英文字母、数字和连字符，最多 40 个。"), code="code")
    kind = KINDS.get(cell[KIND].removesuffix("题").lower(), "")
    level = LEVELS.get(cell[LEVEL].lower(), 0)
    if not kind or not level:
        raise Refused(_("题型写单选、多选、判断或案例，难度写容易、中等或较难。"), code="kind")
    return {
        "code": code, "topic": cell[TOPIC].lower(), "topic_zh": cell.get(TOPIC_ZH, ""), "difficulty": level,
        "kind": kind, "text_zh": cell[TEXT], "text_en": cell.get(TEXT_EN, ""), "options": _options(kind, cell),
        "why_zh": cell.get(WHY, ""), "why_en": cell.get(WHY_EN, ""), "rubric_zh": cell.get(RUBRIC, ""),
        "rubric_en": cell.get(RUBRIC_EN, ""),
    }  # fmt: skip


def _options(kind: str, cell: dict[str, str]) -> list[dict[str, Any]]:
    answer = cell.get(RIGHT, "")
    if kind == "case":
        return []
    if kind == "true_false":
        if answer[:1] not in YES | NO or not answer:
            raise Refused(_("判断题的正确答案写对或错。"), code="right")
        is_true = answer[:1] in YES
        return [
            {"zh": TRUE[0], "en": TRUE[1], "right": is_true},
            {"zh": FALSE[0], "en": FALSE[1], "right": not is_true},
        ]
    right = {letter for letter in answer.upper() if letter.isalpha()}
    found = [
        {"zh": cell.get(f"选项{letter}", ""), "en": cell.get(f"英文选项{letter}", ""), "right": letter in right}
        for letter in LETTERS
    ]
    if not right or not right <= {letter for letter, o in zip(LETTERS, found, strict=True) if o["zh"]}:
        raise Refused(_("正确答案写选项的字母，如 A 或 AC。"), code="right")
    return found
