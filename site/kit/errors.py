"""What the house says when it will not do a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import Http404


class Refused(Exception):
    """A sentence to the person who asked, with the way forward; screens show it, nobody hides it.

    `reasons` lists several sentences where more than one thing is in the way; those of `at` speak of one argument
    each, and a form with a field of that name shows them there. `code` names the guard for tests and for counting.
    """

    def __init__(
        self,
        sentence: object,
        *,
        code: str = "",
        reasons: Iterable[object] = (),
        at: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.at = {name: said for name, said in (at or {}).items() if said}
        self.reasons = [*reasons, *(s for said in self.at.values() for s in said)]

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(Http404):
    """The thing does not exist for whoever asked: always answered as 404, never as 403."""
