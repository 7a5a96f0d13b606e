"""The screens of the analysis report: all of them, a new one, one with its figures, one measure by county, Excel."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.access import visible_404
from audit import trail
from audit.once import once
from desk import dates, policies, registers
from desk.acts import done
from desk.analysis import figures, forms, queries, services, showing
from desk.analysis.models import AnalysisReport
from desk.imports.sheets import answer as sheet
from desk.page_acts import Act, answer, offered
from desk.paging import page
from desk.registers import Cell, Line, Listed, Section, Way

HEADS = (
    "code",
    "label",
    "unit",
    "county",
    "n",
    "d",
    "value",
    "before_n",
    "before_d",
    "before",
    "year_n",
    "year_d",
    "year",
)


def _readers_only(request: HttpRequest) -> None:
    if not access.has_role(request.user, *queries.READERS):
        raise Http404


def _back() -> tuple[Any, str]:
    return _("分析研判"), reverse("desk:analyses")


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    _readers_only(request)
    found = page(queries.reports(request.user).defer("data"), request)
    new = [Way(_("生成报告"), reverse("desk:new_analysis"), "plus")]
    listed = Listed(
        title=_("分析研判"),
        text=_("按月、季、年读取全部指标，与上期和上年同期比较。生成以后数据不再改变。"),
        heads=[Cell(_("期间")), Cell(_("范围")), Cell(_("生成时间"), spare=True), Cell(_("状态"))],
        rows=[_line(report) for report in found.items],
        empty=(_("还没有报告"), _("选好期间生成第一份。")),
        page=found,
        ways=new if policies.may(request.user, "make_analysis") else [],
    )
    return registers.list_page(request, "desk:analyses", listed)


def _line(report: AnalysisReport) -> Line:
    state = (_("已定稿"), "ok") if report.closed_at else (_("待定稿"), "wait")
    where = report.county_code or _("全市")
    cells = [Cell(where), Cell(dates.day_time(report.made_at), spare=True), Cell(state[0], tone=state[1])]
    return Line(showing.period(report), reverse("desk:analysis", args=[report.pk]), cells)


@once
def new_report(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "make_analysis"):
        raise Http404
    form = forms.PeriodForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        job = done(form, services.ask_for_report, by=request.user, **form.cleaned_data)
        if job is not None:
            return redirect("desk:job", job.pk)
    return registers.form_page(request, form, title=_("生成分析研判报告"), verb=_("生成"), back=_back())


@once
def report(request: HttpRequest, pk: int) -> HttpResponse:
    thing: AnalysisReport = visible_404(queries.reports(request.user), pk=pk)
    open_acts = offered(request, thing, [] if thing.closed_at else _acts(thing, request.user), policies.policies)
    gone_on, form = answer(request, open_acts, reverse("desk:analysis", args=[pk]))
    if gone_on:
        return gone_on
    holds = services.holds(thing)
    about = [
        (_("生成"), f"{thing.by or _('系统')} · {dates.day_time(thing.made_at)}"),
        (_("数据指纹 SHA-256"), thing.sha256),
    ]
    sections = [
        showing.figures_section(thing),
        *([] if thing.county_code else [showing.gaps_section(thing), showing.spread_section(thing)]),
        Section(_("研判意见"), text=thing.text, none=_("还没有写。")),
        Section(_("来历"), facts=about),
    ]
    state = (_("已定稿"), "ok") if thing.closed_at else (_("待定稿"), "wait")
    return registers.thing_page(
        request, title=showing.title(thing), back=_back(), sections=sections, status=state, acts=open_acts, form=form,
        ways=[Way("Excel", reverse("desk:analysis_sheet", args=[pk]), "download")],
        warning="" if holds else _("数据与生成时不同：指纹不符，不能作为依据。"),
    )  # fmt: skip


def _acts(thing: AnalysisReport, user: Any) -> list[Act]:
    return [
        Act(
            "word", _("写研判意见"), "word_analysis", lambda text: services.word_analysis(thing, by=user, text=text),
            _("已保存。"), kind=forms.WordsForm, more=(("initial", {"text": thing.text}),),
        ),
        Act("close", _("定稿"), "close_analysis", lambda: services.close_analysis(thing, by=user), _("已定稿。")),
    ]  # fmt: skip


@require_safe
def measure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One measure by county; `?public=1` as it may be published; and the way to its rows."""
    thing: AnalysisReport = visible_404(queries.reports(request.user), pk=pk)
    kpi = next((k for k in thing.data["kpis"] if k["code"] == code), None)
    if kpi is None:
        raise Http404
    public = request.GET.get("public") == "1"
    url = kpi["now"].get(thing.county_code, {}).get("url")
    other = Way(_("内部口径"), "?") if public else Way(_("公布口径"), "?public=1")
    back = (showing.title(thing), reverse("desk:analysis", args=[pk]))
    return registers.thing_page(
        request, title=f"{code} {showing.labels().get(code, '')}", back=back,
        sections=[showing.county_section(thing, kpi, public=public)],
        ways=[other, *([Way(_("看明细"), url)] if url else [])],
    )  # fmt: skip


@require_safe
def report_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Every reading as a row, so that anybody can work the figures out again."""
    thing: AnalysisReport = visible_404(queries.reports(request.user), pk=pk)
    words, names = showing.labels(), thing.data["counties"]
    rows = []
    for kpi in thing.data["kpis"]:
        for scope in kpi["now"]:
            spans = [kpi[name].get(scope) for name in ("now", "before", "year")]
            cells = [_cells(read, kpi["unit"]) for read in spans]
            head = [kpi["code"], str(words.get(kpi["code"], "")), kpi["unit"], names.get(scope, _("全市"))]
            rows.append([*head, *cells[0], *cells[1], *cells[2]])
    trail.record("desk.export_analysis", thing, by=request.user, detail={"rows": len(rows)})
    return sheet("xlsx", f"analysis-{thing.first_on:%Y%m%d}-{thing.last_on:%Y%m%d}", list(HEADS), rows)


def _cells(read: figures.Read | None, unit: str) -> list[Any]:
    if read is None:
        return ["", "", ""]
    found = figures.value(read, unit)
    return [read["n"], "" if read["d"] is None else read["d"], "" if found is None else str(found)]
