"""One's own page: correcting, confirming, agreeing, signing, resting, leaving and coming back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Division, User
from audit.models import AuditEvent, Move
from audit.moves import born, move
from desk import hooks as desk
from kit import clock
from kit.errors import Refused
from messaging import texting
from tests import build
from tests.cast import HEKOU, sign_in
from tests.volunteers import joiners
from volunteers import hooks, states
from volunteers import queries as volunteers
from volunteers.activities import services as activities
from volunteers.applying import services as applying
from volunteers.consents import queries as consents
from volunteers.consents import services as consenting
from volunteers.hours import services as hours
from volunteers.joining import services as joining
from volunteers.mine import services
from volunteers.models import Application, Consent, ConsentText, Posting, Shift, Volunteer

STRANGERS = ("outsider", "ngo_admin", "auditor", "system_admin")


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def me(cast) -> Volunteer:
    volunteer = build.volunteer(cast)
    consenting.give_consents(cast.volunteer, consents.COMPULSORY, by=cast.volunteer)
    return volunteer


@pytest.fixture
def other(cast) -> User:
    return joiners.admitted(cast).user


def page_of(name: str, *args: object) -> str:
    return reverse(f"volunteers:{name}", args=args)


def in_state(me: Volunteer, state: str, cast) -> Volunteer:
    """Past the machine, except for leaving: every state has to be tried from."""
    me.user.acting_role = "VOL"
    if state == "left":
        services.leave(me, by=me.user)
    else:
        Volunteer.objects.filter(pk=me.pk).update(status=state)
    return Volunteer.objects.get(pk=me.pk)


def engaged(me: Volunteer, cast) -> None:
    cast.officer.acting_role = "OFF"
    hours.open_engagement(me, by=cast.officer, ref="AR-1/1", office=cast.office, plan="每周陪伴")


# --- the profile -------------------------------------------------------------------------------------------
def test_one_corrects_ones_own_profile_and_the_log_names_the_fields(cast, me):
    qixia = Division.objects.get(pk="990102002")
    services.change_own_profile(me, by=me.user, town=qixia, needs=["schooling"], email="fang@example.cn")
    me.refresh_from_db()
    assert (me.town, me.county_code, me.needs, me.email) == (qixia, "990102", ["schooling"], "fang@example.cn")
    event = AuditEvent.objects.latest("pk")
    assert event.fields == ["county_code", "email", "needs", "town"] and "fang" not in str(event.detail)


@pytest.mark.parametrize("who", [*STRANGERS, "officer", "county_manager", "city_manager"])
def test_nobody_corrects_rests_or_comes_back_for_somebody_else(cast, me, who):
    stranger = getattr(cast, who)
    for act in (
        lambda: services.change_own_profile(me, by=stranger, needs=[]),
        lambda: services.rest(me, by=stranger, until=clock.today()),
        lambda: services.end_rest(me, by=stranger),
        lambda: services.come_back(me, by=stranger),
        lambda: services.withdraw_consent(me.user, "sms", by=stranger),
        lambda: services.sign_undertaking(me, by=stranger, signed_name="王芳", text=consents.today_of("undertaking")),
    ):
        with pytest.raises(Refused, match="不归您的身份"):
            act()


def test_whoever_accompanies_two_cannot_offer_room_for_one(cast, me):
    engaged(me, cast)
    Volunteer.objects.filter(pk=me.pk).update(taken=2)
    with pytest.raises(Refused, match="正在帮扶 2 人"):
        services.change_own_profile(me, by=me.user, capacity=1)


def test_the_pages_of_the_profile_save_and_keep_what_was_wrong(cast, me):
    browser = sign_in(cast.volunteer)
    answer = browser.post(page_of("change", "what"), {"needs": ["schooling"], "languages": ["0"], "skills": []})
    assert answer["Location"] == page_of("mine")
    assert Volunteer.objects.get(pk=me.pk).needs == ["schooling"]
    assert browser.post(page_of("change", "when"), {"capacity": "1"}).status_code == 422
    assert browser.get(page_of("change", "identity")).status_code == 404, "name and ID are the office's to change"


# --- confirming --------------------------------------------------------------------------------------------
@pytest.fixture
def listed(cast) -> Volunteer:
    """On the office's list, as an import brings them: never offered before they confirm."""
    town = Division.objects.get(pk=HEKOU)
    return joining.register_volunteer(
        cast.volunteer, by=None, town=town, id_number=joiners.LI_YUN, needs=["mentoring"], schedule_mask=1
    )


def test_somebody_on_the_list_sees_corrects_and_confirms(cast, listed):
    browser = sign_in(cast.volunteer)
    shown = browser.get(page_of("confirm")).content.decode()
    assert "王芳" in shown and "9901************25" in shown and joiners.LI_YUN not in shown
    browser.post(page_of("change", "what"), {"needs": ["schooling"], "languages": ["0"]})
    assert browser.post(page_of("confirm"), {"privacy": "on", "idem": "1"}).status_code == 422
    listed.refresh_from_db()
    assert listed.status == "unconfirmed" and not Consent.objects.exists(), "all or nothing"
    ticked = dict.fromkeys(("privacy", "agreement", "sensitive"), "on")
    assert browser.post(page_of("confirm"), {**ticked, "idem": "2"})["Location"] == page_of("mine")
    listed.refresh_from_db()
    assert listed.status == "active" and listed.needs == ["schooling"]
    assert browser.get(page_of("confirm")).status_code == 302


def test_without_the_consents_nobody_is_confirmed(cast, listed):
    with pytest.raises(Refused, match="先看过告知"):
        services.confirm_self(listed, by=cast.volunteer, agreed=["privacy"])
    listed.refresh_from_db()
    assert listed.status == "unconfirmed" and not Consent.objects.exists()


@pytest.mark.parametrize("state", states.VOLUNTEER.states)
def test_one_confirms_once(cast, me, state):
    me = in_state(me, state, cast)
    if state == "unconfirmed":
        assert services.confirm_self(me, by=me.user).status == "active"
        return
    with pytest.raises(Refused):
        services.confirm_self(me, by=me.user)


# --- consents ----------------------------------------------------------------------------------------------
def new_version(kind: str, valid_from: date) -> ConsentText:
    return ConsentText.objects.create(kind=kind, version=2, valid_from=valid_from, zh="新的告知", en="The new notice")


def test_the_first_texts_are_there_in_both_languages(db):
    texts = consents.texts_in_force(clock.today())
    assert set(texts) == set(ConsentText.Kind.values)
    assert all(t.zh.strip() and t.en.strip() for t in texts.values())


def test_a_consent_names_the_version_that_was_shown_and_is_given_once(cast, me):
    given = consents.given(cast.volunteer)
    assert {k: c.text.version for k, c in given.items()} == dict.fromkeys(consents.COMPULSORY, 1)
    assert consenting.give_consents(cast.volunteer, ["privacy"], by=cast.volunteer) == []


def test_a_new_version_asks_again_and_locks_nobody_out(cast, me, as_of):
    new_version("privacy", date(2026, 4, 1))
    assert consents.to_ask(cast.volunteer, clock.today()) == [], "not before its day"
    as_of(2026, 4, 1)
    assert [t.kind for t in consents.to_ask(cast.volunteer, clock.today())] == ["privacy"]
    assert consents.has_agreed(cast.volunteer, *consents.COMPULSORY), "the older consent still stands"
    browser = sign_in(cast.volunteer)
    assert browser.get(page_of("today")).status_code == 200
    titles = [str(i.title) for read in desk.worklist for i in read(cast.volunteer, clock.now())]
    assert "有告知或协议等您看" in titles
    shown = browser.get(page_of("agree")).content.decode()
    assert "新的告知" in shown and "sensitive" not in shown
    assert browser.post(page_of("agree"), {"privacy": "on", "idem": "1"})["Location"] == page_of("mine")
    assert consents.to_ask(cast.volunteer, clock.today()) == []
    assert Consent.objects.filter(person=cast.volunteer, kind="privacy", withdrawn_at=None).count() == 2


def test_text_messages_need_both_consents_and_end_with_either(cast, me):
    cast.volunteer.phone_verified = True
    cast.volunteer.save()
    for kind in ("sms", "cross_border"):
        assert not texting.may_text(cast.volunteer)
        consenting.give_consents(cast.volunteer, [kind], by=cast.volunteer)
    assert texting.may_text(cast.volunteer)
    services.withdraw_consent(cast.volunteer, "cross_border", by=cast.volunteer)
    assert not texting.may_text(cast.volunteer)
    me.refresh_from_db()
    assert me.status == "active", "an optional consent changes nothing else"


@pytest.mark.parametrize("kind", consents.COMPULSORY)
def test_without_a_compulsory_consent_nobody_serves(cast, me, kind):
    services.withdraw_consent(cast.volunteer, kind, by=cast.volunteer)
    me.refresh_from_db()
    assert me.status == "left" and not consents.has_agreed(cast.volunteer, kind)


def test_withdrawing_is_refused_while_somebody_is_accompanied_and_leaves_all_as_it_was(cast, me):
    engaged(me, cast)
    before = Move.objects.count()
    with pytest.raises(Refused, match="正在帮扶"):
        services.withdraw_consent(cast.volunteer, "agreement", by=cast.volunteer)
    me.refresh_from_db()
    assert me.status == "active" and Move.objects.count() == before
    assert consents.has_agreed(cast.volunteer, "agreement")


def test_withdrawing_takes_an_application_back_too(cast):
    application = joiners.applied()
    services.withdraw_consent(application.user, "sensitive", by=application.user)
    application.refresh_from_db()
    assert application.status == "withdrawn" and application.id_number is None


def test_withdrawing_takes_as_many_pages_as_agreeing(cast, me):
    browser = sign_in(cast.volunteer)
    browser.post(page_of("agree"), {"sms": "on", "idem": "1"})
    assert "sms" in consents.given(cast.volunteer)
    assert page_of("withdraw_consent", "sms") in browser.get(page_of("mine")).content.decode()
    browser.post(page_of("withdraw_consent", "sms"), {"idem": "2"})
    assert "sms" not in consents.given(cast.volunteer)
    assert browser.get(page_of("withdraw_consent", "sms")).status_code == 404


@pytest.mark.parametrize("who", ["officer", "outsider", "county_manager", "ngo_admin"])
def test_nobody_agrees_for_somebody_who_does_not_stand_at_their_counter(cast, me, who):
    with pytest.raises(Refused, match="不归您的身份"):
        consenting.give_consents(cast.volunteer, ["sms"], by=getattr(cast, who))


@pytest.mark.parametrize("kind", ConsentText.Kind.values)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_text_is_open_to_everybody(client, db, kind, language):
    client.cookies["lang"] = language
    text = client.get(page_of("text", kind)).content.decode()
    assert ("Version 1" if language == "en" else "第 1 版") in text and "%(" not in text
    assert client.get(page_of("text", "nothing")).status_code == 404


# --- resting -----------------------------------------------------------------------------------------------
def test_whoever_rests_is_offered_nothing_until_the_day_is_over(cast, me):
    services.rest(me, by=me.user, until=date(2026, 3, 31))
    assert volunteers.missing([me.pk], date(2026, 3, 31))[me.pk] == ["resting"]
    assert volunteers.missing([me.pk], date(2026, 4, 1))[me.pk] == []
    services.end_rest(me, by=me.user)
    assert volunteers.missing([me.pk], clock.today())[me.pk] == []


@pytest.mark.parametrize("days", [-1, 367])
def test_a_rest_ends_within_a_year(cast, me, days):
    with pytest.raises(Refused, match="一年以内"):
        services.rest(me, by=me.user, until=clock.today() + timedelta(days=days))


# --- leaving -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", states.VOLUNTEER.states)
def test_one_leaves_from_wherever_one_stands_and_once(cast, me, state):
    me = in_state(me, state, cast)
    if not states.VOLUNTEER.step("leave", state):
        with pytest.raises(Refused):
            services.leave(me, by=me.user)
        return
    assert services.leave(me, by=me.user).status == "left"


@pytest.mark.parametrize("who", STRANGERS)
def test_who_may_not_let_somebody_leave(cast, me, who):
    with pytest.raises(Refused, match="不归您的身份"):
        services.leave(me, by=getattr(cast, who))
    me.refresh_from_db()
    assert me.status == "active"


@pytest.mark.parametrize("who", ["officer", "county_manager", "city_manager"])
def test_the_office_may(cast, me, who):
    assert services.leave(me, by=getattr(cast, who), reason="搬走了").status == "left"


def test_nobody_leaves_whom_somebody_counts_on(cast, me):
    engaged(me, cast)
    browser = sign_in(cast.volunteer)
    answer = browser.post(page_of("leave"), {"reason": "搬家了", "idem": "1"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "还有 1 位正在帮扶" in text and "搬家了" in text
    hours.end_engagement("AR-1/1", by=None)
    assert browser.post(page_of("leave"), {"reason": "", "idem": "2"})["Location"] == page_of("mine")


def test_what_was_promised_for_later_is_given_back_with_the_leaving_or_not_at_all(cast, me, monkeypatch):
    given_back = []
    monkeypatch.setattr(hooks.leaving, "_things", [lambda volunteer, by: given_back.append((volunteer, by))])
    services.leave(me, by=me.user)
    assert given_back == [(me, me.user)]


def test_places_taken_for_later_are_free_again(cast, me):
    start = clock.now() + timedelta(days=3)
    town = Division.objects.get(pk=HEKOU)
    at = {"organiser": cast.office, "county_code": town.county_code}
    cast.officer.acting_role = "OFF"
    posting = Posting(number="ZP-202603-00009", title="河口清洁日", kind="public_benefit_activity", town=town, **at)
    born(posting, "draft", by=cast.officer)
    move(posting, "publish", by=cast.officer)
    shift = Shift(
        posting=posting, starts_at=start, ends_at=start + timedelta(hours=2), signup_closes_at=start, capacity=1,
        cancel_until=start, presence_key="0" * 32, **at,
    )  # fmt: skip
    born(shift, "plan", by=None)
    signup = activities.sign_up(shift, by=me.user)
    services.leave(me, by=me.user)
    signup.refresh_from_db()
    shift.refresh_from_db()
    assert (signup.status, shift.taken) == ("cancelled", 0)


def test_nothing_is_left_behind_when_the_last_step_of_leaving_fails(cast, me, monkeypatch):
    before = Move.objects.count(), AuditEvent.objects.count()
    monkeypatch.setattr(consenting, "withdraw_consents", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.leave(me, by=me.user)
    me.refresh_from_db()
    assert me.status == "active" and (Move.objects.count(), AuditEvent.objects.count()) == before


def test_leaving_ends_the_agreement_and_keeps_the_record(cast, me):
    consenting.give_consents(me.user, ["sms"], by=me.user)
    services.leave(me, by=me.user)
    assert set(consents.given(me.user)) == {"privacy", "sensitive"}
    assert sign_in(me.user).get(page_of("mine")).status_code == 200
    assert volunteers.standing(Volunteer.objects.get(pk=me.pk), clock.today()) == "left"


# --- coming back -------------------------------------------------------------------------------------------
def test_within_a_year_one_comes_back_with_the_same_number(cast, me, as_of):
    services.leave(me, by=me.user)
    as_of(2027, 3, 9, 10)
    browser = sign_in(cast.volunteer)
    assert browser.post(page_of("come_back"), {"agreement": "on", "idem": "1"})["Location"] == page_of("mine")
    again = Volunteer.objects.get()
    assert (again.pk, again.number, again.status) == (me.pk, me.number, "active")


def test_nobody_comes_back_without_agreeing_again(cast, me):
    services.leave(me, by=me.user)
    with pytest.raises(Refused, match="同意以后再回来"):
        services.come_back(me, by=me.user)


def test_after_more_than_a_year_one_applies_anew_with_everything_filled_in(cast, me, as_of):
    services.leave(me, by=me.user)
    as_of(2027, 3, 10, 11)
    browser = sign_in(cast.volunteer)
    answer = browser.post(page_of("come_back"), {"agreement": "on", "idem": "1"})
    assert answer["Location"] == page_of("join_on")
    assert browser.get(page_of("join_on"))["Location"] == page_of("join_page", "check")
    application = Application.objects.get()
    assert application.volunteer == me and application.id_index == me.id_index
    applying.submit(application, by=me.user)
    application.refresh_from_db()
    assert application.status == "applied" and not application.id_twice, "it is the same person"
    cast.officer.acting_role = "OFF"
    assert applying.open_file(application, by=cast.officer).pk == me.pk
    again = Volunteer.objects.get()
    assert (again.number, again.status, again.capacity) == (me.number, "active", me.capacity)


def test_nobody_comes_back_with_another_id_number(cast, me, as_of):
    services.leave(me, by=me.user)
    as_of(2027, 3, 10, 11)
    application = services.come_back(me, by=me.user, agreed=["agreement"])
    with pytest.raises(Refused, match="不一样"):
        applying.save_identity(application, full_name="王芳", id_number=build.id_number(), by=me.user)


@pytest.mark.parametrize("state", [s for s in states.VOLUNTEER.states if s != "left"])
def test_only_who_left_comes_back(cast, me, state):
    me = in_state(me, state, cast)
    with pytest.raises(Refused):
        services.come_back(me, by=me.user)
    assert Volunteer.objects.get(pk=me.pk).status == state


# --- the page ----------------------------------------------------------------------------------------------
def test_what_is_missing_stands_first_with_the_way_to_it(cast):
    build.volunteer(cast, ready=False)
    text = sign_in(cast.volunteer).get(page_of("mine")).content.decode()
    assert "身份没有核验" in text and f'href="{page_of("undertaking")}"' in text


def test_the_page_of_one_volunteer_is_nobody_elses(cast, me, other):
    mine, theirs = sign_in(cast.volunteer), sign_in(other)
    assert me.number in mine.get(page_of("mine")).content.decode()
    assert me.number not in theirs.get(page_of("mine")).content.decode()
    assert sign_in(cast.officer).get(page_of("mine"))["Location"] == page_of("join_on")


def test_the_page_costs_the_same_however_many_papers_there_are(cast, me, django_assert_max_num_queries):
    browser = sign_in(cast.volunteer)
    browser.get(page_of("mine"))
    for n in range(10):
        build.credential(cast, cast.volunteer, "insurance", days=300 + n) if n == 0 else None
    with django_assert_max_num_queries(30):
        browser.get(page_of("mine"))
