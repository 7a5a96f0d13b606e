"""The register of the paper city for the tests: the file as the provincial system exports it, and ways to vary it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import divisions
from accounts.models import OrgUnit, User
from desk.imports.models import ImportBatch, ImportRow
from messaging import queue
from tests.cast import person, seat, sign_in

PAPER = Path(__file__).parents[2] / "matching" / "demo" / "paper"
FAULTS = Path(__file__).parents[1] / "data" / "faults.json"
KIND = "matching.register"
TITLE = "云栖市社区矫正对象在册名单"


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
def open_offices() -> None:
    divisions.open_offices(by=None)


def upload(by: User, content: bytes, kind: str = KIND, name: str = "register.csv") -> Any:
    """Send the file to the page; the answer, with `batch` of the checked import where there is one."""
    address = reverse("desk:import_new", args=[kind])
    answer = sign_in(by).post(address, {"file": SimpleUploadedFile(name, content)})
    queue.run_due()
    answer.batch = ImportBatch.objects.order_by("pk").last()
    return answer


def step(batch: ImportBatch, verb: str, by: User) -> ImportBatch:
    """Press one of the buttons and let the work be done."""
    sign_in(by).post(reverse("desk:import_step", args=[batch.pk, verb]))
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def taken_in(by: User, content: bytes, kind: str = KIND, name: str = "register.csv") -> ImportBatch:
    return step(upload(by, content, kind, name).batch, "apply", by)


def decide(row: ImportRow, choice: str, by: User) -> ImportRow:
    sign_in(by).post(reverse("desk:import_decide", args=[row.batch_id, row.pk]), {"choice": choice})
    return ImportRow.objects.get(pk=row.pk)


def page(batch: ImportBatch, by: User, show: str = "", n: int = 1) -> str:
    """The words of the page of an import as this person sees it."""
    answer = sign_in(by).get(reverse("desk:import", args=[batch.pk]), {"show": show, "page": n})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sheet(batch: ImportBatch, by: User) -> list[list[str]]:
    answer = sign_in(by).get(reverse("desk:import_sheet", args=[batch.pk, "csv"]))
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


# --- people ------------------------------------------------------------------------------------------------------
def officer_of(office: OrgUnit) -> User:
    """The first officer of an office, made when there is none."""
    email = f"off{office.division_id}@example.cn"
    found = User.objects.filter(email=email).first()
    return found or seat(person(f"所员{office.division_id[-3:]}", email), "OFF", office)


def manager_of(county: str) -> User:
    email = f"cbm{county}@example.cn"
    found = User.objects.filter(email=email).first()
    bureau = OrgUnit.objects.get(kind="county_bureau", division_id=county)
    return found or seat(person(f"县局{county[-2:]}", email), "CBM", bureau)
