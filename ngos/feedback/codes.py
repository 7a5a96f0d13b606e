"""The code on a slip for a voice: sixteen characters that carry their bucket and prove themselves.

Nothing is stored when one is made. Four characters name the bucket, six are random, six are a keyed check of those
ten. Reading is forgiving: small letters, spaces, dashes, and the letters that are taken for digits.
"""

from __future__ import annotations

import hmac

from kit import keys, numbers
from kit.crypto import blind_index

BUCKET, NONCE, CHECK = 4, 6, 6
LENGTH = BUCKET + NONCE + CHECK
OUTCOME_LENGTH = 8  # of the slip of a request, which the floor above makes
GROUP = 4
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def make(bucket_code: str) -> str:
    body = bucket_code + numbers.random_code(NONCE)
    return body + _check(body)


def plain(typed: str) -> str:
    """What was meant by what was typed."""
    return "".join(c for c in typed.upper() if c.isascii() and c.isalnum()).translate(MISREAD)


def shown(code: str) -> str:
    """In groups, as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def bucket_of(code: str) -> str:
    """The bucket that a genuine code names; "" for one that was forged or mistyped."""
    body, check = code[: BUCKET + NONCE], code[BUCKET + NONCE :]
    genuine = len(code) == LENGTH and hmac.compare_digest(check.encode(), _check(body).encode())
    return body[:BUCKET] if genuine else ""


def mark(code: str) -> str:
    """What is kept of a used code; without the key it tells nothing."""
    return blind_index("voice.mark", code)


def _check(body: str) -> str:
    digest = hmac.digest(keys.index_key("voice.code"), body.encode(), "sha256")
    return "".join(numbers.CROCKFORD[byte & 31] for byte in digest[:CHECK])
