"""Changing the weights of the score: proposed with a replay of the last quarter, approved by somebody who read it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from desk import upkeep
from kit import clock, rules
from kit.errors import Refused
from kit.rules import DatedRule
from kit.sentences import gettext as _
from matching.engine.weights import Weights
from matching.models import Replay
from matching.weighing.replaying import Step, replay
from messaging import queue

RULE = "matching.weights"
REPLAY = "matching.replay"
WHOLE = 100


@transaction.atomic
def propose_weights(points: dict[str, int], valid_from: date, *, by: User, note: str) -> DatedRule:
    """Draft new points for the four parts, a hundred together, and replay the last quarter with them.

    Refused: they are not a hundred; the quality is odd (it is given in four equal steps); what is in force already.
    """
    if sum(points.values()) != WHOLE:
        raise Refused(_("四项加起来要正好是 100 分。"), code="sum")
    if points["quality"] % 2:
        raise Refused(_("质量一项按四级等分，填双数。"), code="odd", at={"quality": [_("填双数。")]})
    if points == points_of(weights(valid_from)):
        raise Refused(_("与那时的权重相同，不用改。"), code="same")
    number = DatedRule.objects.filter(name=RULE).count() + 1
    value = with_points(weights(valid_from), points, f"{valid_from:%Y%m%d}-{number}").as_dict()
    rule = upkeep.propose_rule(RULE, value, valid_from, by=by, note=note)
    start_replay(rule, by=by)
    return rule


@transaction.atomic
def start_replay(rule: DatedRule, *, by: User) -> Replay:
    """Replay the last whole quarter for a proposal that has no replay yet."""
    upkeep.policies.require(by, "propose_rule" if rule.proposed_by_id == by.pk else "approve_rule")
    since, until = last_quarter(clock.today())
    found, _made = Replay.objects.get_or_create(rule=rule, defaults={"since_on": since, "until_on": until})
    queue.enqueue(REPLAY, {"replay": found.pk}, by=by, visible=True, key=f"{REPLAY}:{found.pk}")
    return found


def run_replay(pk: int, step: Step) -> None:
    """Work a replay out, once; the job behind it may run twice."""
    found = Replay.objects.select_related("rule").get(pk=pk)
    if found.done_at is None:
        old, new = weights(found.rule.valid_from), Weights(**found.rule.value)
        found.result = replay(old, new, found.since_on, found.until_on, step)
        found.done_at = clock.now()
        found.save(update_fields=["result", "done_at"])


@transaction.atomic
def approve_weights(rule: DatedRule, *, by: User, has_read: bool) -> DatedRule:
    """Put proposed weights in force. Refused: by the proposer; before the replay is done and was read."""
    if not has_read:
        raise Refused(_("先看回放的结果，看过以后勾选。"), code="unread", at={"has_read": [_("看过以后勾选。")]})
    Replay.objects.filter(rule=rule).exclude(done_at=None).update(seen_by=by)
    return upkeep.approve_rule(rule, by=by)


def _read_first(rule: DatedRule, by: Any) -> None:
    """The condition of the rule: whoever approves has the replay before them. It holds on every page."""
    value = rule.value
    if sum(points_of(Weights(**value)).values()) != WHOLE:
        raise Refused(_("四项加起来要正好是 100 分。"), code="sum")
    found = Replay.objects.filter(rule=rule).first()
    if found is None or found.done_at is None or found.seen_by_id != by.pk:
        raise Refused(_("先在“匹配权重”页看回放的结果，再批准。"), code="replay")


rules.conditions[RULE] = _read_first


# --- plain values ------------------------------------------------------------------------------------------
def weights(on: date) -> Weights:
    """The weights in force on a day."""
    return Weights(**rules.value(RULE, on))


def points_of(found: Weights) -> dict[str, int]:
    """The whole points of the four parts."""
    return {
        "fit": found.fit // 10,
        "near": found.near // 10,
        "quality": found.grade_step * 4 // 10,
        "continuity": found.continuity // 10,
    }


def with_points(found: Weights, points: dict[str, int], version: str) -> Weights:
    """The same weights with other points; remote places earn half of the way, grades rise in four equal steps."""
    return Weights(
        **{
            **found.as_dict(),
            "version": version,
            "fit": 10 * points["fit"],
            "near": 10 * points["near"],
            "near_remote": 5 * points["near"],
            "grade_step": 10 * points["quality"] // 4,
            "continuity": 10 * points["continuity"],
        }
    )


def last_quarter(on: date) -> tuple[date, date]:
    """First and last day of the quarter before this day's."""
    begin = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    until = begin - timedelta(days=1)
    return date(until.year, 3 * ((until.month - 1) // 3) + 1, 1), until
