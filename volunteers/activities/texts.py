"""What may not stand in a posting: acts of enforcement, numbers of a person, words that give somebody away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from kit import clock, giveaways, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging.words import looks_personal

CODE = re.compile(r"(?<![0-9A-Za-z])C-[0-9A-HJKMNP-TV-Z]{8}(?![0-9A-Za-z])")  # of a person in register
HARMLESS = re.compile("犯罪|侵犯|交通管制")
TRAVELS = ("title", "place")  # these two go into calendars and messages, outside the house
NEEDED = {
    "content": lazy("服务内容"),
    "place": lazy("地点"),
    "conditions": lazy("条件"),
    "risk": lazy("可能的风险和防护"),
}


def plain(text: str) -> str:
    """Without width and blanks, so that nobody gets by with 训 诫."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def enforcement_in(text: str) -> str:
    """The act of enforcement that the text names; "" when there is none. Law: R-BND-01."""
    words = rules.value("activities.enforcement_words", clock.today())
    return next((word for word in words if word in plain(text)), "")


def check_texts(texts: Mapping[str, str]) -> None:
    """Refused: a text of a posting that asks for enforcement, or gives a person away; all that is wrong at once.

    Law: R-BND-01 (enforcement is bought from nobody and given to no volunteer), R-CC-05.
    """
    act = next((word for text in texts.values() if (word := enforcement_in(text))), "")
    if act:
        raise Refused(
            _("“%(act)s”是执法事项，只能由司法行政机关办理，不能招募志愿者。改为帮扶、陪伴或公益服务。") % {"act": act},
            code="enforcement",
        )
    found = [sentence for name, text in texts.items() for sentence in _leaks(name, text or "")]
    if found:
        raise Refused(_("招募文字会公开，不能透露任何人的身份。"), code="leak", reasons=found)


def _leaks(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(giveaways.lines(text), 1):
        if looks_personal(line):
            yield _("第 %(n)d 行像是证件号码或手机号码，改为单位电话。") % {"n": number}
        if CODE.search(line):
            yield _("第 %(n)d 行有对象代号，删去后再继续。") % {"n": number}
    if name in TRAVELS:
        # Talks against fraud or on preventing crime are the commonest postings there are; they name nobody.
        word = giveaways.STATUS.search(HARMLESS.sub("", plain(text)))
        if word:
            yield _("名称和地点会进入短信和日历，“%(word)s”换一种说法。") % {"word": word.group()}


def lacking(posting: Any) -> list[str]:
    """What the law asks of a posting before it may be shown, and is not there yet. Law: R-VOL-02."""
    return [str(label) for name, label in NEEDED.items() if not getattr(posting, name).strip()]
