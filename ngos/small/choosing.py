"""How a provider of a small purchase is chosen: plain judgement, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kit import money
from kit.errors import Refused
from kit.sentences import gettext as _


def months_before(day: date, n: int) -> date:
    """The same day n months earlier, the last of the month where there is none."""
    month = day.year * 12 + day.month - 1 - n
    year, month = divmod(month, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def better_first(entries: Sequence[int], grades: Mapping[int, str]) -> list[int]:
    """The roster with A before B before the others, in its own order among equals.

    It only decides between those whose turn it is alike: a grade gives no price and no turn of another (law: R-PUR-25).
    """
    rank = {"A": 0, "B": 1}
    return sorted(entries, key=lambda p: rank.get(grades.get(p, ""), 2))


def next_in_turn(entries: Sequence[int], last_ordered: Mapping[int, datetime]) -> int | None:
    """Of the providers on the roster, in its order, who was served longest ago; who never was comes first."""
    never = [p for p in entries if p not in last_ordered]
    if never:
        return never[0]
    return min(entries, key=lambda p: last_ordered[p], default=None)


def check_quotes(quotes: Mapping[int, int], chosen: int, least: int, reason: str) -> int:
    """The chosen provider's quote in fen. Refused: too few; the chosen did not quote; not the lowest without reason."""
    if len(quotes) < least:
        raise Refused(_("询价至少%(n)d家。") % {"n": least}, code="quotes")
    if any(fen <= 0 for fen in quotes.values()):
        raise Refused(_("报价必须大于零。"), code="quotes")
    if chosen not in quotes:
        raise Refused(_("选定的机构没有报价。"), code="quotes")
    if quotes[chosen] > min(quotes.values()) and not reason.strip():
        raise Refused(_("没有选报价最低的机构，写明理由。"), code="reason")
    return quotes[chosen]


def under(limit_fen: int, before_fen: int, amount_fen: int, what: str) -> None:
    """Refused: the sum reaches the limit, with what was bought before (law: R-PUR-06)."""
    if before_fen + amount_fen >= limit_fen:
        raise Refused(
            _("%(what)s累计已有%(before)s，加上这一笔将达到小额采购限额%(limit)s。改为立项采购。")
            % {"what": what, "before": money.display(before_fen), "limit": money.display(limit_fen)},
            code="small_limit",
        )
