"""What the own page shows, in words: what is missing and where to get it, facts, consents, the undertaking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from desk.dates import day
from kit import identity
from training import queries as training
from volunteers import queries
from volunteers.applying import pages
from volunteers.applying import queries as applying
from volunteers.consents import queries as consents
from volunteers.models import ConsentText, Volunteer

TONES = {
    "unconfirmed": "wait", "screening": "wait", "training": "wait", "active": "ok", "resting": "off",
    "suspended": "bad", "blocked": "bad", "left": "off",
}  # fmt: skip


def lacks(me: Volunteer, on: date) -> list[queries.Way]:
    """What stands between this person and a client, each a sentence with its way forward where there is one."""
    codes = [code for code in queries.missing([me.pk], on)[me.pk] if code != "full"]
    if me.status == "unconfirmed":
        codes = ["unconfirmed"]
    return queries.ways_for(codes, me.county_code, said={"unconfirmed": _("登记还没有经您本人确认")})


def facts(me: Volunteer) -> list[tuple[str, Any]]:
    return [
        (_("姓名"), me.user.display_name),
        (_("志愿者编号"), me.number),
        (_("身份证号"), identity.mask_id(me.id_number or "") or "—"),
        (_("手机号码"), identity.mask_mobile(me.user.phone or "") or "—"),
    ]


def sections(me: Volunteer) -> list[dict[str, Any]]:
    """The parts of the profile that the person changes, as when applying."""
    return [
        {
            "title": applying.title(page),
            "url": reverse("volunteers:change", args=[page]),
            "facts": pages.FACTS[page](me),
        }
        for page in ("where", "what", "when")
    ]


def consents_of(person: User, on: date) -> list[dict[str, Any]]:
    """Each text that is asked for: agreed to or not, since when, in which version, and the way to change it."""
    given, texts = consents.given(person), consents.texts_in_force(on)
    rows = []
    for kind in consents.ASKED:
        found = given.get(kind)
        rows.append(
            {
                "kind": kind,
                "title": str(dict(ConsentText.Kind.choices)[kind]),
                "given": found,
                "is_old": bool(found and kind in texts and found.text_id != texts[kind].pk),
                "compulsory": kind in consents.COMPULSORY,
            }
        )
    return rows


def undertaking(me: Volunteer, on: date) -> dict[str, Any]:
    """Until when the undertaking holds, and whether it may be signed now."""
    held = training.undertaking(me.user_id, on)
    return {
        "holds": held.holds,
        "may_sign": me.status != "left" and held.state != "met",
        "note": _("有效到 %(day)s") % {"day": day(held.until)} if held.holds else _("还没有签署，或已经过期"),
    }
