"""What leaders see of the main job: need against supply, the way of a request, coverage, demand by month, its clocks.

Files of the minors' track are counted nowhere (R-MIN-02). Where the reader may not open the rows, counts under five and
what would give them away stay unsaid (R-PI-10); the whole city is always read, so that a county hides the same cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from desk import hooks
from desk.analysis import figures
from desk.cockpit import charts
from desk.cockpit.charts import Asked, Chart
from desk.hooks import Clocks
from kit import clock
from kit.suppression import LEAST, suppressed, suppressed_grid
from matching import kpis, words
from matching.engine import codes
from matching.models import AssistanceRequest, Offer, Outcome, Place, Session
from matching.requests.forms import SEEKING

WAITING = ("matching", "waitlisted")
SERVING = ("in_service", "on_hold", "closing", "under_review")
MONTHS = 12
Grid = dict[tuple[str, int], int]


def _adults() -> QuerySet[AssistanceRequest]:
    return AssistanceRequest.objects.filter(client__is_minor_track=False).order_by()


def _rows(asked: Asked, url_name: str, link: str) -> dict[str, str]:
    """The way to the rows behind a chart, for whoever may open them."""
    return {"url": reverse(url_name), "link": link} if asked.exact else {}


# --- need against supply -------------------------------------------------------------------------------------------
def need_against_supply(asked: Asked) -> Chart:
    """Requests that wait for each free place, by county and category. Two queries."""
    waiting, free = _waiting(), _free()
    keys = [(county, category) for county in asked.counties for category in codes.CATEGORIES]
    told = suppressed_grid({key: waiting.get(key, 0) for key in keys})
    if asked.exact:
        told |= {key: waiting.get(key, 0) for key in keys if key[0] == asked.county}
    marks = [
        {
            "name": asked.counties[county],
            "url": "" if asked.county else f"?{urlencode({'county': county})}",
            "cells": [_cell(asked, county, c, told[county, c], free.get((county, c), 0)) for c in codes.CATEGORIES],
        }
        for county in asked.shown
    ]
    rows = [
        [asked.counties[county], words.category(c), charts.told(told[county, c]), free.get((county, c), 0)]
        for county in asked.shown
        for c in codes.CATEGORIES
    ]
    return Chart(
        "supply", "heat", _shortest(asked, told, free), _("现在等待的需求/空位；颜色越深越缺"),
        [_("县区"), _("大类"), _("等待的需求"), _("空位")], rows, marks,
        note="" if asked.exact else _("—：少于 5 件或可由合计推算"),
        more={"columns": [words.category(c) for c in codes.CATEGORIES]},
    )  # fmt: skip


def _waiting() -> Grid:
    rows = _adults().filter(status__in=WAITING).values_list("county_code", "category").annotate(n=Count("pk"))
    return {(county, category): n for county, category, n in rows}


def _free() -> Grid:
    rows = Place.objects.filter(status="open").order_by().values_list("county_code", "category")
    return {(county, c): n for county, c, n in rows.annotate(n=Sum(F("capacity") - F("taken")))}


def _cell(asked: Asked, county: str, category: int, n: int | None, free: int) -> charts.Cell:
    where = {"county": asked.counties[county], "category": words.category(category)}
    url = ""
    if county == asked.opens:
        url = f"{reverse('matching:requests')}?{urlencode({'status': SEEKING, 'category': category})}"
    if n is None:
        return charts.Cell(charts.NONE, "na", where["category"], _("%(county)s，%(category)s：不显示") % where, url)
    says = _("%(county)s，%(category)s：等待 %(n)d 件，空位 %(free)d 个") % {**where, "n": n, "free": free}
    return charts.Cell(f"{n}/{free}", charts.heat_tone(n, free), where["category"], says, url)


def _shortest(asked: Asked, told: Mapping[tuple[str, int], int | None], free: Grid) -> str:
    """The title says which category is short, over the counties shown."""
    asks: Counter[int] = Counter()
    room: Counter[int] = Counter()
    for (county, category), n in told.items():
        if county in asked.shown:
            asks[category] += n or 0
            room[category] += free.get((county, category), 0)
    short = [c for c in codes.CATEGORIES if asks[c] >= LEAST and asks[c] > room[c]]
    if not short:
        return _("各类需求都有空位")
    worst = max(short, key=lambda c: asks[c] / (room[c] or 0.5))
    return _("%(category)s最缺：等待的多于空位") % {"category": words.category(worst)}


# --- from asking to solved -----------------------------------------------------------------------------------------
STEPS = (
    ("asked", lazy("提出需求")),
    ("matched", lazy("完成匹配")),
    ("accepted", lazy("接受邀约")),
    ("serving", lazy("开始服务")),
    ("solved", lazy("需求满足")),
)


def funnel(asked: Asked) -> Chart:
    """How far the requests of the period came. One query."""
    found = _ways(asked.period)
    counts = {code: [found.get(code, Counter())[name] for name, _label in STEPS] for code in asked.counties}
    if asked.exact:
        steps: Sequence[int | None] = counts[asked.county]
    elif asked.county:
        steps = told_steps(counts)[asked.county]
    else:
        steps = shown_steps([sum(c[n] for c in counts.values()) for n in range(len(STEPS))])
    labels = [str(label) for _name, label in STEPS]
    return Chart(
        "funnel", "funnel", _funnel_title(labels, steps), _("这一期提出的需求，现在走到哪一步"),
        [_("步骤"), _("件")], [[label, charts.told(n)] for label, n in zip(labels, steps, strict=True)],
        charts.funnel(list(zip(labels, steps, strict=True))), empty=not steps[0],
        note=_("—：少于 5 件或可由合计推算") if None in steps else "",
        more=_rows(asked, "matching:requests", _("看帮扶需求")),
    )  # fmt: skip


def _ways(period: figures.Period) -> dict[str, Counter[str]]:
    """By county how many of the requests submitted in the period reached each step; who is further was there before."""
    offers = Offer.objects.filter(request=OuterRef("pk"))
    solved = Q(status="closed", need_met__in=("yes", "partly"))
    serving = solved | Q(status__in=SERVING) | Q(met=True)
    accepted = serving | Q(place__isnull=False) | Q(taken=True)
    rows = _adults().filter(**kpis.instants(period, "submitted_at")).annotate(
        tried=Exists(offers), taken=Exists(offers.filter(status="accepted")),
        met=Exists(Session.objects.filter(request=OuterRef("pk"), status="held")),
    )  # fmt: skip
    found = rows.values("county_code").annotate(
        asked=Count("pk"), matched=Count("pk", filter=accepted | Q(tried=True)),
        accepted=Count("pk", filter=accepted), serving=Count("pk", filter=serving),
        solved=Count("pk", filter=solved),
    )  # fmt: skip
    plain: Any = found
    return {row["county_code"]: Counter({name: row[name] for name, _label in STEPS}) for row in plain}


def told_steps(counts: Mapping[str, Sequence[int]]) -> dict[str, list[int | None]]:
    """By county the steps that may be told beside the city's: what stayed behind at each is a cell of the table."""
    cells = {
        (code, n): steps[n] - (steps[n + 1] if n + 1 < len(steps) else 0)
        for code, steps in counts.items()
        for n in range(len(steps))
    }
    open_ = suppressed_grid(cells)
    wholes = suppressed({code: steps[0] for code, steps in counts.items()})
    return {
        code: shown_steps(steps, hidden={n for n in range(len(steps)) if open_[code, n] is None})
        if wholes[code] is not None
        else [None] * len(steps)
        for code, steps in counts.items()
    }


def shown_steps(steps: Sequence[int], hidden: set[int] | None = None) -> list[int | None]:
    """Nested counts, None for those by which one could work out that one to four stayed behind between two steps."""
    left = [n - (steps[i + 1] if i + 1 < len(steps) else 0) for i, n in enumerate(steps)]
    hidden = {i for i, n in enumerate(left) if 0 < n < LEAST} if hidden is None else hidden
    if 0 < steps[0] < LEAST:
        return [None] * len(steps)
    shown: list[int | None] = [steps[0]]
    since = 0
    for n in range(1, len(steps)):
        fine = _may_stand(left, hidden, since, n) and _may_stand(left, hidden, n, len(steps))
        shown.append(steps[n] if fine else None)
        since = n if fine else since
    return shown


def _may_stand(left: Sequence[int], hidden: set[int], a: int, b: int) -> bool:
    """Whether the sum of these cells may be known: nothing hidden in it, or enough of them together."""
    gone = [n for n in range(a, b) if n in hidden]
    return not gone or (len(gone) > 1 and sum(left[n] for n in gone) >= LEAST)


def _funnel_title(labels: Sequence[str], steps: Sequence[int | None]) -> str:
    known = [(label, n) for label, n in zip(labels, steps, strict=True) if n is not None]
    falls = [(a[1] - b[1], b[0]) for a, b in zip(known, known[1:], strict=False)]
    if not falls or not max(falls)[0]:
        return _("从提出到满足")
    return _("从提出到满足，最大的落差在“%(step)s”") % {"step": max(falls)[1]}


# --- coverage ------------------------------------------------------------------------------------------------------
def coverage(asked: Asked) -> Chart:
    """K1 by county: with help by forces of society in the last ninety days, of those in register. Three queries."""
    found = _covered(asked.period[1])
    now = {code: _read(*found.get(code, (0, 0))) for code in asked.counties}
    now[figures.CITY] = _read(sum(r["n"] for r in now.values()), sum(r["d"] for r in now.values()))
    told = figures.published({"now": now, "people": True})
    if asked.opens:
        told[asked.opens] = now[asked.opens]
    shares = {
        asked.counties[code]: 100 * read["n"] / read["d"]
        for code, read in told.items()
        if code != figures.CITY and read and read["d"]
    }
    city = told[figures.CITY]
    middle = 100 * city["n"] / city["d"] if city and city["d"] else None
    rows = [[asked.counties.get(code, _("全市")), *_said(told[code])] for code in [*asked.counties, figures.CITY]]
    apart = max(shares.values()) - min(shares.values()) if len(shares) > 1 else 0
    return Chart(
        "coverage", "dots", _("县区之间相差 %(n).0f 个百分点") % {"n": apart} if apart else _("社会力量覆盖率"),
        _("期末前 90 天得到社会力量帮扶的在册对象占比，每点一个县区"),
        [_("县区"), _("得到帮扶"), _("在册"), _("占比")], rows, charts.dots(shares, middle), empty=not shares,
        more=_rows(asked, "matching:clients", _("看帮扶对象")),
    )  # fmt: skip


def _covered(on: date) -> dict[str, tuple[int, int]]:
    window = (on - kpis.WINDOW + timedelta(days=1), on)
    social = {"request__place__kind__in": kpis.SOCIAL}
    helped = set(kpis.held(window, "").filter(**social).values_list("request__client_id", flat=True))
    ended = Outcome.objects.filter(**kpis.instants(window, "confirmed_at"), **social)
    helped |= set(ended.values_list("request__client_id", flat=True))
    found: dict[str, tuple[int, int]] = {}
    for pk, county in kpis.in_register(on).values_list("pk", "county_code"):
        n, d = found.get(county, (0, 0))
        found[county] = n + (pk in helped), d + 1
    return found


def _read(n: int, d: int) -> figures.Read:
    return {"n": n, "d": d, "exact": None, "parts": [], "url": ""}


def _said(read: figures.Read | None) -> list[str]:
    return [charts.NONE] * 3 if read is None else [str(read["n"]), str(read["d"]), charts.share(read["n"], read["d"])]


# --- demand by month -----------------------------------------------------------------------------------------------
def demand(asked: Asked) -> Chart:
    """Requests submitted in each of twelve months up to the last of the period. One query."""
    last = asked.period[1].replace(day=1)
    index = last.year * 12 + last.month - 1
    months = [date(n // 12, n % 12 + 1, 1) for n in range(index - MONTHS + 1, index + 1)]
    rows = _adults().filter(**kpis.instants((months[0], asked.period[1]), "submitted_at"))
    found = Counter(
        {
            (county, month.date()): n
            for county, month, n in rows.annotate(month=TruncMonth("submitted_at", tzinfo=clock.SHANGHAI))
            .values_list("county_code", "month")
            .annotate(n=Count("pk"))
        }
    )
    told = suppressed_grid({(c, m): found[c, m] for c in asked.counties for m in months})
    values = [_of_month(asked, found, told, month) for month in months]
    labels = [f"{month:%Y-%m}" for month in months]
    return Chart(
        "demand", "line", _("近 12 个月提出的需求"), _("每月提交的件数"), [_("月份"), _("件")],
        [[label, charts.told(n)] for label, n in zip(labels, values, strict=True)], charts.line(values),
        empty=not any(values), more={"labels": labels},
    )  # fmt: skip


def _of_month(asked: Asked, found: Counter[Any], told: Mapping[Any, int | None], month: date) -> int | None:
    if asked.exact:
        return found[asked.county, month]
    if asked.county:
        return told[asked.county, month]
    n = sum(found[code, month] for code in asked.counties)
    return None if 0 < n < LEAST else n


# --- clocks --------------------------------------------------------------------------------------------------------
def _by_county(rows: QuerySet, due: str, now: datetime, county: str = "county_code") -> dict[str, tuple[int, int]]:
    found = (
        rows.order_by().values_list(county).annotate(late=Count("pk", filter=Q(**{f"{due}__lt": now})), n=Count("pk"))
    )
    return {code: (late, n) for code, late, n in found}


def first_answers(now: datetime) -> dict[str, tuple[int, int]]:
    rows = _adults().filter(first_due_at__isnull=False, first_response_at__isnull=True, paused_at=None)
    return _by_county(rows.exclude(status__in=("closed", "cancelled")), "first_due_at", now)


def offers_open(now: datetime) -> dict[str, tuple[int, int]]:
    rows = Offer.objects.filter(status="sent", paused_at=None, request__client__is_minor_track=False)
    return _by_county(rows.filter(due_at__isnull=False), "due_at", now)


def steps_open(now: datetime) -> dict[str, tuple[int, int]]:
    """Every other step of a request that has a term: approving, planning, serving, reporting, checking."""
    rows = _adults().filter(due_at__isnull=False, paused_at=None)
    return _by_county(rows.exclude(status__in=("closed", "cancelled", "offered")), "due_at", now)


for place, chart in ((10, need_against_supply), (20, funnel), (35, demand), (40, coverage)):
    hooks.cockpit.add((place, chart))
hooks.clocks.add(Clocks("first_response", lazy("首次回应"), first_answers, order=10))
hooks.clocks.add(Clocks("offers", lazy("答复邀约"), offers_open, order=20))
hooks.clocks.add(Clocks("requests", lazy("需求办理"), steps_open, order=30))
