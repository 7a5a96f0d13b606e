"""The slip of one request: the person says for themselves, the officer's account stands beside it unchanged."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from kit.errors import Refused
from matching import models as m
from matching.outcomes import services as outcomes
from matching.outcomes import slips
from messaging.models import Message
from ngos.models import Rating
from tests import build
from tests.cast import sign_in


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def request_(cast):
    return build.request_in("under_review", cast)


def confirm(request, by, **more):
    said = {"outcome": "employed", "need_met": "yes", "person_says": "yes", **more}
    return outcomes.confirm_outcome(request, by=by, **said)


def test_the_answer_arrives_at_the_request_and_its_officer_hears_of_it(cast, request_) -> None:
    code = slips.make_outcome_code(request_, by=cast.officer)
    assert m.OutcomeCode.objects.filter(mark__contains=code).count() == 0  # hashed
    slips.say(code, "no")
    assert slips.answer_of(request_).says == "no"
    assert Message.objects.filter(kind="person_answered", to=cast.officer).count() == 1
    page = sign_in(cast.officer).get(reverse("matching:review", args=[request_.number]))
    assert "本人用回执码回答：“没有满足”" in page.content.decode()


def test_officer_and_person_disagreeing_is_shown_and_nothing_is_written_over(cast, request_) -> None:
    slips.say(slips.make_outcome_code(request_, by=cast.officer), "no")
    row = confirm(request_, cast.officer)
    assert (row.person_says, slips.answer_of(request_).says) == ("yes", "no")
    page = sign_in(cast.officer).get(reverse("matching:request", args=[request_.number])).content.decode()
    assert "与工作人员填写的不一致" in page
    assert "本人说：“满足了”" in page and "本人用回执码回答：“没有满足”" in page


def test_an_answer_may_come_after_the_end(cast, request_) -> None:
    code = slips.make_outcome_code(request_, by=cast.officer)
    confirm(request_, cast.officer)
    slips.say(code, "yes")
    page = sign_in(cast.officer).get(reverse("matching:request", args=[request_.number])).content.decode()
    assert "本人用回执码回答" in page and "不一致" not in page


def test_a_code_works_once_until_its_last_day_and_dies_with_the_next(cast, request_, as_of) -> None:
    first = slips.make_outcome_code(request_, by=cast.officer)
    second = slips.make_outcome_code(request_, by=cast.officer)
    assert not slips.waits(first) and slips.waits(second)
    as_of(2026, 4, 8)
    assert slips.waits(second)
    as_of(2026, 4, 9)
    for code in (first, second, "", "0" * 8):
        with pytest.raises(Refused, match="现在不能用"):
            slips.say(code, "yes")
    as_of(2026, 4, 8)
    slips.say(second, "partly")
    with pytest.raises(Refused, match="现在不能用"):
        slips.say(second, "yes")
    with pytest.raises(Refused, match="已经用回执码回答过"):
        slips.make_outcome_code(request_, by=cast.officer)


def test_there_is_no_slip_before_the_report_or_after_the_end(cast) -> None:
    for state in ("in_service", "closing", "closed"):
        request = build.request_in(state, cast)
        with pytest.raises(Refused, match="结案报告提交以后"):
            slips.make_outcome_code(request, by=cast.officer)


def test_the_public_form_takes_the_slip_of_a_request_too(cast, request_) -> None:
    page = sign_in(cast.officer).post(reverse("matching:outcome_slip", args=[request_.number]))
    code, browser = "".join(page.context["groups"]), Browser()
    asked = browser.post("/voice/", {"code": code.lower()})
    assert list(asked.context["form"].fields) == ["says"]
    assert "负责的工作人员看" in asked.content.decode()
    assert browser.post("/voice/", {"code": code, "at": "says", "says": "partly"})["Location"] == "/voice/thanks/"
    assert slips.answer_of(request_).says == "partly"
    assert browser.post("/voice/", {"code": code}).status_code == 409


def test_nobody_but_the_office_prints_the_slip(cast, request_) -> None:
    page = reverse("matching:outcome_slip", args=[request_.number])
    for other in (cast.outsider, cast.ngo_admin, cast.social_worker, cast.county_manager, cast.volunteer):
        assert sign_in(other).post(page).status_code == 404
        with pytest.raises(Refused):
            slips.make_outcome_code(request_, by=other)


# --- the officer's own mark ------------------------------------------------------------------------------------
def test_the_officer_marks_the_organisation_apart_from_what_the_person_says(cast, request_) -> None:
    confirm(request_, cast.officer, satisfaction=5, stars=2)
    row = Rating.objects.get()
    assert (row.source, row.stars, row.by, row.ref) == ("officer", 2, cast.officer, f"{request_.number}:1")


def test_nobody_marks_their_own_choice_against_the_ranking_and_no_mark_is_one(cast, request_) -> None:
    request_.offers.update(chosen_why="knows_person")
    page = sign_in(cast.officer).get(reverse("matching:review", args=[request_.number]))
    assert "stars" not in page.context["review"].fields
    confirm(request_, cast.officer, stars=5)
    confirm(build.request_in("under_review", cast), cast.officer)
    assert not Rating.objects.exists()


def test_a_volunteers_place_is_not_marked_as_an_organisation(cast) -> None:
    request = build.request_in("under_review", cast, kind="volunteer")
    confirm(request, cast.officer, stars=5)
    assert not Rating.objects.exists()


def test_every_notice_of_what_is_disclosed_says_where_to_complain(cast) -> None:
    """Law: R-CC-06."""
    request = build.request_in("matching", cast)
    at = build.place(cast, "service")
    officer = sign_in(cast.officer)
    channel = reverse("complaints:channel")
    assert channel in officer.get(reverse("matching:match", args=[request.number]) + f"?place={at.pk}").content.decode()
    from matching.offers import services as offers

    offer = offers.send_offers(request, [at], by=cast.officer, grant_fields=["preferred_name"])[0]
    offers.accept_offer(offer, by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker)
    worker = sign_in(cast.social_worker)
    assert channel in worker.get(reverse("matching:request", args=[request.number])).content.decode()
    assert channel in worker.post(reverse("matching:granted", args=[request.number])).content.decode()
    aside = officer.get(reverse("matching:request", args=[request.number])).content.decode()
    assert channel in aside.split("帮扶人可以看到", 1)[1]
