"""What is published of an evaluation: the result notice, and a score sheet from which anybody works the ranking out."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from ngos.evaluation import drawing, ranking
from ngos.evaluation.guards import evaluation_of
from ngos.evaluation.states import SEATED
from ngos.models import Award, CommitteeMember, Draw, Notice, Project
from ngos.purchasing import notices

RULE = (
    "evaluated = half_up(price_fen * (1000 - deduction) / 1000); "
    "price_score = half_up(price_weight * lowest evaluated / evaluated); "
    "technical = exact mean of the sheets' totals; total = half_up(technical + price_score); "
    "rank by total descending, price_fen ascending, technical descending, place in the draw. Points in hundredths."
)


def publish_result(project: Project, award: Award, *, by: User) -> Notice:
    """The result notice: who, for how much, to which standard, judged by whom (law: R-PUR-19)."""
    facts = [
        (lazy("成交供应商"), award.bid.provider.org.name),
        (lazy("成交金额"), notices.Fen(award.bid.price_fen)),
        (lazy("服务标准"), project.standard or project.need),
        (lazy("评审专家"), "、".join(experts_of(project))),
        (lazy("质疑期至"), award.objections_until_at),
    ]
    data = {"award": {"provider": award.bid.provider_id, "price_fen": award.bid.price_fen}}
    return notices.publish(project, Notice.Kind.RESULT, by=by, facts=facts, data=data)


def experts_of(project: Project) -> list[str]:
    """The names of those who judged; public only with the result."""
    rows = CommitteeMember.objects.filter(project=project, status__in=(*SEATED, "released")).select_related("user")
    return [m.user.display_name for m in rows.order_by("kind", "pk")]


def score_sheet(project: Project) -> dict[str, Any]:
    """The published figures: marks of every member, prices, draws, ranking; only the winner is named.

    Bids are told by their random keys, members by numbers that follow neither seat nor name. Money in fen, points in
    hundredths, deductions per mille.
    """
    marks, award = ranking.marks_of(project), project.awards.filter(dropped_at=None).first()
    numbers = _member_numbers(project, marks)
    return {
        "project": project.number,
        "round": evaluation_of(project).round,
        "price_weight": project.price_weight,
        "rule": RULE,
        "recipe": str(drawing.RECIPE),
        "factors": [
            {"factor": f.pk, "title": f.title, "kind": f.kind, "most": f.most} for f in project.factors.all()
        ],
        "bids": [
            {
                "bid": str(bid.row_key),
                "provider": bid.provider.org.name if award and award.bid_id == bid.pk else "",
                "price_fen": bid.price_fen,
                "deduction": bid.deduction,
                "sheets": [
                    {"member": numbers[m], "marks": {str(f): n for f, n in given.items()}, "total": sum(given.values())}
                    for m, given in sorted(marks.get(bid.pk, {}).items(), key=lambda pair: numbers[pair[0]])
                ],
            }
            for bid in sorted(ranking.standing_bids(project), key=lambda b: str(b.row_key))
        ],
        "draws": [
            {"kind": d.kind, "seed": d.seed, "candidates": d.candidates, "result": d.result, "at": d.at.isoformat()}
            for d in Draw.objects.filter(project=project)
        ],
        "ranking": [
            {
                "bid": str(row.bid.row_key), "rank": row.rank, "evaluated_fen": row.evaluated_fen,
                "price_score": row.price_score, "technical": row.technical, "total": row.total,
            }
            for row in ranking.current(project)
        ],
    }  # fmt: skip


def _member_numbers(project: Project, marks: Mapping[int, Mapping[int, Any]]) -> dict[int, int]:
    members = {m for given in marks.values() for m in given}
    order = sorted(members, key=lambda pk: sha256(f"{project.number}\n{pk}".encode()).hexdigest())
    return {pk: n for n, pk in enumerate(order, 1)}


def is_public(project: Project) -> bool:
    """Whether the result was announced, and with it the scores and the experts' names."""
    return project.awards.filter(noticed_at__isnull=False, dropped_at=None).exists()
