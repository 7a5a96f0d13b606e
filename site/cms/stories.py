"""What must be true of a story before it is kept: the person agreed on paper, and nobody can be recognised."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from kit import clock, giveaways

_OFFENCE = re.compile(r"[\u4e00-\u9fff]{2,8}罪(?!人)")
_STREET_NUMBER = re.compile(r"(?:路|街|巷|弄|村|小区)\s*\d+\s*(?:号|弄|栋|幢)")


def check(story: Any) -> None:
    """Raises ValidationError with a sentence at each field that has to be mended.

    Names are not compared with the register: the answer would tell an editor who is in it. Consent, the disguise
    that the editor vouches for and the second person who publishes stand for that.
    Law: R-PI-02 (published only with separate consent), R-CC-05.
    """
    faults: dict[str, Any] = {}
    if not story.consent_paper.strip():
        faults["consent_paper"] = _("故事须有本人的书面同意。填写同意书的存档编号。")
    if story.consent_on is None or story.consent_on > clock.today():
        faults["consent_on"] = _("填写本人同意的日期，不能晚于今天。")
    if not story.is_disguised:
        faults["is_disguised"] = _("改写人名、时间、地点和细节，认不出本人以后再勾选。")
    for name in ("title", "summary", "body"):
        if found := recognisable(_words(story, name)):
            faults[name] = _("“%(found)s”可能让人认出本人或透露案情。删去或改写后再保存。") % {"found": found}
    if faults:
        raise ValidationError(faults)


def recognisable(text: str) -> str:
    """What in a text may give somebody away, in the words that an editor is shown; "" where there is nothing."""
    for line in giveaways.lines(text):
        if giveaways.longest_number(line) >= giveaways.PHONE_DIGITS:
            return _("一串长数字")
        for pattern in (giveaways.OFFENCE, _OFFENCE, _STREET_NUMBER):
            if match := pattern.search(line):
                return match[0]
    return ""


def _words(story: Any, name: str) -> str:
    field = story._meta.get_field(name)
    if isinstance(field, StreamField):  # stored as escaped JSON, in which nothing Chinese would be found
        return "\n".join(field.get_searchable_content(getattr(story, name)))
    return str(getattr(story, name))
