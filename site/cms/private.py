"""What may never stand on a public page, looked for in every word that an editor can put there."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

# A resident ID number, or the code of a client: neither may ever stand on a public page.
_PRIVATE = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[0-9Xx]|C-[0-9A-HJKMNP-TV-Z]{8})(?![0-9A-Za-z])", re.ASCII)
_TAG = re.compile(r"<[^>]*>")


def is_in(value: Any) -> bool:
    """Whether an ID number or a client's code stands in a text or anywhere in a tree of lists and dicts.

    Read as a reader reads it: full-width digits are digits, and markup in the middle of a number hides nothing.
    The words are looked at one by one, never as JSON: there a Chinese character before the number ends in a digit.
    """
    return any(_PRIVATE.search(_read(text)) for text in _texts(value))


def _read(text: str) -> str:
    return unicodedata.normalize("NFKC", html.unescape(_TAG.sub("", text)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name != "id":  # of a block: made by the machine
                yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
