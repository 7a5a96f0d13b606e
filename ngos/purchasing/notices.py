"""Public notices: rows that nobody changes. A correction is a notice of its own that points at the one it corrects.

A body is made of values that say what they are, so that each reader gets words, days and money in their own language:
    {"facts": [[label, value]], "tables": [{"label", "heads", "rows"}], "data": {…for machines}}
A value is text, a kept sentence, or one of {"fen": n} {"day": iso} {"at": iso} {"points": hundredths}.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import translation

from accounts.models import User
from audit import trail
from desk import dates
from desk.templatetags.show import yuan
from kit import clock
from kit.sentences import stored, told
from ngos import hooks
from ngos.models import Notice, Project

Fact = tuple[Any, Any]


def publish(
    project: Project,
    kind: str,
    *,
    by: User | None,
    facts: Iterable[Fact],
    tables: Iterable[tuple[Any, Sequence[Any], Iterable[Sequence[Any]]]] = (),
    data: dict[str, Any] | None = None,
    corrects: Notice | None = None,
) -> Notice:
    """Write the next notice of the project, inside the transaction of the act that it tells of.

    `facts` are (label, value), `tables` (label, heads, rows); values are plain: int of money is given as Fen.
    """
    with translation.override("zh-hans"):
        title = f"{project.title}{Notice.Kind(kind).label}"
    body = {
        "facts": [[stored(label), kept(value)] for label, value in facts],
        "tables": [
            {
                "label": stored(label),
                "heads": [stored(h) for h in heads],
                "rows": [[kept(v) for v in row] for row in rows],
            }
            for label, heads, rows in tables
        ],
        "data": data or {},
    }
    last = project.notices.aggregate(n=Max("number"))["n"] or 0
    now = clock.now()
    notice = Notice.objects.create(
        project=project,
        kind=kind,
        number=last + 1,
        title=title,
        body=body,
        digest=digest(project.number, last + 1, kind, title, body, now),
        published_at=now,
        by=by,
        corrects=corrects,
    )
    trail.record("notice.publish", notice, by=by, detail={"project": project.pk, "kind": kind, "digest": notice.digest})
    for tell in hooks.announced:
        tell(notice)
    return notice


def digest(project: str, number: int, kind: str, title: str, body: dict[str, Any], at: datetime) -> str:
    """SHA-256 over what is published; anybody can work it out again from the page's data."""
    whole = [project, number, kind, title, body, at.astimezone(clock.SHANGHAI).isoformat()]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def holds(notice: Notice) -> bool:
    """Whether the row still is what was published."""
    said = digest(notice.project.number, notice.number, notice.kind, notice.title, notice.body, notice.published_at)
    return said == notice.digest


# --- values --------------------------------------------------------------------------------------------------------
class Fen(int):
    """A sum of money in fen."""


class Points(int):
    """A score in hundredths of a point."""


def kept(value: Any) -> Any:
    if isinstance(value, Fen):
        return {"fen": int(value)}
    if isinstance(value, Points):
        return {"points": int(value)}
    if isinstance(value, datetime):
        return {"at": value.astimezone(clock.SHANGHAI).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return str(value) if isinstance(value, int) else stored(value)


def shown(value: Any) -> str:
    """As the reader reads it."""
    if not isinstance(value, dict):
        return str(value)
    if "fen" in value:
        return yuan(value["fen"])
    if "points" in value:
        return f"{value['points'] // 100}.{value['points'] % 100:02d}"
    if "at" in value:
        return dates.day_time(datetime.fromisoformat(value["at"]))
    if "day" in value:
        return dates.day(date.fromisoformat(value["day"]))
    return told(value)


def facts_of(notice: Notice) -> list[tuple[str, str]]:
    return [(told(label), shown(value)) for label, value in notice.body["facts"]]


def tables_of(notice: Notice) -> list[dict[str, Any]]:
    return [
        {
            "label": told(table["label"]),
            "heads": [told(head) for head in table["heads"]],
            "rows": [[shown(value) for value in row] for row in table["rows"]],
        }
        for table in notice.body["tables"]
    ]
