"""The name of the bureau on pages and papers: of the city that was entered, or as OFFICE_NAME says."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import bureau, first_run
from accounts.models import OrgUnit
from tests.accounts.test_counter import ANSWERS, door  # noqa: F401 - a fixture
from volunteers.consents import words

pytestmark = pytest.mark.django_db
JIANG = ANSWERS | {"city_name": "江城市"}


@pytest.fixture(autouse=True)
def unset(settings):
    settings.OFFICE_NAME = ""
    bureau._bureau.clear()
    yield
    bureau._bureau.clear()


@pytest.fixture
def later(monkeypatch):
    """The transaction that made the units is over, and no time passes."""
    monkeypatch.setattr("kit.remembered._transaction", lambda using: None)
    monkeypatch.setattr("kit.remembered.time.monotonic", lambda: 90_000_000.0)


def page(language: str = "zh-hans") -> str:
    return Client(headers={"cookie": f"django_language={language}"}).get("/account/login/").content.decode()


def test_a_real_city_is_named_by_its_first_run_page(door):  # noqa: F811
    first_run.set_up(door, **JIANG)
    assert bureau.office_name() == "江城市司法局"
    assert "江城市司法局" in page()
    assert "云栖市司法局" not in page()
    assert words._places()["office"] == "江城市司法局"


def test_the_demo_city_keeps_its_name(city):
    assert bureau.office_name() == "云栖市司法局"
    assert "云栖市司法局" in page()


def test_before_there_is_a_city_the_bureau_is_called_what_it_is():
    assert bureau.office_name() == "市司法局"
    assert "云栖市司法局" not in page()


def test_what_the_setting_says_comes_first(city, settings):
    settings.OFFICE_NAME = "江城市社区矫正中心"
    assert bureau.office_name() == "江城市社区矫正中心"


def test_the_name_is_read_once_for_many_pages(city, later):
    bureau.office_name()
    with CaptureQueriesContext(connection) as asked:
        for _n in range(3):
            assert "云栖市司法局" in page()
    assert "accounts_orgunit" not in str(asked.captured_queries)


def test_a_new_name_is_on_the_next_page(city, later):
    assert bureau.office_name() == "云栖市司法局"
    unit = OrgUnit.objects.get(kind="municipal_bureau")
    unit.name = "云栖市司法行政局"
    unit.save()
    assert "云栖市司法行政局" in page()
