"""The story that browser tests open: who there is, and what has happened so far.

It is the house with one of everything (`tests/fullhouse.py`) on Friday 13 February 2026, and in it scenario G6, ready
to begin: 苏婉, whom 春晖社工 helped in 2024, looks for work, and three places would have her.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import User
from cms.services import tell_stories
from kit import clock
from matching import models as m
from matching.engine import codes
from matching.needs import services as assessing
from matching.resources import services as resources
from ngos.models import Provider
from tests import build, matrix
from tests.cast import DONGXI, HEKOU, Cast, person, seat, unit
from tests.fullhouse import COLUMNS, House
from tests.matching import prison

MORNING = clock.at(date(2026, 2, 13), 10)
BEGIN = clock.at(date(2026, 2, 13), 16)  # from here the clock of the server runs on
PASSWORD, TOTP_SECRET = "河口的桥下有一盏灯2026", "KRSXG5CTMVRXEZLUKN2XAZLS"
# What nobody who helps may read before the reveal, and the last three not even then.
HER_NAME, HER_PHONE, HER_SECRETS = "苏婉", "15400000321", ("盗窃", "缓刑", "990103198503")
ALL_SKILLS = codes.mask_of(("缝纫", "包装", "白班"), codes.SKILLS)
NO_SEWING = codes.mask_of(("包装", "白班"), codes.SKILLS)
X, Y = 29_560, 33_139  # 东溪区河口街道


@dataclass
class Story:
    people: dict[str, User]
    things: dict[str, Any] = field(default_factory=dict)
    screens: dict[str, list[str]] = field(default_factory=dict)


def tell() -> Story:
    """Tell the story on an empty, migrated city, and let its clock run."""
    with clock.frozen(MORNING):
        house = House()
        _rest_the_jobs(house.cast)
    with clock.frozen(clock.at(date(2024, 9, 2))):
        client, shop = _helped_before(house.cast)
    with clock.frozen(MORNING):
        _ready_for_g6(house.cast, client, shop)
        lawyer = _ready_for_g9(house.cast)
        _way_in(house.cast.officer)
        tell_stories(MORNING.date())
        story = Story(_people(house), _things(house, client) | {"lawyer": lawyer.pk})
        story.screens = {column: _screens(house, column) for column in COLUMNS}
        story.screens["anonymous"] += _portal()
    clock.start_from(BEGIN)
    return story


# --- G6 ----------------------------------------------------------------------------------------------------
def _rest_the_jobs(cast: Cast) -> None:
    """The posts of the house take nobody for now, so that G6 has its three places and no more."""
    for place in m.Place.objects.filter(kind="job", status="open"):
        resources.pause_place(place, by=cast.employer)


def _helped_before(cast: Cast) -> tuple[m.Client, m.Place]:
    client = build.client(
        cast, name=HER_NAME, phone=f"+86{HER_PHONE}", start_on=date(2024, 8, 1), end_on=date(2027, 8, 1)
    )
    shop = build.place(
        cast, need="job_placement", name="春晖社工·巧手工坊", skill_mask=ALL_SKILLS, x_m=X + 12_000, y_m=Y
    )
    build.request_in("closed", cast, who=client, need="job_placement", at=shop)
    return client, shop


def _ready_for_g6(cast: Cast, client: m.Client, shop: m.Place) -> None:
    Provider.objects.update(grade="U", cases_n=4)
    m.Place.objects.filter(pk=shop.pk).update(confirmed_on=clock.today())
    assessing.assess(client, by=cast.officer, needs=["job_placement"], note="想找离家近的活")
    build.place(
        cast, "job", name="云锦服装厂·车缝岗", skill_mask=ALL_SKILLS, x_m=X + 1_500, y_m=Y, grade="B", cases_n=36,
        capacity=2,
    )  # fmt: skip
    park = unit("employer", "东溪物流园", DONGXI)
    build.place(
        cast, "job", org=park, name="东溪物流园·包装工", skill_mask=NO_SEWING, x_m=X + 6_000, y_m=Y, grade="A"
    )  # fmt: skip


def _ready_for_g9(cast: Cast) -> m.Place:
    """A lawyer who would help for nothing, and whose licence runs out before anybody asks."""
    user = seat(person("罗衡"), "VOL")
    lawyer = build.volunteer(cast, user)
    build.credential(cast, user, "lawyer", days=60)
    return build.place(cast, "volunteer", volunteer=lawyer, need="legal_aid")


def _way_in(user: User) -> None:
    """A password, a confirmed address and an authenticator app, so that somebody can come in by the door."""
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    TOTP.activate(user, TOTP_SECRET)
    RecoveryCodes.activate(user)


# --- who and what ------------------------------------------------------------------------------------------
def _people(house: House) -> dict[str, User]:
    """By name, and by the columns of the matrix."""
    cast = house.cast
    other_ngo = seat(person("方圆", "fangyuan@example.cn"), "NGA", unit("provider", "同行社工", DONGXI))
    li_yun = seat(person("李芸"), "VOL")  # of G2: a volunteer with no hours yet
    build.volunteer(cast, li_yun)
    named = [
        li_yun, cast.officer, cast.colleague, cast.outsider, cast.county_manager, cast.city_manager, cast.volunteer,
        cast.ngo_admin, cast.social_worker, cast.employer, other_ngo, cast.legal_clerk, prison.clerk(),
    ]  # fmt: skip
    return {user.display_name: user for user in named} | house.people


def _things(house: House, client: m.Client) -> dict[str, Any]:
    return {
        "client": client.code,
        "minor": house.minor.code,
        "offer to 王芳": house.offered["volunteer"].offers.get().pk,
        "offer to 春晖社工": house.offered["service"].offers.get().pk,
        "volunteer's request": house.offered["volunteer"].number,
        "provider's request": house.offered["service"].number,
        "town": HEKOU,
    }


def _screens(house: House, column: str) -> list[str]:
    """The pages which by the table this column opens."""
    found = (matrix.path_of(row, house, column) for row in matrix.rows() if row.method == "GET" and _opens(row, column))
    return list(dict.fromkeys(found))


def _portal() -> list[str]:
    """The pages of the portal in both languages."""
    from wagtail.models import Page

    return [page.url for page in Page.objects.live().filter(depth__gt=1).specific() if page.url]


def _opens(row: matrix.Row, column: str) -> bool:
    return row.cells[column] == "200"
