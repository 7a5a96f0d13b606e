"""What the pages of complaints tell each reader: an organisation never learns who, when or in what words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts import access, roles
from audit.moves import history
from desk.dates import day
from ngos.models import Concern

TONES = {"open": "wait", "escalated": "bad", "answered": "ok", "appealed": "wait", "closed": "off"}
STAFF = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)


def line(concern: Concern, user: Any) -> dict[str, Any]:
    return {
        "c": concern, "tone": TONES[concern.status], "whom": whom(concern), "is_staff": is_staff(user),
        "on": concern.on if _knows_when(concern, user) else None,
    }  # fmt: skip


def whom(concern: Concern) -> str:
    if concern.about == "provider" and concern.provider is not None:
        return concern.provider.org.name
    if concern.office is not None:
        return concern.office.name
    return str(concern.get_about_display())


def facts(concern: Concern, user: Any) -> list[tuple[str, Any]]:
    found = [(_("类别"), concern.get_kind_display()), (_("关于"), whom(concern))]
    if _knows_when(concern, user):
        found.append((_("收到日期"), day(concern.on)))
    if is_staff(user):
        found.append((_("来源"), concern.get_source_display()))
        found.append((_("办理人"), concern.owner.display_name if concern.owner else _("市司法局")))
        if concern.ref:
            found.append((_("相关编号"), concern.ref))
    if concern.answered_on:
        found.append((_("是否属实"), _("属实") if concern.upheld else _("不属实")))
        found.append((_("程度"), concern.get_severity_display()))
        found.append((_("答复日期"), day(concern.answered_on)))
    return found


def told(concern: Concern, user: Any) -> list[tuple[str, str]]:
    """What this reader may read at once: who reported, the answers; the organisation, what was written for it."""
    found = []
    if concern.by_id == user.pk:
        found += [(_("答复"), concern.answer), (_("申诉决定"), concern.decision)]
    if concern.for_provider and (is_staff(user) or _is_of_provider(concern, user)):
        found.append((_("告知机构的内容"), concern.for_provider))
    return [(name, text) for name, text in found if text]


def written(texts: dict[str, str]) -> list[tuple[str, str]]:
    names = {"text": _("内容"), "answer": _("答复"), "appeal_text": _("申诉理由"), "decision": _("申诉决定")}
    return [(str(names[name]), text) for name, text in texts.items() if text]


def steps(concern: Concern, user: Any) -> list[dict[str, Any]]:
    """How it went; to those outside the bureau without names."""
    found = []
    for move in history(concern):
        step = next((s for s in concern.machine.steps if s.verb == move.verb), None)
        who = move.by.display_name if move.by and is_staff(user) else ""
        found.append({"when": move.at, "text": step.label if step else move.verb, "who": who, "note": ""})
    return found if is_staff(user) or concern.by_id == user.pk else []


def is_staff(user: Any) -> bool:
    return access.has_role(user, *STAFF)


def _knows_when(concern: Concern, user: Any) -> bool:
    return is_staff(user) or concern.by_id == user.pk


def _is_of_provider(concern: Concern, user: Any) -> bool:
    seats = access.seats_as(user, roles.NGA)
    return concern.provider is not None and any(s.unit_id == concern.provider.org_id for s in seats)
