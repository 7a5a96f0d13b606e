"""What the door says about clocks that are wrong."""

from __future__ import annotations

from django.utils.translation import ngettext


def skew(seconds: int | None) -> str:
    """How wrong the clock of a device was, for whoever looks twice; "" for the few seconds of the way."""
    if seconds is None or abs(seconds) < 5:
        return ""
    n = abs(seconds)
    if seconds > 0:
        return ngettext("设备时钟快 %(n)d 秒", "设备时钟快 %(n)d 秒", n) % {"n": n}
    return ngettext("设备时钟慢 %(n)d 秒", "设备时钟慢 %(n)d 秒", n) % {"n": n}
