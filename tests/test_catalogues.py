"""Every word of the screens stands in the catalogues, in Chinese and in English, compiled; none stands outside."""

import ast
import re
from functools import cache

import polib
import pytest

from config import catalogues
from config.catalogues import CHINESE, ENGLISH, Folder
from tests import needs, source
from tests.source import short

HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
WORDS = {"_", "gettext", "ngettext"} | {word.partition(":")[0] for word in catalogues.KEYWORDS}
# Files whose Chinese is data or a format of its own, not a sentence that is translated; each with the reason.
# Beside them: the demo city, and imports, which name the columns of files.
DATA = {
    "matching/legal_aid/services.py": "the word that an agency of legal aid bears in its name",
    "matching/planning/loading.py": "names of rows that an instance of the file format does not name",
    "site/cms/texts_guides.py": "pages of the portal, which stand there in English too",
    "site/cms/texts_policies.py": "pages of the portal, which stand there in English too",
    "site/cms/samples.py": "samples on the screens of editors, who write Chinese",
    "site/accounts/divisions.py": "names of offices, made from the names of places",
    "site/config/management/commands/up.py": "the name of the product",
    "site/config/settings.py": "the name of the site",
    "site/config/describe.py": "heads of tables in the documentation",
    "site/kit/law.py": "numbers of articles",
    "site/messaging/callbacks.py": "words that somebody answers a text with",
    "site/kit/identity.py": "tables of the identity standards",
    "site/kit/calendar.py": "the title of the notice that the calendar is made from",
    "site/kit/money.py": "amounts, read and written in Chinese form",
    "site/desk/dates.py": "dates, with a branch for each language",
    "site/cms/texts.py": "the first pages, written in both languages",
    "volunteers/page_words.py": "the first words of a page, written in both languages",
    "site/messaging/words.py": "patterns that look like personal data",
    "volunteers/certificates/sheet.py": "a printed certificate, which is in Chinese whoever asks for it",
    "matching/resources/services.py": "words that a pledge may not hold",
    "volunteers/activities/numbers_of_law.py": "words that a posting may not hold",
    "volunteers/activities/texts.py": "words that a posting may hold",
    "ngos/purchasing/numbers_of_law.py": "words that a purchase may not hold",
    "ngos/contracts/parts.py": "units in which the city's catalogue counts meetings",
    "ngos/purchasing/boundary.py": "words in which one of those hides",
    "matching/resources/posts.py": "heads of columns of job files",
    "matching/supervisees/register.py": "cells of the register",
    "volunteers/vetting/roster.py": "heads and cells of rosters of volunteers",
    "ngos/providers/roster.py": "heads and cells of lists of social organisations",
    "site/kit/giveaways.py": "words that would give a person away",
    "site/cms/stories.py": "patterns that find them",
    "matching/engine/codes.py": "trades as the job files write them",
    "site/templates/400.html": "shown when nothing else works, so it stands in both languages",
    "site/templates/500.html": "shown when nothing else works, so it stands in both languages",
    "site/templates/503.html": "shown when nothing else works, so it stands in both languages",
}
OWN_NAMES = {"中文", "简体中文"}  # a language is called by its own name in every language
UNITS = {"年", "月", "日", "元"}  # in formats that have a branch for English beside them
FOLDERS = catalogues.folders()
both = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.path.name)
each_language = pytest.mark.parametrize("language", (CHINESE, ENGLISH))


@cache
def fresh() -> dict[Folder, list[polib.POEntry]]:
    return catalogues.extract()


@both
@each_language
def test_a_catalogue_holds_what_the_source_says_and_nothing_else(folder: Folder, language: str) -> None:
    needs.program("xgettext", package="gettext")
    now, kept = {catalogues.key(e) for e in fresh()[folder]}, set(catalogues.read(folder.po(language)))
    assert not now - kept, f"not collected (make messages): {sorted(now - kept)[:20]}"
    assert not kept - now, f"no longer said (make messages): {sorted(kept - now)[:20]}"


@both
@each_language
def test_nothing_is_left_untranslated_or_unsure(folder: Folder, language: str) -> None:
    wanting = [e.msgid for e in catalogues.read(folder.po(language)).values() if not catalogues.translated(e)]
    assert not wanting, f"{len(wanting)} without a sure translation: {wanting[:20]}"


@both
def test_the_chinese_is_the_sentence_in_the_source(folder: Folder) -> None:
    for entry in catalogues.read(folder.po(CHINESE)).values():
        said = entry.msgstr_plural.get(0) if entry.msgid_plural else entry.msgstr
        assert said == (entry.msgid_plural or entry.msgid)


@both
def test_translations_keep_the_places_for_values(folder: Folder) -> None:
    wrong = []
    for entry in filter(catalogues.translated, catalogues.read(folder.po(ENGLISH)).values()):
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        # "1 day" need not name its number; every other form holds all the values.
        if set(PLACEHOLDER.findall(forms[-1])) != wanted or not all(
            set(PLACEHOLDER.findall(f)) <= wanted for f in forms
        ):
            wrong.append(f"{entry.msgid} → {forms}")
    assert not wrong, "\n".join(wrong)


@both
def test_a_sentence_with_values_takes_them(folder: Folder) -> None:
    """A bare per cent sign in a sentence with places for values stops the page that says it."""

    class Any(dict[str, int]):
        def __missing__(self, key: str) -> int:
            return 1

    for entry in catalogues.read(folder.po(ENGLISH)).values():
        for said in (entry.msgstr, *entry.msgstr_plural.values()):
            if re.search(r"%\(\w+\)[sd]", said):
                assert said % Any()


@both
def test_english_holds_no_chinese(folder: Folder) -> None:
    wrong = [
        f"{e.msgid} → {text}"
        for e in catalogues.read(folder.po(ENGLISH)).values()
        for text in ([*e.msgstr_plural.values()] if e.msgid_plural else [e.msgstr])
        if HAN.search(text) and e.msgid not in OWN_NAMES
    ]
    assert not wrong, "\n".join(wrong)


def test_the_same_chinese_is_the_same_english_everywhere() -> None:
    said: dict[catalogues.Key, set[str]] = {}
    for folder in FOLDERS:
        for k, entry in catalogues.read(folder.po(ENGLISH)).items():
            said.setdefault(k, set()).add(entry.msgstr or str(sorted(entry.msgstr_plural.items())))
    differing = {k: v for k, v in said.items() if len(v) > 1}
    assert not differing, f"Django shows whichever it loads first: {differing}"


@both
@each_language
def test_compiled_catalogues_are_up_to_date(folder: Folder, language: str) -> None:
    compiled = folder.mo(language)
    assert compiled.exists(), f"{short(compiled)} is missing (make messages)"
    assert compiled.read_bytes() == polib.pofile(str(folder.po(language)), wrapwidth=0).to_binary(), "make messages"


# --- words outside the catalogues --------------------------------------------------------------------------
def test_chinese_in_code_goes_through_gettext() -> None:
    wrong = [
        f"{short(path)}:{line}: {text[:40]}"
        for path in source.python_files()
        if short(path) not in DATA and not {"demo", "imports"} & {*path.parts, path.stem}
        for line, text in chinese_outside_gettext(source.tree(path))
    ]
    assert not wrong, f"{len(wrong)} Chinese sentences that nobody can translate:\n" + "\n".join(wrong)


def chinese_outside_gettext(module: ast.Module) -> list[tuple[int, str]]:
    """Chinese literals that are neither an argument of gettext nor a docstring."""
    found: list[tuple[int, str]] = []

    def walk(node: ast.AST) -> None:
        body = getattr(node, "body", None)
        docstring = body[0] if isinstance(body, list) and body and _is_text(body[0]) else None
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in WORDS:
            return
        if isinstance(node, ast.Constant) and _is_chinese(node.value):
            found.append((node.lineno, node.value))
        for child in ast.iter_child_nodes(node):
            if child is not docstring:
                walk(child)

    walk(module)
    return found


def _is_chinese(value: object) -> bool:
    return isinstance(value, str) and bool(HAN.search(value)) and value not in OWN_NAMES | UNITS


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


COVERED = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|<!--.*?-->"
    r"|{%\s*(?:translate|trans)\b.*?%}|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}"
    r"|_\(\"[^\"]*\"\)|_\('[^']*'\)|>(?:" + "|".join(sorted(OWN_NAMES)) + ")<",
    re.S,
)


def test_chinese_in_templates_goes_through_translate() -> None:
    wrong = []
    for path in source.templates():
        if short(path) in DATA:
            continue
        left = COVERED.sub(lambda hit: "\n" * hit.group().count("\n"), path.read_text(encoding="utf-8"))
        wrong += [
            f"{short(path)}:{n}: {line.strip()[:60]}" for n, line in enumerate(left.splitlines(), 1) if HAN.search(line)
        ]
    assert not wrong, "\n".join(wrong)


def test_scripts_and_styles_hold_no_words() -> None:
    comments = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S)
    files = [
        p
        for ending in ("*.js", "*.css")
        for p in (source.ROOT / "site" / "static").rglob(ending)
        if "vendor" not in p.parts
    ]
    wrong = [short(p) for p in files if HAN.search(comments.sub("", p.read_text(encoding="utf-8")))]
    assert not wrong, f"words come from the page, which is translated: {wrong}"
