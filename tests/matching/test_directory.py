"""The directory: what a supplier lists in public, and the whole of it in the words of HSDS 3.

Field names, required fields and lists of values: Human Services Data Specification 3.1, schema/*.json of
github.com/openreferral/specification (service, organization, location, schedule, language, service_capacity, unit,
attribute, taxonomy_term).
"""

import json
from datetime import date
from uuid import UUID

import pytest
from django.core.management import call_command
from django.utils.translation import override

from matching import models as m
from matching import words
from matching.engine import codes
from ngos.models import Provider
from tests import build

REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "service_at_location": {"id"},
    "location": {"id", "location_type"},
    "schedule": {"id"},
    "language": {"id"},
    "service_capacity": {"id", "unit", "available", "updated"},
    "unit": {"id", "name"},
    "attribute": {"id"},
    "taxonomy_term": {"id", "name", "description"},
}
MORE = {
    "service": {
        "description", "assured_date", "eligibility_description", "organization", "service_at_locations", "schedules",
        "languages", "attributes", "capacities",
    },
    "service_at_location": {"service_id", "location"},
    "location": {"name", "description"},
    "schedule": {"service_id", "freq", "wkst", "byday", "opens_at", "closes_at", "timezone", "valid_to"},
    "language": {"service_id", "name", "code"},
    "service_capacity": {"service_id", "maximum"},
    "attribute": {"link_id", "link_entity", "link_type", "value", "taxonomy_term"},
    "taxonomy_term": {"code", "taxonomy"},
}  # fmt: skip
VALUES = {
    "status": {"active", "inactive", "defunct", "temporarily closed"},
    "location_type": {"physical", "postal", "virtual"},
    "freq": {"WEEKLY", "MONTHLY"},
}
INSIDE = {
    "organization": "organization", "service_at_locations": "service_at_location", "location": "location",
    "schedules": "schedule", "languages": "language", "capacities": "service_capacity", "unit": "unit",
    "attributes": "attribute", "taxonomy_term": "taxonomy_term",
}  # fmt: skip


def check(kind: str, thing: dict) -> None:
    """The object has what is required, nothing the specification does not know, ids and values as it wants them."""
    assert thing.keys() >= REQUIRED[kind], kind
    assert thing.keys() <= REQUIRED[kind] | MORE.get(kind, set()), kind
    for name, value in thing.items():
        if name == "id" or name.endswith("_id"):
            UUID(value)
        if name in VALUES:
            assert value in VALUES[name]
        for one in (value if isinstance(value, list) else [value]) if name in INSIDE else ():
            check(INSIDE[name], one)


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def exported(tmp_path, *more) -> list[dict]:
    out = tmp_path / "hsds.json"
    call_command("export_hsds", str(out), *more)
    return json.loads(out.read_text(encoding="utf-8"))


def test_every_service_of_the_export_keeps_to_the_specification(cast, tmp_path) -> None:
    build.place(cast, "job", excluded_offence_mask=2, skill_mask=1, valid_to=date(2026, 12, 31), capacity=4, taken=1)
    build.place(cast, "service", status="paused", is_remote=True)
    build.place(cast, "agency", is_minor_qualified=True)
    build.place(cast, "volunteer")
    found = exported(tmp_path)
    for one in found:
        check("service", one)
    assert [one["status"] for one in found] == ["active", "temporarily closed", "active"], "no volunteer's place"
    job = found[0]
    assert [(s["byday"], s["opens_at"]) for s in job["schedules"]] == [("MO,TU,WE,TH,FR", "09:00+08:00")]
    assert (job["capacities"][0]["available"], job["capacities"][0]["maximum"]) == (3, 4)
    gates = {(a["taxonomy_term"]["code"], a["value"]) for a in job["attributes"]}
    assert {
        ("gate.excluded_offence", "财产"),
        ("gate.skill", "缝纫"),
        ("gate.minor", "no"),
        ("need", "job_placement"),
    } <= gates
    assert exported(tmp_path) == found, "the same ids each time"


def test_the_check_itself_sees_what_is_wrong(cast, tmp_path) -> None:
    build.place(cast, "job")
    (one,) = exported(tmp_path)
    for spoilt in ({"status": "open"}, {"id": "1"}, {"phone": "1"}, {"organization": {"id": one["id"]}}):
        with pytest.raises((AssertionError, ValueError)):
            check("service", one | spoilt)


def test_only_what_its_supplier_lists_is_public_and_no_contact_ever(cast, browse, client) -> None:
    shown = build.place(cast, "job", name="公开岗位", is_public=True, address="长堤路三号", contact_name="芒种某")
    build.place(cast, "service", name="不公开的服务")
    build.place(cast, "agency", name="暂停的", is_public=True, status="paused")
    volunteer = build.place(cast, "volunteer")
    m.Place.objects.filter(pk=volunteer.pk).update(is_public=True)
    for url in ("/help/resources/", "/help/resources.json"):
        words = client.get(url).content.decode()
        assert "公开岗位" in words and "长堤路三号" in words
        for hidden in ("不公开的服务", "暂停的", volunteer.name, "芒种某", "gate."):
            assert hidden not in words, hidden
    (one,) = client.get("/help/resources.json").json()
    check("service", one)
    assert "capacities" not in one and one["name"] == shown.name


def test_the_public_list_is_searched_and_narrowed(cast, client) -> None:
    build.place(cast, "job", name="缝纫工", is_public=True)
    build.place(cast, "agency", name="临时救助", is_public=True)

    def words(query: str) -> str:
        return client.get(f"/help/resources/?{query}").content.decode()

    assert "缝纫工" in words("q=缝纫") and "临时救助" not in words("q=缝纫")
    assert "缝纫工" in words("category=1") and "临时救助" not in words("category=1")
    assert "缝纫工" in words("county=990103") and "缝纫工" not in words("county=990102")


def test_what_a_suspended_organisation_or_employer_lists_leaves_the_public_list_and_comes_back(cast, client) -> None:
    build.place(cast, "service", name="春晖陪伴", is_public=True)
    build.place(cast, "job", name="缝纫工", is_public=True)
    provider = Provider.objects.filter(org=cast.chunhui)
    for rows, spoilt, whole in (
        (provider, {"status": "suspended"}, {"status": "listed"}),
        (provider, {"has_overdue_rectification": True}, {"has_overdue_rectification": False}),
    ):
        rows.update(**spoilt)
        for url in ("/help/resources/", "/help/resources.json"):
            words = client.get(url).content.decode()
            assert "春晖陪伴" not in words and "缝纫工" in words
        rows.update(**whole)
        assert "春晖陪伴" in client.get("/help/resources/").content.decode()
    m.SupplierCap.objects.create(org=cast.yunjin, capacity=9, is_suspended=True)
    assert "缝纫工" not in client.get("/help/resources/").content.decode()


def test_the_public_map_counts_public_places_only(cast, client) -> None:
    build.place(cast, "job", name="缝纫工", is_public=True, capacity=4, taken=1)
    build.place(cast, "agency", name="不公开", capacity=9)
    (dot,) = client.get("/help/resources/").context["map"]["dots"]
    assert (dot["n"], dot["free"]) == (1, 3)
    assert not client.get("/help/resources/?category=2").context["map"]["dots"]


def test_a_week_is_told_in_short() -> None:
    mornings, evenings = (codes.mask(codes.block(d, part) for d in range(5)) for part in (0, 2))
    sunday = codes.mask([codes.block(6, 1)])
    assert words.week(codes.ALL_BLOCKS) == "每天全天"
    assert words.week(mornings | evenings | sunday) == "周一至周五上午、晚上；周日下午"
    assert words.week(0) == "—"
    with override("en"):
        assert words.week(mornings | sunday) == "Mon–Fri morning; Sun afternoon"
