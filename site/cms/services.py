"""Bring the portal into being: both languages, the site, the home page and the standing pages, once."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from accounts.models import Division
from cms import texts, texts_guides, texts_policies
from cms.pages import ArticleIndexPage, ArticlePage, BasePage, HomePage, StandardPage
from cms.policy_pages import PolicyIndexPage, PolicyPage
from cms.review import ManagerReview
from kit import clock
from kit.hooks import Registry

CHINESE, ENGLISH = "zh-hans", "en"
STANDING = (*texts.STANDING, *texts_guides.GUIDES)
# (kind of page, its words): the standing pages that trades add to the portal, right below the home page.
trade_pages: Registry[tuple[type[BasePage], texts.Standing]] = Registry("trade_pages")


@transaction.atomic
def ensure_portal() -> HomePage:
    """The portal as it should be at least; whatever an editor has changed or taken down stays as it is.

    May run at every start. Returns the Chinese home page.
    """
    chinese = Locale.objects.get_or_create(language_code=CHINESE)[0]
    english = Locale.objects.get_or_create(language_code=ENGLISH)[0]
    home = HomePage.objects.filter(locale=chinese).order_by("pk").first() or _first_home(chinese)
    english_home = _twin(home, english, texts.HOME[ENGLISH], slug="home-en")
    _ensure_site(home)
    for kind, text in (*((StandardPage, text) for text in STANDING), *trade_pages):
        page = _ensure_child(home, kind, text.slug, text.chinese)
        _twin(page, english, text.english, parent=english_home)
    _ensure_library(home)
    news = _ensure_child(home, ArticleIndexPage, "news", texts.NEWS[CHINESE])
    _twin(news, english, texts.NEWS[ENGLISH], parent=english_home)
    for county in Division.objects.filter(level="county"):
        ensure_section(county)
    _ensure_review([home, english_home])
    return home


@transaction.atomic
def ensure_section(county: Division) -> ArticleIndexPage | None:
    """The county's own part of the news, in both languages; None while there is no portal yet."""
    news = ArticleIndexPage.objects.filter(locale__language_code=CHINESE, slug="news", county=None).first()
    if news is None:
        return None
    section = ArticleIndexPage.objects.filter(locale=news.locale, county=county).first()
    if section is None:
        section = _ensure_child(news, ArticleIndexPage, county.code, _of_county(county, CHINESE))
    english = Locale.objects.get(language_code=ENGLISH)
    _twin(section, english, _of_county(county, ENGLISH))
    return section


@transaction.atomic
def ensure_first_articles() -> None:
    """The pieces a fresh portal opens with; not when an article, of whatever kind, was ever written."""
    if not ArticlePage.objects.exists():
        _publish(texts.ARTICLES, clock.today())


@transaction.atomic
def tell_stories(on: date) -> None:
    """The invented stories of a demo city; they and what was there before bear its first day."""
    _publish(texts.STORIES, on)
    ArticlePage.objects.update(published_on=on)


def _publish(articles: tuple[texts.Standing, ...], on: date) -> None:
    news = ArticleIndexPage.objects.get(locale__language_code=CHINESE, slug="news")
    english = Locale.objects.get(language_code=ENGLISH)
    for text in articles:
        page = _ensure_child(news, ArticlePage, text.slug, text.chinese | {"published_on": on})
        _twin(page, english, text.english)


@transaction.atomic
def ensure_pair(parent: Page, kind: type[BasePage], text: texts.Standing) -> tuple[Page, bool]:
    """A page below a Chinese one, in both languages; the Chinese one, and whether it was made just now."""
    is_new = not kind.objects.child_of(parent).filter(slug=text.slug).exists()
    page = _ensure_child(parent, kind, text.slug, text.chinese)
    _twin(page, Locale.objects.get(language_code=ENGLISH), text.english)
    return page, is_new


def _ensure_library(home: Page) -> None:
    """The policy library; its first entries only while none was ever written."""
    library, _new = ensure_pair(home, PolicyIndexPage, texts_policies.LIBRARY)
    if not PolicyPage.objects.exists():
        for text in texts_policies.POLICIES:
            ensure_pair(library, PolicyPage, text)


def _of_county(county: Division, language: str) -> dict:
    return {"county": county, **{name: text % county.name for name, text in texts.SECTION[language].items()}}


def _ensure_review(homes: list[Page]) -> None:
    """The one workflow of the portal, on both trees, in place of the one that Wagtail brings."""
    flow = Workflow.objects.filter(workflow_tasks__task__in=ManagerReview.objects.all(), active=True).first()
    if flow is None:
        flow = Workflow.objects.create(name=texts.FLOW)
        WorkflowTask.objects.create(workflow=flow, task=ManagerReview.objects.create(name=texts.REVIEW))
    for other in Workflow.objects.exclude(pk=flow.pk).filter(active=True):
        other.deactivate()
    for home in homes:
        WorkflowPage.objects.update_or_create(page_id=home.pk, defaults={"workflow": flow})


def _first_home(locale: Locale) -> HomePage:
    root = Page.get_first_root_node()
    home = HomePage(slug="portal", locale=locale, **texts.HOME[CHINESE])
    root.add_child(instance=home)
    _remove_welcome_page(home)
    home.refresh_from_db()
    return home


def _remove_welcome_page(home: HomePage) -> None:
    """The page that comes with a new Wagtail, when nobody has made anything of it."""
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").exclude(pk=home.pk).first()
    if welcome is None or welcome.get_children().exists():
        return
    Site.objects.filter(root_page=welcome).update(root_page=home)
    welcome.delete()


def _ensure_site(home: HomePage) -> None:
    address = urlsplit(settings.PUBLIC_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="")
    fresh = site.pk is None or not isinstance(site.root_page.specific, HomePage) or not site.site_name
    if fresh:
        site.root_page = home
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.save()


def _ensure_child(parent: Page, kind: type[BasePage], slug: str, fields: dict) -> Page:
    page = kind.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = kind(slug=slug, locale=parent.locale, **fields)
        parent.add_child(instance=page)
    return page


def _twin(page: Page, locale: Locale, fields: dict, *, parent: Page | None = None, slug: str = "") -> Page:
    """The same page in the other language, tied to it, so that the switch finds it."""
    twin = page.get_translation_or_none(locale)
    if twin is not None:
        return twin.specific
    parent = parent or page.get_parent().get_translation_or_none(locale) or page.get_parent()
    twin = type(page)(
        slug=slug or page.slug, locale=locale, translation_key=page.translation_key, **_kept(page) | fields
    )
    parent.specific.add_child(instance=twin)
    return twin


def _kept(page: Page) -> dict:
    """What a translation shares with its original besides the words."""
    if isinstance(page, ArticlePage):
        shared = ("kind", "published_on", "art", "consent_paper", "consent_on", "is_disguised")
        return {name: getattr(page, name) for name in shared}
    return {}
