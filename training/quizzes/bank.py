"""Questions of the bank: written, changed as a new version, retired, restored, and loaded many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.quizzes.models import Question, QuestionVersion, Topic

KEYS = "abcdefgh"
TEXTS = ("text_zh", "text_en", "options", "why_zh", "why_en", "rubric_zh", "rubric_en")
Options = list[dict[str, Any]]


@dataclass(frozen=True)
class Loaded:
    """How many questions a loader wrote, changed, and found as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


# --- one question ------------------------------------------------------------------------------------------------
@transaction.atomic
def write_question(
    *, by: User, code: str, topic: Topic, difficulty: int, kind: str, **text: Any
) -> Question:  # fmt: skip
    """Add a question; `text` are the columns of its first version (TEXTS).

    Refused: a number that is taken; options that do not fit the kind. Law: R-VOL-04.
    """
    policies.require(by, "keep_bank")
    if Question.objects.filter(code=code).exists():
        said = _("题号已经有了，换一个。")
        raise Refused(said, code="code", at={"code": [said]})
    checked = check(kind, text)
    question = Question(code=code, topic=topic, difficulty=difficulty, kind=kind)
    born(question, "write", by=by)
    _add_version(question, checked, by=by)
    return question


@transaction.atomic
def change_question(question: Question, *, by: User, topic: Topic, difficulty: int, **text: Any) -> QuestionVersion:
    """Say it differently from now on; attempts keep the version they drew. The same text makes no version.

    Refused: options that do not fit the kind, which stays as it is.
    """
    policies.require(by, "keep_bank")
    question = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=question.pk)
    checked = check(question.kind, text)
    _classify(question, topic, difficulty, by=by)
    if question.says(checked):
        return question.current
    return _add_version(question, checked, by=by)


@transaction.atomic
def retire_question(question: Question, *, by: User) -> Question:
    """Draw it no more; whoever has it in a running attempt answers it all the same."""
    policies.require(by, "keep_bank")
    move(question, "retire", by=by)
    return question


@transaction.atomic
def restore_question(question: Question, *, by: User) -> Question:
    policies.require(by, "keep_bank")
    move(question, "restore", by=by)
    return question


def _classify(question: Question, topic: Topic, difficulty: int, *, by: User | None) -> bool:
    """Topic and difficulty say only how it is drawn from now on; True when one of them changed."""
    if (question.topic_id, question.difficulty) == (topic.pk, difficulty):
        return False
    question.topic, question.difficulty = topic, difficulty
    question.save(update_fields=["topic", "difficulty"])
    trail.record("question.classify", question, by=by, fields=["topic", "difficulty"])
    return True


def _add_version(question: Question, text: Mapping[str, Any], *, by: User | None) -> QuestionVersion:
    number = question.current.number + 1 if question.current else 1
    version = QuestionVersion.objects.create(
        question=question, number=number, made_at=clock.now(), made_by=by, **text
    )  # fmt: skip
    question.current = version
    question.save(update_fields=["current"])
    trail.record("question.version", question, by=by, fields=list(TEXTS), detail={"version": number})
    return version


@transaction.atomic
def name_topic(*, by: User, code: str, name_zh: str, name_en: str = "") -> Topic:
    """Add a topic, or give the one of this code another name."""
    policies.require(by, "keep_bank")
    topic, _made = Topic.objects.update_or_create(code=code, defaults={"name_zh": name_zh, "name_en": name_en})
    trail.record("topic.name", topic, by=by, fields=["name_zh", "name_en"])
    return topic


# --- what a question must hold --------------------------------------------------------------------------------------
def check(kind: str, text: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a version, options with their keys. Refused: what does not fit the kind, at the field."""
    found = {name: str(text.get(name) or "").strip() for name in TEXTS if name != "options"}
    if not found["text_zh"]:
        raise _at("text_zh", _("写出题目。"))
    if kind == Question.Kind.CASE:
        if not found["rubric_zh"]:
            raise _at("rubric_zh", _("案例题要写评分标准，满分 10 分。"))
        return {**found, "options": []}
    return {**found, "options": _options(kind, text.get("options") or [])}


def _options(kind: str, given: Iterable[Mapping[str, Any]]) -> Options:
    rows: Options = [
        {"zh": str(o.get("zh") or "").strip(), "en": str(o.get("en") or "").strip(), "right": bool(o.get("right"))}
        for o in given
    ]
    rows = [row for row in rows if row["zh"]]
    right = sum(row["right"] for row in rows)
    if kind == Question.Kind.TRUE_FALSE and (len(rows), right) != (2, 1):
        raise _at("options", _("判断题有两个选项，其中一个正确。"))
    if not 2 <= len(rows) <= len(KEYS):
        raise _at("options", _("选项要有 2 到 8 个。"))
    if len({row["zh"] for row in rows}) < len(rows):
        raise _at("options", _("有两个选项一样。"))
    if kind == Question.Kind.SINGLE and right != 1:
        raise _at("options", _("单选题有且只有一个正确选项。"))
    if kind == Question.Kind.MULTIPLE and not 2 <= right < len(rows):
        raise _at("options", _("多选题至少两个正确、一个不正确。"))
    return [{"key": key, **row} for key, row in zip(KEYS, rows, strict=False)]


def _at(field: str, sentence: Any) -> Refused:
    return Refused(sentence, code=field, at={field: [sentence]})


# --- many at once ------------------------------------------------------------------------------------------------
@transaction.atomic
def load_bank(rows: Iterable[Mapping[str, Any]], by: User | None = None) -> Loaded:
    """Take questions that stand ready, by their codes: new ones are written, others changed where they differ.

    A row: code, topic (a code; topic_zh and topic_en name it), difficulty 1–3, kind, text_zh, text_en, options
    [{zh, en, right}], why_zh, why_en, rubric_zh, rubric_en. Run again it changes nothing. What was retired by hand
    stays retired. Refused, and then nothing of it is taken: a row that does not fit its kind.
    """
    counts = {"new": 0, "changed": 0, "same": 0}
    known = Question.objects.select_related("current").in_bulk(field_name="code")
    topics: dict[str, Topic] = {}
    for row in rows:
        try:
            counts[_load(row, known, topics, by)] += 1
        except Refused as why:
            raise Refused(
                _("题目 %(code)s：%(why)s") % {"code": row.get("code", ""), "why": why.sentence}, code=why.code
            ) from why
    return Loaded(**counts)


def _load(row: Mapping[str, Any], known: dict[str, Question], topics: dict[str, Topic], by: User | None) -> str:
    kind, level = str(row["kind"]), int(row["difficulty"])
    if kind not in Question.Kind.values or level not in (1, 2, 3):
        raise Refused(_("题型或难度不认识。"), code="kind")
    topic = topic_called(row, topics)
    text, question = check(kind, row), known.get(str(row["code"]))
    if question is None:
        question = Question(code=str(row["code"]), topic=topic, difficulty=level, kind=kind)
        born(question, "write", by=by)
        _add_version(question, text, by=by)
        known[question.code] = question
        return "new"
    if question.kind != kind:
        raise Refused(_("题型不能改，换一个题号另写。"), code="kind")
    changed = _classify(question, topic, level, by=by)
    if not question.says(text):
        _add_version(question, text, by=by)
        changed = True
    return "changed" if changed else "same"


@transaction.atomic
def import_question(row: Mapping[str, Any], *, by: User) -> Question:
    """Take one row of a spreadsheet, as `load_bank` does."""
    policies.require(by, "import_questions")
    known = {q.code: q for q in Question.objects.select_related("current").filter(code=row["code"])}
    _load(row, known, {}, by)
    return known[str(row["code"])]


@transaction.atomic
def take_back(question: Question, was: Mapping[str, Any] | None, *, by: User) -> None:
    """Undo one row of an import: what was new goes out of use, what was changed says again what it said before."""
    policies.require(by, "import_questions")
    if not was:
        move(question, "retire", by=by)
        return
    old = QuestionVersion.objects.get(pk=was["version"])
    _classify(question, Topic.objects.get(pk=was["topic"]), was["difficulty"], by=by)
    text = {name: getattr(old, name) for name in TEXTS}
    if not question.says(text):
        _add_version(question, text, by=by)


def topic_called(row: Mapping[str, Any], topics: dict[str, Topic]) -> Topic:
    """The topic of a row, made when it is new; a name that comes with it replaces the code it was called by."""
    code = slugify(str(row["topic"]))[:40]
    if not code:
        raise Refused(_("知识点的代码用英文字母和数字。"), code="topic")
    if code in topics:
        return topics[code]
    name_zh, name_en = str(row.get("topic_zh") or ""), str(row.get("topic_en") or "")
    topic, made = Topic.objects.get_or_create(
        code=code, defaults={"name_zh": name_zh or code, "name_en": name_en}
    )  # fmt: skip
    if not made and name_zh and (topic.name_zh, topic.name_en) != (name_zh, name_en or topic.name_en):
        topic.name_zh, topic.name_en = name_zh, name_en or topic.name_en
        topic.save(update_fields=["name_zh", "name_en"])
    topics[code] = topic
    return topic
