"""A young organisation is helped by a plan; each organisation says how its own year went."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kit import clock
from kit.errors import Refused
from ngos.growth import services
from ngos.models import Provider
from tests.cast import Cast
from tests.ngos import registry

pytestmark = pytest.mark.django_db
GOOD: dict[str, Any] = {
    "delivery": 4,
    "outcome": 4,
    "safety": 5,
    "records": 3,
    "compliance": 4,
    "account": "做了十件。",
}


@pytest.fixture(autouse=True)
def spring(as_of: Any) -> None:
    as_of(2026, 4, 1, 10)


def young(cast: Cast, founded_on: date = date(2024, 2, 1)) -> Provider:
    provider = registry.draft(cast, registry.admin(cast))
    provider.founded_on = founded_on
    provider.save(update_fields=["founded_on"])
    return provider


def plan(provider: Provider, by: Any, **more: Any) -> Any:
    today = clock.today()
    said = {"aim": "能独立承接心理辅导", "until_on": today + timedelta(days=180),
            "steps": [("建立服务记录制度", today + timedelta(days=30))]}  # fmt: skip
    return services.plan_incubation(provider, by=by, **{**said, **more})


# --- incubation ---------------------------------------------------------------------------------------------------
def test_a_young_organisation_is_helped_by_a_plan_and_goes_back_to_the_listed(cast: Cast) -> None:
    provider = young(cast)
    made = plan(provider, cast.county_manager)
    provider.refresh_from_db()
    assert provider.tier == "incubating"
    services.finish_step(made.steps.get(), by=cast.county_manager)
    assert made.steps.get().done_on == clock.today()
    services.end_incubation(made, by=cast.county_manager, result="能独立承接")
    provider.refresh_from_db()
    assert (provider.tier, made.ended_on) == ("listed", clock.today())


@pytest.mark.parametrize(("founded_on", "fits"), [(date(2023, 4, 2), True), (date(2023, 4, 1), False)])
def test_who_is_three_years_old_is_not_young_any_more(cast: Cast, founded_on: date, fits: bool) -> None:
    provider = young(cast, founded_on)
    if fits:
        assert plan(provider, cast.county_manager).pk
        return
    with pytest.raises(Refused) as refusal:
        plan(provider, cast.county_manager)
    assert refusal.value.code == "not_young"


def test_one_plan_runs_at_a_time_and_each_step_lies_within_it(cast: Cast) -> None:
    provider = young(cast)
    for bad in ([], [("晚了", clock.today() + timedelta(days=181))], [("早了", clock.today() - timedelta(days=1))]):
        with pytest.raises(Refused) as refusal:
            plan(provider, cast.county_manager, steps=bad)
        assert refusal.value.code == "steps"
    made = plan(provider, cast.county_manager)
    with pytest.raises(Refused) as refusal:
        plan(provider, cast.county_manager)
    assert refusal.value.code == "runs"
    services.finish_step(made.steps.get(), by=cast.county_manager)
    with pytest.raises(Refused):
        services.finish_step(made.steps.get(), by=cast.county_manager)


def test_another_county_and_the_organisation_itself_make_no_plan(cast: Cast) -> None:
    provider = young(cast)
    for by in (cast.other_county_manager, registry.admin_of(provider), cast.officer):
        with pytest.raises(Refused):
            plan(provider, by)


# --- the own year --------------------------------------------------------------------------------------------------
def test_a_year_is_said_once_and_gives_no_grade(cast: Cast) -> None:
    provider = young(cast)
    by = registry.admin_of(provider)
    made = services.hand_in_year(provider, by=by, year=2025, **GOOD)
    provider.refresh_from_db()
    assert provider.grade == "U"
    with pytest.raises(Refused) as refusal:
        services.hand_in_year(provider, by=by, year=2025, **GOOD)
    assert refusal.value.code == "handed_in"
    services.read_year(made, by=cast.county_manager, answer="继续保持")
    with pytest.raises(Refused):
        services.read_year(made, by=cast.county_manager)


@pytest.mark.parametrize("year", [2023, 2027])
def test_a_year_before_the_founding_or_to_come_is_not_judged(cast: Cast, year: int) -> None:
    provider = young(cast)
    with pytest.raises(Refused) as refusal:
        services.hand_in_year(provider, by=registry.admin_of(provider), year=year, **GOOD)
    assert refusal.value.code == "year"


def test_a_weak_mark_asks_for_a_plan_to_do_better(cast: Cast) -> None:
    provider = young(cast)
    by = registry.admin_of(provider)
    with pytest.raises(Refused) as refusal:
        services.hand_in_year(provider, by=by, year=2025, **{**GOOD, "records": 2})
    assert refusal.value.code == "improvements"
    better = {"records": 2, "improvements": "每次当天记录", "improve_by_on": date(2026, 6, 30)}
    assert services.hand_in_year(provider, by=by, year=2025, **{**GOOD, **better}).improve_by_on == date(2026, 6, 30)


# --- pages ----------------------------------------------------------------------------------------------------------
def test_plan_and_year_are_made_and_read_on_their_pages(cast: Cast, browse: Any) -> None:
    provider = young(cast)
    own, county = browse(registry.admin_of(provider)), browse(cast.county_manager)
    there = f"/ngos/registry/{provider.pk}"
    sent = {"act": "plan", "plan-aim": "站稳脚跟", "plan-until_on": "2026-12-31", "plan-text_1": "建制度"}
    assert county.post(f"{there}/incubation/", sent).status_code == 409
    assert county.post(f"{there}/incubation/", sent | {"plan-due_1": "2026-05-31"}).status_code == 302
    assert "站稳脚跟" in own.get(f"{there}/incubation/").content.decode()
    assert own.post(f"{there}/incubation/", sent).status_code == 404
    year = {"act": "year", "year-year": "2025", **{f"year-{name}": value for name, value in GOOD.items()}}
    assert own.post(f"{there}/years/", year).status_code == 302
    assert "做了十件" in county.get(f"{there}/years/").content.decode()


def test_nobody_else_reads_either_page(cast: Cast, browse: Any) -> None:
    """Of a listed organisation too, whose file every office reads."""
    provider = registry.listed(cast, registry.admin(cast))
    for user in (cast.outsider, cast.other_county_manager, cast.ngo_admin, cast.social_worker, cast.officer):
        for page in ("incubation", "years"):
            assert browse(user).get(f"/ngos/registry/{provider.pk}/{page}/").status_code == 404
