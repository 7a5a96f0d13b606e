"""Whether somebody who wants to help has to do with a client: asked of the roof, which says a kind and never who."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import hooks, policies
from volunteers.models import Application, ConflictCheck, Volunteer


@transaction.atomic
def ask_conflict(thing: Application | Volunteer, *, by: User, purpose: str) -> ConflictCheck:
    """Ask, and keep the answer: none, or of what kind. The log says who asked and why, not what the answer was.

    Refused: no purpose; about oneself; nobody can answer.
    """
    policies.require(by, "ask_conflict", thing)
    if not purpose.strip():
        raise Refused(_("写明询问的用途，会记入日志。"), code="purpose", at={"purpose": [_("写明询问的用途。")]})
    if thing.user_id == by.pk:
        raise Refused(_("不能询问自己。让同事办理。"), code="own_conflict")
    found = hooks.conflict_of(user_id=thing.user_id, id_number=thing.id_number or "", phone=thing.user.phone or "")
    check = ConflictCheck.objects.create(person_id=thing.user_id, found=found, asked_by=by, asked_at=clock.now())
    trail.record("volunteer.ask_conflict", thing, by=by, purpose=purpose.strip(), detail={"check": check.pk})
    return check


@transaction.atomic
def decide_conflict(thing: Application | Volunteer, *, by: User, clear: bool, reason: str) -> ConflictCheck:
    """Say, as the county, whether somebody with a conflict may help all the same. Refused: nothing to decide.

    Whoever asked does not decide.
    """
    policies.require(by, "decide_conflict", thing)
    if not reason.strip():
        raise Refused(_("写明决定的理由，会记入日志。"), code="reason", at={"reason": [_("写明决定的理由。")]})
    rows = ConflictCheck.objects.select_for_update().filter(person_id=thing.user_id)
    check = rows.order_by("-pk").first()
    if check is None or not check.found or check.decided_at:
        raise Refused(_("没有要决定的利害关系。"), code="no_conflict")
    if check.asked_by_id == by.pk:
        raise Refused(_("询问的人不能自己决定，由另一人办理。"), code="conflict_two")
    check.decided_by, check.decided_at, check.is_cleared = by, clock.now(), clear
    check.save(update_fields=["decided_by", "decided_at", "is_cleared"])
    detail = {"check": check.pk, "clear": clear}
    trail.record("volunteer.decide_conflict", thing, by=by, purpose=reason.strip(), detail=detail)
    return check
