"""The volunteers' part of the full house: who applies, a posting with its shift and who signed up.

Kept apart since it is long.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import Division
from audit.moves import born, move
from desk.uploads import services as uploads
from kit import clock
from kit.crypto import blind_index
from tests import build, house_honours
from tests.cast import HEKOU, person, seat
from tests.volunteers import door
from tests.volunteers.applicants import applicant
from tests.volunteers.phone import Phone
from volunteers.activities import feeds, teams
from volunteers.applying import services as applying
from volunteers.attendance import codes
from volunteers.attendance import services as doors
from volunteers.consents import queries as consents
from volunteers.consents import services as consenting
from volunteers.models import Application, ClientSeat, Guardian, Posting, Shift, Signup
from volunteers.vetting import conflicts, exemptions, papers, services, suspending


def fill(house: Any) -> None:
    """One of everything the volunteers' trade has, at 李明's office; 王芳 is in it."""
    _applying(house)
    _activities(house)
    _door(house)
    house_honours.fill(house)


def _applying(house: Any) -> None:
    """A girl of sixteen who applied with her mother's consent, to 李明's office."""
    born_on = date(2009, 7, 19)
    number = house.secret("application.id_number", build.id_number(born_on))
    house.secret("application.born_on_text", born_on.isoformat())
    user = seat(person("苏小满"), "VOL")
    town = Division.objects.get(pk=HEKOU)
    house.application = Application(
        user=user, full_name="苏小满", id_number=number, id_index=blind_index("volunteer.id_number", number),
        born_on_text=born_on.isoformat(), sex=2, town=town, county_code=town.county_code, needs=["mentoring"],
        email=house.secret("application.email", "xiaoman@canary.example"), begun_at=clock.now(),
    )  # fmt: skip
    born(house.application, "begin", by=None)
    move(house.application, "submit", by=None)
    Guardian.objects.create(
        person=user, full_name=house.secret("guardian.full_name", "苏大寒"), relation="mother", given_at=clock.now(),
        phone=house.secret("guardian.phone", "15433335555"), paper=uploads.keep(picture(), by=user),
    )  # fmt: skip
    _vetting(house)
    # What 李明 began at his counter for somebody who wants to go on tomorrow.
    house.at_counter = applying.begin(seat(person("柜台来客二"), "VOL"), by=house.cast.officer)
    consenting.give_consents(house.cast.volunteer, consents.COMPULSORY, by=house.cast.volunteer)
    house.volunteer.email = house.secret("volunteer.email", "wangfang@canary.example")
    house.volunteer.save(update_fields=["email"])


def _vetting(house: Any) -> None:
    """白露 waits at 李明's desk, talked to, with a scan; 王芳 was suspended once, and one paper of hers is waived."""
    officer, manager = house.cast.officer, house.cast.county_manager
    house.applicant = applicant(house.cast, "白露", number=house.secret("application.id_number:2", build.id_number()))
    house.secret("application.born_on_text:2", house.applicant.born_on_text)
    house.secret("user.phone:applicant", house.applicant.user.phone.removeprefix("+86"))
    note = house.secret("check.note", "面谈惊蛰")
    services.record_interview(house.applicant, by=officer, met_on=clock.today(), note=note)
    conflicts.ask_conflict(house.applicant, by=officer, purpose="审核志愿者申请")
    house.scanned = papers.record_paper(
        house.applicant, by=officer, kind="no_record", met_on=clock.today(), scan=picture()
    )
    day = clock.today() + timedelta(days=30)
    exemptions.ask_exemption(house.volunteer, by=officer, kind="refresher", reason="复训延期", until_on=day)
    suspending.propose_suspension(house.volunteer, by=officer, reason="投诉核查")
    suspending.decide_suspension(house.volunteer.suspensions.get(), by=manager, agree=False)


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile("paper.png", out.getvalue(), "image/png")


def _activities(house: Any) -> None:
    start = house._now + timedelta(days=3)
    town = Division.objects.get(pk=HEKOU)
    at = {"organiser": house.cast.office, "county_code": town.county_code}
    house.posting = Posting(
        number="ZP-202603-00001", title="河口街道清洁日", kind="public_benefit_activity", town=town,
        content="清扫步道。", place="文化广场", conditions="能步行。", risk="路滑。", **at,
    )  # fmt: skip
    officer = _as(house.cast.officer, "OFF")
    born(house.posting, "draft", by=officer)
    move(house.posting, "publish", by=officer)
    ends = start + timedelta(hours=3)
    house.shift = Shift(
        posting=house.posting, starts_at=start, ends_at=ends, signup_closes_at=start, cancel_until=start, capacity=10,
        presence_key="0" * 32, **at,
    )  # fmt: skip
    born(house.shift, "plan", by=None)
    house.signup = Signup(shift=house.shift, volunteer=house.volunteer, starts_at=start, ends_at=ends)
    born(house.signup, "sign_up", by=None)
    house.client_seat = ClientSeat(
        shift=house.shift, ref=house.client.code, office=house.cast.office, seated_by=house.cast.officer
    )
    born(house.client_seat, "seat", by=_as(house.cast.officer, "OFF"))
    Shift.objects.filter(pk=house.shift.pk).update(taken=2)
    house.team = teams.found_team("晨光小队", by=house.cast.volunteer)
    house.feed = feeds.open_feed(house.volunteer, by=house.cast.volunteer)


def _door(house: Any) -> None:
    """A shift that goes on all day: 王芳 came, 韩梅 held up a paper card, a phone is enrolled."""
    house.open_shift = door.shift(house.cast, house._now - timedelta(hours=1), title="河岸清洁", hours=9)
    house.here = door.signed_up(house.open_shift, house.volunteer)
    doors.record(house.here, "in", by=house.cast.officer)
    house.expected = door.signed_up(house.open_shift, door.someone(house.cast, "韩梅"))
    house.card_text = codes.card_text(house.volunteer)
    doors.read_code(house.open_shift, codes.card_text(house.expected.volunteer), direction="in", by=house.cast.officer)
    house.phone = Phone(house.open_shift, house.cast.officer).device


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "an applicant": one(pk=house.applicant.pk),
        "a scan": one(pk=house.scanned.pk),
        "a page of an application": one(page="where"),
        "what waits at the counter": one(pk=house.at_counter.pk, page="what"),
        "a number at the counter": one(pk=house.proof.pk),
        "a guardian's paper": one(pk=house.application.pk),
        "a text to agree to": one(kind="privacy", version=1),
        "a sheet of hours": one(what="table", form="csv"),
        "a posting": one(number=house.posting.number),
        "a shift": one(pk=house.shift.pk),
        "a signup": one(pk=house.signup.pk),
        "a client's seat": one(pk=house.client_seat.pk),
        **house_honours.things(house, one),
        "an open door": one(pk=house.open_shift.pk, signup_pk=house.here.pk, code="0" * 20),
        "a paper card": one(code=house.card_text),
        "a phone at the door": one(handle=house.phone.handle, pk=house.open_shift.pk),
        "a team": one(pk=house.team.pk),
        "a secret calendar": one(token=house.feed),
    }


def _as(user: Any, role: str) -> Any:
    user.acting_role = role
    return user
