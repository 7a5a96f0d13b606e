"""What kinds of service and skills are called: the roof's words, asked once and used for lists, forms and filters."""

from __future__ import annotations

from volunteers import hooks


def choices() -> list[tuple[str, str]]:
    return hooks.vocabulary().needs


def label(kind: str) -> str:
    """A kind in words; one that the roof no longer knows is shown as it is."""
    return dict(choices()).get(kind, kind)


def skills() -> list[tuple[int, str]]:
    return hooks.vocabulary().skills


def skill_words(mask: int) -> list[str]:
    return [word for bit, word in skills() if mask >> bit & 1]
