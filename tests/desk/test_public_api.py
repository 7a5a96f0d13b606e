"""What anybody reads by the interface: pages by key, answers known already, refusals as problems, nobody's data."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from kit.limits import Limit
from matching import models as m
from ngos.models import Release
from tests import build
from tests.ngos import purchase

pytestmark = pytest.mark.django_db
HERE = "/api/v1"
SEED = 20260309


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)
    cache.clear()


def get(path: str, **headers: str) -> Any:
    return Browser(raise_request_exception=False).get(f"{HERE}{path}", headers=headers)


def next_of(answer: Any) -> str:
    """The address in the header Link, below the interface; "" on the last page."""
    return answer.headers.get("Link", "").partition(">")[0].removeprefix(f"<{HERE}")


def walked(path: str) -> list[Any]:
    found = []
    while path:
        answer = get(path)
        assert answer.status_code == 200, answer.content
        found.append(answer.json())
        path = next_of(answer)
    return found


def test_the_directory_is_read_in_pages_and_narrowed(cast, django_assert_max_num_queries) -> None:
    names = [build.place(cast, "job", name=f"缝纫{n}", is_public=True).name for n in range(5)]
    build.place(cast, "agency", name="临时救助", is_public=True)
    pages = walked("/resources?limit=2&category=1")
    assert [one["name"] for page in pages for one in page] == names and [len(page) for page in pages] == [2, 2, 1]
    assert [one["name"] for one in get("/resources?q=救助").json()] == ["临时救助"]
    assert get("/resources?county=990102").json() == []
    with django_assert_max_num_queries(6):
        assert len(get("/resources").json()) == 6


def test_purchases_are_read_by_day_and_by_process(cast, django_assert_max_num_queries) -> None:
    made = [purchase.announced(cast).number for _n in range(3)]
    rows = list(Release.objects.order_by("published_at", "pk"))
    assert [row.project.number for row in rows] == made
    pages = walked("/ocds/releases?limit=2")
    assert [r["id"] for page in pages for r in page["releases"]] == [row.release_id for row in rows]
    assert pages[0]["version"] == "1.1" and pages[0]["uri"].endswith("/api/v1/ocds/releases?limit=2")
    with django_assert_max_num_queries(6):
        assert len(get("/ocds/releases?since=2026-03-09&until=2026-03-09").json()["releases"]) == 3
    assert get("/ocds/releases?since=2026-03-10").json()["releases"] == []
    assert get("/ocds/releases?until=2026-03-08").json()["releases"] == []
    (one,) = get(f"/ocds/releases?ocid={rows[1].ocid}").json()["releases"]
    (record,) = get(f"/ocds/records/{rows[1].ocid}").json()["records"]
    assert record["ocid"] == one["ocid"] == rows[1].ocid and record["releases"] == [one]


def test_neither_contacts_nor_gates_nor_what_is_not_listed_come_out(cast) -> None:
    client = build.client(cast)
    build.place(cast, "job", name="公开岗位", is_public=True, contact_name="芒种某", contact_phone="+8613900001234")
    build.place(cast, "service", name="不公开的服务")
    volunteer = build.place(cast, "volunteer")
    m.Place.objects.filter(pk=volunteer.pk).update(is_public=True)
    for path in ("/resources", "/figures", "/ocds/releases"):
        answer = get(path)
        assert answer.status_code == 200, answer.content
        words = answer.content.decode()
        for hidden in ("芒种某", "13900001234", "不公开的服务", volunteer.name, "gate.", client.full_name, client.code):
            assert hidden not in words, (path, hidden)


def test_whoever_has_the_answer_is_not_sent_it_again(cast) -> None:
    build.place(cast, "job", is_public=True)
    for path in ("/resources", "/figures", "/ocds/releases"):
        first = get(path)
        again = get(path, **{"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert "public" in first["Cache-Control"] and "Access-Control-Allow-Origin" not in first
        assert get(path, **{"If-None-Match": first["ETag"], "Accept-Language": "en"}).status_code == 200, path
    old = get("/resources")["ETag"]
    build.place(cast, "job", is_public=True)
    assert get("/resources", **{"If-None-Match": old}).status_code == 200


def test_a_refusal_is_a_problem_in_the_language_of_who_asks() -> None:
    for language, words in (("", "没有这一项。"), ("zh-CN", "没有这一项。"), ("en", "There is no such thing.")):
        answer = get("/ocds/records/ocds-none-1", **{"Accept-Language": language})
        assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
        assert answer.json() == {
            "type": "about:blank", "title": "Not Found", "status": 404, "detail": words, "code": "not_there",
            "errors": [],
        }  # fmt: skip
        assert "Accept-Language" in answer["Vary"]


def test_an_address_that_asks_too_often_waits_a_minute() -> None:
    for _n in range(120):
        assert get("/resources?limit=0").status_code in (200, 422)
    answer = get("/resources")
    assert answer.status_code == 429 and answer["Retry-After"] == "60" and answer.json()["code"] == "too_many"


ODD = (
    "", "0", "-1", "1", "200", "201", "9" * 30, "9" * 5000, "%00", "%ff", "\ud7ff", "' OR 1=1", "null", "NaN", "1e400",
    "2026-02-30", "0001-01-01", "9999-12-31", "2026-03-09", "2026-13-01T00:00:00+00:00~1", "٣", "990103", "../", "%0a",
    "2026-03-09T00:00:00+99:99~1", "2026-03-09T10:00:00%2B08:00~1", "0001-01-01T00:00:00%2B14:00~1",
    "ocds-x-1", "x" * 41, "[]", "true",
)  # fmt: skip


def test_no_value_of_any_parameter_is_a_fault_or_an_undocumented_answer(cast, monkeypatch) -> None:
    """Every reading operation of the description, with odd values in every parameter, in an order that is always the
    same."""
    monkeypatch.setattr("desk.api.reading.A_MINUTE", Limit("api_read", most=10_000, seconds=120))
    chance, n = random.Random(SEED), 0
    build.place(cast, "job", is_public=True)
    for path, operations in get("/openapi.json").json()["paths"].items():
        known = operations.get("get")
        if known is None:
            continue
        names = [p["name"] for p in known["parameters"] if p["in"] == "query"]
        # each value alone in each parameter, so that no other one is refused before it; then several at once
        alone = [{name: value} for name in names for value in ODD]
        several = [{name: chance.choice(ODD) for name in names if chance.random() < 0.5} for _n in range(60)]
        for turn, values in enumerate(alone + several):
            query = "&".join(f"{name}={value}" for name, value in values.items())
            where = path.removeprefix(HERE).replace("{ocid}", chance.choice(ODD[1:8]))
            answer = get(f"{where}?{query}")
            assert str(answer.status_code) in known["responses"], (turn, where, query, answer.status_code)
            kind = answer["Content-Type"].partition(";")[0]
            assert kind in known["responses"][str(answer.status_code)]["content"]
            n += 1
    assert n >= 500
