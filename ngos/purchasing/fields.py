"""Fields for what purchasing writes: money, points and shares, read exactly and without floating point."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit import money
from kit.errors import Refused

_HUNDREDTHS = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?", re.ASCII)


class MoneyField(forms.CharField):
    """Yuan as people write them; the cleaned value is fen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("help_text", _("元，例如 495,000.00"))
        super().__init__(max_length=24, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return money.yuan(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parse_yuan(text)
        except Refused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None


class HundredthsField(forms.CharField):
    """Points or per cent with at most two decimals; the cleaned value is in hundredths."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=6, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = (super().clean(value) or "").strip()
        if not text:
            return None
        found = _HUNDREDTHS.fullmatch(text)
        if not found or not 0 < (n := int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))) <= 10_000:
            raise ValidationError(_("填大于0、不超过100的数，最多两位小数。"), code="hundredths")
        return n
