"""Texts by a provider in the country: through its own library, by registered templates, with receipts asked for."""

import json
import logging

import pytest

from accounts.models import User
from kit import clock
from messaging import awaited, hooks, outbox, queue, texting
from messaging.models import Dispatch, Job, Message, Stop
from tests.messaging import aliyun_fake
from tests.messaging.conftest import PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texted")]
LOCAL = PHONE.removeprefix("+86")


def put(user: User, kind: str = "shift") -> Message:
    return outbox.put(kind, to=user, urgent=True, **({"at": clock.now()} if kind == "shift" else {}))


def done(message: Message) -> str:
    queue.run_due()
    message.refresh_from_db()
    return message.state


def test_the_stand_in_signs_as_the_provider_printed_it() -> None:
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com", "x-acs-action": "RunInstances", "x-acs-version": "2014-05-26",
        "x-acs-date": "2023-10-26T10:22:32Z", "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }  # fmt: skip
    query = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    found = aliyun_fake.signature("YourAccessKeySecret", "/", query, headers, ";".join(sorted(headers)))
    assert found == "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"


def test_a_text_goes_by_its_template_with_the_values_alone(aliyun, wang_fang) -> None:
    message = put(wang_fang)
    assert done(message) == "sent"
    (form,) = aliyun.sent
    assert (form["PhoneNumbers"], form["SignName"], form["TemplateCode"]) == (LOCAL, "同心桥", "SMS_100")
    assert json.loads(form["TemplateParam"]) == {"at": "2026年3月9日 10:00"}
    assert form["OutId"] == str(Dispatch.objects.get().pk)


def test_a_key_that_is_not_ours_sends_nothing(aliyun, wang_fang, settings) -> None:
    settings.ALIYUN_KEY_SECRET = "guessed"
    assert done(put(wang_fang)) == "failed"
    assert not aliyun.sent
    assert Dispatch.objects.get().code == "aliyun SignatureDoesNotMatch"


def test_a_kind_without_a_template_there_goes_another_way(aliyun, wang_fang, settings) -> None:
    settings.ALIYUN_TEMPLATES = {"other": "SMS_1"}
    assert put(wang_fang).channel == "console"


def test_a_provider_in_the_country_needs_no_consent_to_one_abroad(aliyun, wang_fang, monkeypatch, settings) -> None:
    asked = []
    monkeypatch.setattr(hooks, "may_text", lambda user, abroad: asked.append(abroad) or not abroad)
    assert texting.may_text(wang_fang)
    settings.SMS_GATEWAY = ""
    assert not texting.may_text(wang_fang)
    assert asked == [False, True]


def test_a_number_that_is_none_is_stopped(aliyun, wang_fang) -> None:
    aliyun.faults[LOCAL] = (200, "isv.MOBILE_NUMBER_ILLEGAL")
    assert done(put(wang_fang)) == "failed"
    assert Stop.objects.get().why == "invalid"
    assert put(wang_fang).channel != "sms"


@pytest.mark.parametrize(
    "fault", [(200, "isv.BUSINESS_LIMIT_CONTROL"), (503, "ServiceUnavailable"), (429, "Throttling")]
)
def test_a_passing_fault_is_tried_again_and_names_no_number(fault, aliyun, wang_fang, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    aliyun.faults[LOCAL] = fault
    message = put(wang_fang)
    assert done(message) == "queued"
    aliyun.faults.clear()
    Job.objects.update(run_at=clock.machine_now())
    assert done(message) == "sent"
    assert LOCAL not in caplog.text


def test_a_text_whose_answer_was_lost_is_not_sent_again(aliyun, wang_fang) -> None:
    aliyun.cut.add(LOCAL)
    message = put(wang_fang)
    assert done(message) == "queued"
    Job.objects.update(run_at=clock.machine_now())
    assert done(message) == "sent"
    assert len(aliyun.sent) == 1


def test_receipts_are_asked_for_until_they_come(aliyun, wang_fang) -> None:
    first, second = put(wang_fang), put(wang_fang)
    done(first)
    assert awaited.ask() == 0
    marks = [str(d.pk) for d in Dispatch.objects.order_by("message_id")]
    aliyun.receipts = {marks[0]: (3, "DELIVERED"), marks[1]: (2, "MK:0001")}
    assert awaited.ask() == 2
    assert awaited.ask() == 0
    states = dict(Dispatch.objects.values_list("message_id", "code"))
    assert states == {first.pk: "", second.pk: "aliyun MK:0001"}
    second.refresh_from_db()
    assert second.state == "failed"
