"""Fixtures for stories told through a real browser against the real server."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import needs
from tests.server import House

WIDTHS = (390, 1440)
LANGUAGES = ("zh-hans", "en")
# Stories that are told in Chinese in every run, and in English in the whole one.
IN_TURN = ("zh-hans", pytest.param("en", marks=pytest.mark.slow))
PATIENCE = 20_000  # milliseconds; enough for a machine that is busy with other tests
SHOTS = Path(__file__).resolve().parent.parent / "test-results"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> House:
    """The state of `tests/story.py`, built by the first worker that asks; nobody serves it, copies are served."""
    if worker_id == "master":
        return House(tmp_path_factory.mktemp("told")).build()
    folder = tmp_path_factory.getbasetemp().parent / "told"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return House(folder).build()


@pytest.fixture(scope="session")
def server(told: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product itself on a free port, for tests that only look."""
    house = told.copy(tmp_path_factory.mktemp("house"))
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def _house_of_stories(told: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = told.copy(tmp_path_factory.mktemp("stories"))
    house.make_ready()
    yield house
    house.pull_down()


@pytest.fixture
def own_server(told: House, _house_of_stories: House) -> Iterator[House]:
    """A server of this test alone, for stories that change things and let time pass."""
    house = _house_of_stories
    house.told_anew(told)
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    path = needs.program("chromium-headless-shell", "chromium", package="chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, server: House) -> Iterator[Callable]:
    """Open a page as somebody: `visit("/desk/", who="李明", width=390, lang="en", script=True)`.

    `who` is a name of the story, already signed in; without it nobody is. When the test ends, every page must
    have been free of script errors, of refused content (CSP) and of requests that leave the house.
    """
    yield from _visiting(browser, server)


@pytest.fixture
def visit_own(browser, own_server: House) -> Iterator[Callable]:
    """The same on a server of this test alone."""
    yield from _visiting(browser, own_server)


def _visiting(browser, server: House) -> Iterator[Callable]:
    contexts, slips = [], []

    def open_page(
        path: str = "/", *, who: str = "", width: int = 1440, lang: str = "zh-hans", script: bool = True,
        **looks: str,
    ):  # fmt: skip
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale="zh-CN" if lang == "zh-hans" else "en-GB",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies(server.cookies(who, lang, **looks))
        context.route(lambda url: not url.startswith((server.url, "data:", "blob:")), _refuse(slips))
        page = context.new_page()
        page.on("pageerror", lambda error: slips.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _listen(said, page, slips))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not slips, "\n".join(slips)


def _refuse(slips: list[str]) -> Callable:
    def refuse(route) -> None:
        slips.append(f"a page asked for {route.request.url}")
        route.abort()

    return refuse


def _listen(said, page, slips: list[str]) -> None:
    # A refused form answers 4xx on purpose, and the browser reports that as an error of the page.
    if said.type == "error" and "Failed to load resource" not in said.text:
        slips.append(f"{page.url}: {said.text}")


# --- what a story checks -----------------------------------------------------------------------------------
def assert_axe(page) -> None:
    """No breach of WCAG 2 A and AA that axe can see."""
    breaches = axe_breaches(page)
    assert not breaches, f"{page.url}\n" + "\n".join(f"{rule} {said}" for rule, said in breaches.items())


def axe_breaches(page) -> dict[str, str]:
    """What axe finds: rule → how grave, in words, and where."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    with _unrolled(page):
        page.evaluate(Axe().axe_script)
        found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return {
        v["id"]: f"({v['impact']}): {v['help']}\n    " + "\n    ".join(n["html"][:160] for n in v["nodes"][:5])
        for v in found
    }


@contextmanager
def _unrolled(page) -> Iterator[None]:
    """A screen as high as the page: at any other the tab bar lies over something, which axe takes for a target that
    is too small; a reader rolls on."""
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    if height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height})
    yield
    page.set_viewport_size(size)


def assert_fits(page) -> None:
    """The page is no wider than the screen."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= screen, f"{page.url} is {wide} px wide on a screen of {screen} px"


def picture(page, name: str) -> Path:
    """A picture of the whole page in `test-results/`, for whoever looks."""
    SHOTS.mkdir(exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=str(path), full_page=True)
    return path


def read_json(page, path: str):
    """What an address answers to the person of this page."""
    return json.loads(page.request.get(path).text())
