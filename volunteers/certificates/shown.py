"""How a certificate looks on a screen: its badge, the sheet with masked numbers, what is asked before it is issued."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from desk.dates import day_span
from kit import identity
from kit.errors import Refused
from volunteers import policies
from volunteers.certificates import contents, printing
from volunteers.models import Certificate

TONES = {"requested": "wait", "issued": "ok", "refused": "bad", "withdrawn": "off", "void": "bad"}


def face(thing: Certificate) -> dict[str, Any]:
    """A row of a list: `amended` only of a sheet that is still valid."""
    amended = thing.status == "issued" and thing.is_amended  # type: ignore[attr-defined]
    label, tone = (_("记录有更正"), "wait") if amended else (thing.status_label, TONES[thing.status])
    return {"thing": thing, "label": label, "tone": tone, "amended": amended, "title": thing.get_kind_display()}


def faces(things: list[Certificate]) -> list[dict[str, Any]]:
    return [face(thing) for thing in things]


def shown(thing: Certificate, user: Any) -> dict[str, Any]:
    return {
        **face(thing),
        "sheet": masked(thing),
        "preview": preview(thing) if thing.status == "requested" else None,
        "verify_path": printing.verify_path(thing) if thing.is_printed else "",
        "may_download": thing.is_printed and policies.may(user, "download_certificate", thing),
        "asked": _asked(thing),
        "again": thing.replaced_by.first(),
    }


def masked(thing: Certificate) -> dict[str, Any] | None:
    """The sheet as it was printed, the ID number covered wherever it stands; None while nothing is printed."""
    if not thing.is_printed:
        return None
    sheet = json.loads(thing.snapshot)
    number = sheet["id_number"]
    if number:
        sheet["facts"] = [[name, value.replace(number, identity.mask_id(number))] for name, value in sheet["facts"]]
    return sheet | {"id_number": identity.mask_id(number)}


def preview(thing: Certificate) -> dict[str, Any]:
    """What would be printed now, or why nothing can be."""
    try:
        return contents.preview(thing)
    except Refused as refusal:
        return {"refused": str(refusal)}


def _asked(thing: Certificate) -> list[tuple[str, Any]]:
    found = [
        (_("志愿者"), thing.volunteer.user.display_name),
        (_("志愿者编号"), thing.volunteer.number),
        (_("出具单位"), thing.issuer.name),
    ]
    if thing.kind in (Certificate.Kind.SERVICE, Certificate.Kind.SUMMARY):
        whole = not (thing.from_on or thing.to_on)
        found.append((_("服务期间"), _("全部") if whole else day_span(thing.from_on, thing.to_on)))
    if thing.purpose:
        found.append((_("用途"), thing.purpose))
    return found
