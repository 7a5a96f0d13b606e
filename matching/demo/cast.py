"""The people of the demo city who have a log-in, random for each installation."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import OrgUnit, User
from accounts.services import make_demo_person

DONGXI, HEKOU, QIXIA_HEKOU = "990103", "990103002", "990102002"


@dataclass(frozen=True)
class Player:
    """Somebody of the cast: `unit` is (kind, division code, name or "" for the only one there)."""

    login: str
    name: str
    role: str
    what: Any
    unit: tuple[str, str, str] | None = None
    flags: tuple[str, ...] = ()
    phone: str = ""


PLAYERS = (
    Player("wangfang@yunqi.example", "王芳", roles.VOL, _("志愿者"), phone="15400000001"),
    Player("liming@yunqi.example", "李明", roles.OFF, _("东溪区河口街道司法所"), ("judicial_office", HEKOU, "")),
    Player("xuqing@yunqi.example", "许晴", roles.NGA, _("春晖社工，管理员"), ("provider", DONGXI, "春晖社工")),
    Player("zhoumin@yunqi.example", "周敏", roles.NGC, _("春晖社工，社工"), ("provider", DONGXI, "春晖社工")),
    Player("fenggong@yunqi.example", "冯工", roles.RES, _("云锦服装厂，用人单位"), ("employer", DONGXI, "云锦服装厂")),
    Player("sunjie@yunqi.example", "孙洁", roles.CBM, _("东溪区司法局"), ("county_bureau", DONGXI, "")),
    Player("zhenglan@yunqi.example", "郑岚", roles.MUN, _("市司法局"), ("municipal_bureau", "990100", "")),
    Player(
        "wutao@yunqi.example",
        "吴涛",
        roles.MUN,
        _("市司法局，数据专员"),
        ("municipal_bureau", "990100", ""),
        ("is_data_clerk",),
    ),
    Player("songming@yunqi.example", "宋明", roles.MUN, _("市司法局，采购负责人"), ("municipal_bureau", "990100", "")),
    Player("sujin@yunqi.example", "苏瑾", roles.MUN, _("市司法局，开标人"), ("municipal_bureau", "990100", "")),
    Player("hehui@yunqi.example", "何慧", roles.FIN, _("市司法局，财务"), ("municipal_bureau", "990100", "")),
    Player("hansong@yunqi.example", "韩松", roles.PAR, _("云栖监狱，经办人"), ("prison", "990100", "云栖监狱")),
    Player(
        "yefan@yunqi.example",
        "叶繁",
        roles.PAR,
        _("东溪区法律援助中心，经办人"),
        ("partner_agency", DONGXI, "东溪区法律援助中心"),
    ),
    Player("guqing@yunqi.example", "顾清", roles.EXP, _("评审专家")),
    Player("weiran@yunqi.example", "魏然", roles.EXP, _("评审专家")),
    Player("qianzheng@yunqi.example", "钱正", roles.AUD, _("监督审计"), ("municipal_bureau", "990100", "")),
    Player("linyue@yunqi.example", "林悦", roles.CMS, _("网站编辑"), ("municipal_bureau", "990100", "")),
    Player("gaofeng@yunqi.example", "高峰", roles.SYS, _("系统管理员"), ("municipal_bureau", "990100", "")),
    Player(
        "zhaoqiang@yunqi.example",
        "赵强",
        roles.OFF,
        _("栖霞区河口街道司法所，看不到东溪区"),
        ("judicial_office", QIXIA_HEKOU, ""),
    ),
)


def password(secret: str, login: str) -> str:
    """Sixteen letters and digits that only this installation knows."""
    return base64.b32encode(_digest(secret, "password", login)[:10]).decode().lower()


def opening_word(secret: str, login: str) -> str:
    """What an opening officer's key opens with; who has a log-in uses its password, so that the demo can be walked."""
    return password(secret, login)


def totp_secret(secret: str, player: Player) -> str:
    if player.role not in roles.TWO_FACTOR:
        return ""
    return base64.b32encode(_digest(secret, "totp", player.login)[:20]).decode()


def log_ins(secret: str) -> list[dict[str, str]]:
    return [
        {
            "role": p.role,
            "name": p.name,
            "what": str(p.what),
            "login": p.login,
            "phone": p.phone,
            "password": password(secret, p.login),
            "totp_secret": totp_secret(secret, p),
        }
        for p in PLAYERS
    ]


def unit_of(user: User) -> OrgUnit:
    """Where somebody with one seat sits."""
    return user.memberships.select_related("unit").get().unit


def make(secret: str) -> dict[str, User]:
    """Make the cast, by name; the units of members are made with them."""
    return {p.name: _make(p, secret) for p in PLAYERS}


def _make(player: Player, secret: str) -> User:
    return make_demo_person(
        player.name,
        player.role,
        _unit(player),
        email=player.login,
        phone=player.phone,
        password=password(secret, player.login),
        totp_secret=totp_secret(secret, player),
        flags=player.flags,
    )


def _unit(player: Player) -> OrgUnit | None:
    if player.unit is None:
        return None
    kind, division, name = player.unit
    if name:
        return OrgUnit.objects.get_or_create(kind=kind, division_id=division, name=name)[0]
    return OrgUnit.objects.get(kind=kind, division_id=division)


def _digest(secret: str, *words: str) -> bytes:
    return hmac.new(bytes.fromhex(secret), "/".join(words).encode(), hashlib.sha256).digest()
