"""Applying: who may fill in what and when, what is kept, and that a known ID number shows to the office alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts import access, roles, seats
from accounts.models import Membership, User
from audit.models import AuditEvent, Move
from audit.moves import move
from desk.uploads import services as uploads
from desk.uploads.models import KeptFile
from kit import clock
from kit.errors import Refused
from messaging import outbox
from messaging.models import Message
from tests import build, house_volunteers
from tests.cast import DONGXI, unit
from tests.volunteers import joiners
from training.models import Credential
from volunteers import queries as volunteers
from volunteers.applying import keeping, queries, services, states
from volunteers.joining import services as joining
from volunteers.models import Application, Check, ConflictCheck, Consent, Guardian, Volunteer
from volunteers.vetting import papers
from volunteers.vetting import services as vetting

HANDED_IN = ("applied", "admitted", "rejected", "withdrawn")


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def me(db, cast) -> User:
    return joiners.newcomer()


@pytest.fixture
def draft(me) -> Application:
    return services.begin(me, by=me)


def brought_to(application: Application, state: str, cast) -> Application:
    """Into this state, as the office would bring it there."""
    me, officer = application.user, cast.officer
    officer.acting_role = "OFF"
    ways = {
        "draft": (), "applied": ("submit",), "returned": ("submit", "send_back"), "admitted": ("submit", "admit"),
        "rejected": ("submit", "reject"), "withdrawn": ("withdraw",),
    }  # fmt: skip
    me.acting_role = "VOL"
    for verb in ways[state]:
        move(application, verb, by=me if verb in ("submit", "withdraw") else officer)
    return application


# --- beginning ---------------------------------------------------------------------------------------------
def test_whoever_begins_gets_the_seat_of_a_volunteer_and_one_draft(me):
    first = services.begin(me, by=me)
    assert first.status == "draft" and access.has_role(me, roles.VOL)
    assert services.begin(me, by=me) == first, "coming back goes on with what was begun"
    assert Application.objects.filter(user=me).count() == 1


def test_a_volunteer_does_not_apply_again(cast):
    build.volunteer(cast)
    with pytest.raises(Refused, match="已经是志愿者"):
        services.begin(cast.volunteer, by=cast.volunteer)
    assert not Application.objects.exists()


@pytest.mark.parametrize("who", ["volunteer", "ngo_admin", "auditor", "employer", "system_admin"])
def test_only_a_counter_begins_for_somebody_else(cast, me, who):
    with pytest.raises(Refused):
        services.begin(me, by=getattr(cast, who))
    assert not Application.objects.exists() and not Membership.objects.filter(user=me).exists()


def test_an_officer_goes_on_with_what_was_begun_at_home_and_no_other_officer_does(cast, draft, me):
    assert services.begin(me, by=cast.officer).entered_by == cast.officer
    services.save_page(draft, "what", joiners.WHAT, by=cast.officer)
    draft.refresh_from_db()
    for stranger in (cast.colleague, cast.outsider, cast.county_manager):
        with pytest.raises(Refused, match="不归您的身份"):
            services.save_page(draft, "when", joiners.WHEN, by=stranger)


def test_what_was_handed_in_is_not_taken_over_at_the_counter(cast):
    application = joiners.applied()
    with pytest.raises(Refused, match="正在等待审核"):
        services.begin(application.user, by=cast.officer)


# --- filling in --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", states.APPLICATION.states)
def test_pages_are_kept_while_the_application_is_open_to_fill_in(cast, draft, me, state):
    application = brought_to(draft, state, cast)
    before = Application.objects.filter(pk=draft.pk).values().get()
    if state in states.FILLABLE:
        assert services.save_page(application, "what", joiners.WHAT, by=me).needs == ["mentoring"]
        return
    for save in (
        lambda: services.save_page(application, "what", joiners.WHAT, by=me),
        lambda: services.save_identity(application, full_name="李芸", id_number=joiners.LI_YUN, by=me),
        lambda: services.save_guardian(application, by=me, **joiners.guardian()),
        lambda: services.submit(application, by=me),
    ):
        with pytest.raises(Refused, match="已经提交"):
            save()
    assert Application.objects.filter(pk=draft.pk).values().get() == before
    assert not Guardian.objects.exists() and not KeptFile.objects.exists()


@pytest.mark.parametrize("who", ["volunteer", "officer", "outsider", "county_manager", "city_manager", "auditor"])
def test_nobody_else_fills_in_submits_or_withdraws(cast, draft, me, who):
    joiners.fill(draft, by=me)
    stranger = getattr(cast, who)
    before = AuditEvent.objects.count()
    for act in (
        lambda: services.save_page(draft, "what", joiners.WHAT, by=stranger),
        lambda: services.save_identity(draft, full_name="王某", id_number=joiners.LI_YUN, by=stranger),
        lambda: services.submit(draft, by=stranger),
        lambda: services.withdraw(draft, by=stranger),
    ):
        with pytest.raises(Refused, match="不归您的身份"):
            act()
    draft.refresh_from_db()
    assert draft.status == "draft" and draft.full_name == "李芸" and AuditEvent.objects.count() == before


def test_the_number_says_birthday_and_sex_and_is_sealed(draft, me):
    services.save_identity(draft, full_name=" 李芸 ", id_number="990101 19850307 0025", by=me)
    draft.refresh_from_db()
    assert (draft.full_name, draft.id_number, draft.sex) == ("李芸", joiners.LI_YUN, 2)
    assert draft.born_on == date(1985, 3, 7)
    event = AuditEvent.objects.latest("pk")
    assert event.action == "application.save_page" and joiners.LI_YUN not in str(event.detail) + str(event.fields)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("990101198503070026", "末位校验"), ("99010119850307002", "18位"), ("990101199002300011", "不存在"),
        ("", "填写身份证号"), (build.id_number(joiners.FIFTEEN), "年满 16 周岁"),
    ],
)  # fmt: skip
def test_a_number_that_does_not_hold_is_refused_and_nothing_is_kept(draft, me, number, why):
    with pytest.raises(Refused, match=why):
        services.save_identity(draft, full_name="李芸", id_number=number, by=me)
    draft.refresh_from_db()
    assert draft.full_name == "" and draft.id_number is None and draft.pages == []


# --- handing in --------------------------------------------------------------------------------------------
def test_an_application_is_handed_in_with_its_term_and_its_message(draft, me):
    application = services.submit(joiners.fill(draft, by=me), by=me)
    assert application.status == "applied" and not application.id_twice
    assert clock.SHANGHAI and application.due_at.astimezone(clock.SHANGHAI).date() == date(2026, 3, 16)
    assert [m.kind for m in outbox.inbox(me)] == ["application_received"]
    assert User.objects.get(pk=me.pk).display_name == "李芸"
    assert not Volunteer.objects.filter(user=me).exists(), "the office decides first"


@pytest.mark.parametrize("page", ["agree", "identity", "where", "what", "when"])
def test_without_a_page_it_is_not_handed_in(draft, me, page):
    application = joiners.fill(draft, by=me)
    if page == "agree":
        Consent.objects.filter(person=me, kind="sensitive").delete()
    else:
        Application.objects.filter(pk=draft.pk).update(pages=[p for p in application.pages if p != page])
    with pytest.raises(Refused, match="没有填完") as why:
        services.submit(application, by=me)
    assert why.value.reasons == [queries.title(page)]
    draft.refresh_from_db()
    assert draft.status == "draft" and not outbox.inbox(me).exists()


def test_nothing_is_left_behind_when_the_last_step_of_handing_in_fails(draft, me, monkeypatch):
    application = joiners.fill(draft, by=me)
    before = Move.objects.count(), AuditEvent.objects.count()
    monkeypatch.setattr(outbox, "put", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.submit(application, by=me)
    draft.refresh_from_db()
    assert draft.status == "draft" and (Move.objects.count(), AuditEvent.objects.count()) == before
    assert User.objects.get(pk=me.pk).display_name != "李芸" and not Message.objects.filter(to=me).exists()


# --- one ID number, twice ----------------------------------------------------------------------------------
def test_a_known_number_goes_the_same_way_and_is_marked_for_the_office_alone(cast):
    first = joiners.admitted(cast)
    second = joiners.applied(joiners.newcomer("+8615400000072"))
    assert (first.status, second.status) == ("admitted", "applied")
    assert second.id_twice and not Application.objects.get(pk=first.pk).id_twice
    files, others = queries.same_person(second)
    assert files == [first.volunteer] and others == [first]
    assert [m.params for m in outbox.inbox(second.user)] == [m.params for m in outbox.inbox(first.user)][-1:]


def test_two_who_apply_at_the_same_time_are_both_found(cast):
    first, second = joiners.applied(), joiners.applied(joiners.newcomer("+8615400000072"))
    assert not first.id_twice and second.id_twice
    assert queries.same_person(first) == ([], [second]) and queries.same_person(second) == ([], [first])


def test_somebody_elses_file_is_never_opened_a_second_time(cast):
    joiners.admitted(cast)
    second = joiners.applied(joiners.newcomer("+8615400000072"))
    cast.officer.acting_role = "OFF"
    with pytest.raises(Refused):
        services.open_file(second, by=cast.officer)
    assert Volunteer.objects.count() == 1


def test_applying_again_oneself_is_not_twice(cast, draft, me):
    services.withdraw(services.submit(joiners.fill(draft, by=me), by=me), by=me)
    again = joiners.applied(me)
    assert not again.id_twice


# --- being accepted ----------------------------------------------------------------------------------------
def test_the_file_is_what_was_handed_in_confirmed_by_the_person(cast):
    application = joiners.admitted(cast)
    volunteer = application.volunteer
    assert volunteer.status == "active" and volunteer.number.startswith("V990103")
    assert (volunteer.needs, volunteer.schedule_mask, volunteer.capacity) == (["mentoring"], 7, 2)
    assert volunteer.email == "liyun@example.cn" and volunteer.id_number == joiners.LI_YUN
    assert volunteers.standing(volunteer, clock.today()) == "screening", "the identity was not seen yet"


def test_how_somebody_stands_is_worked_out_from_what_is_missing(cast):
    volunteer = joiners.admitted(cast).volunteer
    today = clock.today()
    joining.verify_identity(volunteer, by=cast.officer)
    assert volunteers.standing(volunteer, today) == "training"
    for kind in ("undertaking", "induction", "refresher"):
        build.credential(cast, volunteer.user, kind)
    assert volunteers.standing(volunteer, today) == "active"
    volunteer.rests_until = today + timedelta(days=7)
    volunteer.save()
    assert volunteers.standing(volunteer, today) == "resting"
    assert volunteers.standing(volunteer, today + timedelta(days=8)) == "active"


def test_standings_of_many_cost_no_more_queries_than_of_one(cast, django_assert_num_queries):
    people = [build.volunteer(cast)]
    with django_assert_num_queries(3):
        volunteers.standings(people, clock.today())
    people.append(joiners.admitted(cast).volunteer)
    with django_assert_num_queries(3):
        assert set(volunteers.standings(people, clock.today()).values()) == {"active", "screening"}


# --- taking it back ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", states.APPLICATION.states)
def test_an_open_application_is_taken_back_and_what_it_said_is_gone(cast, draft, me, state):
    application = brought_to(joiners.fill(draft, by=me), state, cast)
    if state not in states.OPEN:
        with pytest.raises(Refused):
            services.withdraw(application, by=me)
        return
    services.withdraw(application, by=me)
    draft.refresh_from_db()
    assert draft.status == "withdrawn"
    assert (draft.id_number, draft.id_index, draft.email, draft.born_on, draft.full_name) == (None,) * 4 + ("",)


def test_drafts_and_refusals_are_forgotten_in_time(cast, draft, me, as_of):
    refused = brought_to(joiners.fill(draft, by=me), "rejected", cast)
    other = joiners.newcomer("+8615400000072")
    left = joiners.fill(services.begin(other, by=other), by=other, id_number=build.id_number())
    as_of(2026, 4, 7)
    assert keeping.forget_old() == 0
    as_of(2026, 4, 9)
    assert keeping.forget_old() == 1
    left.refresh_from_db()
    assert left.status == "withdrawn" and left.id_number is None
    as_of(2026, 9, 6)
    assert keeping.forget_old() == 1
    refused.refresh_from_db()
    assert refused.status == "rejected" and refused.id_number is None and refused.full_name == ""
    assert keeping.forget_old() == 0, "once is enough"


def test_what_others_wrote_down_about_an_applicant_goes_with_the_application(cast, as_of):
    """Whoever hangs into `hooks.forgetting` erases its own: talks, answers about conflicts, papers and their scans."""
    application = joiners.applied(id_number=build.id_number(joiners.SIXTEEN))
    vetting.record_interview(application, by=cast.officer, met_on=clock.today(), note="愿意来")
    ConflictCheck.objects.create(person=application.user, asked_by=cast.officer, asked_at=clock.now())
    papers.record_paper(
        application, by=cast.officer, kind="no_record", met_on=clock.today(), scan=house_volunteers.picture()
    )
    vetting.reject_applicant(application, by=cast.officer, reason="住址在外市")
    assert Guardian.objects.exists() and KeptFile.objects.count() == 2
    as_of(2026, 9, 6)
    assert keeping.forget_old() == 1
    for kept in (Check, ConflictCheck, Credential, Guardian, KeptFile):
        assert not kept.objects.exists(), kept


# --- the account -------------------------------------------------------------------------------------------
def lapsed(as_of) -> None:
    as_of(2026, 4, 9)
    assert keeping.forget_old() == 1


def test_an_account_on_which_nothing_hangs_is_closed_and_its_number_is_free_again(draft, me, as_of):
    joiners.fill(draft, by=me)
    outbox.put("application_received", to=me, about=draft)
    lapsed(as_of)
    old = User.objects.get(pk=me.pk)
    assert not old.is_active and old.phone is None and old.phone_index is None
    assert old.display_name == "已注销账号" and not Message.objects.filter(to=old).exists()
    assert not Membership.objects.filter(user=old, until_on=None).exists()
    assert AuditEvent.objects.filter(action="accounts.forget_member", thing_id=str(old.pk)).count() == 1
    again = joiners.newcomer()
    assert again.pk != old.pk and services.begin(again, by=again).status == "draft"


HANGS = {
    "another seat": lambda cast, me: seats.open_member_seat(
        me, roles.RES, unit("employer", "东溪木器厂", DONGXI), by=None
    ),
    "an address": lambda cast, me: User.objects.filter(pk=me.pk).update(email="liyun@example.cn"),
    "a file": lambda cast, me: build.volunteer(cast, me),
}


@pytest.mark.parametrize("what", HANGS)
def test_an_account_that_serves_for_more_than_the_draft_stays(cast, draft, me, as_of, what):
    HANGS[what](cast, me)
    lapsed(as_of)
    kept = User.objects.get(pk=me.pk)
    assert kept.is_active and kept.phone_index and kept.display_name != "已注销账号"


# --- sixteen and seventeen ---------------------------------------------------------------------------------
def test_at_sixteen_a_guardian_is_asked_and_without_one_nothing_is_handed_in(draft, me):
    services.save_identity(draft, full_name="小满", id_number=build.id_number(joiners.SIXTEEN), by=me)
    draft.refresh_from_db()
    assert "guardian" in queries.pages_of(draft) and "guardian" in queries.lacking(draft)
    assert queries.pages_of(joiners.fill(draft, by=me)) == ["agree", "identity", "where", "what", "when"], "an adult"


def test_a_member_of_sixteen_is_admitted_with_a_guardian_and_never_offered_to_a_client(cast):
    application = joiners.admitted(cast, id_number=build.id_number(joiners.SIXTEEN))
    volunteer = application.volunteer
    assert volunteer.status == "active"
    assert "age" in volunteers.missing([volunteer.pk], clock.today())[volunteer.pk]
    grown = date(2027, 7, 19)
    assert "age" not in volunteers.missing([volunteer.pk], grown)[volunteer.pk], "the birthday takes it away"
    assert not application.is_minor(grown)


def test_without_a_guardian_no_file_is_made_under_eighteen(cast):
    application = joiners.applied(id_number=build.id_number(joiners.SIXTEEN))
    Guardian.objects.all().delete()
    cast.officer.acting_role = "OFF"
    with pytest.raises(Refused, match="监护人"):
        services.open_file(application, by=cast.officer)
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "why"), [({"phone": "15400000071"}, "不能和报名人"), ({"paper": None}, "上传"), ({"phone": "12"}, "11位")]
)
def test_a_guardian_is_somebody_else_with_a_phone_and_a_paper(draft, me, wrong, why):
    with pytest.raises(Refused, match=why):
        services.save_guardian(draft, by=me, **joiners.guardian(**wrong))
    assert not Guardian.objects.exists() and not KeptFile.objects.exists()


def test_a_new_paper_takes_the_place_of_the_old_one(draft, me):
    services.save_guardian(draft, by=me, **joiners.guardian())
    first = Guardian.objects.get().paper
    services.save_guardian(draft, by=me, **joiners.guardian(paper=None))
    assert Guardian.objects.get().paper == first
    services.save_guardian(draft, by=me, **joiners.guardian())
    assert KeptFile.objects.count() == 1 and Guardian.objects.get().paper != first
    assert uploads.read(Guardian.objects.get().paper).startswith(b"\xff\xd8")
