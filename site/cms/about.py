"""What a page tells machines about itself: its address, its twin, its picture on a card, and its facts as JSON-LD."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString

from accounts import bureau

HREFLANG = {"zh-hans": "zh-Hans", "en": "en"}
# What ends a script element or begins a comment in it, and two characters that end a line in old script.
_ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def about(page: Any, request: HttpRequest) -> dict[str, Any]:
    """For `parts/about.html`. The address is that of the site, whatever host name the request came by."""
    address = absolute(page.get_url(request) or "")
    return {
        "title": page.seo_title or page.title,
        "description": page.search_description or str(getattr(page, "summary", "")),
        "url": address,
        "alternates": alternates(page),
        "image": absolute(static("img/card.png")),
        "kind": page.about_kind,
        "locale": "en" if page.locale.language_code == "en" else "zh_CN",
        "data": [as_json(one) for one in page.facts(address)],
    }


def absolute(path: str) -> str:
    return urljoin(f"{settings.PUBLIC_URL}/", path)


def alternates(page: Any) -> list[tuple[str, str]]:
    """(language, address) of the page and its published twins; empty where it has none."""
    twins = [page, *page.get_translations().live().public().select_related("locale")]
    if len(twins) == 1:
        return []
    found = [(HREFLANG[t.locale.language_code], absolute(t.get_url() or "")) for t in twins]
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def organisation() -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "name": bureau.office_name(),
        "url": absolute("/"),
        "telephone": settings.OFFICE_PHONE,
    }


def breadcrumbs(page: Any) -> list[dict[str, Any]]:
    """The way from the home page; nothing for the home page itself."""
    way = [one for one in page.get_ancestors(inclusive=True) if one.depth > 1]
    if len(way) < 2:
        return []
    steps = [
        {"@type": "ListItem", "position": n, "name": one.title, "item": absolute(one.get_url() or "")}
        for n, one in enumerate(way, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}]


def questions(body: Any) -> list[dict[str, Any]]:
    """All questions with their answers that stand in a body, as one FAQPage."""
    asked = [
        {"@type": "Question", "name": one["question"], "acceptedAnswer": _answer(one)}
        for block in body or ()
        if block.block_type == "questions"
        for one in block.value["questions"]
    ]
    return [{"@type": "FAQPage", "mainEntity": asked}] if asked else []


def _answer(one: Any) -> dict[str, Any]:
    return {"@type": "Answer", "text": one["answer"].source}


def as_json(facts: dict[str, Any]) -> SafeString:
    """Data that can stand in a script element as it is: it holds no character that could leave it."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False)
    return SafeString(text.translate(_ESCAPED))
