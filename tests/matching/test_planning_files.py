"""A folder of the file format through the tables of the house: the same plan, the same best places, every rule kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from matching.engine.__main__ import match_file
from matching.engine.files import COLUMNS, read_problem, read_table
from matching.engine.problem import NOBODY
from matching.models import AssistanceRequest, Client, MatchRun, Place, Proposal, SupplierCap
from matching.planning import columns, services
from tests import build
from tests.matching import towns

pytestmark = pytest.mark.django_db


def _town(seed: int, **size: int) -> towns.Rows:
    """A town in which nobody asks for more of a kind than a person may ask for at once."""
    town = towns.random_town(seed, **size)
    had: Counter[tuple[int, int]] = Counter()
    kept = []
    for need in town["needs"]:
        had[need["supervisee_id"], need["category"]] += 1
        if had[need["supervisee_id"], need["category"]] <= (2 if need["category"] == 1 else 1):
            kept.append(need)
    for place in town["resources"]:
        place["soft_cap"] = max(place["soft_cap"], min(1, place["capacity"]))  # the house knows no 0
    ids = {need["need_id"] for need in kept}
    town["needs"] = kept
    for name in ("current", "queries"):
        town[name] = [row for row in town[name] if row["need_id"] in ids]
    return town


def _plan(folder: Path) -> dict[int, int]:
    found = read_table(folder / "assignments.csv", ["need_id", "resource_id"])
    return dict(zip(found["need_id"].tolist(), found["resource_id"].tolist(), strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_of_a_small_town_is_worth_more_than_the_one_made_in_the_house(seed: int, tmp_path: Path) -> None:
    town = _town(seed)
    call_command("match_load", str(towns.write(town, tmp_path / "town")), stdout=None)
    call_command("match_run", "--all")
    call_command("match_export", str(tmp_path), "--queries", str(tmp_path / "town" / "queries.csv"))
    chosen = _plan(tmp_path)
    assert towns.keeps_every_rule(town, chosen)
    run = MatchRun.objects.latest("pk")
    assert towns.value(town, towns.pairs_of(town, chosen)) == services.value_of(run) == towns.best_value(town)
    assert run.status == "done" and run.ended_at
    match_file(tmp_path / "town", out=tmp_path / "x.csv", suggestions=tmp_path / "wanted.csv")
    assert (tmp_path / "suggestions.csv").read_text() == (tmp_path / "wanted.csv").read_text()


def test_the_question_read_back_from_the_tables_is_that_of_the_files(tmp_path: Path) -> None:
    town = _town(5, people=12, needs=20, places=14)
    folder = towns.write(town, tmp_path / "town")
    call_command("match_load", str(folder))
    ours, theirs = columns.read().problem, read_problem(folder)
    assert ours.needs.need_id.tolist() == theirs.needs.need_id.tolist()
    assert ours.places.resource_id.tolist() == theirs.places.resource_id.tolist()
    for name in set(COLUMNS["needs"].split()) - {"supervisee_id", "end_day"}:
        assert getattr(ours.needs, name).tolist() == getattr(theirs.needs, name).tolist(), name
    for name in set(COLUMNS["resources"].split()) - {"province_id", "prefecture_id", "district_id", "cert_until_day"}:
        if name != "soft_cap":
            assert getattr(ours.places, name).tolist() == getattr(theirs.places, name).tolist(), name
    assert ours.priority.tolist() == theirs.priority.tolist()
    assert ours.standing.tolist() == theirs.standing.tolist() and ours.locked.tolist() == theirs.locked.tolist()


def test_accepted_pairs_stay_and_what_stood_is_kept_where_nothing_better_comes(tmp_path: Path) -> None:
    town = _town(7, people=10, needs=16, places=12)
    call_command("match_load", str(towns.write(town, tmp_path / "town")))
    before = columns.read().problem
    locked = {int(before.needs.need_id[k]): int(before.standing[k]) for k in range(before.size) if before.locked[k]}
    call_command("match_run")
    after = columns.read().problem
    assert locked and all(
        int(after.standing[k]) == locked[int(after.needs.need_id[k])] for k in range(after.size) if after.locked[k]
    )
    made = Proposal.objects.count()
    call_command("match_run")
    assert Proposal.objects.count() == made, "a second run proposes nothing anew"
    assert set(MatchRun.objects.latest("pk").parts.values_list("stage", flat=True)) == {"same"}
    assert (after.standing != NOBODY).any()


def test_a_folder_comes_only_into_a_house_without_requests(cast, tmp_path: Path) -> None:
    build.draft(cast)
    counts = AssistanceRequest.objects.count(), Place.objects.count(), Client.objects.count()
    with pytest.raises(CommandError, match="空的库"):
        call_command("match_load", str(towns.write(_town(1), tmp_path / "town")))
    assert (AssistanceRequest.objects.count(), Place.objects.count(), Client.objects.count()) == counts


def test_a_folder_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    town = _town(1)
    town["needs"] += [{**town["needs"][0], "need_id": 9000 + n, "category": 2} for n in range(3)]
    with pytest.raises(CommandError, match="needs of category 2"):
        call_command("match_load", str(towns.write(town, tmp_path / "town")))
    assert not Place.objects.exists() and not SupplierCap.objects.exists()
