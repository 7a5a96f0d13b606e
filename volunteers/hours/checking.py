"""What minutes must hold to be taken in and to count: length, time, overlap, day. Each refusal says the way forward."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from desk.dates import hour, short_day
from kit import clock
from kit.clock import SHANGHAI
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers.hours import states
from volunteers.hours.arithmetic import Span, by_day, day_totals, minutes_of
from volunteers.hours.limits import Limits
from volunteers.models import ServiceLog


def day_of(when: datetime) -> date:
    return when.astimezone(SHANGHAI).date()


def check_times(starts_at: datetime, ends_at: datetime, break_minutes: int, limits: Limits) -> int:
    """The minutes of service. Refused: too short; not over yet; more than a day's limit in one go; too long ago."""
    minutes = minutes_of(starts_at, ends_at, break_minutes)
    if ends_at <= starts_at:
        raise Refused(_("结束要晚于开始。"), code="times")
    if ends_at > clock.now():
        raise Refused(_("服务还没有结束，结束以后再登记。"), code="future")
    if minutes < limits.shortest_minutes:
        raise Refused(_("一次服务至少 %(n)s 分钟，休息和路上不计。") % {"n": limits.shortest_minutes}, code="short")
    if (clock.today() - day_of(ends_at)).days > limits.oldest_days:
        raise Refused(_("超过 %(n)s 天的服务不能再登记。") % {"n": limits.oldest_days}, code="old")
    return minutes


def check_overlap(
    volunteer_id: int, starts_at: datetime, ends_at: datetime, *, among: Collection[str], but: int | None = None
) -> None:
    """Refused: the time belongs to another log in one of these states. Touching ends are allowed."""
    clash = near(volunteer_id, starts_at, ends_at, among=among, but=but).first()
    if clash:
        raise overlapping(clash.starts_at, clash.ends_at)


def overlapping(begin: datetime, end: datetime) -> Refused:
    begin, end = begin.astimezone(SHANGHAI), end.astimezone(SHANGHAI)
    said = {"day": short_day(begin), "begin": hour(begin), "end": hour(end)}
    return Refused(_("与%(day)s %(begin)s–%(end)s 的另一条记录时间重叠。核对后改时间。") % said, code="overlap")


def check_day(
    volunteer_id: int, starts_at: datetime, ends_at: datetime, minutes: int, limits: Limits, *,
    among: Collection[str], but: int | None = None,
) -> None:  # fmt: skip
    """Refused: a day would hold more than anybody serves; a log over midnight counts on both days."""
    spans = spans_of(around(volunteer_id, starts_at, ends_at, among=among, but=but))
    check_day_among(spans, (starts_at, ends_at, minutes), limits)


def check_day_among(others: Iterable[Span], span: Span, limits: Limits) -> None:
    """The same with the others at hand."""
    whole = day_totals([*others, span])
    if any(whole[day] > limits.longest_day_minutes for day in by_day(*span)):
        said = {"n": limits.longest_day_minutes // 60}
        raise Refused(_("一天合计不能超过 %(n)s 小时。核对当天的其他记录。") % said, code="day")


# --- what else there is --------------------------------------------------------------------------------------
def near(
    volunteer_id: int, starts_at: datetime, ends_at: datetime, *, among: Collection[str], but: int | None = None
) -> QuerySet[ServiceLog]:
    """The logs that share time with this one. Half-open intervals; an opening balance has no time."""
    rows = ServiceLog.objects.filter(volunteer_id=volunteer_id, status__in=among)
    rows = rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(source=ServiceLog.Source.IMPORT)
    return rows.exclude(pk=but) if but else rows


def around(
    volunteer_id: int, starts_at: datetime, ends_at: datetime, *, among: Collection[str] = states.LIVE,
    but: int | None = None, hours: int = 0,
) -> QuerySet[ServiceLog]:  # fmt: skip
    """The logs on the same days, and so many hours before and after."""
    more = timedelta(hours=hours)
    first = datetime.combine(day_of(starts_at), time(), tzinfo=SHANGHAI) - more
    last = datetime.combine(day_of(ends_at), time(), tzinfo=SHANGHAI) + timedelta(days=1) + more
    return near(volunteer_id, first, last, among=among, but=but)


def spans_of(logs: Iterable[ServiceLog]) -> list[Span]:
    return [(log.starts_at, log.ends_at, counted(log)) for log in logs]


def counted(log: ServiceLog) -> int:
    """The minutes a log takes of its day: the verified ones once there are any."""
    return log.minutes if log.verified_minutes is None else log.verified_minutes
