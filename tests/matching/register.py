"""The register of the paper city for the tests: the file as the provincial system exports it, and ways to vary it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from accounts import divisions
from accounts.models import Division, OrgUnit, User
from desk.imports import scope
from desk.imports.models import ImportBatch, ImportRow
from kit import clock
from messaging import queue
from tests.cast import Cast, person, seat, sign_in

PAPER = Path(__file__).parents[2] / "matching" / "demo" / "paper"
FAULTS = Path(__file__).parents[1] / "data" / "faults.json"
KIND = "matching.register"
TITLE = "云栖市社区矫正对象在册名单"
DAY = date(2026, 11, 1)  # when the file was exported
EVERYBODY = (
    *("data_clerk", "city_manager", "county_manager", "other_county_manager", "officer", "colleague", "outsider"),
    *("auditor", "editor", "system_admin", "ngo_admin", "social_worker", "employer"),
)


@contextmanager
def city(blocker: Any) -> Iterator[Cast]:
    """云栖市 with all its offices on the day of the export, for all tests of a file; nothing of it stays.

    Each test marked django_db runs in a transaction inside this one."""
    with blocker.unblock(), clock.frozen(clock.at(DAY, 10)), transaction.atomic():
        cast = Cast()
        divisions.open_offices(by=None)
        for name in EVERYBODY:  # made here, not within the transaction of the first test that names them
            getattr(cast, name)
        for county in Division.objects.filter(level="county"):
            manager_of(county.pk)
        yield cast
        transaction.set_rollback(True)


def data() -> bytes:
    return (PAPER / "register.csv").read_bytes()


def people() -> list[dict[str, str]]:
    """The rows under the title line."""
    lines = data().decode("gb18030").split("\n", 1)[1]
    return list(csv.DictReader(io.StringIO(lines)))


def csv_of(rows: list[dict[str, str]], title: str = TITLE) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return f"{title}\n{out.getvalue()}".encode("gb18030")


def named_faults() -> dict[str, dict[str, str]]:
    """By the number in the first column: what is expected of the row, and why."""
    found = json.loads(FAULTS.read_text(encoding="utf-8"))
    return {name.split()[-1]: said for name, said in found.items() if name.startswith("register.csv")}


def row_no(number: str) -> int:
    """The row a spreadsheet shows for this number: a title and a header stand above."""
    return int(number) + 2


# --- through the pages -----------------------------------------------------------------------------------------
def upload(by: User, content: bytes, kind: str = KIND, name: str = "register.csv") -> Any:
    """Send the file to the page; the answer, with `batch` of the checked import where there is one."""
    address = reverse("desk:import_new", args=[kind])
    answer = sign_in(by).post(address, {"file": SimpleUploadedFile(name, content)})
    queue.run_due()
    answer.batch = ImportBatch.objects.order_by("pk").last()
    return answer


def step(batch: ImportBatch, verb: str, by: User) -> ImportBatch:
    """Press one of the buttons and let the work be done; the employers of a sheet of posts have signed on paper."""
    batch = ImportBatch.objects.get(pk=batch.pk)
    if "pledged_on" in batch.options:
        batch.options["pledged_on"] = clock.today().isoformat()
        batch.save(update_fields=["options"])
    sign_in(by).post(reverse("desk:import_step", args=[batch.pk, verb]))
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def taken_in(by: User, content: bytes, kind: str = KIND, name: str = "register.csv") -> ImportBatch:
    return step(upload(by, content, kind, name).batch, "apply", by)


def decide(row: ImportRow, choice: str, by: User) -> ImportRow:
    sign_in(by).post(reverse("desk:import_decide", args=[row.batch_id, row.pk]), {"choice": choice})
    return ImportRow.objects.get(pk=row.pk)


def page(batch: ImportBatch, by: User, show: str = "") -> str:
    """The words of all pages of an import as this person sees it."""
    browser, address, whole, after = sign_in(by), reverse("desk:import", args=[batch.pk]), "", ""
    while True:
        answer = browser.get(address, {"show": show, **({"after": after} if after else {})})
        assert answer.status_code == 200, answer.status_code
        words = answer.content.decode()
        whole += words
        found = re.search(r"[?&;]after=(\d+)", words)
        if found is None:
            return whole
        after = found.group(1)


def sheet(batch: ImportBatch, by: User) -> list[list[str]]:
    answer = sign_in(by).get(reverse("desk:import_sheet", args=[batch.pk, "csv"]))
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


# --- people ------------------------------------------------------------------------------------------------------
def officer_of(office: OrgUnit, name: str = "所员") -> User:
    """An officer of an office, made when there is none of this name."""
    email = f"{name.encode().hex()}{office.division_id}@example.cn"
    found = User.objects.filter(email=email).first()
    return found or seat(person(f"{name}{office.division_id[-3:]}", email), "OFF", office)


def manager_of(county: str) -> User:
    email = f"cbm{county}@example.cn"
    found = User.objects.filter(email=email).first()
    bureau = OrgUnit.objects.get(kind="county_bureau", division_id=county)
    return found or seat(person(f"县局{county[-2:]}", email), "CBM", bureau)


def kind() -> Any:
    return scope.kind_called(KIND)
