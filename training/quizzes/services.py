"""Sitting a quiz: begin, answer, hand in, what the clock hands in by itself, and marking what takes a person."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.allowances import queries as allowances
from training.models import Allowance
from training.quizzes import drawing, guards, news, queries, scoring, sums
from training.quizzes.bank import Loaded, load_bank
from training.quizzes.blueprints import draft_blueprint, open_blueprint
from training.quizzes.drawing import Part
from training.quizzes.models import FULL, Attempt, AttemptItem, Blueprint, Question
from training.quizzes.series import open_rounds, start_series
from training.quizzes.signals import graded

# Blueprints and series stand here too, for floors above, which see no more of quizzes than its services.
__all__ = [
    "Answer", "Loaded", "Part", "begin", "close_if_over", "close_overdue", "draft_blueprint", "hand_in", "load_bank",
    "mark_case", "open_blueprint", "open_rounds", "save_answer", "save_answers", "start_series",
    "topic_ids",
]  # fmt: skip

topic_ids = queries.topic_ids
LONGEST = 4_000  # characters of an answer to a case
MOST = 200  # attempts one run of the sweep closes


@dataclass(frozen=True)
class Answer:
    """What was ticked, by the keys of the options, or written."""

    chosen: tuple[str, ...] = ()
    text: str = ""


# --- beginning ---------------------------------------------------------------------------------------------------
@transaction.atomic
def begin(blueprint: Blueprint, *, by: User, seed: int | None = None) -> Attempt:
    """Draw a quiz and start its clock; whoever has one running gets that one back.

    It counts for the round of a series in which this person is due, if there is one. What was granted by hand, time
    or a sitting, is used up by it. `seed` is for whoever tells a story again: the same seed draws the same quiz.
    Refused: not meant for them; not open; passed; no sitting left; too soon; the course says no; the bank is too small.
    Law: R-VOL-04.
    """
    policies.require(by, "take_quiz", blueprint)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two taps at once begin one
    blueprint = Blueprint.objects.get(pk=blueprint.pk)
    now = clock.now()
    running = Attempt.objects.filter(learner=by, blueprint=blueprint, status="running").first()
    if running and not running.is_over(now):
        return running
    if running:
        _close(running)
    if blueprint.status != "open":
        raise Refused(_("这次测验现在不开放。"), code="not_open")
    member = guards.due_round(by, blueprint, now)
    is_granted = guards.check(by, blueprint, member, now)
    attempt = _start(blueprint, member.round_id if member else None, by=by, seed=seed)
    _use_up(attempt, is_granted)
    return attempt


def _start(blueprint: Blueprint, round_id: int | None, *, by: User, seed: int | None = None) -> Attempt:
    seed, now = secrets.randbits(62) if seed is None else seed, clock.now()
    more = allowances.open_now(by.pk, blueprint.pk).get(Allowance.Kind.TIME)
    try:
        drawn = drawing.draw(queries.parts_of(blueprint), queries.pool(), seed)
    except drawing.TooFew:
        drawn = []
    if not drawn:
        raise Refused(_("题库里的题不够出这份卷。请联系培训负责人。"), code="bank")
    attempt = Attempt(
        learner=by, blueprint=blueprint, round_id=round_id, seed=seed, began_at=now,
        number=Attempt.objects.filter(learner=by, blueprint=blueprint).count() + 1,
        ends_at=now + clock.minutes(blueprint.minutes + (more.minutes if more else 0)),
        pass_mark=blueprint.pass_mark, points_max=FULL * len(drawn),
    )  # fmt: skip
    born(attempt, "begin", by=by)
    AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, number=n, version_id=one.version_id, option_order=list(one.option_order))
        for n, one in enumerate(drawn, start=1)
    )
    return attempt


def _use_up(attempt: Attempt, is_granted: bool) -> None:
    """What was granted by hand is for this sitting and no other: the time in any case, the sitting where it is one."""
    kinds = [Allowance.Kind.TIME, *([Allowance.Kind.SITTING] if is_granted else [])]
    rows = Allowance.objects.filter(learner_id=attempt.learner_id, blueprint_id=attempt.blueprint_id, used_in=None)
    rows.filter(kind__in=kinds).update(used_in=attempt)


# --- answering ---------------------------------------------------------------------------------------------------
def save_answer(
    attempt: Attempt, number: int, *, by: User, chosen: Collection[str] = (), text: str = ""
) -> Attempt:  # fmt: skip
    """Keep the answer to one question; nothing ticked takes it back. Refused: as `save_answers`."""
    return save_answers(attempt, {number: Answer(tuple(chosen), text)}, by=by)


@transaction.atomic
def save_answers(attempt: Attempt, answers: Mapping[int, Answer], *, by: User) -> Attempt:
    """Keep these answers, by the numbers of the questions.

    Refused: handed in; past the deadline by the server's clock, whatever the browser's says; an option that is not
    there; two options of a question that has one.
    """
    policies.require(by, "answer_quiz", attempt)
    attempt = _locked(attempt.pk)
    if attempt.status != "running":
        raise Refused(_("已经交卷，不能再改。"), code="handed_in")
    _keep(attempt, answers)
    return attempt


def _keep(attempt: Attempt, answers: Mapping[int, Answer]) -> None:
    now = clock.now()
    if attempt.is_over(now):
        raise Refused(_("答题时间到了，这次的改动没有保存。之前保存的都算。"), code="over")
    items = {item.number: item for item in queries.items_of(attempt).filter(number__in=list(answers))}
    if items.keys() != set(answers):
        raise Refused(_("没有这道题。"), code="number")
    changed = []
    for number, answer in answers.items():
        item = items[number]
        chosen, text = _fitting(item, answer)
        if (item.chosen, item.text) != (chosen, text):
            item.chosen, item.text, item.answered_at = chosen, text, now
            changed.append(item)
    AttemptItem.objects.bulk_update(changed, ["chosen", "text", "answered_at"])


def _fitting(item: AttemptItem, answer: Answer) -> tuple[list[str], str]:
    kind = item.version.question.kind
    if kind == Question.Kind.CASE:
        if len(answer.text) > LONGEST:
            raise Refused(_("每题最多写 %(n)d 字。") % {"n": LONGEST}, code="too_long")
        return [], answer.text
    chosen = sorted(set(answer.chosen))
    if not set(chosen) <= set(item.option_order) or (kind != Question.Kind.MULTIPLE and len(chosen) > 1):
        raise Refused(_("选项和题目对不上，重新打开这一题。"), code="option")
    return chosen, ""


# --- handing in --------------------------------------------------------------------------------------------------
@transaction.atomic
def hand_in(attempt: Attempt, *, by: User, answers: Mapping[int, Answer] | None = None) -> Attempt:
    """Hand in, with the last answers where they come along; it is graded at once unless a case waits for a person.

    Handed in twice, by two tabs or two taps, it counts once: the second finds what the first handed in.
    Refused: past the deadline; then what was saved before it counts (`close_if_over`). Law: R-VOL-06.
    """
    policies.require(by, "answer_quiz", attempt)
    attempt = _locked(attempt.pk)
    if attempt.status != "running":
        return attempt
    _keep(attempt, answers or {})
    attempt.handed_in_at = clock.now()
    attempt.save(update_fields=["handed_in_at"])
    move(attempt, "hand_in", by=by)
    _settle(attempt, by=None)
    return attempt


@transaction.atomic
def close_if_over(attempt: Attempt) -> Attempt:
    """Hand in what the deadline has passed; anything else is given back as it stands."""
    attempt = _locked(attempt.pk)
    if attempt.status == "running" and attempt.is_over(clock.now()):
        _close(attempt)
    return attempt


@transaction.atomic
def close_abandoned(attempt: Attempt) -> Attempt:
    """Hand in, as it was saved, what nobody comes back to: the account in which it runs is closed."""
    attempt = _locked(attempt.pk)
    if attempt.status == "running":
        _close(attempt, min(clock.now(), attempt.ends_at))
    return attempt


def close_overdue() -> int:
    """Hand in every attempt whose time is over; how many."""
    late = Attempt.objects.filter(status="running", ends_at__lte=clock.now()).order_by("ends_at", "pk")
    rows = list(late[:MOST])
    for row in rows:
        close_if_over(row)
    return len(rows)


def _close(attempt: Attempt, at: datetime | None = None) -> None:
    attempt.handed_in_at, attempt.timed_out = at or attempt.ends_at, True
    attempt.save(update_fields=["handed_in_at", "timed_out"])
    move(attempt, "time_out", by=None)
    _settle(attempt, by=None)


# --- grading -----------------------------------------------------------------------------------------------------
@transaction.atomic
def mark_case(item: AttemptItem, *, by: User, points: int, comment: str = "") -> Attempt:
    """Give the points of a case by its rubric; with the last one the attempt has its score.

    Refused: one's own; a trainer who may still sit this quiz; marked already; points beyond 10. Law: R-VOL-06.
    """
    policies.require(by, "mark_case", item.attempt)
    guards.check_reads_answers(by, item.attempt.blueprint, clock.now())
    attempt = _locked(item.attempt_id)
    item = queries.items_of(attempt).get(pk=item.pk)
    if attempt.status != "handed_in" or item.points is not None:
        raise Refused(_("这道题已经评过了。"), code="marked")
    if not 0 <= points <= FULL:
        said = _("得分在 0 到 %(n)d 之间。") % {"n": FULL}
        raise Refused(said, code="points", at={"points": [said]})
    item.points, item.comment, item.marked_by, item.marked_at = points, comment.strip()[:500], by, clock.now()
    item.save(update_fields=["points", "comment", "marked_by", "marked_at"])
    trail.record("attempt.mark", attempt, by=by, fields=["points"], detail={"item": item.number})
    _settle(attempt, by=by)
    return attempt


def _settle(attempt: Attempt, *, by: User | None) -> None:
    """Give points to what needs no person, and the score once nothing is left."""
    items = list(queries.items_of(attempt))
    open_still = [item for item in items if item.points is None]
    for item in open_still:
        item.points = _points(item)
    AttemptItem.objects.bulk_update(open_still, ["points"])
    points = scoring.total(item.points for item in items)
    if points is None:
        return
    attempt.points, attempt.score_pct = points, scoring.percent(points, attempt.points_max)
    attempt.passed, attempt.graded_at = attempt.score_pct >= attempt.pass_mark, clock.now()
    attempt.save(update_fields=["points", "score_pct", "passed", "graded_at"])
    move(attempt, "grade", by=by)
    if by is not None or attempt.timed_out:  # whoever handed in just now is looking at the result
        news.tell_graded(attempt)
    graded.send(Attempt, attempt=attempt)
    sums.add(attempt, items)  # last: whoever hands in meanwhile waits for these rows


def _points(item: AttemptItem) -> int | None:
    """Points of a choice; of a case nothing was written for, 0; else None: it takes a person."""
    if item.version.question.kind != Question.Kind.CASE:
        return scoring.points_for(item.version.question.kind, item.version.right_keys, item.chosen)
    return None if item.text.strip() else 0


def _locked(pk: int) -> Attempt:
    rows: Any = Attempt.objects.select_for_update(of=("self",), no_key=True).select_related("blueprint", "learner")
    return rows.get(pk=pk)
