"""How many sit on a committee, and how many of them are experts: arithmetic over frozen rules (law: R-PUR-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.sentences import gettext as _


def least(method: str, budget_fen: int, rules: Mapping[str, Any]) -> int:
    """The fewest members for a project of this method and size."""
    big = budget_fen >= int(rules["big_from_fen"])
    return max(int(rules["committee"][method]), int(rules["big_committee"]) if big else 0)


def faults(experts: int, representatives: int, *, least: int, share: list[int]) -> list[str]:
    """What is wrong with a committee of so many; nothing when it may sit. `share` of experts, as [2, 3]."""
    size, (part, of) = experts + representatives, share
    found = []
    if size < least:
        found.append(_("评审小组至少 %(n)d 人，现在 %(now)d 人。") % {"n": least, "now": size})
    if size % 2 == 0:
        found.append(_("评审小组人数为单数。"))
    if experts * of < size * part:
        needed = -(-size * part // of)
        found.append(_("%(size)d 人的评审小组至少 %(n)d 名专家。") % {"size": size, "n": needed})
    return found
