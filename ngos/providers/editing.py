"""The form of a file, filled with what stands in it; who edits decides which fields it has."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts import access, roles
from kit import identity
from ngos import states
from ngos.models import Provider, ProviderContact
from ngos.providers import filing, queries
from ngos.providers.forms import FileForm


def form_of(provider: Provider, request: HttpRequest) -> FileForm:
    """Sealed fields are not written into the page: only that they are there, masked."""
    contact = ProviderContact.objects.filter(provider=provider).first()
    own = access.has_role(request.user, roles.NGA)
    initial: dict[str, Any] = {
        **{name: getattr(provider, name) for name in filing.COLUMNS},
        "areas": list(provider.areas.values_list("county_code", flat=True)),
        "categories": list(provider.lines.values_list("category", flat=True)),
        "contact_name": contact.name if contact else "",
    }
    return FileForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        counties=queries.county_names(),
        fixed=filing.on_certificate(provider) if own and provider.status in states.PUBLIC else (),
        known=_masked(contact),
    )


def _masked(contact: ProviderContact | None) -> dict[str, str]:
    if contact is None:
        return {}
    found = {}
    if contact.phone:
        found["phone"] = identity.mask_mobile(contact.phone)
    if contact.bank_account:
        found["bank_account"] = f"****{contact.bank_account[-4:]}"
    return found
