"""A log-in that nobody uses ends, staff's sooner; whoever comes back finds the page and what they had written."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts import idle
from kit import clock
from tests.accounts.conftest import log_in, signed_in, totp

KEPT = "/account/kept/"
INVITE = "/account/people/invite/"
STEP = 15


@pytest.fixture
def later(monkeypatch, settings):
    """Let the machine's clock go on: `later(minutes=31)`, counted from the moment before."""
    settings.IDLE_STEP_SECONDS = STEP
    at = [clock.machine_now()]
    monkeypatch.setattr(clock, "machine_now", lambda: at[0])

    def go(**span: int) -> None:
        at[0] += timedelta(**span)

    return go


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- when it ends ------------------------------------------------------------------------------------------
def test_staff_log_in_again_after_half_an_hour_without_a_request(city, later):
    client = signed_in(city.officer)
    later(minutes=30)
    assert client.get("/desk/").status_code == 200
    later(minutes=30, seconds=STEP + 1)
    assert client.get("/desk/")["Location"] == "/account/login/?next=/desk/"
    assert not is_in(client)


def test_every_request_begins_the_half_hour_anew(city, later):
    client = signed_in(city.officer)
    for _n in range(5):
        later(minutes=29)
        assert client.get("/account/me/").status_code == 200


def test_whoever_needs_no_second_factor_has_half_a_day(city, later):
    client = signed_in(city.volunteer)
    later(hours=11, minutes=59)
    assert client.get("/account/me/").status_code == 200
    later(hours=12, minutes=1)
    assert client.get("/account/me/").status_code == 302
    assert not is_in(client)


def test_the_term_is_a_setting(city, later, settings):
    settings.IDLE_MINUTES = 5
    client = signed_in(city.officer)
    later(minutes=6)
    assert client.get("/desk/")["Location"].startswith("/account/login/")


def test_the_calendar_of_a_demo_ends_no_log_in(city):
    client = signed_in(city.officer)
    with clock.frozen(clock.now() + timedelta(days=300)):
        assert client.get("/account/me/").status_code == 200


def test_a_seat_given_meanwhile_shortens_a_log_in_that_is_open(city, later):
    from accounts import roles, services

    client = signed_in(city.volunteer)
    services.grant_seat(city.volunteer, roles.OFF, city.office, by=city.manager)
    later(minutes=31)
    assert client.get("/account/me/")["Location"].startswith("/account/login/")


def test_public_pages_open_all_the_same_and_the_person_is_out(city, later):
    client = signed_in(city.officer)
    later(hours=1)
    assert client.get("/account/login/").status_code == 200
    assert not is_in(client)


def test_a_page_that_asks_by_itself_keeps_nobody_logged_in(city, later):
    """The editor of the portal sends a sign of life every few seconds, whether or not somebody sits there."""
    assert "wagtailadmin_editing_sessions:ping" in idle.BY_ITSELF


# --- coming back -------------------------------------------------------------------------------------------
def test_after_logging_in_the_person_is_back_on_the_page(city, later):
    client = signed_in(city.officer)
    later(hours=1)
    answer = client.get("/account/stand-in/", follow=True)
    assert "没有操作" in answer.content.decode()
    assert '<input type="hidden" name="next" value="/account/stand-in/">' in answer.content.decode()
    client.post("/account/login/?next=/account/stand-in/", _password("officer@example.org"))
    answer = client.post(reverse("mfa_authenticate"), {"code": totp()})
    assert answer["Location"] == "/account/stand-in/"


def test_what_was_being_sent_is_kept_for_the_same_person(city, later):
    client, form = signed_in(city.manager), {"email": "new@example.org", "display_name": "新来的人", "idem": "k-1"}
    later(hours=1)
    assert client.post(INVITE, form)["Location"] == f"/account/login/?next={KEPT}"
    client.post(f"/account/login/?next={KEPT}", _password("manager@example.org"))
    assert client.post(reverse("mfa_authenticate"), {"code": totp()})["Location"] == KEPT
    page = client.get(KEPT).content.decode()
    again = re.search(rf'<form method="post" action="{INVITE}".*?</form>', page, re.S).group()
    assert 'value="新来的人"' in again and 'value="k-1"' in again
    assert again.count("csrfmiddlewaretoken") == 1, "the key of the form is today's, not the old one"


def test_nobody_else_is_shown_what_was_kept(city, later):
    client = signed_in(city.manager)
    later(hours=1)
    client.post(INVITE, {"display_name": "新来的人"})
    client.post(f"/account/login/?next={KEPT}", _password("officer@example.org"))
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    answer = client.get(KEPT)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_passwords_and_codes_are_not_kept(city, later):
    client = signed_in(city.officer)
    later(hours=1)
    client.post("/account/password/change/", {"oldpassword": "alt", "password1": "neu", "password2": "neu"})
    assert idle.KEPT not in client.session


def test_what_is_too_much_to_keep_is_not_kept_and_said_so(city, later):
    client = signed_in(city.manager)
    later(hours=1)
    sent = {"data": {"display_name": "长" * idle.MOST}, "headers": {"referer": f"http://testserver{INVITE}"}}
    answer = client.post(INVITE, **sent, HTTP_HOST="testserver", follow=True)
    assert "没有保存" in answer.content.decode()
    assert f'name="next" value="{INVITE}"' in answer.content.decode()
    assert idle.KEPT not in client.session


def test_what_was_kept_is_gone_after_an_hour(city, later):
    client = signed_in(city.manager)
    later(hours=1)
    client.post(INVITE, {"display_name": "新来的人"})
    later(hours=1, seconds=1)
    log_in(client, "manager@example.org")
    client.post(reverse("mfa_authenticate"), {"code": totp()})
    assert client.get(KEPT)["Location"] == "/desk/"


def _password(email: str) -> dict[str, str]:
    from tests.accounts.conftest import PASSWORD

    return {"login": email, "password": PASSWORD}
