"""The list of social organisations: checked row by row, taken in as listed, renewed, taken back within the day."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from accounts import divisions
from accounts.models import OrgUnit, User
from desk.imports import scope, services
from desk.imports.models import ImportBatch
from kit.errors import Refused
from messaging import queue
from ngos.models import Provider, ProviderContact
from ngos.providers import filing
from ngos.providers import services as registry
from tests.cast import DONGXI, Cast, person, seat, unit
from tests.house_volunteers import picture

pytestmark = pytest.mark.django_db
PAPER = Path(__file__).parents[2] / "matching" / "demo" / "paper" / "ngos.csv"
FAULTS = Path(__file__).parents[1] / "data" / "faults.json"
HEADING = 1  # the sheet's row of the first organisation is 2; faults.json counts organisations


@pytest.fixture(autouse=True)
def export_day(as_of: Any, cast: Cast) -> None:
    as_of(2026, 11, 1, 10)
    divisions.open_offices(by=None)


def paper() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(PAPER.read_text(encoding="utf-8-sig"))))


def sheet(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(paper()[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def upload(by: User, data: bytes) -> ImportBatch:
    batch = services.upload(scope.kind_called("ngos.providers"), data, by=by)
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def taken(by: User, data: bytes) -> ImportBatch:
    batch = upload(by, data)
    services.apply(batch, by=by)
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def undone(batch: ImportBatch) -> ImportBatch:
    services.undo(batch, by=batch.by)
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


# --- the paper of the city -----------------------------------------------------------------------------------------
def test_of_the_forty_rows_just_those_are_odd_that_the_list_of_faults_names(cast: Cast) -> None:
    batch = upload(cast.city_manager, PAPER.read_bytes())
    named = {n: v["expect"] for n, v in json.loads(FAULTS.read_text(encoding="utf-8")).items() if "ngos.csv" in n}
    expected = {int(name.rpartition(" ")[2]) + HEADING: expect for name, expect in named.items()}
    found: dict[int, str] = {}
    for row in batch.rows.all():
        if row.verdict == "error":
            found[row.row_no] = "refuse"
        elif row.warnings:
            found[row.row_no] = "warn"
        elif row.mended:
            found[row.row_no] = "normalise"
    assert found == expected
    assert batch.counts == {"new": 39, "error": 1}
    assert not Provider.objects.exists(), "a check takes nothing in"


def test_what_is_said_of_the_odd_rows(cast: Cast) -> None:
    batch = upload(cast.city_manager, PAPER.read_bytes())
    rows = {row.row_no - HEADING: row for row in batch.rows.all()}
    assert rows[6].mended == ["统一社会信用代码"]
    assert rows[18].code == "uscc_check"
    assert [w["code"] for w in rows[24].warnings] == ["prefix"]
    assert [w["code"] for w in rows[38].warnings] == ["licence_over"]


def test_all_come_in_listed_and_the_one_whose_certificate_has_run_out_restricted(cast: Cast) -> None:
    batch = taken(cast.city_manager, PAPER.read_bytes())
    assert batch.status == "applied"
    assert Provider.objects.count() == 39
    restricted = Provider.objects.get(status="restricted")
    row = paper()[37]
    assert (restricted.credit_code, restricted.org.name) == (row["统一社会信用代码"], row["名称"])
    assert Provider.objects.filter(status="listed").count() == 38
    mended = Provider.objects.get(credit_code="51990107MJ0000156L")
    assert mended.org.credit_code == mended.credit_code
    one = Provider.objects.get(credit_code=paper()[0]["统一社会信用代码"])
    assert [a.county_code for a in one.areas.all()] == ["990101", "990104", "990106"]
    assert [line.category for line in one.lines.all()] == [3]
    assert (one.staff_n, one.social_workers_n, one.counsellors_n) == (8, 10, 6)
    assert one.contact.phone == "+8615496488903"


def test_the_refused_one_is_registered_singly_with_its_certificate(cast: Cast) -> None:
    row = paper()[17]
    new = {"by": cast.city_manager, "code": row["统一社会信用代码"], "name": row["名称"]}
    new["county"] = OrgUnit.objects.get(kind="county_bureau", division="990106").division
    with pytest.raises(Refused):
        filing.register_provider(**new)
    provider = filing.register_provider(**new, code_reason="证书原件如此", code_scan=picture())
    assert provider.status == "draft"


def test_the_same_list_again_changes_nothing_and_a_new_one_changes_what_it_says(cast: Cast) -> None:
    by, rows = cast.city_manager, paper()
    taken(by, sheet(*rows[:3]))
    assert upload(by, sheet(*rows[:3])).counts == {"same": 3}
    rows[1] |= {"专职人员": "11", "服务区域": "云河区", "证书有效期": "2029-01-31", "电话": "15400000000"}
    again = taken(by, sheet(*rows[:3]))
    assert again.counts == {"same": 2, "changed": 1}
    provider = Provider.objects.get(credit_code=rows[1]["统一社会信用代码"])
    assert (provider.staff_n, str(provider.licence_until_on)) == (11, "2029-01-31")
    assert [a.county_code for a in provider.areas.all()] == ["990101"]
    undone(again)
    provider = Provider.objects.get(pk=provider.pk)
    assert (provider.staff_n, str(provider.licence_until_on)) == (3, paper()[1]["证书有效期"])
    assert provider.areas.count() == 2
    assert ProviderContact.objects.get(provider=provider).phone == "+8615448954008"


def test_an_undone_list_leaves_nothing_and_may_come_again(cast: Cast) -> None:
    by = cast.city_manager
    batch = undone(taken(by, sheet(*paper()[:3])))
    assert batch.status == "undone"
    assert not Provider.objects.exists()
    assert not OrgUnit.objects.filter(kind="provider").exists()
    assert taken(by, sheet(*paper()[:3])).counts == {"new": 3}
    assert Provider.objects.count() == 3


def test_who_has_members_by_now_is_not_taken_back(cast: Cast) -> None:
    by, rows = cast.city_manager, paper()[:2]
    batch = taken(by, sheet(*rows))
    used = Provider.objects.get(credit_code=rows[0]["统一社会信用代码"])
    seat(person("新来的管理员"), "NGA", used.org)
    undone(batch)
    assert list(Provider.objects.all()) == [used]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"名称": ""}, "name"),
        ({"统一社会信用代码": "11990100000000051T"}, "organ"),
        ({"统一社会信用代码": "91350100M000100Y43"}, "county"),
        ({"类型": "俱乐部"}, "kind"),
        ({"电话": "12345"}, "mobile_form"),
        ({"成立日期": "2019-13-01"}, "date"),
        ({"专职人员": "很多"}, "whole"),
    ],
)
def test_a_row_that_is_wrong_is_left_out_with_its_sentence(cast: Cast, said: dict[str, str], code: str) -> None:
    batch = upload(cast.city_manager, sheet(paper()[0] | said))
    assert [(r.verdict, r.code) for r in batch.rows.all()] == [("error", code)]


def test_a_code_twice_in_the_file_waits_for_a_person(cast: Cast) -> None:
    batch = upload(cast.city_manager, sheet(paper()[0], paper()[0] | {"名称": "另一个名字"}))
    assert [(r.verdict, r.code) for r in batch.rows.order_by("row_no")] == [("new", ""), ("held", "double")]


def test_an_organisation_that_applies_itself_is_left_alone(cast: Cast) -> None:
    row = paper()[0]
    by = seat(person("管理员"), "NGA", unit("provider", row["名称"], "990101"))
    provider = filing.register_provider(by=by, org=by.memberships.get().unit, code=row["统一社会信用代码"])
    batch = upload(cast.city_manager, sheet(row))
    assert batch.counts == {"same": 1}
    assert [w["code"] for w in batch.rows.get().warnings] == ["own_file"]
    provider.refresh_from_db()
    assert (provider.status, provider.staff_n) == ("draft", 0)


def test_another_organisation_of_the_county_with_this_name_is_not_overwritten(cast: Cast) -> None:
    row = paper()[0]
    registry.take_over_provider(unit("provider", row["名称"], "990101"), by=None)
    batch = upload(cast.city_manager, sheet(row))
    assert [r.code for r in batch.rows.all()] == ["namesake"]


def test_a_county_does_not_list_by_a_file(cast: Cast) -> None:
    with pytest.raises(Refused):
        upload(cast.county_manager, PAPER.read_bytes())
    assert cast.county_manager.memberships.get().unit.division_id == DONGXI
