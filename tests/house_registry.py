"""The register's part of the full house: 春晖社工 with its sealed contact and a scan, and an application that waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kit import clock
from ngos.models import Provider
from ngos.providers import filing, papers, services
from ngos.providers.numbers_of_law import LICENCE
from tests import build
from tests.cast import DONGXI, person, seat, unit
from tests.house_volunteers import picture
from tests.ngos.registry import NEEDED


def fill(house: Any) -> None:
    """春晖社工 is listed; 柏舟社工 of the same county has handed its application in, complete but not yet checked."""
    cast = house.cast
    house.provider = build.provider(cast)
    phone, account = "15433337777", "云栖银行清明支行 8801"
    filing.edit_file(
        house.provider, by=cast.ngo_admin, areas=[DONGXI], categories=[2, 6], contact_name="许晴",
        phone=house.secret("providercontact.phone", phone),
        bank_account=house.secret("providercontact.bank_account", account),
    )  # fmt: skip
    until = clock.today() + timedelta(days=45)
    house.provider_paper = papers.enter_paper(
        house.provider, by=cast.ngo_admin, kind=LICENCE, title="社会工作服务资质", valid_to=until, scan=picture()
    )
    house.applying_provider = _application(house)


def _application(house: Any) -> Provider:
    manager = seat(person("柏舟", "baizhou@example.cn"), "NGA", unit("provider", "柏舟社工", DONGXI))
    provider = filing.register_provider(
        by=manager, org=manager.memberships.get().unit, code="52990100MJ0000018Q", kind="social_service",
        registrar="东溪区民政局", legal_representative="柏舟", founded_on=clock.today() - timedelta(days=400),
        areas=[DONGXI], categories=[1], contact_name="柏舟",
        phone=house.secret("providercontact.phone:2", "15433336666"),
    )  # fmt: skip
    for kind in NEEDED:
        papers.enter_paper(provider, by=manager, kind=kind, title="证明", scan=picture())
    return services.submit_provider(provider, by=manager)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a listed organisation": one(pk=house.provider.pk),
        "an organisation that applies": one(pk=house.applying_provider.pk),
        "a paper of an organisation": one(pk=house.provider_paper.pk),
    }
