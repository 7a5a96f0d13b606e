"""Seats, invitations and the second person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import access, invitations, policies, queries, roles, services
from accounts.models import Invitation, Membership, User
from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging import outbox
from messaging.models import Message
from tests.accounts.conftest import PASSWORD, fresh, log_in, signed_in


def invite(city, by, role=roles.OFF, unit=None, email="neu@example.org"):
    return services.invite(email, "新人", role, unit or city.office, by=by)


def token(invitation) -> str:
    return invitations.link(invitation).rstrip("/").rsplit("/", 1)[1]


# --- invitations -------------------------------------------------------------------------------------------
def test_an_invited_officer_sets_a_password_and_sits(city, jobs):
    invitation = invite(city, city.manager)
    jobs()
    letter = mail.outbox[-1]
    assert letter.to == ["neu@example.org"] and invitations.link(invitation) in letter.body
    client = Client()
    path = re.search(r"/account/join/\S+", letter.body).group()
    assert client.get(path)["Location"] == "/account/join/", "the token does not stay in the address"
    page = client.get("/account/join/").content.decode()
    assert "司法所工作人员" in page and "城关街道司法所" in page
    assert (
        client.post("/account/join/", {"password1": PASSWORD, "password2": PASSWORD})["Location"] == "/account/login/"
    )
    user = User.objects.get(email="neu@example.org")
    assert access.has_role(user, roles.OFF)
    assert log_in(Client(), "neu@example.org").status_code == 302
    assert outbox.inbox(user).filter(kind="accounts.seat_granted").exists()
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"accounts.invite", "accounts.accept_invitation"} <= acts


def test_a_link_works_once_and_not_after_a_week_or_when_withdrawn(city):
    used, old, back = (invite(city, city.manager, email=f"{n}@example.org") for n in "abc")
    services.accept_invitation(token(used), password=PASSWORD)
    Invitation.objects.filter(pk=old.pk).update(expires_at=clock.machine_now() - timedelta(seconds=1))
    services.withdraw_invitation(back, by=city.manager)
    for invitation in (used, old, back):
        with pytest.raises(Refused, match="已经用过或失效"):
            services.accept_invitation(token(invitation), password=PASSWORD)
        client = Client()
        client.get(f"/account/join/{token(invitation)}/")
        assert client.get("/account/join/").status_code == 410
    assert User.objects.filter(email__in=["b@example.org", "c@example.org"]).count() == 0


def test_the_database_does_not_hold_the_link(city):
    invitation = invite(city, city.manager)
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token(invitation) not in str(row)


def test_a_weak_password_leaves_nothing_behind(city):
    invitation = invite(city, city.manager)
    with pytest.raises(Refused) as why:
        services.accept_invitation(token(invitation), password="12345")
    assert why.value.reasons
    assert not User.objects.filter(email="neu@example.org").exists()
    assert invitations.open_invitation(token(invitation)) is not None


def test_somebody_with_an_account_takes_the_seat_after_logging_in(city):
    invitation = invite(city, city.manager, email="ngo_admin@example.org")
    with pytest.raises(Refused, match="用收到邀请的邮箱登录"):
        services.accept_invitation(token(invitation), password=PASSWORD)
    with pytest.raises(Refused, match="用收到邀请的邮箱登录"):
        services.accept_invitation(token(invitation), by=city.officer)
    client = signed_in(city.ngo_admin)
    client.get(f"/account/join/{token(invitation)}/")
    client.post("/account/join/")
    assert access.has_role(fresh(city.ngo_admin), roles.OFF)
    assert fresh(city.ngo_admin).check_password(PASSWORD)


def test_inviting_tells_nobody_whether_an_address_is_known(city):
    assert invite(city, city.manager, email="mayor@example.org").used_by is None


def test_somebody_who_left_comes_back_with_nothing_of_before_open(city):
    services.leave(city.officer, on=clock.today(), by=city.manager)
    invitation = invite(city, city.manager, email="officer@example.org")
    services.accept_invitation(token(invitation), password=PASSWORD)
    back = fresh(city.officer)
    assert back.is_active and back.left_on is None and access.has_role(back, roles.OFF)
    assert not back.authenticator_set.exists()


@pytest.mark.parametrize(
    ("who", "role", "place"),
    [
        ("manager", roles.OFF, "other_office"),
        ("manager", roles.CBM, "county"),
        ("manager", roles.MUN, "bureau"),
        ("outsider", roles.OFF, "office"),
        ("officer", roles.OFF, "office"),
        ("ngo_admin", roles.OFF, "office"),
        ("auditor", roles.OFF, "office"),
        ("volunteer", roles.OFF, "office"),
        ("mayor", roles.SYS, "bureau"),
    ],
)
def test_who_may_not_grant_this_seat(city, who, role, place):
    by, unit, before = getattr(city, who), getattr(city, place), AuditEvent.objects.count()
    with pytest.raises(Refused, match="不归您的身份办理"):
        services.invite("neu@example.org", "新人", role, unit, by=by)
    with pytest.raises(Refused, match="不归您的身份办理"):
        services.grant_seat(city.volunteer, role, unit, by=by)
    assert not Invitation.objects.exists() and AuditEvent.objects.count() == before


def test_a_role_does_not_sit_just_anywhere(city):
    with pytest.raises(Refused, match="不能设在这个单位"):
        services.invite("neu@example.org", "新人", roles.OFF, city.bureau, by=city.mayor)
    with pytest.raises(Refused, match="不能设在这个单位"):
        services.invite("neu@example.org", "新人", roles.OFF, None, by=city.mayor)


# --- the second person -------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", sorted(roles.BUSINESS))
def test_a_business_role_granted_by_the_system_administrator_waits_for_a_second_person(city, role):
    places = {u.kind: u for u in (city.bureau, city.county, city.office)}
    unit = places[roles.SITS_AT[role][0]] if roles.SITS_AT[role] else None
    seat = services.grant_seat(city.volunteer, role, unit, by=city.system)
    assert not access.has_role(fresh(city.volunteer), role)
    assert Message.objects.filter(kind="accounts.seat_waits").exists()
    services.confirm_seat(seat, by=city.mayor2)
    assert access.has_role(fresh(city.volunteer), role)


@pytest.mark.parametrize("role", [roles.MUN, roles.AUD])
def test_city_managers_and_auditors_always_need_two(city, role):
    seat = services.grant_seat(city.volunteer, role, city.bureau, by=city.mayor)
    assert not seat.is_confirmed
    with pytest.raises(Refused, match="另一位负责人"):
        services.confirm_seat(seat, by=city.mayor)
    services.confirm_seat(seat, by=city.auditor)
    assert access.has_role(fresh(city.volunteer), role)


def test_the_system_administrator_gives_itself_nothing(city):
    for role, unit in ((roles.MUN, city.bureau), (roles.OFF, city.office), (roles.AUD, city.bureau)):
        with pytest.raises(Refused):
            services.grant_seat(city.system, role, unit, by=city.system)
    with pytest.raises(Refused, match="不能邀请自己"):
        services.invite("SYSTEM@example.org", "孙工", roles.MUN, city.bureau, by=city.system)
    assert {s.role for s in access.seats(fresh(city.system))} == {roles.SYS}


def test_a_manager_does_not_seat_themselves(city):
    with pytest.raises(Refused, match="不能给自己"):
        services.grant_seat(city.manager, roles.FIN, city.county, by=city.manager)


def test_the_database_holds_one_open_seat_of_a_kind(city):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=city.volunteer, role=roles.VOL, since_on=clock.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=city.officer, role=roles.OFF, unit=city.office, since_on=clock.today())


def test_nobody_gives_the_system_administrator_a_business_role(city):
    with pytest.raises(Refused, match="不能和.*同一人"):
        services.grant_seat(city.system, roles.MUN, city.bureau, by=city.mayor)


def test_the_system_administrator_does_not_agree_to_its_own_grant(city):
    seat = services.grant_seat(city.volunteer, roles.OFF, city.office, by=city.system)
    with pytest.raises(Refused):
        services.confirm_seat(seat, by=city.system)
    assert not fresh_seat(seat).is_confirmed


def test_who_gets_the_seat_does_not_agree_to_it(city):
    seat = services.grant_seat(city.manager, roles.FIN, city.county, by=city.system)
    assert policies.may(city.manager, "confirm_seat", seat)
    with pytest.raises(Refused, match="另一位负责人"):
        services.confirm_seat(seat, by=city.manager)


def test_the_county_agrees_within_the_county_only(city):
    seat = services.grant_seat(city.volunteer, roles.OFF, city.office, by=city.system)
    with pytest.raises(Refused):
        services.confirm_seat(seat, by=city.outsider)
    assert queries.seats_to_confirm(city.manager) == [seat] and queries.seats_to_confirm(city.outsider) == []
    services.confirm_seat(seat, by=city.manager)


def test_an_invitation_may_be_agreed_to_before_the_person_comes(city):
    invitation = invite(city, city.system)
    assert invitation.needs_second
    with pytest.raises(Refused):
        services.confirm_invitation(invitation, by=city.outsider)
    services.confirm_invitation(invitation, by=city.manager)
    seat = services.accept_invitation(token(invitation), password=PASSWORD)
    assert seat.is_confirmed and seat.confirmed_by == city.manager


def test_an_invitation_of_the_system_administrator_gives_nothing_before_that(city):
    seat = services.accept_invitation(token(invite(city, city.system)), password=PASSWORD)
    assert not seat.is_confirmed and access.seats(fresh(seat.user)) == ()


@pytest.mark.parametrize(("held", "role"), [(roles.SYS, roles.SEC), (roles.AUD, roles.SYS), (roles.SEC, roles.AUD)])
def test_the_three_administrators_are_three_people(city, held, role):
    user = services.make_demo_person("某人", held, city.bureau, email="x@example.org")
    by = city.system if role != roles.AUD else city.mayor
    with pytest.raises(Refused, match="不能和.*同一人"):
        services.grant_seat(user, role, city.bureau, by=by)


# --- ending ------------------------------------------------------------------------------------------------
def test_an_ended_seat_gives_no_right_from_the_next_request_on(city):
    client = signed_in(city.manager)
    assert client.get("/account/people/").status_code == 200
    seat = Membership.objects.get(user=city.manager)
    services.end_seat(seat, by=city.mayor)
    assert client.get("/account/people/").status_code == 404
    assert access.seats(fresh(city.manager)) == ()


def test_a_seat_may_end_with_a_day_to_come(city):
    seat = services.end_seat(
        Membership.objects.get(user=city.officer), by=city.manager, last_on=clock.today() + timedelta(days=3)
    )
    assert access.has_role(fresh(city.officer), roles.OFF)
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert not access.has_role(fresh(city.officer), roles.OFF)
    assert seat.until_on


def test_the_last_who_runs_city_or_machine_stays(city):
    with pytest.raises(Refused, match="最后一位"):
        services.end_seat(Membership.objects.get(user=city.system), by=city.system)
    services.end_seat(Membership.objects.get(user=city.mayor2), by=city.mayor)
    with pytest.raises(Refused, match="最后一位"):
        services.end_seat(Membership.objects.get(user=city.mayor), by=city.system)


def test_who_may_not_end_a_seat(city):
    for who in (city.outsider, city.officer2, city.ngo_admin, city.auditor):
        with pytest.raises(Refused):
            services.end_seat(Membership.objects.get(user=city.officer), by=who)
    with pytest.raises(Refused):
        services.end_seat(Membership.objects.get(user=city.auditor), by=city.mayor)


def test_a_member_seat_follows_from_the_trade_and_only_such(city):
    seat = services.open_member_seat(city.volunteer, roles.NGC, city.ngo, by=None)
    assert services.open_member_seat(city.volunteer, roles.NGC, city.ngo, by=None) == seat
    with pytest.raises(ValueError, match="grant_seat"):
        services.open_member_seat(city.volunteer, roles.OFF, city.office, by=None)


def fresh_seat(seat):
    return Membership.objects.get(pk=seat.pk)


# --- pages -------------------------------------------------------------------------------------------------
def test_a_manager_sees_the_people_of_the_county_and_an_outsider_none_of_them(city):
    page = signed_in(city.manager).get("/account/people/").content.decode()
    assert "李明" in page and "林晖" in page and "赵强" not in page and "周敏" not in page
    other = signed_in(city.outsider)
    assert "李明" not in other.get("/account/people/").content.decode()
    assert "李明" not in other.get("/account/people/?q=李").content.decode()
    seat = Membership.objects.get(user=city.officer)
    invitation = invite(city, city.manager)
    for path in (f"{city.officer.pk}/", f"{city.officer.pk}/leave/", f"seats/{seat.pk}/end/"):
        ask = other.get if path.count("/") == 1 else other.post
        assert ask(f"/account/people/{path}").status_code == 404, path
    for path in (f"invitations/{invitation.pk}/withdraw/", f"waiting/seat/{seat.pk}/"):
        assert other.post(f"/account/people/{path}").status_code == 404, path
    assert not fresh_seat(seat).until_on


@pytest.mark.parametrize("who", ["officer", "volunteer", "auditor"])
def test_these_do_not_invite(city, who):
    assert signed_in(getattr(city, who)).get("/account/people/invite/").status_code == 404


def test_a_manager_invites_and_withdraws_by_the_pages(city):
    client = signed_in(city.manager)
    assert client.get("/account/people/invite/").status_code == 200
    form = {"display_name": "新人", "email": "neu@example.org", "role": roles.OFF, "unit": city.office.pk, "idem": "k1"}
    assert client.post("/account/people/invite/", form)["Location"] == "/account/people/"
    assert client.post("/account/people/invite/", form)["Location"] == "/account/people/"
    invitation = Invitation.objects.get()
    client.post(f"/account/people/invitations/{invitation.pk}/withdraw/", {"idem": "k2"})
    assert Invitation.objects.get().withdrawn_at
    wrong = client.post("/account/people/invite/", {**form, "idem": "k3", "unit": city.county.pk})
    assert "不能设在这个单位" in wrong.content.decode()


def test_the_second_person_agrees_on_the_page(city):
    seat = services.grant_seat(city.volunteer, roles.OFF, city.office, by=city.system)
    client = signed_in(city.manager)
    assert "王芳" in client.get("/account/people/waiting/").content.decode()
    client.post(f"/account/people/waiting/seat/{seat.pk}/")
    assert fresh_seat(seat).confirmed_by == city.manager


def test_somebody_s_page_shows_what_may_be_done(city):
    page = signed_in(city.manager).get(f"/account/people/{city.officer.pk}/").content.decode()
    for verb in ("终止", "增加身份", "申请重置登录设备", "安排代办", "办理离任"):
        assert verb in page, verb
    assert "办理离任" not in signed_in(city.auditor).get(f"/account/people/{city.officer.pk}/").content.decode()


def test_a_seat_is_granted_and_ended_by_the_pages(city):
    client = signed_in(city.mayor)
    client.post(f"/account/people/{city.manager.pk}/seat/", {"role": roles.FIN, "unit": city.county.pk})
    seat = Membership.objects.get(user=city.manager, role=roles.FIN)
    client.post(f"/account/people/seats/{seat.pk}/end/")
    assert fresh_seat(seat).until_on


def test_one_changes_ones_own_name_and_language(city):
    client = signed_in(city.officer)
    answer = client.post("/account/me/", {"display_name": "李明明", "language": "en"})
    assert answer.cookies["lang"].value == "en"
    assert fresh(city.officer).display_name == "李明明"
    with pytest.raises(Refused):
        services.save_profile(city.officer, display_name="x", language="en", by=city.officer2)
