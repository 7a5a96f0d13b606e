"""Questions on the documents: asked under a mark that tells nobody who asks, answered to all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from accounts.models import OrgUnit, User
from audit import trail
from config import env
from desk.dates import day
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.bidding.envelope import bidder_mark
from ngos.bidding.states import LIVE
from ngos.models import Bid, Clarification, Project
from ngos.purchasing import checks
from ngos.purchasing.publishing import correct, running


def mark(project: Project, org: OrgUnit) -> str:
    """Who asked, for the asker's own list alone. Of another key than the marks of bids: whoever asks need not bid,
    and the two columns must not be joined."""
    return bidder_mark(env.key_file(Path(settings.KEY_DIR) / "askers"), project.number, org.pk)


@transaction.atomic
def ask(project: Project, *, org: OrgUnit, by: User, question: str) -> Clarification:
    """Ask for what the documents leave open. The log names no asker.

    Refused: not published or questions are over; the text names who asks; `by` is not of this organisation.
    """
    policies.require(by, "ask_clarification", project)
    if not any(s.unit_id == org.pk for s in _seats(by)):
        raise Refused(_("只能代表本机构提问。"), code="org")
    project = Project.objects.select_for_update().get(pk=project.pk)
    until = project.enquiries_until_at
    if project.status != "published" or until is None or clock.now() >= until:
        raise Refused(_("提问已经截止。"), code="passed")
    text = question.strip()
    if not text:
        raise Refused(_("写明问题。"), code="question")
    if org.name in text or by.display_name in text:
        raise Refused(_("问题会公开，不要写出机构和人员的名称。"), code="names_asker")
    row = Clarification.objects.create(project=project, asker=mark(project, org), question=text, asked_at=clock.now())
    trail.record("clarification.ask", row, by=None, detail={"project": project.pk})
    return row


def _seats(user: User) -> list[access.Seat]:
    return access.seats_as(user, roles.NGA, roles.RES)


@transaction.atomic
def answer(
    row: Clarification, *, by: User, text: str, is_substantive: bool = False, deadline_at: datetime | None = None
) -> Clarification:
    """Answer a question to everybody. A substantive answer changes what is asked for: the deadline lies at least the
    change days ahead, a correction says so, and bids that lie sealed wait to be confirmed.

    Refused: answered before; the deadline has passed, or would be earlier or too near. Law: R-PUR-07.
    """
    policies.require(by, "answer_clarification", row.project)
    project = running(row.project, by)
    row = Clarification.objects.select_for_update().get(pk=row.pk)
    if row.answered_at:
        raise Refused(_("这个问题已经答复。"), code="answered")
    if not text.strip():
        raise Refused(_("写明答复。"), code="answer")
    row.answer, row.answered_at, row.answered_by, row.is_substantive = text.strip(), clock.now(), by, is_substantive
    row.save()
    if is_substantive:
        _change(project, row, by, deadline_at)
    trail.record("clarification.answer", row, by=by, detail={"project": project.pk, "substantive": is_substantive})
    return row


def _change(project: Project, row: Clarification, by: User, deadline_at: datetime | None) -> None:
    assert project.deadline_at is not None
    new = deadline_at or project.deadline_at
    earliest = checks.earliest_after_change(clock.now(), project.method, project.rules)
    if new < project.deadline_at:
        raise Refused(_("响应截止只能推迟，不能提前。"), code="earlier")
    if new.astimezone(clock.SHANGHAI).date() < earliest:
        raise Refused(
            _("采购要求改变后，响应截止最早为%(day)s。") % {"day": day(earliest)},
            code="change_days",
            at={"deadline_at": [_("响应截止最早为%(day)s。") % {"day": day(earliest)}]},
        )
    facts = [(lazy("问题"), row.question), (lazy("答复"), row.answer)]
    correct(project, by=by, deadline_at=new, facts=facts)
    Bid.objects.filter(project=project, status__in=LIVE).update(needs_confirming=True)
