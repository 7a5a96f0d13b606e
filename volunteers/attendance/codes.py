"""The codes of attendance, made with a secret that is not in the database: of a shift, of a person, of a paper card."""

from __future__ import annotations

import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime

from kit import clock, keys, presence
from volunteers.models import Shift, Volunteer

SHIFT_DIGITS, OWN_DIGITS, STAMP = 6, 8, 8


@dataclass(frozen=True)
class Face:
    """A code as it is shown now: for a camera, for fingers, and the seconds until the next."""

    code: str
    digits: str
    seconds: int


@dataclass(frozen=True)
class Read:
    """What somebody typed or a scanner read: a code or a card, and whose, unless fingers typed it."""

    kind: str  # "digits", "own", "card" or "" when it is nothing of ours
    number: str = ""
    code: str = ""


def of_shift(shift: Shift) -> bytes:
    return _key(f"shift:{shift.pk}:{shift.presence_key}")


def of_person(volunteer: Volunteer) -> bytes:
    return _key(f"person:{volunteer.row_key}")


def _key(what: str) -> bytes:
    return hmac.digest(keys.index_key("presence"), what.encode(), "sha256")


def face_of_shift(shift: Shift) -> Face:
    return _face(of_shift(shift), SHIFT_DIGITS, clock.machine_now())


def face_of_person(volunteer: Volunteer) -> Face:
    face = _face(of_person(volunteer), OWN_DIGITS, clock.machine_now())
    return Face(f"{volunteer.number}.{face.code}", face.digits, face.seconds)


def _face(key: bytes, length: int, now: datetime) -> Face:
    step = presence.step_of(now)
    return Face(presence.code(key, step), presence.digits(key, step, length), presence.seconds_left(now))


def step_of_shift(shift: Shift, given: str) -> int | None:
    """The step for which this code of the shift was shown, if it is still taken."""
    return presence.step_given(of_shift(shift), given, clock.machine_now(), SHIFT_DIGITS)


def step_of_scan(shift: Shift, given: str) -> int | None:
    """The same for the long code alone: in an address anybody could try figures, uncounted."""
    return step_of_shift(shift, given) if len(given) == 2 * presence.CODE_BYTES else None


def step_of_person(volunteer: Volunteer, given: str) -> int | None:
    return presence.step_given(of_person(volunteer), given, clock.machine_now(), OWN_DIGITS)


def card_code(volunteer: Volunteer) -> str:
    """What stands on a person's paper card, for fingers: a K and seven figures. It does not change, so it says no more
    than for whom the card was printed."""
    return f"K{presence.stamp(of_person(volunteer), 'card')[: STAMP - 1]}"


def card_text(volunteer: Volunteer) -> str:
    """The same for a scanner."""
    return f"{volunteer.number}.{card_code(volunteer)}"


def is_card(volunteer: Volunteer, read: Read) -> bool:
    return read.kind == "card" and hmac.compare_digest(card_code(volunteer), read.code)


def own_nonce(volunteer: Volunteer, step: int) -> str:
    """One for both ways of writing a person's code, and for every shift: it is used once in the world."""
    return f"own-{volunteer.pk}-{step}"


def one_time(way: str) -> str:
    """The nonce of a tap, which nothing else repeats."""
    return f"{way}-{uuid.uuid4().hex}"


def read(text: str) -> Read:
    """Scanners that type, fingers, and cards whose code stands at the end of an address."""
    text = text.strip().rstrip("/").rpartition("/")[2].replace(" ", "")
    if not text.isascii():
        return Read("")
    text = text.upper()
    if text.isdecimal() and len(text) == OWN_DIGITS:
        return Read("digits", code=text)
    number, _dot, code = text.rpartition(".")
    if len(code) == STAMP and code.startswith("K"):
        return Read("card", number, code)
    return Read("own" if number and len(code) == 2 * presence.CODE_BYTES else "", number, code)
