"""The product's own source as plain trees, for tests that read the code itself."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRADES = ("training", "volunteers", "ngos", "matching")
ROOMS = ("kit", "audit", "messaging", "accounts", "cms", "desk")


def _under(folder: Path, ending: str) -> list[Path]:
    return sorted(p for p in folder.rglob(f"*{ending}") if "__pycache__" not in p.parts)


@cache
def python_files() -> tuple[Path, ...]:
    """Product code without migrations and tests."""
    found = [p for top in ("site", *TRADES) for p in _under(ROOT / top, ".py")]
    return tuple(p for p in found if "migrations" not in p.parts)


@cache
def templates() -> tuple[Path, ...]:
    return tuple(
        p
        for top in ("site", *TRADES)
        for ending in (".html", ".txt")
        for p in _under(ROOT / top, ending)
        if "templates" in p.parts
    )


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """The name by which the house imports a file: `site/kit/law.py` is `kit.law`."""
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    if parts[0] == "site":
        parts = parts[1:]
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


@cache
def modules() -> dict[str, Path]:
    return {module_name(p): p for p in python_files()}


@cache
def imports_of(path: Path) -> frozenset[tuple[str, int]]:
    """The files of the house that this file imports, with the line; imports inside functions count too."""
    found = set()
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {(_known(alias.name), node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            found |= {(_known(f"{base}.{alias.name}"), node.lineno) for alias in node.names}
    return frozenset((name, line) for name, line in found if name)


def _known(name: str) -> str:
    """The module of the house that `name` is or lies in; "" for anything else."""
    while name:
        if name in modules():
            return name
        name = name.rpartition(".")[0]
    return ""
