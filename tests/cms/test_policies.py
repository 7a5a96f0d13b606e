"""The library of policy; what the portal tells machines; pages that come and go by the clock."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Site

from cms.about import as_json
from cms.finding import sync
from cms.pages import ArticleIndexPage, ArticlePage, StandardPage
from cms.policy_pages import PolicyPage
from cms.services import ensure_first_articles
from cms.tasks import scheduled
from tests.portal import ensure_portal

DATA = re.compile(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', re.S)


@pytest.fixture
def portal(db):
    home = ensure_portal()
    ensure_first_articles()
    Site.clear_site_root_paths_cache()
    return home


def facts(words: str) -> dict[str, dict]:
    return {one["@type"]: one for one in map(json.loads, DATA.findall(words))}


def article(portal, **more) -> ArticlePage:
    news = ArticleIndexPage.objects.get(slug="news", locale=portal.locale)
    page = ArticlePage(title="开放日", slug="open-day", summary="周末开放。", locale=portal.locale, **more)
    return news.add_child(instance=page)


# --- the library -----------------------------------------------------------------------------------------------
def test_the_library_opens_in_both_languages_and_is_narrowed(client, portal) -> None:
    assert PolicyPage.objects.filter(locale=portal.locale).count() == 11
    chinese = client.get("/policies/?audience=employer&kind=tax").content.decode()
    assert "税费优惠：先问清这几件事" in chinese and "/policies/volunteering-regulation/" not in chinese
    english = client.get("/en/policies/?audience=volunteer").content.decode()
    assert "Regulation on Volunteering" in english and "Tax relief: what" not in english
    assert client.get("/policies/?audience=nonsense&kind=x&page=99").status_code == 200


def test_an_entry_says_where_it_stands_and_that_nobody_checked_it(client, portal) -> None:
    path = "/policies/volunteering-regulation/"
    shown = client.get(path).content.decode()
    assert "国务院令第685号" in shown and "2017年12月1日" in shown and "还没有与原文" in shown
    PolicyPage.objects.update(checked_on=date(2026, 1, 5))
    assert "还没有与原文" not in client.get(path).content.decode()


@pytest.mark.parametrize("wrong", [{"until_on": date(2017, 1, 1)}, {"checked_on": date(2999, 1, 1)}])
def test_days_of_an_entry_that_cannot_be_are_refused(wrong, portal) -> None:
    entry = PolicyPage.objects.get(slug="volunteering-regulation", locale=portal.locale)
    for name, value in wrong.items():
        setattr(entry, name, value)
    with pytest.raises(ValidationError):
        entry.full_clean()


def test_an_entry_that_an_editor_took_away_does_not_come_back(portal) -> None:
    PolicyPage.objects.get(slug="your-data", locale=portal.locale).delete()
    before = Page.objects.count()
    ensure_portal()
    assert Page.objects.count() == before


@pytest.mark.parametrize("slug", ["about", "employers", "organisations-guide", "families", "faq", "downloads"])
def test_every_guide_opens_in_both_languages(slug, client, portal) -> None:
    for path in (f"/{slug}/", f"/en/{slug}/"):
        assert client.get(path).status_code == 200, path


def test_links_of_the_guides_lead_somewhere(client, portal) -> None:
    for page in StandardPage.objects.live():
        for block in page.body:
            for link in block.value["links"] if block.block_type == "links" else ():
                assert client.get(link["address"]).status_code == 200, (page.slug, link["address"])


# --- machines ----------------------------------------------------------------------------------------------------
def test_a_page_names_its_one_address_and_its_twin(client, portal) -> None:
    shown = client.get("/en/faq/?from=x").content.decode()
    assert f'<link rel="canonical" href="{settings.PUBLIC_URL}/en/faq/">' in shown
    assert f'hreflang="zh-Hans" href="{settings.PUBLIC_URL}/faq/"' in shown
    assert shown.count('name="description"') == 1 and 'property="og:image"' in shown
    StandardPage.objects.get(slug="faq", locale=portal.locale).unpublish()
    assert '<link rel="alternate" hreflang' not in client.get("/en/faq/").content.decode()


def test_facts_of_a_page_are_told_to_search_engines(client, portal) -> None:
    assert "GovernmentOrganization" in facts(client.get("/").content.decode())
    asked = facts(client.get("/faq/").content.decode())
    assert len(asked["BreadcrumbList"]["itemListElement"]) == 2
    article(portal)
    assert facts(client.get("/news/open-day/").content.decode())["NewsArticle"]["headline"] == "开放日"


def test_no_fact_can_leave_its_element() -> None:
    told = as_json({"name": "</script><script>alert(1)</script>&"})
    assert "<" not in told and json.loads(told)["name"] == "</script><script>alert(1)</script>&"


def test_the_sitemap_lists_public_pages_with_their_twins_and_no_draft(client, portal) -> None:
    article(portal, live=False)
    listed = client.get("/sitemap.xml").content.decode()
    assert f"<loc>{settings.PUBLIC_URL}/en/faq/</loc>" in listed and f"{settings.PUBLIC_URL}/tenders/</loc>" in listed
    assert 'hreflang="en"' in listed and "open-day" not in listed
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in robots and "Disallow: /cms/" in robots


def test_the_feed_speaks_one_language(client, portal) -> None:
    sync.sync()
    chinese, english = (client.get(f"/feeds/news.atom{q}").content.decode() for q in ("", "?lang=en"))
    assert "第一次上岗以前" in chinese and "Before your first shift" not in chinese
    assert "Before your first shift" in english and "第一次上岗以前" not in english
    assert client.get("/feeds/notices.atom").status_code == 200


# --- by the clock, and addresses that change ---------------------------------------------------------------------
def test_a_page_comes_and_goes_at_the_minute_that_was_set(client, portal) -> None:
    page = article(portal, live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    scheduled(None)
    assert client.get("/news/open-day/").status_code == 404
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    stands = {**revision.content, "go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=stands)
    scheduled(None)
    scheduled(None)
    assert client.get("/news/open-day/").status_code == 200
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    scheduled(None)
    assert client.get("/news/open-day/").status_code == 404


def test_an_old_address_leads_to_the_new_one(client, portal, django_capture_on_commit_callbacks) -> None:
    page = article(portal)
    page.save_revision().publish()
    page.slug = "open-weekend"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert client.get("/news/open-day/").headers["Location"] == "/news/open-weekend/"


def test_the_frame_of_public_pages_stays_light() -> None:
    """What a visitor loads, as it is sent: styles below 40 kB, scripts below 45 kB."""
    root = Path(settings.BASE_DIR) / "site" / "static"

    def sent(kind: str) -> int:
        return sum(len(gzip.compress(p.read_bytes())) for p in (root / kind).glob(f"*.{kind}"))

    assert sent("css") < 40_000
    assert sent("js") < 45_000
