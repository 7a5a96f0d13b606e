"""A story is kept only with the person's consent on paper, disguised, and with nothing by which one is recognised."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cms.pages import ArticleIndexPage, ArticlePage
from cms.services import tell_stories
from tests.portal import ensure_portal

pytestmark = pytest.mark.django_db
CLEAN = "车间主任打来电话，问能不能再介绍一位。"


@pytest.fixture(autouse=True)
def march(as_of) -> None:
    as_of(2026, 3, 9)


def story(**fields) -> ArticlePage:
    ensure_portal()
    fields = {
        "title": "第三十天的电话", "summary": "在岗满一个月", "kind": "story", "consent_paper": "河口 2026-3",
        "consent_on": date(2026, 3, 1), "is_disguised": True, "text": CLEAN, **fields,
    }  # fmt: skip
    body = json.dumps([{"type": "text", "value": f"<p>{fields.pop('text')}</p>"}], ensure_ascii=False)
    page = ArticlePage(slug="a-story", body=body, **fields)
    ArticleIndexPage.objects.get(locale__language_code="zh-hans").add_child(instance=page)
    return page


def refused(**fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as why:
        story(**fields)
    assert not ArticlePage.objects.exists()
    return why.value.message_dict


def test_a_story_with_consent_and_disguise_is_kept() -> None:
    assert story().pk


@pytest.mark.parametrize(
    ("field", "value"),
    [("consent_paper", " "), ("consent_on", None), ("consent_on", date(2026, 3, 10)), ("is_disguised", False)],
)
def test_without_consent_or_disguise_it_is_not_kept(field, value) -> None:
    assert list(refused(**{field: value})) == [field]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他的电话是 154 0000 0001。", "长数字"),
        ("因盗窃来到这里。", "盗窃"),
        ("判的是危险作业罪。", "危险作业罪"),
        ("住在长堤路 9 号。", "路 9 号"),
        ("住在长堤路９号。", "路9号"),
    ],
)
def test_what_gives_a_person_away_is_named_at_its_field(text, found) -> None:
    assert found in refused(text=text)["body"][0]
    assert list(refused(title=text)) == ["title"]


def test_other_articles_may_speak_of_the_law() -> None:
    assert story(kind="policy", consent_paper="", consent_on=None, is_disguised=False, text="诈骗罪的量刑标准。").pk


def test_the_opening_stories_pass_the_same_check() -> None:
    ensure_portal()
    tell_stories(date(2026, 3, 9))
    stories = ArticlePage.objects.filter(kind="story")
    assert stories.count() == 6
    for page in stories:
        page.full_clean()
