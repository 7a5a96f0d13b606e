"""How evaluations are shown: tones, money and points as text, rows of tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.dates import day_time
from kit.money import yuan
from ngos.evaluation import windows
from ngos.evaluation.scoring import POINT
from ngos.models import Bid, CommitteeMember, Expert, Project, Ranking
from ngos.purchasing.models import SERVICE_KINDS

BID_TONES = {"opened": "wait", "qualified": "info", "conforming": "ok", "disqualified": "bad"}
MEMBER_TONES = {"drawn": "wait", "declared": "ok", "recused": "off", "released": "off"}
OBJECTION_TONES = {"filed": "wait", "upheld": "bad", "rejected": "ok", "withdrawn": "off"}
PROJECT_TONES = {"closed": "info", "awarded": "ok", "contracted": "ok", "ended": "off", "failed": "bad"}


def points(n: int | None) -> str:
    return "—" if n is None else f"{n // POINT}.{n % POINT:02d}"


def tone(project: Project) -> str:
    return PROJECT_TONES.get(project.status, "info")


def tabs(project: Project, here: str, *, judges: bool) -> list[dict[str, Any]]:
    """The pages of one evaluation, in the order of the work."""
    names = [
        ("committee", _("评审小组")), ("review", _("资格和符合性")), ("scoring", _("评分")), ("award", _("排序和成交")),
        ("objections", _("质疑和投诉")),
    ]  # fmt: skip
    return [
        {"label": label, "url": reverse(f"ngos:{name}", args=[project.number]), "here": name == here}
        for name, label in names
        if name != "scoring" or judges
    ]


def trail(project: Project) -> list[tuple[str, str]]:
    return [(_("评审"), reverse("ngos:evaluations"))]


def member_row(member: CommitteeMember) -> dict[str, Any]:
    return {
        "member": member, "name": member.user.display_name, "kind": member.get_kind_display(),
        "label": member.status_label, "tone": MEMBER_TONES[member.status], "leads": member.is_leader,
        "voices": getattr(member, "voices_n", 0),
    }  # fmt: skip


def expert_row(expert: Expert) -> dict[str, Any]:
    words = dict(SERVICE_KINDS)
    kinds = "、".join(str(words[c]) for c in expert.categories if c in words)
    return {"expert": expert, "name": expert.user.display_name, "categories": kinds or "—"}


def bid_row(bid: Bid, *, priced: bool) -> dict[str, Any]:
    return {
        "bid": bid, "name": bid.provider.org.name, "label": bid.status_label, "tone": BID_TONES[bid.status],
        "price": yuan(bid.price_fen) if priced and bid.price_fen is not None else "",
    }  # fmt: skip


def ranking_row(row: Ranking) -> dict[str, Any]:
    return {
        "rank": row.rank, "name": row.bid.provider.org.name, "price": yuan(row.bid.price_fen or 0),
        "evaluated": yuan(row.evaluated_fen), "price_score": points(row.price_score),
        "technical": points(row.technical), "total": points(row.total),
    }  # fmt: skip


def objecting(project: Project, bid: Bid | None) -> dict[str, Any]:
    """What may be objected to and until when, and where while it may: ngos/objection_windows.html."""
    found = windows.windows(project, bid)
    is_open = any(w.is_open for w in found)
    return {
        "windows": [_window_row(w) for w in found],
        "object_url": reverse("ngos:bid_result", args=[project.number]) if is_open else "",
    }


def _window_row(window: windows.Window) -> dict[str, Any]:
    label = _("可以质疑") if window.is_open else _("还没开始") if window.is_early else _("已届满")
    return {"window": window, "label": label, "tone": "ok" if window.is_open else "off"}


def draw_facts(draw: Any) -> list[tuple[str, Any]]:
    return [
        (_("事项"), draw.get_kind_display()),
        (_("抽取时间"), day_time(draw.at)),
        (_("候选名单"), "、".join(draw.candidates)),
        (_("种子"), draw.seed),
        (_("抽中次序"), "、".join(draw.result)),
    ]
