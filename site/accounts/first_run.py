"""The first start of a real city: its divisions, its offices, two managers and who runs the machine.

`manage.py up --empty` prints a code; with it the page /first-run/ works, once, while nobody has an account.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts import divisions, invitations, roles
from accounts.models import Invitation, OrgUnit, User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is mistaken for something else on paper


@dataclass(frozen=True)
class WayIn:
    """A link for one person, shown once."""

    name: str
    role: str
    url: str


def open_door() -> str:
    """The code to be printed; an earlier one no longer works. Refused: somebody has an account already."""
    if User.objects.exists():
        raise Refused(_("已有账号，首次启动页面不再开放。"), code="not_empty")
    code = "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _part in range(4))
    handle = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({"code_hash": _hash(code)}, out)
    return code


def is_open() -> bool:
    return _path().exists() and not User.objects.exists()


@transaction.atomic
def set_up(
    code: str,
    *,
    city_code: str,
    city_name: str,
    counties: str | bytes,
    managers: list[tuple[str, str]],
    administrator: tuple[str, str],
) -> list[WayIn]:
    """Make the city and the ways in of its first three people, given as (name, e-mail).

    Refused: the code is wrong; the door is closed; lines that are wrong; fewer than three different people.
    """
    if not is_open() or not hmac.compare_digest(_hash(code.strip().upper()), _code_hash()):
        raise Refused(_("启动码不对或已用过。在服务器上重新运行 manage.py up --empty，会显示新的启动码。"), code="door")
    people = [*managers, administrator]
    names, addresses = {n.strip() for n, _e in people}, {e.strip().lower() for _n, e in people}
    if len(managers) != 2 or len(names) != 3 or len(addresses) != 3:
        raise Refused(_("两位管理人员和系统管理员须是三个不同的人，邮箱也各不相同。"), code="three_people")
    bureau = _city(city_code.strip(), city_name.strip(), counties)
    # Links of an attempt before this one: nobody has used them, or the door would be closed.
    Invitation.objects.filter(used_by=None).update(withdrawn_at=clock.machine_now())
    ways = [_way(name, email, roles.MUN, bureau) for name, email in managers]
    ways.append(_way(*administrator, roles.SYS, bureau))
    trail.record("accounts.first_run", bureau, by=None, detail={"people": len(ways)})
    transaction.on_commit(lambda: _path().unlink(missing_ok=True))
    return ways


def _city(code: str, name: str, counties: str | bytes) -> OrgUnit:
    rows = divisions.parse(counties, city=code)
    if not any(r.level == "city" for r in rows):
        rows = divisions.parse(f"{code},{name},city") + rows
    if [r.code for r in rows if r.level == "city"] != [code]:
        raise Refused(_("名单里的市与所填的市区划代码不一致。"), code="one_city")
    if not any(r.level == "county" for r in rows):
        raise Refused(_("至少填写一个县(市、区)。"), code="no_county")
    divisions.load(rows, by=None)
    divisions.open_offices(by=None)
    return OrgUnit.objects.get(kind="municipal_bureau", division_id=code)


def _way(name: str, email: str, role: str, bureau: OrgUnit) -> WayIn:
    invitation = invitations.write(email, name, role, bureau, by=None, needs_second=False)
    return WayIn(invitation.display_name, invitations.role_name(invitation), invitations.link(invitation))


def _hash(code: str) -> str:
    return salted_hmac("accounts.first_run", code, algorithm="sha256").hexdigest()


def _code_hash() -> str:
    return json.loads(_path().read_text(encoding="utf-8"))["code_hash"]


def _path() -> Path:
    return Path(settings.VAR_DIR) / "first-run.json"
