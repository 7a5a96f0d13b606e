"""Ends that helper, officer and person tell differently: the check opens by itself, the county settles it."""

import pytest
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from matching.disputes import services, views
from matching.models import OutcomeReview
from matching.outcomes import ladder, slips
from matching.outcomes.services import confirm_outcome
from matching.quality.evidence import outcomes_of
from tests import build
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def request_(cast):
    return build.request_in("under_review", cast)


def confirm(request, by, **more):
    said = {"outcome": "relationship_improved", "need_met": "yes", "person_says": "yes", **more}
    return confirm_outcome(request, by=by, **said)


@pytest.mark.parametrize(("said", "apart"), [
    ({"helper": 3, "officer": 3, "person": 3}, False), ({"helper": 3, "officer": 3, "person": None}, False),
    ({"helper": 3, "officer": 3, "person": 2}, True), ({"helper": 3, "officer": 2, "person": 2}, True),
])  # fmt: skip
def test_sides_part_where_two_who_spoke_name_different_steps(said, apart) -> None:
    assert ladder.part_ways(said) is apart


def test_the_three_steps_of_each_side() -> None:
    assert ladder.of_helper(["not", "partly"], 0) == ladder.SOLVED
    assert (ladder.of_helper(["not"], 2), ladder.of_helper(["not"], 0)) == (ladder.RECEIVED, ladder.CONTACTED)
    assert (ladder.of_officer("no", 0), ladder.of_officer("partly", 0)) == (ladder.CONTACTED, ladder.SOLVED)
    assert "not_reached" not in ladder.PERSON


def test_where_all_say_the_same_nothing_opens(cast, request_) -> None:
    confirm(request_, cast.officer)
    assert not OutcomeReview.objects.exists()


@pytest.mark.parametrize("says", ["no", "not_received", "not_contacted"])
def test_a_person_who_says_otherwise_opens_a_check_by_itself(says, cast, request_) -> None:
    slips.say(slips.make_outcome_code(request_, by=cast.officer), says)
    assert not OutcomeReview.objects.exists(), "not before the officer has spoken"
    confirm(request_, cast.officer)
    row = OutcomeReview.objects.get()
    assert row.said == {"helper": 3, "officer": 3, "person": ladder.PERSON[says]}
    assert [item.code for item in views.to_settle(cast.county_manager, clock.now())] == [request_.number]
    assert not list(views.to_settle(cast.other_county_manager, clock.now()))


def test_an_answer_after_the_end_opens_it_too_and_once(cast, request_) -> None:
    code = slips.make_outcome_code(request_, by=cast.officer)
    confirm(request_, cast.officer)
    assert not OutcomeReview.objects.exists()
    slips.say(code, "no")
    services.open_if_they_part(request_)
    assert OutcomeReview.objects.count() == 1


def test_the_providers_evidence_says_that_an_end_is_disputed_until_the_helper_is_found_right(cast, request_) -> None:
    def disputed() -> bool:
        (row,) = outcomes_of(request_.place.org_id, clock.today(), clock.today())
        return row["disputed"]

    confirm(request_, cast.officer, person_says="no")
    assert disputed()
    row = OutcomeReview.objects.get()
    services.settle_review(row, by=cast.county_manager, finding="person", note="三方都问过")
    assert disputed()
    OutcomeReview.objects.update(finding="helper")
    assert not disputed()


def test_the_county_settles_it_with_a_reason(cast, request_) -> None:
    confirm(request_, cast.officer, person_says="no")
    row = OutcomeReview.objects.get()
    browser, page = sign_in(cast.county_manager), reverse("matching:outcome_review", args=[row.pk])
    assert browser.post(page, {"finding": "person"}).status_code == 200
    browser.post(page, {"finding": "person", "note": "三方都问过"})
    row.refresh_from_db()
    assert (row.status, row.finding, row.settled_by) == ("settled", "person", cast.county_manager)
    assert "三方都问过" in browser.get(page).content.decode()
    assert not list(views.to_settle(cast.county_manager, clock.now()))


@pytest.mark.parametrize("who", ["officer", "outsider", "other_county_manager", "city_manager", "ngo_admin"])
def test_nobody_but_the_own_county_settles_it(who, cast, request_) -> None:
    confirm(request_, cast.officer, person_says="no")
    row = OutcomeReview.objects.get()
    with pytest.raises(Refused):
        services.settle_review(row, by=getattr(cast, who), finding="helper", note="有记录")
    assert sign_in(getattr(cast, who)).get(reverse("matching:outcome_review", args=[row.pk])).status_code == 404
