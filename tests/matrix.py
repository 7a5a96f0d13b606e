"""The table of who opens what: read from `matrix.csv`, asked of the house, and printed anew.

    MATRIX_TO=tests/matrix.csv python -m pytest tests/test_matrix.py -k written

writes it as the house answers now; read the difference cell by cell before keeping it.

A row is an address, a method and what the page is about; a column is a role. 200 a page · 302 it was done, or leads
elsewhere · L to the log-in · 2 to the second factor · 404 not there for this person · 405 not with this method ·
409 refused with a sentence · 410 over · 422 the form is wrong. `**` at the end of an address covers all below it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import URLResolver, get_resolver

from tests.fullhouse import COLUMNS, House, savepoint

FILE = Path(__file__).with_name("matrix.csv")
HEADS = ("address", "method", "about", *COLUMNS, "note")
METHODS = ("GET", "POST")
WHERE_TO_WRITE = "MATRIX_TO"
PARAM = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\([^()]*\)|[^()])*\)")
# What a page that is new to the table is about, by the parameters of its address.
LIKELY = {
    ("number",): "own request in service",
    ("year", "kind"): "open data of a year",
    ("code",): "a file",
    ("code", "pk"): "a consent",
}


@dataclass(frozen=True)
class Row:
    address: str
    method: str
    about: str
    cells: dict[str, str] = field(hash=False, default_factory=dict)
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.method} {self.address} [{self.about}]"


def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Row(r["address"], r["method"], r["about"], {c: r[c] for c in COLUMNS}, r["note"])
            for r in csv.DictReader(file)
        ]


def addresses() -> list[str]:
    """Every pattern of the resolver, in its order, without the marks of regular expressions around it."""
    return list(dict.fromkeys(_walk(get_resolver(), "")))


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern).replace("^", "").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here)
        else:
            yield here


def covers(row: Row, address: str) -> bool:
    if row.address.endswith("**"):
        return address.startswith(row.address.removesuffix("**"))
    return row.address == address


def path_of(row: Row, house: House, column: str) -> str:
    """The address filled in for this column; `about` may be a whole path instead of the name of a thing."""
    if row.about.startswith("/"):
        return row.about
    params = house.things[row.about](column)
    return "/" + PARAM.sub(lambda found: str(params[found[1] or found[2]]), row.address)


def ask(browser: Browser, method: str, path: str) -> HttpResponse:
    """One request; a POST carries nothing, so whoever may act gets the form back. Nothing of it stays."""
    fresh = Browser(raise_request_exception=False)
    fresh.cookies = copy(browser.cookies)
    with savepoint():
        return cast(HttpResponse, fresh.post(path, {}) if method == "POST" else fresh.get(path))


def cell(row: Row, house: House, column: str) -> str:
    return shown(ask(house.browsers[column], row.method, path_of(row, house, column)))


def shown(response: HttpResponse) -> str:
    if response.status_code == 302:
        if response["Location"].startswith("/account/login/"):
            return "L"
        if response["Location"].startswith("/account/two-steps/"):
            return "2"
    return str(response.status_code)


def observed(row: Row, house: House) -> dict[str, str]:
    return {column: cell(row, house, column) for column in COLUMNS}


# --- writing it anew ------------------------------------------------------------------------------------------
def to_ask() -> list[Row]:
    """The rows of the file whose address is still there, and a row for whatever is new, in the resolver's order."""
    known, found = rows() if FILE.exists() else [], []
    for address in addresses():
        here = [row for row in known if covers(row, address)]
        found += here or [Row(address, method, _likely(address)) for method in METHODS]
    return list(dict.fromkeys(found))


def _likely(address: str) -> str:
    params = tuple(a or b for a, b in PARAM.findall(address))
    return LIKELY.get(params, "nothing that is there") if params else ""


def write(house: House, to: Path) -> None:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADS)
    for row in to_ask():
        cells = observed(row, house)
        table.writerow([row.address, row.method, row.about, *(cells[c] for c in COLUMNS), row.note])
    to.write_text(out.getvalue(), encoding="utf-8")
