"""What the main job answers when training asks who found work: confirmed outcomes, by the code of the person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from kit import clock
from matching.models import Outcome
from training import hooks

AT_ONCE = 5_000  # codes named in one query


@hooks.employed.answer
def employed(codes: Collection[str], from_on: date, to_on: date) -> dict[str, list[date]]:
    """Code → the days on which an officer confirmed, as the outcome of a request, that the person is employed.

    From the first day to the last, both included; people without such a day are left out.
    """
    wanted, found = list(codes), dict[str, list[date]]()
    start, end = clock.at(from_on, 0), clock.at(to_on + timedelta(days=1), 0)
    rows = Outcome.objects.filter(code="employed", confirmed_at__gte=start, confirmed_at__lt=end)
    for n in range(0, len(wanted), AT_ONCE):
        some = rows.filter(request__client__code__in=wanted[n : n + AT_ONCE])
        for code, at in some.values_list("request__client__code", "confirmed_at"):
            found.setdefault(code, []).append(at.astimezone(clock.SHANGHAI).date())
    return found
