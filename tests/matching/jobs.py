"""The employers' sheet of the paper city for the tests, and ways to vary it."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook, load_workbook

from accounts.models import User
from desk.imports.models import ImportBatch
from matching.models import Place
from matching.resources.imports import JobPosts
from tests.matching import register as paper

KIND, FILE = JobPosts.code, "jobs.xlsx"
Cells = dict[str, Any]


def data() -> bytes:
    return (paper.PAPER / FILE).read_bytes()


def posts() -> list[Cells]:
    heads, *rows = load_workbook(io.BytesIO(data())).active.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def sheet_of(*rows: Cells) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.save(out)
    return out.getvalue()


def upload(by: User, *rows: Cells) -> ImportBatch:
    return paper.upload(by, sheet_of(*rows), KIND, FILE).batch


def taken_in(by: User, *rows: Cells) -> ImportBatch:
    return paper.step(upload(by, *rows), "apply", by)


def place_of(post: Cells) -> Place:
    return Place.objects.get(org__credit_code=post["统一社会信用代码"], name=post["岗位"])
