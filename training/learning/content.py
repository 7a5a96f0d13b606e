"""The ready course that a city starts with: eight lessons and sixty questions, read from the files of `training/data`.

A lesson is a Markdown file a language. Of Markdown it knows what the lessons use: a title, a summary after ">",
sections ("## title | minutes"), paragraphs, lists, **bold**, a note ("!info …", "!warning …", "!danger …"), and a case
(":::" blocks: the story, what to think about, what we would do).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data" / "induction"
SLUG = "induction"
# In the order in which they are taught; also the topics of the questions.
LESSONS = (
    "law",
    "confidentiality",
    "communication",
    "safety",
    "minors",
    "first-meeting",
    "hours",
    "crisis-signs",
)
LANGUAGES = {"zh-hans": "zh", "en": "en"}
Block = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """`blocks` are values of the stream of a page, in its own shape."""

    title: str
    minutes: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Text:
    title: str
    summary: str
    sections: tuple[Section, ...]


def courses(language: str) -> Text:
    """What the page of all courses says."""
    return _read(FOLDER / f"courses.{LANGUAGES[language]}.md")


def course(language: str) -> Text:
    """What the page of the course says, in a language of the portal ("zh-hans" or "en")."""
    return _read(FOLDER / f"course.{LANGUAGES[language]}.md")


def lesson(slug: str, language: str) -> Text:
    return _read(FOLDER / "lessons" / f"{slug}.{LANGUAGES[language]}.md")


def questions() -> list[dict[str, Any]]:
    """The rows of the bank: code, topic, difficulty 1–3, kind; text, options, why and rubric in both languages."""
    return [
        row
        for topic in LESSONS
        for row in json.loads((FOLDER / "questions" / f"{topic}.json").read_text(encoding="utf-8"))
    ]


def bank() -> list[dict[str, Any]]:
    """The same rows with the names of their topics, which are those of the lessons."""
    names = {slug: {code: lesson(slug, language).title for language, code in LANGUAGES.items()} for slug in LESSONS}
    return [row | {f"topic_{code}": name for code, name in names[row["topic"]].items()} for row in questions()]


def exam() -> dict[str, Any]:
    """How the exam of the course is drawn ("blueprint", "parts") and what passes the course (minutes in per cent,
    months that the credential holds)."""
    return json.loads((FOLDER / "exam.json").read_text(encoding="utf-8"))


# --- reading ---------------------------------------------------------------------------------------------------
_SECTION = re.compile(r"## (.+?)(?: \| (\d+))?$")
_CASE = re.compile(r"::: case (.+?)\n(.+?)\n::: think\n(.+?)\n::: answer\n(.+?)\n:::", re.DOTALL)
_NOTE = re.compile(r"!(info|warning|danger) (.+)", re.DOTALL)
_LIST = {"ul": re.compile(r"- (.+)"), "ol": re.compile(r"\d+\. (.+)")}


def _read(path: Path) -> Text:
    head, *parts = re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, summary = (line[2:].strip() for line in head.strip().splitlines())
    return Text(title, summary, tuple(map(_section, parts)))


def _section(text: str) -> Section:
    heading, _, body = text.partition("\n")
    if not (match := _SECTION.fullmatch(heading.strip())):
        raise ValueError(f"no heading of a section: {heading}")
    return Section(match[1], int(match[2] or 0), tuple(_blocks(body)))


def _blocks(body: str) -> Iterator[Block]:
    """Cases and notes as they come, and what lies between them as one piece of rich text."""
    at = 0
    for case in _CASE.finditer(body):
        yield from _plain(body[at : case.start()])
        title, story, ask, answer = (part.strip() for part in case.groups())
        yield {
            "type": "case",
            "value": {
                "title": title, "story": story, "ask": ask, "answer": answer,
                "source": "invented", "consent_paper": "", "is_disguised": True,
            },
        }  # fmt: skip
        at = case.end()
    yield from _plain(body[at:])


def _plain(text: str) -> Iterator[Block]:
    html = ""
    for paragraph in filter(None, map(str.strip, re.split(r"\n\s*\n", text))):
        if note := _NOTE.fullmatch(paragraph):
            if html:
                yield {"type": "text", "value": html}
            yield {"type": "note", "value": {"tone": note[1], "text": note[2]}}
            html = ""
        else:
            html += _html(paragraph)
    if html:
        yield {"type": "text", "value": html}


def _html(paragraph: str) -> str:
    lines = paragraph.splitlines()
    for tag, pattern in _LIST.items():
        items = [pattern.fullmatch(line.strip()) for line in lines]
        if all(items):
            return f"<{tag}>{''.join(f'<li>{_inline(item[1])}</li>' for item in items if item)}</{tag}>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
