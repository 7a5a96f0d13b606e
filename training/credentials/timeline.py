"""How a person stands with one paper on a day, worked out from what was entered; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from training.credentials.terms import Term

DAY = timedelta(days=1)
# The states in which the gate is open.
HELD = frozenset({"met", "renewing", "grace", "exempt"})


@dataclass(frozen=True)
class Standing:
    """`since` and `until` are the unbroken time that holds or held; `renew_from` is when the window opens.

    met · renewing (held, the window is open) · grace (over, still counts) · expired · to_come (only later) ·
    exempt (waived until `until`) · never.
    """

    kind: str
    state: str
    since: date | None = None
    until: date | None = None
    renew_from: date | None = None

    @property
    def holds(self) -> bool:
        return self.state in HELD


def standing(
    kind: str, spans: Iterable[tuple[date, date]], rule: Term, on: date, *, exempt_until: date | None = None
) -> Standing:
    """The standing on `on` of somebody who holds papers for these spans, both end days included."""
    runs = _runs(spans)
    past = [run for run in runs if run[0] <= on]
    since, until = past[-1] if past else (None, None)
    if since and until and on <= until:
        opens = until - timedelta(days=rule.renewal_days)
        state = "renewing" if rule.renewal_days and on >= opens else "met"
        return Standing(kind, state, since, until, opens)
    if exempt_until and on <= exempt_until:
        return Standing(kind, "exempt", None, exempt_until)
    if until:
        state = "grace" if on <= until + timedelta(days=rule.grace_days) else "expired"
        return Standing(kind, state, since, until)
    return Standing(kind, "to_come", *runs[0]) if runs else Standing(kind, "never")


def _runs(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The spans as unbroken times, in order: one that begins the day after another ends goes on."""
    runs: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if runs and start <= runs[-1][1] + DAY:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs
