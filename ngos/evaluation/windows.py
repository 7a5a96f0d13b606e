"""What may be objected to now, until when, and why not any more: documents, each step of the process, the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from audit.models import Move
from desk.dates import day as said
from kit import calendar, clock
from kit.clock import SHANGHAI
from kit.sentences import gettext as _
from ngos.evaluation import awarding
from ngos.models import Bid, Notice, Objection, Project

Kind = Objection.Kind
# What the working days count from, and what has to come first (law: R-PUR-22).
SINCE = {
    Kind.DOCUMENTS: lazy("采购文件提供期满"),
    Kind.OPENING: lazy("开标之日"),
    Kind.REVIEW: lazy("审查结束"),
    Kind.SCORING: lazy("结果公告之日"),
    Kind.RESULT: lazy("公告期满"),
}
EARLY = {
    Kind.DOCUMENTS: lazy("还不能质疑，公告以后可以。"),
    Kind.OPENING: lazy("还不能质疑，开标以后可以。"),
    Kind.REVIEW: lazy("还不能质疑，审查结束以后可以。"),
    Kind.SCORING: lazy("还不能质疑，结果公告以后可以。"),
    Kind.RESULT: lazy("还不能质疑，结果公告以后可以。"),
}


@dataclass(frozen=True)
class Window:
    """`since` is the day after which the working days count, `until` the last instant; None while it is too early."""

    kind: Objection.Kind
    since: date | None
    until: datetime | None
    workdays: int

    @property
    def label(self) -> Any:
        return self.kind.label

    @property
    def is_early(self) -> bool:
        return self.until is None

    @property
    def is_open(self) -> bool:
        return self.until is not None and clock.now() <= self.until

    @property
    def sentence(self) -> str:
        """For the bidder: until when, or why not."""
        if self.since is None or self.until is None:
            return str(EARLY[self.kind])
        words = {"what": SINCE[self.kind], "since": said(self.since), "n": self.workdays, "day": said(_day(self.until))}
        if self.is_open:
            return _("%(what)s（%(since)s）后 %(n)d 个工作日内可以质疑，%(day)s 24:00 截止。") % words
        return _("质疑期已于 %(day)s 届满：只能在%(what)s（%(since)s）后 %(n)d 个工作日内提出。") % words


def window(project: Project, kind: str, bid: Bid | None) -> Window:
    """The window of one kind for the organisation of this bid, None for one that has no opened bid."""
    which, days = Kind(kind), int(project.rules.get("objection_workdays", 0))
    award = awarding.standing_award(project) if which == Kind.RESULT else None
    since = _since(project, which, bid)
    if since is None:
        return Window(which, None, None, days)
    until = award.objections_until_at if award else calendar.end_of(calendar.add_workdays(since, days))
    return Window(which, since, until, days)


def windows(project: Project, bid: Bid | None) -> list[Window]:
    """All of them; for an organisation without a bid, once bids were opened, that of the documents alone."""
    kinds = [Kind.DOCUMENTS] if bid is None and project.opened_at else list(Kind)
    return [window(project, kind, bid) for kind in kinds]


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _since(project: Project, kind: Objection.Kind, bid: Bid | None) -> date | None:
    if kind == Kind.DOCUMENTS:
        return _documents_out(project)
    if kind == Kind.OPENING:
        return _day(project.opened_at) if project.opened_at else None
    if kind == Kind.REVIEW:
        return _reviewed(project, bid)
    told = _told(project)
    if told is None or kind == Kind.SCORING:  # how it was scored nobody outside can know before the result
        return told
    return calendar.add_workdays(told, int(project.rules["notice_period_workdays"]))


def _documents_out(project: Project) -> date | None:
    """The last day on which the documents, or what was corrected in them, were handed out."""
    if project.published_at is None:
        return None
    corrected = Notice.objects.filter(project=project, kind=Notice.Kind.CORRECTION)
    days = [_day(at) for at in corrected.values_list("published_at", flat=True)]
    return max([project.documents_until_on or _day(project.published_at), *days])


def _reviewed(project: Project, bid: Bid | None) -> date | None:
    """For a bid that was refused the day of its refusal; for the others the day on which the review ended."""
    if bid is not None and bid.status == "disqualified":
        return _day(bid.status_at)
    ends = Move.objects.filter(thing_type=project._meta.label, thing_id=project.pk, source="opened")
    first = ends.order_by("pk").values_list("at", flat=True).first()
    return _day(first) if first else None


def _told(project: Project) -> date | None:
    """The day on which the result, or that there is none, was announced."""
    award = awarding.standing_award(project)
    if award is not None:
        return _day(award.noticed_at) if award.noticed_at else None
    void = Notice.objects.filter(project=project, kind=Notice.Kind.FAILED).order_by("-pk").first()
    return _day(void.published_at) if void else None
