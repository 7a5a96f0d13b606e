"""A text as it is shown: headings, paragraphs and lists, with the names and numbers of this installation in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.bureau import office_name
from kit import clock, rules
from training.queries import undertaking_months
from volunteers.models import ConsentText

# What a text says, in a line, for whoever does not open it.
SUMS = {
    "privacy": _("收集姓名、证件号、手机号和您能来的时间，只给审核和安排服务的人看。可以随时查、改、撤回。"),
    "agreement": _("自愿、无偿，每次都由您自己决定。保守秘密，不收钱物；有事司法所和您一起办。"),
    "sensitive": _("证件号和生日只用来核对身份和年龄，加密保存，谁看过都有记录。"),
    "sms": _("班次有变、名额让出时发短信。不带链接，不写别人的信息。"),
    "cross_border": _("短信可能经美国的 Twilio 发送，您的手机号和短信文字会传到境外。"),
}


@dataclass(frozen=True)
class Part:
    kind: str  # heading, list or text
    lines: tuple[str, ...]


def parts(text: ConsentText) -> list[Part]:
    """An empty line or a heading begins a new part; lines that start with a dash are a list."""
    return parts_of(text.body)


def parts_of(body: str) -> list[Part]:
    """ValueError, KeyError or TypeError where a place in the text is none of ours."""
    found: list[Part] = []
    for line in (body % _places()).splitlines():
        kind = "heading" if line.startswith("# ") else "list" if line.startswith("- ") else "text"
        words = line.removeprefix("# ").removeprefix("- ").strip()
        if words and found and kind != "heading" and found[-1].kind == kind:
            found[-1] = Part(kind, (*found[-1].lines, words))
        elif words:
            found.append(Part(kind, (words,)))
    return found


def _places() -> dict[str, Any]:
    return {
        "office": office_name(),
        "phone": settings.OFFICE_PHONE,
        "draft_days": rules.value("volunteers.draft_days"),
        "months": undertaking_months(clock.today()),
    }
