"""A visitor opens the first page: on a phone and on a desk, in Chinese and in English, with and without script."""

import pytest

from tests.browser import LANGUAGES, WIDTHS, assert_axe, assert_fits, picture


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_page_fits_and_is_accessible(visit, width: int, lang: str) -> None:
    page = visit("/" if lang == "zh-hans" else "/en/", width=width, lang=lang)
    assert page.locator("html").get_attribute("lang").lower().startswith(lang[:2])
    assert page.locator("h1").count() == 1
    assert_fits(page)
    assert_axe(page)
    picture(page, f"home-{width}-{lang}")


def test_the_first_page_needs_no_script(visit) -> None:
    page = visit("/", script=False)
    assert page.locator("main").is_visible()
