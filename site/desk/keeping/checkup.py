"""Is the house well? Each check is a sentence and whether it holds; nothing here changes anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from desk.keeping import services
from kit import calendar, clock, rotation
from messaging import queue, runner

LEAST_FREE = 1 << 30  # bytes on the disk of VAR_DIR
LATE = timedelta(minutes=5)
SAMPLE = 20  # values of each kind that are opened
SKEW = timedelta(seconds=5)


@dataclass(frozen=True)
class Finding:
    what: str
    holds: bool
    note: str = ""


Check = Callable[[], Finding]


def checkup() -> list[Finding]:
    """All of it; a check that fails by a fault is a finding, not the end of the others."""
    return [_safely(check) for check in CHECKS]


def _safely(check: Check) -> Finding:
    try:
        return check()
    except Exception as fault:
        return Finding(str(check.__doc__), False, type(fault).__name__)


def tables() -> Finding:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Finding(_("数据表是最新的"), not left, _("还有 %(n)d 步没有做") % {"n": len(left)} if left else "")


def keys_open() -> Finding:
    """Values of every kind that are sealed are opened, the newest ones."""
    shut = list(_shut())
    return Finding(_("密钥能打开密封的数据"), not shut, "、".join(shut))


def _shut() -> Iterator[str]:
    for model in rotation.models_with_sealed_fields():
        for row in model._base_manager.order_by("-pk")[:SAMPLE]:
            try:
                for field in rotation.sealed_fields(model):
                    str(getattr(row, field.name) or "")
            except Exception:
                yield model._meta.label
                break


def keys_apart() -> Finding:
    """A thief who takes the folder of the data must not find the keys in it."""
    inside = Path(settings.KEY_DIR).resolve().is_relative_to(Path(settings.VAR_DIR).resolve())
    return Finding(_("密钥与数据分开存放"), not inside or settings.DEMO, _("KEY_DIR 在 VAR_DIR 里面") if inside else "")


def disk() -> Finding:
    free = shutil.disk_usage(settings.VAR_DIR).free
    return Finding(_("磁盘还有空间"), free >= LEAST_FREE, f"{free / (1 << 30):.1f} GB")


def jobs() -> Finding:
    seconds = queue.oldest_due_seconds(clock.machine_now())
    alive = bool(runner.state()["alive"])
    late = seconds > LATE.total_seconds()
    return Finding(_("后台任务在进行"), alive and not late, _("最久的等了 %(n)d 秒") % {"n": seconds})


def last_copy() -> Finding:
    newest = next(iter(services.copies()), None)
    if newest is None:
        return Finding(_("有最近的备份"), False, _("还没有备份"))
    limit = 2 * settings.BACKUP_EVERY_MINUTES / 60 if settings.BACKUP_EVERY_MINUTES else 24
    return Finding(_("有最近的备份"), newest.age_hours <= limit, _("%(n)d 小时前") % {"n": newest.age_hours})


def clocks_agree() -> Finding:
    """The machine and the database tell the same time: terms are counted by it."""
    if connection.vendor != "postgresql":
        return Finding(_("时钟一致"), True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        apart = abs(cursor.fetchone()[0] - clock.machine_now())
    return Finding(_("时钟一致"), apart <= SKEW, f"{apart.total_seconds():.1f} s")


def chinese_is_text() -> Finding:
    """With the character type C, PostgreSQL takes Chinese for blanks, and the search finds nothing."""
    if connection.vendor != "postgresql":
        return Finding(_("数据库认得中文"), True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('simple', %s) <> ''::tsvector", ["中文"])
        knows = bool(cursor.fetchone()[0])
    return Finding(_("数据库认得中文"), knows, "" if knows else _("建库时用 C.UTF-8 或 zh_CN.UTF-8"))


def calendar_reaches() -> Finding:
    """The State Council's days of next month are entered; else weekdays are counted as working days."""
    year = (clock.today() + timedelta(days=31)).year
    known = calendar.CalendarYear.objects.filter(year=year).exists()
    return Finding(_("工作日历已有 %(year)s 年") % {"year": year}, known)


CHECKS: tuple[Check, ...] = (
    tables,
    keys_open,
    keys_apart,
    disk,
    jobs,
    last_copy,
    clocks_agree,
    chinese_is_text,
    calendar_reaches,
)


def as_values(findings: list[Finding]) -> list[dict[str, Any]]:
    return [{"what": str(f.what), "holds": f.holds, "note": str(f.note)} for f in findings]
