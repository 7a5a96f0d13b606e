"""Who is let see which field of a person: grants, reads that leave a trace, and the card without a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine import codes
from matching.models import Client, DisclosureGrant

# What a helper may be let see once a request is placed, by category. Never the
# offence, the term or the category of correction.
FIELDS_FOR = {
    codes.JOB: ("full_name", "phone", "skills"),
    codes.COUNSELLING: ("preferred_name",),
    codes.LEGAL: ("full_name", "id_number"),
    codes.TRAINING: ("full_name", "phone"),
    codes.RELIEF: ("full_name", "address"),
    codes.FAMILY: ("preferred_name",),
    codes.MENTOR: ("preferred_name",),
}
OFFENCE_FIELDS = ("offence", "offence_groups", "remark", "category", "term")
IDENTITY_FIELDS = ("full_name", "id_number", "phone", "address", "guardian", "born_on", "education", "employment")


@transaction.atomic
def reveal(client: Client, *, by: User, fields: tuple[str, ...], purpose: str) -> dict[str, Any]:
    """Read protected fields of a file as its officer; each read is an event with its purpose.

    Refused: no purpose; a field beyond one's level.
    """
    offence = [f for f in fields if f in OFFENCE_FIELDS]
    policies.require(by, "see_offence" if offence else "see_identity", client)
    if not fields or set(fields) - {*IDENTITY_FIELDS, *OFFENCE_FIELDS}:
        raise Refused(_("选出要查看的信息。"), code="fields")
    if len(purpose.strip()) < 2:
        raise Refused(_("写明查看的用途，会留下记录。"), code="purpose")
    trail.record("client.read", client, by=by, fields=fields, purpose=purpose)
    return {name: _value(client, name) for name in fields}


@transaction.atomic
def grant(request: Any, *, by: User, to: User, fields: list[str], purpose: str) -> DisclosureGrant:
    """Release named fields of the request's person to one helper until the case ends and seven days more.

    It takes the place of what this helper was granted before.
    Refused: a field that no helper of this category may see; an employer without the person's consent to it;
    somebody whose seat opens no released field. Law: R-PI-02.
    """
    policies.require(by, "release_fields", request)
    if not fields or len(purpose.strip()) < 2:
        raise Refused(_("选出要披露的信息，写明用途。"), code="purpose")
    DisclosureGrant.objects.filter(request=request, to=to, ended_at=None).update(ended_at=clock.now())
    return grant_agreed(request, granted_by=by, to=to, fields=fields, purpose=purpose)


def grant_agreed(request: Any, *, granted_by: User, to: User, fields: list[str], purpose: str) -> DisclosureGrant:
    """The grant an officer agreed to when the offer was sent; it begins with the acceptance."""
    beyond = set(fields) - set(FIELDS_FOR[request.category])
    if beyond:
        raise Refused(_("这一类帮扶不能披露所选的信息。"), code="beyond")
    if not policies.may(to, "read_granted", request):
        raise Refused(_("机构管理员不查看所披露的信息，换一位社工承担。"), code="cannot_read")
    consent = request.consent
    if request.category == codes.JOB and fields and not (consent and consent.for_employer and not consent.withdrawn_at):
        raise Refused(_("告知用人单位前，须有本人同意。"), code="employer_consent")
    row = DisclosureGrant.objects.create(
        client=request.client,
        request=request,
        to=to,
        fields=fields,
        purpose=purpose,
        legal_basis=consent.law or consent.get_basis_display() if consent else "",
        from_at=clock.now(),
        granted_by=granted_by,
    )
    trail.record("grant.give", request, by=granted_by, fields=fields, purpose=purpose, detail={"to": to.pk})
    return row


def end_grants(request: Any, *, by: User | None, at_once: bool = False) -> None:
    """Let the grants of a request run out: seven days after the close, or now."""
    days = 0 if at_once else int(rules.value("matching.grant_days_after_close"))
    until = clock.now() + timedelta(days=days)
    live = DisclosureGrant.objects.filter(request=request, ended_at__isnull=True)
    changes: dict[str, Any] = {"until_at": until}
    if at_once:
        changes["ended_at"] = until
    if live.update(**changes):
        trail.record("grant.end", request, by=by, detail={"days": days})


def live_grant(request: Any, user: User) -> DisclosureGrant | None:
    """What this person may read of the request's person now. The grant was given to a helper in a role: it opens to
    whoever still helps in it, so it closes with the seat or when the case goes to a colleague."""
    if not policies.may(user, "read_granted", request):
        return None
    now = clock.now()
    return (
        DisclosureGrant.objects.filter(request=request, to=user, ended_at__isnull=True, from_at__lte=now)
        .filter(Q(until_at__isnull=True) | Q(until_at__gt=now))
        .order_by("-pk")
        .first()
    )


@transaction.atomic
def read_granted(request: Any, *, by: User) -> dict[str, Any]:
    """The released fields as the helper sees them, each read an event; empty without a live grant."""
    grant_row = live_grant(request, by)
    if grant_row is None:
        return {}
    trail.record(
        "grant.read", request, by=by, fields=grant_row.fields, purpose=grant_row.purpose, detail={"grant": grant_row.pk}
    )
    return {name: _value(request.client, name) for name in grant_row.fields}


def _value(client: Client, name: str) -> Any:
    if name == "preferred_name":  # a way to call somebody that is not the name on the papers
        return (client.full_name or "")[:1] + (_("先生") if client.sex == 1 else _("女士"))
    if name == "skills":
        return [codes.SKILLS[b] for b in range(16) if client.skill_mask >> b & 1]
    if name == "category":
        return client.get_category_display()
    if name == "term":
        return (client.start_on, client.end_on)
    return getattr(client, name)
