"""The sentences of messages: registered by whoever sends them, filled with plain values, in the reader's language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats, translation
from django.utils.functional import Promise

from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

_PLACE = re.compile(r"%\((\w+)\)s")
# Letters and digits on either side mean a longer code (a hash, a certificate number), not a person's number.
_PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z])", re.ASCII
)
_PERSONAL_NAMES = {"client", "client_name", "supervisee", "person_name", "id_number", "mobile", "phone", "address"}


LONGEST_SMS = 70  # characters, what one segment holds.  law: R-PI-08
_LINK = re.compile(r"https?:|www\.|[A-Za-z0-9-]+\.(?:cn|com|org|net)\b|/\w+/", re.ASCII)


@dataclass(frozen=True)
class Template:
    """`subject` and `body` are lazy translations with named places: `求助 %(number)s 有了新邀约`.

    `sms` are the words of a text message, for the kinds that may go out as one: short, and without a link.
    `at_night` lets it ring a phone in quiet hours too: only what cannot wait for the morning.
    """

    kind: str
    subject: Any
    body: Any
    sms: Any = ""
    at_night: bool = False

    @property
    def places(self) -> set[str]:
        return set(_PLACE.findall(f"{self.subject}{self.body}"))

    def __post_init__(self) -> None:
        if extra := set(_PLACE.findall(str(self.sms))) - self.places:
            raise ValueError(f"{self.kind}: the text message has places of its own: {sorted(extra)}")
        if _LINK.search(str(self.sms)) or len(str(self.sms)) > LONGEST_SMS:
            raise ValueError(f"{self.kind}: a text message is at most {LONGEST_SMS} characters, without a link")


templates: dict[str, Template] = {}


def template(kind: str, *, subject: Any, body: Any, sms: Any = "", at_night: bool = False) -> Template:
    """Register the words of a kind, once."""
    if kind in templates:
        raise ValueError(f"two templates are called {kind}")
    templates[kind] = Template(kind, subject, body, sms, at_night)
    return templates[kind]


def subject(kind: str, params: dict[str, Any], language: str) -> str:
    return _fill(kind, "subject", params, language)


def body(kind: str, params: dict[str, Any], language: str) -> str:
    return _fill(kind, "body", params, language)


def sms(kind: str, params: dict[str, Any], language: str) -> str:
    """The words of the text message; "" for a kind that never goes out as one."""
    return _fill(kind, "sms", params, language)


def sms_values(kind: str, params: dict[str, Any], language: str) -> dict[str, str]:
    """The values of the places of the text message, as they are shown: for providers that keep the words themselves."""
    with translation.override(language):
        return {name: str(_shown(params.get(name, "…"))) for name in _PLACE.findall(str(templates[kind].sms))}


def rings_at_night(kind: str) -> bool:
    return kind in templates and templates[kind].at_night


def may_be_texted(kind: str) -> bool:
    return kind in templates and bool(templates[kind].sms)


def pack(kind: str, params: dict[str, Any], language: str) -> dict[str, Any]:
    """The values as they are stored: text, whole numbers, dates and instants, for exactly the places of the kind.

    Refused: a text that holds an ID number or a mobile number. Anything else that is wrong is our slip and raises
    KeyError, TypeError or ValueError.
    """
    if places := templates[kind].places ^ params.keys():
        raise ValueError(f"{kind} takes {sorted(templates[kind].places)}; these differ: {sorted(places)}")
    if personal := _PERSONAL_NAMES & params.keys():
        raise ValueError(f"{kind}: a message never names a client or a number of a person: {sorted(personal)}")
    return {name: _packed(kind, name, value, language) for name, value in params.items()}


def looks_personal(text: str) -> bool:
    """Whether an ID number or a mobile number of the mainland stands in the text, whatever its width or dashes."""
    return bool(_PERSONAL.search(unicodedata.normalize("NFKC", text)))


def _packed(kind: str, name: str, value: Any, language: str) -> Any:
    if isinstance(value, Promise):
        with translation.override(language):
            value = str(value)
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"{kind}: {name} is {type(value).__name__}; a message takes text, whole numbers and dates")
    if looks_personal(str(value)):
        raise Refused(_("消息里不能写身份证号码或手机号码。删去后再继续"), code="personal_in_message")
    return str(value) if isinstance(value, str) else value


def _fill(kind: str, part: str, params: dict[str, Any], language: str) -> str:
    known = templates.get(kind)
    if known is None:  # the words left with an older version; the row stays readable
        return kind if part == "subject" else ""
    with translation.override(language):
        return str(getattr(known, part)) % _Shown({name: _shown(value) for name, value in params.items()})


class _Shown(dict[str, Any]):
    """A place that an older row has no value for is left open: old messages stay readable."""

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(value: Any) -> Any:
    if isinstance(value, dict) and "date" in value:
        return formats.date_format(date.fromisoformat(value["date"]), "DATE_FORMAT")
    if isinstance(value, dict) and "instant" in value:
        moment = datetime.fromisoformat(value["instant"]).astimezone(clock.SHANGHAI)
        return f"{formats.date_format(moment, 'DATE_FORMAT')} {moment:%H:%M}"
    return value
