"""The tier that contracts give an organisation: contracted while one runs, listed again afterwards."""

from __future__ import annotations

from ngos.contracts.states import SIGNED
from ngos.models import Contract, Provider

Tier = Provider.Tier


def settle(provider_id: int) -> None:
    """Incubating and key are the office's own word and stay."""
    runs = Contract.objects.filter(provider_id=provider_id, status__in=SIGNED).exists()
    was, now = (Tier.LISTED, Tier.CONTRACTED) if runs else (Tier.CONTRACTED, Tier.LISTED)
    Provider.objects.filter(pk=provider_id, tier=was).update(tier=now)
