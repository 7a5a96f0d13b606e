"""The documentation says what the code does: settings, commands, links, law, states, rights, words."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import source
from tests.source import ROOT, short

PAGES = sorted(p for p in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
LAW_KEY = re.compile(r"\bR-(?:[A-Z]+-)\d{2}\b")
NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Set by the product itself for its own processes, not by people.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "TONGXIN_BIND", "PYTHONPATH", "PATH"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables_read() -> set[str]:
    """Names given to env.read, os.environ.get and os.environ[…] anywhere in the product."""
    found = set()
    for path in source.python_files():
        for node in ast.walk(source.tree(path)):
            name = None
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("env.read", "os.environ.get", "os.getenv"):
                name = node.args[0]
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                name = node.slice
            if isinstance(name, ast.Constant):
                found.add(name.value)
    return found - INTERNAL


# --- settings and commands ---------------------------------------------------------------------------------
def test_each_setting_has_its_line_and_no_other_has_one() -> None:
    told = re.findall(r"^\| `([A-Z_]+)` \|", read("docs/settings.md"), re.M)
    assert sorted(told) == sorted(variables_read())


def test_the_example_environment_names_each_setting_once() -> None:
    named = re.findall(r"^# ([A-Z_]+)=", read(".env.example"), re.M)
    assert sorted(named) == sorted(variables_read())


def test_commands_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    from django.core.management import get_commands

    commands = set(get_commands())
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        code = " ".join(re.findall(r"```.*?```|`[^`]+`", text, re.S))
        for target in re.findall(r"\bmake ([a-z][a-z-]*)", code):
            assert target in targets, f"{short(page)}: make {target}"
        for command in re.findall(r"\bmanage\.py ([a-z_]+)", code):
            assert command in commands, f"{short(page)}: manage.py {command}"


def test_every_target_of_make_is_explained() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.M)
    explained = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.M))
    assert phony and set(phony[1].split()) == explained


# --- links -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in LINK.findall(text):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), f"{short(page)} → {target}"


def test_each_page_is_reached_from_the_index() -> None:
    named = {(ROOT / "docs" / t).resolve() for t in LINK.findall(read("docs/index.md"))}
    missing = [short(p) for p in (ROOT / "docs").rglob("*.md") if p.resolve() not in named and p.name != "index.md"]
    assert not missing


def definitions(path: Path) -> set[str]:
    return {n.name for n in source.tree(path).body if isinstance(n, NAMED)}


def test_each_function_that_a_page_names_exists() -> None:
    """Names such as `ngos/delivery/services.record`."""
    wrong = []
    for page in (ROOT / "docs").rglob("*.md"):
        for place, function in re.findall(r"`(\w+(?:/\w+)+)\.(\w+)`", page.read_text(encoding="utf-8")):
            file = f"{place}.py" if function != "md" else f"{place}.md"
            path = next((p for top in ("", "site/") if (p := ROOT / f"{top}{file}").exists()), None)
            named = path and path.suffix == ".py" and function != "py"
            if path is None or (named and function not in definitions(path)):
                wrong.append(f"{short(page)}: {place}.{function}")
    assert not wrong, "\n".join(wrong)


# --- what the code can say itself --------------------------------------------------------------------------
def test_pages_made_from_the_code_are_fresh() -> None:
    """Asked of a process of its own: rules and rights that other tests hang in are no part of the product."""
    done = subprocess.run(
        [sys.executable, "manage.py", "docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "", f"{done.stdout}make docs"


def test_every_key_of_the_law_in_code_and_docs_is_written_down() -> None:
    from kit.law import LAW

    wrong = [
        f"{short(path)}: {key}"
        for path in (*source.python_files(), *source.templates(), *PAGES)
        for key in LAW_KEY.findall(path.read_text(encoding="utf-8"))
        if key not in LAW
    ]
    assert not wrong, "\n".join(wrong)


# --- words -------------------------------------------------------------------------------------------------
def screens() -> str:
    texts = [p.read_text(encoding="utf-8") for p in (*source.python_files(), *source.templates())]
    return "\n".join(texts)


def test_each_word_of_the_glossary_is_said_somewhere() -> None:
    said = screens()
    terms = re.findall(r"^\| `(\w+)` \| (\S+) \|", read("docs/words.md"), re.M)
    unsaid = [chinese for _code, chinese in terms if not any(word in said for word in (chinese, *chinese.split("/")))]
    assert not unsaid, f"in docs/words.md but nowhere in the product: {unsaid}"


def test_no_screen_uses_a_word_that_hurts() -> None:
    hurtful = ("犯人", "罪犯", "监管员", "矫正人员", "刑释人员", "释放犯")
    wrong = [
        f"{short(path)}: {word}"
        for path in (*source.python_files(), *source.templates())
        for word in hurtful
        if word in path.read_text(encoding="utf-8") and path.name not in ("leaks.py", "words.py")
    ]
    assert not wrong, "\n".join(wrong)


def test_the_licence_and_the_changes_are_there() -> None:
    assert "Apache License" in read("LICENSE")
    assert "## " in read("CHANGELOG.md")
