"""An instance of the matching file format as rows of the house, for proving the plan against the format's checker.

Rows are written straight, without the services: nobody asked, nobody accepted, and no message may leave. So it is
refused wherever a request exists. Ids of needs, persons, places and providers are those of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.color import no_style
from django.db import connection, transaction

from accounts.models import Division, OrgUnit, User
from kit import clock
from kit.crypto import blind_index
from kit.errors import Refused
from kit.rules import DatedRule
from kit.sentences import gettext as _
from matching.engine import codes
from matching.engine.files import Table, Unreadable, read_meta, read_tables
from matching.models import (
    AssistanceRequest,
    Client,
    Conflict,
    Consent,
    MatchRun,
    Outcome,
    Place,
    Proposal,
    SupplierCap,
)
from matching.planning.rows import insert_objects, position

NEEDS_OF = {category: [c for c, (k, _w) in codes.NEEDS.items() if k == category] for category in codes.CATEGORIES}
RULES = {"version": "format-1", "lowest_grade": "D", "woman_worker_categories": []}
Row = dict[str, int]


@transaction.atomic
def load(folder: Path) -> dict[str, int]:
    """Write the folder's tables; how many rows of each. Refused where requests exist already."""
    if AssistanceRequest.objects.exists():
        raise Refused(_("这里已有帮扶需求，不能装入。用一个空的库再装。"), code="not_empty")
    tables = read_tables(folder)
    house = _House(tables, read_meta(folder)["as_of_day"])
    house.rules()
    for objects in house.everything():
        insert_objects(objects)
    if connection.vendor == "postgresql":
        _set_sequences()
    return {name: len(next(iter(table.values()))) for name, table in tables.items()}


def _set_sequences() -> None:
    made = [OrgUnit, Client, Consent, Place, AssistanceRequest, Conflict, Outcome, Proposal, SupplierCap]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(statement)


class _House:
    """The rows to come, table by table, in the order in which they hang on each other."""

    def __init__(self, tables: dict[str, Table], as_of_day: int) -> None:
        self.tables, self.today = tables, clock.today()
        self.shift = self.today.toordinal() - as_of_day
        self.noon = datetime.combine(self.today, time(12), UTC)
        self.by = User.objects.create_user("", display_name="匹配实例")
        self.county = _counties(tables)
        self.need = _fine_needs(tables["needs"])
        self.home: dict[int, str] = {}
        self.consent: dict[int, int] = {}

    def rules(self) -> None:
        """The bare format knows no lowest grade and no woman worker but as a wish."""
        DatedRule.objects.create(
            name="matching.rulebook", value=RULES, valid_from=date(2000, 1, 1), state=DatedRule.State.IN_FORCE,
            legal_basis="匹配文件格式 1", note="装入匹配实例时设定", approved_by=self.by,
        )  # fmt: skip

    def everything(self) -> Iterator[list[Any]]:
        yield from self._units()
        yield self._clients()
        yield self._consents()
        yield self._places()
        yield self._requests()
        yield from self._history()
        yield self._conflicts()
        yield self._proposals()

    def rows(self, name: str) -> Iterable[Row]:
        table = self.tables[name]
        return (dict(zip(table, row, strict=True)) for row in zip(*(c.tolist() for c in table.values()), strict=True))

    def day(self, number: int) -> date:
        return date.fromordinal(max(1, number + self.shift))

    # --- divisions, offices, suppliers ----------------------------------------------------------------------
    def _units(self) -> Iterator[list[Any]]:
        divisions = sorted(set(self.county.values()))
        there = set(Division.objects.values_list("code", flat=True))
        cities = sorted({f"{code[:4]}00" for code in divisions} - there)
        yield [Division(code=code, name=f"市{code[:4]}", level="city") for code in cities]
        yield [
            Division(code=code, name=f"县{code}", level="county", parent_id=f"{code[:4]}00")
            for code in divisions if code not in there
        ]  # fmt: skip
        yield [
            Division(code=f"{code}001", name=f"街道{code}", level="town", parent_id=code)
            for code in divisions if f"{code}001" not in there
        ]  # fmt: skip
        jobs = set(self.tables["resources"]["provider_id"][self.tables["resources"]["category"] == codes.JOB].tolist())
        providers = list(self.rows("providers"))
        start = 1 + max((r["provider_id"] for r in providers), default=0)
        self.office = {code: start + n for n, code in enumerate(divisions)}
        yield [
            *(
                OrgUnit(pk=r["provider_id"], kind="employer" if r["provider_id"] in jobs else "partner_agency",
                        name=f"单位{r['provider_id']}")
                for r in providers
            ),
            *(
                OrgUnit(pk=pk, kind="judicial_office", name=f"司法所{code}", division_id=f"{code}001")
                for code, pk in self.office.items()
            ),
        ]  # fmt: skip
        taken = self._taken("provider_id")
        yield [
            SupplierCap(org_id=r["provider_id"], capacity=r["max_cases"], taken=taken.get(r["provider_id"], 0),
                        is_suspended=bool(r["suspended"]))
            for r in providers
        ]  # fmt: skip

    def _taken(self, name: str) -> dict[int, int]:
        """How many accepted pairs each place, or each provider, holds."""
        current, resources = self.tables["current"], self.tables["resources"]
        held = current["resource_id"][current["locked"] == 1]
        values, counts = np.unique(
            resources[name][position(resources["resource_id"], held)] if len(held) else held, return_counts=True
        )
        return dict(zip(values.tolist(), counts.tolist(), strict=True))

    # --- people ----------------------------------------------------------------------------------------------
    def _clients(self) -> list[Any]:
        out = []
        for r in self.rows("supervisees"):
            code = self.county[_where(r)]
            self.home[r["supervisee_id"]] = code
            out.append(
                Client(
                    pk=r["supervisee_id"], code=f"C-{r['supervisee_id']}", status="active", status_at=self.noon,
                    full_name=f"对象{r['supervisee_id']}", category="probation", born_on_text="1990-01-01",
                    id_index=blind_index("client.id_number", f"instance-{r['supervisee_id']}"), sex=r["sex"],
                    offence_groups=str(r["offence_mask"]), start_on=self.today - timedelta(days=100),
                    end_on=self.today + timedelta(days=700), office_id=self.office[code], county_code=code,
                    town_id=f"{code}001", x_m=r["x_m"], y_m=r["y_m"], officer=self.by, is_minor_track=bool(r["minor"]),
                    language_mask=r["language_mask"], key_level=r["key_level"],
                    must_stay_in_county=bool(r["stay_district"]), max_services=r["max_services"],
                )
            )  # fmt: skip
        return out

    def _consents(self) -> list[Any]:
        self.consent = {client: n for n, client in enumerate(self.home, start=1)}
        return [
            Consent(pk=pk, client_id=client, basis="statutory", law="R-CC-07", given_on=self.today, by=self.by)
            for client, pk in self.consent.items()
        ]

    # --- places ----------------------------------------------------------------------------------------------
    def _places(self) -> list[Any]:
        taken = self._taken("resource_id")
        return [self._place(r, taken.get(r["resource_id"], 0)) for r in self.rows("resources")]

    def _place(self, r: Row, taken: int) -> Place:
        if r["capacity"] and not r["soft_cap"]:  # 0 in our column says that nothing was said
            raise Unreadable(f"resources.csv: soft_cap 0 of {r['resource_id']} is not known in the house")
        code = self.county[_where(r)]
        same = ("x_m", "y_m", "category", "capacity", "soft_cap", "sex_mask", "serves_sex_mask")
        masks = ("excluded_offence_mask", "language_mask", "schedule_mask", "skill_mask", "cert_level")
        return Place(
            pk=r["resource_id"], kind="job" if r["category"] == codes.JOB else "agency", status="open",
            status_at=self.noon, name=f"去处{r['resource_id']}", org_id=r["provider_id"], town_id=f"{code}001",
            needs=NEEDS_OF[r["category"]], county_code=code, is_remote=bool(r["remote"]), taken=taken,
            is_minor_qualified=bool(r["minor_qualified"]), cert_until_on=self.day(r["cert_until_day"]),
            grade=codes.GRADE_LETTERS[r["grade"]], confirmed_on=self.today, partner=self.by,
            **{name: r[name] for name in (*same, *masks)},
        )  # fmt: skip

    # --- requests --------------------------------------------------------------------------------------------
    def _requests(self) -> list[Any]:
        held = {r["need_id"]: r["resource_id"] for r in self.rows("current") if r["locked"]}
        return [self._request(r, held.get(r["need_id"])) for r in self.rows("needs")]

    def _request(self, r: Row, held: int | None) -> AssistanceRequest:
        same = ("category", "urgency", "gender_pref", "max_m", "schedule_mask", "min_blocks", "skill_mask", "min_cert")
        return AssistanceRequest(
            pk=r["need_id"], number=f"AR-{r['need_id']}", status="accepted" if held else "matching",
            status_at=self.noon, need=self.need[r["need_id"]], accepts_remote=bool(r["accept_remote"]),
            min_grade=codes.GRADE_LETTERS[r["min_grade"]], end_on=self.day(r["end_day"]),
            submitted_at=self.noon - timedelta(days=r["wait_days"]), place_id=held, helper=self.by if held else None,
            **self._of(r["supervisee_id"]), **{name: r[name] for name in same},
        )  # fmt: skip

    def _of(self, client: int) -> dict[str, Any]:
        code = self.home[client]
        return {
            "client_id": client, "office_id": self.office[code], "county_code": code, "author": self.by,
            "officer": self.by, "consent_id": self.consent[client],
        }  # fmt: skip

    def _history(self) -> Iterator[list[Any]]:
        """An earlier help that ended well: a closed request with its outcome at one of the provider's places."""
        resources = self.tables["resources"]
        place_of = dict(zip(resources["provider_id"].tolist(), resources["resource_id"].tolist(), strict=True))
        category = dict(zip(resources["resource_id"].tolist(), resources["category"].tolist(), strict=True))
        start = 1 + int(self.tables["needs"]["need_id"].max(initial=0))
        # Of a provider without a place nothing follows.
        rows = [r for r in self.rows("history") if r["provider_id"] in place_of]
        pairs = [(start + n, r["supervisee_id"], place_of[r["provider_id"]]) for n, r in enumerate(rows)]
        yield [
            AssistanceRequest(
                pk=pk, number=f"AR-{pk}", status="closed", status_at=self.noon, need=NEEDS_OF[category[at]][0],
                category=category[at], place_id=at, need_met="yes", **self._of(client),
            )
            for pk, client, at in pairs
        ]  # fmt: skip
        yield [
            Outcome(request_id=pk, place_id=at, code="helped", need_met="yes", person_says="yes", confirmed_by=self.by,
                    confirmed_at=self.noon)
            for pk, _client, at in pairs
        ]  # fmt: skip

    def _conflicts(self) -> list[Any]:
        return [
            Conflict(client_id=r["supervisee_id"], kind="other", org_id=r["provider_id"], by=self.by,
                     noted_on=self.today)
            for r in self.rows("conflicts")
        ]  # fmt: skip

    def _proposals(self) -> list[Any]:
        """What stands as proposed, of a run that is over."""
        rows = [r for r in self.rows("current") if not r["locked"]]
        if not rows:
            return []
        run = MatchRun.objects.create(
            status="done", status_at=self.noon, as_of=self.today, began_at=self.noon, ended_at=self.noon,
            weights_version="format-1", rules_version="format-1",
        )  # fmt: skip
        needs = self.tables["needs"]
        client = dict(zip(needs["need_id"].tolist(), needs["supervisee_id"].tolist(), strict=True))
        return [
            Proposal(run=run, request_id=r["need_id"], place_id=r["resource_id"], published_at=self.noon,
                     county_code=self.home[client[r["need_id"]]])
            for r in rows
        ]  # fmt: skip


Where = tuple[int, int, int]  # province, prefecture, district


def _where(row: Row) -> Where:
    return row["province_id"], row["prefecture_id"], row["district_id"]


def _counties(tables: dict[str, Table]) -> dict[Where, str]:
    """A code of six digits for each district: two of the province, two of the prefecture in it, two of its own."""
    names = ("province_id", "prefecture_id", "district_id")
    both = [tables[name] for name in ("supervisees", "resources")]
    found = sorted({where for t in both for where in zip(*(t[name].tolist() for name in names), strict=True)})
    out: dict[Where, str] = {}
    first: dict[tuple[int, ...], int] = {}
    for province, prefecture, district in found:
        second = first.setdefault((province, prefecture), 1 + sum(1 for k in first if k[0] == province))
        third = 1 + sum(1 for w in out if w[:2] == (province, prefecture))
        out[province, prefecture, district] = f"{10 + province:02d}{second:02d}{third:02d}"
    return out


def _fine_needs(needs: Table) -> dict[int, str]:
    """The fine need of each id: a person has one open request of each, so a second of a category takes the next."""
    out: dict[int, str] = {}
    seen: dict[tuple[int, int], int] = {}
    rows = zip(needs["need_id"].tolist(), needs["supervisee_id"].tolist(), needs["category"].tolist(), strict=True)
    for pk, person, category in rows:
        n = seen[person, category] = seen.get((person, category), -1) + 1
        if n >= len(NEEDS_OF[category]):
            raise Unreadable(f"needs.csv: more needs of category {category} for person {person} than the house knows")
        out[pk] = NEEDS_OF[category][n]
    return out
