"""Fifty people signed up for the shift that goes on in the story, for the stories of the door."""

from __future__ import annotations

from kit import clock
from tests import build
from tests.cast import Cast
from tests.volunteers import door
from volunteers.models import Posting, Shift

N = 50
TITLE = "河岸清洁"


def sign_up_fifty() -> None:
    """Run it in the house whose server the story talks to."""
    shift = Shift.objects.get(posting=Posting.objects.get(title=TITLE))
    cast = Cast()
    assert shift.starts_at < clock.now() < shift.ends_at
    for _n in range(200):  # this process counts anew, and the story has used the first numbers
        build.id_number()
    for n in range(N):
        door.signed_up(shift, door.someone(cast, f"志愿者{n:02d}", ready=False))
