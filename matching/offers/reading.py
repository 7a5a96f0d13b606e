"""An offer in words: why this place was asked, what accepting brings, and how things stand now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.moves import history
from desk.dates import day_time
from matching import words
from matching.engine.sentences import Said
from matching.models import Offer
from matching.offers.suggestions import say


def reasons(offer: Offer) -> list[str]:
    """The parts of the frozen score as sentences; a part that earned nothing, or the middle for want of a grade,
    is no reason."""
    said = [Said.from_dict(p["reason"]) for p in offer.score.get("parts", []) if p["points10"]]
    return [say(one) for one in said if not one.key.startswith("score.quality.middle")]


def parts(offer: Offer) -> dict[str, Any]:
    """The score for the tag `score`, in tenths."""
    rows = [("keep" if p["name"] == "continuity" else p["name"], p) for p in offer.score.get("parts", [])]
    full = {name: p.get("full10", 0) // 10 for name, p in rows}
    return {**{name: p["points10"] for name, p in rows}, "full": full}


def levels(offer: Offer) -> list[dict[str, Any]]:
    """What the other side sees now, after accepting, and never."""
    after = words.fields(offer.grant_fields) if offer.grant_fields else _("只有会面的时间和地点")
    return [
        {"title": _("现在看得到"), "text": _("代号、年龄段、县区、需求和时段"), "state": "open"},
        {"title": _("接受后可以查看"), "text": after, "state": "later"},
        {"title": _("始终不披露"), "text": _("案情、刑期和矫正类别"), "state": "never"},
    ]


def conditions(offer: Offer) -> list[tuple[str, str]]:
    """Facts beside the card: which place, who goes along, until when to answer."""
    facts = [(_("邀请"), offer.place.name)]
    if offer.place.partner_id and offer.place.kind != "service":
        facts.append((_("工作人员搭档"), offer.place.partner.display_name))
    facts.append((_("司法所"), offer.request.office.name))
    if offer.status == "sent" and offer.due_at:
        facts.append((_("答复期限"), day_time(offer.due_at)))
    return facts


def standing(offer: Offer, *, asked: bool) -> dict[str, str]:
    """What an offer that is over says, and what now; `asked` is for the side that was asked."""
    last = history(offer).last()
    return {
        "accepted": _accepted,
        "declined": _declined,
        "expired": _expired,
        "revoked": _revoked,
    }[offer.status](offer, last.reason if last else "", asked)


def _accepted(offer: Offer, reason: str, asked: bool) -> dict[str, str]:
    who = offer.worker.display_name if offer.worker else ""
    text = _("由 %(who)s 承担。5 个工作日内约好首次见面。") % {"who": who}
    return {
        "title": _("已接受"),
        "text": text,
        "url": reverse("matching:request", args=[offer.request.number]),
        "verb": _("打开这份需求"),
    }


def _declined(offer: Offer, reason: str, asked: bool) -> dict[str, str]:
    if asked:
        return {"title": _("已告知这次不方便"), "text": _("谢谢您的答复。不影响以后的邀约，工作人员会另找去处。")}
    return {"title": _("对方这次不方便"), "text": _("原因：%(why)s。") % {"why": offer.get_decline_reason_display()}}


def _expired(offer: Offer, reason: str, asked: bool) -> dict[str, str]:
    if asked:
        return {"title": _("这份邀约已过期"), "text": _("答复期限已过，工作人员会另找去处。不用再办。")}
    return {"title": _("对方没有在期限内答复"), "text": _("需求已回到匹配，可以另选去处。")}


def _revoked(offer: Offer, reason: str, asked: bool) -> dict[str, str]:
    if reason == "other_accepted":
        return {"title": _("这份邀约已收回"), "text": _("同一份需求已由另一处先接受。谢谢您愿意考虑。")}
    return {
        "title": _("这份邀约已收回"),
        "text": _("工作人员收回了邀约，不用再答复。") if asked else _("已按您写的原因收回。"),
    }
