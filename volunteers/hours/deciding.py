"""Who may decide about somebody's hours, and who may not although they could."""

from __future__ import annotations

from collections.abc import Collection

from accounts import roles
from accounts.access import in_force, seats, seats_as
from accounts.models import Membership, User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.models import ServiceLog

# The steps by which somebody decides what counts.
DECISIONS = ("check", "verify", "verify_second", "send_back", "settle", "reverse", "reverse_all", "uphold")


def require_decider(by: User, verb: str, log: ServiceLog) -> None:
    """Refused: not this recorder's; the own hours; what somebody of the own organisation only claimed (E, rule 9)."""
    policies.require(by, verb, log)
    if log.volunteer.user_id == by.pk:
        raise Refused(_("不能核实自己的服务时长。"), code="own_hours")
    if log.source == ServiceLog.Source.SELF_CLAIM and (sentence := _too_near(by, log)):
        raise Refused(sentence, code="own_organisation")


def require_another(log: ServiceLog, *, by: User, steps: Collection[str] = DECISIONS) -> None:
    """Refused: this person took one of the steps before; a second look takes a second person (R-VOL-16)."""
    if log.revisions.filter(what__in=steps, by=by).exists():
        raise Refused(_("这一条您办理过，由另一位同事或县(市、区)司法局决定。"), code="another_person")


def obstacle(by: User, log: ServiceLog) -> str:
    """Why this person, who has the right, may not decide about this log now; "" when they may."""
    try:
        require_decider(by, "verify_hours", log)
        if log.status == "checked":
            require_another(log, by=by, steps=("check",))
        if log.status == "disputed":
            require_another(log, by=by)
    except Refused as refusal:
        return str(refusal)
    return ""


def _too_near(by: User, log: ServiceLog) -> str:
    """Why somebody may not decide on what this volunteer only claimed: their organisation's own, or a fellow."""
    if any(seat.unit_id == log.office_id for seat in seats_as(by, roles.NGA, roles.NGC)):
        return _("本人申报的时长，本机构不能自己核实，由县(市、区)司法局办理。")
    units = {seat.unit_id for seat in seats(by) if seat.unit_id}
    fellows = Membership.objects.filter(in_force(clock.today()), user_id=log.volunteer.user_id, unit_id__in=units)
    return _("申报人与您同在一个单位，由县(市、区)司法局核实。") if fellows.exists() else ""


def reason_given(reason: str) -> str:
    reason = reason.strip()[:200]
    if not reason:
        raise Refused(_("写明理由，志愿者会看到。"), code="reason")
    return reason
