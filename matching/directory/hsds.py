"""The directory in the words of the Human Services Data Specification 3: one object for each service, whole in itself.

Never a contact person, never a client, never a volunteer: their places name a person. `gates` adds what decides who can
be offered a place, as attributes of a taxonomy of our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import Division
from kit import clock
from matching.engine import codes
from matching.models import Place

VERSION = "3.1"
SPACE = uuid5(NAMESPACE_URL, "urn:tongxin-bridge:directory")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOURS = (("09:00", "12:00"), ("14:00", "18:00"), ("18:00", "21:00"))  # morning, afternoon, evening
LANGUAGE_CODES = ("cmn", "", "")  # ISO 639-3 of the first three bits; the dialect has none of its own
STATUS = {"open": "active", "paused": "temporarily closed", "expired": "defunct"}
TIMEZONE = 8


def key(*parts: Any) -> str:
    """The same thing has the same id in every export."""
    return str(uuid5(SPACE, ":".join(map(str, parts))))


def services(places: Iterable[Place], *, gates: bool = False) -> Iterator[dict[str, Any]]:
    counties = dict(Division.objects.filter(level="county").values_list("pk", "name"))
    for place in places:
        yield service(place, counties.get(place.county_code, ""), gates=gates)


def service(place: Place, county: str, *, gates: bool) -> dict[str, Any]:
    pk = key("service", place.pk)
    found: dict[str, Any] = {
        "id": pk,
        "name": place.name,
        "description": "、".join(codes.NEEDS[n][1] for n in place.needs if n in codes.NEEDS),
        "status": STATUS.get(place.status, "inactive"),
        "assured_date": place.confirmed_on.isoformat(),
        "eligibility_description": place.terms,
        "organization": _organization(place),
        "service_at_locations": [_at_location(place, pk, county)],
        "schedules": list(_schedules(place, pk)),
        "languages": list(_languages(place, pk)),
        "attributes": list(_attributes(place, pk, gates=gates)),
    }
    if gates:
        found["capacities"] = [_capacity(place, pk)]
    return found


def _organization(place: Place) -> dict[str, Any]:
    org = place.org
    assert org is not None  # volunteers' places do not come here
    return {"id": key("organization", org.pk), "name": org.name, "description": str(org.get_kind_display())}


def _at_location(place: Place, service_id: str, county: str) -> dict[str, Any]:
    kind = "virtual" if place.is_remote else "physical"
    where = f"{county}{place.town.name}{place.address}"
    location = {"id": key("location", place.pk), "location_type": kind, "name": where, "description": place.address}
    return {"id": key("at", place.pk), "service_id": service_id, "location": location}


def _schedules(place: Place, service_id: str) -> Iterator[dict[str, Any]]:
    """One weekly schedule for each part of the day."""
    bits = set(codes.bits_of(place.schedule_mask))
    for part, (opens, closes) in enumerate(HOURS):
        days = [DAYS[d] for d in range(7) if codes.block(d, part) in bits]
        if days:
            yield {
                "id": key("schedule", place.pk, part),
                "service_id": service_id,
                "freq": "WEEKLY",
                "wkst": "MO",
                "byday": ",".join(days),
                "opens_at": f"{opens}+08:00",
                "closes_at": f"{closes}+08:00",
                "timezone": TIMEZONE,
                **({"valid_to": place.valid_to.isoformat()} if place.valid_to else {}),
            }


def _languages(place: Place, service_id: str) -> Iterator[dict[str, Any]]:
    for bit in codes.bits_of(place.language_mask):
        if bit < len(codes.LANGUAGES):
            code = {"code": LANGUAGE_CODES[bit]} if LANGUAGE_CODES[bit] else {}
            name = codes.LANGUAGES[bit]
            yield {"id": key("language", place.pk, bit), "service_id": service_id, "name": name, **code}


def _capacity(place: Place, service_id: str) -> dict[str, Any]:
    day = datetime.combine(place.confirmed_on, time(), clock.SHANGHAI)
    return {
        "id": key("capacity", place.pk),
        "service_id": service_id,
        "unit": {"id": key("unit", "seat"), "name": "person"},
        "available": place.free,
        "maximum": place.capacity,
        "updated": day.isoformat(timespec="milliseconds"),
    }


def _attributes(place: Place, service_id: str, *, gates: bool) -> Iterator[dict[str, Any]]:
    yield _attribute(place, service_id, "category", codes.CATEGORIES[place.category])
    for need in place.needs:
        yield _attribute(place, service_id, "need", need)
    for name, value in _gates(place) if gates else ():
        yield _attribute(place, service_id, f"gate.{name}", value)


def _gates(place: Place) -> Iterator[tuple[str, str]]:
    """The gates of matching as plain values; what does not limit anybody is left out."""
    if place.serves_sex_mask in (1, 2):
        yield "serves_sex", codes.SEXES[place.serves_sex_mask]
    yield "minor", "yes" if place.is_minor_qualified else "no"
    for group in codes.words_of(place.excluded_offence_mask, codes.OFFENCE_GROUPS):
        yield "excluded_offence", group
    for skill in codes.words_of(place.skill_mask, codes.SKILLS):
        yield "skill", skill
    if place.cert_level:
        yield "qualification", str(place.cert_level)
    yield "grade", place.grade


def _attribute(place: Place, service_id: str, name: str, value: str) -> dict[str, Any]:
    term = {"id": key("term", name), "code": name, "name": name, "description": TERMS[name.partition(".")[0]]}
    return {
        "id": key("attribute", place.pk, name, value),
        "link_id": service_id,
        "link_entity": "service",
        "link_type": name.partition(".")[0],
        "value": value,
        "taxonomy_term": {**term, "taxonomy": "tongxin-bridge"},
    }


TERMS = {
    "category": "category of help",
    "need": "code of a need",
    "gate": "gate of matching: who does not fit is not offered this",
}
