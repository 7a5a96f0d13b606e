"""What the pages of an organisation show: its facts, its quality, its passport, the story so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from audit.moves import history
from desk.dates import day
from kit import clock
from ngos.models import Provider, ProviderPaper
from ngos.providers import lacking, passport
from ngos.providers.forms import QUALITY
from ngos.purchasing.models import SERVICE_KINDS

TONES = {
    "draft": "wait", "submitted": "run", "under_review": "run", "returned": "bad", "listed": "ok",
    "restricted": "wait", "suspended": "bad", "delisted": "off",
}  # fmt: skip
PAPER_STATES: dict[str, tuple[Any, str]] = {
    passport.CHECKED: (lazy("已核对"), "ok"),
    passport.WAITING: (lazy("待核对"), "run"),
    passport.RETURNED: (lazy("已退回"), "bad"),
    passport.EXPIRED: (lazy("已过期"), "bad"),
    passport.MISSING: (lazy("缺"), "bad"),
}
CATEGORIES = dict(SERVICE_KINDS)


def quality(provider: Provider) -> dict[str, Any]:
    """The grade with how many cases it rests on; without enough of them it says only that."""
    label, tone = QUALITY.get(provider.grade, QUALITY["U"])
    if provider.grade == "U":
        return {"letter": "", "label": label, "tone": tone, "n": None}
    return {"letter": provider.grade, "label": label, "tone": tone, "n": provider.cases_n}


def public_facts(provider: Provider, counties: dict[str, str]) -> list[tuple[str, Any]]:
    """What everybody may read; areas and lines were fetched with the row."""
    facts = [
        (_("统一社会信用代码"), provider.credit_code or "—"),
        (_("机构类型"), provider.get_kind_display() or "—"),
        (_("登记机关"), provider.registrar or "—"),
        (_("法定代表人"), provider.legal_representative or "—"),
        (_("成立日期"), day(provider.founded_on)),
        (_("服务区域"), _("、").join(areas(provider, counties)) or "—"),
        (_("服务类别"), _("、").join(str(c) for c in categories(provider)) or "—"),
        (_("专职人员"), _("%(n)d 人") % {"n": provider.staff_n}),
    ]
    qualified = _("持证社工 %(workers)d 人，心理咨询师 %(counsellors)d 人") % {
        "workers": provider.social_workers_n,
        "counsellors": provider.counsellors_n,
    }
    return [*facts, (_("专业人员"), qualified), (_("层级"), provider.get_tier_display())]


def areas(provider: Provider, counties: dict[str, str]) -> list[str]:
    return [counties.get(area.county_code, area.county_code) for area in provider.areas.all()]


def categories(provider: Provider) -> list[Any]:
    return [CATEGORIES[line.category] for line in provider.lines.all()]


# --- the passport ----------------------------------------------------------------------------------------------
def tasks(items: Iterable[passport.Item]) -> list[dict[str, Any]]:
    """What the rule asks for as a task list, each with its state and its last day."""
    return [_task(item) for item in items]


def _task(item: passport.Item) -> dict[str, Any]:
    state, tone = PAPER_STATES[item.state]
    return {"label": item.label, "note": _note(item.paper), "state": state, "tone": tone}


def _note(paper: ProviderPaper | None) -> str:
    if paper is None:
        return ""
    if paper.returned_reason:
        return paper.returned_reason
    return _("到 %(day)s") % {"day": day(paper.valid_to)} if paper.valid_to else _("长期有效")


def papers(rows: Iterable[ProviderPaper]) -> list[dict[str, Any]]:
    """Every paper ever handed in, the newest first."""
    today = clock.today()
    found = []
    for paper in sorted(rows, key=lambda p: -p.pk):
        state, tone = PAPER_STATES[passport.state_of(paper, today)]
        found.append({"paper": paper, "state": state, "tone": tone, "note": _note(paper)})
    return found


def returned(provider: Provider) -> list[Any]:
    """What a returned application has to mend, in words."""
    return [lacking.LABELS[code] for code in provider.returned_items if code in lacking.LABELS]


def story(provider: Provider) -> list[dict[str, Any]]:
    """The moves as steps of a timeline, oldest first."""
    return [_step(provider, move) for move in history(provider)]


def _step(provider: Provider, move: Any) -> dict[str, Any]:
    step = provider.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}
