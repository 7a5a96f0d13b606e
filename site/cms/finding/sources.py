"""Where public things come from: each room hangs in a source, which says what a visitor may find there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.pages import ArticlePage, BasePage
from cms.policy_pages import PolicyPage
from kit.hooks import Registry


@dataclass(frozen=True)
class Thing:
    """One public thing in the words everybody may read. `key` names it within its source."""

    key: str
    title: str
    text: str
    url: str
    language: str = ""
    place: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Source:
    """A kind of things: its code, its heading, and a function that tells all there are now."""

    kind: str
    label: Any
    things: Callable[[], Iterable[Thing]]
    order: int = 50


sources: Registry[Source] = Registry("findable_sources")


def kinds() -> list[Source]:
    return sorted(sources, key=lambda s: s.order)


def _pages(wanted: type[BasePage] | None, *, but: tuple[type[BasePage], ...] = ()) -> Iterator[Thing]:
    """Pages that are published for everybody, of one kind or of all but some."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    rows = Page.objects.live().public().descendant_of(site.root_page.get_parent()).select_related("locale")
    rows = rows.type(wanted) if wanted else rows.not_type(*but)
    for page in rows.specific().iterator(chunk_size=200):
        if isinstance(page, BasePage) and page.is_findable and (url := page.get_url()):
            yield _thing(page, url)


def _thing(page: BasePage, url: str) -> Thing:
    body = getattr(page, "body", None)
    parts = [
        getattr(page, "summary", ""),
        page.searchable(),
        *(body.stream_block.get_searchable_content(body) if body else ()),
    ]
    return Thing(
        key=str(page.pk),
        title=page.title,
        text="\n".join(str(part) for part in parts if part),
        url=url,
        language=page.locale.language_code,
        on=getattr(page, "published_on", None),
    )


articles = Source("article", _("公告、政策与动态"), lambda: _pages(ArticlePage), order=20)


def page_source(kind: str, label: Any, page: type[BasePage], order: int) -> Source:
    """A trade's own pages under their own heading."""
    _apart.append(page)
    return Source(kind, label, lambda: _pages(page), order)


_apart: list[type[BasePage]] = []
standing = Source("page", _("指南与说明"), lambda: _pages(None, but=(ArticlePage, *_apart)), order=60)
for one in (articles, page_source("policy", _("政策与法律"), PolicyPage, 25), standing):
    sources.add(one)
