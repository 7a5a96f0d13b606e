"""A kind of import of the tests: people on paper, each kept as a day of a far year, so that no trade is needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Q
from django.utils import translation

from accounts.access import Policies, anywhere, in_county, seats_as
from desk.imports import rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, changed, error, gone, held, new, outside, same
from desk.imports.models import ImportRow
from kit import sentences
from kit.calendar import WorkDay
from kit.errors import Refused

HEADS = ("编号", "姓名", "县区", "备注")
FIRST = "2031-01-01"


class Paper(ImportKind):
    """Rows 编号,姓名,县区,备注. A name of 错 is wrong, 疑 waits, 幼 is a minor, 外 is another county's."""

    code, label = "tests.paper", "纸面名单"
    columns = (
        Column("编号", required=True),
        Column("姓名", required=True, aliases=("名字",)),
        Column("县区"),
        Column("备注"),
    )
    policies = Policies(
        "tests_paper",
        {"import_paper": {"MUN": anywhere, "CBM": anywhere, "SYS": anywhere}, "decide_paper": {"CBM": in_county}},
    )
    verb = "import_paper"

    def __init__(self) -> None:
        self.before_row: Callable[[str], None] = lambda name: None
        self.used: set[str] = set()
        self.applied: list[str] = []

    def plan(self, rows, *, by, options):
        known = {d.name: d for d in WorkDay.objects.filter(date__year=2031)}
        said = {row.cells["姓名"] for row in rows}
        for row in rows:
            name, county = row.cells["姓名"], row.cells["县区"]
            if name.startswith("错"):
                yield error(Fault("paper", "这一行写错了。", "姓名"), county=county)
            elif name.startswith("疑"):
                wide = (Fault("paper_wide", f"与第 {row.no - 1} 行相同。"),)
                yield held(Fault("paper_held", "与另一县的一行相同。"), wide=wide, county=county)
            elif name.startswith("外"):
                yield outside(county=county)
            elif name in known:
                there = known[name]
                yield same(there) if row.cells["备注"] != "改" else changed(there, county=county)
            else:
                yield new(county=county, hidden=name.startswith("幼"))
        yield from (gone(d) for name, d in known.items() if name not in said)

    def apply(self, row, *, by, options):
        name = row.cells["姓名"]
        self.before_row(name)
        if name.startswith("拒"):
            raise Refused("这个人不能登记。", code="paper_no")
        self.applied.append(name)
        there = WorkDay.objects.filter(name=name).first()
        if there is not None:
            there.is_workday = not there.is_workday
            there.save()
            return Done(there, before={"is_workday": not there.is_workday})
        return Done(WorkDay.objects.create(date=_day(row.row_no), name=name, is_workday=False))

    def used_since(self, row):
        return "已经用过。" if WorkDay.objects.get(pk=row.thing_id).name in self.used else ""

    def undo(self, row, *, by):
        there = rows.thing_of(row, WorkDay)
        if row.was:
            there.is_workday = row.was["is_workday"]
            there.save()
        else:
            there.delete()

    def choices(self, row):
        return (("take", "导入这一行"),)

    def decide(self, row, choice, *, by):
        return self.apply(row, by=by, options={})


class CountyPaper(Paper):
    """As the register does: the city sees numbers only, a county its own rows with names."""

    code = "tests.county_paper"
    policies = Policies(
        "tests_county_paper",
        {"import_paper": {"MUN": anywhere}, "see_paper": {"CBM": anywhere}, "decide_paper": {"CBM": in_county}},
    )
    decide_verb = "decide_paper"

    def scope(self, user):
        if self.may_upload(user):
            return Q()
        counties = [s.county_code for s in seats_as(user, "CBM")]
        return Q(county_code__in=counties) if counties else None

    def shows(self, user, row):
        return () if self.may_upload(user) else ("姓名",)

    def sheet_columns(self, user):
        return () if self.may_upload(user) else self.labels


def left_in_chinese(*found: ImportRow) -> list[str]:
    """What an English reader would still read in Chinese, save the headings of columns in quotation marks."""
    kept = [said for row in found for said in (*row.faults, *row.wide_faults, *row.warnings)]
    with translation.override("en"):
        english = [sentences.told(said) for said in kept]
    return [text for text in english if re.search(r"[\u3400-\u9fff]", re.sub("“.*?”", "", text))]


def _day(no: int) -> date:
    return date.fromisoformat(FIRST) + timedelta(days=no)


def csv_of(*people: str, heads: tuple[str, ...] = HEADS, county: str = "990103") -> bytes:
    lines = [",".join(heads), *(f"{n},{name},{county}," for n, name in enumerate(people, start=1))]
    return "\n".join(lines).encode()
