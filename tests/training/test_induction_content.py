"""The ready course: lessons and questions in both languages, which keep to the law and give nothing away."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from cms.stories import recognisable
from kit import law
from training.learning import content, reading

HAN = re.compile(r"[\u3400-\u9fff]")
KEY = re.compile(r"\b[RX]-[A-Z]+-\d\d\b")
# What stands for no law says so.
PRACTICE = ("这是本平台的做法，不是法条", "the practice of the platform, not a law")
SLIGHTING = re.compile("犯人|罪犯|矫正人员|监管员|convict|criminal|offender|prisoner")
KINDS = {"single", "multiple", "true_false", "case"}
ROWS = content.questions()
both = pytest.mark.parametrize("language", ["zh", "en"])
each_lesson = pytest.mark.parametrize("slug", content.LESSONS)
each = pytest.mark.parametrize("row", ROWS, ids=[row["code"] for row in ROWS])


def words(text: content.Text) -> str:
    blocks = [block["value"] for section in text.sections for block in section.blocks]
    said = [v if isinstance(v, str) else "\n".join(str(x) for k, x in v.items() if k not in SETTINGS) for v in blocks]
    return "\n".join([text.title, text.summary, *(section.title for section in text.sections), *said])


SETTINGS = ("tone", "source", "is_disguised", "consent_paper")


def said_in(row: dict[str, Any], language: str) -> list[str]:
    options = [option[language] for option in row["options"]]
    return [*(row[f"{name}_{language}"] for name in ("text", "why", "rubric")), *options]


def articles_of(key: str) -> set[int]:
    """The numbers of the articles that a key stands for; "第45、47—49条" are four."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:—(\d+))?", law.require(key).article):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def cited(text: str) -> set[int]:
    """The articles that a text in either language names."""
    found: set[int] = set()
    for some in re.findall(r"第([\d、—]+)条|[Aa]rticles? (\d+(?:(?:, | and | to )\d+)*)", text):
        for first, last in re.findall(r"(\d+)(?:(?:—| to )(\d+))?", " ".join(some)):
            found |= set(range(int(first), int(last or first) + 1))
    return found


# --- lessons ---------------------------------------------------------------------------------------------------
def test_the_course_is_eight_credit_hours() -> None:
    minutes = [sum(section.minutes for section in content.lesson(s, "zh-hans").sections) for s in content.LESSONS]
    assert minutes == [60] * 8


@each_lesson
def test_a_lesson_has_substance_and_not_too_much(slug: str) -> None:
    n = len(HAN.findall(words(content.lesson(slug, "zh-hans"))))
    assert 900 <= n <= 1_500, n


@each_lesson
def test_the_english_says_the_same_in_the_same_parts(slug: str) -> None:
    chinese, english = content.lesson(slug, "zh-hans"), content.lesson(slug, "en")
    assert not HAN.search(words(english))
    shape = [(s.minutes, [b["type"] for b in s.blocks]) for s in chinese.sections]
    assert shape == [(s.minutes, [b["type"] for b in s.blocks]) for s in english.sections]
    assert cited(words(chinese)) == cited(words(english))
    said = [set(KEY.findall(str(s.blocks))) for s in chinese.sections]
    assert said == [set(KEY.findall(str(s.blocks))) for s in english.sections]
    share = len(re.findall(r"\w+", words(english))) / len(HAN.findall(words(chinese)))
    assert 0.6 <= share <= 1.1, share


@each_lesson
@pytest.mark.parametrize("language", content.LANGUAGES)
def test_a_lesson_names_only_law_that_is_written_down(slug: str, language: str) -> None:
    text = words(content.lesson(slug, language))
    keys = KEY.findall(text)
    assert keys
    known = set().union(*(articles_of(key) for key in keys))
    assert cited(text) <= known
    assert not SLIGHTING.search(text)


@each_lesson
def test_a_case_tells_of_nobody(slug: str) -> None:
    cases = [
        block["value"]
        for language in content.LANGUAGES
        for section in content.lesson(slug, language).sections
        for block in section.blocks
        if block["type"] == "case"
    ]
    assert len(cases) == 2
    for case in cases:
        assert recognisable("\n".join([case["title"], case["story"], case["ask"], case["answer"]])) == ""


# --- questions -------------------------------------------------------------------------------------------------
def test_there_are_sixty_over_all_lessons_kinds_and_difficulties() -> None:
    assert len(ROWS) == 60
    assert len({row["code"] for row in ROWS}) == 60
    for name in ("text_zh", "text_en"):
        assert len({row[name] for row in ROWS}) == 60
    topics = Counter(row["topic"] for row in ROWS)
    assert set(topics) == set(content.LESSONS)
    assert min(topics.values()) >= 7
    levels = Counter(row["difficulty"] for row in ROWS)
    assert set(levels) == {1, 2, 3}
    assert min(levels.values()) >= 12
    for topic in content.LESSONS:
        assert {row["difficulty"] for row in ROWS if row["topic"] == topic} == {1, 2, 3}
    kinds = Counter(row["kind"] for row in ROWS)
    assert set(kinds) == KINDS
    assert kinds["case"] >= 4
    assert kinds["single"] >= 30


@each
def test_a_question_is_whole(row: dict[str, Any]) -> None:
    assert set(row) == {
        *("code", "topic", "difficulty", "kind", "options"),
        *(f"{name}_{language}" for name in ("text", "why", "rubric") for language in ("zh", "en")),
    }
    right = sum(option["right"] for option in row["options"])
    if row["kind"] == "case":
        assert not row["options"]
        assert "10" in row["rubric_zh"]
        assert "10" in row["rubric_en"]
        points = [int(n) for n in re.findall(r"^(\d) 分：", row["rubric_zh"], re.MULTILINE)]
        assert sum(points) == 10
        assert points == [int(n) for n in re.findall(r"^(\d): ", row["rubric_en"], re.MULTILINE)]
    elif row["kind"] == "true_false":
        assert [option["zh"] for option in row["options"]] == ["对", "错"]
        assert right == 1
    else:
        assert len(row["options"]) == 4
        assert right == 1 if row["kind"] == "single" else 2 <= right <= 3


@each
@both
def test_a_question_stands_in_both_languages(row: dict[str, Any], language: str) -> None:
    said = said_in(row, language)
    empty = [text for text in said if not text.strip()]
    assert len(empty) == (0 if row["kind"] == "case" else 1)  # only a case has a rubric
    assert len({option[language] for option in row["options"]}) == len(row["options"])
    assert not SLIGHTING.search("\n".join(said))
    if language == "en":
        assert not HAN.search("\n".join(said))
    else:
        assert all(HAN.search(text) or text[0].isdigit() for text in said if text.strip())


@each
def test_the_explanation_names_the_article_of_its_law_or_that_there_is_none(row: dict[str, Any]) -> None:
    for language, practice in zip(("zh", "en"), PRACTICE, strict=True):
        why = row[f"why_{language}"]
        keys = set(KEY.findall(why))
        assert keys or practice in why
        known = set().union(*(articles_of(key) for key in keys))
        assert cited(why) <= known, why
        # Where the law has articles, one of them is named.
        assert not known or cited(why) & known, why
    assert set(KEY.findall(row["why_zh"])) == set(KEY.findall(row["why_en"]))
    assert cited(row["why_zh"]) == cited(row["why_en"])


@both
def test_no_answer_is_given_away_by_its_place_or_its_length(language: str) -> None:
    singles = [row["options"] for row in ROWS if row["kind"] == "single"]
    places = Counter(next(n for n, option in enumerate(some) if option["right"]) for some in singles)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= len(singles) * 0.4
    longest = sum(max(some, key=lambda option: len(option[language]))["right"] for some in singles)
    shortest = sum(min(some, key=lambda option: len(option[language]))["right"] for some in singles)
    assert len(singles) * 0.1 <= longest <= len(singles) * 0.45
    assert shortest <= len(singles) * 0.45
    said = Counter(row["options"][0]["right"] for row in ROWS if row["kind"] == "true_false")
    assert min(said[True], said[False]) >= 3


# --- how long it takes -----------------------------------------------------------------------------------------
def test_reading_takes_at_least_its_time_and_a_share_of_the_credited_minutes() -> None:
    assert reading.characters("读三个字 and two words") == 4 + 4
    assert reading.least_minutes("字" * 301, 60, pace=300, share_pct=0) == 2
    assert reading.least_minutes("字" * 300, 60, pace=300, share_pct=50) == 30
    assert reading.least_minutes("字" * 30_000, 60, pace=300, share_pct=50) == 60
