"""Text messages: only to members who agreed, fixed words without a link, and nothing leaves unless it was set up."""

import logging
import subprocess
import time
from datetime import timedelta

import pytest

from kit import clock
from kit.hooks import Question
from messaging import hooks, outbox, preferences, queue, words
from messaging.models import Job, Message
from tests import needs
from tests.messaging import twilio_fake
from tests.messaging.conftest import PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texted")]


def put(user, kind="shift", **params) -> Message:
    return outbox.put(kind, to=user, urgent=True, **({"at": clock.now()} if kind == "shift" else params))


def done(message: Message) -> str:
    queue.run_due()
    message.refresh_from_db()
    return message.state


# --- what goes out ------------------------------------------------------------------------------------------
def test_whoever_agreed_gets_the_fixed_words(twilio, wang_fang) -> None:
    assert done(put(wang_fang)) == "sent"
    (form,) = twilio.sent
    assert form == {
        "To": PHONE,
        "From": "+861055501000",
        "Body": "【同心桥】您 2026年3月9日 10:00 有班次，请登录平台查看。",
    }


def test_a_messaging_service_may_send_instead_of_a_number(twilio, wang_fang, settings) -> None:
    settings.TWILIO_FROM = "MG" + "1" * 32
    assert done(put(wang_fang)) == "sent"
    assert twilio.sent[0]["MessagingServiceSid"] == settings.TWILIO_FROM
    assert "From" not in twilio.sent[0]


def test_whoever_did_not_agree_gets_an_email(twilio, wang_fang, agreed, mailoutbox, settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example.org"
    agreed.clear()
    assert put(wang_fang).channel == "email"
    queue.run_due()
    assert not twilio.sent
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("fact", ["unverified", "without a number", "unanswered"])
def test_no_text_goes_to_a_number_nobody_proved_or_nobody_speaks_for(fact, twilio, wang_fang, monkeypatch) -> None:
    if fact == "unverified":
        wang_fang.phone_verified = False
    elif fact == "without a number":
        wang_fang.set_phone("")
    else:
        monkeypatch.setattr(hooks, "may_text", Question("nobody answers"))
    assert put(wang_fang).channel != "sms"


def test_a_kind_without_words_for_it_is_never_texted(twilio, wang_fang) -> None:
    assert put(wang_fang, "plain").channel == "console"


def test_a_consent_withdrawn_before_sending_stops_the_text(twilio, wang_fang, agreed) -> None:
    message = put(wang_fang)
    agreed.clear()
    assert done(message) == "failed"
    assert not twilio.sent


def test_nothing_is_texted_where_it_was_not_set_up(wang_fang) -> None:
    assert put(wang_fang).channel == "console"


def test_whoever_wants_the_site_only_gets_the_site_only(twilio, wang_fang) -> None:
    preferences.choose(wang_fang, outward=False)
    message = put(wang_fang)
    assert (message.channel, message.state) == ("in_site", "sent")
    assert not Job.objects.filter(kind="messaging.deliver").exists()


# --- what may be said ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "详见 https://a.example",
        "详见 www.a.example",
        "打开 tongxin.cn 查看",
        "见 /volunteers/7",
        "长" * 71,
        "%(who)s 找您",
    ],
)
def test_words_with_a_link_too_long_or_with_places_of_their_own_stop_the_start(text) -> None:
    with pytest.raises(ValueError, match=r"text message"):
        outbox.template("bad", subject="一", body="二", sms=text)


def test_every_text_that_can_go_out_fits_in_one_message_and_starts_with_our_name() -> None:
    texted = [t for t in words.templates.values() if t.sms]
    assert texted
    assert all(str(t.sms).startswith("【同心桥】") for t in texted)


# --- when it goes wrong --------------------------------------------------------------------------------------
def test_a_number_twilio_refuses_for_good_is_not_tried_again(twilio, wang_fang) -> None:
    twilio.faults[PHONE] = (400, 21211)
    message = put(wang_fang)
    assert done(message) == "failed"
    job = Job.objects.get(kind="messaging.deliver")
    assert (job.attempts, job.result) == (1, "twilio 21211")


@pytest.mark.parametrize("status", [429, 503])
def test_a_passing_fault_is_tried_again_and_names_no_number(status, twilio, wang_fang, caplog) -> None:
    caplog.set_level(logging.INFO)
    twilio.faults[PHONE] = (status, 20429)
    message = put(wang_fang)
    assert done(message) == "queued"
    job = Job.objects.get(kind="messaging.deliver")
    assert job.state == "queued"
    assert PHONE[3:] not in caplog.text + job.error
    twilio.faults.clear()
    Job.objects.update(run_at=clock.machine_now())
    assert done(message) == "sent"


def test_a_log_holds_neither_the_number_nor_the_words(twilio, wang_fang, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    done(put(wang_fang))
    assert twilio.sent
    assert PHONE[1:] not in caplog.text
    assert "有班次" not in caplog.text


# --- when it goes --------------------------------------------------------------------------------------------
def test_nobodys_phone_rings_at_night(twilio, wang_fang, as_of) -> None:
    as_of(2026, 3, 9, 23)
    message = put(wang_fang)
    job = Job.objects.get(kind="messaging.deliver")
    assert round((job.run_at - clock.machine_now()) / timedelta(hours=1)) == 9
    assert done(message) == "queued"
    Job.objects.update(run_at=clock.machine_now())  # as an attempt that failed in the evening comes again at night
    assert done(message) == "queued"
    as_of(2026, 3, 10, 8)
    Job.objects.update(run_at=clock.machine_now(), state="queued")
    assert done(message) == "sent"
    assert len(twilio.sent) == 1


def test_only_a_kind_that_cannot_wait_rings_at_night(twilio, wang_fang, as_of) -> None:
    outbox.template("alarm", subject="急", body="急", sms="【同心桥】有急事，请登录平台。", at_night=True)
    as_of(2026, 3, 9, 23)
    assert done(put(wang_fang, "alarm")) == "sent"
    assert not [kind for kind, t in words.templates.items() if t.at_night and kind != "alarm"]


@pytest.mark.parametrize(
    ("hour", "quiet", "after", "before"),
    [
        (20, False, (9, 20), (9, 20)),
        (21, True, (10, 8), (9, 20)),
        (7, True, (9, 8), (8, 20)),
        (8, False, (9, 8), (9, 8)),
    ],
)
def test_quiet_hours_end_in_the_morning_and_a_reminder_comes_before_them(hour, quiet, after, before, as_of) -> None:
    at = as_of(2026, 3, 9, hour)
    assert preferences.is_quiet(at) is quiet
    assert (preferences.loud_from(at).day, preferences.loud_from(at).hour) == after
    assert (preferences.loud_before(at).day, preferences.loud_before(at).hour) == before


# --- the contract --------------------------------------------------------------------------------------------
@pytest.mark.slow
def test_a_mock_made_from_twilios_description_takes_what_we_send(wang_fang, settings, tmp_path) -> None:
    npx, port = needs.program("npx", package="npm"), needs.free_port()
    spec = twilio_fake.__file__.replace("messaging/twilio_fake.py", "data/twilio_messages.json")
    mock = subprocess.Popen(
        [npx, "--yes", "@stoplight/prism-cli@5.14", "mock", "-p", str(port), "--errors", spec], cwd=tmp_path
    )
    try:
        for _ in range(300):
            if needs.listening("127.0.0.1", port):
                break
            time.sleep(0.2)
        settings.SMS_GATEWAY = "twilio"
        settings.TWILIO_ACCOUNT, settings.TWILIO_TOKEN = "AC" + "0" * 32, "secret"
        settings.TWILIO_FROM, settings.TWILIO_API = "+861055501000", f"http://127.0.0.1:{port}"
        assert done(put(wang_fang)) == "sent"
    finally:
        mock.terminate()
        mock.wait(10)
