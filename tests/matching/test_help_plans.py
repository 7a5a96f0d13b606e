"""A person's help plan: versions, items that become requests and stand as those stand, the day it is looked over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from matching.help_plans import due, pages, services
from matching.models import AssistanceRequest
from matching.needs.services import assess
from matching.outcomes.services import withdraw_request
from tests import build
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
HOUSING = {"need": "housing", "goal": "有固定的住处", "wish": "想租一间离单位近的房"}
MENTOR = {"need": "mentoring", "goal": "有人可以商量", "wish": ""}


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def plan(cast, *items, row=None, **said):
    return services.write_plan(row or build.client(cast), by=cast.officer, items=list(items or (HOUSING,)), **said)


def test_an_item_becomes_a_draft_with_its_wish_and_goal_by_one_button(cast) -> None:
    item = plan(cast).items.get()
    code = item.plan.client.code
    answer = sign_in(cast.officer).post(reverse("matching:start_item", args=[code, item.pk]))
    request = AssistanceRequest.objects.get()
    assert answer["Location"] == reverse("matching:draft", args=[request.number])
    assert (request.status, request.need, request.wish, request.goal) == (
        "draft", "housing", HOUSING["wish"], HOUSING["goal"],
    )  # fmt: skip
    assert request.consent_id
    with pytest.raises(Refused) as no:
        services.start_item(item, by=cast.officer)
    assert no.value.code == "running" and AssistanceRequest.objects.count() == 1


def test_an_item_stands_as_its_request_stands(cast) -> None:
    item = plan(cast).items.get()
    assert pages.standing(item)[0] == "还没有提出"
    request = services.start_item(item, by=cast.officer)
    item.refresh_from_db()
    assert pages.standing(item) == ("草稿", "off", True)
    withdraw_request(request, by=cast.officer, reason="need_gone")
    item.refresh_from_db()
    assert pages.standing(item) == ("已撤回", "off", False)
    AssistanceRequest.objects.update(status="closed", need_met="yes")
    item.refresh_from_db()
    assert pages.standing(item) == ("已满足", "ok", True)


def test_a_change_makes_a_version_and_what_an_item_has_become_goes_along(cast) -> None:
    first = plan(cast)
    request = services.start_item(first.items.get(), by=cast.officer)
    second = plan(cast, MENTOR, {**HOUSING, "goal": "三个月内搬进去"}, row=first.client)
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.version) == (False, True, 2)
    assert first.items.get().goal == HOUSING["goal"]
    assert second.items.get(need="housing").request == request
    with pytest.raises(Refused) as no:
        services.start_item(first.items.get(), by=cast.officer)
    assert no.value.code == "old_version"


REFUSED = {
    "items": [[]],
    "twice": [[HOUSING, HOUSING]],
    "goal": [[{**HOUSING, "goal": " "}]],
    "leak": [[{**HOUSING, "wish": "电话 13812345678"}], [{**HOUSING, "goal": "盗窃后重新生活"}]],
}


@pytest.mark.parametrize(("code", "items"), [(code, items) for code, cases in REFUSED.items() for items in cases])
def test_what_makes_no_plan_is_refused(code, items, cast) -> None:
    row = build.client(cast)
    with pytest.raises(Refused) as no:
        services.write_plan(row, by=cast.officer, items=items)
    assert no.value.code == code and not row.help_plans.exists()


def test_no_work_is_planned_for_a_child(cast) -> None:
    child = build.client(cast, born_on=date(2011, 5, 1), consent=False)
    with pytest.raises(Refused) as no:
        plan(cast, {"need": "vocational_training", "goal": "学一门手艺", "wish": ""}, row=child)
    assert no.value.code == "under_16"


@pytest.mark.parametrize("who", ["county_manager", "outsider", "volunteer"])
def test_the_office_alone_writes_the_plan(who, cast) -> None:
    with pytest.raises(Refused):
        services.write_plan(build.client(cast), by=getattr(cast, who), items=[HOUSING])


def test_the_form_begins_with_the_needs_of_the_assessment(cast) -> None:
    row = build.client(cast)
    assess(row, by=cast.officer, needs=["housing", "mentoring"])
    browser, page = sign_in(cast.officer), reverse("matching:write_plan", args=[row.code])
    rows = browser.get(page).context["rows"]
    assert [form.initial.get("need") for form in rows][:2] == ["housing", "mentoring"]
    data = {"item-TOTAL_FORMS": "3", "item-INITIAL_FORMS": "2", "item-0-need": "housing", "item-0-goal": "有住处"}
    told = browser.post(page, {**data, "item-1-goal": "没有选类别"})
    assert told.status_code == 200 and "选出需求类别" in told.content.decode() and not row.help_plans.exists()
    done = browser.post(page, data, follow=True)
    assert "有住处" in done.content.decode() and row.help_plans.get().items.count() == 1


def test_it_is_looked_over_in_ninety_days_first_on_the_desk_then_late(cast, as_of) -> None:
    made = plan(cast)
    assert made.review_on == clock.today() + timedelta(days=90)
    for day, on_desk, on_late in ((made.review_on - timedelta(days=15), 0, 0), (made.review_on, 1, 0),
                                  (made.review_on + timedelta(days=1), 1, 1)):  # fmt: skip
        as_of(day.year, day.month, day.day, 9)
        assert len(list(due.to_review(cast.officer, clock.now()))) == on_desk
        assert not list(due.to_review(cast.colleague, clock.now()))
        assert len(list(due.late(cast.county_manager, clock.now()))) == on_late
        assert not list(due.late(cast.other_county_manager, clock.now()))


def test_earlier_versions_are_read_and_another_county_finds_none(cast) -> None:
    first = plan(cast)
    plan(cast, MENTOR, row=first.client)
    page = reverse("matching:help_plan", args=[first.client.code])
    html = sign_in(cast.county_manager).get(page + "?version=1").content.decode()
    assert HOUSING["goal"] in html and MENTOR["goal"] not in html and "提出需求" not in html
    assert sign_in(cast.outsider).get(page).status_code == 404
