"""What the page of a help plan shows: its items and how each stands, which is how its request stands."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from matching import words
from matching.help_plans.models import HelpItem, HelpPlan
from matching.help_plans.services import ENDED
from matching.models import Client

MET = {"yes": "ok", "partly": "wait", "no": "wait"}


def plan_of(client: Client, version: int | None) -> HelpPlan | None:
    """The version asked for, else the one in force."""
    rows = client.help_plans.select_related("by")
    chosen = rows.filter(version=version).first() if version else None
    return chosen or rows.filter(is_current=True).first()


def items(plan: HelpPlan, *, may_ask: bool) -> list[dict[str, Any]]:
    found = plan.items.select_related("request").order_by("pk")
    return [_item(item, may_ask=may_ask and plan.is_current) for item in found]


def _item(item: HelpItem, *, may_ask: bool) -> dict[str, Any]:
    state, tone, goes_on = standing(item)
    return {
        "item": item,
        "need": words.need(item.need),
        "state": state,
        "tone": tone,
        "url": reverse("matching:request", args=[item.request.number]) if item.request else "",
        "start": may_ask and not goes_on,
    }


def standing(item: HelpItem) -> tuple[str, str, bool]:
    """Words, tone, and whether it needs nothing new: its request runs, or the need was met."""
    request = item.request
    if request is None:
        return _("还没有提出"), "wait", False
    if request.status == "closed" and request.need_met:
        return str(request.get_need_met_display()), MET[request.need_met], request.need_met == "yes"
    return str(request.status_label), words.tone(request.status), request.status not in ENDED
