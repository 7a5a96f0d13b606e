"""A person with a phone and one slow thumb: counts what it takes, and looks at every page it comes by."""

from __future__ import annotations

import time
from typing import Any

from tests.browser import assert_axe, assert_fits

# Seconds for finding and tapping, for a key, and for taking in a page.
TAP, KEY, READ = 1.5, 0.35, 4.0


class Thumb:
    """Does what a thumb does and counts it: every field is tapped before it is typed into."""

    def __init__(self, page: Any, wait: float = 0.0) -> None:
        """`wait`: seconds in which nothing can be done, as until a code arrives."""
        self.page, self.wait, self.taps, self.keys, self.pages = page, wait, 0, 0, 1
        self.begun = time.monotonic()

    def tap(self, what: str) -> None:
        self.taps += 1
        self.page.locator(what).first.click()

    def write(self, field: str, text: str) -> None:
        self.tap(field)
        self.keys += len(text)
        self.page.keyboard.type(text)

    def choose(self, field: str, value: str) -> None:
        """Opening the list is a tap, choosing from it another."""
        self.taps += 2
        self.page.select_option(field, value)

    def go_on(self) -> None:
        self.tap("main .btn-primary")
        self.page.wait_for_load_state()
        self.pages += 1
        look(self.page)

    def seconds(self) -> float:
        machine = time.monotonic() - self.begun
        return self.taps * TAP + self.keys * KEY + self.pages * READ + self.wait + machine


def look(page: Any) -> None:
    assert_axe(page)
    assert_fits(page)
    assert page.locator("main .btn-primary").count() == 1, f"{page.url}: one primary button a page"
