"""What a notice says, read alike from a form, a row of a sheet and a body of the interface."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Division
from desk.imports import cells
from kit import clock, identity
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.engine import codes
from matching.offices import office_of_town

AHEAD_DAYS, BEHIND_DAYS = 400, 60  # how far from today a day of release may lie
ADULT = 18  # law: R-MIN-03
MOST_CERTIFICATES = 10
LENGTHS = {"prison_ref": 30, "full_name": 40, "address": 200, "offence": 40}


@dataclass(frozen=True)
class Certificate:
    skill: int
    number: str
    issuer: str
    issued_on: date


@dataclass
class Facts:
    """A notice that holds: `columns` are those of HandoverNotice."""

    columns: dict[str, Any] = field(default_factory=dict)
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def index(self) -> str:
        return str(self.columns["id_index"])


def read(said: Mapping[str, Any]) -> Facts:
    """All of it looked at; Refused with a sentence for each field that is wrong, and nothing of the person in it.

    `release_on` and the days of certificates are dates or texts of one; `town` is a code of twelve or nine digits;
    `needs` and the skill of a certificate are codes or their words.
    """
    facts, wrong = Facts(), dict[str, list[str]]()
    for part in (_texts, _person, _days, _place, _wants, _certificates):
        try:
            part(said, facts)
        except Refused as why:
            for name, sentences in why.at.items() or {"": [str(why)]}.items():
                wrong.setdefault(name, []).extend(sentences)
    if wrong:
        raise Refused(_("有几处要更正。"), code="notice", at=wrong)
    born, release = date.fromisoformat(facts.columns["born_on_text"]), facts.columns["release_on"]
    facts.columns["is_minor_track"] = identity.age_on(born, release) < ADULT
    return facts


def fail(name: str, sentence: Any) -> Refused:
    return Refused(sentence, code=name, at={name: [sentence]})


def _texts(said: Mapping[str, Any], facts: Facts) -> None:
    for name, most in LENGTHS.items():
        facts.columns[name] = plain(said.get(name, ""), name, most)
    if not facts.columns["full_name"]:
        raise fail("full_name", _("姓名是空的。"))


def plain(value: Any, name: str, most: int) -> str:
    """One line of text that can be stored: no control characters, no half of a character, not too long."""
    text = str(value or "").strip()
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise fail(name, _("有不能保存的字符，删去后再报。"))
    if len(text) > most:
        raise fail(name, _("最多 %(n)d 个字。") % {"n": most})
    return text


def _person(said: Mapping[str, Any], facts: Facts) -> None:
    try:
        card = identity.resident_id(plain(said.get("id_number", ""), "id_number", 40), on=clock.today())
    except Refused as why:
        raise fail("id_number", why.sentence) from None
    phone = plain(said.get("phone", ""), "phone", 40)
    try:
        facts.columns["phone"] = identity.mobile(phone) if phone else ""
    except Refused as why:
        raise fail("phone", why.sentence) from None
    facts.columns |= {
        "id_number": card.number,
        "id_index": blind_index("client.id_number", card.number),
        "born_on_text": card.born_on.isoformat(),
        "sex_text": "1" if card.sex == identity.MALE else "2",
    }


def _days(said: Mapping[str, Any], facts: Facts) -> None:
    release, today = day(said.get("release_on"), "release_on"), clock.today()
    if release > today + timedelta(days=AHEAD_DAYS) or release < today - timedelta(days=BEHIND_DAYS):
        raise fail("release_on", _("出监日期离今天太远，核对年份。"))
    facts.columns["release_on"] = release


def day(value: Any, name: str) -> date:
    if isinstance(value, date):
        return value
    try:
        found = cells.day(str(value or "")[:40])
    except Refused as why:
        raise fail(name, why.sentence) from None
    if found is None:
        raise fail(name, _("日期是空的。"))
    return found


def _place(said: Mapping[str, Any], facts: Facts) -> None:
    code = str(said.get("town", "") or "").strip()
    town = Division.objects.filter(pk=code[:12], level="town").first() if code.isascii() and code.isdecimal() else None
    if town is None:
        raise fail("town", _("接收地填乡镇街道的区划代码，须在本市名录中。"))
    office = office_of_town(town.pk)
    if office is None:
        raise fail("town", _("这个乡镇街道还没有司法所，与县(市、区)司法局联系。"))
    facts.columns |= {"town": town, "county_code": town.county_code, "office": office}


def _wants(said: Mapping[str, Any], facts: Facts) -> None:
    words = {word: code for code, (_category, word) in codes.NEEDS.items()}
    wanted = [words.get(str(w), str(w)) for w in _listed(said.get("needs"))]
    if set(wanted) - set(codes.NEEDS):
        raise fail("needs", _("有不认识的需求类别，对照模板中的说法。"))
    facts.columns |= {"needs": list(dict.fromkeys(wanted)), "must_meet": bool(said.get("must_meet"))}


def _certificates(said: Mapping[str, Any], facts: Facts) -> None:
    rows = _listed(said.get("certificates"))
    if len(rows) > MOST_CERTIFICATES:
        raise fail("certificates", _("一份通知最多 %(n)d 份证书。") % {"n": MOST_CERTIFICATES})
    facts.certificates = [_certificate(row) for row in rows]


def _certificate(row: Any) -> Certificate:
    skill = str(row.get("skill", "")).strip()
    bit = int(skill) if skill.isascii() and skill.isdecimal() and len(skill) < 3 else -1
    bit = codes.SKILLS.index(skill) if skill in codes.SKILLS else bit
    if not 0 <= bit < len(codes.SKILLS):
        raise fail("certificates", _("证书的技能不在技能表中。"))
    issued = day(row.get("issued_on"), "certificates")
    if issued > clock.today():
        raise fail("certificates", _("发证日期不能晚于今天。"))
    number, issuer = (plain(row.get(name, ""), "certificates", 60) for name in ("number", "issuer"))
    if not number or not issuer:
        raise fail("certificates", _("证书写明编号和发证单位。"))
    return Certificate(bit, number, issuer, issued)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping) else []


def receipt_hash(number: str, key: Any, at: datetime, facts: Facts) -> str:
    """SHA-256 over number, instant and content. The key of the row is in it, so that nobody can try out ID numbers
    against a receipt."""
    columns = {
        name: str(getattr(value, "pk", "" if value is None else value))
        for name, value in facts.columns.items()
        if name != "id_index"
    }
    papers = [[c.skill, c.number, c.issuer, c.issued_on.isoformat()] for c in facts.certificates]
    content = {"number": number, "key": str(key), "at": int(at.timestamp()), "columns": columns, "certificates": papers}
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()
