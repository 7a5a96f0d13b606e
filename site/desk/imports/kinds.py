"""What can be imported: a kind is one class, hung into `desk.hooks.import_kinds` by the trade it belongs to.

How to write one, say for job posts, in `<trade>/<subject>/imports.py`:

    class JobPosts(ImportKind):
        code = "matching.jobs"                      # also part of the address
        label, hint = _("就业岗位"), _("用人单位报来的岗位表")
        columns = (
            Column(_("岗位"), required=True, example=_("缝纫工")),
            Column(_("有效期至"), aliases=("截止日期",)),     # aliases: other headings for the same column
        )
        policies, verb = matching.policies.policies, "import_jobs"   # one line of your policies.py, by the verb

        def plan(self, rows, *, by, options):       # pure looking; changes nothing; may run twice
            seen = {}                               # the whole file is at hand: doubled rows are found here
            for row in rows:                        # Row: no, cells {label: text}, mended, lost
                try:
                    last = cells.day(row.cells["有效期至"], "有效期至")
                except Refused as why:
                    yield error(fault(why, "有效期至"), county=...)      # exactly one verdict a row, in order
                else:
                    yield new(county="990101") or changed(post) or same(post) or held(Fault(...)) or outside()
            yield gone(post, county=...)            # afterwards: things of ours that the file no longer has

        def apply(self, row, *, by, options):       # row: ImportRow with .cells, .verdict, .thing_id, .county_code
            post = services.enter_post(..., by=by)  # one row, inside a transaction that also marks it as done:
            return Done(post, before={...})         # it is called once for each row that stays. `before`: for undo

        def used_since(self, row) -> str:           # a sentence when the thing was used since the import, else ""
        def undo(self, row, *, by):                 # take one row back, from row.thing_id and row.was

    hooks.import_kinds.add(JobPosts())              # in <trade>/desk_hooks.py

Rules of the frame:
- `plan` and `apply` raise Refused with a sentence; `apply` then turns the row into an error, the others go on.
- Sentences take `_` from kit.sentences: they are kept, and each reader reads them in their own language.
- Sentences never repeat a value of the row: who reads them may not be allowed to see it. Column names are allowed.
- `applies` are the verdicts that `apply` is called for (new, changed); add "gone" if your kind does something then.
- Held rows wait for a person: `choices(row)` offers buttons besides 不导入; `decide(row, choice, by=…)` does it and
  returns Done. `decide_verb` names a policy whose relation gets the row (county_code, office_id); without one the
  uploader decides. Held rows keep their cells a week, error rows a day for the error sheet; then they are emptied.
  Add "gone" to `decides` where a person decides about things the file no longer has; such a row holds no cells.
- Cells come narrow: full-width digits, letters and spaces are mended and named in `row.mended`. `row.lost` names
  columns that a spreadsheet kept as a number and cut (ID numbers): refuse the row for them with `lost_digits`.
- Use `cells.day` (serial numbers, 2026年3月1日 …), `cells.whole`, `cells.yes_no`, `cells.parts` (a、b;c → list).
- `hidden=True` on a verdict: nothing of that row is shown or put into a sheet (minors). Automatic for nobody.
- Who sees rows: `scope(user)` → Q over ImportRow (Q() all, None none); which columns on the screen: `shows(user, row)`;
  which in the error sheet: `sheet_columns(user)`. Default: an uploader sees the own uploads whole. For the register
  the clerk gets Q() and (), a county Q(county_code=…) and the name, an office Q(office_id=…); both get the sheet.
  A sentence only for those who see all counties goes into `wide` (fault of the same row, "与第 297 行相同").
- `option_fields()` are form fields of defaults that a person may change in the preview; `options` then holds their
  cleaned values (JSON, nothing personal), and the file is checked again.
- `verb_for(step)` names another verb for apply or undo where somebody else confirms than uploads (see workdays.py).
- `finished(batch, by=…)` runs once when all rows are in, `undone(batch, by=…)` when all are taken back.
- `whole = True`: all rows or none. While one is wrong nothing is offered, and a row that cannot come in after all
  takes the others back with it.
- Columns with 定位, 轨迹, 经纬度 in their names refuse any file (R-CC-12).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, Q

from accounts.access import Policies
from desk.imports.models import ImportBatch, ImportRow
from kit import sentences
from kit.errors import Refused
from kit.sentences import gettext as _

Kind = ImportRow.Verdict


@dataclass(frozen=True)
class Column:
    """A column of the template. `label` is its heading in the file, Chinese in every language."""

    label: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    hint: Any = ""
    example: Any = ""


@dataclass(frozen=True)
class Row:
    """One row as it was read: `no` is the row number a spreadsheet shows."""

    no: int
    cells: dict[str, str]
    mended: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong, as a sentence with the way forward; `column` is the heading it is about."""

    code: str
    sentence: Any
    column: str = ""

    def stored(self) -> dict[str, Any]:
        return {"code": self.code, "column": self.column, **sentences.stored(self.sentence)}


@dataclass(frozen=True)
class Verdict:
    verdict: str
    county: str = ""
    office_id: int | None = None
    faults: tuple[Fault, ...] = ()
    wide: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    thing: Model | None = None
    hidden: bool = False
    mended: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Done:
    """What applying a row made or changed; `before` is what undo needs, as JSON (kept sealed for the undo time)."""

    thing: Model
    before: Any = None


def new(**more: Any) -> Verdict:
    return Verdict(Kind.NEW, **more)


def changed(thing: Model, **more: Any) -> Verdict:
    return Verdict(Kind.CHANGED, thing=thing, **more)


def same(thing: Model, **more: Any) -> Verdict:
    return Verdict(Kind.SAME, thing=thing, **more)


def error(*faults: Fault, **more: Any) -> Verdict:
    return Verdict(Kind.ERROR, faults=faults, **more)


def held(*faults: Fault, **more: Any) -> Verdict:
    return Verdict(Kind.HELD, faults=faults, **more)


def gone(thing: Model, **more: Any) -> Verdict:
    return Verdict(Kind.GONE, thing=thing, **more)


def outside(**more: Any) -> Verdict:
    """A row of somebody else's county: counted, and emptied at once."""
    return Verdict(Kind.OUTSIDE, **more)


def fault(why: Refused, column: str = "") -> Fault:
    return Fault(why.code, why.sentence, column)


def lost_digits(column: str) -> Fault:
    return Fault("lost_digits", _("这一列被表格按数字保存，末几位已经丢失。把该列设为文本，重新填写。"), column)


class ImportKind(ABC):
    """A sort of file the house takes in; see the top of this file."""

    code: ClassVar[str]
    label: ClassVar[Any]
    hint: ClassVar[Any] = ""
    columns: ClassVar[tuple[Column, ...]]
    policies: ClassVar[Policies]
    verb: ClassVar[str]
    decide_verb: ClassVar[str] = ""
    applies: ClassVar[frozenset[str]] = frozenset({Kind.NEW, Kind.CHANGED})
    decides: ClassVar[frozenset[str]] = frozenset({Kind.HELD})
    whole: ClassVar[bool] = False
    undo_hours: ClassVar[int] = 24
    error_hours: ClassVar[int] = 24
    held_hours: ClassVar[int] = 7 * 24

    # --- what it does with rows ----------------------------------------------------------------------------
    @abstractmethod
    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        """One verdict for each row, in their order, then those of things that are gone."""

    @abstractmethod
    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        """Take one row in; runs in the transaction that also marks the row as done."""

    @abstractmethod
    def undo(self, row: ImportRow, *, by: Any) -> None:
        """Take one row back."""

    def used_since(self, row: ImportRow) -> str:
        """A sentence that says by what the thing was used since it came in; "" while it was not."""
        return ""

    def choices(self, row: ImportRow) -> Sequence[tuple[str, Any]]:
        """What may be decided about a row of `decides`, besides leaving it as it is: (choice, button)."""
        return ()

    def decide(self, row: ImportRow, choice: str, *, by: Any) -> Done:
        raise Refused(_("这一行现在不能这样办理。"), code="import_choice")

    def finished(self, batch: ImportBatch, *, by: Any) -> None:  # noqa: B027 - most kinds have nothing to do
        """Called once, when every row that applies is in."""

    def undone(self, batch: ImportBatch, *, by: Any) -> None:  # noqa: B027 - most kinds have nothing to do
        """Called once, when every row that can be is taken back."""

    def option_fields(self) -> dict[str, forms.Field]:
        return {}

    # --- who ------------------------------------------------------------------------------------------------
    def may_upload(self, user: Any) -> bool:
        return self.policies.may(user, self.verb, self)

    def verb_for(self, step: str) -> str:
        """The verb that guards a step: check_again, apply, resume, undo or discard."""
        return self.verb

    def may_act(self, user: Any, batch: ImportBatch, step: str) -> bool:
        """Whether this person may take the step: whoever uploaded the file, unless a kind says more."""
        return batch.by_id == user.pk and self.policies.may(user, self.verb_for(step), self)

    def act(self, user: Any, batch: ImportBatch, step: str) -> str:
        """The role in which this person takes the step, left on the user for the log. Refused without one."""
        if not self.may_act(user, batch, step):
            raise Refused(_("这一步不归您办理。"), code=f"import_step:{step}")
        return self.policies.require(user, self.verb_for(step), self)

    def may_decide(self, user: Any, row: ImportRow) -> bool:
        """Whether this person decides about a row: by `decide_verb` over the row, else as its uploader."""
        if self.decide_verb:
            return self.policies.may(user, self.decide_verb, row)
        return self.may_act(user, row.batch, "apply")

    def scope(self, user: Any) -> Q | None:
        """Which rows of this kind, in any batch, the person may see: Q() all of the city, None none."""
        return Q(batch__by=user) if self.may_upload(user) else None

    def shows(self, user: Any, row: ImportRow) -> Iterable[str]:
        """The columns whose cells the person may see on the screen, for this row."""
        return self.labels

    def sheet_columns(self, user: Any) -> Iterable[str]:
        """The columns of the error sheet for this person; row number, county and fault are always in it."""
        return self.labels

    # --- columns ----------------------------------------------------------------------------------------------
    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(str(c.label) for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(str(c.label) for c in self.columns if c.required)

    def heading(self, name: str) -> str:
        """The column a heading of the file stands for, "" when it is none of ours."""
        wanted = _plain(name)
        for column in self.columns:
            if wanted in {_plain(str(n)) for n in (column.label, *column.aliases)}:
                return str(column.label)
        return ""


def _plain(name: str) -> str:
    """Headings are compared without spaces, marks of required columns and notes in brackets at the end."""
    return "".join(name.split()).strip("*＊:：").lower()
