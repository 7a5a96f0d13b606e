"""The evaluation report as PDF: who sat, which bids went on, every score, prices, draws, the ranking, the winner."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from accounts.bureau import office_name
from desk import dates
from desk.typesetting import REPORT, typeset
from kit import clock
from kit.money import yuan
from kit.sentences import gettext as _
from ngos.evaluation import awarding, committee, drawing, ranking, sheets
from ngos.evaluation.guards import evaluation_of
from ngos.evaluation.scoring import POINT
from ngos.models import Bid, CommitteeMember, Draw, LowPriceQuestion, Project

Rows = list[list[str]]


def pdf(project: Project) -> bytes:
    """The report of the newest round, in Chinese whoever asks; the same project gives the same bytes."""
    with translation.override("zh-hans"):
        found = contents(project)
    stamp = evaluation_of(project).ranked_at
    return typeset(REPORT, found, stamp=int(stamp.timestamp()) if stamp else 0)


def contents(project: Project) -> dict[str, Any]:
    award, evaluation = awarding.standing_award(project), evaluation_of(project)
    proposed = award.bid.provider.org.name if award else "—"
    price = f"{yuan(award.bid.price_fen)}" if award else "—"
    return {
        "title": _("评审报告"),
        "number": project.number,
        "issuer": project.purchaser.name,
        "office": office_name(),
        "facts": [
            [_("项目名称"), project.title],
            [_("采购方式"), str(project.get_method_display())],
            [_("预算金额（元）"), yuan(project.budget_fen)],
            [_("开标时间"), dates.day_time(project.opened_at)],
            [_("排序时间"), dates.day_time(evaluation.ranked_at)],
            [_("评审小组组长"), _leader(project)],
            [_("成交候选人"), proposed],
            [_("报价（元）"), price],
            *([[_("只有两家仍继续的理由"), evaluation.two_reason]] if evaluation.two_at else []),
        ],
        "tables": [
            _table(_("评审小组"), [_("姓名"), _("身份"), _("情况")], _members(project)),
            _table(_("资格和符合性审查"), [_("供应商"), _("结论"), _("条款和原因")], _bids(project)),
            _table(_("各成员评分合计"), [_("供应商"), _("成员"), _("合计"), _("不同意见")], _sheets(project)),
            _table(
                _("价格和排序"),
                [_("名次"), _("供应商"), _("报价（元）"), _("评审价（元）"), _("价格分"), _("技术商务分"), _("总分")],
                _ranking(project),
            ),
            _table(_("偏低报价的说明"), [_("供应商"), _("说明"), _("表决")], _low(project)),
            _table(_("抽取记录"), [_("事项"), _("候选"), _("种子"), _("结果")], _draws(project)),
        ],
        "notes": [
            str(drawing.RECIPE),
            _("打印时间 %(at)s") % {"at": dates.day_time(evaluation.ranked_at or clock.now())},
        ],
        "signatures": [m.user.display_name for m in _seated(project)],
        "sign": _("评审小组成员签字"),
        "none": _("无"),
    }


def _table(title: str, heads: list[str], rows: Rows) -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows}


def points(n: int) -> str:
    return f"{n // POINT}.{n % POINT:02d}"


def _seated(project: Project) -> list[CommitteeMember]:
    return [m for m in _everybody(project) if m.status != "recused"]


def _everybody(project: Project) -> list[CommitteeMember]:
    return list(CommitteeMember.objects.filter(project=project).select_related("user").order_by("pk"))


def _members(project: Project) -> Rows:
    return [
        [
            m.user.display_name,
            f"{m.get_kind_display()}{_('（组长）') if m.is_leader else ''}",
            f"{m.status_label}{'：' + m.reason if m.reason else ''}",
        ]
        for m in _everybody(project)
    ]


def _leader(project: Project) -> str:
    """Who led, and how they came to: by so many voices, or by lot among those with as many."""
    leader = next((m for m in _everybody(project) if m.is_leader), None)
    if leader is None:
        return "—"
    said = _("%(name)s，得 %(n)d 票") % {"name": leader.user.display_name, "n": leader.voices.count()}
    expert = getattr(leader.user, "expert", None)  # taken out of the pool since: the report stands all the same
    drawn = Draw.objects.filter(project=project, kind="leader")
    by_lot = expert and drawn.filter(result__0=committee.number_of(expert)).exists()
    return said + (_("，票数相同，抽签确定") if by_lot else "")


def _bids(project: Project) -> Rows:
    rows = Bid.objects.filter(project=project, provider__isnull=False).select_related("provider__org").order_by("pk")
    return [
        [b.provider.org.name, str(b.status_label), f"{b.clause} {b.reason}".strip() or "—"]
        for b in rows.defer("content")
    ]


def _sheets(project: Project) -> Rows:
    rows = sheets.standing(project).filter(status="locked").select_related("bid__provider__org")
    return [[s.bid.provider.org.name, s.member.user.display_name, points(s.total or 0), s.remark or "—"] for s in rows]


def _ranking(project: Project) -> Rows:
    return [
        [
            str(r.rank), r.bid.provider.org.name, yuan(r.bid.price_fen), yuan(r.evaluated_fen), points(r.price_score),
            points(r.technical), points(r.total),
        ]
        for r in ranking.current(project)
    ]  # fmt: skip


def _low(project: Project) -> Rows:
    rows = LowPriceQuestion.objects.filter(bid__project=project).select_related("bid__provider__org")
    return [
        [
            q.bid.provider.org.name, q.answer or "—",
            _("%(yes)d 票成立，%(no)d 票不成立")
            % {"yes": sum(map(bool, q.votes.values())), "no": sum(not v for v in q.votes.values())},
        ]
        for q in rows
    ]  # fmt: skip


def _draws(project: Project) -> Rows:
    rows = Draw.objects.filter(project=project)
    return [[str(d.get_kind_display()), "、".join(d.candidates), d.seed, "、".join(d.result)] for d in rows]
