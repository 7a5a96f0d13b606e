"""A small city with everybody who has rank in it, and ways to log in as they really do."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from accounts import divisions, post, roles, second_factor, services
from accounts.models import OrgUnit, User

PASSWORD = "桥上有灯-2026-夜里"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TABLE = """code,name,level,parent,x_m,y_m
990100,云栖市,city,,0,0
990101,云河区,county,990100,-29387,-3125
990101001,城关街道,town,990101,-21921,4646
990102,东溪区,county,990100,30000,2000
990102001,河口街道,town,990102,31000,2100
"""


@pytest.fixture
def city(db) -> SimpleNamespace:
    """Bureau, two counties, an office in each, and one person of every rank; 赵强 sits in the other county."""
    divisions.load(divisions.parse(TABLE), by=None)
    divisions.open_offices(by=None)
    unit = {(u.kind, u.division_id): u for u in OrgUnit.objects.all()}
    here = SimpleNamespace(
        bureau=unit["municipal_bureau", "990100"],
        county=unit["county_bureau", "990101"],
        office=unit["judicial_office", "990101001"],
        other_county=unit["county_bureau", "990102"],
        other_office=unit["judicial_office", "990102001"],
        ngo=OrgUnit.objects.create(kind="provider", name="春晖社工", division_id="990101"),
    )
    for name, display, role, place in (
        ("mayor", "周敏", roles.MUN, here.bureau),
        ("mayor2", "何静", roles.MUN, here.bureau),
        ("system", "孙工", roles.SYS, here.bureau),
        ("auditor", "钱正", roles.AUD, here.bureau),
        ("manager", "陈立", roles.CBM, here.county),
        ("officer", "李明", roles.OFF, here.office),
        ("officer2", "吴芳", roles.OFF, here.office),
        ("outsider", "赵强", roles.CBM, here.other_county),
        ("ngo_admin", "林晖", roles.NGA, here.ngo),
    ):
        setattr(here, name, person(display, role, place, f"{name}@example.org"))
    here.volunteer = services.make_demo_person("王芳", roles.VOL, phone="15400000001")
    return here


def person(name: str, role: str, unit: OrgUnit | None, email: str) -> User:
    return services.make_demo_person(name, role, unit, email=email, password=PASSWORD, totp_secret=SECRET)


def fresh(user: User) -> User:
    """The user as the next request loads it."""
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    """Somebody at work, second factor shown."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    second_factor.mark(session, user)
    session.save()
    return client


def totp(seconds: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time() + seconds) // 30))


def log_in(client: Client, email: str, password: str = PASSWORD, **extra):
    return client.post("/account/login/", {"login": email, "password": password}, **extra)


@pytest.fixture(autouse=True)
def _empty_post():
    cache.clear()
    post.kept_here.clear()
    post._path().unlink(missing_ok=True)
