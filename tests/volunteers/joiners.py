"""People who join, brought as far as a test needs: by the services, as they would do it themselves."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from accounts import post
from accounts import services as accounts
from accounts.models import Division, User
from tests import build, house_volunteers
from tests.cast import HEKOU
from volunteers.applying import services
from volunteers.consents import queries as consents
from volunteers.consents import services as consenting
from volunteers.models import Application, Volunteer
from volunteers.vetting import conflicts
from volunteers.vetting import services as vetting

LI_YUN = "990101198503070025"
PHONE = "+8615400000001"
ADULT, SIXTEEN, FIFTEEN = date(1985, 3, 7), date(2009, 7, 19), date(2010, 8, 1)  # on 9 March 2026
WHAT = {"needs": ["mentoring"], "skill_mask": 4, "language_mask": 3}
WHEN = {"schedule_mask": 0b111, "capacity": 2, "knows_minors": False}


def sent_code() -> str:
    found = re.search(r"\d{6}", post.kept_here[-1]["text"])
    assert found
    return found.group()


def other_code() -> str:
    return f"{(int(sent_code()) + 1) % 1_000_000:06d}"


def newcomer(phone: str = "+8615400000071") -> User:
    """Somebody who has just proved their phone, and nothing else."""
    return accounts.prove(accounts.send_code(phone), sent_code())


def where() -> dict[str, Any]:
    town = Division.objects.get(pk=HEKOU)
    return {"town": town, "county_code": town.county_code, "occupation": "教师", "email": "liyun@example.cn"}


def fill(application: Application, *, by: User, id_number: str = LI_YUN, name: str = "李芸") -> Application:
    """Every page, by the person or by the officer who began it."""
    consenting.give_consents(application.user, consents.COMPULSORY, by=by)
    services.save_identity(application, full_name=name, id_number=id_number, by=by)
    if Application.objects.get(pk=application.pk).is_minor(build.clock.today()):
        services.save_guardian(application, by=by, **guardian())
    services.save_page(application, "where", where(), by=by)
    services.save_page(application, "what", WHAT, by=by)
    services.save_page(application, "when", WHEN, by=by)
    return Application.objects.get(pk=application.pk)


def guardian(**other: Any) -> dict[str, Any]:
    known = {"full_name": "李大妈", "phone": "15400000088", "relation": "mother", "paper": house_volunteers.picture()}
    return known | other


def applied(user: User | None = None, **answers: Any) -> Application:
    """An application that was handed in."""
    user = user or newcomer()
    application = fill(services.begin(user, by=user), by=user, **answers)
    return services.submit(application, by=user)


def admitted(cast: Any, user: User | None = None, **answers: Any) -> Application:
    """Accepted by the office: the file is made."""
    from audit.moves import move

    application = applied(user, **answers)
    cast.officer.acting_role = "OFF"
    services.open_file(application, by=cast.officer)
    move(application, "admit", by=cast.officer)
    return application


def accept(officer: User) -> Volunteer:
    """What the office does with the newest application: card seen, talked to, conflicts asked, accepted."""
    application = Application.objects.latest("pk")
    vetting.verify_applicant(application, by=officer)
    vetting.record_interview(application, by=officer, met_on=build.clock.today(), note="愿意来")
    conflicts.ask_conflict(application, by=officer, purpose="审核志愿者申请")
    return vetting.admit_applicant(Application.objects.get(pk=application.pk), by=officer)
