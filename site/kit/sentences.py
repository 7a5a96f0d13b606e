"""Sentences that are kept and read later, by each reader in the reader's own language.

A service says `_("…%(n)d…") % {"n": 3}` as everywhere, with `gettext` from here in place of Django's: what it gets is
text that remembers what it was made of. Whoever keeps it writes `stored(said)` into JSON and shows `told(kept)`, or
declares a SentenceField, which does both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.functional import Promise

_PLACE = re.compile(r"%\((\w+)\)")
_MARK = '{"sentence"'


class Sentence(str):
    """Text in the language of the moment, with the msgid and the values it was made of."""

    msgid: str
    params: dict[str, Any] | None

    def __new__(cls, text: str, msgid: str = "", params: dict[str, Any] | None = None) -> Sentence:
        made = super().__new__(cls, text)
        made.msgid, made.params = msgid, params
        return made

    def __mod__(self, params: Any) -> str:
        text = super().__mod__(params)
        if self.params is not None or not isinstance(params, Mapping):
            return text
        # Only what the sentence names: a value that nobody reads in it is not kept with it.
        return Sentence(text, self.msgid, {name: params[name] for name in _PLACE.findall(self.msgid)})


def gettext(message: str) -> Sentence:
    return Sentence(translation.gettext(message), message)


def stored(said: Any) -> dict[str, Any]:
    """As JSON: the text, and what it can be told from again where that is known. Numbers stay, all else is text."""
    if isinstance(said, Promise):
        with translation.override(None):  # no language: what comes is the msgid
            msgid = str(said)
        said = Sentence(str(said), msgid)
    kept: dict[str, Any] = {"sentence": str(said)}
    if isinstance(said, Sentence) and said.msgid:
        kept["msgid"] = said.msgid
        if said.params is not None:
            kept["params"] = {name: _param(value) for name, value in said.params.items()}
    return kept


def _param(value: Any) -> Any:
    if isinstance(value, Sentence | Promise):
        return stored(value)
    return value if isinstance(value, int | float) else str(value)


def told(kept: Mapping[str, Any]) -> str:
    """In the language of whoever reads now; the text as it was kept where it cannot be told again."""
    if not kept.get("msgid"):
        return kept["sentence"]
    said, params = gettext(kept["msgid"]), kept.get("params")
    if params is None:
        return said
    try:
        return said % {name: told(v) if isinstance(v, dict) else v for name, v in params.items()}
    except (KeyError, TypeError, ValueError):  # the catalogue has changed since
        return kept["sentence"]


class SentenceField(models.TextField):
    """A column for one sentence: read from the database in the language of the moment. Plain text stays as it is."""

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sentence | Promise):
            return json.dumps(stored(value), ensure_ascii=False)
        return super().get_prep_value(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return told(json.loads(value)) if value and value.startswith(_MARK) else value
