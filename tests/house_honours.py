"""The honours of the full house: stars, commendations, certificates and yearly reviews of 王芳."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.volunteers.counted import served
from volunteers.certificates import services as certificates
from volunteers.honours import commending, objections
from volunteers.honours import services as stars
from volunteers.hours import balances
from volunteers.reviews import services as reviews


def fill(house: Any) -> None:
    """王芳's honours: a star on notice, a commendation with an objection, two certificates, two reviews."""
    cast, v, year = house.cast, house.volunteer, house._now.year
    balances.open_balance(v, by=cast.county_manager, minutes=6_000, note="以前的记录")
    cast.ngo_admin, cast.city_manager  # noqa: B018 - the people who confirm and decide are there
    served(v, 620, cast.chunhui)
    served(v, 245, cast.office)
    house.yearly_to_write = _review(house, year - 1)
    house.yearly = reviews.appraise(
        _review(house, year), by=cast.officer, grade="good", appraisal="全年按时到场，课堂准备充分。"
    )
    house.star = stars.publish_star(stars.apply_for_star(v, by=cast.volunteer), by=cast.county_manager)
    nominee = commending.Nominee(volunteer=v)
    house.commendation = commending.propose_commendation(
        nominee, by=cast.officer, title="年度优秀志愿者", deeds="周三课堂坚持一年"
    )
    commending.publish_commendation(house.commendation, by=cast.county_manager)
    text = house.secret("objection.text", "异议寒露：课堂另有他人主讲")
    objections.object_to(house.commendation, text=text, contact=house.secret("objection.contact", "寒露15433335555"))
    asked = {"by": cast.volunteer, "kind": "service"}
    house.certificate_asked = certificates.request_certificate(v, issuer=cast.office, **asked)
    house.certificate = certificates.issue_certificate(
        certificates.request_certificate(v, issuer=cast.chunhui, **asked),
        by=cast.ngo_admin, in_charge="许晴", contact="0990-5550123",
    )  # fmt: skip


def _review(house: Any, year: int) -> Any:
    reviews.start_reviews([house.volunteer], by=house.cast.officer, year=year)
    return house.volunteer.reviews.get(year=year)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a star": one(number=house.star.number),
        "a commendation": one(number=house.commendation.number),
        "a certificate": one(pk=house.certificate.pk),
        "a certificate asked for": one(pk=house.certificate_asked.pk),
        "a sheet on paper": one(number=house.certificate.number, code=house.certificate.code),
        "a yearly review": one(pk=house.yearly.pk),
        "a yearly review to write": one(pk=house.yearly_to_write.pk),
    }
