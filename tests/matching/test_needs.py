"""Assessing what help a person needs: levels by area, versions, the next day, and what a child's age asks for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching.engine import codes
from matching.needs import areas, due, services
from matching.needs.forms import AssessForm
from tests import build
from tests.cast import sign_in

CHILD, YOUTH = date(2011, 5, 1), date(2009, 5, 1)


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def filled(client, **said) -> dict[str, str]:
    """What the form sends: no difficulty anywhere but what is `said` as area=level."""
    form = AssessForm(client=client, last=None, days=180)
    return {f"level_{area}": str(said.get(area, 0)) for area in form.areas}


def sent(cast, row, data, by=None):
    return sign_in(by or cast.officer).post(reverse("matching:assess", args=[row.code]), data, follow=True)


# --- pure ------------------------------------------------------------------------------------------------------
def test_needs_follow_the_levels_and_the_strongest_comes_first() -> None:
    found = areas.needs_of({"legal": 1, "job": 3, "family": 2}, {"family": ["mediation"]})
    assert found == ["job_placement", "mediation", "legal_aid"]
    assert areas.needs_of({"job": 0}, {"job": ["job_guidance"]}) == []


def test_every_kind_of_need_belongs_to_one_area() -> None:
    assert set(areas.AREA_OF) == set(codes.NEEDS)
    assert sum(len(a.needs) for a in areas.AREAS.values()) == len(codes.NEEDS)


def test_what_got_worse_stands_first_and_a_version_without_levels_says_no_way() -> None:
    rows = areas.compared({"job": 3, "legal": 1, "family": 2}, {"job": 1, "legal": 2, "family": 2, "housing": 1})
    assert [(r.area, r.way) for r in rows] == [
        ("legal", "worse"), ("job", "better"), ("housing", "unknown"), ("family", "same"),
    ]  # fmt: skip


# --- the service -----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_next_assessment_is_in_180_days_and_for_a_minor_in_90(cast) -> None:
    grown, young = build.client(cast), build.client(cast, born_on=YOUTH, consent=False)
    assert young.is_minor_track
    for row, days in ((grown, 180), (young, 90)):
        made = services.assess(row, by=cast.officer, needs=["housing"])
        assert made.next_on == row.assess_on == clock.today() + timedelta(days=days)


@pytest.mark.django_db
def test_a_child_whose_compulsory_schooling_is_not_done_needs_schooling(cast) -> None:
    child = build.client(cast, born_on=CHILD, consent=False)
    made = services.assess(child, by=cast.officer, needs=["counselling"], levels={"counselling": 1, "schooling": 0})
    assert made.needs == ["schooling", "counselling"] and made.levels["schooling"] == areas.CLEAR
    done = services.assess(child, by=cast.officer, needs=[], levels={"schooling": 0}, schooling_done=True)
    assert done.needs == []
    youth = build.client(cast, born_on=YOUTH, consent=False)
    assert services.assess(youth, by=cast.officer, needs=["job_placement"]).needs == ["job_placement"]


@pytest.mark.django_db
def test_paper_that_wants_work_for_a_child_becomes_schooling(cast) -> None:
    child = build.client(cast, born_on=CHILD, consent=False, education="小学")
    assert services.assess_from_paper(child, by=None, needs=["job_placement", "hardship"]).needs == [
        "schooling", "hardship",
    ]  # fmt: skip
    apprentice = build.client(cast, born_on=CHILD, consent=False, education="中专在读")
    assert services.assess_from_paper(apprentice, by=None, needs=["job_placement"]) is None


REFUSED = {
    "under_16": {"needs": ["vocational_training"]},
    "next_on": {"needs": ["schooling"], "next_on": date(2026, 3, 9)},
    "needs": {"needs": []},
    "levels": {"needs": ["counselling"], "levels": {"counselling": 0}},
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", REFUSED)
def test_what_makes_no_sense_is_refused_and_no_version_stays(code, cast) -> None:
    child = build.client(cast, born_on=CHILD, consent=False)
    with pytest.raises(Refused) as no:
        services.assess(child, by=cast.officer, **REFUSED[code])
    assert no.value.code == code
    assert not child.assessments.exists() and child.assess_on is None


# --- the pages -------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_form_leads_from_the_levels_to_the_request(cast) -> None:
    row = build.client(cast)
    data = filled(row, job=3, legal=1) | {
        "text_job": "会缝纫，想要白班",
        "wishes": "离家近",
        "needs_job": ["job_guidance"],
    }
    page = sent(cast, row, data)
    assert page.redirect_chain[-1][0] == reverse("matching:assessments", args=[row.code])
    html = page.content.decode()
    assert "会缝纫，想要白班" in html and "离家近" in html and "急需" in html
    way = f"{reverse('matching:ask', args=[row.code])}?need=job_guidance&amp;urgency=2"
    assert way in html
    asked = sign_in(cast.officer).get(way.replace("&amp;", "&"))
    assert asked.context["form"].initial == {"need": "job_guidance", "urgency": 2}


@pytest.mark.django_db
def test_two_versions_stand_side_by_side_with_what_changed(cast) -> None:
    row = build.client(cast)
    for level, text in ((3, "没有住处"), (1, "借住姐姐家"), (1, "还住姐姐家")):
        services.assess(row, by=cast.officer, needs=["housing"], levels={"housing": level}, texts={"housing": text})
    browser, page = sign_in(cast.officer), reverse("matching:assessments", args=[row.code])
    html = browser.get(page + "?old=1&new=2").content.decode()
    assert "没有住处" in html and "借住姐姐家" in html and "好转" in html and "还住姐姐家" not in html
    newest = browser.get(page).content.decode()
    assert "没有变化" in newest and "没有住处" not in newest
    assert browser.get(page + "?old=x&new=99").status_code == 200


@pytest.mark.django_db
def test_reading_an_assessment_leaves_a_trace_without_what_it_says(cast) -> None:
    row = build.client(cast)
    services.assess(row, by=cast.officer, needs=["housing"], note="夜里没处住")
    assert (
        "夜里没处住"
        in sign_in(cast.county_manager).get(reverse("matching:assessments", args=[row.code])).content.decode()
    )
    event = AuditEvent.objects.get(action="client.assessment_read")
    assert event.actor_id == cast.county_manager.pk and "夜里" not in str(vars(event))


@pytest.mark.django_db
def test_the_areas_of_work_are_not_asked_of_a_child(cast) -> None:
    child = build.client(cast, born_on=CHILD, consent=False)
    form = AssessForm(client=child, last=None, days=90)
    assert "job" not in form.areas and form.areas["training"] == ["legal_education"]
    sent(cast, child, filled(child, counselling=2))
    assert child.assessments.get().needs == ["schooling", "counselling"]


# --- the next day ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_it_stands_on_the_desk_a_fortnight_before_and_on_the_late_list_after(cast, as_of) -> None:
    row = build.client(cast)
    services.assess(row, by=cast.officer, needs=["housing"], next_on=date(2026, 4, 30))
    for day, on_desk, on_late in ((date(2026, 4, 15), 0, 0), (date(2026, 4, 16), 1, 0), (date(2026, 5, 1), 1, 1)):
        as_of(day.year, day.month, day.day, 9)
        assert len(list(due.to_assess(cast.officer, clock.now()))) == on_desk
        assert not list(due.to_assess(cast.colleague, clock.now()))
        assert len(list(due.late(cast.county_manager, clock.now()))) == on_late
        assert not list(due.late(cast.other_county_manager, clock.now()))


@pytest.mark.django_db
def test_a_minors_next_day_is_its_officers_alone(cast, as_of) -> None:
    young = build.client(cast, born_on=YOUTH, consent=False)
    services.assess(young, by=cast.officer, needs=["schooling"], next_on=date(2026, 3, 10))
    as_of(2026, 3, 20, 9)
    assert [item.code for item in due.to_assess(cast.officer, clock.now())] == [young.code]
    assert not list(due.late(cast.county_manager, clock.now()))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["outsider", "other_county_manager"])
def test_another_county_finds_no_assessment(who, cast) -> None:
    row = build.client(cast)
    for page in ("assess", "assessments"):
        assert sign_in(getattr(cast, who)).get(reverse(f"matching:{page}", args=[row.code])).status_code == 404


# --- consent of a child ----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_under_14_the_guardian_signs_and_nothing_else_will_do(cast) -> None:
    from matching.supervisees.forms import ConsentForm
    from matching.supervisees.services import record_consent

    child = build.client(cast, born_on=date(2013, 5, 1), consent=False)
    for basis, law in (("consent", ""), ("statutory", "R-CC-07")):
        with pytest.raises(Refused) as no:
            record_consent(child, by=cast.officer, basis=basis, law=law, given_on=clock.today())
        assert no.value.code == "under_14"
    assert [code for code, _word in ConsentForm(client=child).fields["basis"].choices] == ["guardian"]
    page = sign_in(cast.officer).get(reverse("matching:add_consent", args=[child.code])).content.decode()
    assert "必须有监护人签字" in page and "个人信息保护" in page
    assert record_consent(child, by=cast.officer, basis="guardian", given_on=clock.today(), paper="TY-2").pk
    older = build.client(cast, born_on=CHILD, consent=False)
    assert record_consent(older, by=cast.officer, basis="statutory", law="R-CC-07", given_on=clock.today()).pk


# --- demand ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_need_withdrawn_from_the_waiting_list_still_counts_for_purchasing(cast, as_of) -> None:
    from matching.outcomes.services import withdraw_request
    from ngos import hooks

    waiting, gone, twice = (build.request_in("waitlisted", cast) for _n in range(3))
    category = waiting.category
    assert hooks.unmet_needs("") == {("990103", category): 3}
    withdraw_request(gone, by=cast.officer, reason="moved")
    withdraw_request(twice, by=cast.officer, reason="duplicate")
    withdraw_request(build.request_in("matching", cast), by=cast.officer, reason="need_gone")
    assert hooks.unmet_needs("990103") == {("990103", category): 2}
    as_of(2026, 6, 30)
    assert hooks.unmet_needs("990103") == {("990103", category): 1}
