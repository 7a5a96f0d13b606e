"""Drafting and issuing a rectification notice, changing its draft, taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import OrgUnit, User
from audit.moves import born, move
from kit import calendar, clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging.words import looks_personal
from ngos import policies
from ngos.models import Provider, RectificationItem, RectificationNotice
from ngos.rectification import clocks, effects, news
from ngos.rectification.numbers_of_law import TERM


@dataclass(frozen=True)
class Item:
    """One thing to mend, as whoever asks for a notice says it. Without a day it is due with the notice."""

    clause: str
    finding: str
    demand: str
    due_on: date | None = None
    weight: int = 1
    amount_fen: int = 0


@transaction.atomic
def draft_notice(
    addressee: OrgUnit, *, by: User | None, source: str = "", about: str, basis: str,
    items: Iterable[Item | Mapping[str, Any]] = (), due_on: date | None = None,
) -> RectificationNotice:  # fmt: skip
    """Draft a notice to an organisation or to a unit of our own; a manager issues it.

    `source` names what it follows from ("review:12"). `by` None is the house, on a decision that asks for a notice.
    Refused: one's own unit; nothing said; a number of a person in the text. Law: R-RECT-01.
    """
    provider = Provider.objects.filter(org=addressee).first()
    county = provider.county_code if provider else addressee.county_code
    notice = RectificationNotice(
        addressee=addressee, provider=provider, county_code=county, source=source[:40], about=about.strip()[:120],
        basis=basis.strip()[:300], due_on=due_on, drafted_by=by,
    )  # fmt: skip
    if by is not None:
        policies.require(by, "draft_rectification", notice)
    if addressee.kind not in news.SPEAKS:
        raise Refused(_("这个单位不能作为整改单位。"), code="addressee")
    _words(about, basis)
    born(notice, "draft", by=by)
    for item in items:
        _add(notice, item if isinstance(item, Item) else Item(**item))
    return notice


@transaction.atomic
def add_item(notice: RectificationNotice, *, by: User, **said: Any) -> RectificationItem:
    """Add one thing to mend to a draft. Refused: issued already; nothing said; no weight."""
    policies.require(by, "draft_rectification", notice)
    return _add(drafted(notice), Item(**said))


@transaction.atomic
def drop_item(item: RectificationItem, *, by: User) -> RectificationNotice:
    policies.require(by, "draft_rectification", item.notice)
    notice = drafted(item.notice)
    item.delete()
    return notice


@transaction.atomic
def issue(notice: RectificationNotice, *, by: User) -> RectificationNotice:
    """Give the notice its number and send it; two working days run for the receipt.

    Without a day of its own the deadline is the fifteenth working day after today. Refused: nothing to mend; a
    deadline that is past; a thing due after the whole. Law: R-RECT-01.
    """
    policies.require(by, "issue_rectification", notice)
    notice = drafted(notice)
    items, today = list(notice.items.all()), clock.today()
    if not items:
        raise Refused(_("写明至少一项整改事项再发出。"), code="items")
    due = notice.due_on or calendar.add_workdays(today, int(rules.value(TERM)))
    due = max([due, *(i.due_on for i in items if i.due_on and notice.due_on is None)])
    if due <= today or any(i.due_on and not today < i.due_on <= due for i in items):
        raise Refused(_("整改期限要在今天以后，各事项的期限不能晚于总的期限。"), code="due_on")
    notice.number = numbers.next_number("ZG", period=str(today.year), width=4)
    notice.issued_by, notice.issued_at, notice.due_on = by, clock.now(), due
    notice.save()
    move(notice, "issue", by=by)
    news.tell("rectification_issued", notice, news.addressees(notice))
    return notice


def issue_notice(
    addressee: OrgUnit, *, by: User, source: str, about: str = "", basis: str = "",
    items: Iterable[Item | Mapping[str, Any]], due_on: date | None = None,
) -> RectificationNotice:  # fmt: skip
    """Draft and issue in one act, for what was decided elsewhere: a review, a finding. Refused as both are."""
    with transaction.atomic():
        about = about or _("按评价和检查的结果整改")
        basis = basis or _("《政府购买服务管理办法》和合同约定的质量要求")
        return issue(
            draft_notice(addressee, by=by, source=source, about=about, basis=basis, items=items, due_on=due_on), by=by
        )


@transaction.atomic
def withdraw(notice: RectificationNotice, *, by: User, reason: str) -> RectificationNotice:
    """Take a notice back that should not have been; what it set is lifted. Refused: no reason; over already."""
    policies.require(by, "withdraw_rectification", notice)
    notice = locked(notice)
    if not reason.strip():
        raise Refused(_("写明撤销的原因。"), code="reason")
    was_open = notice.is_open
    move(notice, "withdraw", by=by, note=reason)
    clocks.keep(notice, stopped_on=None)
    effects.lift(notice)
    if was_open:
        news.tell("rectification_withdrawn", notice, news.addressees(notice))
    return notice


def locked(notice: RectificationNotice) -> RectificationNotice:
    rows = RectificationNotice.objects.select_for_update(of=("self",)).select_related("addressee", "provider__org")
    return rows.get(pk=notice.pk)


def drafted(notice: RectificationNotice) -> RectificationNotice:
    notice = locked(notice)
    if notice.status != "draft":
        raise Refused(_("整改通知书已经发出，不能再改。"), code="issued")
    return notice


def _add(notice: RectificationNotice, item: Item) -> RectificationItem:
    _words(item.clause, item.finding, item.demand)
    if item.weight < 1 or item.amount_fen < 0:
        raise Refused(_("权重至少为1，金额不能小于零。"), code="weight")
    last = notice.items.aggregate(n=Max("no"))["n"] or 0
    return RectificationItem.objects.create(
        notice=notice, no=last + 1, clause=item.clause.strip()[:120], finding=item.finding.strip()[:500],
        demand=item.demand.strip()[:500], due_on=item.due_on, weight=item.weight, amount_fen=item.amount_fen,
    )  # fmt: skip


def _words(*texts: str) -> None:
    if not all(text.strip() for text in texts):
        raise Refused(_("事由、依据、条款、问题和要求都要写明。"), code="empty")
    plain(*texts)


def plain(*texts: str) -> None:
    """Refused: a number of a person stands in what others will read (law: R-CC-05)."""
    if any(looks_personal(text) for text in texts):
        raise Refused(_("不要写入身份证号或手机号，用对象代号或记录编号。"), code="personal")
