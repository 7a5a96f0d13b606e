"""People whom the office has on its list: a file that waits for their word, and its end when it was made by mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts import roles
from accounts import services as accounts
from accounts.models import Division, User
from audit import trail
from audit.moves import move
from kit.errors import Refused
from kit.sentences import gettext as _
from training.credentials import services as credentials
from volunteers import policies
from volunteers.hours import balances
from volunteers.joining import services as joining
from volunteers.models import ServiceLog, Volunteer
from volunteers.vetting.papers import record_paper
from volunteers.vetting.roster import Reading

CHECK = "background_check"


@transaction.atomic
def list_volunteer(reading: Reading, *, by: User) -> Volunteer:
    """An account that waits for its phone, an unconfirmed file, the check of the roster, and the hours of before.

    Nobody is offered or signed up before the person confirms. Refused: as `register_volunteer`, `open_balance`;
    the phone is another account's.
    Law: R-VOL-01 (nobody is registered without their own yes).
    """
    policies.require(by, "import_volunteers")
    if reading.town is None:
        raise Refused(_("区划代码不在本市名录中，核对后重新填写。"), code="division")
    user = accounts.expect_member(reading.name, reading.phone, roles.VOL, by=by)
    volunteer = joining.register_volunteer(
        user, by=by, town=reading.town, id_number=reading.id_number, **reading.profile
    )
    _enter_check(volunteer, reading.checked_on, by)
    if reading.minutes:
        balances.open_balance(volunteer, by=by, minutes=reading.minutes, note=_("名册记载的累计时长"))
    return volunteer


def differences(volunteer: Volunteer, reading: Reading) -> dict[str, Any]:
    """The columns that a later roster says otherwise; an empty cell takes nothing away."""
    said = {**reading.profile, "town": reading.town}
    return {n: v for n, v in said.items() if v not in ("", [], 0, None, False) and v != getattr(volunteer, n)}


@transaction.atomic
def renew_listed(volunteer: Volunteer, reading: Reading, *, by: User) -> dict[str, Any]:
    """Write what a later roster says of somebody who has not confirmed yet; comes back with what was, for undoing."""
    policies.require(by, "import_volunteers")
    if volunteer.status != "unconfirmed":
        raise Refused(_("本人已确认，资料以本人填写的为准。"), code="own_word")
    changes = differences(volunteer, reading)
    was = {name: _plain(getattr(volunteer, name)) for name in changes}
    joining.change_profile(volunteer, town=changes.pop("town", volunteer.town), **changes)
    trail.record("volunteer.renew_listed", volunteer, by=by, fields=sorted(was))
    return was


def put_back(volunteer: Volunteer, was: dict[str, Any], *, by: User) -> None:
    was = dict(was)
    code = was.pop("town", None)
    town = Division.objects.get(pk=code) if code else volunteer.town
    joining.change_profile(volunteer, town=town, **was)
    trail.record("volunteer.put_back", volunteer, by=by, fields=sorted(was))


def in_use(volunteer: Volunteer) -> str:
    """Why a file that an import made stays; "" when nobody has touched it."""
    if volunteer.status != "unconfirmed" or volunteer.user.last_login:
        return _("本人已登录或已确认登记。")
    if volunteer.signups.exists() or volunteer.engagements.exists():
        return _("已有报名或帮扶。")
    return ""


@transaction.atomic
def take_off_list(volunteer: Volunteer, *, by: User) -> None:
    """Undo `list_volunteer`: papers go, the balance is taken back, and nothing that names the person stays.

    The number and the withdrawn hours stay, since the record of hours is never emptied.
    Refused: a star or certificate rests on the balance.
    """
    policies.require(by, "import_volunteers")
    for log in ServiceLog.objects.filter(volunteer=volunteer, source=ServiceLog.Source.IMPORT, status="confirmed"):
        balances.take_back_balance(log, by=by)
    user = volunteer.user
    credentials.forget_credentials(user)
    move(volunteer, "leave", by=by)
    volunteer.id_number, volunteer.id_index, volunteer.born_on_text, volunteer.email = None, None, None, None
    volunteer.occupation, volunteer.needs, volunteer.skill_mask, volunteer.schedule_mask = "", [], 0, 0
    volunteer.save()
    accounts.close_member(user, by=by)
    User.objects.filter(pk=user.pk).update(display_name="—")
    trail.record("volunteer.take_off_list", volunteer, by=by, fields=["id_number", "phone", "name"])


def _enter_check(volunteer: Volunteer, checked_on: date | None, by: User) -> None:
    """The check that the roster names, as old as it is; one that was over long ago opens nothing."""
    if checked_on:
        record_paper(volunteer, by=by, kind=CHECK, met_on=checked_on, issuer=_("名册"))


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)
