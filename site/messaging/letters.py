"""What our letters are called: a name that is the same at each sending, with a proof that nobody else can write."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_OURS = re.compile(r"<message-(\d{1,18})\.([0-9a-f]{32})@")


def message_id(pk: int) -> str:
    host = settings.PUBLIC_URL.split("://", 1)[-1].split(":")[0]
    return f"<message-{pk}.{_proof(pk)}@{host}>"


def named_in(text: str) -> int | None:
    """The message whose letter is named here, if the proof is ours."""
    found = (int(pk) for pk, proof in _OURS.findall(text) if constant_time_compare(proof, _proof(int(pk))))
    return next(found, None)


def _proof(pk: int) -> str:
    return salted_hmac("messaging.letters", str(pk), algorithm="sha256").hexdigest()[:32]
