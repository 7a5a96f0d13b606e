"""Who is here: codes that change by themselves, entries that a device signed without a network, and times from both.

No database and no clock: everything is handed in as plain values. One kind of code serves two ends. The code of a
place hangs on a screen and is used once by each who comes; the code of a person is shown by that person and used once.
Whoever calls writes down what was used (a unique nonce), since a code alone cannot know.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

STEP_SECONDS = 30  # a code is taken during its step and the next: never longer than 60 s
CODE_BYTES = 10
EARTH_M = 6_371_000
MOST_SKEW = 1_000_000_000
IN, OUT = "in", "out"


# --- codes that change -------------------------------------------------------------------------------------
def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def seconds_left(at: datetime) -> int:
    """Until the next step begins, 1 to 30."""
    return STEP_SECONDS - int(at.timestamp()) % STEP_SECONDS


def code(key: bytes, step: int) -> str:
    """For a camera: twenty hexadecimal figures."""
    return hmac.digest(key, f"code:{step}".encode(), "sha256")[:CODE_BYTES].hex()


def digits(key: bytes, step: int, length: int) -> str:
    """For fingers; they do not give the longer code away."""
    number = int.from_bytes(hmac.digest(key, f"digits:{step}".encode(), "sha256")[:8], "big")
    return f"{number % 10**length:0{length}d}"


def step_given(key: bytes, given: str, at: datetime, length: int) -> int | None:
    """The step, this one or the one before, whose code or `length` digits were given; None for anything else."""
    given = given.strip().lower()
    for step in (step_of(at), step_of(at) - 1):
        wanted = digits(key, step, length) if len(given) == length else code(key, step)
        if given.isascii() and hmac.compare_digest(wanted, given):
            return step
    return None


def stamp(key: bytes, text: str) -> str:
    """Eight characters that prove that this house wrote `text`; they do not change and cannot be made elsewhere."""
    return hmac.digest(key, f"stamp:{text}".encode(), "sha256")[:4].hex().upper()


# --- entries signed without a network ----------------------------------------------------------------------
@dataclass(frozen=True)
class Entry:
    """One coming or going as a device noted it. `who` is "signup:17" or "card:…"; `at` is ISO, by its own clock."""

    device: str
    shift: int
    sequence: int
    nonce: str
    direction: str
    who: str
    at: str

    @property
    def text(self) -> bytes:
        """What is signed, the same letters on the device: one part a line, so that no part can grow into another."""
        parts = (self.device, self.shift, self.sequence, self.nonce, self.direction, self.who, self.at)
        return "\n".join(("presence-1", *map(str, parts))).encode()

    @property
    def is_plain(self) -> bool:
        """A line break inside a part would let one signature stand for another entry."""
        return self.text.count(b"\n") == 7


def is_point(point: bytes) -> bool:
    """Whether this is a public key of P-256 as browsers write it: 65 bytes, uncompressed."""
    try:
        return len(point) == 65 and bool(EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point))
    except ValueError:
        return False


def is_signed(entry: Entry, signature: bytes, point: bytes) -> bool:
    """Whether the holder of the key behind `point` signed just this entry (ECDSA on P-256, r and s side by side)."""
    if len(signature) != 64 or not entry.is_plain or not is_point(point):
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    try:
        key.verify(encode_dss_signature(r, s), entry.text, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def skew_seconds(device_now: datetime, now: datetime) -> int:
    """How far the device's clock is ahead of ours; a few seconds of it are the way here. Never beyond 30 years."""
    return max(-MOST_SKEW, min(MOST_SKEW, round((device_now - now).total_seconds())))


# --- times and places --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Span:
    """From a coming to a going; `end` is None while the person is here."""

    start: datetime
    end: datetime | None


def spans(seen: Iterable[tuple[str, datetime]]) -> list[Span]:
    """Comings and goings in any order as spans in time; a second coming or going in a row adds nothing."""
    found: list[Span] = []
    for direction, at in sorted(seen, key=lambda one: (one[1], one[0] == OUT)):
        is_here = bool(found) and found[-1].end is None
        if direction == IN and not is_here:
            found.append(Span(at, None))
        elif direction == OUT and is_here:
            found[-1] = Span(found[-1].start, at)
    return found


def served(closed: list[Span], not_before: datetime) -> tuple[datetime, datetime, int] | None:
    """First coming, last going and the minutes between that were spent elsewhere; None when nothing was served.

    Time before the shift begins is waiting, not service (R-VOL-12).
    """
    cut = [(max(s.start, not_before), s.end) for s in closed if s.end is not None]
    cut = [(start, end) for start, end in cut if start < end]
    if not cut:
        return None
    start, end = cut[0][0], max(e for _s, e in cut)
    there = sum(((e - s) for s, e in cut), timedelta())
    return start, end, math.ceil((end - start - there).total_seconds() / 60)


def distance_m(here: tuple[float, float], there: tuple[float, float]) -> int:
    """Metres between two points given as latitude and longitude, along the ground."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (here, there))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_M * math.asin(min(1.0, math.sqrt(half))))
