"""What the house of every thing (tests/fullhouse.py) has of the handover: notices on their way, one in help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit import clock
from matching.models import HandoverNotice
from matching.resettlement import announcing, services
from matching.resettlement import lectures as talks
from tests.matching import prison

TEXTS = {
    "prison_ref": "监号立夏8", "full_name": "碧螺春", "address": "河口街道小满巷一号", "offence": "罪名立秋8",
    "phone": "15433338811",
}  # fmt: skip


def fill(house: Any) -> None:
    """云栖监狱 has announced one person, one minor, and one more who was met; the first of all holds the canaries."""
    cast = house.cast
    number = prison.build.id_number(prison.date(1959, 8, 28), sex=1)
    said = prison.said(**TEXTS, id_number=number, release_on=clock.today(), certificates=[_paper(house)])
    for name in ("prison_ref", "full_name", "address", "offence"):
        house.secret(f"notice.{name}", TEXTS[name])
    for name, value in (("phone", TEXTS["phone"]), ("id_number", number), ("born_on_text", "1959-08-28")):
        house.secret(f"notice.{name}", value)
    helped = announcing.announce(said, by=prison.clerk())
    services.receive(helped, by=cast.officer, officer=cast.officer)
    helped = services.link(HandoverNotice.objects.get(pk=helped.pk), by=cast.officer, met_on=clock.today())
    note = house.secret("contact.note", "联系霜露八")
    services.record_contact(helped, by=cast.officer, on=clock.today(), way="visit", note=note)
    house.helped_release = HandoverNotice.objects.get(pk=helped.pk)
    house.minors_release = prison.notice(cast, born_on=clock.today() - prison.days(17 * 365))
    house.release = prison.notice(cast)
    day = clock.today()
    offered = talks.offer_lecture(by=cast.volunteer, topic="写简历", about="求职", minutes=60, days=[day])
    house.lecture = talks.pick_lecture(offered, by=prison.clerk(), on=day)


def _paper(house: Any) -> dict[str, Any]:
    number = house.secret("skillscertificate.number", "ZY-白露-7713")
    return {"skill": "缝纫", "number": number, "issuer": "云栖监狱职业学校", "issued_on": "2026-01-20"}


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a release to receive": one(number=house.release.number, act="decline"),
        "a minor's release": one(number=house.minors_release.number),
        "a release in help": one(number=house.helped_release.number, act="decline"),
    }
