"""Commendations: one proposes, another decides; for a volunteer the yearly review must be good; on record for good."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import Cast, person, seat, sign_in, unit
from tests.volunteers.counted import queries_of, served
from volunteers.honours import commending, objections
from volunteers.models import Commendation, Volunteer
from volunteers.reviews import services as reviews

pytestmark = pytest.mark.django_db
SAID = {"title": "年度优秀志愿者", "deeds": "周三课堂坚持一年"}


@pytest.fixture
def wang(cast: Cast, as_of: Any) -> Volunteer:
    as_of(2026, 3, 9, 10)
    cast.county_manager, cast.ngo_admin  # noqa: B018
    build.provider(cast)
    return build.volunteer(cast)


def reviewed(cast: Cast, v: Volunteer, grade: str = "good") -> commending.Nominee:
    reviews.start_reviews([v], by=cast.officer, year=2026)
    reviews.appraise(v.reviews.get(year=2026), by=cast.officer, grade=grade, appraisal="准时")
    return commending.Nominee(volunteer=v)


def propose(cast: Cast, nominee: commending.Nominee, by: Any = None) -> Commendation:
    return commending.propose_commendation(nominee, by=by or cast.officer, **SAID)


# --- proposing -------------------------------------------------------------------------------------------------------
def test_an_office_proposes_and_the_county_decides(cast: Cast, wang: Volunteer) -> None:
    thing = propose(cast, reviewed(cast, wang))
    assert (thing.number, thing.status, thing.unit) == ("BZ-2026-00001", "proposed", cast.office)
    commending.award(thing, by=cast.county_manager)
    assert thing.status == "awarded"
    assert Message.objects.get(kind="commended").to == wang.user
    assert SAID["title"] in sign_in(wang.user).get("/volunteers/honours/").content.decode()
    record = sign_in(cast.officer).get(f"/volunteers/honours/record/{wang.number}/").content.decode()
    assert SAID["title"] in record


@pytest.mark.parametrize("grade, works", [("excellent", True), ("good", True), ("fair", False), ("poor", False)])
def test_the_last_yearly_review_must_be_good(grade: str, works: bool, cast: Cast, wang: Volunteer) -> None:
    nominee = reviewed(cast, wang, grade)
    if works:
        assert propose(cast, nominee).status == "proposed"
    else:
        with pytest.raises(Refused, match="年度评价"):
            propose(cast, nominee)


def test_without_a_review_a_volunteer_is_not_proposed(cast: Cast, wang: Volunteer) -> None:
    with pytest.raises(Refused, match="先完成年度评价"):
        propose(cast, commending.Nominee(volunteer=wang))


@pytest.mark.parametrize("grade, works", [("A", True), ("B", True), ("C", False), ("D", False), ("U", False)])
def test_an_organisation_must_have_been_found_good(grade: str, works: bool, cast: Cast, wang: Volunteer) -> None:
    """law: R-PUR-25"""
    type(build.provider(cast)).objects.update(grade=grade)
    if works:
        assert propose(cast, commending.Nominee(org=cast.chunhui)).status == "proposed"
    else:
        with pytest.raises(Refused, match="质量等级"):
            propose(cast, commending.Nominee(org=cast.chunhui))


def test_organisations_and_colleagues_are_proposed_too(cast: Cast, wang: Volunteer) -> None:
    assert propose(cast, commending.Nominee(org=cast.chunhui)).who == "春晖社工"
    thing = propose(cast, commending.Nominee(staff=cast.colleague))
    commending.award(thing, by=cast.county_manager)
    assert Message.objects.get(kind="commended").to == cast.colleague


def test_an_organisation_proposes_only_whom_its_own_records_know(cast: Cast, wang: Volunteer) -> None:
    nominee = reviewed(cast, wang)
    with pytest.raises(Refused) as why:
        propose(cast, nominee, by=cast.ngo_admin)
    assert why.value.code == "may:propose_commendation"
    served(wang, 60, cast.chunhui)
    known = commending.Nominee(volunteer=wang)
    assert propose(cast, known, by=cast.ngo_admin).unit == cast.chunhui


@pytest.mark.parametrize("who", ["outsider", "other_county_manager", "social_worker", "auditor", "volunteer"])
def test_who_may_not_propose(who: str, cast: Cast, wang: Volunteer) -> None:
    nominee = reviewed(cast, wang)
    with pytest.raises(Refused):
        propose(cast, nominee, by=getattr(cast, who))


def test_nobody_proposes_the_own_commendation(cast: Cast, wang: Volunteer) -> None:
    with pytest.raises(Refused, match="由同事办理"):
        propose(cast, commending.Nominee(staff=cast.officer))


# --- deciding --------------------------------------------------------------------------------------------------------
def test_who_proposed_it_does_not_decide_it(cast: Cast, wang: Volunteer) -> None:
    thing = propose(cast, reviewed(cast, wang), by=cast.county_manager)
    with pytest.raises(Refused, match="推荐的人不能自己决定"):
        commending.award(thing, by=cast.county_manager)
    assert commending.award(thing, by=cast.city_manager).status == "awarded"


@pytest.mark.parametrize("who", ["officer", "outsider", "other_county_manager", "ngo_admin", "auditor"])
def test_who_may_not_decide(who: str, cast: Cast, wang: Volunteer) -> None:
    thing = propose(cast, reviewed(cast, wang))
    for act in (commending.award, commending.publish_commendation):
        with pytest.raises(Refused):
            act(thing, by=getattr(cast, who))
    with pytest.raises(Refused):
        commending.refuse_commendation(thing, by=getattr(cast, who), reason="无")


def test_on_notice_it_is_decided_only_when_the_notice_has_ended(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    thing = commending.publish_commendation(propose(cast, reviewed(cast, wang)), by=cast.county_manager)
    with pytest.raises(Refused, match="公示到"):
        commending.award(thing, by=cast.county_manager)
    objections.object_to(thing, text="另有他人主讲")
    thing.refresh_from_db()
    as_of(2026, 3, 31)
    with pytest.raises(Refused):
        commending.award(thing, by=cast.county_manager)
    objections.dismiss(thing, by=cast.county_manager, answer="查实是她")
    as_of(2026, 4, 30)
    assert commending.award(thing, by=cast.county_manager).status == "awarded"


def test_the_public_reads_a_persons_first_character_and_an_organisations_name(
    cast: Cast, wang: Volunteer, client: Any
) -> None:
    for nominee in (reviewed(cast, wang), commending.Nominee(org=cast.chunhui)):
        commending.publish_commendation(propose(cast, nominee), by=cast.county_manager)
    text = client.get("/notices/").content.decode()
    assert "王*" in text
    assert "王芳" not in text
    assert "春晖社工" in text


def test_what_was_refused_or_revoked_keeps_its_reason_and_leaves_the_profile(cast: Cast, wang: Volunteer) -> None:
    nominee = reviewed(cast, wang)
    first, second = propose(cast, nominee), propose(cast, nominee)
    with pytest.raises(Refused):
        commending.refuse_commendation(first, by=cast.county_manager, reason=" ")
    commending.refuse_commendation(first, by=cast.county_manager, reason="事迹不足")
    commending.revoke_commendation(
        commending.award(second, by=cast.county_manager), by=cast.county_manager, reason="事迹不实"
    )
    assert (first.reason, second.reason, second.status) == ("事迹不足", "事迹不实", "revoked")
    assert SAID["title"] not in sign_in(wang.user).get("/volunteers/honours/").content.decode()


def test_the_database_knows_one_for_whom_it_is(cast: Cast, wang: Volunteer) -> None:
    thing = propose(cast, reviewed(cast, wang))
    with pytest.raises(IntegrityError), transaction.atomic():
        Commendation.objects.filter(pk=thing.pk).update(org=cast.chunhui)


# --- screens ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "kind, who, found",
    [
        ("volunteer", "{wang}", True), ("volunteer", "V99010300099999", False), ("org", "春晖社工", True),
        ("org", "没有的机构", False), ("staff", "chenjing@example.cn", True), ("staff", "xuqing@example.cn", False),
    ],
)  # fmt: skip
def test_the_form_finds_whom_it_is_for(kind: str, who: str, found: bool, cast: Cast, wang: Volunteer) -> None:
    reviewed(cast, wang)
    cast.colleague  # noqa: B018
    sent = {"kind": kind, "who": who.format(wang=wang.number), **SAID}
    answer = sign_in(cast.officer).post("/volunteers/honours/commendations/new/", sent)
    assert (answer.status_code == 302) == found
    assert Commendation.objects.exists() == found


def test_another_county_finds_nothing_of_it(cast: Cast, wang: Volunteer) -> None:
    thing = propose(cast, reviewed(cast, wang))
    for who in (cast.outsider, cast.other_county_manager, cast.ngo_admin):
        browser = sign_in(who)
        assert browser.get(f"/volunteers/honours/commendations/{thing.number}/").status_code == 404
        assert thing.number not in browser.get("/volunteers/honours/commendations/").content.decode()


def test_the_register_asks_the_same_number_of_questions_however_long(cast: Cast, wang: Volunteer) -> None:
    browser, counts, nominee = sign_in(cast.county_manager), [], reviewed(cast, wang)
    browser.get("/volunteers/honours/commendations/")  # what a process remembers is read
    for n in range(2):
        for m in range(6):
            propose(cast, nominee)
            org = build.provider(cast, unit("provider", f"机构{n}{m}", "990103")).org
            propose(cast, commending.Nominee(org=org))
            staff = seat(person("同事", f"c{n}{m}@example.cn"), "OFF", cast.office)
            propose(cast, commending.Nominee(staff=staff))
        counts.append(queries_of(browser, "/volunteers/honours/commendations/"))
    assert counts[0] == counts[1] <= 15
