"""What a visitor finds: titles first, then what fits best, newest first where nothing tells them apart."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from cms import bigrams
from cms.finding import entries
from cms.finding.models import Findable

SHOWN = 20  # a page
MOST = 200  # whoever leafs further does better to ask more narrowly
SUGGESTED = 5


@dataclass(frozen=True)
class Answer:
    rows: list[Findable]
    total: int
    kinds: dict[str, int]
    page: int
    pages: int


def find(text: str, *, language: str, kind: str = "", page: int = 1) -> Answer:
    """One page of what was found, and how many of each kind. Four queries, however much is found."""
    every = entries.ids(text, language=language)
    wanted = entries.ids(text, language=language, kind=kind)
    if every is None or wanted is None:
        return Answer([], 0, {}, 1, 1)
    kinds = dict(
        Findable.objects.filter(pk__in=every.order_by()).order_by().values_list("kind").annotate(n=Count("pk"))
    )
    total = kinds.get(kind, 0) if kind else sum(kinds.values())
    pages = max(1, -(-min(total, MOST) // SHOWN))
    page = min(max(page, 1), pages)
    chosen = _titles_first(list(wanted[:MOST]), text)[(page - 1) * SHOWN : page * SHOWN] if total else []
    rows = Findable.objects.defer("stamp").in_bulk(chosen)
    return Answer([rows[pk] for pk in chosen if pk in rows], total, kinds, page, pages)


def _titles_first(pks: list[int], text: str) -> list[int]:
    """The whole text in the title comes before all its words in the title, and that before the rest."""
    words, whole = bigrams.terms(text), " ".join(text.split()).lower()
    titles = dict(Findable.objects.filter(pk__in=pks).values_list("pk", "title"))

    def place(pk: int) -> int:
        title = titles.get(pk, "").lower()
        return 0 if whole in title else 1 if all(word in title for word in words) else 2

    return sorted(pks, key=place)


def suggestions(text: str, *, language: str) -> list[Findable]:
    """Titles that share at least one pair of characters with what was typed: for when nothing was found."""
    words = bigrams.query_words(text).split()[:6]
    if not words:
        return []
    near = Q()
    for word in words:
        near |= Q(title__icontains=word)
    return list(_readable(language).filter(near).order_by("-on", "-pk")[:SUGGESTED])


def _readable(language: str) -> QuerySet[Findable]:
    return Findable.objects.filter(language__in=("", language))
