"""Numbers and mailboxes that nothing goes to any more: who asked for it, and what cannot be reached."""

from __future__ import annotations

from typing import Any

from kit.crypto import blind_index
from messaging.models import Stop

Way, Why = Stop.Way, Stop.Why
SMS, EMAIL = Way.SMS, Way.EMAIL
ASKED, INVALID = Why.ASKED, Why.INVALID


def index_of(way: str, address: str) -> str:
    """`address` is an E.164 number or a mailbox."""
    return blind_index("user.phone", address) if way == SMS else blind_index("user.email", address.strip().lower())


def of(user: Any) -> dict[str, Stop]:
    """What is stopped of this person's addresses, by way; one query."""
    wanted = [index for index in _indexes(user) if index]
    return {s.way: s for s in Stop.objects.filter(index__in=wanted)} if wanted else {}


def is_stopped(user: Any, way: str) -> bool:
    return way in of(user)


def resume(user: Any, way: str) -> bool:
    """The person says that this address is right and wants to be written to again; whether it was stopped."""
    index = dict(zip((SMS, EMAIL), _indexes(user), strict=True)).get(Stop.Way(way))
    return bool(index and Stop.objects.filter(way=way, index=index).delete()[0])


def resume_number(phone: str) -> bool:
    """A number that had asked for silence asks to hear again; one that cannot be reached stays stopped."""
    return bool(Stop.objects.filter(way=SMS, index=index_of(SMS, phone), why=ASKED).delete()[0])


def _indexes(user: Any) -> tuple[str, str]:
    return user.phone_index or "", index_of(EMAIL, user.email) if user.email else ""
