"""The office's side: receiving somebody who leaves prison, the first meeting, the help offered for five years."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts import access
from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import move
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import AssistanceRequest, Client, HandoverNotice, HelpContact
from matching.needs.services import assess_from_paper
from matching.outcomes.services import end_client
from matching.resettlement.models import RUNNING
from matching.supervisees import services as supervisees
from matching.supervisees.models import IN_REGISTER
from matching.supervisees.register import OFFENCES
from messaging import outbox

OF_THE_PERSON = ("full_name", "id_number", "id_index", "phone", "address", "born_on_text", "offence", "is_minor_track")


AS_THE_FILE = {"declined": "decline", "external": "relapse"}  # why the file was ended → the step of its notice


@transaction.atomic
def receive(notice: HandoverNotice, *, by: User, officer: User, deputy: User | None = None) -> HandoverNotice:
    """Confirm the receipt and name who answers: the person's file is opened, its first day the day of release.

    Help can be asked for at once and a place be reserved from that day. Somebody who was helped before gets a file
    tied to the earlier one. Refused: received already; the officer is not of the office; a file that runs.
    Law: R-REL-01, R-MIN-02 (a minor's opens to officer and deputy alone).
    """
    policies.require(by, "receive_notice", notice)
    notice = _locked(notice)
    if notice.status != "announced":
        raise Refused(_("现在是“%(state)s”，不能接收。") % {"state": notice.status_label}, code="not_announced")
    _of_the_office(notice.office, officer, deputy)
    notice.file = _open_file(notice, by=by, officer=officer, deputy=deputy)
    notice.received_on = clock.today()
    notice.save()
    move(notice, "receive", by=by, due_at=calendar.end_of(notice.link_by_on))
    if officer.pk != by.pk:
        url = reverse("matching:prison_release", args=[notice.number])
        outbox.put("release_is_yours", to=officer, about=notice, url=url, number=notice.number)
    return notice


def _open_file(notice: HandoverNotice, *, by: User, officer: User, deputy: User | None) -> Client:
    group = offence_mask(notice.offence)
    file = supervisees.register_client(
        by=by,
        kind="released_person",
        category="",
        **{name: getattr(notice, name) for name in OF_THE_PERSON},
        sex=notice.sex,
        start_on=notice.release_on,
        end_on=end_of_term(notice.release_on),
        office=notice.office,
        county_code=notice.county_code,
        town=notice.town,
        x_m=notice.town.x_m,
        y_m=notice.town.y_m,
        officer=officer,
        deputy=deputy,
        offence_groups=str(group or 0),
        offence_unmapped=group is None,
        skill_mask=sum({1 << paper.skill for paper in notice.certificates.all()}),
    )
    assess_from_paper(file, by=by, needs=notice.needs)
    return file


def offence_mask(offence: str) -> int | None:
    """The mask of the offence's group; None where the table does not have it, and the office sorts it in."""
    group = OFFENCES.get((offence or "").strip())
    return None if group is None else 1 << group


def end_of_term(release_on: date) -> date:
    """The last day on which help is offered: five years after release by the rule in force on that day."""
    year = release_on.year + int(rules.value("handover.help_term_years", release_on))
    try:
        return release_on.replace(year=year)
    except ValueError:  # 29 February
        return release_on.replace(year=year, day=28)


@transaction.atomic
def send_back(notice: HandoverNotice, *, by: User, reason: str) -> HandoverNotice:
    """Send a notice back to the prison: another county's person, a day or a place that cannot be right.

    A file that was opened for it goes again. Refused: no reason; somebody has begun to prepare help.
    """
    policies.require(by, "send_back_notice", notice)
    if not reason.strip():
        raise Refused(_("写明退回的原因，监狱照此更正。"), code="reason")
    notice = _locked(notice)
    file = notice.file
    if file is not None and file.status != "registered":
        raise Refused(_("本人已经出监，不能退回。地址不对的，按迁出办理。"), code="released")
    if file is not None and AssistanceRequest.objects.filter(client=file).exists():
        raise Refused(_("已为本人准备了帮扶需求，先撤回需求再退回。"), code="prepared")
    if file is not None and (file.consents.exists() or file.conflicts.exists() or file.orders.exists()):
        raise Refused(_("档案里已登记同意或限制，不能退回。与监狱联系更正。"), code="prepared")
    notice.sent_back_why, notice.file, notice.received_on = reason.strip()[:200], None, None
    notice.save()
    move(notice, "send_back", by=by, note=reason)
    if file is not None:
        supervisees.remove_mistaken(file, by=by)
    if notice.announced_by:
        url = reverse("matching:my_notice", args=[notice.number])
        outbox.put("release_sent_back", to=notice.announced_by, about=notice, url=url, number=notice.number)
    return notice


@transaction.atomic
def link(notice: HandoverNotice, *, by: User, met_on: date) -> HandoverNotice:
    """Record that the office met the person: from here the help term counts its contacts.

    Refused: before the release; a day to come. Law: R-REL-02.
    """
    policies.require(by, "link_notice", notice)
    notice = _locked(notice)
    if met_on < notice.release_on:
        raise Refused(_("见面日期不能早于出监日期。"), code="before_release")
    if met_on > clock.today():
        raise Refused(_("见面日期不能晚于今天。"), code="future")
    notice.linked_on = met_on
    notice.term_end_on = notice.file.end_on if notice.file else end_of_term(notice.release_on)
    notice.save()
    move(notice, "link", by=by, due_at=_in_days("handover.first_contact_days", met_on))
    if notice.file and notice.file.status == "registered":
        move(notice.file, "activate", by=by)
    return notice


@transaction.atomic
def undo_link(notice: HandoverNotice, *, by: User) -> HandoverNotice:
    """Take back a meeting that was noted by mistake. Refused: a contact has followed it."""
    policies.require(by, "link_notice", notice)
    notice = _locked(notice)
    notice.linked_on = notice.term_end_on = None
    notice.save()
    move(notice, "undo_link", by=by, due_at=calendar.end_of(notice.link_by_on))
    return notice


@transaction.atomic
def record_contact(notice: HandoverNotice, *, by: User, on: date, way: str, note: str = "") -> HelpContact:
    """Note a contact of the help term; the next one is due by the rule, for as long as the person wants it.

    Refused: before the first meeting; a day to come; no such way. Law: R-REL-01 (help is voluntary).
    """
    policies.require(by, "record_contact", notice)
    notice = _locked(notice)
    if notice.linked_on is None or on < notice.linked_on:
        raise Refused(_("联系日期不能早于见面日期。"), code="before_link")
    if on > clock.today():
        raise Refused(_("联系日期不能晚于今天。"), code="future")
    if way not in dict(HelpContact.WAYS):
        raise Refused(_("选出联系的方式。"), code="way")
    move(notice, "contact", by=by, due_at=_in_days("handover.contact_days", on, notice.term_end_on))
    return HelpContact.objects.create(notice=notice, on=on, way=way, note=note.strip()[:500], by=by)


@transaction.atomic
def decline(notice: HandoverNotice, *, by: User) -> HandoverNotice:
    """The person wants no help. No reason is asked, nothing is held against them; they may come back (R-REL-01)."""
    policies.require(by, "decline_help", notice)
    return _end(_locked(notice), "decline", "declined", by=by)


@transaction.atomic
def relapse(notice: HandoverNotice, *, by: User) -> HandoverNotice:
    """Another authority has taken the person's case over; it is noted as a fact, without what it is about."""
    policies.require(by, "end_for_relapse", notice)
    return _end(_locked(notice), "relapse", "external", by=by)


@transaction.atomic
def resume(notice: HandoverNotice, *, by: User) -> HandoverNotice:
    """Somebody who declined wants help after all, within the term: the same file goes on."""
    policies.require(by, "resume_help", notice)
    notice = _locked(notice)
    file = notice.file
    if file is None or file.end_reason != "declined":
        raise Refused(_("只有本人曾表示不需要的，才能恢复。"), code="not_declined")
    if file.end_on < clock.today():
        raise Refused(_("帮教期已满。需要帮助的，按困难救助办理。"), code="term_over")
    newest = supervisees.file_of(file.id_index)
    if newest is None or newest.pk != file.pk:
        raise Refused(_("这个人之后又有新的档案。"), code="newer_file")
    notice.ended_on = None
    notice.linked_on = notice.linked_on or clock.today()
    notice.term_end_on = file.end_on
    notice.save()
    move(notice, "resume", by=by, due_at=_in_days("handover.first_contact_days", clock.today(), file.end_on))
    move(file, "undo_end", by=by)
    Client.objects.filter(pk=file.pk).update(end_reason="", ended_on=None)
    return notice


def end_terms_due() -> int:
    """End what the term has ended, and follow a file that somebody ended by hand; how many. Runs hourly."""
    live = HandoverNotice.objects.filter(status__in=(*RUNNING, "received")).select_related("file")
    over = list(live.filter(file__end_on__lt=clock.today())[:500])
    over += list(live.filter(file__status__in=("ended", "pseudonymised"))[:500])
    found = {n.pk: n for n in over}
    for notice in found.values():
        with transaction.atomic():
            verb = AS_THE_FILE.get(notice.file.end_reason if notice.file else "", "term_over")
            _end(_locked(notice), verb, "help_term_end", by=None)
    return len(found)


def _end(notice: HandoverNotice, verb: str, reason: str, *, by: User | None) -> HandoverNotice:
    notice.ended_on = clock.today()
    notice.save()
    move(notice, verb, by=by)
    if notice.file and notice.file.status in IN_REGISTER:
        end_client(notice.file, by=by, reason=reason)
    return notice


def _in_days(rule: str, start: date, last: date | None = None) -> datetime:
    """The end of the day so many days on, and never after the last of the term."""
    on = start + timedelta(days=int(rules.value(rule, start)))
    return calendar.end_of(min(on, last) if last else on)


def _of_the_office(office: OrgUnit, officer: User, deputy: User | None) -> None:
    for person in filter(None, (officer, deputy)):
        if not any(s.unit_id == office.pk and s.for_user_id == person.pk for s in access.seats(person)):
            raise Refused(_("责任人和副手须是接收地司法所的工作人员。"), code="not_of_the_office")
    if deputy and deputy.pk == officer.pk:
        raise Refused(_("责任人和副手须是两个人。"), code="same_person")


def _locked(notice: HandoverNotice) -> HandoverNotice:
    rows = HandoverNotice.objects.select_for_update(of=("self",)).select_related("office", "town", "file__officer")
    return rows.get(pk=notice.pk)


@transaction.atomic
def read_contacts(notice: HandoverNotice, *, by: User) -> list[Any]:
    """The contacts with what was talked of, for the officer of the file; the reading is an event."""
    policies.require(by, "record_contact", notice)
    found = list(notice.contacts.select_related("by")[:50])
    if found:
        trail.record("prison_handover.read_contacts", notice, by=by, fields=["note"])
    return found
