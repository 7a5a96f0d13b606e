"""A report in words: a figure with its n of d, how it compares, the widest gaps, a measure by county."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk import dates, hooks
from desk.analysis import figures
from desk.analysis.models import AnalysisReport
from desk.registers import Cell, Line, Section

NONE = "—"


def labels() -> dict[str, Any]:
    return {kpi.code: kpi.label for kpi in hooks.kpis}


def period(report: AnalysisReport) -> str:
    return _("%(a)s 至 %(b)s") % {"a": dates.day(report.first_on), "b": dates.day(report.last_on)}


def title(report: AnalysisReport) -> str:
    names = report.data["counties"]
    where = names.get(report.county_code, report.county_code) if report.county_code else _("全市")
    return _("%(where)s分析研判（%(period)s）") % {"where": where, "period": period(report)}


def figure(read: figures.Read | None, unit: str) -> str:
    """“93.0% (28/30)”; a dash where there is nothing to divide by."""
    found = figures.value(read, unit)
    if read is None or found is None:
        return NONE
    said = f"{found}{unit}" if unit == figures.PERCENT else f"{found:f} {_(unit)}"
    return f"{said} ({read['n']}/{read['d']})" if read["d"] is not None and read["exact"] is None else said


def change(kpi: dict[str, Any], against: str, scope: str) -> str:
    """What it went up or down by, in points or in its unit."""
    now, then = (figures.value(kpi[name].get(scope), kpi["unit"]) for name in ("now", against))
    if now is None or then is None:
        return NONE
    step = Decimal(now) - Decimal(then)
    return "±0" if not step else f"{'+' if step > 0 else '−'}{abs(step)}"  # noqa: RUF001 - a minus sign, not a hyphen


def figures_section(report: AnalysisReport) -> Section:
    scope, words = report.county_code, labels()
    rows = [
        Line(
            f"{kpi['code']} {words.get(kpi['code'], '')}",
            reverse("desk:analysis_measure", args=[report.pk, kpi["code"]]),
            [
                Cell(figure(kpi["now"].get(scope), kpi["unit"]), num=True),
                Cell(change(kpi, "before", scope), num=True, spare=True),
                Cell(change(kpi, "year", scope), num=True, spare=True),
            ],
        )
        for kpi in report.data["kpis"]
    ]
    heads = [Cell(_("指标")), Cell(_("本期"), num=True), Cell(_("比上期"), num=True, spare=True)]
    return Section(_("指标"), heads=[*heads, Cell(_("比上年同期"), num=True, spare=True)], rows=rows)


def gaps_section(report: AnalysisReport) -> Section:
    words, names = labels(), report.data["counties"]
    rows = [
        Line(
            _("%(county)s：%(label)s")
            % {"county": names.get(gap.county, gap.county), "label": words.get(gap.code, gap.code)},
            reverse("desk:analysis_measure", args=[report.pk, gap.code]),
            [Cell(_("低于全市 %(n)s 个百分点") % {"n": gap.points}), Cell(f"{gap.n}/{gap.d}", num=True)],
        )
        for gap in figures.gaps(report.data["kpis"])
    ]
    heads = [Cell(_("差距")), Cell(_("相差")), Cell(_("数目"), num=True)]
    return Section(_("差距最大的县区"), heads=heads, rows=rows, none=_("没有哪个县区明显落后，或者数目太少不作比较。"))


def spread_section(report: AnalysisReport) -> Section:
    """K22: how unlike the counties are."""
    words, facts = labels(), []
    for kpi in report.data["kpis"]:
        found = figures.spread(kpi["now"], kpi["unit"]) if kpi["code"] in figures.SPREAD else None
        if found:
            said = _("最高与最低相差 %(apart)s 个百分点，变异系数 %(scatter)s%%（%(n)d 个县区）")
            said %= {"apart": found.apart, "scatter": found.scatter or NONE, "n": found.counties}
            facts.append((words.get(kpi["code"], kpi["code"]), said))
    return Section(_("县区不平衡"), facts=facts, none=_("能比较的县区不足两个。"))


def county_section(report: AnalysisReport, kpi: dict[str, Any], *, public: bool) -> Section:
    reads = figures.published(kpi) if public else kpi["now"]
    names = report.data["counties"]
    rows = [
        Line(
            names.get(code, _("全市")), "",
            [
                Cell(_("少于 5 或可推算，不公布") if public and read is None else figure(read, kpi["unit"]), num=True),
                Cell(change(kpi, "before", code) if not public else "", num=True, spare=True),
            ],
        )
        for code, read in reads.items()
    ]  # fmt: skip
    heads = [Cell(_("县区")), Cell(_("本期"), num=True), Cell(_("比上期") if not public else "", num=True, spare=True)]
    return Section(labels().get(kpi["code"], kpi["code"]), heads=heads, rows=rows)
