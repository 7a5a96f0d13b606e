"""The page on which the keeper of the system sees how messages leave the house. It shows counts and no person."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from desk import policies
from kit import clock
from messaging import figures, runner, spending
from messaging.models import Dispatch, Stop

WAYS = {"email": gettext_lazy("邮件"), "sms": gettext_lazy("短信"), "twilio": "Twilio",
        "aliyun": gettext_lazy("阿里云短信")}  # fmt: skip
LIMITS = {"day_limit": gettext_lazy("今天的短信（条）"), "month_limit": gettext_lazy("本月短信费用（元）")}
# Why it did not go, as far as that is ours to say; else the provider's own code tells.
REASONS = {
    "person_limit": gettext_lazy("此人今天的短信已到上限"),
    "day_limit": gettext_lazy("全平台今天的短信已到上限"),
    "month_limit": gettext_lazy("本月短信费用已到上限"),
    "no consent to text messages": gettext_lazy("发送前撤回了同意，或号码已停发"),
    "twilio 21211": gettext_lazy("号码无效"),
    "twilio 21610": gettext_lazy("收件人已退订"),
    "twilio 21614": gettext_lazy("不是手机号码"),
    "twilio 30003": gettext_lazy("手机关机或不在服务区"),
    "twilio 30005": gettext_lazy("空号"),
    "twilio 30006": gettext_lazy("号码不能收短信"),
    "aliyun isv.MOBILE_NUMBER_ILLEGAL": gettext_lazy("号码无效"),
    "aliyun isv.BUSINESS_LIMIT_CONTROL": gettext_lazy("服务商对同一号码限制了次数"),
    "aliyun isv.AMOUNT_NOT_ENOUGH": gettext_lazy("短信账户余额不足"),
    "no address": gettext_lazy("没有邮箱"),
    "mail 5.1.1": gettext_lazy("邮箱不存在"),
    "mail 5.2.2": gettext_lazy("邮箱已满"),
}
COLUMNS = ("sms", "email")
FULL = 90  # per cent of a limit from which on it needs an eye


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "see_channels"):
        raise Http404
    today = clock.today()
    counted = figures.counts(today)
    context = {
        "ways": [_way(one) for one in figures.ways()],
        "columns": [WAYS[way] for way in COLUMNS],
        "counts": [(state.label, [counted.get(way, {}).get(state, 0) for way in COLUMNS]) for state in Dispatch.State],
        "limits": [_limit(*one) for one in spending.used(today)],
        "at_limit": spending.at_their_limit(today),
        "failures": [(WAYS.get(way, way), REASONS.get(code, ""), code, n) for way, code, n in figures.failures(today)],
        "stopped": [(WAYS[way], Stop.Why(why).label, n) for way, why, n in figures.stopped()],
        "waiting": figures.waiting(),
        "oldest_minutes": round(runner.outbox_age_seconds() / 60),
        "days": figures.DAYS,
    }
    return TemplateResponse(request, "desk/channels.html", context)


def _way(way: figures.Way) -> dict[str, Any]:
    lacking = bool(way.lacks)
    on = way.used and not lacking
    word = _("已接通") if on else _("设置不全") if way.used else _("没有启用")
    tone = "ok" if on else "bad" if way.used else ""
    return {"name": WAYS[way.name], "word": word, "tone": tone, "lacks": way.lacks if way.used else []}


def _limit(code: str, used: int, most: int) -> dict[str, Any]:
    share = min(100, round(used * 100 / most)) if most else 100
    unit = 100 if code == "month_limit" else 1
    shown = f"{used / unit:.2f}" if unit > 1 else str(used)
    return {"label": LIMITS[code], "used": shown, "most": most // unit, "share": share, "full": share >= FULL}
