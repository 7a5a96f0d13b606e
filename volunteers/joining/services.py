"""Entering, confirming, suspending and readmitting volunteers, as far as the main job needs them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Division, User
from audit import trail
from audit.moves import born, move
from kit import clock, identity, numbers, rules
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.models import Guardian, Volunteer


@transaction.atomic
def register_volunteer(
    user: User, *, by: User | None, town: Division, id_number: str, capacity: int = 2, **profile: Any
) -> Volunteer:
    """Make the volunteer file of a person with a log-in; the person confirms it before any offer (R-VOL-01).

    `profile` holds the plain columns of Volunteer (occupation, needs, masks). Refused: the ID number does not
    hold; somebody with this ID is registered; under 16, or under 18 without a guardian's consent.
    """
    card = identity.resident_id(id_number, on=clock.today())
    volunteer = Volunteer(user=user, town=town, county_code=town.county_code, capacity=capacity, **profile)
    if by is not None:
        policies.require(by, "register_volunteer", volunteer)
    _refuse_too_young(user, card.born_on)
    index = blind_index("volunteer.id_number", card.number)
    if Volunteer.objects.filter(id_index=index).exists():
        raise Refused(_("这份登记需要工作人员核对，请到司法所办理。"), code="id_twice")
    volunteer.number = f"V{town.county_code}{numbers.next_value('V', town.county_code):08d}"
    volunteer.id_number, volunteer.id_index = card.number, index
    volunteer.born_on_text, volunteer.sex = card.born_on.isoformat(), 1 if card.sex == identity.MALE else 2
    born(volunteer, "register", by=by)
    return volunteer


def change_profile(volunteer: Volunteer, *, town: Division, **profile: Any) -> list[str]:
    """Write what a person says of themselves; the names of the columns that changed. The caller asked for the right."""
    profile |= {"town": town, "county_code": town.county_code}
    changed = [name for name, value in profile.items() if getattr(volunteer, name) != value]
    for name in changed:
        setattr(volunteer, name, profile[name])
    if changed:
        volunteer.save(update_fields=changed)
    return changed


def forget_person(volunteer: Volunteer) -> list[str]:
    """Empty the file of who it was; the names of the columns. Number, sex, town and what was counted stay."""
    gone: dict[str, Any] = {
        **dict.fromkeys(("id_number", "id_index", "born_on_text", "email")),
        "occupation": "", "needs": [], "skill_mask": 0, "language_mask": 1, "schedule_mask": 0, "knows_minors": False,
        "is_identity_verified": False,
    }  # fmt: skip
    for name, value in (gone | {"forgotten_at": clock.now()}).items():
        setattr(volunteer, name, value)
    volunteer.save(update_fields=[*gone, "forgotten_at"])
    return sorted(gone)


def know_again(volunteer: Volunteer, id_number: str) -> None:
    """Enter the ID number anew of somebody whose file was emptied and who comes back. Refused: it is somebody's."""
    card = identity.resident_id(id_number, on=clock.today())
    index = blind_index("volunteer.id_number", card.number)
    if Volunteer.objects.filter(id_index=index).exclude(pk=volunteer.pk).exists():
        raise Refused(_("这份登记需要工作人员核对，请到司法所办理。"), code="id_twice")
    volunteer.id_number, volunteer.id_index = card.number, index
    volunteer.born_on_text, volunteer.forgotten_at = card.born_on.isoformat(), None
    volunteer.save(update_fields=["id_number", "id_index", "born_on_text", "forgotten_at"])


def _refuse_too_young(user: User, born_on: date) -> None:
    """Of sixteen and seventeen with a guardian one is a member of the portal, who never meets a client (R-VOL-15)."""
    refuse_below(born_on, rules.value("volunteers.portal_age"))
    grown = rules.value("volunteers.client_age")
    if identity.age_on(born_on, clock.today()) < grown and not Guardian.objects.filter(person=user).exists():
        raise Refused(_("未满 %(age)s 周岁的，要先有监护人同意。") % {"age": grown}, code="age")


def refuse_below(born_on: date, age: int) -> None:
    if identity.age_on(born_on, clock.today()) < age:
        raise Refused(_("谢谢您愿意帮忙。年满 %(age)s 周岁以后才能报名，到时候再来。") % {"age": age}, code="age")


@transaction.atomic
def confirm_volunteer(volunteer: Volunteer, *, by: User) -> Volunteer:
    """The person's own yes, on the spot or after log-in; without it nobody is registered (R-VOL-01)."""
    policies.require(by, "confirm_volunteer", volunteer)
    move(volunteer, "confirm", by=by)
    return volunteer


def age_of(volunteer: Volunteer, on: date) -> int | None:
    return identity.age_on(volunteer.born_on, on) if volunteer.born_on else None


@transaction.atomic
def verify_identity(volunteer: Volunteer, *, by: User) -> Volunteer:
    """Note that an officer has seen the person's ID and found it to be theirs (R-VOL-01)."""
    policies.require(by, "verify_identity", volunteer)
    if volunteer.user_id == by.pk:
        raise Refused(_("不能核验自己的身份。让同事办理。"), code="own_identity")
    Volunteer.objects.filter(pk=volunteer.pk).update(is_identity_verified=True)
    volunteer.is_identity_verified = True
    trail.record("volunteer.verify_identity", volunteer, by=by)
    return volunteer
