"""The portal and the ready course, for tests that only stand on them: copied in the database instead of made.

Making some sixty pages takes Wagtail two seconds; more than a hundred tests begin with it. They are made once a worker,
without the counties' sections, and kept beside the tables. PostgreSQL, where few tests want them, makes them each time.
"""

from __future__ import annotations

from typing import Any
from unittest import mock

from django.apps import apps
from django.db import connection
from wagtail.models import Page, Site

from cms import services
from cms.pages import HomePage
from tests import migrated
from training.learning.loading import ensure_content

OURS = ("wagtailcore_", "cms_", "training_")  # and the pages of other trades
_kept: list[str] = []


def keep(database: Any) -> None:
    """Make them, copy their tables, and leave everything as it was. Nothing else may be going on."""
    if database.vendor != "sqlite":
        return
    with mock.patch.object(services, "ensure_section"):
        services.ensure_portal()
        ensure_content()
    pages = {model._meta.db_table for model in apps.get_models() if issubclass(model, Page)}
    with database.cursor() as cursor:
        for table in migrated._tables(database):
            if table.startswith(OURS) or table in pages:
                cursor.execute(f'DROP TABLE IF EXISTS "portal__{table}"')
                cursor.execute(f'CREATE TABLE "portal__{table}" AS SELECT * FROM "{table}"')
                _kept.append(table)


def ensure_portal() -> HomePage:
    """The same as `cms.services.ensure_portal`, in no time."""
    if _kept and not HomePage.objects.exists():
        with connection.cursor() as cursor:
            for table in _kept:
                cursor.execute(f'DELETE FROM "{table}"')
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "portal__{table}"')
        Site.clear_site_root_paths_cache()
    return services.ensure_portal()
