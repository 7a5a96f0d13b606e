"""Every address × every role × GET and POST answers as the table says; the table is `tests/matrix.csv`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from accounts.middleware import OPEN_VIEWS
from tests import matrix
from tests.fullhouse import COLUMNS, House, standing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house")]
ROWS = matrix.rows() if matrix.FILE.exists() else []
# Every cell is asked by the slow tests, every fifth in the ordinary run: of each line the roles take turns.
TURNS = 5


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    # Most cells are "not there for you": the page that says so is shown elsewhere, here its number is enough.
    with pytest.MonkeyPatch.context() as patch, standing(django_db_blocker) as house:
        patch.setattr("desk.errors.render", lambda request, template, *_context, status: HttpResponse(status=status))
        yield house


def test_every_address_stands_in_the_table() -> None:
    for address in matrix.addresses():
        for method in matrix.METHODS:
            here = [row for row in ROWS if row.method == method and matrix.covers(row, address)]
            assert here, (
                f"{method} {address} is not in tests/matrix.csv. Write it (top of tests/matrix.py says how), name in "
                "`about` what its page is about (tests/fullhouse.py, things), write it again, and hold every cell of "
                "the new rows against the rights of the roles before keeping them."
            )


def test_every_row_of_the_table_is_still_an_address() -> None:
    known = matrix.addresses()
    gone = [row.name for row in ROWS if not any(matrix.covers(row, address) for address in known)]
    assert not gone, f"these rows of tests/matrix.csv are of no address any more; take them out: {gone}"


def test_no_row_stands_twice_and_each_group_says_why() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names))
    assert [row.name for row in ROWS if row.address.endswith("**") and not row.note] == []


def test_nobody_meets_a_fault() -> None:
    broken = [row.name for row in ROWS if any(cell == "500" for cell in row.cells.values())]
    assert broken == []


@pytest.mark.parametrize("column", COLUMNS)
def test_every_fifth_line_of_a_role_is_answered_as_the_table_says(column: str, house: House) -> None:
    mine = ROWS[COLUMNS.index(column) % TURNS :: TURNS]
    assert len(mine) > 100
    wrong = []
    for row in mine:
        if (now := matrix.cell(row, house, column)) != row.cells[column]:
            wrong.append(f"{row.name}: the table says {row.cells[column]}, the house {now}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_each_role_is_answered_as_the_table_says(row: matrix.Row, house: House) -> None:
    now = matrix.observed(row, house)
    wrong = [f"{c}: the table says {row.cells[c]}, the house {now[c]}" for c in COLUMNS if now[c] != row.cells[c]]
    assert not wrong, f"{row.name} — {'; '.join(wrong)}"


def test_until_the_second_factor_was_shown_nothing_opens(house: House) -> None:
    """An officer who only gave the password reaches the pages of the second factor, the switches and the door."""
    officer = house.cast.officer
    browser = matrix.Browser()
    browser.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    opened = set()
    for row in ROWS:
        response = matrix.ask(browser, row.method, matrix.path_of(row, house, "OFF"))
        match = response.resolver_match if hasattr(response, "resolver_match") else None
        if match is None or match.view_name in OPEN_VIEWS:
            continue
        if matrix.shown(response) not in ("2", "404"):
            opened.add(f"{row.name}: {response.status_code}")
    assert opened == set()


@pytest.mark.parametrize("page", ["/cms/login/", "/_util/login/", "/en/_util/login/"])
def test_the_right_password_opens_nothing_beside_our_own_log_in(page: str, house: House) -> None:
    """Wagtail brings log-in pages that count no wrong password; ours does."""
    officer, password = house.cast.officer, "桥上有灯-2026-夜里"
    officer.set_password(password)
    officer.save()
    browser = matrix.Browser()
    response = browser.post(page, {"username": officer.email, "password": password})
    assert matrix.shown(response) == "L"
    assert "_auth_user_id" not in browser.session


def test_the_table_is_written(house: House) -> None:
    """To the file that MATRIX_TO names; without one it is only asked for, which the rows above do too."""
    if to := os.environ.get(matrix.WHERE_TO_WRITE):
        matrix.write(house, Path(to))
