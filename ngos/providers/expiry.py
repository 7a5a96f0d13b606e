"""The days on which papers run out: reminders, the restriction on the day after, and its end with a new paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import queries as people
from accounts import roles
from audit.moves import move
from kit import clock, rules
from messaging import outbox
from ngos.models import Provider, ProviderPaper
from ngos.providers import passport
from ngos.providers.numbers_of_law import REMINDER_DAYS

ENDS, RESTRICTED, LIFTED = "provider_paper_ends", "provider_restricted", "provider_lifted"
CHUNK = 200

outbox.template(
    ENDS,
    subject=_("%(paper)s快到期了"),
    body=_(
        "%(org)s的%(paper)s到 %(day)s 为止，还有 %(n)s 天。到期后不能投标，也不会收到新的邀约。请及时上传新的材料。"
    ),
)
outbox.template(
    RESTRICTED,
    subject=_("%(org)s已受限"),
    body=_("%(paper)s已过期。补上新的材料并核对以前，不能投标，也不会收到新的邀约；已签的合同照常履行。"),
)
outbox.template(LIFTED, subject=_("%(org)s已解除受限"), body=_("材料已经更新并核对，可以投标和接受邀约。"))


def watch() -> int:
    """Remind of what runs out, restrict what has; a day on which nobody worked is made up for. How many acts."""
    today, acts = clock.today(), 0
    for provider, papers in _listed():
        acts += remind(provider, papers, today)
        acts += settle(provider, today, papers)
    return acts


def remind(provider: Provider, papers: list[ProviderPaper], on: date) -> int:
    """One message for each paper and step, to each manager of the organisation; comes back with how many steps."""
    steps, told = rules.value(REMINDER_DAYS, on), 0
    for paper in passport.running_out(papers, on, max(steps, default=0)):
        left = (paper.valid_to - on).days
        step = passport.step(steps, left)
        if step is not None:
            told += _remind(provider, paper, step, left)
    return told


@transaction.atomic
def _remind(provider: Provider, paper: ProviderPaper, step: int, left: int) -> int:
    for person in people.people_with(roles.NGA, unit=provider.org):
        outbox.put(
            ENDS, to=person, about=paper, url=reverse("ngos:passport"), urgent=True,
            once=f"{ENDS}:{paper.pk}:{step}:{person.pk}",
            org=provider.org.name, paper=passport.LABELS[paper.kind], day=paper.valid_to, n=left,
        )  # fmt: skip
    return 1


def settle(provider: Provider, on: date, papers: list[ProviderPaper] | None = None) -> int:
    """Restrict a listed provider whose paper has run out, lift one whose papers hold again; 1 when it moved.

    Running contracts and orders are left alone. Law: R-PUR-03.
    """
    rows = list(ProviderPaper.objects.filter(provider=provider)) if papers is None else papers
    gone = passport.run_out(rows, on)
    if provider.status == "listed" and gone:
        _moved(provider, "restrict", RESTRICTED, {"paper": passport.LABELS[gone[0].kind]}, gone[0].kind)
        return 1
    if provider.status == "restricted" and not gone:
        _moved(provider, "lift", LIFTED, {}, "")
        return 1
    return 0


@transaction.atomic
def _moved(provider: Provider, verb: str, kind: str, params: dict[str, Any], reason: str) -> None:
    move(provider, verb, by=None, reason=reason)
    for person in people.people_with(roles.NGA, unit=provider.org):
        outbox.put(
            kind, to=person, about=provider, url=reverse("ngos:passport"), urgent=True, org=provider.org.name, **params
        )


def _listed() -> Iterator[tuple[Provider, list[ProviderPaper]]]:
    """Those on the list with their papers, a few hundred at a time."""
    rows, last = Provider.objects.filter(status__in=("listed", "restricted")).select_related("org").order_by("pk"), 0
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        papers: dict[int, list[ProviderPaper]] = defaultdict(list)
        for paper in ProviderPaper.objects.filter(provider__in=some, checked_at__isnull=False):
            papers[paper.provider_id].append(paper)
        for provider in some:
            yield provider, papers[provider.pk]
        last = some[-1].pk
