"""What keeps somebody from beginning a quiz: passed already, to be marked, no sittings left, too soon, the course."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from desk.dates import day
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training import hooks, policies
from training.allowances import queries as allowances
from training.quizzes import queries
from training.quizzes.models import Attempt, Blueprint, RoundMember

DAY = timedelta(days=1)


def due_round(user: Any, blueprint: Blueprint, now: datetime) -> RoundMember | None:
    """The round of a series that a sitting of this quiz counts for now, if there is one."""
    return queries.due_rounds(user.pk, now).filter(round__series__blueprint=blueprint).first()


def check(user: Any, blueprint: Blueprint, member: RoundMember | None, now: datetime) -> bool:
    """Whether this sitting is one that was granted by hand. Refused: whatever is in the way; each says when or where
    it goes on."""
    past = list(queries.attempts_of(user.pk, [blueprint.pk]))
    if any(one.status == "handed_in" for one in past):
        raise Refused(_("上一次的答卷还在评阅，出了成绩再考。"), code="marking")
    is_granted = False
    if member is None:
        past = _of_this_turn(past, blueprint, now)
        if len(past) > blueprint.resits:
            if len(past) > blueprint.resits + allowances.sittings_granted(user.pk, blueprint.pk, past):
                raise Refused(_("补考次数已经用完。请联系培训负责人。"), code="no_resits")
            is_granted = True
    _cooled_down(past, blueprint, now)
    if member is None:
        _course(user, blueprint)
    return is_granted


def has_passed(user: Any, blueprint: Blueprint, now: datetime) -> bool:
    """Whether somebody has passed a quiz, and it is not yet time to sit it again."""
    try:
        _of_this_turn(list(queries.attempts_of(user.pk, [blueprint.pk])), blueprint, now)
    except Refused:
        return True
    return False


def resits_left(user: Any, blueprint: Blueprint, now: datetime) -> bool:
    """Whether somebody who has not passed may sit it again without anybody granting it, now or later."""
    turn = _of_this_turn(list(queries.attempts_of(user.pk, [blueprint.pk])), blueprint, now)
    return len(turn) <= blueprint.resits + allowances.sittings_granted(user.pk, blueprint.pk, turn)


def may_still_sit(user: Any, blueprint: Blueprint, now: datetime) -> bool:
    """Whether somebody could be asked these questions yet: the quiz is meant for them, and they have not passed."""
    if blueprint.audience == Blueprint.Audience.COURSE:
        is_meant = hooks.exam_is_for.is_answered and hooks.exam_is_for(user, blueprint)
    else:
        is_meant = policies.may(user, "take_quiz", blueprint)
    return is_meant and not has_passed(user, blueprint, now)


def check_reads_answers(user: Any, blueprint: Blueprint, now: datetime) -> None:
    """Refused: a trainer who does not keep the bank and may be asked these questions yet."""
    if not policies.may(user, "see_bank") and may_still_sit(user, blueprint, now):
        raise Refused(_("您自己还要参加这次测验，通过以后才能评阅和看分析。"), code="may_sit")


def check_bank_open(user: Any) -> None:
    """Refused: somebody who sits a quiz at this moment reads no answers in the bank meanwhile."""
    if queries.attempts_of(user.pk).filter(status="running").exists():
        raise Refused(_("您正在答题，交卷以后再看题库。"), code="sitting")


def _of_this_turn(past: list[Attempt], blueprint: Blueprint, now: datetime) -> list[Attempt]:
    """The sittings since the last pass, newest first. Refused: passed, and not yet time to sit it again."""
    turn: list[Attempt] = []
    for one in past:
        if one.passed:
            if blueprint.again_after_days is None:
                raise Refused(_("您已在 %(day)s 通过，不用再考。") % {"day": day(one.graded_at)}, code="passed")
            again = one.graded_at.astimezone(clock.SHANGHAI).date() + DAY * blueprint.again_after_days
            if clock.today() < again:
                raise Refused(_("您已经通过。%(day)s 起可以再考。") % {"day": day(again)}, code="passed")
            break
        if one.round_id is None:
            turn.append(one)
    return turn


def _cooled_down(past: list[Attempt], blueprint: Blueprint, now: datetime) -> None:
    last = next((one for one in past if one.handed_in_at and not one.passed), None)
    if last is None or not blueprint.cool_down_days:
        return
    from_on = last.handed_in_at.astimezone(clock.SHANGHAI).date() + DAY * blueprint.cool_down_days
    if clock.today() < from_on:
        raise Refused(_("这次没有通过，%(day)s 起可以补考。") % {"day": day(from_on)}, code="cool_down")


def _course(user: Any, blueprint: Blueprint) -> None:
    if not hooks.may_begin.is_answered and blueprint.audience != Blueprint.Audience.COURSE:
        return
    sentences = list(hooks.may_begin(user, blueprint))
    if sentences:
        raise Refused(_("还不能参加这次测验："), code="course", reasons=sentences)
