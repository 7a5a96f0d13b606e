"""Wagtail's search in the database, made to find Chinese: texts and questions go through `cms.bigrams`.

It replaces the one class of the library that reads a thing's texts; `tests/cms/test_search.py` guards an upgrade.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from modelsearch.query import PlainText

from cms import bigrams


class _Bigrams:
    """Mixed into the backend of either database: what is asked is cut as what is kept."""

    def _search(self, query_compiler_class: type, query: Any, model_or_queryset: Any, **more: Any) -> Any:
        if isinstance(query, PlainText):
            query = PlainText(bigrams.query_words(query.query_string), operator=query.operator, boost=query.boost)
        elif isinstance(query, str):
            query = bigrams.query_words(query)
        return super()._search(query_compiler_class, query, model_or_queryset, **more)  # type: ignore[misc]


def _reading(module: Any) -> None:
    """Let this module's indexer cut what it reads; once."""
    if issubclass(module.ObjectIndexer, _Cut):
        return
    module.ObjectIndexer = type("BigramIndexer", (_Cut, module.ObjectIndexer), {})


class _Cut:
    def prepare_value(self, value: Any) -> str:
        return bigrams.index_words(super().prepare_value(value))  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name by which Wagtail asks for it
    """The backend of the database that is in use: each module of the library fails to load beside the other."""
    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres import postgres

        _reading(postgres)
        return type("PostgresBigrams", (_Bigrams, postgres.PostgresSearchBackend), {})(params)
    from modelsearch.backends.database.sqlite import sqlite

    _reading(sqlite)
    return type("SQLiteBigrams", (_Bigrams, sqlite.SQLiteSearchBackend), {})(params)
