"""What a late notice brings upon an organisation, and what is lifted again when it is closed: its own, nothing else."""

from __future__ import annotations

from audit.moves import history, move
from kit import clock
from kit.sentences import gettext as _
from ngos.models import Provider, RectificationNotice
from ngos.providers import expiry
from ngos.providers import services as providers
from ngos.rectification import holding
from ngos.rectification.states import OPEN

Level = RectificationNotice.Level


def settle_flag(provider: Provider | None) -> None:
    """Whether any open notice of this organisation is late stands on its own row, for every list that asks."""
    if provider is None:
        return
    late = RectificationNotice.objects.filter(provider=provider, status__in=OPEN, overdue_on__isnull=False).exists()
    Provider.objects.filter(pk=provider.pk).update(has_overdue_rectification=late)
    provider.has_overdue_rectification = late


def suspend(notice: RectificationNotice) -> None:
    """Suspend the organisation, unless it is suspended already, or out."""
    provider = notice.provider
    if provider is None or provider.status not in ("listed", "restricted"):
        return
    reason = _("整改通知书 %(number)s 逾期") % {"number": notice.number}
    providers.suspend_provider(provider, by=None, reason=reason)
    _keep(notice, has_suspended=True)


def lift(notice: RectificationNotice) -> None:
    """Take back what this notice set. What another notice, a paper or a person set stays as it is."""
    provider = notice.provider
    if provider is None:
        return
    settle_flag(provider)
    if notice.has_suspended:
        _lift_suspension(notice, provider)
    if notice.has_held:
        holding.end(notice)


def _lift_suspension(notice: RectificationNotice, provider: Provider) -> None:
    _keep(notice, has_suspended=False)
    provider.refresh_from_db()
    if provider.status != "suspended" or not _is_ours(notice, provider):
        return
    others = RectificationNotice.objects.filter(provider=provider, status__in=OPEN, level__gte=Level.SUSPENDED)
    if heir := others.exclude(pk=notice.pk).order_by("pk").first():
        _keep(heir, has_suspended=True)
        return
    move(provider, "restore", by=None, note=_("整改通知书 %(number)s 已了结") % {"number": notice.number})
    providers.tell_restored(provider)
    expiry.settle(provider, clock.today())


def _is_ours(notice: RectificationNotice, provider: Provider) -> bool:
    """The suspension that stands now came from a notice, not from somebody who suspended it again since."""
    last = history(provider).filter(verb="suspend").last()
    return last is not None and last.by_id is None


def _keep(notice: RectificationNotice, **columns: bool) -> None:
    RectificationNotice.objects.filter(pk=notice.pk).update(**columns)
    for name, value in columns.items():
        setattr(notice, name, value)
