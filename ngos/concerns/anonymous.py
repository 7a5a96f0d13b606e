"""Reporting without a name: a number and a code are all that leads back to the answer.

The code follows from a key that only the form holds, so a form sent twice is one complaint with one code.
"""

from __future__ import annotations

import hmac

from django.db import transaction

from accounts.models import OrgUnit
from kit import keys, numbers
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.concerns import services
from ngos.models import Concern, Provider

LENGTH, GROUP, KEY_LENGTH = 12, 4, 26
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


@transaction.atomic
def report_without_name(
    *, key: str, kind: str, about: str, county_code: str, text: str, office: OrgUnit | None = None,
    provider: Provider | None = None,
) -> tuple[Concern, str]:  # fmt: skip
    """Take in what somebody without a log-in writes: the register's row and the code to read the answer with.

    Nothing of the person is kept, not the address of the machine either. Refused: as by name. Law: R-CC-06.
    """
    if len(key) != KEY_LENGTH:
        raise Refused(_("页面已过期，重新打开后再提交。"), code="key")
    code = code_of(key)
    known = Concern.objects.filter(mark=mark(code)).first()
    if known:
        return known, code
    concern = Concern(
        kind="safety" if kind == "safety" else "complaint", source="client", about=about, county_code=county_code,
        office=office, provider=provider, mark=mark(code), severity="major" if kind == "safety" else "minor",
    )  # fmt: skip
    return services.begin(concern, text, by=None), code


def find(number: str, code: str) -> Concern | None:
    """The complaint of this number and this code, both right; else None, whichever was wrong."""
    plain = "".join(c for c in code.upper() if c.isascii() and c.isalnum()).translate(MISREAD)
    return Concern.objects.filter(number=number.strip().upper(), mark=mark(plain)).first() if plain else None


@transaction.atomic
def appeal_without_name(number: str, code: str, *, reason: str) -> Concern:
    """The one appeal to the city, by whoever holds the code."""
    concern = find(number, code)
    if concern is None:
        raise Refused(_("没有编号和查询码都相符的记录。"), code="not_found")
    return services.appeal(concern, reason, by=None)


def new_key() -> str:
    return numbers.random_code(KEY_LENGTH)


def code_of(key: str) -> str:
    digest = hmac.digest(keys.index_key("concern.code"), key.encode(), "sha256")
    return "".join(numbers.CROCKFORD[byte & 31] for byte in digest[:LENGTH])


def mark(code: str) -> str:
    return blind_index("concern.mark", code)


def shown(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
