"""晨光社工 and others on their way into the register, as the office and they themselves bring them there."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from ngos.models import Provider, ProviderPaper
from ngos.providers import filing, papers, services
from ngos.providers.numbers_of_law import FINANCE, LICENCE, NO_VIOLATION, REGISTRATION, SOCIAL, TAX
from tests.cast import DONGXI, QIXIA, Cast, person, seat, unit
from tests.house_volunteers import picture

CODE = "52990100MJ0000018Q"
NEEDED = (REGISTRATION, FINANCE, TAX, SOCIAL, NO_VIOLATION, LICENCE)
FILE: dict[str, Any] = {
    "kind": "social_service", "registrar": "东溪区民政局", "legal_representative": "沈晨",
    "founded_on": date(2019, 4, 1), "areas": [DONGXI, QIXIA], "categories": [2, 1],
    "staff_n": 8, "social_workers_n": 5, "counsellors_n": 2,
    "capacity": 20, "contact_name": "沈晨", "phone": "15412345678", "bank_account": "云栖银行 6222000011112222",
}  # fmt: skip


def admin(cast: Cast, name: str = "晨光社工") -> User:
    """The manager of 晨光社工, who came by an invitation."""
    email = f"nga-{len(name)}@example.cn"
    return seat(person("沈晨", email), "NGA", unit("provider", name, DONGXI))


def draft(cast: Cast, by: User, *, code: str = CODE) -> Provider:
    """晨光社工 with its file filled in by its own manager, and no paper yet."""
    org = by.memberships.get().unit
    provider = filing.register_provider(by=by, org=org, code=code, **FILE)
    provider.refresh_from_db()
    return provider


def admin_of(provider: Provider) -> User:
    return User.objects.get(memberships__unit=provider.org, memberships__role="NGA")


def hand_in(provider: Provider, by: User, *kinds: str, until: date | None = None) -> dict[str, ProviderPaper]:
    """Papers of these kinds by the manager, each with a scan; a licence holds until the day given."""
    found = {}
    for kind in kinds:
        ends = until if kind == LICENCE else None
        title = "社会工作服务资质" if kind == LICENCE else ""
        found[kind] = papers.enter_paper(provider, by=by, kind=kind, title=title, valid_to=ends, scan=picture())
    return found


def listed(cast: Cast, by: User, *, until: date | None = None, code: str = CODE) -> Provider:
    """The whole way: file, papers, checked by the county, recommended, listed by the city."""
    provider = draft(cast, by, code=code)
    for paper in hand_in(provider, by, *NEEDED, until=until).values():
        papers.check_paper(paper, by=cast.county_manager)
    services.submit_provider(provider, by=by)
    services.recommend_provider(provider, by=cast.county_manager)
    return services.list_provider(provider, by=cast.city_manager)
