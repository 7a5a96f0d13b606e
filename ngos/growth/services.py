"""Helping young organisations along by a plan, and taking in what each says of its own year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.contracts import tiers
from ngos.models import IncubationPlan, IncubationStep, Provider, SelfAssessment
from ngos.providers.numbers_of_law import YOUNG_MONTHS

WEAK = 3  # of 5: what is below asks for a plan to do better


# --- incubation ---------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_incubation(
    provider: Provider, *, by: User, aim: str, until_on: date, steps: Iterable[tuple[str, date]]
) -> IncubationPlan:
    """Agree a plan with a young organisation; it stands on the tier of incubation while the plan runs.

    Refused: it is older than the rule lets it be, or nobody knows how old; a plan runs already; no steps; a step
    after the end.
    """
    policies.require(by, "plan_incubation", provider)
    provider = Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
    today, rows = clock.today(), list(steps)
    if provider.founded_on is None or months_old(provider.founded_on, today) >= rules.value(YOUNG_MONTHS, today):
        raise Refused(
            _("成立不满 %(n)d 个月的社会组织才列入培育。") % {"n": rules.value(YOUNG_MONTHS, today)}, code="not_young"
        )
    if provider.incubations.filter(ended_on=None).exists():
        raise Refused(_("已有一份培育计划在进行。"), code="runs")
    if until_on <= today or not rows or any(not today <= due <= until_on for _text, due in rows):
        raise Refused(_("写明培育事项，每项的期限在今天和计划结束之间。"), code="steps")
    plan = IncubationPlan.objects.create(provider=provider, aim=aim, from_on=today, until_on=until_on, made_by=by)
    IncubationStep.objects.bulk_create(IncubationStep(plan=plan, text=text, due_on=due) for text, due in rows)
    _tier(provider, Provider.Tier.INCUBATING)
    trail.record("incubation.plan", provider, by=by, detail={"plan": plan.pk, "steps": len(rows)})
    return plan


@transaction.atomic
def finish_step(step: IncubationStep, *, by: User) -> IncubationStep:
    """Note that one thing of the plan was done. Refused: it is noted already; the plan has ended."""
    policies.require(by, "plan_incubation", step.plan.provider)
    if step.plan.ended_on or not IncubationStep.objects.filter(pk=step.pk, done_on=None).update(done_on=clock.today()):
        raise Refused(_("这一项已经办结。"), code="done")
    trail.record("incubation.step", step.plan.provider, by=by, detail={"step": step.pk})
    step.refresh_from_db()
    return step


@transaction.atomic
def end_incubation(plan: IncubationPlan, *, by: User, result: str) -> IncubationPlan:
    """End the plan with what came of it; the organisation goes back to the tier of the listed."""
    policies.require(by, "plan_incubation", plan.provider)
    if plan.ended_on:
        raise Refused(_("培育计划已经结束。"), code="ended")
    plan.ended_on, plan.result = clock.today(), result
    plan.save(update_fields=["ended_on", "result"])
    _tier(plan.provider, Provider.Tier.LISTED)
    tiers.settle(plan.provider_id)
    trail.record("incubation.end", plan.provider, by=by, detail={"plan": plan.pk})
    return plan


def months_old(founded_on: date, on: date) -> int:
    """Full months since the founding."""
    months = (on.year - founded_on.year) * 12 + on.month - founded_on.month
    return months - (on.day < founded_on.day)


def _tier(provider: Provider, tier: str) -> None:
    Provider.objects.filter(pk=provider.pk).update(tier=tier)


# --- the own year --------------------------------------------------------------------------------------------------
@transaction.atomic
def hand_in_year(provider: Provider, *, by: User, year: int, **said: Any) -> SelfAssessment:
    """Say how the year went: five marks of 1 to 5, an account, and what will be done better until when.

    It gives no grade; the grade comes from reviews. Refused: a year that has not begun, or handed in before; a mark
    below 3 without a plan to do better.
    """
    policies.require(by, "assess_own_year", provider)
    today = clock.today()
    if not (provider.founded_on or today).year <= year <= today.year:
        raise Refused(_("只能评已经开始的年度。"), code="year", at={"year": [_("只能评已经开始的年度。")]})
    if provider.assessments.filter(year=year).exists():
        raise Refused(_("这一年已经提交过自评。"), code="handed_in", at={"year": [_("这一年已经提交过自评。")]})
    weak = any(said[mark] < WEAK for mark in SelfAssessment.MARKS)
    if weak and not (said.get("improvements", "").strip() and said.get("improve_by_on")):
        told = _("有低于 3 分的，写明怎样改进和改进期限。")
        raise Refused(told, code="improvements", at={"improvements": [told]})
    made = SelfAssessment.objects.create(
        provider=provider, year=year, handed_in_by=by, handed_in_at=clock.now(), **said
    )
    trail.record("self_assessment.hand_in", provider, by=by, detail={"year": year})
    return made


@transaction.atomic
def read_year(assessment: SelfAssessment, *, by: User, answer: str = "") -> SelfAssessment:
    """Note that the office read it, with an answer where it has one. Refused: it was read already."""
    policies.require(by, "recommend_provider", assessment.provider)
    if assessment.read_at:
        raise Refused(_("这份自评已经阅过。"), code="read")
    assessment.read_by, assessment.read_at, assessment.answer = by, clock.now(), answer.strip()
    assessment.save(update_fields=["read_by", "read_at", "answer"])
    trail.record("self_assessment.read", assessment.provider, by=by, detail={"year": assessment.year})
    return assessment
