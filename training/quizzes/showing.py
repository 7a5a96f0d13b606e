"""How quizzes are shown: facts, lists, answers beside what was right. No rights are decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from desk.dates import day_time
from kit import clock
from kit.errors import Refused
from training.models import Allowance
from training.quizzes import guards, states
from training.quizzes.models import FULL, Attempt, AttemptItem, Blueprint, RoundMember

TONES = {
    "in_use": "ok", "retired": "off", "draft": "wait", "open": "ok", "closed": "off", "running": "run",
    "handed_in": "wait", "graded": "ok", "ended": "off",
}  # fmt: skip


def size(blueprint: Blueprint) -> int:
    return blueprint.parts.aggregate(n=Sum("n"))["n"] or 0


def facts(
    blueprint: Blueprint, member: RoundMember | None, granted: Mapping[str, Allowance] | None = None
) -> list[tuple[str, str]]:
    """What somebody wants to know before the clock starts; `granted` is what they may use up by beginning."""
    more = (granted or {}).get(Allowance.Kind.TIME)
    minutes = _("%(n)d 分钟，到时自动交卷") % {"n": blueprint.minutes + (more.minutes if more else 0)}
    rows = [
        (_("题数"), _("%(n)d 题") % {"n": size(blueprint)}),
        (_("答题时间"), minutes),
        *([(_("为您延长"), _("%(n)d 分钟，已算在内") % {"n": more.minutes})] if more else []),
        (_("及格分"), _("%(n)d 分（满分 100）") % {"n": blueprint.pass_mark}),
    ]
    if member is not None:
        until = day_time(member.round.closes_at)
        text = _("补考到通过为止") if member.round.closes_at <= clock.now() else _("%(at)s 截止") % {"at": until}
        return [*rows, (member.round.series.title, text)]
    resits = _("%(n)d 次") % {"n": blueprint.resits}
    if blueprint.resits and blueprint.cool_down_days:
        resits = _("%(n)d 次，没有通过的隔 %(days)d 天再考") % {
            "n": blueprint.resits, "days": blueprint.cool_down_days,
        }  # fmt: skip
    rows.append((_("可以补考"), resits))
    return [*rows, (_("为您加考"), _("1 次"))] if Allowance.Kind.SITTING in (granted or {}) else rows


def due(member: RoundMember, now: datetime) -> dict[str, Any]:
    closed = member.round.closes_at <= now
    return {"member": member, "series": member.round.series, "closes_at": member.round.closes_at, "closed": closed}


def listed(blueprints: Iterable[Any]) -> list[dict[str, Any]]:
    """Quizzes of queries.with_standing: how many questions, and how this person stands with each."""
    return [{"quiz": one, "n": one.n or 0, "said": _stands(one)[0], "tone": _stands(one)[1]} for one in blueprints]


def _stands(blueprint: Any) -> tuple[str, str]:
    if blueprint.is_passed:
        return _("及格"), "ok"
    if not blueprint.last_status:
        return _("未参加"), "plain"
    if blueprint.last_status == "graded":
        return _("不及格"), "bad"
    return str(states.ATTEMPT.states[blueprint.last_status]), "wait"


def answered(item: AttemptItem) -> dict[str, Any]:
    """One question of a graded attempt: how it was answered and what would have been right."""
    options = [{**o, "chosen": o["key"] in item.chosen} for o in item.options]
    if item.points == FULL:
        words, tone = _("正确"), "ok"
    elif item.points:
        words, tone = _("部分得分"), "wait"
    else:
        words, tone = (_("错误"), "bad") if item.is_answered else (_("没有作答"), "off")
    kind = item.version.question.kind
    if kind == "case":
        words, tone = _("%(n)d 分，满分 10 分") % {"n": item.points}, tone
    return {"item": item, "version": item.version, "kind": kind, "options": options, "words": words, "tone": tone}


def next_step(attempt: Attempt, user: Any) -> str:
    """What is to be done after a failed attempt, in a sentence; "" after a pass or while it is marked."""
    if attempt.status != "graded" or attempt.passed:
        return ""
    blueprint, now = attempt.blueprint, clock.now()
    try:
        guards.check(user, blueprint, guards.due_round(user, blueprint, now), now)
    except Refused as why:
        return str(why)
    return _("现在就可以补考。")


def why_shut(blueprint: Blueprint, user: Any) -> str:
    """Why somebody who teaches may not read the answers of a quiz yet; "" when they may."""
    try:
        guards.check_reads_answers(user, blueprint, clock.now())
    except Refused as why:
        return str(why)
    return ""


def step(thing: Any, move: Any) -> dict[str, Any]:
    """One line of the history of a thing."""
    found = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": found.label if found else move.verb, "who": who, "note": move.note}
