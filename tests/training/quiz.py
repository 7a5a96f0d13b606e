"""What tests of quizzes need, made as the office makes it: a bank, an open quiz, right and wrong answers."""

from __future__ import annotations

from typing import Any

from kit import clock
from tests.cast import Cast
from training.models import Attempt, Blueprint, Question, Topic
from training.quizzes import blueprints, queries, services
from training.quizzes.drawing import Part
from training.quizzes.services import Answer


def option(zh: str, right: bool = False) -> dict[str, Any]:
    return {"zh": zh, "en": f"{zh} in English", "right": right}


def row(code: str, kind: str = "single", topic: str = "law", difficulty: int = 1, **more: Any) -> dict[str, Any]:
    """A row of the ready content, as `load_bank` takes it."""
    options = {
        "single": [option("正确", True), option("错一"), option("错二"), option("错三")],
        "multiple": [option("对一", True), option("对二", True), option("错一"), option("错二")],
        "true_false": [option("对", True), option("错")],
        "case": [],
    }[kind]
    return {
        "code": code, "topic": topic, "topic_zh": "法律与边界", "topic_en": "Law and boundaries",
        "difficulty": difficulty, "kind": kind, "text_zh": f"题目{code}", "text_en": f"Question {code}",
        "options": options, "why_zh": f"解析{code}", "why_en": f"Because {code}",
        "rubric_zh": "说到保密 5 分，说到报告 5 分" if kind == "case" else "",
        "rubric_en": "5 for secrecy, 5 for reporting" if kind == "case" else "", **more,
    }  # fmt: skip


def bank(n: int = 10, kind: str = "single", topic: str = "law", **more: Any) -> None:
    services.load_bank([row(f"{topic}-{kind.replace('_', '-')}-{i}", kind, topic, **more) for i in range(n)])


def quiz(cast: Cast, n: int = 5, *, parts: list[Part] | None = None, **columns: Any) -> Blueprint:
    """An open quiz; without a bank one of single questions is made for it."""
    if not Question.objects.exists():
        bank(max(n, 10))
    columns = {"title": "岗前培训测验", "minutes": 30, "pass_mark": 80, "resits": 2, "cool_down_days": 1, **columns}
    made = blueprints.draft_blueprint(by=cast.city_manager, parts=parts or [Part(n)], **columns)
    return blueprints.open_blueprint(made, by=cast.city_manager)


def answers(attempt: Attempt, right: int | None = None) -> dict[int, Answer]:
    """Answers of which the first `right` are right, and the rest wrong; all right when it is None."""
    found = {}
    for item in queries.items_of(attempt):
        is_right = right is None or item.number <= right
        keys = item.version.right_keys
        if item.version.question.kind == "case":
            found[item.number] = Answer(text="先听她说，再报告司法所。")
            continue
        wrong = next(o["key"] for o in item.version.options if not o["right"])
        found[item.number] = Answer(tuple(keys) if is_right else (wrong,))
    return found


def sat(cast: Cast, blueprint: Blueprint, *, by: Any = None, right: int | None = None) -> Attempt:
    """An attempt that was handed in with so many right answers."""
    who = by or cast.volunteer
    attempt = services.begin(blueprint, by=who)
    return services.hand_in(attempt, by=who, answers=answers(attempt, right))


def topic(code: str = "law") -> Topic:
    return Topic.objects.get(code=code)


def moment(**more: Any) -> Any:
    return clock.now().replace(**more)
