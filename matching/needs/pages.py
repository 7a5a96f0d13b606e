"""What the page of assessments shows: two versions side by side in words, and what each need has become."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk import dates
from matching import words
from matching.models import Assessment, AssistanceRequest, Client
from matching.needs.areas import AREA_OF, AREAS, LEVELS, URGENCY, compared
from matching.needs.services import texts_of

ENDED = ("closed", "cancelled")


def versions(client: Client) -> list[Assessment]:
    """Newest first."""
    return list(client.assessments.select_related("by").order_by("-version"))


def named(row: Assessment) -> str:
    return _("第 %(n)s 版，%(day)s") % {"n": row.version, "day": dates.day(row.made_on)}


def chosen(rows: list[Assessment], old: int | None, new: int | None) -> tuple[Assessment | None, Assessment]:
    """The two versions asked for; the newest and the one before it where none was."""
    by_no = {row.version: row for row in rows}
    last = by_no.get(new or 0, rows[0])
    before = by_no.get(old or 0) or by_no.get(last.version - 1)
    return (before if before is not last else None), last


def comparison(old: Assessment | None, new: Assessment) -> list[dict[str, Any]]:
    """One line an area: what was, what is, and where it went."""
    texts = texts_of(new), texts_of(old) if old else {}
    ways = {"worse": (_("加重"), "wait"), "better": (_("好转"), "ok"), "same": (_("没有变化"), "plain")}
    return [
        {
            "area": AREAS[c.area].label,
            "old": _level(c.old, old, c.area),
            "old_text": texts[1].get(c.area, ""),
            "new": _level(c.new, new, c.area),
            "new_text": texts[0].get(c.area, ""),
            "way": ways.get(c.way, ("", ""))[0],
            "tone": ways.get(c.way, ("", ""))[1],
        }
        for c in compared(_graded(old), _graded(new))
    ]


def _graded(row: Assessment | None) -> dict[str, int | None]:
    """The levels; of a version that grades nothing the areas of its needs."""
    if row is None:
        return {}
    return dict(row.levels) or dict.fromkeys([AREA_OF[n] for n in row.needs])  # type: ignore[arg-type]


def _level(level: int | None, row: Assessment | None, area: str) -> str:
    if level is not None:
        return str(dict(LEVELS)[level])
    named = row is not None and any(AREA_OF[n] == area for n in row.needs)
    return _("有需求，没有分级") if named else "—"


def said(old: Assessment | None, new: Assessment) -> list[dict[str, Any]]:
    """Wishes, strengths and note of both."""
    names = (("wishes", _("本人意愿")), ("strengths", _("长处和技能")), ("note", _("说明")))
    rows = [
        {"area": label, "old_text": (getattr(old, name) if old else "") or "", "new_text": getattr(new, name) or ""}
        for name, label in names
    ]
    return [row for row in rows if row["old_text"] or row["new_text"]]


def asked(client: Client, row: Assessment, *, may_ask: bool) -> list[dict[str, Any]]:
    """The needs of this version and the way on: the request that runs for one, or the page that asks for it."""
    running = {r.need: r for r in AssistanceRequest.objects.filter(client=client).exclude(status__in=ENDED)}
    return [_way(client, need, row.levels.get(AREA_OF[need]), running.get(need), may_ask) for need in row.needs]


def _way(client: Client, need: str, level: int | None, request: Any, may_ask: bool) -> dict[str, Any]:
    note = str(dict(LEVELS)[level]) if level is not None else ""
    if request is not None:
        url = reverse("matching:request", args=[request.number])
        state, tone = f"{request.number}·{request.status_label}", words.tone(request.status)
    else:
        ask = f"{reverse('matching:ask', args=[client.code])}?need={need}&urgency={URGENCY.get(level or 0, 1)}"
        url, state, tone = ask if may_ask else "", _("还没有提出"), "wait"
    return {"label": words.need(need), "note": note, "url": url, "state": state, "tone": tone}
