"""The portal in both languages: home, standing pages, articles, and nothing private on any of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, Site

from cms.pages import ArticleIndexPage, ArticlePage, HomePage, StandardPage
from cms.services import ensure_first_articles, tell_stories
from desk import hooks
from tests.portal import ensure_portal


@pytest.fixture
def portal(db) -> HomePage:
    home = ensure_portal()
    ensure_first_articles()
    tell_stories(date(2026, 11, 2))
    Site.clear_site_root_paths_cache()
    return home


@pytest.fixture
def figures(monkeypatch):
    shown: list[hooks.Figure] = []
    monkeypatch.setattr(hooks, "figures", shown)
    return shown


def _page(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_home_speaks_chinese_at_the_root_and_english_beside_it(client, portal):
    chinese, english = _page(client, "/"), _page(client, "/en/")
    assert 'lang="zh-Hans"' in chinese
    assert "回到生活里" in chinese
    assert "需要帮助的人和家属" in chinese
    assert 'lang="en"' in english
    assert "back into everyday life" in english


@pytest.mark.parametrize("slug", ["join", "contact", "privacy", "accessibility", "news"])
def test_every_standing_page_is_there_in_both_languages(client, portal, slug):
    assert _page(client, f"/{slug}/") != _page(client, f"/en/{slug}/")


def test_whoever_chose_english_is_led_to_the_english_page(client, portal):
    client.cookies["lang"] = "en"
    answer = client.get("/contact/?from=slip")
    assert answer.headers["Location"] == "/en/contact/?from=slip"
    assert client.get("/en/contact/").status_code == 200


def test_the_browser_does_not_choose_the_language(client, portal):
    assert "回到生活里" in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_what_is_nowhere_is_not_found_in_either_language(client, portal):
    assert client.get("/nowhere/").status_code == 404
    assert client.get("/en/nowhere/").status_code == 404


def test_the_portal_may_be_ensured_at_every_start(portal):
    before = Page.objects.count()
    StandardPage.objects.filter(slug="contact").update(title="改过的标题")
    StandardPage.objects.filter(slug="join", locale__language_code="zh-hans").update(live=False)
    ensure_portal()
    ensure_first_articles()
    assert Page.objects.count() == before
    assert StandardPage.objects.filter(title="改过的标题").count() == 2
    assert not StandardPage.objects.get(slug="join", locale__language_code="zh-hans").live
    assert Site.objects.get(is_default_site=True).root_page.specific == portal


def test_every_page_has_its_twin(portal):
    for kind in (HomePage, StandardPage, ArticleIndexPage, ArticlePage):
        for page in kind.objects.all():
            assert page.get_translations().count() == 1


def test_the_newest_articles_stand_on_the_home_page(client, portal):
    home = _page(client, "/")
    assert "第一次上岗以前" in home
    assert "没有面孔的故事" in home
    assert "/news/a-timetable/" in home


def test_a_real_city_tells_no_invented_story(client, db):
    ensure_portal()
    ensure_first_articles()
    Site.clear_site_root_paths_cache()
    home = _page(client, "/")
    assert "第一次上岗以前" in home
    assert "没有面孔的故事" not in home
    assert not ArticlePage.objects.filter(kind="story").exists()


def test_the_pieces_of_a_demo_bear_its_first_day(client, portal):
    assert set(ArticlePage.objects.values_list("published_on", flat=True)) == {date(2026, 11, 2)}
    assert "2026年11月2日" in _page(client, "/")


def test_articles_can_be_narrowed_by_kind(client, portal):
    stories = _page(client, "/news/?kind=story")
    assert "第三十天的电话" in stories
    assert "第一次上岗以前" not in stories
    assert _page(client, "/news/?kind=nonsense&page=77")


def test_a_figure_of_fewer_than_five_stays_unsaid(client, portal, figures):
    figures += [
        hooks.Figure("many", "已送达的帮扶", "人次", lambda: 1286, public=True),
        hooks.Figure("few", "正在等待", "件", lambda: 4, public=True),
        hooks.Figure("thin", "首次回应", "个工作日", lambda: hooks.Reading("1.7", n=4), public=True),
        hooks.Figure("inside", "内部数字", "件", lambda: 99, public=False),
    ]
    home = _page(client, "/")
    assert "1,286" in home
    assert home.count("少于 5，不公布") == 2
    assert ">1.7" not in home
    assert "内部数字" not in home


def test_a_home_without_figures_shows_no_empty_frame(client, portal, figures):
    assert "tq-figures" not in _page(client, "/")


@pytest.mark.parametrize("private", ["990101198503070017", "C-7K2M9QXA"])
def test_a_page_takes_neither_an_id_number_nor_a_client_code(portal, private):
    page = StandardPage(title="试写", slug="try", summary=f"对象 {private} 已到", locale=portal.locale)
    with pytest.raises(ValidationError, match="网站上不登载"):
        portal.add_child(instance=page)


def test_the_body_of_a_page_is_looked_at_too(portal):
    page = StandardPage.objects.get(slug="join", locale=portal.locale)
    page.body = [("text", "<p>编号 C-7K2M9QXA</p>")]
    with pytest.raises(ValidationError):
        page.full_clean()


def test_the_first_texts_of_the_portal_may_be_published(portal):
    for page in Page.objects.exclude(depth=1).specific():
        page.full_clean()


def test_the_home_page_holds_under_the_strict_policy(client, portal):
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_only_styles_are_let_through_for_the_editor(client, db):
    policy = client.get("/cms/", follow=False).headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe" not in scripts
    assert "'unsafe-inline'" in policy
