"""Keeping the files of the people who are helped: entering, officers, needs, consent, conflicts, the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts import access
from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock, identity, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import Client, Conflict, Consent, Order
from matching.supervisees.models import IN_REGISTER

ADULT = 18  # law: R-MIN-03
GUARDIAN_AGE = 14  # law: R-MIN-06


@transaction.atomic
def register_client(*, by: User | None, **fields: Any) -> Client:
    """Make a file. `fields` are columns of Client; `id_index` is the blind index of the normalised ID.

    A file that has begun is active at once. Somebody who comes back gets a file of its own for the new term, tied to
    the one before. Refused: the person has a file that runs. Law: R-CC-01, R-MIN-03 (the minors' track is set at the
    start).
    """
    earlier = file_of(fields["id_index"])
    if earlier is not None and earlier.status in IN_REGISTER:
        raise Refused(_("这个证件号码已有在册的档案，不能再登记一份。"), code="in_register")
    client = Client(code=numbers.client_code(), earlier=earlier, **fields)
    born(client, "register", by=by)
    if client.start_on <= clock.today():
        move(client, "activate", by=by)
    return client


def file_of(id_index: str) -> Client | None:
    """The person's newest file, locked: whoever makes the next one waits."""
    return Client.objects.select_for_update(of=("self",)).filter(id_index=id_index).order_by("-pk").first()


# What a new term takes from the file before; what belongs to the sentence or rests on its papers is asked anew.
OF_THE_PERSON = (
    *("full_name", "id_number", "id_index", "phone", "address", "guardian", "born_on_text", "education", "employment"),
    *("sex", "office", "county_code", "town", "x_m", "y_m", "language_mask", "skill_mask"),
)


@transaction.atomic
def register_again(client: Client, *, by: User, category: str, start_on: date, end_on: date) -> Client:
    """Make the file of a new term of somebody whose file has ended, at the office that kept it.

    Needs, consent, orders and the offence are asked anew, as they belong to the term; the old file stays as it is,
    sealed if it was. Refused: a file that still runs; a term in disorder or that begins before the old one was over.
    Law: R-CC-01, R-MIN-02, R-MIN-03.
    """
    policies.require(by, "register_again", client)
    if client.status in IN_REGISTER:
        raise Refused(_("这份档案还没有结束。"), code="not_ended")
    if category not in dict(Client.CATEGORIES):
        raise Refused(_("选出矫正类别。"), code="category")
    if end_on < start_on or end_on < clock.today():
        raise Refused(_("解矫日期不能早于入矫日期，也不能早于今天。"), code="term")
    if start_on < client.over_on:
        raise Refused(_("新的入矫日期不能早于上一份档案的结束日期。"), code="overlap")
    born_on = client.born_on
    return register_client(
        by=by,
        category=category,
        start_on=start_on,
        end_on=end_on,
        is_minor_track=identity.age_on(born_on, start_on) < ADULT,
        offence="",
        offence_groups="0",
        offence_unmapped=True,
        officer=by,
        **{name: getattr(client, name) for name in OF_THE_PERSON},
    )


@transaction.atomic
def update_client(client: Client, *, by: User | None, **changes: Any) -> list[str]:
    """Change columns of a file; the names of those that really changed, which are what the log holds."""
    changed = [name for name, value in changes.items() if getattr(client, name) != value]
    for name in changed:
        setattr(client, name, changes[name])
    if changed:
        client.save()
        trail.record("client.update", client, by=by, fields=changed)
    return changed


LIMITS = (
    *("allowed_mask", "must_stay_in_county", "language_mask", "skill_mask", "key_level", "max_services"),
    *("offence_groups", "offence_unmapped"),
)


@transaction.atomic
def set_limits(client: Client, *, by: User, **limits: Any) -> list[str]:
    """Change what narrows the places for a person: hours, area, languages, skills, key level, offence groups.

    The names of what changed come back. Refused: not the officer's file; a file that has ended.
    """
    policies.require(by, "edit_client", client)
    if client.status not in IN_REGISTER:
        raise Refused(_("这份档案已结束，不能再改。"), code="ended")
    if unknown := set(limits) - set(LIMITS):
        raise ValueError(f"not a limit: {sorted(unknown)}")
    return update_client(client, by=by, **limits)


@transaction.atomic
def name_officer(client: Client, *, by: User, officer: User, deputy: User | None = None) -> Client:
    """Name the officer who answers for the file, and one deputy. Both must sit in the office that keeps it.

    A sealed file opens to these two alone (R-MIN-02). Law: R-CC-02.
    """
    policies.require(by, "name_officer", client)
    for person in filter(None, (officer, deputy)):
        if not any(s.unit_id == client.office_id and s.for_user_id == person.pk for s in access.seats(person)):
            raise Refused(_("责任人和副手须是本所的工作人员。"), code="not_of_the_office")
    if deputy and deputy.pk == officer.pk:
        raise Refused(_("责任人和副手须是两个人。"), code="same_person")
    client.officer, client.deputy = officer, deputy
    client.save()
    trail.record("client.name_officer", client, by=by, fields=["officer", "deputy"])
    return client


@transaction.atomic
def record_consent(
    client: Client,
    *,
    by: User,
    basis: str,
    given_on: date,
    paper: str = "",
    law: str = "",
    for_employer: bool = False,
) -> Consent:
    """Record the person's consent from paper, or the statutory duty that takes its place.

    Refused: a statutory basis without its article; a minor's own consent without the guardian; a day to come;
    telling an employer on a statutory basis; under 14 anything but the guardian's consent.
    Law: R-PI-02, R-PI-06, R-MIN-06.
    """
    policies.require(by, "record_consent", client)
    if given_on > clock.today():
        raise Refused(_("同意的日期不能晚于今天。"), code="future")
    if basis not in dict(Consent.BASES):
        raise Refused(_("选出依据。"), code="basis")
    if basis == "statutory" and not law:
        raise Refused(_("写明法定职责的条款。"), code="law")
    if basis != "guardian" and client.age < GUARDIAN_AGE:
        raise Refused(_("不满 14 周岁，必须有监护人签字的同意，不能只凭法定职责。"), code="under_14")
    if basis == "consent" and client.age < 18:
        raise Refused(_("未满 18 周岁，须有监护人一同签字。"), code="guardian")
    if for_employer and basis == "statutory":
        raise Refused(_("告知用人单位必须有本人同意，不能只凭法定职责。"), code="employer")
    consent = Consent.objects.create(
        client=client, basis=basis, law=law, for_employer=for_employer, given_on=given_on, paper=paper, by=by
    )
    trail.record("client.consent", client, by=by, detail={"consent": consent.pk, "basis": basis})
    return consent


@transaction.atomic
def note_conflict(
    client: Client, *, by: User, kind: str, org: OrgUnit | None = None, user: User | None = None
) -> Conflict:
    """Note somebody who must not help this person. Screens say the kind, never who."""
    policies.require(by, "note_conflict", client)
    if kind not in dict(Conflict.KINDS) or (org is None and user is None):
        raise Refused(_("选出有利害关系的机构或个人。"), code="nobody")
    conflict = Conflict.objects.create(client=client, kind=kind, org=org, user=user, by=by, noted_on=clock.today())
    trail.record("client.conflict", client, by=by, detail={"kind": kind})
    return conflict


@transaction.atomic
def note_order(client: Client, *, by: User, kind: str, until_on: date, **what: Any) -> Order:
    """Note a prohibition order: `division` for an area, `skill` (bit) for an occupation, `note` in words."""
    policies.require(by, "note_conflict", client)
    missing = {
        "area": (what.get("division") is None, _("选出禁止进入的县区。")),
        "occupation": (what.get("skill") is None, _("选出禁止从事的职业。")),
        "people": (not what.get("note", "").strip(), _("写明禁止接触的人，只有本所能看到。")),
    }
    if kind not in missing or missing[kind][0]:
        raise Refused(missing[kind][1] if kind in missing else _("选出禁止令的类别。"), code="order_what")
    if until_on < clock.today():
        raise Refused(_("禁止令的最后一天不能早于今天。"), code="past")
    order = Order.objects.create(client=client, kind=kind, until_on=until_on, by=by, **what)
    trail.record("client.order", client, by=by, detail={"kind": kind})
    return order


@transaction.atomic
def strike_order(order: Order, *, by: User) -> None:
    """Take out an order that was entered by mistake or was lifted; the log keeps that it stood there."""
    policies.require(by, "note_conflict", order.client)
    trail.record("client.order_struck", order.client, by=by, detail={"order": order.pk, "kind": order.kind})
    order.delete()


@transaction.atomic
def strike_conflict(conflict: Conflict, *, by: User) -> None:
    """Take out a conflict that no longer holds; the log keeps that it stood there."""
    policies.require(by, "note_conflict", conflict.client)
    trail.record("client.conflict_struck", conflict.client, by=by, detail={"kind": conflict.kind})
    conflict.delete()


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User) -> Consent:
    """Take consent back, as easily as it was given (R-PI-05). Open offers are revoked by whoever calls this."""
    policies.require(by, "record_consent", consent.client)
    if consent.withdrawn_at:
        raise Refused(_("这份同意已经撤回过。"), code="withdrawn")
    Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    consent.refresh_from_db()
    trail.record("client.consent_withdrawn", consent.client, by=by, detail={"consent": consent.pk})
    return consent


@transaction.atomic
def remove_mistaken(client: Client, *, by: User | None) -> None:
    """Take back a file that an import made by mistake and nobody has used; the log keeps that it was there."""
    trail.record("client.remove_mistaken", client, by=by)
    client.assessments.all().delete()
    client.delete()


def activate_due() -> int:
    """Files whose first day has come are in register; how many. Runs with the hourly sweep."""
    due = list(Client.objects.filter(status="registered", start_on__lte=clock.today())[:500])
    for client in due:
        move(client, "activate", by=None)
    return len(due)
