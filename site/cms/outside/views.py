"""What machines of others read: where all pages are, which they may look at, and what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.about import HREFLANG, absolute
from cms.finding.models import Findable
from cms.pages import BasePage
from kit import clock

MOST = 40_000  # an index of sitemaps would be needed past 50,000
AN_HOUR = 3600
# The rest is for people who log in, or answers to what somebody typed.
CLOSED = ("/cms/", "/desk/", "/account/", "/search/", "/switch/", "/first-run/", "/help/", "/ngos/")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    return _text("\n".join([*lines, f"Sitemap: {absolute(reverse('sitemap'))}", ""]), "text/plain")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def sitemap(request: HttpRequest, lists: Iterable[str] = ()) -> HttpResponse:
    """Every public page with its twin, the lists of the trades, and each public thing that has a page of its own."""
    places = [*_pages(), *({"url": absolute(reverse(name))} for name in lists), *_things()]
    return _text(render_to_string("cms/sitemap.xml", {"places": places[:MOST]}), "application/xml")


def _pages() -> list[dict[str, Any]]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return []
    rows = Page.objects.live().public().descendant_of(site.root_page.get_parent()).select_related("locale")
    known: dict[Any, list[Page]] = defaultdict(list)
    for page in rows.specific(defer=True):
        # A lesson is a page of the portal but is read after the log-in.
        if isinstance(page, BasePage) and (page.is_findable or page.depth == site.root_page.depth):
            known[page.translation_key].append(page)
    return [_place(page, twins) for twins in known.values() for page in twins]


def _place(page: Page, twins: list[Page]) -> dict[str, Any]:
    languages = [(HREFLANG[t.locale.language_code], absolute(t.get_url() or "")) for t in twins]
    on = page.last_published_at.date() if page.last_published_at else None
    return {"url": absolute(page.get_url() or ""), "on": on, "twins": languages if len(languages) > 1 else []}


def _things() -> list[dict[str, Any]]:
    """What has one address for both languages: tenders, organisations, shifts, courses."""
    rows = Findable.objects.filter(language="").order_by("pk").values_list("url", "on")[:MOST]
    seen: dict[str, date | None] = {}
    for url, on in rows:
        # Parts of one page, and pages behind the log-in, have no place of their own.
        if "#" not in url and "?" not in url and not url.startswith(CLOSED):
            seen.setdefault(url, on)
    return [{"url": absolute(url), "on": on if on and on <= clock.today() else None} for url, on in seen.items()]


def _text(words: str, kind: str) -> HttpResponse:
    return HttpResponse(words, content_type=f"{kind}; charset={settings.DEFAULT_CHARSET}")
