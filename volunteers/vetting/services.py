"""Looking at applicants: the ID card, a talk, papers, conflicts; then admitting, returning or refusing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit import trail
from audit.moves import move
from desk.dates import day
from desk.imports.cells import written
from desk.imports.kinds import Row
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from training.credentials import services as credentials
from volunteers import policies
from volunteers.applying import services as applying
from volunteers.joining import services as joining
from volunteers.models import Application, Check, ConflictCheck, Volunteer
from volunteers.vetting import queries, taking_over
from volunteers.vetting.papers import record_paper
from volunteers.vetting.roster import Reading, Towns, Words, read

INTERVIEW = "interview"
MOST_AT_ONCE = 200


# --- steps of looking ------------------------------------------------------------------------------------------
@transaction.atomic
def verify_applicant(application: Application, *, by: User) -> Check:
    """Note that the ID card was seen and is this person's (R-VOL-01). Refused: decided already; oneself; twice."""
    policies.require(by, "verify_identity", application)
    application = _waiting(application, by)
    if application.checks.filter(kind=Check.Kind.IDENTITY).exists():
        raise Refused(_("身份已经核验过。"), code="twice")
    return _checked(application, Check.Kind.IDENTITY, clock.today(), by)


@transaction.atomic
def record_interview(application: Application, *, by: User, met_on: date, note: str) -> Check:
    """Keep the day and what was talked about, sealed; the talk itself counts as a paper for its time.

    Refused: decided already; a day to come; nothing written down.
    """
    policies.require(by, "record_interview", application)
    application = _waiting(application, by)
    if not note.strip():
        raise Refused(_("写下面谈的要点，供决定时参考。"), code="note", at={"note": [_("写下面谈的要点。")]})
    record_paper(application, by=by, kind=INTERVIEW, met_on=met_on)
    return _checked(application, Check.Kind.INTERVIEW, met_on, by, note.strip()[:2000])


def _checked(application: Application, kind: str, done_on: date, by: User, note: str = "") -> Check:
    check = Check(application=application, kind=kind, done_on=done_on, by=by, at=clock.now(), note=note)
    check.save()
    trail.record("application.check", application, by=by, detail={"kind": str(kind)})
    return check


@transaction.atomic
def read_details(thing: Application | Volunteer, *, by: User, purpose: str) -> list[tuple[str, str]]:
    """ID number, phone and what was noted of talks, for a purpose; the log says who read them and why.

    Refused: no purpose.
    """
    policies.require(by, "read_details", thing)
    if not purpose.strip():
        raise Refused(_("写明查看的用途，会记入日志。"), code="purpose", at={"purpose": [_("写明查看的用途。")]})
    name = "application.read" if isinstance(thing, Application) else "volunteer.read"
    trail.record(name, thing, by=by, fields=["id_number", "phone", "note"], purpose=purpose.strip())
    talks = Check.objects.filter(application__user=thing.user_id, kind=Check.Kind.INTERVIEW).order_by("pk")
    return [
        (_("身份证号"), thing.id_number or "—"),
        (_("手机"), (thing.user.phone or "—").removeprefix("+86")),
        *((_("面谈记录，%(day)s") % {"day": day(talk.done_on)}, talk.note or "—") for talk in talks),
    ]


# --- deciding --------------------------------------------------------------------------------------------------
@transaction.atomic
def admit_applicant(application: Application, *, by: User) -> Volunteer:
    """Make the applicant a volunteer, or give them the file that was waiting for their word.

    Refused: the ID card was not seen; nobody asked for conflicts; one was found and not cleared; the ID number
    stands in somebody else's file.
    Law: R-VOL-01.
    """
    policies.require(by, "admit_applicant", application)
    application = _waiting(application, by)
    if not application.checks.filter(kind=Check.Kind.IDENTITY).exists():
        raise Refused(_("先核验身份证，再通过。"), code="identity")
    _refuse_conflict(application)
    known = queries.known_file(application)
    if known is not None and known.status != "unconfirmed":
        raise Refused(_("这个证件号码已有志愿者档案，不能再建一份。核对后退回或不通过。"), code="id_twice")
    if known is not None:
        volunteer = taking_over.take_over(known, application, by=by)
    else:
        volunteer = applying.open_file(application, by=by)
    if not volunteer.is_identity_verified:
        joining.verify_identity(volunteer, by=by)
    move(application, "admit", by=by)
    outbox.put("application_admitted", to=application.user, about=application, url=reverse("volunteers:today"))
    return volunteer


@transaction.atomic
def return_application(application: Application, *, by: User, reason: str) -> Application:
    """Give it back to be completed; the applicant reads what is missing. Refused: without a word of what."""
    policies.require(by, "return_application", application)
    application = _waiting(application, by)
    move(application, "send_back", by=by, note=_said(reason, _("写明要补什么，申请人会看到。")))
    url = reverse("volunteers:today")
    outbox.put("application_returned", to=application.user, about=application, url=url, reason=reason.strip()[:200])
    return application


@transaction.atomic
def reject_applicant(application: Application, *, by: User, reason: str) -> Application:
    """Do not accept; the applicant reads why and how to object. What they said of themselves goes after its time."""
    policies.require(by, "reject_applicant", application)
    application = _waiting(application, by)
    move(application, "reject", by=by, note=_said(reason, _("写明不通过的原因，申请人会看到。")))
    outbox.put("application_rejected", to=application.user, about=application, reason=reason.strip()[:200])
    return application


def roster_reader(on: date) -> Callable[[dict[str, Any]], Reading]:
    """What reads the rows of a roster, by column, as the import does; for the demo city."""
    towns, words = Towns(), Words()
    return lambda cells: read(Row(0, {name: written(value) for name, value in cells.items()}), towns, words, on)


def each(
    applications: Iterable[Application], act: Callable[[Application], Any]
) -> tuple[list[Application], list[tuple[Application, Refused]]]:
    """Do one act with each; what could not be done does not hold up the others. Refused: nothing was chosen."""
    some = list(applications)[:MOST_AT_ONCE]
    if not some:
        raise Refused(_("先勾选申请。"), code="none")
    done, refused = [], []
    for application in some:
        try:
            with transaction.atomic():
                act(application)
        except Refused as why:
            refused.append((application, why))
        else:
            done.append(application)
    return done, refused


# --- afterwards ------------------------------------------------------------------------------------------------
def forget_checks(application: Application) -> None:
    """With what an application said goes what was written down about it, and papers that served only it."""
    application.checks.all().delete()
    if not Volunteer.objects.filter(user=application.user_id).exists():
        ConflictCheck.objects.filter(person=application.user_id).delete()
        credentials.forget_credentials(application.user)


# --- parts -----------------------------------------------------------------------------------------------------
def _waiting(application: Application, by: User) -> Application:
    """The application, locked, if it waits for a decision of somebody else than the applicant."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("user", "volunteer", "town")
    application = rows.get(pk=application.pk)
    if application.user_id == by.pk:
        raise Refused(_("不能审核自己的申请。让同事办理。"), code="own_application")
    if application.status != "applied":
        raise Refused(
            _("现在是“%(state)s”，不能办理这一步。") % {"state": application.status_label}, code="not_waiting"
        )
    return application


def _refuse_conflict(application: Application) -> None:
    check = queries.last_conflict_check(application)
    if check is None:
        raise Refused(_("先问是否有利害关系，再通过。"), code="conflict_unasked")
    if check.stands_in_the_way:
        waits = _("利害关系由县局决定，决定以前不能通过。")
        raise Refused(_("县局核对后认为不宜参加。") if check.decided_at else waits, code="conflict")


def _said(reason: str, otherwise: str) -> str:
    if not reason.strip():
        raise Refused(otherwise, code="reason", at={"reason": [otherwise]})
    return reason.strip()[:500]
