"""What the pages of quality reviews show: grade and interval, the five indicators, peers, people, rows of evidence."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.moves import history
from desk.dates import day
from ngos import hooks
from ngos.models import EvidenceRow, Indicator, Provider, QualityReview, Reviewer
from ngos.providers.forms import QUALITY
from ngos.reviews import plotting, queries, statistics
from ngos.reviews.scoring import SAMPLED, SATISFACTION
from ngos.reviews.words import INDICATOR_WORDS, LABELS

TONES = {
    "opened": "run", "with_provider": "wait", "with_panel": "wait", "decided": "run", "published": "ok",
    "appealed": "wait", "superseded": "off", "expired": "off", "annulled": "off", "cancelled": "off",
}  # fmt: skip
LEAST_PEERS = 3  # with fewer, a dot would name its owner


def trail(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("质量评价"), reverse("ngos:quality")), *more]


def row(review: QualityReview) -> dict[str, Any]:
    return {"r": review, "tone": TONES[review.status], "score": plotting.points(review.score_h)}


def card(review: QualityReview) -> dict[str, Any]:
    """The grade with its n, its interval and its day; the provider's reply stands beside it."""
    label, tone = QUALITY.get(review.grade, QUALITY["U"])
    interval = _("有九成把握在 %(low)s 至 %(high)s 之间") % {
        "low": plotting.points(review.low_h), "high": plotting.points(review.high_h)
    }  # fmt: skip
    return {
        "r": review, "letter": "" if review.grade == "U" else review.grade, "label": label, "tone": tone,
        "score": plotting.points(review.score_h), "n": review.n, "interval": interval,
        "scale": plotting.scale(review.score_h or 0, review.low_h or 0, review.high_h or 0),
        "reply": review.reply, "is_appealed": review.status == "appealed",
    }  # fmt: skip


@hooks.quality_card.answer
def quality_card(provider: Provider) -> dict[str, Any] | None:
    """What the public directory shows of the standing review; None without one."""
    review = queries.standing_review(provider.pk)
    return card(review) if review and review.score_h is not None else None


def indicators(review: QualityReview, *, link: bool = True) -> list[dict[str, Any]]:
    return [_indicator(review, i, link) for i in review.indicators.all()]


def _indicator(review: QualityReview, one: Indicator, link: bool) -> dict[str, Any]:
    return {
        "name": INDICATOR_WORDS[one.name], "weight": one.weight, "n": one.n, "value": reading(one),
        "interval": _interval_words(one), "points": plotting.points(_points_h(one)),
        "url": reverse("ngos:quality_evidence", args=[review.number, one.name]) if link else "",
    }  # fmt: skip


def reading(one: Indicator) -> str:
    if not one.n:
        return "—"
    if one.name == SATISFACTION:
        return f"{plotting.share_pct(one.share * Fraction(5, 100))} / 5"
    return f"{plotting.share_pct(one.share)}\N{NO-BREAK SPACE}%"


def _points_h(one: Indicator) -> int:
    return statistics.half_up(100 * one.weight * min(Fraction(1), one.share))


def interval(one: Indicator) -> tuple[Fraction, Fraction] | None:
    return statistics.wilson(min(Fraction(1), one.share), one.n) if one.name in SAMPLED and one.n else None


def _interval_words(one: Indicator) -> str:
    found = interval(one)
    return "–".join(plotting.share_pct(bound) for bound in found) if found else ""


def against_peers(review: QualityReview) -> list[dict[str, Any]]:
    """The five lines of the dot plot; peers only where at least three have the figure."""
    peers: dict[str, list[Fraction]] = defaultdict(list)
    for other in queries.peers_of(review):
        peers[other.name].append(min(Fraction(1), other.share))
    return [_line(one, peers[one.name]) for one in review.indicators.all() if one.n]


def _line(one: Indicator, peers: list[Fraction]) -> dict[str, Any]:
    others = sorted(peers) if len(peers) >= LEAST_PEERS else []
    middle = plotting.share_pct(plotting.median(others)) if others else "—"
    return {
        "name": INDICATOR_WORDS[one.name], "weight": one.weight, "value": reading(one), "n": one.n,
        "interval": _interval_words(one) or "—", "median": middle,
        "at": plotting.dots(min(Fraction(1), one.share), interval(one), others),
    }  # fmt: skip


def twin(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "caption": _("五项指标"), "heads": [_("指标"), _("权重"), _("本机构"), _("例数"), _("区间"), _("同行中位")],
        "rows": [[x["name"], x["weight"], x["value"], x["n"], x["interval"], x["median"]] for x in lines],
    }  # fmt: skip


def headline(lines: list[dict[str, Any]]) -> str:
    """What the plot shows, in a sentence."""
    told = [line for line in lines if line["median"] != "—"]
    if not told:
        return _("同行还不够三家，暂不比较")
    above = [str(x["name"]) for x in told if x["at"]["me_over"]]
    if not above:
        return _("各项都没有超过同行中位")
    return _("%(names)s高于同行中位") % {"names": _("、").join(above)}


def person(one: Reviewer) -> dict[str, Any]:
    declared = _("没有利害关系") if one.has_conflict is False else _("回避") if one.has_conflict else _("待申报")
    return {
        "name": one.user.display_name, "role": one.get_role_display(), "declared": declared,
        "vote": one.get_vote_display() if one.vote else "", "opinion": one.opinion, "out": bool(one.has_conflict),
    }  # fmt: skip


def steps(review: QualityReview, *, names: bool) -> list[dict[str, Any]]:
    words = {s.verb: s.label for s in review.machine.steps}
    return [
        {"when": m.at, "text": words.get(m.verb, m.verb), "who": m.by.display_name if m.by and names else "",
         "note": m.note}
        for m in history(review)
    ]  # fmt: skip


def evidence(one: EvidenceRow) -> dict[str, Any]:
    return {"ref": one.ref, "label": LABELS.get(one.label, one.label), "about": one.about, "got": one.got,
            "of": one.of or "—", "n": one.n}  # fmt: skip


def facts(review: QualityReview) -> list[tuple[Any, Any]]:
    found = [
        (_("机构"), review.provider.org.name), (_("类别"), review.get_kind_display()),
        (_("评价期"), _("%(a)s 至 %(b)s") % {"a": day(review.from_on), "b": day(review.to_on)}),
        (_("证据指纹"), review.digest[:16]), (_("数据核查"), _audit_words(review)),
        (_("有效至"), day(review.until_on) if review.until_on else ""), (_("整改通知"), review.notice_ref),
    ]  # fmt: skip
    return [(name, value) for name, value in found if value]


def _audit_words(review: QualityReview) -> str:
    if not review.checked_n:
        return ""
    return _("%(n)d 份中 %(false)d 份不实") % {"n": review.checked_n, "false": review.false_n}
