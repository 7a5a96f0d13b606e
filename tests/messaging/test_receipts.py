"""What the provider reports: believed only with its signature, told twice or out of order it changes nothing."""

import random
import socket

import pytest
from django.test import Client as Browser
from django.urls import reverse
from twilio.request_validator import RequestValidator

from accounts.models import User
from kit import clock, rules
from messaging import outbox, preferences, queue, spending, stops, texting, words
from messaging.models import Dispatch, Heard, Job, Message, Stop, Use
from tests.messaging.conftest import ACCOUNT, PHONE, TOKEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texted")]
HOUSE = "https://help.example.org"


@pytest.fixture(autouse=True)
def public(settings) -> None:
    settings.PUBLIC_URL, settings.SECURE, settings.SECURE_SSL_REDIRECT = HOUSE, True, False


def put(user: User) -> Message:
    return outbox.put("shift", to=user, urgent=True, at=clock.now())


@pytest.fixture
def out(twilio, wang_fang) -> Dispatch:
    """A text that Twilio took."""
    put(wang_fang)
    queue.run_due()
    return Dispatch.objects.get()


def post(url: str, form: dict[str, str], *, token: str = TOKEN, signed: dict[str, str] | None = None) -> int:
    proof = RequestValidator(token).compute_signature(HOUSE + url, signed or form)
    return Browser().post(url, form, headers={"x-twilio-signature": proof}).status_code


def report(out: Dispatch, status: str, *, error: int = 0, sid: str = "", **how) -> int:
    form = {"MessageSid": sid or out.provider_id, "MessageStatus": status, "AccountSid": ACCOUNT}
    form |= {"ErrorCode": str(error)} if error else {}
    return post(reverse("messaging:twilio_status", args=[out.pk]), form, **how)


def state(out: Dispatch) -> str:
    out.refresh_from_db()
    return out.state


# --- how far a text is ------------------------------------------------------------------------------------------
def test_a_text_names_where_its_reports_go(out, twilio) -> None:
    assert twilio.sent[0]["StatusCallback"] == f"{HOUSE}/callbacks/twilio/status/{out.pk}/"
    assert (out.state, out.provider_id) == ("taken", next(iter(twilio.messages)))


def test_a_report_is_noted_once_whatever_the_order_and_however_often(out, twilio) -> None:
    told = ["queued", "sent", "delivered"] * 30
    random.Random(7).shuffle(told)
    for status in [*told, "sent", "queued"]:
        assert report(out, status) == 204
    assert state(out) == "delivered"
    changed_at = out.changed_at
    assert report(out, "undelivered", error=30003) == 204  # an end is an end
    assert (state(out), out.changed_at) == ("delivered", changed_at)


@pytest.mark.parametrize("forged", ["token", "form", "none", "account"])
def test_a_report_without_the_right_signature_is_refused(forged, out) -> None:
    url = reverse("messaging:twilio_status", args=[out.pk])
    form = {"MessageSid": out.provider_id, "MessageStatus": "delivered", "AccountSid": ACCOUNT}
    if forged == "token":
        status = post(url, form, token="guessed")
    elif forged == "form":
        status = post(url, form, signed=form | {"MessageStatus": "sent"})
    elif forged == "account":
        status = post(url, form | {"AccountSid": "AC" + "1" * 32})
    else:
        status = Browser().post(url, form).status_code
    assert (status, state(out)) == (403, "taken")


def test_where_twilio_is_not_set_up_every_report_is_refused(out, settings) -> None:
    settings.TWILIO_TOKEN = ""
    assert report(out, "delivered", token="") == 403


def test_a_report_on_an_unknown_text_is_taken_and_does_nothing(out) -> None:
    assert report(out, "delivered", sid="SM" + "f" * 32) == 204
    form = {"MessageSid": out.provider_id, "MessageStatus": "delivered", "AccountSid": ACCOUNT}
    assert post(reverse("messaging:twilio_status", args=[out.pk + 99]), form) == 204
    assert report(out, "invented") == 204
    assert state(out) == "taken"


def test_a_text_that_did_not_arrive_goes_by_email_once(out, settings, mailoutbox) -> None:
    settings.EMAIL_URL = "smtp://mail.example.org"
    for _ in range(3):
        report(out, "undelivered", error=30003)
    queue.run_due()
    assert (state(out), out.code, len(mailoutbox)) == ("failed", "twilio 30003", 1)
    assert not Stop.objects.exists()  # a phone that is off is no wrong number


def test_a_report_that_comes_before_the_answer_is_not_lost(
    twilio, wang_fang, settings, mailoutbox, monkeypatch
) -> None:
    settings.EMAIL_URL = "smtp://mail.example.org"
    hand_over = texting._handed_over

    def reported_at_once(gateway, text, dispatch, *, fresh):
        sid = hand_over(gateway, text, dispatch, fresh=fresh)
        assert report(dispatch, "undelivered", error=30003, sid=sid) == 204
        return sid

    monkeypatch.setattr(texting, "_handed_over", reported_at_once)
    message = put(wang_fang)
    queue.run_due()
    message.refresh_from_db()
    assert (message.channel, message.state, len(mailoutbox)) == ("email", "sent", 1)


# --- numbers that are left alone --------------------------------------------------------------------------------
def test_a_number_that_is_none_is_stopped_and_its_owner_told_once(twilio, wang_fang) -> None:
    twilio.faults[PHONE] = (400, 21211)
    put(wang_fang)
    put(wang_fang)
    queue.run_due()
    assert (Stop.objects.get().why, Stop.objects.get().code) == ("invalid", "twilio 21211")
    assert PHONE not in str(Stop.objects.values())
    assert Message.objects.filter(kind="number_stopped", to=wang_fang).count() == 1
    assert put(wang_fang).channel != "sms"
    assert stops.resume(wang_fang, "sms")
    assert put(wang_fang).channel == "sms"


def test_a_number_found_wrong_on_the_way_is_stopped_too(out, wang_fang) -> None:
    report(out, "undelivered", error=30005)
    assert stops.is_stopped(wang_fang, "sms")


def test_who_unsubscribed_at_the_provider_is_left_alone(twilio, wang_fang) -> None:
    twilio.faults[PHONE] = (400, 21610)
    put(wang_fang)
    queue.run_due()
    assert Stop.objects.get().why == "asked"


def inbound(word: str, sid: str, **how) -> int:
    form = {"MessageSid": sid, "From": PHONE, "Body": word, "AccountSid": ACCOUNT}
    return post(reverse("messaging:twilio_inbound"), form, **how)


@pytest.mark.parametrize("word", ["STOP", " stop ", "退订", "TD"])
def test_whoever_answers_stop_gets_no_more(word, twilio, wang_fang) -> None:
    assert inbound(word, "SM1") == 200
    assert put(wang_fang).channel != "sms"


def test_start_ends_it_and_an_old_stop_played_again_does_nothing(twilio, wang_fang) -> None:
    inbound("STOP", "SM1")
    inbound("START", "SM2")
    inbound("STOP", "SM1")
    assert put(wang_fang).channel == "sms"
    assert Heard.objects.count() == 2


def test_a_forged_stop_is_refused(twilio, wang_fang) -> None:
    assert inbound("STOP", "SM1", token="guessed") == 403
    assert not Stop.objects.exists()


def test_a_stop_from_a_stranger_is_kept_for_whoever_gets_the_number(twilio, wang_fang) -> None:
    User.objects.filter(pk=wang_fang.pk).update(phone_index=None)
    assert inbound("STOP", "SM1") == 200
    assert Stop.objects.get().user is None


# --- a worker that dies -----------------------------------------------------------------------------------------
def test_a_text_whose_answer_was_lost_is_looked_for_and_not_sent_again(twilio, wang_fang) -> None:
    twilio.cut.add(PHONE)
    message = put(wang_fang)
    queue.run_due()
    assert Dispatch.objects.get().state == "begun"
    Job.objects.update(run_at=clock.machine_now())
    queue.run_due()
    message.refresh_from_db()
    assert (message.state, len(twilio.sent)) == ("sent", 1)
    assert Dispatch.objects.get().provider_id in twilio.messages


def test_the_same_words_to_the_same_number_are_two_texts_all_the_same(twilio, wang_fang) -> None:
    put(wang_fang)
    queue.run_due()
    twilio.faults[PHONE] = (503, 0)
    second = put(wang_fang)
    queue.run_due()
    twilio.faults.clear()
    Job.objects.update(run_at=clock.machine_now())
    queue.run_due()
    second.refresh_from_db()
    assert (second.state, len(twilio.sent)) == ("sent", 2)


# --- what it may cost -------------------------------------------------------------------------------------------
@pytest.fixture
def limit(monkeypatch):
    def change(name: str, value: int) -> None:
        before = rules.value
        monkeypatch.setattr(rules, "value", lambda n, on=None: value if n == name else before(n, on))

    return change


@pytest.mark.parametrize(
    ("name", "most", "code"),
    [(spending.PERSON, 2, "person_limit"), (spending.DAY, 2, "day_limit"), (spending.PRICE, 40_000, "month_limit")],
)
def test_beyond_a_limit_nothing_is_texted_and_the_next_day_begins_anew(
    name, most, code, limit, twilio, wang_fang, as_of
) -> None:
    limit(name, most)
    messages = [put(wang_fang) for _ in range(3)]
    queue.run_due()
    assert len(twilio.sent) == 2
    messages[-1].refresh_from_db()
    assert messages[-1].state == "failed"
    assert Dispatch.objects.get(message=messages[-1]).code == code
    as_of(2026, 4, 10, 10)
    put(wang_fang)
    queue.run_due()
    assert len(twilio.sent) == 3


def test_an_attempt_that_is_repeated_is_paid_for_once(twilio, wang_fang) -> None:
    twilio.faults[PHONE] = (503, 0)
    put(wang_fang)
    for _ in range(3):
        Job.objects.update(run_at=clock.machine_now())
        queue.run_due()
    assert set(Use.objects.exclude(key__startswith="month:").values_list("used", flat=True)) == {1}


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_a_long_text_counts_as_several(length, parts) -> None:
    assert spending.parts_of("字" * length) == parts


# --- nothing leaves by itself -----------------------------------------------------------------------------------
def test_as_it_is_delivered_no_text_and_no_mail_opens_a_connection(wang_fang, monkeypatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: opened.append(address))
    preferences.choose(wang_fang, outward=True)
    for kind in [k for k in words.templates if words.may_be_texted(k)]:
        places = dict.fromkeys(words.templates[kind].places, "1")
        outbox.put(kind, to=wang_fang, urgent=True, **places)
    queue.run_due()
    assert opened == []
    assert set(Message.objects.values_list("channel", flat=True)) == {"console"}
