"""The code of a session, made with a secret that is not in the database; it changes every half minute."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from kit import clock, keys, presence
from training.models import Session

DIGITS = 6


@dataclass(frozen=True)
class Face:
    """A code as it is shown now: for a camera, for fingers, and the seconds until the next."""

    code: str
    digits: str
    seconds: int


def face(session: Session) -> Face:
    now = clock.machine_now()
    key, step = _key(session), presence.step_of(now)
    return Face(presence.code(key, step), presence.digits(key, step, DIGITS), presence.seconds_left(now))


def step_of(session: Session, given: str) -> int | None:
    """The step for which this code was shown, if it is still taken."""
    return presence.step_given(_key(session), given, clock.machine_now(), DIGITS)


def step_of_scan(session: Session, given: str) -> int | None:
    """The same for the long code alone: in an address anybody could try figures, uncounted."""
    return step_of(session, given) if len(given) == 2 * presence.CODE_BYTES else None


def _key(session: Session) -> bytes:
    return hmac.digest(
        keys.index_key("presence"), f"course_session:{session.pk}:{session.presence_key}".encode(), "sha256"
    )
