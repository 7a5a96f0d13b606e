"""What gives a person away in a text that others will read: long numbers, and the words of an offence."""

from __future__ import annotations

import re
import unicodedata

# Words that say that somebody is or was under correction (R-CC-05); parts of longer words are found too.
STATUS = re.compile("矫正|服刑|刑满|缓刑|假释|管制|监外|罪|犯|判刑|前科|案底|坐牢|劳改")
OFFENCE = re.compile(
    "盗窃|诈骗|故意伤害|吸毒|贩毒|涉毒|非法经营|侵占|寻衅滋事|赌场|赌博|酒驾|醉驾|危险驾驶|交通肇事|滥伐|帮信"
    "|抢劫|强奸|猥亵|贪污|受贿"
)
ID_DIGITS, PHONE_DIGITS = 17, 7
_NUMBER = re.compile(r"\d[\d\s-]{6,}[\dXx]")


def lines(text: str) -> list[str]:
    """The lines as people read them: full-width digits and letters made plain."""
    return unicodedata.normalize("NFKC", text or "").splitlines()


def longest_number(line: str) -> int:
    """How many digits the longest run has, spaces and dashes left out."""
    return max((len(re.sub(r"\D", "", found)) for found in _NUMBER.findall(line)), default=0)
