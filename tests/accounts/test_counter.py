"""Registering at the counter, the divisions of a city, and the first start."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import access, divisions, first_run, post, roles, services
from accounts.models import Division, Invitation, Membership, OrgUnit, PhoneProof, User
from kit import clock
from kit.errors import Refused
from tests.accounts.conftest import PASSWORD, fresh


# --- the counter -------------------------------------------------------------------------------------------
def code() -> str:
    return re.search(r"\d{6}", post.kept_here[-1]["text"]).group()


def wrong() -> str:
    return f"{(int(code()) + 1) % 1_000_000:06d}"


def test_a_volunteer_is_registered_by_telling_their_own_code(city):
    proof = services.register_at_counter("张兰", "154-0000-0033", by=city.officer)
    assert User.objects.filter(display_name="张兰").count() == 0, "nothing exists before the code is told"
    user = services.confirm_at_counter(proof, code(), by=city.officer)
    assert user.phone == "+8615400000033" and user.phone_verified and access.has_role(fresh(user), roles.VOL)
    assert not user.has_usable_password()


def test_three_wrong_codes_use_it_up_even_though_each_was_refused(city):
    proof = services.register_at_counter("张兰", "15400000033", by=city.officer)
    for _n in range(3):
        with pytest.raises(Refused, match="验证码不对"):
            services.confirm_at_counter(proof, wrong(), by=city.officer)
    with pytest.raises(Refused, match="已失效"):
        services.confirm_at_counter(proof, code(), by=city.officer)
    assert not User.objects.filter(display_name="张兰").exists()


def test_a_code_is_told_in_time_to_whoever_asked_for_it_and_once(city):
    proof = services.register_at_counter("张兰", "15400000033", by=city.officer)
    with pytest.raises(Refused, match="已失效"):
        services.confirm_at_counter(proof, code(), by=city.officer2)
    PhoneProof.objects.filter(pk=proof.pk).update(expires_at=clock.machine_now())
    with pytest.raises(Refused, match="已失效"):
        services.confirm_at_counter(proof, code(), by=city.officer)
    proof = services.register_at_counter("张兰", "15400000033", by=city.officer)
    services.confirm_at_counter(proof, code(), by=city.officer)
    with pytest.raises(Refused, match="已失效"):
        services.confirm_at_counter(proof, code(), by=city.officer)


def test_a_known_number_gives_its_person_back_and_tells_nothing_before(city):
    known = services.register_at_counter("王芳", "15400000001", by=city.officer)
    assert services.confirm_at_counter(known, code(), by=city.officer) == city.volunteer
    assert Membership.objects.filter(user=city.volunteer, role=roles.VOL).count() == 1


@pytest.mark.parametrize("who", ["volunteer", "ngo_admin", "system", "auditor"])
def test_who_may_not_register_at_the_counter(city, who):
    with pytest.raises(Refused):
        services.register_at_counter("张兰", "15400000033", by=getattr(city, who))
    assert not PhoneProof.objects.exists() and not post.kept_here


def test_five_codes_an_hour_to_one_phone(city):
    for _n in range(5):
        services.register_at_counter("张兰", "15400000033", by=city.officer)
    with pytest.raises(Refused, match="太多"):
        services.register_at_counter("张兰", "15400000033", by=city.officer2)


def test_without_a_carrier_nothing_is_left_behind(city, settings):
    settings.ALLOW_SYNTHETIC_IDS = False
    with pytest.raises(Refused, match="没有接通"):
        services.register_at_counter("张兰", "15400000033", by=city.officer)
    assert not PhoneProof.objects.exists()


def test_names_of_those_who_did_not_confirm_are_not_kept(city):
    proof = services.register_at_counter("张兰", "15400000033", by=city.officer)
    assert services.forget_proofs() == 0
    PhoneProof.objects.filter(pk=proof.pk).update(made_at=clock.machine_now() - timedelta(days=2))
    assert services.forget_proofs() == 1


# --- divisions ---------------------------------------------------------------------------------------------
def test_pasted_lines_are_read_however_they_are_parted(db):
    rows = divisions.parse("990101,云河区\n990102\t东溪区\n990103 栖霞区\n990104，南岭区", city="990100")
    assert [(r.code, r.name, r.level, r.parent) for r in rows][0] == ("990101", "云河区", "county", "990100")
    assert len(rows) == 4


def test_a_table_of_another_encoding_is_read(db):
    assert divisions.parse("990100,云栖市,city\n990101,云河区".encode("gb18030"))[1].name == "云河区"


def test_each_wrong_line_is_named(db):
    with pytest.raises(Refused) as why:
        divisions.parse(
            "990100,云栖市\n9901,云河区\n990101,\n990102001,河口街道\n990103,a,county,990100,x\n990100,又一个"
        )
    said = "\n".join(map(str, why.value.reasons))
    for words in ("第 2 行", "第 3 行", "第 5 行", "990102", "出现了两次"):
        assert words in said, words
    assert not Division.objects.exists()


def test_loading_twice_changes_names_and_adds_nothing(city):
    fresh_ones = divisions.load(divisions.parse("990101,云河新区", city="990100"), by=city.system)
    assert fresh_ones == 0 and Division.objects.get(pk="990101").name == "云河新区"
    assert divisions.open_offices(by=city.system) == 0


def test_offices_stand_under_the_one_above(city):
    assert city.office.parent == city.county and city.county.parent == city.bureau
    assert city.office.name == "城关街道司法所"


# --- the first start ---------------------------------------------------------------------------------------
ANSWERS = {
    "city_code": "990100",
    "city_name": "云栖市",
    "counties": "990101,云河区\n990102,东溪区",
    "managers": [("周敏", "mayor@example.org"), ("何静", "mayor2@example.org")],
    "administrator": ("孙工", "system@example.org"),
}


@pytest.fixture
def door(db):
    code = first_run.open_door()
    yield code
    first_run._path().unlink(missing_ok=True)


def test_a_real_city_starts_with_three_people_who_set_their_own_passwords(door, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ways = first_run.set_up(door, **ANSWERS)
    assert [w.name for w in ways] == ["周敏", "何静", "孙工"] and not User.objects.exists()
    assert OrgUnit.objects.filter(kind="county_bureau").count() == 2
    for way in ways:
        services.accept_invitation(way.url.rstrip("/").rsplit("/", 1)[1], password=PASSWORD)
    held = {u.email: {s.role for s in access.seats(u)} for u in User.objects.all()}
    assert held["mayor@example.org"] == {roles.MUN} and held["system@example.org"] == {roles.SYS}
    assert not first_run.is_open()


def test_the_door_opens_with_its_code_once_and_never_when_somebody_is_there(door, city):
    with pytest.raises(Refused, match="启动码"):
        first_run.set_up(door, **ANSWERS)
    assert Client().get("/first-run/").status_code == 404
    with pytest.raises(Refused):
        first_run.open_door()
    with pytest.raises(CommandError):
        call_command("first_run_code")


@pytest.mark.parametrize("slip", ["ABCD-ABCD-ABCD-ABCD", "", "0"])
def test_a_wrong_code_opens_nothing(door, slip):
    with pytest.raises(Refused, match="启动码"):
        first_run.set_up(slip, **ANSWERS)
    assert not Division.objects.exists() and not Invitation.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"managers": [("周敏", "mayor@example.org"), ("周敏", "mayor2@example.org")]},
        {"managers": [("周敏", "mayor@example.org"), ("何静", "Mayor@example.org")]},
        {"administrator": ("孙工", "mayor@example.org")},
        {"managers": [("周敏", "mayor@example.org")]},
        {"counties": ""},
        {"counties": "990101,云河区\n99,x"},
    ],
)
def test_a_city_needs_counties_and_three_different_people(door, change):
    with pytest.raises(Refused):
        first_run.set_up(door, **ANSWERS | change)
    assert not Division.objects.exists() and not Invitation.objects.exists()


def test_the_page_shows_the_links_once(door, django_capture_on_commit_callbacks):
    client = Client()
    assert client.get("/first-run/").status_code == 200
    form = {k: v for k, v in ANSWERS.items() if isinstance(v, str)} | {
        "code": door.lower(),
        "manager1_name": "周敏",
        "manager1_email": "mayor@example.org",
        "manager2_name": "何静",
        "manager2_email": "mayor2@example.org",
        "admin_name": "孙工",
        "admin_email": "system@example.org",
    }
    assert "启动码不对" in client.post("/first-run/", {**form, "code": "X"}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/first-run/", form).content.decode()
    assert page.count("/account/join/") == 3
    assert client.get("/first-run/").status_code == 404


def test_the_code_is_not_kept_in_clear(door):
    assert door not in Path(first_run._path()).read_text()
    assert set(json.loads(Path(first_run._path()).read_text())) == {"code_hash"}


# --- people of a demo --------------------------------------------------------------------------------------
def test_demo_people_exist_in_a_demo_only(city, settings):
    settings.ALLOW_SYNTHETIC_IDS = False
    with pytest.raises(Refused):
        services.make_demo_person("某人", roles.OFF, city.office, email="x@example.org")
    with pytest.raises(CommandError):
        call_command("demo_post")


def test_a_demo_person_made_twice_is_one(city):
    again = services.make_demo_person("李明", roles.OFF, city.office, email="officer@example.org", password=PASSWORD)
    assert again == city.officer and Membership.objects.filter(user=again).count() == 1
