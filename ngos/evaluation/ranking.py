"""From signed sheets to a ranking: prices shown, low ones explained, the arithmetic of scoring.py, ties drawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import calendar, clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.evaluation import committee, drawing, news, reviewing, sheets
from ngos.evaluation.guards import evaluation_of, leader, ready, seated
from ngos.evaluation.scoring import Offered, Ranked, ranked, unusually_low
from ngos.models import Bid, Draw, LowPriceQuestion, Mark, Project, Provider, Ranking

LEAST_MINUTES = 30  # to explain a price


def standing_bids(project: Project) -> list[Bid]:
    rows = Bid.objects.filter(project=project, status="conforming").select_related("project", "provider__org")
    return list(rows.order_by("pk"))


@transaction.atomic
def reveal_prices(project: Project, *, by: User) -> list[Bid]:
    """Show the prices to the committee and the buyers, once every technical sheet is signed; the bids that are low.

    Refused: a sheet is still open; a seat is empty. Two envelopes in one: no score was given knowing a price.
    """
    policies.require(by, "rank_bids", project)
    project = ready(project, "scoring")
    leader(project, by)
    committee.require_complete(project)
    if not sheets.all_locked(project):
        raise Refused(_("还有评分表没有提交，报价暂不公开。"), code="open_sheets")
    evaluation = evaluation_of(project)
    if evaluation.revealed_at is None:
        evaluation.revealed_at = clock.now()
        evaluation.save(update_fields=["revealed_at"])
        trail.record("evaluation.reveal_prices", project, by=by)
    return low_bids(project)


def low_bids(project: Project) -> list[Bid]:
    """Bids whose price is far below the others': a question, not a verdict (law: R-PUR-17)."""
    bids = {str(b.pk): b for b in standing_bids(project)}
    low = unusually_low({pk: b.price_fen for pk, b in bids.items()}, int(project.rules["low_price_percent"]))
    return [bids[pk] for pk in low]


def open_low_prices(project: Project) -> list[Bid]:
    """Low bids about which the committee has not decided."""
    decided = LowPriceQuestion.objects.filter(bid__project=project, accepted__isnull=False).values_list(
        "bid_id", flat=True
    )
    return [b for b in low_bids(project) if b.pk not in set(decided)]


# --- the low price question ------------------------------------------------------------------------------------
@transaction.atomic
def ask_low_price(bid: Bid, *, by: User, minutes: int = LEAST_MINUTES) -> LowPriceQuestion:
    """Ask a bidder to explain its price, with at least half an hour to do so (law: R-PUR-17).

    Refused: prices are not shown yet; the price is not low; asked already; too little time.
    """
    policies.require(by, "rank_bids", bid.project)
    project = ready(bid.project, "scoring")
    leader(project, by)
    if not sheets.prices_are_open(project) or bid not in low_bids(project):
        raise Refused(_("这份报价没有明显偏低。"), code="not_low")
    if minutes < LEAST_MINUTES:
        raise Refused(_("至少给 %(n)d 分钟说明。") % {"n": LEAST_MINUTES}, code="minutes")
    if LowPriceQuestion.objects.filter(bid=bid).exists():
        raise Refused(_("已经要求这家供应商说明。"), code="asked")
    now = clock.now()
    question = LowPriceQuestion.objects.create(bid=bid, asked_at=now, due_at=now + timedelta(minutes=minutes))
    trail.record("low_price.ask", bid, by=by)
    news.tell_org("low_price_asked", project, bid.provider.org, until=question.due_at)
    return question


@transaction.atomic
def answer_low_price(question: LowPriceQuestion, *, by: User, text: str) -> LowPriceQuestion:
    """The bidder explains. Refused: the time is over; answered already; nothing said."""
    question = (
        LowPriceQuestion.objects.select_for_update(of=("self",)).select_related("bid__provider").get(pk=question.pk)
    )
    provider: Provider = question.bid.provider
    policies.require(by, "answer_low_price", provider)
    if clock.now() > question.due_at:
        raise Refused(_("说明期限已过。"), code="late")
    if question.answered_at:
        raise Refused(_("已经说明过，不能更改。"), code="answered")
    if not text.strip():
        raise Refused(_("写明报价的构成和能够履约的理由。"), code="text")
    question.answer, question.answered_at = text.strip()[:2000], clock.now()
    question.save(update_fields=["answer", "answered_at"])
    trail.record("low_price.answer", question.bid, by=by)
    return question


@transaction.atomic
def vote_low_price(question: LowPriceQuestion, *, by: User, accept: bool) -> LowPriceQuestion:
    """One voice a member, each recorded; when all have voted the majority decides, and a price not proved is invalid.

    Refused: before the bidder answered and while it still may; voted already.
    """
    question = (
        LowPriceQuestion.objects.select_for_update(of=("self",)).select_related("bid__project").get(pk=question.pk)
    )
    policies.require(by, "review_bid", question.bid.project)
    project = ready(question.bid.project, "scoring")
    member = seated(project, by)
    if question.answered_at is None and clock.now() <= question.due_at:
        raise Refused(_("供应商说明以后，或者说明期限过后再表决。"), code="early")
    if question.accepted is not None or str(member.pk) in question.votes:
        raise Refused(_("您已经表决。"), code="voted")
    question.votes = {**question.votes, str(member.pk): accept}
    _decide(question, project, by)
    question.save(update_fields=["votes", "accepted"])
    trail.record("low_price.vote", question.bid, by=by)
    return question


def _decide(question: LowPriceQuestion, project: Project, by: User) -> None:
    voices = [question.votes.get(str(m.pk)) for m in committee.require_complete(project)]
    if None in voices:
        return
    question.accepted = sum(bool(v) for v in voices) * 2 > len(voices)
    if not question.accepted:
        reviewing.refuse_bid(
            Bid.objects.select_related("project", "provider__org").get(pk=question.bid_id),
            by=by, clause="R-PUR-17", reason=_("报价明显偏低，说明不能成立。"),
        )  # fmt: skip
        reviewing.count_left(project)


# --- the ranking -----------------------------------------------------------------------------------------------
@transaction.atomic
def rank_bids(project: Project, *, by: User) -> list[Ranking]:
    """Work the ranking out and keep it; whoever is still tied is drawn, and the draw is kept (law: R-PUR-15, R-PUR-16).

    Refused: prices not shown; a low price undecided; too few bids left.
    """
    policies.require(by, "rank_bids", project)
    project = ready(project, "scoring")
    leader(project, by)
    if not sheets.prices_are_open(project) or not sheets.all_locked(project):
        raise Refused(_("评分表全部提交、公开报价以后再排序。"), code="not_revealed")
    if open_low_prices(project):
        raise Refused(_("还有偏低的报价没有表决。"), code="low_price")
    reviewing.require_enough(project)
    evaluation = evaluation_of(project)
    rows = _worked_out(project, by)
    kept = [_row(project, evaluation.round, row) for row in rows]
    Ranking.objects.bulk_create(kept)
    evaluation.ranked_at = clock.now()
    evaluation.save(update_fields=["ranked_at"])
    move(project, "rank", by=by, due_at=report_due(project))
    return kept


def _worked_out(project: Project, by: User) -> list[Ranked]:
    offers = offered(project)
    rows = ranked(offers, project.price_weight)
    tied = sorted(row.bid for row in rows if sum(other.rank == row.rank for other in rows) > 1)
    if not tied:
        return rows
    seed = drawing.new_seed()
    order = drawing.in_order(seed, tied)
    Draw.objects.create(project=project, kind="tie", seed=seed, candidates=tied, result=order, at=clock.now(), by=by)
    return ranked(offers, project.price_weight, drawn={bid: place for place, bid in enumerate(order, 1)})


def offered(project: Project) -> list[Offered]:
    """The bids as plain values; the sums come from the signed marks themselves, not from the column beside them."""
    totals = marks_of(project)
    found = []
    for bid in standing_bids(project):
        given = [sum(marks.values()) for _member, marks in sorted(totals.get(bid.pk, {}).items())]
        if not given:
            raise Refused(_("还有评分表没有提交，报价暂不公开。"), code="open_sheets")
        found.append(Offered(str(bid.row_key), bid.price_fen, given, bid.deduction))
    return found


def marks_of(project: Project) -> dict[int, dict[int, dict[int, int]]]:
    """Bid → member → factor → hundredths, of the sheets that count."""
    found: dict[int, dict[int, dict[int, int]]] = {}
    signed = sheets.standing(project).filter(status="locked")
    rows = Mark.objects.filter(sheet__in=signed.order_by()).values_list(
        "sheet__bid_id", "sheet__member_id", "factor_id", "points"
    )
    for bid, member, factor, points in rows:
        found.setdefault(bid, {}).setdefault(member, {})[factor] = points
    return found


def _row(project: Project, number: int, row: Ranked) -> Ranking:
    return Ranking(
        project=project, bid=Bid.objects.get(row_key=row.bid), round=number, rank=row.rank,
        evaluated_fen=row.evaluated_fen, price_score=row.price_score, technical=row.technical, total=row.total,
    )  # fmt: skip


def report_due(project: Project) -> datetime:
    """The committee hands its report to the purchaser within two working days (law: R-PUR-19)."""
    return calendar.end_of(calendar.add_workdays(clock.today(), int(project.rules["report_workdays"])))


def current(project: Project):
    """The ranking of the newest round, first to last."""
    rows = Ranking.objects.filter(project=project, round=evaluation_of(project).round)
    return rows.select_related("bid__provider__org").order_by("rank", "pk")
