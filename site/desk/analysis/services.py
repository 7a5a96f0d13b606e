"""Make a report, word it, close it. Making reads every measure for every county and three periods: a job."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.access import seats_as
from accounts.models import Division, User
from accounts.roles import CBM, MUN
from audit import trail
from desk import hooks, policies
from desk.analysis import figures
from desk.analysis.models import AnalysisReport
from desk.hooks import JobWords, Kpi
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue
from messaging.models import Job

MAKE = "desk.make_analysis"
LONGEST_DAYS = 366 * 3

hooks.job_words.add(
    JobWords(
        MAKE,
        gettext_lazy("生成分析研判报告"),
        result_url=lambda job: reverse("desk:analysis", args=[job.result]) if isinstance(job.result, int) else "",
    )
)


def scope_of(user: User) -> str:
    """The county whose report this person makes; "" is the city. Refused: nobody who leads."""
    if seats_as(user, MUN):
        return figures.CITY
    if own := seats_as(user, CBM):
        return own[0].county_code
    raise Refused(_("分析研判报告由市、县司法局负责人生成。"), code="no_scope")


@transaction.atomic
def ask_for_report(first_on: date, last_on: date, *, by: User) -> Job:
    """Refused: days that do not follow each other, a period not over yet, or longer than three years."""
    policies.require(by, "make_analysis")
    if first_on > last_on:
        raise _at("last_on", "period_order", _("结束日期不能早于开始日期。"))
    if last_on > clock.today():
        raise _at("last_on", "period_open", _("期间还没有结束，选到今天为止。"))
    if (last_on - first_on).days > LONGEST_DAYS:
        raise _at("first_on", "period_long", _("一份报告最长三年，请缩短期间。"))
    payload = {"first": first_on.isoformat(), "last": last_on.isoformat(), "county": scope_of(by)}
    return queue.enqueue(MAKE, payload, by=by, visible=True)


def _at(field: str, code: str, said: Any) -> Refused:
    return Refused(said, code=code, at={field: [said]})


@queue.handler(MAKE, attempts=2)
def make(job: Job) -> int:
    """The id of the report; a job that runs twice finds the one it made."""
    made = AnalysisReport.objects.filter(job_id=job.pk).first()
    if made is None:
        period = (date.fromisoformat(job.payload["first"]), date.fromisoformat(job.payload["last"]))
        data = read_all(period, job.payload["county"], step=lambda n, of: job.step(_("读取指标"), done=n, total=of))
        made = keep(period, job.payload["county"], data, by=job.by, job_id=job.pk)
    return made.pk


@transaction.atomic
def keep(
    period: figures.Period, county: str, data: dict[str, Any], *, by: User | None, job_id: int | None = None
) -> AnalysisReport:
    row = AnalysisReport.objects.create(
        county_code=county, first_on=period[0], last_on=period[1], data=data, sha256=figures.digest(data),
        made_at=clock.now(), by=by, job_id=job_id,
    )  # fmt: skip
    trail.record("desk.make_analysis", row, by=by, detail={"sha256": row.sha256})
    return row


def read_all(period: figures.Period, county: str, step: Any = lambda n, of: None) -> dict[str, Any]:
    """Every measure: the city's report by county too, a county's its own alone."""
    names = dict(Division.objects.filter(level="county").order_by("code").values_list("code", "name"))
    scopes = [county] if county else [figures.CITY, *names]
    periods = {"now": period, "before": figures.before(period), "year": figures.year_before(period)}
    kpis = sorted(hooks.kpis, key=lambda k: _order(k.code))
    found = []
    for n, kpi in enumerate(kpis):
        step(n, len(kpis))
        found.append(_described(kpi) | {name: _reads(kpi, span, scopes) for name, span in periods.items()})
    return {
        "period": [day.isoformat() for day in period],
        "counties": names if not county else {county: names.get(county, county)},
        "kpis": found,
    }


def _order(code: str) -> tuple[int, str]:
    digits = "".join(c for c in code if c.isdigit())
    return int(digits or 0), code


def _described(kpi: Kpi) -> dict[str, Any]:
    return {"code": kpi.code, "unit": str(kpi.unit), "people": kpi.people, "less_is_better": kpi.less_is_better}


def _reads(kpi: Kpi, period: figures.Period, scopes: list[str]) -> dict[str, figures.Read]:
    return {scope: _read(kpi, period, scope) for scope in scopes}


def _read(kpi: Kpi, period: figures.Period, scope: str) -> figures.Read:
    read = kpi.read(period, scope)
    return {
        "n": read.n,
        "d": read.d,
        "exact": read.exact,
        "parts": [list(part) for part in read.parts],
        "url": read.url,
    }


@transaction.atomic
def word_analysis(report: AnalysisReport, *, by: User, text: str) -> AnalysisReport:
    """What the figures mean and what is to be done. Refused: once it is closed."""
    policies.require(by, "word_analysis", report)
    row = _open(report)
    row.text = text
    row.save(update_fields=["text"])
    trail.record("desk.word_analysis", row, by=by)
    return row


@transaction.atomic
def close_analysis(report: AnalysisReport, *, by: User) -> AnalysisReport:
    """Nobody changes a word of it afterwards. Refused: without any words, or when the data is not what was read."""
    policies.require(by, "close_analysis", report)
    row = _open(report)
    if not row.text.strip():
        raise Refused(_("先写研判意见，再定稿。"), code="no_words")
    if not holds(row):
        raise Refused(_("数据与生成时不同，不能定稿。请重新生成一份。"), code="data_changed")
    row.closed_at, row.closed_by = clock.now(), by
    row.save(update_fields=["closed_at", "closed_by"])
    trail.record("desk.close_analysis", row, by=by, detail={"sha256": row.sha256})
    return row


def _open(report: AnalysisReport) -> AnalysisReport:
    row = AnalysisReport.objects.select_for_update().get(pk=report.pk)
    if row.closed_at:
        raise Refused(_("报告已经定稿，不能再改。"), code="closed")
    return row


def holds(report: AnalysisReport) -> bool:
    """Whether the readings are those of its day."""
    return figures.digest(report.data) == report.sha256
