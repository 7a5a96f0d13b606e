"""The floors and the habits of the house, proved from the source itself (docs/house.md says why)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import source
from tests.source import ROOT, TRADES, short

FLOORS = [
    {"kit"},
    {"audit"},
    {"messaging"},
    {"accounts"},
    {"cms", "desk"},
    {"training"},
    {"volunteers", "ngos"},
    {"matching"},
]
FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
ENGINES_OF_STATUS = {"site/kit/lifecycle.py", "site/audit/moves.py"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def room(module: str) -> str:
    return module.partition(".")[0]


def every_import() -> Iterator[tuple[str, str, str]]:
    """(importing module, imported module, place) for each import of one file of the house by another."""
    for path in source.python_files():
        name = source.module_name(path)
        for imported, line in source.imports_of(path):
            if imported != name:
                yield name, imported, f"{short(path)}:{line}"


def every_node(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST, str]]:
    for path in source.python_files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, kinds):
                yield path, node, f"{short(path)}:{node.lineno}"  # type: ignore[attr-defined]


# --- floors ------------------------------------------------------------------------------------------------
def test_nothing_imports_upwards_and_rooms_on_one_floor_are_strangers() -> None:
    wrong = [
        f"{place}: {name} imports {imported}"
        for name, imported, place in every_import()
        if room(name) != room(imported)
        and room(name) in FLOOR
        and imported != "config.env"
        and not (room(imported) in FLOOR and FLOOR[room(imported)] < FLOOR[room(name)])
    ]
    assert not wrong, "\n".join(wrong)


def test_from_outside_a_trade_only_its_queries_services_and_hooks_are_imported() -> None:
    door = re.compile(r"\w+\.queries|\w+\.hooks|\w+\.\w+\.services")
    wrong = [
        f"{place}: {imported}"
        for name, imported, place in every_import()
        if room(imported) in TRADES and room(name) != room(imported) and not door.fullmatch(imported)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_switchboard_names_the_trades_only_by_string() -> None:
    wrong = [
        f"{place}: {imported}"
        for name, imported, place in every_import()
        if room(name) == "config" and room(imported) in TRADES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_two_files_import_each_other_not_even_round_a_corner() -> None:
    graph: dict[str, set[str]] = {}
    for name, imported, _place in every_import():
        graph.setdefault(name, set()).add(imported)
    circles = sorted(circle_from(graph))
    assert not circles, "\n".join(circles)


def circle_from(graph: dict[str, set[str]]) -> set[str]:
    """The import circles of the graph, each told once."""
    done: set[str] = set()
    circles: set[str] = set()

    def walk(name: str, trail: list[str]) -> None:
        if name in trail:
            ring = trail[trail.index(name) :]
            turn = ring.index(min(ring))
            circles.add(" → ".join([*ring[turn:], *ring[:turn], min(ring)]))
            return
        if name in done:
            return
        for imported in sorted(graph.get(name, ())):
            walk(imported, [*trail, name])
        done.add(name)

    for name in sorted(graph):
        walk(name, [])
    return circles


def test_site_is_a_plain_folder() -> None:
    assert not (ROOT / "site" / "__init__.py").exists(), "a package called `site` would hide Python's own"


def test_whoever_refuses_takes_words_that_are_told_again_to_each_reader() -> None:
    keepers = {"Refused", "Fault"}
    refusing = {path for path, node, _p in every_node(ast.Call) if getattr(node.func, "id", "") in keepers}  # type: ignore[attr-defined]
    wrong = [
        place
        for path, node, place in every_node(ast.ImportFrom)
        if path in refusing and node.module == "django.utils.translation"  # type: ignore[attr-defined]
        if any(a.name == "gettext" for a in node.names)  # type: ignore[attr-defined]
    ]
    assert not wrong, "a refusal may be kept and read by another (from kit.sentences import gettext):\n" + "\n".join(
        wrong
    )


def test_foreign_keys_across_trades_are_strings() -> None:
    wrong = []
    for path, node, place in every_node(ast.Call):
        assert isinstance(node, ast.Call)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in ("ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey") and node.args:
            target = node.args[0]
            if isinstance(target, ast.Name) and _comes_from_another_trade(path, target.id):
                wrong.append(f"{place}: {target.id}")
    assert not wrong, "\n".join(wrong)


def _comes_from_another_trade(path: Path, name: str) -> bool:
    own = room(source.module_name(path))
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.ImportFrom) and any((a.asname or a.name) == name for a in node.names):
            return (node.module or "").partition(".")[0] in set(TRADES) - {own}
    return False


# --- habits ------------------------------------------------------------------------------------------------
def test_a_status_changes_only_by_a_move() -> None:
    wrong = []
    for path, node, place in every_node(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Call):
        if short(path) in ENGINES_OF_STATUS:
            continue
        if isinstance(node, ast.Call):
            if _updates_status(node):
                wrong.append(f"{place}: update(status=…)")
        else:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
            flat = [t for target in targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])]
            if any(isinstance(t, ast.Attribute) and t.attr == "status" for t in flat):
                wrong.append(f"{place}: .status = …")
    assert not wrong, "use audit.moves.move:\n" + "\n".join(wrong)


def _updates_status(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        if isinstance(call.func, ast.Name) and call.func.id == "setattr" and len(call.args) > 1:
            return isinstance(call.args[1], ast.Constant) and call.args[1].value == "status"
        return False
    if call.func.attr not in ("update", "bulk_update", "aupdate"):
        return False
    for keyword in call.keywords:
        if keyword.arg == "status":
            return True
        if keyword.arg is None and isinstance(keyword.value, ast.Dict):
            return any(isinstance(k, ast.Constant) and k.value == "status" for k in keyword.value.keys)
    if call.func.attr == "bulk_update" and len(call.args) > 1:
        return any(isinstance(n, ast.Constant) and n.value == "status" for n in ast.walk(call.args[1]))
    return False


def test_a_row_that_is_locked_with_its_neighbours_says_which_is_locked() -> None:
    # PostgreSQL refuses to lock what an outer join may lack; SQLite, which locks all, would never tell.
    wrong = []
    for _path, node, place in every_node(ast.Call):
        assert isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "select_related":
            inner = node.func.value
            if isinstance(inner, ast.Call) and ast.unparse(inner.func).endswith("select_for_update"):
                wrong += [place] if all(k.arg != "of" for k in inner.keywords) else []
    assert not wrong, 'write select_for_update(of=("self",)):\n' + "\n".join(wrong)


def test_views_never_start_from_every_row() -> None:
    wrong = []
    for path, node, place in every_node(ast.Attribute):
        assert isinstance(node, ast.Attribute)
        if path.name == "views.py" or path.parent.name == "views":
            inner = node.value
            if node.attr == "all" and isinstance(inner, ast.Attribute) and inner.attr == "objects":
                wrong.append(f"{place}: objects.all()")
    assert not wrong, "use visible_to(user):\n" + "\n".join(wrong)


def test_views_that_act_once_draw_their_pages_after_the_transaction() -> None:
    wrong = []
    for path, node, place in every_node(ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        draws_at_once = node.module == "django.shortcuts" and any(a.name == "render" for a in node.names)
        if draws_at_once and "\n@once\n" in path.read_text(encoding="utf-8"):
            wrong.append(f"{place}: render")
    assert not wrong, "TemplateResponse in place of render, see audit/once.py:\n" + "\n".join(wrong)


def test_a_reason_is_asked_by_one_form_that_takes_its_hint() -> None:
    """Six copies had six labels; whoever needs more than a reason builds on it."""
    classes = [(short(p), node) for p in source.python_files() for node in ast.walk(source.tree(p))]
    named = [place for place, node in classes if isinstance(node, ast.ClassDef) and node.name == "ReasonForm"]
    assert named == ["site/desk/forms.py"]


def test_no_raw_html_no_raw_sql_no_print_no_second_admin() -> None:
    words = {"mark_safe", "raw", "extra", "RawSQL", "print", "SafeString", "csrf_exempt", "eval", "exec"}
    allowed = {
        ("site/desk/templatetags/show.py", "SafeString"),
        ("site/cms/about.py", "SafeString"),
        ("site/messaging/callbacks.py", "csrf_exempt"),
    }
    wrong = []
    for path, node, place in every_node(ast.Call):
        assert isinstance(node, ast.Call)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in words and (short(path), called) not in allowed:
            wrong.append(f"{place}: {called}(…)")
    for path, node, place in every_node(ast.Import, ast.ImportFrom, ast.Constant):
        text = node.value if isinstance(node, ast.Constant) else ast.unparse(node)
        if isinstance(text, str) and re.search(r"\bdjango\.contrib\.admin(?!docs)\b", text):
            wrong.append(f"{place}: django.contrib.admin")
        if isinstance(node, ast.ImportFrom):
            names = {a.name for a in node.names} & {"mark_safe", "csrf_exempt"}
            wrong += [f"{place}: {name}" for name in names if (short(path), name) not in allowed]
    assert not wrong, "\n".join(wrong)


def test_files_and_functions_stay_readable() -> None:
    wrong = [
        f"{short(path)}: {lines} lines"
        for path in source.python_files()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE and path.name != "law.py"
    ]
    for _path, node, place in every_node(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION:  # type: ignore[operator]
            wrong.append(f"{place}: {node.name} has {length} lines")
    assert not wrong, "\n".join(wrong)


def test_modules_say_what_a_newcomer_finds_there() -> None:
    wrong = [
        short(path)
        for path in source.python_files()
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(source.tree(path))
    ]
    assert not wrong, "no docstring:\n" + "\n".join(wrong)


# --- texts -------------------------------------------------------------------------------------------------
def committed_texts() -> Iterator[tuple[Path, str]]:
    endings = {".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".yml", ".json", ".csv", ".po", ".in", ""}
    skipped = {".git", ".venv", "var", "node_modules", "test-results", "__pycache__", "vendor"}
    for folder in (ROOT, ROOT / ".ci"):
        yield from (
            (p, p.read_text(encoding="utf-8", errors="replace"))
            for p in folder.iterdir()
            if p.is_file() and p.suffix in endings and p.name not in skipped
        )
    for top in ("site", "docs", "tests", "bench", *TRADES):
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix in endings and not skipped & set(path.parts):
                yield path, path.read_text(encoding="utf-8", errors="replace")


def test_no_text_names_a_path_of_the_machine_it_was_written_on() -> None:
    paths = re.compile("|".join((r"/wo" r"rk/[a-z.]", r"/fa" r"rm/", r"\.\./sha" r"red", r"/tmp/te" r"am")))
    wrong = [f"{short(p)}: {hit.group()}" for p, text in committed_texts() if (hit := paths.search(text))]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|NotImplemented" r"Error)\b")
    wrong = [
        f"{short(p)}: {hit.group()}"
        for p, text in committed_texts()
        if p.suffix in (".py", ".html", ".js", ".css") and (hit := marks.search(text))
    ]
    assert not wrong, "\n".join(wrong)


# --- templates ---------------------------------------------------------------------------------------------
FORBIDDEN_MARKUP = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style block": re.compile(r"<style\b", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a script without a nonce": re.compile(r"<script\b(?![^>]*\b(?:nonce|src)\s*=)", re.I),
    "an address outside": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.I
    ),
    "a javascript address": re.compile(r"[\"']javascript:", re.I),
    "an unescaped value": re.compile(r"\|\s*safe\b(?!seq)|{%\s*autoescape\s+off"),
}


@pytest.mark.parametrize("what", FORBIDDEN_MARKUP)
def test_templates_obey_the_content_policy(what: str) -> None:
    # Mail is read outside the house, where styles must stand in the mail itself.
    pages = [p for p in source.templates() if p.suffix == ".html" and "email" not in p.parts]
    wrong = [
        f"{short(path)}: {hit.group()[:80]}"
        for path in pages
        if (
            hit := FORBIDDEN_MARKUP[what].search(
                re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text(encoding="utf-8"), flags=re.S)
            )
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_every_form_that_changes_something_carries_the_token() -> None:
    form = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.I | re.S)
    wrong = [
        short(path)
        for path in source.templates()
        for text in form.findall(path.read_text(encoding="utf-8"))
        if "csrf_token" not in text
    ]
    assert not wrong, "\n".join(wrong)


def test_no_two_addresses_of_a_room_bear_one_name() -> None:
    """Of two, links would lead to the one that was written last."""
    twice = []
    for room_ in ("matching", "ngos", "volunteers", "training"):
        files = [*(ROOT / room_).glob("*/urls.py"), ROOT / room_ / "urls.py"]
        names = [name for path in files for name in re.findall(r'name="(\w+)"', path.read_text(encoding="utf-8"))]
        twice += [f"{room_}:{name}" for name in set(names) if names.count(name) > 1]
    assert not twice, "\n".join(twice)
