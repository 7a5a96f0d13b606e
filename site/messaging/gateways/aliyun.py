"""Alibaba Cloud SMS, a provider in the country, through its own library. Texts go by templates registered there."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from kit import clock
from messaging.gateways.texts import Passing, Text, TextRefused

MILLISECONDS = 10_000
NEEDS = ("ALIYUN_KEY_ID", "ALIYUN_KEY_SECRET", "ALIYUN_SIGN", "ALIYUN_TEMPLATES")
MAINLAND = "+86"
INVALID = {"isv.MOBILE_NUMBER_ILLEGAL"}
PASSING = {"isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "isv.SYSTEM_ERROR", "isp.SYSTEM_ERROR",
           "isp.RAM_PERMISSION_DENY", "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE"}  # fmt: skip
WAITING, FAILED, DELIVERED = 1, 2, 3  # SendStatus
# Its addresses hold the number.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class Aliyun:
    name, abroad = "aliyun", False

    def lacks(self) -> list[str]:
        return [name for name in NEEDS if not getattr(settings, name)]

    def takes(self, kind: str) -> bool:
        return kind in settings.ALIYUN_TEMPLATES

    def send(self, text: Text) -> str:
        from alibabacloud_dysmsapi20170525.models import SendSmsRequest

        request = SendSmsRequest(
            phone_numbers=_local(text.phone),
            sign_name=settings.ALIYUN_SIGN,
            template_code=settings.ALIYUN_TEMPLATES[text.kind],
            template_param=json.dumps(text.values, ensure_ascii=False),
            out_id=text.mark,
        )
        return str(_asked("send_sms_with_options", request).biz_id)

    def find(self, text: Text, since: datetime) -> Iterable[str]:
        # Nothing in the answer is the id of the sending; our mark is, and no two texts have one.
        return [f"mark {text.mark}" for one in _details(text.phone, since) if one.out_id == text.mark]

    def receipt(self, phone: str, mark: str, begun_at: datetime) -> tuple[str, str] | None:
        """(state, code) of a text that was handed over, or None while nothing is known."""
        for one in _details(phone, begun_at):
            if one.out_id == mark and one.send_status in (FAILED, DELIVERED):
                return ("delivered", "") if one.send_status == DELIVERED else ("failed", f"aliyun {one.err_code}")
        return None


def _details(phone: str, day: datetime) -> list[Any]:
    from alibabacloud_dysmsapi20170525.models import QuerySendDetailsRequest

    request = QuerySendDetailsRequest(
        phone_number=_local(phone), send_date=f"{day.astimezone(clock.SHANGHAI):%Y%m%d}", page_size=50, current_page=1
    )
    found = _asked("query_send_details_with_options", request).sms_send_detail_dtos
    return list(found.sms_send_detail_dto or []) if found else []


def _local(phone: str) -> str:
    if not phone.startswith(MAINLAND):
        raise TextRefused("aliyun abroad")
    return phone.removeprefix(MAINLAND)


def _asked(what: str, request: Any) -> Any:
    """The body of the answer. The library's faults quote the address with the number in it: only a code goes on."""
    from alibabacloud_dysmsapi20170525.client import Client
    from alibabacloud_tea_openapi.models import Config
    from alibabacloud_tea_util.models import RuntimeOptions
    from Tea.exceptions import TeaException, UnretryableException

    there = urlsplit(settings.ALIYUN_API)
    client = Client(
        Config(
            access_key_id=settings.ALIYUN_KEY_ID, access_key_secret=settings.ALIYUN_KEY_SECRET,
            protocol=there.scheme, endpoint=there.netloc,
        )
    )  # fmt: skip
    options = RuntimeOptions(connect_timeout=MILLISECONDS, read_timeout=MILLISECONDS, autoretry=False, max_attempts=1)
    try:
        body = getattr(client, what)(request, options).body
    except UnretryableException:
        raise Passing("aliyun unreachable") from None
    except TeaException as fault:
        status = int(getattr(fault, "statusCode", 0) or 0)
        code = f"aliyun {fault.code or status}"
        if 400 <= status < 500 and status not in (408, 429) and fault.code not in PASSING:
            raise TextRefused(code) from None
        raise Passing(code) from None
    if body.code == "OK":
        return body
    if body.code in PASSING:
        raise Passing(f"aliyun {body.code}")
    raise TextRefused(f"aliyun {body.code}", "invalid" if body.code in INVALID else "")
