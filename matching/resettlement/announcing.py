"""The prison's side: telling of a release, correcting what came back, taking a mistake back, each with a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts import access, roles
from accounts.models import OrgUnit, User
from accounts.queries import people_with
from audit import trail
from audit.moves import born, move
from kit import clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import HandoverNotice, SkillsCertificate
from matching.offices import coordinator_of
from matching.resettlement.models import OPEN
from matching.resettlement.reading import Facts, read, receipt_hash
from messaging import outbox


def prison_of(user: Any) -> OrgUnit | None:
    """The prison for which this person reports; None for everybody else, clerks of other partners included."""
    seat = next((s for s in access.seats_as(user, roles.PAR) if s.unit_kind == "prison"), None)
    return OrgUnit.objects.get(pk=seat.unit_id) if seat else None


@transaction.atomic
def announce(said: Mapping[str, Any], *, by: User, source: str = "form") -> HandoverNotice:
    """Tell the receiving office of a release. `said` is what `reading.read` takes.

    Refused: not a prison's clerk; a field that is wrong; the person's notice is on its way already; no release day
    that could be meant. A notice less than thirty days before release is taken, and is late. Law: R-REL-01.
    """
    policies.require(by, "announce_release", None)
    prison = prison_of(by)
    assert prison is not None  # the right is a prison's alone
    return _announced(prison, read(said), by=by, source=source)


@transaction.atomic
def announce_by_key(said: Mapping[str, Any], *, key: Any) -> HandoverNotice:
    """The same from the prison's own system; the key says which prison it is."""
    if key.org.kind != "prison" or not key.org.is_active:
        raise Refused(_("只有监狱可以报送出监衔接通知。"), code="not_a_prison")
    notice = _announced(key.org, read(said), by=None, source="api")
    trail.record("prison_handover.by_key", notice, by=None, detail={"key": key.pk})
    return notice


def _announced(prison: OrgUnit, facts: Facts, *, by: User | None, source: str) -> HandoverNotice:
    _not_twice(prison, facts)
    number = numbers.next_number("CJ", period=clock.today().strftime("%Y%m"), width=4)
    notice = HandoverNotice(number=number, prison=prison, source=source, announced_by=by, notified_on=clock.today())
    _write(notice, facts)
    born(notice, "announce", by=by)
    _certify(notice, facts)
    _tell_office(notice)
    return notice


@transaction.atomic
def correct(notice: HandoverNotice, said: Mapping[str, Any], *, by: User) -> HandoverNotice:
    """Send a returned notice again, with a new receipt; the day on which it was first told of stays."""
    policies.require(by, "correct_notice", notice)
    notice = HandoverNotice.objects.select_for_update().get(pk=notice.pk)
    if notice.status != "returned":
        raise Refused(_("通知没有退回，不用更正。"), code="not_returned")
    facts = read(said)
    _not_twice(notice.prison, facts, but=notice)
    _write(notice, facts)
    notice.save()
    notice.certificates.all().delete()
    _certify(notice, facts)
    move(notice, "correct", by=by)
    _tell_office(notice)
    return notice


@transaction.atomic
def withdraw(notice: HandoverNotice, *, by: User, reason: str = "") -> HandoverNotice:
    """Take back a notice that was a mistake, while nobody has received it."""
    policies.require(by, "withdraw_notice", notice)
    if notice.status == "received":
        raise Refused(_("司法所已接收，请对方退回后再撤回。"), code="received")
    move(notice, "withdraw", by=by, note=reason)
    return notice


def receipt_holds(notice: HandoverNotice) -> bool:
    """Whether the notice is still what the receipt was given for."""
    names = [*("prison_ref", "full_name", "address", "offence", "phone", "id_number", "id_index", "born_on_text")]
    names += ("sex_text", "release_on", "town", "county_code", "office", "needs", "must_meet", "is_minor_track")
    papers: list[Any] = list(notice.certificates.all())
    facts = Facts({name: getattr(notice, name) for name in names}, papers)
    return notice.receipt_hash == receipt_hash(notice.number, notice.row_key, notice.receipt_at, facts)


def _write(notice: HandoverNotice, facts: Facts) -> None:
    for name, value in facts.columns.items():
        setattr(notice, name, value)
    days = int(rules.value("handover.notice_days", notice.release_on))
    notice.due_on = notice.release_on - timedelta(days=days)
    notice.sent_back_why, notice.receipt_at = "", clock.now()
    notice.receipt_hash = receipt_hash(notice.number, notice.row_key, notice.receipt_at, facts)


def _certify(notice: HandoverNotice, facts: Facts) -> None:
    for paper in facts.certificates:
        SkillsCertificate.objects.create(
            notice=notice, skill=paper.skill, number=paper.number, issuer=paper.issuer, issued_on=paper.issued_on
        )


def _not_twice(prison: OrgUnit, facts: Facts, *, but: HandoverNotice | None = None) -> None:
    """One notice on its way for one person. Of another prison's it is not said which."""
    rows = HandoverNotice.objects.filter(id_index=facts.index, status__in=OPEN)
    other = rows.exclude(pk=but.pk if but else None).first()
    if other is None:
        return
    if other.prison_id == prison.pk:
        said = _("这个人已有一份在办的通知 %(number)s，要改的请撤回后重报。") % {"number": other.number}
        raise Refused(said, code="announced_already")
    raise Refused(_("这个证件号码已有一份在办的通知，与市司法局核对。"), code="announced_already")


def _tell_office(notice: HandoverNotice) -> None:
    """The coordinator of the office and the county's managers; of a minor the managers alone, who name the officer."""
    people = list(people_with(roles.CBM, county=notice.county_code))
    if not notice.is_minor_track and (somebody := coordinator_of(notice.office)):
        people.append(somebody)
    for person in {p.pk: p for p in people}.values():
        outbox.put("release_announced", to=person, about=notice, url=reverse("matching:releases"), number=notice.number)
