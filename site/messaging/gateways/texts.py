"""A text message on its way to a provider, and how a provider takes or refuses it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from messaging.channels import Undeliverable


@dataclass(frozen=True)
class Text:
    """`phone` is E.164; `mark` is ours and comes back with receipts; `values` fill the provider's own template."""

    phone: str
    kind: str
    body: str
    values: dict[str, str]
    mark: str


class Passing(ConnectionError):
    """Not now: try again later. Holds a code only, since the words of a provider quote the number."""


class TextRefused(Undeliverable):
    """Never: with the provider's code, and why the number is to be left alone ("" where it is not its fault)."""

    def __init__(self, code: str, stop: str = "") -> None:
        super().__init__(code, stop)
        self.code = code


class Gateway(Protocol):
    name: str
    abroad: bool  # a provider abroad takes a consent of its own.  law: R-PI-07

    def lacks(self) -> list[str]:
        """Settings that are missing."""

    def takes(self, kind: str) -> bool:
        """Whether messages of this kind can go this way."""

    def send(self, text: Text) -> str:
        """Hand it over; the provider's id. Raises Passing or TextRefused."""

    def find(self, text: Text, since: datetime) -> Iterable[str]:
        """Ids of what the provider took that may be this very text: asked when it is not known whether it went."""
