"""Small purchases: who comes onto the framework roster, and orders from it below the limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import OrgUnit, User
from audit import trail
from kit import clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.models import BudgetLine, CatalogueItem, Provider, RosterEntry, SmallPurchase
from ngos.purchasing import budget
from ngos.small import choosing, numbers_of_law, queries

Choice = SmallPurchase.Choice


@transaction.atomic
def enter_on_roster(
    provider: Provider,
    item: CatalogueItem,
    *,
    by: User,
    unit_price_fen: int,
    basis: str,
    since_on: date,
    until_on: date,
) -> RosterEntry:
    """Admit a provider to the framework for a service. Refused: not listed; on it already; no basis; days or price."""
    policies.require(by, "keep_roster")
    if provider.status != "listed":
        raise Refused(_("只有在库的机构可以入围。"), code="not_listed")
    if not item.is_active or item.is_enforcement:
        raise Refused(_("服务目录中停用的项目不能入围。"), code="item")
    if not basis.strip():
        raise Refused(_("写明入围依据。"), code="basis")
    if unit_price_fen <= 0 or until_on < since_on:
        raise Refused(_("单价须大于零，截止日期不能早于开始日期。"), code="days")
    if RosterEntry.objects.filter(provider=provider, item=item, ended_on=None, until_on__gte=since_on).exists():
        raise Refused(_("这家机构已在这项服务的名录中。"), code="again")
    # One that ran out makes room for the next.
    RosterEntry.objects.filter(provider=provider, item=item, ended_on=None).update(ended_on=clock.today())
    entry = RosterEntry.objects.create(
        provider=provider,
        item=item,
        unit_price_fen=unit_price_fen,
        basis=basis.strip(),
        since_on=since_on,
        until_on=until_on,
        entered_by=by,
    )
    trail.record("roster.enter", entry, by=by, detail={"provider": provider.pk, "item": item.pk})
    return entry


@transaction.atomic
def leave_roster(entry: RosterEntry, *, by: User, reason: str) -> RosterEntry:
    """Take a provider off the roster from today on. Refused: no reason; off already."""
    policies.require(by, "keep_roster")
    entry = RosterEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.ended_on:
        raise Refused(_("这家机构已经退出名录。"), code="state")
    if not reason.strip():
        raise Refused(_("写明退出的原因。"), code="reason")
    entry.ended_on, entry.ended_reason = clock.today(), reason.strip()
    entry.save(update_fields=["ended_on", "ended_reason"])
    trail.record("roster.leave", entry, by=by)
    return entry


@transaction.atomic
def order_small(
    purchaser: OrgUnit, *, by: User, item: CatalogueItem, provider: Provider, budget_line: BudgetLine, quantity: int,
    choice: str, reason: str = "", quotes: Mapping[int, int] | None = None,
) -> SmallPurchase:  # fmt: skip
    """Order from the roster below the limit. `quotes`: provider id → fen for the whole order, where three were asked.

    Refused: not on the roster or not listed; a grade below C; the reason, the turn or the quotes lack; the budget; and
    at the limit, counted over twelve months for the purchaser's service and for the provider's. Law: R-PUR-06.
    """
    policies.require(by, "order_small", purchaser)
    if budget_line.purchaser_id != purchaser.pk:
        raise Refused(_("只能使用购买主体自己的预算。"), code="budget_line")
    if quantity < 1:
        raise Refused(_("数量至少为1。"), code="quantity")
    # One order of a service at a time: two at once must not both find room below the limit.
    item = CatalogueItem.objects.select_for_update().get(pk=item.pk)
    entry = _entry(item, provider)
    amount = _amount(entry, choice, reason, quotes or {}, quantity)
    _below_limit(purchaser, item, entry.provider, amount)
    budget.enough(budget_line, amount)
    purchase = SmallPurchase.objects.create(
        number=numbers.next_number("XG", period=str(clock.today().year), width=4),
        purchaser=purchaser,
        county_code=budget.county_of(purchaser),
        item=item,
        provider=entry.provider,
        budget_line=budget_line,
        quantity=quantity,
        amount_fen=amount,
        choice=choice,
        reason=reason.strip(),
        quotes=[{"provider": p, "fen": fen} for p, fen in (quotes or {}).items()],
        grade=entry.provider.grade,
        ordered_at=clock.now(),
        ordered_by=by,
    )
    trail.record("small_purchase.order", purchase, by=by, detail={"amount_fen": amount, "choice": choice})
    return purchase


def _entry(item: CatalogueItem, provider: Provider) -> RosterEntry:
    entry = queries.roster(item).filter(provider=provider).first()
    if entry is None or not item.is_active or item.is_enforcement:
        raise Refused(_("这家机构不在这项服务的名录中。"), code="not_on_roster")
    said = queries.standing_in_the_way(entry.provider)
    if said:
        raise Refused(said, code="provider")
    return entry


def _amount(entry: RosterEntry, choice: str, reason: str, quotes: Mapping[int, int], quantity: int) -> int:
    """What it costs in fen, when the way in which the provider was chosen holds."""
    if choice == Choice.QUOTES:
        known = set(queries.roster(entry.item).values_list("provider_id", flat=True))
        if strange := set(quotes) - known:
            raise Refused(_("有%(n)d家报价机构不在这项服务的名录中。") % {"n": len(strange)}, code="quotes")
        return choosing.check_quotes(quotes, entry.provider_id, int(rules.value(numbers_of_law.QUOTES)), reason)
    if choice == Choice.ROTATION:
        turn = queries.in_turn(entry.item)
        if turn is None or turn.provider_id != entry.provider_id:
            name = turn.provider.org.name if turn else "—"
            raise Refused(_("按名录轮候，现在轮到%(name)s。") % {"name": name}, code="turn")
    elif choice != Choice.NEED:
        raise Refused(_("选择选定方式。"), code="choice")
    elif not reason.strip():
        raise Refused(_("写明选定这家机构的理由。"), code="reason")
    return entry.unit_price_fen * quantity


def _below_limit(purchaser: OrgUnit, item: CatalogueItem, provider: Provider, amount_fen: int) -> None:
    limit = int(rules.value(numbers_of_law.LIMIT))
    choosing.under(limit, queries.sum_fen(item, purchaser=purchaser), amount_fen, _("本单位这项服务"))
    choosing.under(limit, queries.sum_fen(item, provider=provider), amount_fen, _("这家机构的这项服务"))


@transaction.atomic
def call_off(purchase: SmallPurchase, *, by: User, reason: str) -> SmallPurchase:
    """Call an order off; its sum counts no longer. Refused: no reason; called off already."""
    policies.require(by, "call_off_small", purchase)
    purchase = SmallPurchase.objects.select_for_update().get(pk=purchase.pk)
    if purchase.called_off_at:
        raise Refused(_("这一笔已经取消。"), code="state")
    if not reason.strip():
        raise Refused(_("写明取消的原因。"), code="reason")
    purchase.called_off_at, purchase.called_off_reason = clock.now(), reason.strip()
    purchase.save(update_fields=["called_off_at", "called_off_reason"])
    trail.record("small_purchase.call_off", purchase, by=by)
    return purchase
