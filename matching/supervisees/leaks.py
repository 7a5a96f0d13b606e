"""What must not stand in a text that helpers will read: names, numbers, addresses, and words of the offence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

# Words that give the correction or the offence away (R-CC-05); parts of longer names are found too.
OFFENCE_WORDS = (
    *("矫正", "服刑", "刑满", "缓刑", "假释", "管制", "监外", "罪", "犯", "判刑", "前科", "案底", "坐牢", "劳改"),
    *(
        "盗窃",
        "诈骗",
        "故意伤害",
        "吸毒",
        "贩毒",
        "涉毒",
        "非法经营",
        "侵占",
        "寻衅滋事",
        "赌场",
        "赌博",
        "酒驾",
        "醉驾",
    ),
    *("危险驾驶", "交通肇事", "滥伐", "帮信", "抢劫", "强奸", "猥亵", "贪污", "受贿"),
)
_NUMBER = re.compile(r"\d[\d\s-]{6,}[\dXx]")


def leaks(text: str, client: Any) -> Iterator[str]:
    """Sentences that say which line of `text` gives the person away and how to mend it; none when it is clean."""
    names = {n for n in (client.full_name, client.address) if n and len(n) >= 2}
    for number, line in enumerate(unicodedata.normalize("NFKC", text or "").splitlines(), 1):
        where = {"n": number}
        digits = [re.sub(r"\D", "", found) for found in _NUMBER.findall(line)]
        if any(len(d) >= 17 for d in digits):
            yield _("第 %(n)d 行像是证件号码，删去后再继续。") % where
        elif any(len(d) >= 7 for d in digits):
            yield _("第 %(n)d 行像是电话号码，删去后再继续。") % where
        if any(name in line for name in names):
            yield _("第 %(n)d 行有本人姓名或住址，删去后再继续。") % where
        word = next((w for w in OFFENCE_WORDS if w in line), None)
        if word:
            yield _("第 %(n)d 行的“%(word)s”会透露案情，换一种说法。") % {**where, "word": word}
