"""What the search of the desk finds in the main job: requests by number, files by code or by ID number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from desk.hooks import Found
from kit import identity
from kit.crypto import blind_index
from kit.errors import Refused
from matching import queries, words

SHORTEST = 3
MOST = 30


def find(user: Any, text: str) -> Iterator[Found]:
    """An ID number is compared by its blind index alone; what one may not see is not found."""
    if not access.has_role(user, roles.OFF, roles.CBM) or len(text.strip()) < SHORTEST:
        return
    wanted = text.strip().upper()
    for r in queries.asked_by_office(user).filter(number__contains=wanted).order_by("-pk")[:MOST]:
        yield Found(
            title=words.need(r.need),
            url=reverse("matching:request", args=[r.number]),
            group=_("帮扶需求"),
            text=str(r.status_label),
            code=r.number,
        )
    for c in queries.clients(user).filter(**_key(wanted)).order_by("-pk")[:MOST]:
        yield Found(
            title=str(c.get_kind_display()),
            url=reverse("matching:client", args=[c.code]),
            group=_("帮扶对象"),
            text=str(c.status_label),
            code=c.code,
        )


def _key(wanted: str) -> dict[str, str]:
    try:
        number = identity.resident_id(wanted).number
    except Refused:
        return {"code__contains": wanted}
    return {"id_index": blind_index("client.id_number", number)}
