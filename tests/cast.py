"""The people of every test: the officer 李明 and his office, who works with them, and 赵强, who may see nothing.

`cast` is the fixture; each person and place is made when it is first named, so a test pays for whom it uses.
Outside pytest (stories, measurements) `Cast()` does the same.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from accounts import second_factor
from accounts.models import Division, Membership, OrgUnit, User

DIVISIONS = Path(__file__).parent / "data" / "divisions.csv"
CITY, DONGXI, QIXIA, HEKOU = "990100", "990103", "990102", "990103002"
SINCE = date(2020, 1, 1)


def load_divisions() -> None:
    """云栖市 with its eleven counties and their towns."""
    if Division.objects.filter(pk=CITY).exists():
        return
    with DIVISIONS.open(encoding="utf-8") as file:
        rows = [
            Division(code=r["code"], name=r["name"], level=r["level"], parent_id=r["parent"] or None,
                     x_m=int(r["x_m"]), y_m=int(r["y_m"]))
            for r in csv.DictReader(file)
        ]  # fmt: skip
    Division.objects.bulk_create(rows)


def unit(kind: str, name: str, division: str, parent: OrgUnit | None = None) -> OrgUnit:
    return OrgUnit.objects.get_or_create(kind=kind, name=name, division_id=division, defaults={"parent": parent})[0]


def person(name: str, email: str = "", **fields: Any) -> User:
    return User.objects.create_user(email, display_name=name, **fields)


def seat(user: User, role: str, at: OrgUnit | None = None, **flags: bool) -> User:
    """Give a person a seat that has been in force for years."""
    Membership.objects.create(user=user, role=role, unit=at, since_on=SINCE, **flags)
    user.__dict__.pop("_seats", None)
    return user


def sign_in(user: User) -> Browser:
    """A browser in which this person has signed in, with the second factor shown."""
    browser = Browser()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    second_factor.mark(session, user)
    session.save()
    return browser


class Cast:
    """Everybody by name; units beside them. A person is made once a test, when first asked for."""

    def __init__(self) -> None:
        load_divisions()

    def county(self, code: str) -> OrgUnit:
        return unit("county_bureau", f"{Division.objects.get(pk=code).name}司法局", code, self.bureau)

    def office_at(self, town: str) -> OrgUnit:
        name = Division.objects.get(pk=town).name
        return unit("judicial_office", f"{name}司法所", town, self.county(town[:6]))

    # --- units ---------------------------------------------------------------------------------------------
    @cached_property
    def bureau(self) -> OrgUnit:
        return unit("municipal_bureau", "云栖市司法局", CITY)

    @cached_property
    def office(self) -> OrgUnit:
        return self.office_at(HEKOU)

    @cached_property
    def chunhui(self) -> OrgUnit:
        return unit("provider", "春晖社工", DONGXI)

    @cached_property
    def yunjin(self) -> OrgUnit:
        return unit("employer", "云锦服装厂", DONGXI)

    @cached_property
    def legal_agency(self) -> OrgUnit:
        return unit("partner_agency", "东溪区法律援助中心", DONGXI)

    # --- staff ---------------------------------------------------------------------------------------------
    @cached_property
    def officer(self) -> User:
        """李明, officer of 东溪区河口街道司法所."""
        return seat(person("李明", "liming@example.cn"), "OFF", self.office)

    @cached_property
    def colleague(self) -> User:
        """陈静, another officer of the same office."""
        return seat(person("陈静", "chenjing@example.cn"), "OFF", self.office)

    @cached_property
    def outsider(self) -> User:
        """赵强, officer in 栖霞区, who may see nothing of 东溪区."""
        return seat(person("赵强", "zhaoqiang@example.cn"), "OFF", self.office_at("990102002"))

    @cached_property
    def county_manager(self) -> User:
        return seat(person("孙洁", "sunjie@example.cn"), "CBM", self.county(DONGXI))

    @cached_property
    def other_county_manager(self) -> User:
        return seat(person("何伟", "hewei@example.cn"), "CBM", self.county(QIXIA))

    @cached_property
    def city_manager(self) -> User:
        return seat(person("郑岚", "zhenglan@example.cn"), "MUN", self.bureau)

    @cached_property
    def data_clerk(self) -> User:
        return seat(person("吴涛", "wutao@example.cn"), "MUN", self.bureau, is_data_clerk=True)

    @cached_property
    def auditor(self) -> User:
        return seat(person("钱正", "qianzheng@example.cn"), "AUD", self.bureau)

    @cached_property
    def editor(self) -> User:
        return seat(person("林悦", "linyue@example.cn"), "CMS", self.bureau)

    @cached_property
    def system_admin(self) -> User:
        return seat(person("高峰", "gaofeng@example.cn"), "SYS", self.bureau)

    # --- those who help ------------------------------------------------------------------------------------
    @cached_property
    def volunteer(self) -> User:
        """王芳; her volunteer file is made by `build.volunteer`."""
        user = person("王芳")
        user.set_phone("+8615400000001")
        user.save()
        return seat(user, "VOL")

    @cached_property
    def ngo_admin(self) -> User:
        return seat(person("许晴", "xuqing@example.cn"), "NGA", self.chunhui)

    @cached_property
    def social_worker(self) -> User:
        """周敏, caseworker of 春晖社工."""
        return seat(person("周敏", "zhoumin@example.cn"), "NGC", self.chunhui)

    @cached_property
    def employer(self) -> User:
        """The person of 云锦服装厂."""
        return seat(person("冯工", "fenggong@example.cn"), "RES", self.yunjin)

    @cached_property
    def legal_clerk(self) -> User:
        """叶繁, clerk of 东溪区法律援助中心."""
        return seat(person("叶繁", "yefan@example.cn"), "PAR", self.legal_agency)


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def browse() -> Callable[[User], Browser]:
    return sign_in
