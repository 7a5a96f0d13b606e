"""Writing a person's help plan version by version, and making a request of an item by one button."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine import codes
from matching.help_plans.models import HelpItem, HelpPlan
from matching.models import AssistanceRequest, Client
from matching.needs.areas import WORK_AGE, WORK_NEEDS
from matching.requests.pages import live_consent
from matching.requests.services import ask_for_help
from matching.sameness.services import mark_text
from matching.supervisees.leaks import leaks

ENDED = ("closed", "cancelled")


@transaction.atomic
def write_plan(
    client: Client,
    *,
    by: User,
    items: list[dict[str, Any]],
    review_on: date | None = None,
    keep_why: str | None = None,
) -> HelpPlan:
    """A new version: `items` with need, goal, wish, until_on. What an item of the same need has become goes along.

    Refused: a file that does not run; no item or two of one need; an item without goal; a text that gives the person
    away; work under 16; a day that is past; words written for somebody else, kept without a reason.
    Law: R-CC-04, R-MIN-04.
    """
    policies.require(by, "write_plan", client)
    if client.status != "active":
        raise Refused(_("这份档案不在册，不能制定计划。"), code="ended")
    _check(client, items)
    today = clock.today()
    review = review_on or today + timedelta(days=int(rules.value("matching.help_plan_review_days", today)))
    if review <= today:
        raise Refused(_("检查日期要在今天以后。"), code="review_on")
    Client.objects.select_for_update(of=("self",)).get(pk=client.pk)  # one version after the other
    last = client.help_plans.order_by("-version").first()
    client.help_plans.filter(is_current=True).update(is_current=False)
    plan = HelpPlan.objects.create(
        client=client, version=last.version + 1 if last else 1, made_on=today, review_on=review, by=by
    )
    had = {item.need: item.request_id for item in last.items.all()} if last else {}
    HelpItem.objects.bulk_create(HelpItem(plan=plan, request_id=had.get(item["need"]), **item) for item in items)
    texts = [item.get(name, "") for item in items for name in ("goal", "wish")]
    mark_text("plan", plan, client=client, texts=texts, by=by, keep_why=keep_why)
    trail.record("client.plan", client, by=by, detail={"version": plan.version})
    return plan


@transaction.atomic
def start_item(item: HelpItem, *, by: User) -> AssistanceRequest:
    """Make a request of an item: a draft with its wish and goal, or the open one of the same need.

    Refused: an earlier version; its request still runs.
    """
    client = item.plan.client
    policies.require(by, "ask_for_help", client)
    item = HelpItem.objects.select_for_update(of=("self",)).select_related("plan", "request").get(pk=item.pk)
    if not item.plan.is_current:
        raise Refused(_("这是以前的一版，在现行的计划里办。"), code="old_version")
    if item.request and item.request.status not in ENDED:
        raise Refused(_("这一项已经提出，正在办理。"), code="running")
    consent = live_consent(client, codes.NEEDS[item.need][0])
    made = ask_for_help(client, by=by, need=item.need, wish=item.wish, goal=item.goal, consent=consent)
    item.request = made
    item.save(update_fields=["request"])
    return made


def _check(client: Client, items: list[dict[str, Any]]) -> None:
    needs = [item["need"] for item in items]
    if not needs or any(n not in codes.NEEDS for n in needs):
        raise Refused(_("至少写一项，并选出需求类别。"), code="items")
    if len(set(needs)) < len(needs):
        raise Refused(_("同一类需求写成一项。"), code="twice")
    if client.age < WORK_AGE and set(needs) & set(WORK_NEEDS):
        raise Refused(_("未满 16 周岁不能安排就业或职业培训，可以改提就学帮助。"), code="under_16")
    if any(not item["goal"].strip() for item in items):
        raise Refused(_("每一项写明目标。"), code="goal")
    found = [line for item in items for name in ("goal", "wish") for line in leaks(item.get(name, ""), client)]
    if found:
        raise Refused(_("这段文字对方会看到，不能写出本人身份或案情。"), code="leak", reasons=found)
