"""Nobody is two things in one project, and what is frozen into it stays."""

from itertools import permutations

import pytest

from kit import clock
from kit.errors import Refused
from ngos.models import OfficerKey, OpeningOfficer, TenderKey
from ngos.purchasing import guards, numbers_of_law
from tests.ngos import purchase as make

HOLDERS = ("clerk", "head", "opener", "member", "supervisor")


@pytest.fixture
def project(cast, as_of):
    """A project in which each of the five roles is held by somebody else."""
    as_of(2026, 5, 11)
    row = make.project(cast, "opened")
    make.committee(cast, row, 3)
    row.held_by = cast.auditor
    row.save()
    key = TenderKey.objects.create(project=row, public=b"p", k=2, n=3, half=b"h", canary=b"c", made_at=clock.now())
    for user in make.openers(cast):
        lock = OfficerKey.objects.create(
            user=user, public=b"p", salt=b"s", private=b"k", recovery=b"r", made_at=clock.now()
        )
        OpeningOfficer.objects.create(tender_key=key, user=user, officer_key=lock)
    return row


def holder(cast, project, role):
    return {
        "clerk": project.clerk, "head": project.head, "opener": make.openers(cast)[0],
        "member": make.experts(cast, 1)[0], "supervisor": cast.auditor,
    }[role]  # fmt: skip


@pytest.mark.parametrize(("held", "wanted"), list(permutations(HOLDERS, 2)))
def test_whoever_is_one_thing_in_a_project_becomes_no_other(held, wanted, cast, project) -> None:
    with pytest.raises(Refused, match="换一位人员") as refusal:
        guards.apart(project, holder(cast, project, held), wanted)
    assert refusal.value.code == "apart"


@pytest.mark.parametrize("role", HOLDERS)
def test_each_may_go_on_being_what_they_are_and_others_may_come(role, cast, project) -> None:
    guards.apart(project, holder(cast, project, role), role)
    guards.apart(project, cast.county_manager, role)


def test_a_supervisor_who_agreed_to_another_method_supervises_it(cast, project) -> None:
    project.held_by, project.method_agreed_by = None, cast.auditor
    assert guards.roles_in(project, cast.auditor) == ["supervisor"]


def test_a_published_project_carries_the_numbers_of_its_day(cast, project) -> None:
    assert project.rules == numbers_of_law.frozen()
    assert project.rules["notice_days"] == {"open_tender": 20, "consultation": 10, "comparison": 5, "entrustment": 5}
    assert (project.rules["min_bids"], project.rules["price_weight_range"]) == (3, [1000, 3000])
    assert "enforcement_words" not in project.rules
