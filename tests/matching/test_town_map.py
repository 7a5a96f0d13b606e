"""The list of places narrowed by who looks for help, and the map beside it: each dot is the list it leads to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Division
from matching.models import Place
from tests import build
from tests.cast import DONGXI, HEKOU

pytestmark = pytest.mark.django_db
URL = "/help/places/"


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def names(browser, query: str = "") -> set[str]:
    return {row["place"].name for row in browser.get(f"{URL}?{query}").context["rows"]}


def elsewhere() -> str:
    return Division.objects.filter(level="town").exclude(pk=HEKOU).order_by("pk").first().pk


def test_each_filter_leaves_what_it_says(cast, browse) -> None:
    build.place(cast, "job", name="缝纫工", capacity=2, taken=2)
    build.place(cast, "agency", name="社保窗口", is_remote=True)
    old = build.place(cast, "agency", name="旧窗口")
    Place.objects.filter(pk=old.pk).update(confirmed_on="2025-01-01", county_code="990102")
    staff = browse(cast.officer)
    for query, left in {
        "": {"缝纫工", "社保窗口", "旧窗口"},
        "q=缝纫": {"缝纫工"},
        "kind=job": {"缝纫工"},
        "category=1": {"缝纫工"},
        f"county={DONGXI}": {"缝纫工", "社保窗口"},
        "remote=on": {"社保窗口"},
        "free=on": {"社保窗口", "旧窗口"},
        "fresh=on": {"缝纫工", "社保窗口"},
        "stale=on": {"旧窗口"},
    }.items():
        assert names(staff, query) == left, query


def test_each_dot_of_the_map_is_the_list_it_leads_to_and_the_table_says_the_same(cast, browse) -> None:
    build.place(cast, "job", capacity=4, taken=1)
    build.place(cast, "agency", capacity=2, taken=2)
    build.place(cast, "agency", town=elsewhere(), capacity=7)
    staff = browse(cast.officer)
    drawn = staff.get(URL).context["map"]
    assert [(d["town_id"], d["n"], d["free"]) for d in drawn["rows"]] == sorted([(HEKOU, 2, 3), (elsewhere(), 1, 7)])
    assert sorted(d["town_id"] for d in drawn["dots"]) == [d["town_id"] for d in drawn["rows"]]
    for dot in drawn["dots"]:
        rows = staff.get(f"{URL}?{dot['query']}").context["rows"]
        assert (len(rows), sum(r["place"].free for r in rows)) == (dot["n"], dot["free"])
    (one,) = staff.get(f"{URL}?kind=job").context["map"]["dots"]
    assert "kind=job" in one["query"] and one["free"] == 3


def test_the_map_draws_only_what_the_reader_may_look_up(cast, browse) -> None:
    build.place(cast, "volunteer")
    assert browse(cast.officer).get(URL).context["map"]["dots"]
    assert not browse(cast.outsider).get(URL).context["map"]["dots"], "a volunteer's place names a person"
    assert not browse(cast.employer).get(URL).context["map"]["dots"]


def test_the_list_and_map_read_as_much_for_many_places_as_for_one(cast, browse) -> None:
    staff = browse(cast.officer)
    build.place(cast, "agency")
    staff.get(URL)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            staff.get(URL)
        return len(seen)

    before = asked()
    for town in Division.objects.filter(level="town")[:3]:
        build.place(cast, "agency", town=town.pk)
    assert asked() == before
