"""Five years after somebody left the file is emptied of the person, and what was counted stays as it was."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Sum

from accounts import roles, seats
from accounts.models import User
from audit import trail
from audit.models import AuditEvent
from audit.moves import move
from kit import clock, rules
from matching.models import Place
from messaging import queue
from tests import house_volunteers
from tests.volunteers import joiners
from tests.volunteers.served import at, confirmed
from training.models import Credential
from volunteers.applying import services as applying
from volunteers.certificates import services as certificates
from volunteers.hours import chain
from volunteers.hours import services as hours
from volunteers.joining import services as joining
from volunteers.leaving import services
from volunteers.mine import services as mine
from volunteers.models import (
    Application,
    Certificate,
    Consent,
    Guardian,
    LogRevision,
    ServiceLog,
    Suspension,
    Volunteer,
)
from volunteers.vetting import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday(as_of, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path  # the exported heads of this test alone
    as_of(2026, 3, 20, 18)


@pytest.fixture
def me(cast) -> Volunteer:
    """李芸: applied, was admitted, served, holds a certificate, was suspended once, and left on 20 March 2026."""
    joining.verify_identity(joiners.admitted(cast).volunteer, by=cast.officer)
    volunteer = Volunteer.objects.get()
    papers.record_paper(
        volunteer, by=cast.officer, kind="no_record", met_on=clock.today(), scan=house_volunteers.picture()
    )
    confirmed(cast, at(14, 9), at(14, 11), person=volunteer)
    asked = certificates.request_certificate(
        volunteer, by=volunteer.user, kind="service", issuer=cast.office, purpose="求职"
    )
    cast.city_manager.acting_role = "MUN"
    certificates.issue_certificate(asked, by=cast.city_manager, in_charge="郑岚", contact="12348")
    Suspension.objects.create(
        volunteer=volunteer, reason="和邻居吵架", proposed_by=cast.officer, proposed_at=clock.now(),
        decided_by=cast.county_manager, decided_at=clock.now(),
    )  # fmt: skip
    Place.objects.create(
        category=1, volunteer=volunteer, name="李芸", county_code="990103", town=volunteer.town, capacity=1,
        x_m=0, y_m=0, confirmed_on=clock.today(), kind="volunteer",
    )  # fmt: skip
    mine.leave(volunteer, by=volunteer.user)
    return Volunteer.objects.get(pk=volunteer.pk)


def totals() -> dict[str, Any]:
    """What statistics are made from."""
    return {
        "minutes": list(
            ServiceLog.objects.values("county_code", "office", "credit_class").annotate(n=Sum("verified_minutes"))
        ),
        "people": list(Volunteer.objects.values_list("status", "sex", "town", "county_code")),
        "revisions": list(LogRevision.objects.values()),
    }


def everything_kept() -> str:
    """All that the volunteers' tables say of anybody, as text."""
    rows: list[Any] = []
    for model in (Volunteer, Application, Suspension, User, Certificate, Place, Guardian, Credential):
        rows += [
            [str(getattr(row, field.attname)) for field in model._meta.concrete_fields] for row in model.objects.all()
        ]
    return json.dumps(rows, ensure_ascii=False)


def test_five_years_after_leaving_who_it_was_is_gone_and_what_was_counted_stays(me, as_of) -> None:
    before = totals()
    as_of(2031, 3, 20, 17)
    assert services.forget_left() == 0, "an hour too early"
    assert "李芸" in everything_kept() and joiners.LI_YUN in everything_kept()
    as_of(2031, 3, 20, 19)
    assert services.forget_left() == 1
    kept = everything_kept()
    for secret in (
        "李芸",
        joiners.LI_YUN,
        "15400000071",
        "liyun@example.cn",
        "1985-03-07",
        "教师",
        "和邻居吵架",
        "求职",
    ):
        assert secret not in kept, secret
    assert totals() == before
    assert not Credential.objects.exists()
    assert Consent.objects.filter(person=me.user).exists(), "the proof that it was lawful"
    event = AuditEvent.objects.get(action="volunteer.forget")
    assert (event.thing_id, event.role, event.actor_id) == (str(me.pk), "system", None)
    assert "id_number" in event.fields and "李芸" not in str(event.detail)
    assert services.forget_left() == 0, "once is enough"


def test_the_chain_of_hours_and_the_log_verify_afterwards(me, as_of) -> None:
    as_of(2031, 4, 1)
    assert services.forget_left() == 1
    trail.seal()
    assert list(chain.faults()) == []
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "all links hold" in out.getvalue()


def test_a_certificate_goes_on_being_valid_without_a_name(me, as_of, client) -> None:
    sheet = Certificate.objects.get()
    as_of(2031, 4, 1)
    services.forget_left()
    page = client.get(f"/verify/{sheet.number}/{sheet.code}/")
    assert page.status_code == 200 and "李" not in page.content.decode() and "2.0" in page.content.decode()


def test_the_years_are_a_dated_rule(me, as_of, monkeypatch) -> None:
    as_of(2028, 4, 1)
    assert services.forget_left() == 0
    value = rules.value
    monkeypatch.setattr(rules, "value", lambda name, on=None: 2 if name == "volunteers.left_years" else value(name, on))
    assert services.forget_left() == 1


def test_the_account_of_somebody_who_also_works_here_stays(me, cast, as_of) -> None:
    seats.open_member_seat(me.user, roles.NGC, cast.chunhui, by=None)
    as_of(2031, 4, 1)
    assert services.forget_left() == 1
    user = User.objects.get(pk=me.user_id)
    assert user.is_active and user.display_name == "李芸" and user.phone
    assert Volunteer.objects.get().id_number is None


def _disputed(me: Volunteer, cast: Any) -> None:
    hours.dispute_hours(ServiceLog.objects.get(), by=me.user, reason="少记了")


def _applies_again(me: Volunteer, cast: Any) -> None:
    applying.begin(me.user, by=me.user)


def _asks_a_certificate(me: Volunteer, cast: Any) -> None:
    Certificate.objects.filter(volunteer=me).update(status="requested", number=None)


def _helps(me: Volunteer, cast: Any) -> None:
    Place.objects.update(taken=1)


@pytest.mark.parametrize("matter", [_disputed, _applies_again, _asks_a_certificate, _helps])
def test_while_something_is_undecided_nothing_is_erased(me, cast, as_of, matter) -> None:
    matter(me, cast)
    as_of(2031, 4, 1)
    assert services.forget_left() == 0
    assert Volunteer.objects.get().id_number == joiners.LI_YUN


@pytest.mark.parametrize("status", ["active", "suspended", "blocked"])
def test_who_did_not_leave_is_never_forgotten(me, as_of, status) -> None:
    Volunteer.objects.filter(pk=me.pk).update(status=status)
    as_of(2040, 1, 1)
    assert services.forget_left() == 0


def test_whoever_comes_back_after_that_is_known_again_by_what_they_say(me, cast, as_of) -> None:
    seats.open_member_seat(me.user, roles.NGC, cast.chunhui, by=None)  # the account stayed
    as_of(2031, 4, 1)
    services.forget_left()
    user = User.objects.get(pk=me.user_id)
    application = joiners.applied(user)
    cast.officer.acting_role = "OFF"
    back = applying.open_file(application, by=cast.officer)
    move(application, "admit", by=cast.officer)
    back.refresh_from_db()
    assert (back.pk, back.id_number, back.forgotten_at, back.status) == (me.pk, joiners.LI_YUN, None, "active")


def test_a_failure_at_the_last_step_leaves_everything(me, as_of, monkeypatch) -> None:
    as_of(2031, 4, 1)
    monkeypatch.setattr(services.accounts, "forget_member", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.forget_left()
    assert Volunteer.objects.get().id_number == joiners.LI_YUN and Credential.objects.exists()


def test_the_house_asks_every_night() -> None:
    assert queue.handlers["volunteers.forget_left"].every == 86_400
