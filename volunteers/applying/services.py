"""Applying to become a volunteer: page by page into a draft on the server, handed in once, decided by the office."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts import policies as people
from accounts import roles, seats
from accounts.models import User
from audit import trail
from audit.moves import born, move
from desk.uploads import services as uploads
from kit import clock, identity, rules
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import hooks, policies
from volunteers.applying import queries, states
from volunteers.applying.models import Application, Guardian
from volunteers.joining import services as joining
from volunteers.models import Volunteer

# What an application and a volunteer's file have in common, column by column.
PROFILE = (
    "occupation", "needs", "skill_mask", "language_mask", "schedule_mask", "knows_minors", "capacity", "email",
)  # fmt: skip


# --- filling in --------------------------------------------------------------------------------------------
@transaction.atomic
def begin(user: User, *, by: User) -> Application:
    """The open application of this person, a new one where there is none; with it comes the seat of a volunteer.

    Somebody who left begins with what the old file says. Refused: whoever is a volunteer already; for others than
    oneself, whoever has no counter.
    """
    if by.pk != user.pk:
        people.require(by, "register_at_counter")
    User.objects.select_for_update().get(pk=user.pk)  # two taps at once must not begin two
    open_ = Application.objects.filter(user=user, status__in=states.OPEN).first()
    if open_:
        return _taken_over(open_, by)
    old = Volunteer.objects.filter(user=user).first()
    if old and old.status == "blocked":
        raise Refused(_("现在不能报名。有疑问的，联系所在县（市、区）司法局。"), code="blocked")
    if old and old.status != "left":
        raise Refused(_("已经是志愿者了，不用再报名。"), code="volunteer")
    seats.open_member_seat(user, roles.VOL, by=by)
    application = Application(user=user, begun_at=clock.now(), entered_by=None if by.pk == user.pk else by)
    if old:
        _copy_old(application, old)
    policies.require(by, "fill_application", application)
    born(application, "begin", by=by)
    return application


def _taken_over(application: Application, by: User) -> Application:
    """An officer goes on with what the person began at home, while they stand at the counter."""
    if by.pk != application.user_id and application.entered_by_id != by.pk:
        if application.status not in states.FILLABLE:
            raise Refused(_("此人的申请已经提交，正在等待审核。"), code="applied")
        Application.objects.filter(pk=application.pk).update(entered_by=by)
        application.entered_by = by
        trail.record("application.take_over", application, by=by)
    return application


def _copy_old(application: Application, old: Volunteer) -> None:
    application.volunteer, application.full_name = old, old.user.display_name
    for name in ("id_number", "id_index", "born_on_text", "sex", "town", "county_code", *PROFILE):
        setattr(application, name, getattr(old, name))
    # A file that was emptied years after leaving no longer knows who it was.
    application.pages = ["identity", "where", "what", "when"] if old.id_index else ["where"]


@transaction.atomic
def save_page(application: Application, page: str, answers: dict[str, Any], *, by: User) -> Application:
    """Keep the answers of one page; `answers` are columns of Application. Refused: handed in already."""
    application = _fillable(application, by)
    return _kept(application, page, answers, by)


@transaction.atomic
def save_identity(application: Application, *, full_name: str, id_number: str, by: User) -> Application:
    """Keep name and ID number, and what the number says: born when, sex. Nothing tells whether it is known.

    An empty number keeps the one that is there.
    Refused: a number that does not hold; under sixteen; somebody who comes back with another number.
    """
    application = _fillable(application, by)
    card = identity.resident_id(id_number or application.id_number or "", on=clock.today())
    joining.refuse_below(card.born_on, rules.value("volunteers.portal_age"))
    index = blind_index("volunteer.id_number", card.number)
    if application.volunteer and application.volunteer.id_index not in (None, index):
        raise Refused(_("和原来登记的证件号码不一样。到司法所当面核对。"), code="other_id")
    answers = {
        "full_name": full_name.strip(),
        "id_number": card.number,
        "id_index": index,
        "born_on_text": card.born_on.isoformat(),
        "sex": 1 if card.sex == identity.MALE else 2,
    }
    return _kept(application, "identity", answers, by)


@transaction.atomic
def save_guardian(
    application: Application, *, full_name: str, phone: str, relation: str, paper: Any, by: User
) -> Guardian:
    """Keep who agreed for somebody of sixteen or seventeen, with the signed paper (R-VOL-15).

    `paper` is an upload, or None to keep the one that is there. Refused: no paper at all, or no paper we can take;
    the guardian's number is the applicant's own.
    """
    application = _fillable(application, by)
    phone = identity.mobile(phone)
    if phone == application.user.phone:
        raise Refused(_("监护人的电话不能和报名人的一样。"), code="same_phone")
    guardian = Guardian.objects.filter(person=application.user).first() or Guardian(person=application.user)
    if paper is None and guardian.paper_id is None:
        raise Refused(_("上传监护人签字的同意书。"), code="no_paper")
    old = guardian.paper if paper is not None and guardian.paper_id else None
    guardian.full_name, guardian.phone, guardian.relation = full_name.strip(), phone, relation
    guardian.given_at = clock.now()
    if paper is not None:
        guardian.paper = uploads.keep(paper, by=by)
    guardian.save()
    if old:
        uploads.throw_away(old)
    _kept(application, "guardian", {}, by)
    return guardian


@transaction.atomic
def submit(application: Application, *, by: User) -> Application:
    """Hand the application in. A number that is registered already goes the same way; only the office is told.

    Refused: a page or a compulsory consent is missing.
    Law: R-VOL-01 (of one's own will, confirmed by oneself), R-PI-02.
    """
    application = _fillable(application, by)
    if lacking := queries.lacking(application):
        raise Refused(_("还有几页没有填完："), code="pages", reasons=[queries.title(page) for page in lacking])
    application.id_twice = _known_elsewhere(application)
    application.save(update_fields=["id_twice"])
    User.objects.filter(pk=application.user_id).update(display_name=application.full_name)
    move(application, "submit", by=by)
    outbox.put("application_received", to=application.user, about=application, url="/volunteers/join/sent/")
    return application


@transaction.atomic
def withdraw(application: Application, *, by: User) -> Application:
    """Take the application back; what it said of the person goes with it."""
    application = _locked(application)
    policies.require(by, "withdraw_application", application)
    move(application, "withdraw", by=by)
    forget(application)
    return application


# --- deciding, and afterwards ------------------------------------------------------------------------------
@transaction.atomic
def open_file(application: Application, *, by: User) -> Volunteer:
    """Make the file of whoever applied, confirmed by their own hand, or open the old one again after they had left.

    For whoever decides about the application, within that act and after its right was asked for.
    Refused: somebody else is registered with this ID number; too young.
    """
    profile = {name: getattr(application, name) for name in PROFILE}
    volunteer = application.volunteer
    if volunteer is None:
        volunteer = joining.register_volunteer(
            application.user, by=by, town=application.town, id_number=application.id_number, **profile
        )
        move(volunteer, "confirm", by=None)  # the person did so by handing in the application
    else:
        joining.change_profile(volunteer, town=application.town, **profile)
        if volunteer.forgotten_at:
            joining.know_again(volunteer, application.id_number)
        move(volunteer, "come_back", by=by)
    Application.objects.filter(pk=application.pk).update(volunteer=volunteer)
    application.volunteer = volunteer
    return volunteer


def forget(application: Application) -> None:
    """Take out of an application that came to nothing what it said of the person; that it was there stays."""
    for name in ("id_number", "born_on_text", "email"):
        setattr(application, name, None)
    application.id_index, application.full_name, application.occupation = None, "", ""
    application.sex, application.pages = None, []
    application.save()
    guardian = Guardian.objects.filter(person=application.user_id).select_related("paper").first()
    if guardian and not Volunteer.objects.filter(user=application.user_id).exists():
        guardian.delete()
        uploads.throw_away(guardian.paper)
    for also in hooks.forgetting:
        also(application)
    trail.record("application.forget", application, by=None)


def note_reading(application: Application, guardian: Guardian, *, by: User) -> None:
    policies.require(by, "see_guardian_paper", application)
    trail.record("guardian.read", guardian, by=by, fields=["paper"], county=application.county_code)


# --- parts -------------------------------------------------------------------------------------------------
def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("user", "volunteer", "town")
    return rows.get(pk=application.pk)


def _fillable(application: Application, by: User) -> Application:
    application = _locked(application)
    policies.require(by, "fill_application", application)
    if application.status not in states.FILLABLE:
        raise Refused(_("申请已经提交，不能再改。要改的，先撤回再填。"), code="applied")
    return application


def _kept(application: Application, page: str, answers: dict[str, Any], by: User) -> Application:
    for name, value in answers.items():
        setattr(application, name, value)
    if page not in application.pages:
        application.pages = [*application.pages, page]
    application.save(update_fields=[*answers, "pages"])
    trail.record("application.save_page", application, by=by, fields=sorted(answers), detail={"page": page})
    return application


def _known_elsewhere(application: Application) -> bool:
    volunteers = Volunteer.objects.filter(id_index=application.id_index).exclude(pk=application.volunteer_id)
    others = Application.objects.filter(id_index=application.id_index).exclude(user=application.user_id)
    handed_in = others.filter(~Q(status="draft"))
    return volunteers.exists() or handed_in.exists()
