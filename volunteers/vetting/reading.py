"""What the desk's pages show of one person: papers and how they stand, decisions, the story so far."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from audit.moves import history
from desk.dates import day
from kit import clock
from kit.lifecycle import Staged
from training import queries as training
from volunteers import queries as volunteers
from volunteers.models import ConflictCheck, Suspension, Volunteer
from volunteers.vetting.exemptions import in_force

STATES: dict[str, tuple[Any, str]] = {
    "met": (lazy("有效"), "ok"),
    "renewing": (lazy("可以续期"), "run"),
    "grace": (lazy("宽限期内"), "wait"),
    "exempt": (lazy("已豁免"), "off"),
    "to_come": (lazy("还没开始"), "wait"),
    "expired": (lazy("已过期"), "bad"),
    "never": (lazy("没有"), "bad"),
}


def standings(volunteer: Volunteer) -> list[dict[str, Any]]:
    """Each paper as a task: what it is called, from when to when, and how it stands today."""
    found = []
    for stand in volunteers.timeline(volunteer, clock.today()):
        label, tone = STATES[stand.state]
        note = _("到 %(day)s") % {"day": day(stand.until)} if stand.until else ""
        if stand.since and stand.until:
            note = _("%(since)s 至 %(until)s") % {"since": day(stand.since), "until": day(stand.until)}
        found.append({"label": training.kind_label(stand.kind), "note": note, "state": label, "tone": tone})
    return found


def papers(user_id: int) -> list[Any]:
    return training.held_by(user_id)


def conflict(user_id: int) -> dict[str, Any] | None:
    """The last answer, and what the county said to it."""
    check = ConflictCheck.objects.filter(person_id=user_id).select_related("asked_by", "decided_by").last()
    if check is None:
        return None
    if not check.found:
        label, tone = _("没有"), "ok"
    elif not check.decided_at:
        label, tone = check.get_found_display(), "bad"
    else:
        label, tone = (_("核对后可以参加"), "ok") if check.is_cleared else (_("核对后不宜参加"), "bad")
    return {"check": check, "label": label, "tone": tone}


def stopped(volunteer: Volunteer) -> Suspension | None:
    """Why somebody may not serve now, or what is proposed."""
    rows = volunteer.suspensions.filter(ended_at=None).exclude(decided_at__isnull=False, is_agreed=False)
    return rows.select_related("proposed_by", "decided_by").last()


def waivers(volunteer: Volunteer) -> list[dict[str, Any]]:
    rows = in_force(clock.today()).filter(volunteer=volunteer) | volunteer.exemptions.filter(decided_at=None)
    return [
        {"row": row, "paper": training.kind_label(row.kind)}
        for row in rows.select_related("asked_by", "decided_by").order_by("pk")
    ]


def story(thing: Staged) -> list[dict[str, Any]]:
    """The moves as steps of a timeline, oldest first."""
    return [_step(thing, move) for move in history(thing)]


def _step(thing: Staged, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}
