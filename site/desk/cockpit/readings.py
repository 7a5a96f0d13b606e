"""What the cockpit reads: the scope of the reader, the tiles on top, the clocks of all trades, the trades' charts."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from accounts.models import Division
from desk import hooks, policies
from desk.cockpit import charts, periods
from desk.cockpit.charts import Asked, Chart
from desk.hooks import Kpi, KpiReading
from kit import clock
from kit.suppression import LEAST, suppressed_grid

TILES = ("K1", "K2", "K21b", "K18")
CLOCKS_PLACE = 30
LATE_SHOWN = 6


def asked(user: Any, county: str, period: str, against: str) -> Asked:
    """Who reads what. A county's manager stays in the county; the city and the auditor choose. 404 of anything else."""
    if not policies.may(user, "see_cockpit"):
        raise Http404
    days = periods.days(period)
    if days is None or days[0] > clock.today():
        raise Http404
    counties = dict(Division.objects.filter(level="county").order_by("code").values_list("code", "name"))
    opens = ""
    if not access.has_role(user, roles.MUN, roles.AUD):
        opens = access.seats_as(user, roles.CBM)[0].county_code
        if county not in ("", opens):
            raise Http404
        county = opens
    if county and county not in counties:
        raise Http404
    until = min(days[1], clock.today())  # of a period that runs, what is over
    return Asked(
        (days[0], until),
        periods.other(days, against),
        counties,
        county,
        opens,
        late_exact=policies.may(user, "see_late"),
    )


def all_charts(of: Asked) -> list[Chart]:
    hung = [*hooks.cockpit, (CLOCKS_PLACE, clocks)]
    return [read(of) for _place, read in sorted(hung, key=lambda one: one[0])]


def one_chart(of: Asked, code: str) -> Chart:
    """The one of this code; the others are read too, since only a chart knows its code."""
    found = next((chart for chart in all_charts(of) if chart.code == code), None)
    if found is None:
        raise Http404
    return found


# --- tiles ---------------------------------------------------------------------------------------------------------
def tiles(of: Asked) -> list[dict[str, Any]]:
    """The measures a leader asks for first, with the period before. One that counts people of a county whose rows the
    reader may not open is left to the chart, which hides what must be hidden with its neighbours."""
    known = {kpi.code: kpi for kpi in hooks.kpis}
    hidden = of.county and not of.exact
    return [_tile(known[code], of) for code in TILES if code in known and not (hidden and known[code].people)]


def _tile(kpi: Kpi, of: Asked) -> dict[str, Any]:
    now, then = kpi.read(of.period, of.county), kpi.read(of.before, of.county)
    tile: dict[str, Any] = {
        "label": kpi.label,
        "unit": "",
        "note": "",
        "step": "",
        "better": None,
        "value": charts.NONE,
    }
    if not now.d:
        return tile | {"note": _("这一期没有")}
    if not of.exact and _too_few(now):
        return tile | {"note": _("少于 5，不显示")}
    share = 100 * now.n / now.d
    tile |= {"value": f"{share:.1f}", "unit": "%", "note": f"{now.n:,} / {now.d:,}"}
    if then.d and (of.exact or not _too_few(then)):
        step = round(share - 100 * then.n / then.d, 1)
        tile["step"] = f"{abs(step):.1f}"
        tile["up"] = step > 0
        tile["better"] = None if not step else (step > 0) != kpi.less_is_better
    return tile


def _too_few(read: KpiReading) -> bool:
    return 0 < read.n < LEAST or 0 < (read.d or 0) - read.n < LEAST


# --- clocks --------------------------------------------------------------------------------------------------------
def clocks(of: Asked) -> Chart:
    """What is late now, kind by kind, and in the city by county. One query for each kind."""
    now = clock.now()
    kinds = sorted(hooks.clocks, key=lambda kind: kind.order)
    found = {kind.code: kind.read(now) for kind in kinds}
    told = _told_clocks(of, found)
    shown = [of.county] if of.county else ["", *of.counties]
    rows = []
    for kind in kinds:
        late = sum(told[kind.code, code, "late"] or 0 for code in shown)
        rows.append((kind.label, late, late + sum(told[kind.code, code, "rest"] or 0 for code in shown), ""))
    late_n, every = sum(r[1] for r in rows), sum(r[2] for r in rows)
    title = _("%(all)d 件有时限的事，%(late)d 件超时") % {"all": every, "late": late_n}
    return Chart(
        "clocks", "late", title, _("现在；斜纹为超时，实色为还在时限内"), [_("种类"), _("超时"), _("时限内")],
        [[str(name), late, rest - late] for name, late, rest, _url in rows], charts.stacked(rows), empty=not every,
        more={
            "url": reverse("desk:late") if of.late_exact else "", "link": _("看超时的事"),
            "counties": [] if of.county else _late_counties(of, told, [k.code for k in kinds]),
        },
    )  # fmt: skip


def _told_clocks(of: Asked, found: dict[str, dict[str, tuple[int, int]]]) -> dict[Any, int | None]:
    """By kind, county and late or not; for those who may not open what is late, without small cells."""
    cells = {}
    for kind, by_county in found.items():
        for code in ["", *of.counties]:
            late, every = by_county.get(code, (0, 0))
            cells[(kind, "late"), code] = late
            cells[(kind, "rest"), code] = every - late
    told = dict(cells) if of.late_exact else suppressed_grid(cells)
    return {(kind, code, which): n for ((kind, which), code), n in told.items()}


def _late_counties(of: Asked, told: dict[Any, int | None], kinds: list[str]) -> list[dict[str, Any]]:
    """The counties with most that is late."""
    late = {code: sum(told[kind, code, "late"] or 0 for kind in kinds) for code in of.counties}
    rest = {code: sum(told[kind, code, "rest"] or 0 for kind in kinds) for code in of.counties}
    ordered = sorted((code for code in late if late[code]), key=lambda code: -late[code])[:LATE_SHOWN]
    return charts.stacked([(of.counties[c], late[c], late[c] + rest[c], f"?county={c}") for c in ordered])
