"""The confidentiality undertaking: signed with one's own name, for twelve months, without a gap."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from kit.errors import Refused
from tests import build
from tests.cast import person, seat, sign_in
from training import queries as training
from training.credentials import services as credentials
from training.models import Credential
from volunteers import queries as volunteers
from volunteers.consents import queries as consents
from volunteers.mine import services
from volunteers.models import ConsentText

PAGE = reverse("volunteers:undertaking")


@pytest.fixture(autouse=True)
def signing_day(as_of) -> None:
    as_of(2026, 3, 2, 10)


@pytest.fixture
def me(cast):
    return build.volunteer(cast, ready=False)


def sign(me, name="王芳", text=None):
    return services.sign_undertaking(me, by=me.user, signed_name=name, text=text or consents.today_of("undertaking"))


def test_it_holds_for_twelve_months_from_the_day_it_is_signed(me):
    signed = sign(me)
    assert (signed.valid_from, signed.valid_to) == (date(2026, 3, 2), date(2027, 3, 2))
    assert (signed.text_version, signed.signed_name, signed.entered_by) == (1, "王芳", me.user)
    assert "undertaking" not in volunteers.missing([me.pk], date(2027, 3, 2))[me.pk]
    assert "undertaking" in volunteers.missing([me.pk], date(2027, 3, 3))[me.pk]
    event = AuditEvent.objects.filter(action="credential.sign").get()
    assert event.county == me.county_code and event.detail["version"] == 1


@pytest.mark.parametrize("name", ["王芬", "", "王", "王芳芳"])
def test_another_name_signs_nothing(me, name):
    with pytest.raises(Refused, match="登记的姓名"):
        sign(me, name)
    assert not Credential.objects.exists()


def test_spaces_and_full_width_letters_are_no_other_name(cast):
    anna = person("Ａｎｎａ Wang")
    volunteer = build.volunteer(cast, seat(anna, "VOL"), ready=False)
    assert sign(volunteer, " anna  wang ").signed_name == "anna  wang"


def test_it_is_signed_anew_from_thirty_days_before_and_follows_on_the_old_end(me, as_of):
    sign(me)
    as_of(2027, 1, 30)
    with pytest.raises(Refused, match="还有效"):
        sign(me)
    as_of(2027, 1, 31)
    again = sign(me)
    assert (again.valid_from, again.valid_to) == (date(2027, 3, 3), date(2028, 3, 2)), (
        "no day is lost, none counts twice"
    )
    with pytest.raises(Refused, match="还有效"):
        sign(me)
    assert training.undertaking(me.user_id, date(2027, 1, 31)).until == date(2028, 3, 2)


def test_after_the_end_it_begins_on_the_day_of_signing(me, as_of):
    sign(me)
    as_of(2027, 5, 3)
    assert sign(me).valid_from == date(2027, 5, 3)


def test_a_version_that_has_been_replaced_is_not_signed(me):
    old = consents.today_of("undertaking")
    ConsentText.objects.create(kind="undertaking", version=2, valid_from=date(2026, 3, 1), zh="新", en="new")
    with pytest.raises(Refused, match="新的版本"):
        sign(me, text=old)
    assert sign(me).text_version == 2


@pytest.mark.parametrize("who", ["officer", "county_manager", "city_manager", "ngo_admin", "outsider"])
def test_nobody_signs_for_somebody_else(cast, me, who):
    with pytest.raises(Refused, match="不归您的身份"):
        credentials.sign_undertaking(
            me.user, by=getattr(cast, who), county_code="990103", text_version=1, signed_name="王芳"
        )


def test_the_page_is_read_ticked_and_signed(cast, me):
    browser = sign_in(cast.volunteer)
    assert "一律保密" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"signed_name": "王芳", "idem": "1"}).status_code == 422
    wrong = browser.post(PAGE, {"read": "on", "signed_name": "王芬", "idem": "2"})
    assert wrong.status_code == 422 and "登记的姓名" in wrong.content.decode()
    for _n in range(2):
        assert browser.post(PAGE, {"read": "on", "signed_name": "王芳", "idem": "3"})["Location"] == reverse(
            "volunteers:mine"
        )
    assert Credential.objects.filter(kind="undertaking").count() == 1
    assert 'name="signed_name"' not in browser.get(PAGE).content.decode(), "it holds; there is nothing to sign"


def test_nothing_is_left_behind_when_the_last_step_fails(me, monkeypatch):
    monkeypatch.setattr("audit.trail.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sign(me)
    assert not Credential.objects.exists()
