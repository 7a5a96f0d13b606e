"""What the keeper of the system sees of messages, and what one sees of one's own addresses."""

import pytest
from django.urls import reverse

from kit import clock
from messaging import outbox, queue, spending, stops
from messaging.models import Dispatch, Message, Stop
from tests.messaging.conftest import PHONE

pytestmark = pytest.mark.django_db


def dispatched(user, n: int, state: str, code: str = "") -> None:
    for _ in range(n):
        message = Message.objects.create(kind="shift_ahead", to=user, channel="sms")
        Dispatch.objects.create(message=message, channel="sms", gateway="twilio", state=state, code=code)


def page_of(browser) -> str:
    answer = browser.get(reverse("desk:channels"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_counts_limits_and_reasons_and_nobody(cast, browse, settings, django_assert_max_num_queries) -> None:
    settings.SMS_GATEWAY = "twilio"
    browser = browse(cast.system_admin)
    dispatched(cast.volunteer, 3, "delivered")
    dispatched(cast.volunteer, 2, "failed", "twilio 21211")
    spending.spend(cast.volunteer, 3)
    stops.Stop.objects.create(way="sms", index="0" * 64, why="asked")
    with django_assert_max_num_queries(25):
        page = page_of(browser)
    for word in ("设置不全", "TWILIO_ACCOUNT", "号码无效", "twilio 21211", "3 / 2000", "0.15 / 1000", "本人回复退订"):
        assert word in page
    assert cast.volunteer.display_name not in page


def test_the_page_asks_as_often_for_many_as_for_few(cast, browse, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = browse(cast.system_admin)
    page_of(browser)
    with CaptureQueriesContext(connection) as few:
        page_of(browser)
    for n in range(30):
        dispatched(cast.volunteer, 1, "failed", f"twilio {n}")
    with django_assert_num_queries(len(few)):
        page_of(browser)


def test_nobody_else_sees_it(cast, browse) -> None:
    assert browse(cast.volunteer).get(reverse("desk:channels")).status_code == 404


def test_one_is_told_what_to_do_about_an_address_and_brings_it_back(cast, browse) -> None:
    me = cast.volunteer
    me.set_phone(PHONE)
    me.save()
    Stop.objects.create(way="sms", index=stops.index_of("sms", PHONE), why="invalid")
    browser, page = browse(me), reverse("desk:message_settings")
    assert "恢复短信" in browser.get(page).content.decode()
    browser.post(page, {"resume": "sms", "idem": "1"})
    assert not Stop.objects.exists()
    assert "恢复短信" not in browser.get(page).content.decode()


def test_whoever_looks_after_people_sees_that_mail_comes_back(cast, browse) -> None:
    staff = cast.officer
    Stop.objects.create(way="email", index=stops.index_of("email", staff.email), why="invalid")
    page = browse(cast.county_manager).get(reverse("accounts:person", args=[staff.pk])).content.decode()
    assert "邮件被退回" in page


def test_nobody_is_mailed_who_is_stopped(cast, settings, mailoutbox) -> None:
    settings.EMAIL_URL = "smtp://mail.example.org"
    Stop.objects.create(way="email", index=stops.index_of("email", cast.officer.email), why="invalid")
    outbox.template("test_urgent", subject="急", body="急")
    assert outbox.put("test_urgent", to=cast.officer, urgent=True).channel == "in_site"
    queue.run_due()
    assert not mailoutbox
    assert clock.now()
