"""What quality reviews hang into the ground: rules, menu, what waits for reviewers, panels, offices and providers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role, seats_as
from desk.hooks import MenuEntry, WorkItem, menu, worklist
from kit import clock
from ngos import hooks
from ngos.models import QualityReview, Reviewer
from ngos.reviews import grading, numbers_of_law, queries, showing  # noqa: F401 - rules and answers register themselves
from ngos.reviews.services import AWAITED
from ngos.reviews.words import REVIEWER

SEES = (roles.CBM, roles.MUN, roles.AUD, roles.EXP, roles.NGA)
menu.add(MenuEntry(lazy("质量评价"), "ngos:quality", "star", SEES, group=lazy("机构与质量"), order=74))
hooks.red_lines.add(grading.lower_at_once)


def _item(review: QualityReview, title: str, verb: str) -> WorkItem:
    url = reverse("ngos:quality_review", args=[review.number])
    return WorkItem(
        title=title, text=review.provider.org.name, url=url, verb=verb, due_at=review.due_at, code=review.number
    )


@worklist.add
def parts(user: Any, now: datetime) -> Iterator[WorkItem]:
    """To declare, to prepare, to vote."""
    if not has_role(user, roles.EXP, roles.CBM, roles.MUN):
        return
    mine = Reviewer.objects.filter(user=user, review__status__in=("opened", *AWAITED)).exclude(has_conflict=True)
    for part in mine.select_related("review__provider__org").order_by("review__due_at", "pk")[:20]:
        review = part.review
        if part.declared_at is None:
            yield _item(review, _("申报利害关系"), _("去申报"))
        elif part.role == REVIEWER and review.status == "opened":
            yield _item(review, _("质量评价：写初评"), _("去评价"))
        elif not part.vote and part.role == AWAITED.get(review.status) and review.status != "with_provider":
            yield _item(review, _("质量评价：表决"), _("去表决"))


@worklist.add
def office(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What a manager has to set going: a panel, a publication, reviews that are due."""
    if not has_role(user, roles.CBM, roles.MUN):
        return
    mine = Q() if has_role(user, roles.MUN) else Q(county_code__in=[s.county_code for s in seats_as(user, roles.CBM)])
    rows = QualityReview.objects.filter(mine, status__in=("with_panel", "appealed", "decided"))
    for review in rows.select_related("provider__org").prefetch_related("people").order_by("due_at", "pk")[:20]:
        if review.status == "decided":
            yield _item(review, _("公布质量等级"), _("去公布"))
        elif not any(p.role == AWAITED[review.status] for p in review.people.all()):
            yield _item(review, _("组成审定小组"), _("去组成"))
    n = queries.due_for_review(queries.providers_to_look_after(user), clock.today()).count()
    if n:
        text = _("%(n)d 家机构的等级将到期、还没有评过，或者合同将满。") % {"n": n}
        yield WorkItem(title=_("安排质量评价"), text=text, url=reverse("ngos:quality"), verb=_("去安排"))


@worklist.add
def provider(user: Any, now: datetime) -> Iterator[WorkItem]:
    """A draft that the organisation may answer."""
    orgs = [s.unit_id for s in seats_as(user, roles.NGA) if s.unit_id]
    if not orgs:
        return
    rows = QualityReview.objects.filter(provider__org_id__in=orgs, status="with_provider")
    for review in rows.select_related("provider__org"):
        yield _item(review, _("对质量评价初评提交说明"), _("去说明"))
