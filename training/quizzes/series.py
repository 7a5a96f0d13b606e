"""Quizzes on a cadence: a series starts, opens its rounds, tells who is expected, and notes what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.dispatch import receiver

from accounts.access import in_force
from accounts.models import Membership, User
from audit import trail
from audit.moves import born, move
from desk.dates import day_time
from kit import calendar, clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue
from training import policies
from training.quizzes import news
from training.quizzes.models import Attempt, Blueprint, QuizRound, QuizSeries, RoundMember
from training.quizzes.signals import graded
from training.quizzes.states import LEARNERS

TELL = "quizzes.tell_round"
MOST = 500
LONGEST = 366


@dataclass(frozen=True)
class Where:
    """The county a new series is for, by which its right is judged; "" is the city."""

    county_code: str


# --- starting and ending -----------------------------------------------------------------------------------------
@transaction.atomic
def start_series(
    blueprint: Blueprint, *, by: User, title: str, cadence: str, starts_on: date, ends_on: date, open_days: int,
    make_up: bool = True, county_code: str = "",
) -> QuizSeries:  # fmt: skip
    """Begin a series; its rounds open by themselves at the start of their day.

    Refused: another county's; a quiz that is not open; days that cannot be; rounds that would overlap.
    """
    policies.require(by, "keep_series", Where(county_code))
    if blueprint.status != "open":
        raise _at("blueprint", _("先开放这份试卷。"))
    if not clock.today() <= starts_on <= ends_on:
        raise _at("starts_on", _("第一次不能早于今天，也不能晚于最后一天。"))
    if (ends_on - starts_on).days > LONGEST:
        raise _at("ends_on", _("一次最多安排一年。"))
    longest = 7 if cadence == QuizSeries.Cadence.WEEKLY else 28
    if not 1 <= open_days <= longest:
        raise _at("open_days", _("每次开放 1 到 %(n)d 天，下一次开始以前要结束。") % {"n": longest})
    series = QuizSeries(
        blueprint=blueprint, title=title.strip(), cadence=cadence, starts_on=starts_on, ends_on=ends_on,
        open_days=open_days, make_up=make_up, county_code=county_code, created_by=by,
    )  # fmt: skip
    born(series, "launch", by=by)
    open_round(series)
    return series


@transaction.atomic
def end_series(series: QuizSeries, *, by: User) -> QuizSeries:
    """Open no more rounds; make-ups of those that were stay open."""
    policies.require(by, "keep_series", series)
    move(series, "end", by=by)
    return series


def _at(field: str, sentence: Any) -> Refused:
    return Refused(sentence, code=field, at={field: [sentence]})


# --- rounds ------------------------------------------------------------------------------------------------------
def round_day(series: QuizSeries, number: int) -> date:
    """The day on which the round of this number opens; the 31st of a month that has none is its last day."""
    if series.cadence == QuizSeries.Cadence.WEEKLY:
        return series.starts_on + timedelta(weeks=number - 1)
    return series.starts_on + relativedelta(months=number - 1)


def present_number(series: QuizSeries, today: date) -> int:
    """The number of the newest round whose day has come; 0 before the first."""
    number = 0
    while round_day(series, number + 1) <= min(today, series.ends_on):
        number += 1
    return number


def open_rounds() -> int:
    """Open what is due in every running series, and end those that are over; how many rounds were opened.

    Rounds missed while nobody worked are passed over: nobody could have sat them.
    """
    running = QuizSeries.objects.filter(status="running", starts_on__lte=clock.today()).order_by("pk")
    return sum(open_round(series) is not None for series in running[:MOST])


@transaction.atomic
def open_round(series: QuizSeries) -> QuizRound | None:
    """The round of today, opened with whoever is expected in it; None when there is none to open."""
    series = QuizSeries.objects.select_for_update(of=("self",)).select_related("blueprint").get(pk=series.pk)
    today, number = clock.today(), present_number(series, clock.today())
    if series.status != "running":
        return None
    last_day = round_day(series, number) + timedelta(days=series.open_days - 1) if number else None
    made = None
    if last_day and today <= last_day and not series.rounds.filter(number=number).exists():
        made = QuizRound.objects.create(
            series=series, number=number, opens_at=clock.at(round_day(series, number), 0),
            closes_at=calendar.end_of(last_day),
        )  # fmt: skip
        RoundMember.objects.bulk_create(
            RoundMember(round=made, learner_id=user, unit_id=unit, county_code=county)
            for user, unit, county in expected(series)
        )
        trail.record("series.round", series, by=None, detail={"round": number, "members": made.members.count()})
        queue.enqueue(TELL, {"round": made.pk}, key=f"{TELL}:{made.pk}")
    if today > series.ends_on and (last_day is None or today > last_day):
        move(series, "end", by=None)
    return made


def expected(series: QuizSeries) -> Iterable[tuple[int, int | None, str]]:
    """Who is to sit a round that opens now: user, unit, county; each person once, by the oldest seat."""
    wanted = policies.AUDIENCES.get(series.blueprint.audience, LEARNERS)
    seats = Membership.objects.filter(in_force(clock.today()), role__in=wanted, user__is_active=True)
    if series.county_code:
        seats = seats.filter(unit__division__code__startswith=series.county_code)
    seen: set[int] = set()
    for user, unit, division in seats.order_by("pk").values_list("user_id", "unit_id", "unit__division_id"):
        if user not in seen:
            seen.add(user)
            yield user, unit, (division or "")[:6]


# --- told -----------------------------------------------------------------------------------------------------------
def tell_round(round_id: int) -> int:
    """Tell everybody who is expected that a round has opened; run again, nobody is told twice."""
    members = _members().filter(round_id=round_id)
    return _tell("quiz_round_open", members)


def remind() -> int:
    """One message a day before a round closes to whoever has not passed, and one when the make-up begins."""
    now = clock.now()
    soon = _members().filter(passed_at=None, round__closes_at__gt=now, round__closes_at__lte=now + timedelta(days=1))
    soon = soon.filter(round__opens_at__lt=now - timedelta(hours=12))  # a round of one day was told of this morning
    over = _members().filter(
        passed_at=None, round__series__make_up=True, round__closes_at__lte=now,
        round__closes_at__gt=now - timedelta(days=2),
    )  # fmt: skip
    return _tell("quiz_round_closing", soon) + _tell("quiz_make_up", over)


def _members() -> Any:
    rows = RoundMember.objects.select_related("learner", "round__series__blueprint")
    return rows.filter(round__series__blueprint__status="open").order_by("pk")


def _tell(kind: str, members: Any) -> int:
    n = 0
    for member in members.iterator(chunk_size=MOST):
        until = {} if kind == "quiz_make_up" else {"until": day_time(member.round.closes_at)}
        news.tell_member(kind, member, **until)
        n += 1
    return n


# --- what came of it ------------------------------------------------------------------------------------------------
@receiver(graded)
def note_result(sender: Any, attempt: Attempt, **_more: Any) -> None:
    """The first result of a round is what is compared; a pass, first or made up, ends it for that person."""
    if attempt.round_id is None:
        return
    rows = RoundMember.objects.filter(round_id=attempt.round_id, learner_id=attempt.learner_id)
    rows.filter(took_at=None).update(first_pct=attempt.score_pct, took_at=attempt.handed_in_at)
    if attempt.passed:
        rows.filter(passed_at=None).update(passed_at=attempt.graded_at)
