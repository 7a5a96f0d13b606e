"""Logging in: by e-mail and password, by code, with the second factor where it is asked for."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import post, roles, services
from accounts.models import User
from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from tests.accounts.conftest import PASSWORD, SECRET, log_in, person, signed_in, totp

CODE = "/account/login/code/"
CONFIRM = "/account/login/code/confirm/"


def sent_code() -> str:
    return re.search(r"\d{6}", post.kept_here[-1]["text"]).group()


def at_home(client: Client) -> bool:
    """Asked for the desk, one is sent to one's own place and not to a door of the account pages."""
    place = client.get("/desk/", follow=True).request["PATH_INFO"]
    return not place.startswith("/account/") and "_auth_user_id" in client.session


# --- staff -------------------------------------------------------------------------------------------------
def test_an_officer_logs_in_with_password_and_second_factor(city):
    client = Client()
    assert log_in(client, "officer@example.org")["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session, "the password alone is not yet a log-in"
    answer = client.post(reverse("mfa_authenticate"), {"code": totp()})
    assert answer.status_code == 302
    assert at_home(client)
    assert AuditEvent.objects.filter(action="accounts.log_in", actor_id=city.officer.pk).exists()


def test_the_second_factor_follows_the_machine_not_the_demo_calendar(city):
    with clock.frozen(datetime(2031, 1, 1, 9, tzinfo=clock.SHANGHAI)):
        client = Client()
        log_in(client, "officer@example.org")
        client.post(reverse("mfa_authenticate"), {"code": totp()})
        assert at_home(client)


def test_a_code_of_the_app_works_once_in_every_window(city, monkeypatch):
    code, now = totp(), __import__("time").time()
    first, second = Client(), Client()
    log_in(first, "officer@example.org")
    first.post(reverse("mfa_authenticate"), {"code": code})
    assert at_home(first)
    monkeypatch.setattr("time.time", lambda: now + 31)  # the app's next window, in which tolerance takes it still
    log_in(second, "officer@example.org")
    for spelt in (f"{code[:3]} {code[3:]}", code):
        assert second.post(reverse("mfa_authenticate"), {"code": spelt}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_a_recovery_code_works_once(city):
    client = signed_in(city.officer)
    client.post(reverse("mfa_generate_recovery_codes"))
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r'class="tq-code">(\d{8})', shown).group(1)
    assert code not in client.get(reverse("mfa_view_recovery_codes")).content.decode(), "shown once"
    for again, expected in ((Client(), True), (Client(), False)):
        log_in(again, "officer@example.org")
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in again.session) is expected


@pytest.mark.parametrize("role", sorted(roles.TWO_FACTOR))
def test_nobody_of_these_roles_works_without_a_second_factor(city, role):
    kinds = roles.SITS_AT[role]
    places = {u.kind: u for u in (city.bureau, city.county, city.office, city.ngo)}
    services.make_demo_person(
        "新人", role, places[kinds[0]] if kinds else None, email="new@example.org", password=PASSWORD
    )
    client = Client()
    log_in(client, "new@example.org")
    for path in ("/desk/", "/account/me/", "/account/people/", "/account/sessions/", "/account/two-steps/"):
        assert client.get(path)["Location"] == reverse("mfa_activate_totp"), path
    assert client.post("/account/people/invite/", {"email": "a@example.org"})["Location"] == reverse(
        "mfa_activate_totp"
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_setting_the_app_up_opens_the_door_and_shows_recovery_codes(city):
    services.make_demo_person("新人", roles.OFF, city.office, email="new@example.org", password=PASSWORD)
    client = Client()
    log_in(client, "new@example.org")
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200 and b"data:image/svg+xml" in page.content
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp()})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(answer["Location"]).content.count(b"tq-code") == 10
    assert at_home(client)


def test_a_seat_that_asks_for_a_second_factor_asks_in_sessions_already_open(city):
    volunteer = services.make_demo_person(
        "王芳", roles.VOL, phone="15400000001", email="w@example.org", password=PASSWORD
    )
    client = Client()
    log_in(client, "w@example.org")
    assert at_home(client)
    services.grant_seat(volunteer, roles.OFF, city.office, by=city.manager)
    assert client.get("/desk/")["Location"] == reverse("mfa_activate_totp")


def test_a_mark_left_by_somebody_else_counts_for_nothing(city):
    client = signed_in(city.officer)
    session = client.session
    session["second_factor_seen"] = {"user": city.manager.pk, "at": 0}
    session.save()
    assert client.get("/desk/")["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": totp()})
    assert at_home(client)


def test_who_must_use_two_steps_cannot_switch_them_off(city):
    client = signed_in(city.officer)
    assert "不能停用" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=city.officer, type="totp").exists()


def test_the_secret_of_the_app_is_sealed_in_the_database(city):
    assert SECRET not in str(Authenticator.objects.get(user=city.officer, type="totp").data)


def test_wrong_password_and_unknown_address_look_alike(city):
    pages = []
    for email in ("officer@example.org", "nobody@example.org"):
        answer = log_in(Client(), email, "falsch-falsch-falsch")
        assert answer.status_code == 200
        pages.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert pages[0] == pages[1]
    assert AuditEvent.objects.filter(action="accounts.log_in_failed").count() == 2
    assert "officer@" not in str(AuditEvent.objects.values_list("detail", flat=True))


# --- volunteers --------------------------------------------------------------------------------------------
def test_a_volunteer_logs_in_by_phone_code(city):
    client = Client()
    assert client.post(CODE, {"contact": "154 0000 0001"})["Location"].startswith(CONFIRM)
    page = client.get(CONFIRM).content.decode()
    assert "154****0001" in page and "15400000001" not in page
    client.post(CONFIRM, {"code": sent_code()})
    assert at_home(client)
    assert User.objects.get(pk=city.volunteer.pk).phone_verified


def test_a_volunteer_may_have_the_code_by_e_mail(city):
    services.make_demo_person("王芳", roles.VOL, phone="15400000001")
    User.objects.filter(pk=city.volunteer.pk).update(email="wang@example.org")
    client = Client()
    client.post(CODE, {"contact": "Wang@example.org"})
    letter = mail.outbox[-1]
    assert letter.to == ["wang@example.org"] and "请" not in letter.subject
    client.post(CONFIRM, {"code": re.search(r"\d{6}", letter.body).group()})
    assert at_home(client)


def test_an_unknown_number_costs_no_message_and_sees_the_same_page(city):
    pages = []
    for phone in ("15400000001", "15400000009"):
        client = Client()
        client.post(CODE, {"contact": phone})
        page = client.get(CONFIRM)
        assert page.status_code == 200
        pages.append(re.sub(r'value="[^"]*"|154\*{4}\d{4}', "", page.content.decode()))
    assert pages[0] == pages[1]
    assert [kept["to"] for kept in post.kept_here] == ["+8615400000001"]
    assert not mail.outbox


def test_an_unknown_number_is_not_let_in_by_an_empty_code(city):
    client = Client()
    client.post(CODE, {"contact": "15400000009"})
    for code in ("", "0", "000000"):
        client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_somebody_without_a_phone_logs_in(city):
    """The phone trap: with phones in use, allauth turned away whoever had none."""
    assert city.officer.phone is None
    client = Client()
    log_in(client, "officer@example.org")
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    assert at_home(client)


def test_somebody_whose_phone_was_never_verified_logs_in_by_password(city):
    services.make_demo_person(
        "社工", roles.NGC, city.ngo, email="ngc@example.org", phone="15400000002", password=PASSWORD
    )
    User.objects.filter(email="ngc@example.org").update(phone_verified=False)
    client = Client()
    log_in(client, "ngc@example.org")
    assert at_home(client)


def test_staff_get_no_code_instead_of_the_password(city):
    client = Client()
    assert client.post(CODE, {"contact": "officer@example.org"})["Location"].startswith(CONFIRM)
    assert not mail.outbox and not post.kept_here


def test_a_number_that_is_none_is_said_so(city):
    answer = Client().post(CODE, {"contact": "12345"})
    assert answer.status_code == 200 and "手机号码应为11位数字" in answer.content.decode()


def test_outside_a_demo_the_console_refuses_and_says_whom_to_ask(city, settings):
    settings.ALLOW_SYNTHETIC_IDS = False
    with pytest.raises(Refused, match="没有接通"):
        post.sms("+8613900000000", "123456")
    assert not post.kept_here and not post.latest()


def test_the_code_stands_in_no_log(city, caplog):
    caplog.set_level("DEBUG")
    client = Client()
    client.post(CODE, {"contact": "15400000001"})
    code = sent_code()
    client.get(CONFIRM)
    client.post(CONFIRM, {"code": code})
    assert code not in caplog.text and "15400000001" not in caplog.text


def test_sessions_are_sealed(city):
    client = Client()
    client.post(CODE, {"contact": "15400000001"})
    import base64

    stored = Session.objects.get(pk=client.session.session_key).session_data
    assert b"154" not in base64.b64decode(stored) and sent_code() not in stored


def test_only_the_chosen_pages_of_allauth_have_an_address(client, city):
    for path in (
        "signup/",
        "email/",
        "confirm-email/",
        "password/set/",
        "social/",
        "2fa/",
        "phone/change/",
        "webauthn/",
    ):
        assert client.get(f"/account/{path}").status_code == 404, path


def test_a_closed_account_does_not_come_in(city):
    User.objects.filter(pk__in=[city.officer.pk, city.volunteer.pk]).update(is_active=False)
    client = Client()
    log_in(client, "officer@example.org")
    client.post(CODE, {"contact": "15400000001"})
    assert "_auth_user_id" not in client.session and not post.kept_here


# --- passwords ---------------------------------------------------------------------------------------------
def test_a_new_password_by_link_ends_every_log_in(city):
    old = signed_in(city.officer)
    client = Client()
    assert client.post(reverse("account_reset_password"), {"email": "officer@example.org"}).status_code == 302
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[-1].body).group()
    form = client.get(client.get(link)["Location"])
    new = "另一座桥也有灯-8866"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert "_auth_user_id" not in client.session, "a new password is not yet a log-in"
    assert old.get("/account/me/")["Location"].startswith("/account/login/")
    assert log_in(Client(), "officer@example.org").status_code == 200
    assert log_in(Client(), "officer@example.org", new)["Location"] == reverse("mfa_authenticate")


def test_asking_for_a_link_tells_nobody_who_is_known(city):
    pages = [
        Client().post(reverse("account_reset_password"), {"email": e}, follow=True).content
        for e in ("officer@example.org", "nobody@example.org")
    ]
    assert re.sub(rb'value="[^"]*"', b"", pages[0]) == re.sub(rb'value="[^"]*"', b"", pages[1])
    assert len(mail.outbox) == 1


def test_changing_the_password_ends_the_other_log_ins(city):
    here, elsewhere = signed_in(city.officer), signed_in(city.officer)
    new = "另一座桥也有灯-8866"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), form)["Location"] == reverse("accounts:me")
    assert here.get("/account/me/").status_code == 200
    assert elsewhere.get("/account/me/").status_code == 302


@pytest.mark.parametrize("weak", ["short-12", "123456789012345", "password1234"])
def test_a_weak_password_is_refused(city, weak):
    client = signed_in(city.officer)
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post(reverse("account_change_password"), form).status_code == 200
    assert User.objects.get(pk=city.officer.pk).check_password(PASSWORD)


def test_whoever_logs_in_by_code_is_led_away_from_the_password_page(city):
    client = signed_in(city.volunteer)
    assert client.get(reverse("account_change_password"))["Location"] == reverse("accounts:me")


# --- own devices -------------------------------------------------------------------------------------------
def test_one_sees_and_ends_ones_own_log_ins_only(city):
    person("社工", roles.NGC, city.ngo, "ngc@example.org")
    clients = []
    for email in ("ngc@example.org", "ngc@example.org", "officer@example.org"):
        client = Client()
        log_in(client, email)
        client.post(reverse("mfa_authenticate"), {"code": totp(-30 if clients else 0)})
        clients.append(client)
    mine, elsewhere, other = clients
    page = mine.get(reverse("usersessions_list")).content.decode()
    assert page.count("登录</p>") == 2
    own = int(re.search(r"/account/sessions/(\d+)/end/", page).group(1))
    other.post(reverse("accounts:end_session", args=[own]))
    assert at_home(elsewhere), "another person's session is not theirs to end"
    mine.post(reverse("accounts:end_session", args=[own]))
    assert elsewhere.get("/account/me/").status_code == 302
    assert at_home(mine)


def test_private_pages_are_not_kept_by_the_browser(city):
    assert "no-store" in signed_in(city.officer).get("/account/me/")["Cache-Control"]
