"""What volunteers do with their own file: correct and confirm it, sign, rest, leave, come back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Division, User
from audit import trail
from audit.moves import move
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from training.credentials import services as credentials
from volunteers import hooks, policies
from volunteers import queries as volunteers
from volunteers.applying import queries as applying
from volunteers.applying import services as applications
from volunteers.consents import queries as consents
from volunteers.consents import services as consenting
from volunteers.joining import services as joining
from volunteers.models import Application, ConsentText, Volunteer

LONGEST_REST_DAYS = 366


@transaction.atomic
def change_own_profile(volunteer: Volunteer, *, by: User, town: Division | None = None, **profile: Any) -> Volunteer:
    """Correct what one said of oneself: where, what, when. Refused: for somebody else, or after leaving.

    Refused too: fewer people at once than one accompanies now.
    """
    policies.require(by, "change_own_profile", volunteer)
    volunteer = _locked(volunteer)
    _refuse_left(volunteer)
    if profile.get("capacity", volunteer.capacity) < volunteer.taken:
        raise Refused(
            _("您正在帮扶 %(n)s 人，不能填得更少。先和工作人员商量交接。") % {"n": volunteer.taken}, code="taken"
        )
    changed = joining.change_profile(volunteer, town=town or volunteer.town, **profile)
    trail.record("volunteer.change_own_profile", volunteer, by=by, fields=sorted(changed))
    return volunteer


@transaction.atomic
def confirm_self(volunteer: Volunteer, *, by: User, agreed: Iterable[str] = ()) -> Volunteer:
    """The yes of somebody whom the office had on its list: the data are right, these texts agreed to (R-VOL-01).

    Refused: a compulsory consent is missing.
    """
    policies.require(by, "confirm_volunteer", volunteer)
    consenting.give_consents(volunteer.user, agreed, by=by)
    if consents.to_ask(volunteer.user, clock.today()):
        raise Refused(_("先看过告知和协议，同意以后再确认。"), code="consents")
    return joining.confirm_volunteer(volunteer, by=by)


@transaction.atomic
def sign_undertaking(volunteer: Volunteer, *, by: User, signed_name: str, text: ConsentText) -> Any:
    """Sign the confidentiality undertaking in the version that was shown. Refused: a newer one is in force."""
    policies.require(by, "change_own_profile", volunteer)
    _refuse_left(volunteer)
    if text != consents.text_in_force(ConsentText.Kind.UNDERTAKING, clock.today()):
        raise Refused(_("承诺书刚换了新的版本，看过以后再签。"), code="newer_text")
    return credentials.sign_undertaking(
        volunteer.user, by=by, county_code=volunteer.county_code, text_version=text.version, signed_name=signed_name
    )


# --- resting -----------------------------------------------------------------------------------------------
@transaction.atomic
def rest(volunteer: Volunteer, *, by: User, until: date) -> Volunteer:
    """Get no new offers until and including a day; whom one accompanies now stays. Refused: past, or over a year."""
    policies.require(by, "rest", volunteer)
    _refuse_left(volunteer)
    if not clock.today() <= until <= clock.today() + timedelta(days=LONGEST_REST_DAYS):
        raise Refused(_("选今天以后、一年以内的一天。"), code="rest_day")
    return _rests(volunteer, until, by)


@transaction.atomic
def end_rest(volunteer: Volunteer, *, by: User) -> Volunteer:
    policies.require(by, "rest", volunteer)
    return _rests(volunteer, None, by)


def _rests(volunteer: Volunteer, until: date | None, by: User) -> Volunteer:
    Volunteer.objects.filter(pk=volunteer.pk).update(rests_until=until)
    volunteer.rests_until = until
    trail.record("volunteer.rest" if until else "volunteer.end_rest", volunteer, by=by, fields=["rests_until"])
    return volunteer


# --- leaving and coming back -------------------------------------------------------------------------------
@transaction.atomic
def leave(volunteer: Volunteer, *, by: User, reason: str = "") -> Volunteer:
    """End one's service: promises for later are given back, the agreement ends, the record of hours stays.

    Refused: while somebody is accompanied; the sentence says how to go on.
    Law: R-VOL-10 (leaving is announced), R-PI-05 (withdrawing is as easy as agreeing).
    """
    policies.require(by, "leave_service", volunteer)
    volunteer = _locked(volunteer)
    if n := volunteers.open_engagements(volunteer).count():
        raise Refused(_("还有 %(n)s 位正在帮扶。先和所在司法所商量好结束或交接，再退出。") % {"n": n}, code="engaged")
    for give_back in hooks.leaving:
        give_back(volunteer, by)
    Volunteer.objects.filter(pk=volunteer.pk).update(rests_until=None)
    volunteer.rests_until = None
    move(volunteer, "leave", by=by, note=reason)
    ended = (ConsentText.Kind.AGREEMENT, *consents.OPTIONAL)
    consenting.withdraw_consents(volunteer.user, ended, by=by if by.pk == volunteer.user_id else None)
    return volunteer


def comes_back_directly(volunteer: Volunteer) -> bool:
    """Whether so little time has gone by since leaving that nothing has to be checked again."""
    days = timedelta(days=int(rules.value("volunteers.return_days")))
    return bool(volunteer.status_at and clock.now() - volunteer.status_at <= days)


@transaction.atomic
def come_back(volunteer: Volunteer, *, by: User, agreed: Iterable[str] = ()) -> Volunteer | Application:
    """Serve again: the same person, the same number. After more than a year this is an application anew.

    Refused: not for oneself; directly, without having agreed to the texts.
    """
    policies.require(by, "come_back", volunteer)
    volunteer = _locked(volunteer)
    consenting.give_consents(volunteer.user, agreed, by=by)
    if not comes_back_directly(volunteer):
        return applications.begin(volunteer.user, by=by)
    if consents.to_ask(volunteer.user, clock.today()):
        raise Refused(_("先看过告知和协议，同意以后再回来。"), code="consents")
    policies.require(by, "come_back", volunteer)
    move(volunteer, "come_back", by=by)
    return volunteer


@transaction.atomic
def withdraw_consent(person: User, kind: str, *, by: User) -> None:
    """Take a consent back. Without a compulsory one nobody serves: the file is closed, the application withdrawn.

    Refused: while somebody is accompanied.
    """
    policies.require(by, "give_consent", person)
    if kind in consents.COMPULSORY:
        _end_everything(person, by)
    consenting.withdraw_consents(person, (kind,), by=by)


def _end_everything(person: User, by: User) -> None:
    volunteer = (
        Volunteer.objects.filter(user=person).exclude(status__in=("left", "blocked")).select_related("user").first()
    )
    if volunteer:
        leave(volunteer, by=by, reason=_("撤回同意"))
    if application := applying.open_of(person):
        applications.withdraw(application, by=by)


# --- parts -------------------------------------------------------------------------------------------------
def _locked(volunteer: Volunteer) -> Volunteer:
    rows = Volunteer.objects.select_for_update(of=("self",)).select_related("user", "town")
    return rows.get(pk=volunteer.pk)


def _refuse_left(volunteer: Volunteer) -> None:
    if volunteer.status == "left":
        raise Refused(_("您已经退出。回来以后再办。"), code="left")
