"""What must not stand in a text that helpers will read: names, numbers, addresses, and words of the offence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kit import giveaways
from kit.sentences import gettext as _


def leaks(text: str, client: Any) -> Iterator[str]:
    """Sentences that say which line of `text` gives the person away and how to mend it; none when it is clean."""
    names = {n for n in (client.full_name, client.address) if n and len(n) >= 2}
    for number, line in enumerate(giveaways.lines(text), 1):
        where, digits = {"n": number}, giveaways.longest_number(line)
        if digits >= giveaways.ID_DIGITS:
            yield _("第 %(n)d 行像是证件号码，删去后再继续。") % where
        elif digits >= giveaways.PHONE_DIGITS:
            yield _("第 %(n)d 行像是电话号码，删去后再继续。") % where
        if any(name in line for name in names):
            yield _("第 %(n)d 行有本人姓名或住址，删去后再继续。") % where
        word = giveaways.STATUS.search(line) or giveaways.OFFENCE.search(line)
        if word:
            yield _("第 %(n)d 行的“%(word)s”会透露案情，换一种说法。") % {**where, "word": word[0]}
