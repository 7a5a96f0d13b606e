"""The year of purchases of the demo city stands in every state, whatever day it is told for."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from matching.demo import city as story
from matching.demo import supply, tenders
from matching.demo.stage import City
from ngos.bidding import services as bidding
from ngos.evaluation import announcing
from ngos.models import Clarification, Objection, Project, SmallPurchase
from tests.ngos.test_g5 import recomputed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STATES = {
    "draft": 1, "approved": 1, "published": 1, "closed": 1, "opened": 1, "scoring": 1, "proposed": 1, "awarded": 1,
    "contracted": 3, "ended": 1, "failed": 1, "cancelled": 1,
}  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 3, 4), date(2025, 10, 13)])
def test_a_year_is_told_in_every_state_for_any_day(day: date, tmp_path: Path) -> None:
    city = City(day, random.Random(7), "ab" * 32)  # noqa: S311 - dice for a story
    for chapter in (story._offices, supply.providers, tenders.year):
        chapter(city)
    assert Counter(Project.objects.values_list("status", flat=True)) == STATES
    assert Project.objects.get(status="failed").retenders.get().status == "ended"
    assert sorted(Objection.objects.values_list("status", flat=True)) == ["filed", "rejected"]
    assert [bool(c.answered_at) for c in Clarification.objects.order_by("pk")] == [True, False]
    assert SmallPurchase.objects.count() == 2
    for project in Project.objects.filter(status__in=("contracted", "ended", "awarded")):
        recomputed(announcing.score_sheet(project), tmp_path)
    _exported(tmp_path)
    _opened_by_who_has_a_log_in(city)


def _exported(folder: Path) -> None:
    """Every event of what the public knows is one release; who bid stands in none before the result."""
    call_command("export_ocds", out=folder, stdout=StringIO())
    releases = [r for path in folder.glob("releases-*.json") for r in json.loads(path.read_text("utf-8"))["releases"]]
    assert len({r["ocid"] for r in releases}) == Project.objects.exclude(published_at=None).count()
    early = [r for r in releases if not {"award", "contract"} & set(r["tag"])]
    assert early and not [r["id"] for r in early if "tenderers" in r["tender"] or "numberOfTenderers" in r["tender"]]


def _opened_by_who_has_a_log_in(city: City) -> None:
    """What is to be opened today opens with the passwords that the demo prints."""
    from matching.demo import cast

    project = Project.objects.get(status="closed")
    with city.at(0, 10):
        for name in ("吴涛", "苏瑾"):
            user = city.people[name]
            bidding.present(project, by=user, passphrase=cast.password(city.secret, user.email))
    assert Project.objects.get(pk=project.pk).status == "opened"
