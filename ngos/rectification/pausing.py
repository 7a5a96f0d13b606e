"""A notice waits while an appeal against what it rests on is open, and goes on, or is taken back, when that ends."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit import trail
from audit.moves import move
from kit.sentences import gettext as _
from ngos.models import RectificationNotice
from ngos.rectification import clocks, effects, news
from ngos.rectification.states import OPEN


@transaction.atomic
def pause_for_appeal(source: str, *, by: User | None = None) -> int:
    """Stop the clock of every open notice that follows from `source` ("review:12"); how many stopped.

    Whoever received the appeal had the right to it; here none is asked for. Law: R-RECT-02.
    """
    rows = _of(source).filter(status__in=OPEN, is_source_appealed=False)
    for notice in rows:
        clocks.keep(notice, is_source_appealed=True)
        clocks.stop(notice)
        trail.record("rectification.pause", notice, by=by, detail={"source": source})
        news.tell("rectification_paused", notice, news.addressees(notice))
    return len(rows)


@transaction.atomic
def resume_after_appeal(source: str, *, upheld: bool, by: User | None = None) -> int:
    """Let the notices of `source` run on with the working days that were left; `upheld`, take them back. How many.

    One that has an appeal of its own open stands until that is decided too. Law: R-RECT-02.
    """
    rows = _of(source).filter(is_source_appealed=True)
    for notice in rows:
        clocks.keep(notice, is_source_appealed=False)
        trail.record("rectification.resume", notice, by=by, detail={"source": source, "upheld": upheld})
        if notice.is_open:
            _take_back(notice) if upheld else _run_on(notice)
    return len(rows)


def _take_back(notice: RectificationNotice) -> None:
    # The house withdraws: those who heard the appeal need no seat that withdraws notices. Their event stands beside it.
    move(notice, "withdraw", by=None, note=_("通知书所依据的评价经申诉已撤销"))
    clocks.keep(notice, stopped_on=None)
    effects.lift(notice)
    news.tell("rectification_withdrawn", notice, news.addressees(notice))


def _run_on(notice: RectificationNotice) -> None:
    clocks.run_on(notice)
    if notice.stopped_on is None:
        news.tell("rectification_resumed", notice, news.addressees(notice))


def _of(source: str) -> QuerySet[RectificationNotice]:
    rows = RectificationNotice.objects.select_for_update(of=("self",)).select_related("addressee", "provider__org")
    return rows.filter(source=source).order_by("pk")
