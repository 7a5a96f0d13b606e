"""The words of the screens: which folder keeps which catalogue, and how its entries are read from the source.

The msgid is the Chinese sentence itself, so the Chinese catalogue is made by the machine; people translate into
English only. `manage.py messages` writes, tests compare.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import templatize

CHINESE, ENGLISH = "zh_Hans", "en"
PLURALS = {CHINESE: "nplurals=1; plural=0;", ENGLISH: "nplurals=2; plural=(n != 1);"}
# Beside gettext, ngettext and _, which xgettext knows: the other functions of Django, and the names we give them
# where a file needs both the word of now and the word of whoever reads later.
KEYWORDS = (
    "N_",
    "_now",
    "lazy",
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
Key = tuple[str, str]


@dataclass(frozen=True)
class Folder:
    """A folder whose words go into one pair of catalogues: the whole ground, or one trade."""

    path: Path

    def po(self, language: str) -> Path:
        return self.path / "locale" / language / "LC_MESSAGES" / "django.po"

    def mo(self, language: str) -> Path:
        return self.po(language).with_suffix(".mo")

    def sources(self) -> Iterator[Path]:
        for path in sorted(self.path.rglob("*")):
            inside = path.relative_to(self.path).parts
            if path.suffix == ".py":
                wanted = not {"migrations", "static"} & set(inside)
            else:
                wanted = path.suffix in (".html", ".txt") and "templates" in inside
            if wanted:
                yield path


def folders() -> list[Folder]:
    """The ground first: its words are not repeated in a trade."""
    trades = ("training", "volunteers", "ngos", "matching")
    return [Folder(settings.BASE_DIR / name) for name in ("site", *trades)]


def key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def extract() -> dict[Folder, list[polib.POEntry]]:
    """What the source says now, folder by folder, in the order of the files."""
    found: dict[Folder, list[polib.POEntry]] = {}
    ground: set[Key] = set()
    for folder in folders():
        entries = [e for e in _read(folder) if key(e) not in ground]
        found[folder] = entries
        ground = ground or {key(e) for e in entries}
    return found


def _read(folder: Folder) -> list[polib.POEntry]:
    with tempfile.TemporaryDirectory() as work:
        files = [_as_code(path, Path(work), number) for number, path in enumerate(folder.sources())]
        if not files:
            return []
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-location", "--no-wrap", "--output=-"]
        command += [f"--keyword={word}" for word in KEYWORDS] + ["--files-from=-"]
        done = subprocess.run(  # noqa: S603 - a fixed program on files of our own
            command,
            input="\n".join(files),
            capture_output=True,
            text=True,
            cwd=work,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )
        if done.returncode or not done.stdout:
            if done.returncode:
                raise ChildProcessError(done.stderr)
            return []
        entries = list(polib.pofile(done.stdout.replace("charset=CHARSET", "charset=UTF-8")))
    for entry in entries:
        entry.flags = [f for f in entry.flags if f != "fuzzy"]
    return entries


def _as_code(path: Path, work: Path, number: int) -> str:
    """A file that xgettext can read as Python; templates are turned into calls, as Django does it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    copy = work / f"{number:05d}.py"
    copy.write_text(text, encoding="utf-8")
    return copy.name


def build(folder: Folder, language: str, entries: list[polib.POEntry], known: dict[Key, polib.POEntry]) -> polib.POFile:
    """The catalogue as it should stand: Chinese filled with the msgid, English with what is `known`."""
    book = polib.POFile(wrapwidth=0)
    book.metadata = {
        "Project-Id-Version": "tongxin",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for found in entries:
        entry = polib.POEntry(
            msgid=found.msgid,
            msgid_plural=found.msgid_plural,
            msgctxt=found.msgctxt,
            flags=list(found.flags),
            comment=found.comment,
        )
        before = known.get(key(found))
        if language == CHINESE:
            _translate(entry, found.msgid, [found.msgid_plural])
        elif before is not None:
            forms = [before.msgstr_plural.get(n, "") for n in range(2)] if before.msgid_plural else [before.msgstr] * 2
            _translate(entry, before.msgstr or forms[-1], forms)
        else:
            _translate(entry, "", ["", ""])
        book.append(entry)
    return book


def _translate(entry: polib.POEntry, text: str, forms: list[str]) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(forms))
    else:
        entry.msgstr = text


def read(path: Path) -> dict[Key, polib.POEntry]:
    """The entries of a committed catalogue; none when there is no file yet."""
    if not path.exists():
        return {}
    return {key(e): e for e in polib.pofile(str(path), wrapwidth=0) if not e.obsolete}


def translated(entry: polib.POEntry) -> bool:
    if "fuzzy" in entry.flags:
        return False
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def english(folder: Folder) -> dict[Key, polib.POEntry]:
    """What is known in English for `folder`: its own sentences, else those of any other folder."""
    known: dict[Key, polib.POEntry] = {}
    for place in [*folders(), folder]:
        known |= {k: e for k, e in read(place.po(ENGLISH)).items() if translated(e)}
    return known
