"""Somebody who agreed to text messages, and the providers they may go by."""

from collections.abc import Iterator

import pytest

from accounts.models import User
from kit.hooks import Question
from messaging import hooks, outbox, words
from tests.messaging import aliyun_fake, twilio_fake

PHONE = "+8615400000001"
ACCOUNT, TOKEN = "AC" + "0" * 32, "secret"


@pytest.fixture
def texted(monkeypatch, as_of) -> None:
    """Working hours, and two kinds of message: one that may be texted and one that may not."""
    as_of(2026, 3, 9, 10)
    monkeypatch.setattr(words, "templates", dict(words.templates))
    outbox.template(
        "shift", subject="明天的班次", body="%(at)s 的班次。", sms="【同心桥】您 %(at)s 有班次，请登录平台查看。"
    )
    outbox.template("plain", subject="系统通知", body="没有短信的通知。")


@pytest.fixture
def agreed(monkeypatch) -> set[int]:
    """Who agreed: ids of users."""
    people: set[int] = set()
    question = Question("test")
    question.answer(lambda user, abroad: user.pk in people)
    monkeypatch.setattr(hooks, "may_text", question)
    return people


@pytest.fixture
def wang_fang(agreed) -> User:
    user = User(display_name="王芳", email="wang@example.org", phone_verified=True)
    user.set_phone(PHONE)
    user.save()
    agreed.add(user.pk)
    return user


@pytest.fixture
def twilio(settings) -> Iterator[twilio_fake.Fake]:
    with twilio_fake.serving() as fake:
        settings.SMS_GATEWAY = "twilio"
        settings.TWILIO_ACCOUNT, settings.TWILIO_TOKEN = ACCOUNT, TOKEN
        settings.TWILIO_FROM, settings.TWILIO_API = "+861055501000", fake.url
        yield fake


@pytest.fixture
def aliyun(settings) -> Iterator[aliyun_fake.Fake]:
    with aliyun_fake.serving() as fake:
        settings.SMS_GATEWAY, settings.ALIYUN_API = "aliyun", fake.url
        settings.ALIYUN_KEY_ID, settings.ALIYUN_KEY_SECRET = aliyun_fake.KEY_ID, aliyun_fake.KEY_SECRET
        settings.ALIYUN_SIGN, settings.ALIYUN_TEMPLATES = "同心桥", {"shift": "SMS_100"}
        yield fake
