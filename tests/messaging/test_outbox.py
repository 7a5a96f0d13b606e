"""Messages: told in the same transaction, in the reader's language, and never with a client's data."""

import logging
from datetime import date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction

from kit import clock
from kit.errors import Refused
from messaging import letters, outbox, queue, runner, words
from messaging.models import Job, Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(words, "templates", dict(words.templates))
    outbox.template("test_offer", subject="有新邀约", body="求助 %(number)s 等您答复，截止 %(due)s。")
    outbox.template("test_plain", subject="系统通知", body="没有要填的内容。")
    outbox.template("test_text", subject="备注", body="%(text)s")


@pytest.fixture
def wang_fang():
    return get_user_model().objects.create_user(email="wang@example.org", display_name="王芳")


@pytest.fixture
def by_email(settings):
    settings.EMAIL_URL = "smtp://mail.example.org"
    settings.PUBLIC_URL = "https://help.example.org"


# --- on the site -------------------------------------------------------------------------------------------
def test_a_message_is_on_the_site_at_once(wang_fang):
    message = outbox.put("test_offer", to=wang_fang, about=wang_fang, url="/o/7", number="AR-7", due=date(2026, 3, 9))
    assert list(outbox.inbox(wang_fang)) == [message]
    assert message.body == "求助 AR-7 等您答复，截止 2026年3月9日。"
    assert (message.about_type, message.about_id) == (wang_fang._meta.label_lower, str(wang_fang.pk))
    assert message.state == "sent"
    assert not Job.objects.exists()


def test_an_english_reader_reads_english_dates(wang_fang):
    wang_fang.language = "en"
    wang_fang.save()
    message = outbox.put("test_offer", to=wang_fang, number="AR-7", due=date(2026, 3, 9))
    assert "March 9, 2026" in message.body


def test_an_instant_is_shown_in_the_time_of_the_city(wang_fang):
    due = datetime(2026, 3, 9, 1, 30, tzinfo=clock.UTC)
    assert "2026年3月9日 09:30" in outbox.put("test_offer", to=wang_fang, number="1", due=due).body


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_told_of_an_act_that_failed(wang_fang):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put("test_plain", to=wang_fang, urgent=True)
        raise RuntimeError
    assert not Message.objects.exists()
    assert not Job.objects.filter(kind="messaging.deliver").exists()


def test_messages_follow_business_time(wang_fang, as_of):
    instant = as_of(2026, 3, 9, 10)
    assert outbox.put("test_plain", to=wang_fang).created_at == instant


def test_nobody_marks_other_peoples_messages_read(wang_fang):
    zhao_qiang = get_user_model().objects.create_user(email="zhao@example.org", display_name="赵强")
    outbox.put("test_plain", to=wang_fang)
    assert outbox.mark_read(Message.objects.all(), by=zhao_qiang) == 0
    assert outbox.unread(wang_fang).count() == 1
    assert outbox.mark_read(outbox.inbox(wang_fang), by=wang_fang) == 1
    assert not outbox.unread(wang_fang).exists()


def test_a_message_whose_words_are_gone_or_have_grown_stays_readable(wang_fang):
    message = outbox.put("test_plain", to=wang_fang)
    del words.templates["test_plain"]
    assert (message.subject, message.body) == ("test_plain", "")
    outbox.template("test_plain", subject="系统通知", body="编号 %(number)s")
    assert message.body == "编号 …"


# --- what a message may hold -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "99010119900307123X",
        "身份证990101199003071234，",
        "13812345678",
        "电话：138-1234-5678",
        "+86 138 1234 5678",
        "１３８１２３４５６７８",
    ],
)
def test_a_number_of_a_person_is_refused_however_it_is_written(wang_fang, text):
    with pytest.raises(Refused):
        outbox.put("test_text", to=wang_fang, text=text)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "AR-202602-00001",
        "C-7F3K9Q2M",
        "3月8日 9:30",
        "495,000.00",
        "fa0eb13812345678",
        "13812345678fa0eb",
        "2026030812345",
        "12345678901",
    ],
)
def test_numbers_of_the_office_are_taken(wang_fang, text):
    assert outbox.put("test_text", to=wang_fang, text=text).body == text


def test_a_message_has_no_place_for_a_client(wang_fang):
    outbox.template("test_client", subject="x", body="%(client_name)s")
    with pytest.raises(ValueError, match="never names a client"):
        outbox.put("test_client", to=wang_fang, client_name="张三")


@pytest.mark.parametrize("params", [{}, {"text": "a", "more": "b"}])
def test_a_message_takes_exactly_the_places_of_its_words(wang_fang, params):
    with pytest.raises(ValueError, match="these differ"):
        outbox.put("test_text", to=wang_fang, **params)


@pytest.mark.parametrize("value", [1.5, None, True, ["a"], object()])
def test_a_message_takes_text_numbers_and_dates_only(wang_fang, value):
    with pytest.raises(TypeError):
        outbox.put("test_text", to=wang_fang, text=value)


@pytest.mark.parametrize("url", ["https://evil.example", "//evil.example", "javascript:x"])
def test_a_message_leads_to_a_page_of_ours_only(wang_fang, url):
    with pytest.raises(ValueError, match="not a path"):
        outbox.put("test_plain", to=wang_fang, url=url)


# --- out of the house --------------------------------------------------------------------------------------
def test_an_urgent_message_goes_out_by_email_once(wang_fang, by_email, jobs):
    message = outbox.put("test_offer", to=wang_fang, url="/o/7", urgent=True, number="AR-7", due=date(2026, 3, 9))
    assert (message.state, runner.outbox_age_seconds() >= 0) == ("queued", True)
    jobs()
    queue.enqueue("messaging.deliver", {"message": message.pk})  # a bell rung twice
    jobs()
    message.refresh_from_db()
    [sent] = mail.outbox
    assert (message.state, sent.subject, sent.to) == ("sent", "有新邀约", ["wang@example.org"])
    assert sent.body.endswith("\n\nhttps://help.example.org/o/7")
    assert sent.extra_headers["Message-ID"] == letters.message_id(message.pk)


def test_who_has_no_address_reads_it_on_the_site(wang_fang, by_email, jobs):
    wang_fang.email = None
    wang_fang.save()
    assert outbox.put("test_plain", to=wang_fang, urgent=True).state == "sent"
    assert (jobs(), mail.outbox) == (0, [])


def test_a_mail_server_that_is_away_is_tried_again_and_then_the_message_has_failed(wang_fang, by_email, monkeypatch):
    def away(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    message = outbox.put("test_plain", to=wang_fang, urgent=True)
    for _ in range(5):
        message.refresh_from_db()
        assert message.state == "queued"
        Job.objects.update(run_at=clock.machine_now())
        queue.run_due()
    message.refresh_from_db()
    assert message.state == "failed"


def test_without_a_mail_server_a_demo_keeps_the_message_in_the_house(wang_fang, settings, caplog):
    settings.EMAIL_URL = ""
    message = outbox.put("test_plain", to=wang_fang, urgent=True)
    with caplog.at_level(logging.INFO, "messaging.channels"):
        queue.run_due()
    message.refresh_from_db()
    assert (message.channel, message.state, mail.outbox) == ("console", "sent", [])
    assert f"message {message.pk}" in caplog.text
    assert "王芳" not in caplog.text


def test_without_a_mail_server_a_real_installation_says_that_it_did_not_send(wang_fang, settings, monkeypatch):
    settings.EMAIL_URL, settings.ALLOW_SYNTHETIC_IDS = "", False
    monkeypatch.delattr(mail, "outbox")
    message = outbox.put("test_plain", to=wang_fang, urgent=True)
    queue.run_due()
    message.refresh_from_db()
    assert message.state == "failed"
    assert "EMAIL_URL" in Job.objects.get().result
    monkeypatch.undo()
