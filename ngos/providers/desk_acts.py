"""What the offices may do with an organisation's file, in the order in which the page offers it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desk.forms import ReasonForm
from desk.page_acts import Act
from kit import clock
from ngos.models import Provider, ProviderPaper
from ngos.providers import filing, lacking, papers, passport, services
from ngos.providers import forms as f


def acts_of(provider: Provider, by: Any) -> Iterator[Act]:
    """Those that the state allows; rights are asked afterwards."""
    yield from _deciding(provider, by)
    yield from _papers(provider, by)
    yield from _standing(provider, by)


def _deciding(provider: Provider, by: Any) -> Iterator[Act]:
    lacks = lacking.of_papers(provider, clock.today())
    if provider.status == "submitted":
        do: Any = partial(services.recommend_provider, provider, by=by)
        yield Act(
            "recommend", _("推荐入库"), "recommend_provider", do, _("已推荐，由市司法局决定入库。"), is_primary=True
        )
    if provider.status == "under_review":
        do = partial(services.list_provider, provider, by=by)
        yield Act("list", _("入库"), "list_provider", do, _("已入库，机构会收到消息。"), is_primary=True)
    if provider.status in ("submitted", "under_review"):
        do, more = partial(services.return_provider, provider, by=by), (("ticked", lacks),)
        yield Act("return", _("退回补正"), "return_provider", do, _("已退回，机构会收到消息。"), f.ReturnForm, more)


def _papers(provider: Provider, by: Any) -> Iterator[Act]:
    if provider.status == "delisted":
        return
    today = clock.today()
    waits = {p.pk: p for p in provider.papers.order_by("pk") if passport.state_of(p, today) == passport.WAITING}
    if waits:
        more = (("papers", [(pk, _named(paper)) for pk, paper in waits.items()]),)

        @transaction.atomic
        def check(*, chosen: list[int]) -> Any:
            return [papers.check_paper(waits[pk], by=by) for pk in chosen]

        def send_back(*, paper: int, reason: str) -> Any:
            return papers.return_paper(waits[paper], by=by, reason=reason)

        yield Act("check", _("核对材料"), "check_provider_paper", check, _("已核对。"), f.CheckForm, more)
        yield Act("back", _("退回一份材料"), "check_provider_paper", send_back, _("已退回。"), f.BackForm, more)
    do = partial(papers.enter_paper, provider, by=by)
    yield Act("paper", _("看过原件，登记材料"), "enter_provider_paper", do, _("已登记。"), f.PaperForm)


def _named(paper: ProviderPaper) -> str:
    label = str(passport.LABELS[paper.kind])
    return f"{label} · {paper.title}" if paper.title else label


def _standing(provider: Provider, by: Any) -> Iterator[Act]:
    if provider.status == "suspended":
        do: Any = partial(services.restore_provider, provider, by=by)
        yield Act("restore", _("恢复承接"), "restore_provider", do, _("已恢复。"))
    if provider.status in ("listed", "restricted"):
        do = partial(services.suspend_provider, provider, by=by)
        yield Act("suspend", _("暂停承接"), "suspend_provider", do, _("已暂停。"), ReasonForm, f.READ)
    if provider.status != "delisted":
        do = partial(filing.set_tier, provider, by=by)
        yield Act("tier", _("调整层级"), "set_tier", do, _("已调整。"), f.TierForm)
        do = partial(filing.change_code, provider, by=by)
        yield Act("code", _("更正信用代码"), "accept_code", do, _("已更正。"), f.ChangeCodeForm)
        do = partial(services.delist_provider, provider, by=by)
        yield Act("delist", _("移出名录"), "delist_provider", do, _("已移出名录。"), ReasonForm, f.READ)
