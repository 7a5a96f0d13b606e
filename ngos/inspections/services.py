"""The visit itself: begun at the place, line by line with evidence, finished with findings, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from accounts.models import User
from audit import trail
from audit.moves import move
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import hooks, policies
from ngos.inspections import checklists
from ngos.inspections.checklists import RED_LINE, SEVERITIES, official
from ngos.inspections.planning import (
    arrange_inspection,
    assign_inspector,
    cancel_inspection,
    plan_inspections,
)
from ngos.models import CheckEvidence, CheckItem, Finding, Inspection

__all__ = [
    "answer_item", "arrange_inspection", "assign_inspector", "begin_inspection", "cancel_inspection",
    "confirm_red_line", "finish_inspection", "note_finding", "plan_inspections", "read_evidence",
]  # fmt: skip
FILES = 6  # papers and photographs to one line


@transaction.atomic
def begin_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """Open the checklist at the place; its lines follow from the kind of visit and from who is visited."""
    policies.require(by, "inspect", inspection)
    move(inspection, "begin", by=by)
    asked = checklists.lines(inspection.kind, of_office=inspection.provider_id is None)
    CheckItem.objects.bulk_create(CheckItem(inspection=inspection, code=line.code) for line in asked)
    if inspection.on is None:
        Inspection.objects.filter(pk=inspection.pk).update(on=clock.today())
    return inspection


@transaction.atomic
def answer_item(item: CheckItem, *, by: User, answer: str, note: str = "", files: Iterable[Any] = ()) -> CheckItem:
    """Answer one line, with what was seen. Refused: not under way; a no without saying why; too many files."""
    inspection = _under_way(item.inspection, by)
    if answer not in CheckItem.Answer.values:
        raise Refused(_("选是、否或不适用。"), code="answer")
    if answer == "no" and not note.strip():
        told = _("选“否”的写明看到了什么。")
        raise Refused(told, code="note", at={"note": [told]})
    item = CheckItem.objects.select_for_update(of=("self",)).get(pk=item.pk, inspection=inspection)
    item.answer, item.note = answer, note.strip()[:300]
    item.save(update_fields=["answer", "note"])
    _keep(item, list(files), by=by)
    trail.record("inspection.answer", inspection, by=by, detail={"item": item.code, "answer": answer})
    return item


def _keep(item: CheckItem, files: list[Any], *, by: User) -> None:
    if item.evidence.count() + len(files) > FILES:
        raise Refused(_("每一项最多 %(n)d 份佐证。") % {"n": FILES}, code="files")
    for upload in files:
        CheckEvidence.objects.create(item=item, file=uploads.keep(upload, by=by), at=clock.now())


@transaction.atomic
def note_finding(inspection: Inspection, *, by: User, severity: str, clause: str, text: str) -> Finding:
    """Write down what no line of the checklist asked for. Refused: not under way; no clause or no words."""
    inspection = _under_way(inspection, by)
    if severity not in dict(SEVERITIES) or not clause.strip() or not text.strip():
        raise Refused(_("写明程度、依据和发现的问题。"), code="finding")
    row = Finding.objects.create(
        inspection=inspection, severity=severity, clause=clause.strip()[:100], text=text.strip()[:300], found_by=by,
        at=clock.now(),
    )  # fmt: skip
    trail.record("inspection.finding", inspection, by=by, detail={"finding": row.pk, "severity": severity})
    return row


@transaction.atomic
def finish_inspection(inspection: Inspection, *, by: User, summary: str) -> Inspection:
    """End the visit; every "no" becomes a finding of the gravity its line says. Refused: lines without an answer."""
    inspection = _under_way(inspection, by)
    items = list(inspection.items.all())
    if open_ := sum(not item.answer for item in items):
        raise Refused(_("还有 %(n)d 项没有填。") % {"n": open_}, code="unanswered")
    if not summary.strip():
        raise Refused(_("写几句小结。"), code="summary", at={"summary": [_("写几句小结。")]})
    Finding.objects.bulk_create(_found(item, by) for item in items if item.answer == "no")
    Inspection.objects.filter(pk=inspection.pk).update(summary=summary.strip()[:500], done_on=clock.today())
    move(inspection, "finish", by=by)
    inspection.refresh_from_db()
    return inspection


def _found(item: CheckItem, by: User) -> Finding:
    line = checklists.LINES[item.code]
    return Finding(
        inspection_id=item.inspection_id, item=item, severity=line.severity, clause=official(line.clause),
        text=item.note, found_by=by, at=clock.now(),
    )  # fmt: skip


# --- what follows -----------------------------------------------------------------------------------------------
@transaction.atomic
def confirm_red_line(finding: Finding, *, by: User, hearing: str) -> Finding:
    """Confirm a red line after hearing the other side; from now on it counts, whatever the points say.

    Refused: no red line; decided already; by who found it; nothing said of the hearing.
    """
    policies.require(by, "confirm_red_line", finding.inspection)
    finding = fresh_finding(finding)
    if finding.severity != RED_LINE or finding.confirmed_at or finding.inspection.status != "done":
        raise Refused(_("这一条不需要认定。"), code="not_to_confirm")
    if finding.found_by_id == by.pk:
        raise Refused(_("由检查人以外的同事听取陈述并认定。"), code="same_person")
    if not hearing.strip():
        raise Refused(_("写明听取对方陈述的情况。"), code="hearing", at={"hearing": [_("写明听取对方陈述的情况。")]})
    finding.hearing, finding.confirmed_by, finding.confirmed_at = hearing.strip()[:300], by, clock.now()
    finding.save(update_fields=["hearing", "confirmed_by", "confirmed_at"])
    trail.record("inspection.red_line", finding.inspection, by=by, detail={"finding": finding.pk})
    for effect in hooks.red_lines:
        effect(finding)
    return finding


def read_evidence(evidence: CheckEvidence, *, by: Any) -> HttpResponse:
    """Hand out a paper of a line; whether the visit may be seen was asked by the list it came from."""
    trail.record("inspection.read_evidence", evidence.item.inspection, by=by, detail={"evidence": evidence.pk})
    return uploads.hand_out(evidence.file, str(_("检查佐证")))


def _under_way(inspection: Inspection, by: User) -> Inspection:
    policies.require(by, "inspect", inspection)
    inspection = Inspection.objects.select_for_update(of=("self",)).select_related("addressee").get(pk=inspection.pk)
    if inspection.status != "under_way":
        raise Refused(_("检查没有在进行。"), code="not_under_way")
    return inspection


def fresh_finding(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("inspection__addressee")
    return rows.get(pk=finding.pk)
