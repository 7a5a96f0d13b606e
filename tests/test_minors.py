"""A minor's file is there for its officer and deputy alone: in no list, sheet or search of anybody else (R-MIN-02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from desk.analysis.services import read_all
from kit import clock
from tests import build, matrix
from tests.cast import sign_in
from tests.fullhouse import AT, COLUMNS, House, standing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house")]
# Whoever approves a minor's request (R-PI-02) works with its number and the code of the file, never with a name.
BY_CODE = {"CBM"}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with standing(django_db_blocker) as house:
        yield house


def body(response: HttpResponse) -> str:
    raw = b"".join(response) if response.streaming else response.content
    return raw.decode("utf-8", "replace")


def names_of(house: House) -> set[str]:
    """Everything that the minor's file keeps under seal."""
    marks = (":1", ":minor")
    return {value for value, field in house.canaries.items() if field.endswith(marks)} | {"铁观音"}


LISTS = [row for row in matrix.rows() if row.method == "GET" and not row.about]


def walk(house: House, column: str) -> Iterator[tuple[str, str]]:
    browser = Browser(raise_request_exception=False)
    browser.cookies = house.browsers[column].cookies.copy()
    for row in LISTS:
        if row.cells[column] == "200":
            yield row.address, body(browser.get(matrix.path_of(row, house, column)))


@pytest.mark.parametrize("column", COLUMNS)
def test_no_list_of_anybody_else_shows_a_minor(column: str, house: House) -> None:
    sealed, seen = names_of(house), set[str]()
    assert len(sealed) > 8
    for address, page in walk(house, column):
        assert not [value for value in sealed if value in page], address
        if house.minor.code in page:
            seen.add(address)
    assert not seen or column in BY_CODE, seen


@pytest.mark.parametrize("column", [c for c in COLUMNS if c != "anonymous"])
def test_no_search_of_anybody_else_finds_a_minor(column: str, house: House) -> None:
    browser = house.browsers[column]
    for asked in (house.minor.code, house.minor.id_number, house.minor.full_name):
        page = body(browser.post(reverse("desk:search"), {"q": asked}))
        assert reverse("matching:client", args=[house.minor.code]) not in page


OTHERS = [row for row in matrix.rows() if row.method == "GET" and row.about and "minor" not in row.about]


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
def test_no_page_or_sheet_of_anything_else_tells_of_a_minor(column: str, house: House) -> None:
    """Reports and their sheets, a plan's page, a place, an organisation, an import: what lists cannot show."""
    sealed = {*names_of(house), house.minor.code, house.minors_request.number}
    browser = Browser(raise_request_exception=False)
    browser.cookies = house.browsers[column].cookies.copy()
    pages = [matrix.path_of(row, house, column) for row in OTHERS if row.cells[column] == "200"]
    for path in dict.fromkeys(pages):
        page = body(browser.get(path))
        assert not [value for value in sealed if value in page], path


def test_a_minors_help_moves_no_figure_of_the_report(house: House) -> None:
    """Fewer than five minors stand in no count (R-MIN-02); the same help for an adult moves several."""
    cast, month = house.cast, (date(2026, 3, 1), date(2026, 3, 31))

    def moved(**who: Any) -> list[str]:
        before = read_all(month, "990103")["kpis"]
        place = build.place(cast, name="未成年人帮扶", is_minor_qualified=True)
        with clock.frozen(AT):
            build.request_in("in_service", cast, who=build.client(cast, officer=cast.colleague, **who), at=place)
        return [a["code"] for a, b in zip(before, read_all(month, "990103")["kpis"], strict=True) if a != b]

    assert moved(born_on=date(2010, 2, 2), is_minor_track=True) == []
    assert len(moved()) > 2


def test_its_officer_finds_it(house: House) -> None:
    """The same look at the one who may, so that the tests above cannot pass for want of a minor."""
    browser = sign_in(house.cast.colleague)
    assert house.minor.code in body(browser.get(reverse("matching:clients")))
    found = body(browser.post(reverse("desk:search"), {"q": house.minor.code}))
    assert reverse("matching:client", args=[house.minor.code]) in found
