"""Visitors find what is public, in Chinese as it is typed, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms import bigrams
from cms.finding import marking, queries, sync
from cms.finding.models import Findable
from cms.finding.sources import Source, Thing, sources
from cms.pages import ArticlePage
from cms.services import ensure_first_articles
from tests.portal import ensure_portal

CHINESE, ENGLISH = "zh-hans", "en"
THINGS = [
    Thing("1", "心理危机干预培训", "为志愿者开设，讲怎样陪伴。", "/1/"),
    Thing("2", "社区矫正志愿服务", "就业帮扶、心理辅导和危机干预。", "/2/", place="青河区"),
    Thing("3", "就业帮扶岗位公告", "包装、缝纫；社区矫正机构核对。", "/3/"),
    Thing("4", "家庭关系修复", "矫正期间的家庭会谈，理心不理财。", "/4/"),
    Thing("5", "Legal aid day", "Free advice for families.", "/5/", language=ENGLISH),
    Thing("6", "法律援助日", "免费解答。", "/6/", language=CHINESE),
]


@pytest.fixture
def shelf(db, monkeypatch) -> list[Thing]:
    things = list(THINGS)
    monkeypatch.setattr(sources, "_things", [Source("notice", "采购公告", lambda: things)])
    sync.sync()
    return things


def titles(text: str, language: str = CHINESE, **more: object) -> list[str]:
    return [row.title for row in queries.find(text, language=language, **more).rows]


@pytest.mark.db
@pytest.mark.parametrize(
    ("asked", "first", "all_of_it"),
    [
        ("心理", "心理危机干预培训", {"心理危机干预培训", "社区矫正志愿服务"}),
        ("社区矫正", "社区矫正志愿服务", {"社区矫正志愿服务", "就业帮扶岗位公告"}),
        ("矫正", "社区矫正志愿服务", {"社区矫正志愿服务", "就业帮扶岗位公告", "家庭关系修复"}),
        ("危机干预", "心理危机干预培训", {"心理危机干预培训", "社区矫正志愿服务"}),
        ("就业", "就业帮扶岗位公告", {"就业帮扶岗位公告", "社区矫正志愿服务"}),
        ("就业 缝纫", "就业帮扶岗位公告", {"就业帮扶岗位公告"}),
        ("修", "家庭关系修复", {"家庭关系修复"}),
        ("法律援助", "法律援助日", {"法律援助日"}),
    ],
)
def test_what_is_typed_is_found_and_titles_come_first(shelf, asked, first, all_of_it):
    found = titles(asked)
    assert found[0] == first
    assert set(found) == all_of_it


@pytest.mark.db
def test_each_language_finds_its_own_and_what_belongs_to_both(shelf):
    assert titles("legal", ENGLISH) == ["Legal aid day"]
    assert titles("legal", CHINESE) == []
    assert titles("法律", ENGLISH) == []
    assert titles("心理", ENGLISH) == titles("心理", CHINESE)


@pytest.mark.db
def test_what_is_gone_is_found_no_more_and_what_changed_is_found_by_its_new_words(shelf):
    shelf[0] = Thing("1", "倾听的练习", "", "/1/")
    del shelf[2]
    assert sync.sync() == {"written": 1, "removed": 1}
    assert titles("倾听") == ["倾听的练习"]
    assert titles("心理") == ["社区矫正志愿服务"]
    assert titles("缝纫") == []
    assert sync.sync() == {"written": 0, "removed": 0}


@pytest.mark.db
def test_a_page_of_results_asks_four_queries_however_much_there_is(shelf, django_assert_num_queries):
    with django_assert_num_queries(4):
        queries.find("矫正", language=CHINESE)
    shelf += [Thing(f"m{n}", f"矫正第{n}期", "矫正", f"/m{n}/") for n in range(250)]
    sync.sync()
    with django_assert_num_queries(4):
        found = queries.find("矫正", language=CHINESE, page=99)
    assert (found.total, found.page, found.pages) == (253, 10, 10)


def test_kinds_are_counted_and_narrow(db, monkeypatch):
    shelves = [
        Source("notice", "采购公告", lambda: [Thing("1", "就业培训采购", "", "/1/")]),
        Source("course", "培训课程", lambda: [Thing("1", "就业指导课", "", "/2/"), Thing("2", "就业法", "", "/3/")]),
    ]
    monkeypatch.setattr(sources, "_things", shelves)
    sync.sync()
    found = queries.find("就业", language=CHINESE, kind="course")
    assert found.kinds == {"notice": 1, "course": 2}
    assert (found.total, {row.url for row in found.rows}) == (2, {"/2/", "/3/"})


def test_the_words_of_a_published_page_are_found_and_those_of_a_withdrawn_one_are_not(db):
    ensure_portal()
    ensure_first_articles()
    page = ArticlePage.objects.live().filter(locale__language_code=CHINESE).first()
    sync.sync()
    assert page.title in titles(page.title)
    page.unpublish()
    sync.sync()
    assert page.title not in titles(page.title)


@pytest.mark.db
def test_an_editor_finds_pages_by_part_of_a_chinese_title(db):
    ensure_portal()
    ensure_first_articles()
    page = ArticlePage.objects.filter(locale__language_code=CHINESE).first()
    get_search_backend().add(Page.objects.get(pk=page.pk).specific)
    asked = page.title[1:4]
    assert page.pk in [one.pk for one in Page.objects.all().search(asked)]
    assert page.pk in [one.pk for one in Page.objects.all().autocomplete(asked)]


def test_the_page_marks_what_was_looked_for_and_never_writes_markup_of_a_visitor(client, shelf):
    seen = client.get("/search/", {"q": "缝纫"}).content.decode()
    assert "<mark>缝纫</mark>" in seen
    seen = client.get("/search/", {"q": "<b>缝纫</b>"}).content.decode()
    assert "<b>缝纫" not in seen


def test_nothing_found_says_so_and_offers_what_is_near(client, shelf):
    seen = client.get("/search/", {"q": "家庭暴力热线"}).content.decode()
    assert "没有找到" in seen
    assert "家庭关系修复" in seen


@pytest.mark.parametrize("number", ["990101198503070025", "找15400000001"])
def test_numbers_of_people_are_not_looked_for(client, shelf, number):
    answer = client.get("/search/", {"q": number})
    assert answer.status_code == 200
    assert "请不要在这里输入证件号码或手机号码" in answer.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        " ",
        "\x00",
        '"',
        "'; drop",
        "心理 AND",
        "NEAR(a b)",
        "a*",
        "%",
        "zzfindable",
        "😀",
        "的" * 60,
        "-",
        "{title}",
    ],
)
@pytest.mark.parametrize("page", ["1", "0", "999", "x"])
def test_odd_questions_are_answered(client, shelf, asked, page):
    assert client.get("/search/", {"q": asked, "page": page, "kind": asked}).status_code == 200


def test_pairs_of_characters_are_the_words():
    assert bigrams.index_words("社区矫正 ABC１２") == "社 区 矫 正 社区 区矫 矫正 abc12"
    assert bigrams.query_words("社区矫正,心") == "社区 区矫 矫正 心"


def test_an_excerpt_begins_near_the_first_word():
    pieces = marking.excerpt("前" * 100 + "缝纫岗位" + "后" * 200, "缝纫")
    assert [piece.text for piece in pieces if piece.is_hit] == ["缝纫"]
    assert pieces[0].text.startswith("…")
    assert len("".join(piece.text for piece in pieces)) <= marking.LONG + 2


def test_what_is_found_is_public_by_its_own_address(client, db):
    """Every source of the house hands over things that a visitor can open."""
    ensure_portal()
    sync.sync()
    urls = list(Findable.objects.values_list("url", flat=True))
    assert urls
    assert {client.get(url).status_code for url in urls} == {200}


@pytest.mark.db
def test_the_index_of_the_library_is_as_it_is_asked(shelf):
    """An upgrade that orders the columns anew or names them otherwise would rank silently wrong."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'wagtailsearch_indexentry_fts'")
            assert "fts5(autocomplete, body, title)" in cursor.fetchone()[0]
    else:
        assert titles("社区矫正")[0] == "社区矫正志愿服务"
