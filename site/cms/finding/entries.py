"""The index that Wagtail keeps in the database, asked directly: the best first, and no row looked at twice.

The library's own answer looks each row's score up again, which takes seconds with thousands of rows; and it cannot
narrow before it ranks. Here language and kind are words of the index as any other.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, FloatField, Func, QuerySet
from django.db.models.functions import Cast
from modelsearch.conf import get_app_config

from cms import bigrams

_MARK = "zz"  # begins the words of the index that nobody types
_MINE = f"{_MARK}findable"
TITLE_WEIGHS = 20.0  # so much more than the text


def marks(kind: str, languages: list[str]) -> str:
    """The words that stand for where a thing belongs; nobody types them."""
    return " ".join(
        [_MINE, f"{_MARK}kind{kind}", *(f"{_MARK}lang{language.replace('-', '')}" for language in languages)]
    )


def ids(text: str, *, language: str, kind: str = "") -> QuerySet | None:
    """Primary keys (`row`) of what holds every word, the best first; None when there is no word in it."""
    typed = [word for word in bigrams.query_words(text).split() if not word.startswith(_MARK)]
    if not typed:
        return None
    words = [*typed, _MINE, f"{_MARK}lang{language.replace('-', '')}", *([f"{_MARK}kind{kind}"] if kind else [])]
    return _postgres(words) if connection.vendor == "postgresql" else _sqlite(words)


class _BM25(Func):
    """Of SQLite, with a weight for each column (autocomplete, body, title): the smaller the better it fits."""

    function = "bm25"
    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, *_words: Any, **_more: Any) -> tuple[str, tuple[float, ...]]:  # type: ignore[override]
        table = get_app_config().get_model("SQLiteFTSIndexEntry")._meta.db_table
        return f"bm25({table}, %s, %s, %s)", (0.0, 1.0, TITLE_WEIGHS)


def _sqlite(words: list[str]) -> QuerySet:
    from modelsearch.backends.database.sqlite.query import Lexeme, MatchExpression, SearchQueryExpression

    entries = get_app_config().get_model("SQLiteFTSIndexEntry")._default_manager.all()
    asked = SearchQueryExpression(reduce(and_, map(Lexeme, words)))
    found = entries.filter(MatchExpression(["body"], asked))
    row = Cast("index_entry__object_id", BigIntegerField())
    return found.annotate(row=row, fits=_BM25()).order_by("fits", "-row").values_list("row", flat=True)


def _postgres(words: list[str]) -> QuerySet:
    from django.contrib.postgres.search import SearchQuery, SearchRank

    entries = get_app_config().get_model("IndexEntry")._default_manager.all()
    asked = reduce(and_, (SearchQuery(word, config="simple") for word in words))
    typed = reduce(and_, (SearchQuery(word, config="simple") for word in words if not word.startswith(_MARK)))
    fits = SearchRank(F("title"), typed) * TITLE_WEIGHS + SearchRank(F("body"), typed)
    row = Cast("object_id", BigIntegerField())
    return (
        entries.filter(body=asked).annotate(row=row, fits=fits).order_by("-fits", "-row").values_list("row", flat=True)
    )
