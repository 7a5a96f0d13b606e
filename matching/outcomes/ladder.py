"""The three steps of help, contacted, received, solved, and how far each side says it came. No database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

NOT_CONTACTED, CONTACTED, RECEIVED, SOLVED = range(4)
STEPS = {
    NOT_CONTACTED: _("没有联系上"),
    CONTACTED: _("联系上了"),
    RECEIVED: _("得到了帮助"),
    SOLVED: _("解决了"),
}
# What the person answered → how far it came; somebody who was not reached says nothing.
PERSON = {"yes": SOLVED, "partly": SOLVED, "no": RECEIVED, "not_received": CONTACTED, "not_contacted": NOT_CONTACTED}


def of_helper(results: Iterable[str], held_n: int) -> int:
    """By the report: a goal that was reached, even in part; else whether there was a meeting."""
    if any(result in ("reached", "partly") for result in results):
        return SOLVED
    return RECEIVED if held_n else CONTACTED


def of_officer(need_met: str, held_n: int) -> int:
    if need_met in ("yes", "partly"):
        return SOLVED
    return RECEIVED if held_n else CONTACTED


def part_ways(said: Mapping[str, int | None]) -> bool:
    """Whether two sides who spoke name different steps."""
    return len({step for step in said.values() if step is not None}) > 1
