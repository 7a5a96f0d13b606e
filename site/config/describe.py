"""Pages of the documentation that the code itself can write: states, rights, rules, law, addresses.

`manage.py docs` writes them into docs/, and a test fails when they no longer say what the code does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from accounts import access, roles
from kit import law, lifecycle, rules

MADE = "<!-- Written by `make docs` from the code; edit the code, not this page. -->\n"
ROOMS = ("kit", "audit", "messaging", "accounts", "cms", "desk", "training", "volunteers", "ngos", "matching", "config")
Row = Iterable[Any]


def pages() -> dict[str, str]:
    """File name in docs/ → text."""
    writers: dict[str, Callable[[], str]] = {
        "states.md": states,
        "rights.md": rights,
        "rules.md": numbers,
        "law.md": sources,
        "urls.md": addresses,
    }
    with override("zh-hans"):
        return {name: write().rstrip() + "\n" for name, write in writers.items()}


def table(head: Row, rows: Iterable[Row]) -> str:
    def line(cells: Row) -> str:
        return "| " + " | ".join(str(c).replace("|", "\\|").replace("\n", " ") for c in cells) + " |"

    head = list(head)
    return "\n".join([line(head), line("---" for _cell in head), *(line(r) for r in rows)]) + "\n"


# --- states ------------------------------------------------------------------------------------------------
def states() -> str:
    parts = [
        "# Every status and how it changes\n",
        MADE,
        "A status changes only by `audit.moves.move`, along one of these steps. Roles are explained in "
        "[rights.md](rights.md), keys of the law in [law.md](law.md).\n",
    ]
    for machine in sorted(lifecycle.machines.values(), key=lambda m: m.name):
        parts += [f"## {machine.label} `{machine.name}`\n", diagram(machine), steps(machine)]
    return "\n".join(parts)


def diagram(machine: lifecycle.Machine) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {code}' for code, label in machine.states.items()]
    if not any("" in step.sources for step in machine.steps):
        lines.append(f"    [*] --> {machine.start}")
    for step in machine.steps:
        lines += [f"    {source or '[*]'} --> {step.target}: {step.label}" for source in step.sources]
    lines += [f"    {code} --> [*]" for code in machine.states if code in machine.ends]
    return "\n".join([*lines, "```\n"])


def steps(machine: lifecycle.Machine) -> str:
    def named(codes: Iterable[str]) -> str:
        return "、".join(str(machine.states[c]) if c else "（新建）" for c in codes)

    return table(
        ("步骤", "verb", "从", "到", "谁", "时限", "依据"),
        (
            (s.label, f"`{s.verb}`", named(s.sources), named([s.target]), " ".join(s.who), term(s), s.law)
            for s in machine.steps
        ),
    )


def term(step: lifecycle.Step) -> str:
    """How long the next actor has, in words."""
    if step.pauses:
        return "暂停计时"
    if step.resumes:
        return "继续计时"
    if step.clock is None:
        return "沿用" if step.keeps_clock else ""
    c = step.clock
    length = f"{c.hours} 小时" if c.hours else f"{c.days} 日" if c.days else f"{c.workdays} 个工作日"
    return f"{length} `{c.rule}`" if c.rule else length


# --- rights ------------------------------------------------------------------------------------------------
def rights() -> str:
    used = [r for r in roles.ROLES if any(r in grants for t in access.tables.values() for grants in t.lines.values())]
    parts = [
        "# Who may do what\n",
        MADE,
        "One line a verb, one column a role; a cell names the relation that must hold between the person's seat and "
        "the thing. `·` is no, and everything that has no line is no.\n",
        table(
            ("role", "名称", "两步验证"),
            ((r, roles.ROLES[r], "✓" if r in roles.TWO_FACTOR else "") for r in roles.ROLES),
        ),
    ]
    for trade, policies in sorted(access.tables.items()):
        rows = ((f"`{verb}`", *(relation(grants.get(r)) for r in used)) for verb, grants in policies.lines.items())
        parts += [f"## {trade}\n", table(("verb", *used), rows)]
    return "\n".join(parts)


def relation(predicate: Any) -> str:
    if predicate is None:
        return "·"
    said = str(getattr(predicate, "name", None) or predicate.__name__)
    for sign, word in (("_", " "), (" | ", " or "), (" & ", " and "), ("~", "not ")):
        said = said.replace(sign, word)
    return said.removeprefix("(").removesuffix(")")


# --- rules and law -----------------------------------------------------------------------------------------
def numbers() -> str:
    rows = ((f"`{r.name}`", r.label, r.value, r.unit, r.law) for r in rules.all_declared())
    return "\n".join(
        [
            "# Numbers that may change\n",
            MADE,
            "What the product starts with. Two persons change a number from a day on (page 规则); older days keep "
            "the older number.\n",
            table(("name", "规则", "默认值", "单位", "依据"), rows),
        ]
    )


def sources() -> str:
    tags = "V read in full · V~ read at second hand · M from memory, to be confirmed by a lawyer · P our own decision"
    rows = (
        (f"`{k}`", item.title, item.article, item.since or "", item.tag, item.summary) for k, item in law.LAW.items()
    )
    return "\n".join(
        [
            "# The law this rests on\n",
            MADE,
            f"Each key stands beside the rule it supports. How sure we are of a text: {tags}.\n",
            table(("key", "来源", "条款", "施行", "", "要点"), rows),
        ]
    )


# --- addresses ---------------------------------------------------------------------------------------------
def addresses() -> str:
    own: list[Row] = []
    borrowed: dict[str, int] = {}
    for path, name, module in walk(get_resolver()):
        room = module.partition(".")[0]
        if room in ROOMS:
            own.append((f"`/{path}`", f"`{name}`" if name else "", f"`{module}`"))
        else:
            borrowed[room] = borrowed.get(room, 0) + 1
    return "\n".join(
        [
            "# Addresses\n",
            MADE,
            table(("address", "name", "view"), own),
            "## From libraries\n",
            table(("library", "addresses"), sorted(borrowed.items())),
        ]
    )


def walk(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, str]]:
    """(path, name with its namespace, module.function) of every address."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry, path, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", entry.callback)
            called = getattr(view, "__qualname__", type(view).__name__)
            yield path, f"{space}{entry.name}" if entry.name else "", f"{view.__module__}.{called}"
