"""Places where help is to be had: entered, opened, held, paused, kept fresh; published by whoever offers them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts import access, roles
from accounts.models import Division, OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine import codes
from matching.models import Place
from matching.offers.services import place_opened
from matching.planning import standing
from matching.resources import pledges
from ngos import queries as ngos
from training import queries as training
from volunteers import queries as volunteers

# Words of the pledge that no employer may ask for without a legal ground.  law: R-CC-09
NO_RECORD = ("无犯罪记录", "无违法犯罪", "无前科", "无案底", "无刑事")
WARNING = "R-CC-09"


@transaction.atomic
def enter_place(*, by: User | None, kind: str, town: Division, **columns: Any) -> Place:
    """Enter a place as a draft; `columns` are columns of Place. A condition of "no record" holds it back.

    Refused: not the supplier's own, nor of this county's office; no need named; a need of another category.
    Law: R-CC-08; employers' conditions R-CC-09.
    """
    columns = {"x_m": town.x_m, "y_m": town.y_m, "confirmed_on": clock.today(), **columns}
    place = Place(kind=kind, town=town, county_code=town.county_code, **columns)
    if by is not None:
        policies.require(by, "enter_place", place)
    _check_needs(place)
    place.warning = WARNING if asks_for_no_record(place.terms) else ""
    born(place, "enter", by=by)
    if place.warning:
        move(place, "hold", by=None, reason=WARNING)
    return place


@transaction.atomic
def open_place(place: Place, *, by: User, legal_ground: str = "") -> Place:
    """Open a place that was checked. Refused: a condition of "no record" without its legal ground (R-CC-09)."""
    policies.require(by, "open_place", place)
    if place.warning and len(legal_ground.strip()) < 4:
        raise Refused(_("这处要求无犯罪记录。写明法律依据才能开放，没有依据的让对方删去。"), code="legal_ground")
    if place.kind == "job" and not pledges.is_signed(place.org_id):
        raise Refused(_("用人单位还没有签署公平用工承诺，签署以后才能开放。"), code="pledge")
    move(place, "open", by=by, reason=WARNING if place.warning else "", note=legal_ground)
    place_opened(place)
    return place


@transaction.atomic
def hold_place(place: Place, *, by: User, reason: str) -> Place:
    """Hold a draft back until somebody has decided."""
    policies.require(by, "hold_place", place)
    if not reason.strip():
        raise Refused(_("写明暂缓的原因。"), code="reason")
    move(place, "hold", by=by, note=reason)
    return place


@transaction.atomic
def pause_place(place: Place, *, by: User, reason: str = "") -> Place:
    """Take no new requests from now on; who is there stays."""
    policies.require(by, "pause_place", place)
    move(place, "pause", by=by, note=reason)
    return place


@transaction.atomic
def reopen_place(place: Place, *, by: User) -> Place:
    policies.require(by, "pause_place", place)
    move(place, "reopen", by=by)
    _set(place, confirmed_on=clock.today())
    place_opened(place)
    return place


@transaction.atomic
def confirm_place(place: Place, *, by: User) -> Place:
    """Say that the entry still holds: it counts as fresh for another term (rule matching.fresh_days)."""
    policies.require(by, "confirm_place", place)
    if place.status == "expired":
        raise Refused(_("这处资源已到期，不能再确认。"), code="expired")
    _set(place, confirmed_on=clock.today())
    trail.record("place.confirm", place, by=by, fields=["confirmed_on"])
    place_opened(place)
    return place


@transaction.atomic
def change_capacity(place: Place, *, by: User, capacity: int) -> Place:
    """Set how many people can be taken at once. Refused: fewer than are there now."""
    policies.require(by, "pause_place", place)
    was = place.capacity
    rows = Place.objects.filter(pk=place.pk, taken__lte=capacity)
    if capacity < 0 or rows.update(capacity=capacity) != 1:
        place.refresh_from_db()
        raise Refused(_("现在已有 %(n)d 人，名额不能比这更少。") % {"n": place.taken}, code="below_taken")
    standing.trim(place.pk)
    place.refresh_from_db()
    trail.record("place.capacity", place, by=by, fields=["capacity"], detail={"from": was, "to": capacity})
    if capacity > was and place.status == "open":
        place_opened(place)
    return place


@transaction.atomic
def publish_volunteer(volunteer: Any, *, partner: User, by: User, needs: list[str] | None = None) -> list[Place]:
    """Make the places of an active volunteer, one for each category of what they want to do, and open them.

    Refused: not in service; papers missing; the partner is no officer of the county. Twice gives the same places.
    Law: R-VOL-03, R-VOL-04.
    """
    lacks = set(volunteers.missing([volunteer.pk], clock.today())[volunteer.pk]) - {"full"}
    if lacks:
        raise Refused(_("这位志愿者还有没满足的条件，不能开放邀约。"), code="not_ready")
    if not any(s.role == roles.OFF and s.county_code == volunteer.county_code for s in access.seats(partner)):
        raise Refused(_("工作人员搭档须是本县区司法所的工作人员。"), code="partner")
    wanted: dict[int, list[str]] = {}
    for need in needs if needs is not None else volunteer.needs:
        if need in codes.NEEDS:
            wanted.setdefault(codes.category_of(need), []).append(need)
    if not wanted:
        raise Refused(_("选出至少一类愿意做的帮扶。"), code="needs")
    return [_volunteer_place(volunteer, partner, by, category, some) for category, some in wanted.items()]


def _volunteer_place(volunteer: Any, partner: User, by: User, category: int, needs: list[str]) -> Place:
    known = Place.objects.filter(volunteer=volunteer, category=category).exclude(status="expired").first()
    if known:
        return known
    until = training.credentials_of([volunteer.user_id], clock.today()).get(volunteer.user_id, {})
    place = enter_place(
        by=by,
        kind="volunteer",
        town=volunteer.town,
        volunteer=volunteer,
        partner=partner,
        name=volunteer.user.display_name,
        category=category,
        needs=needs,
        capacity=volunteer.capacity,
        sex_mask=volunteer.sex,
        language_mask=volunteer.language_mask,
        schedule_mask=volunteer.schedule_mask,
        skill_mask=volunteer.skill_mask,
        is_minor_qualified=volunteer.knows_minors and "background_check" in until,
    )
    move(place, "open", by=None)  # the papers were checked one by one; nothing is left to decide
    place_opened(place)
    return place


@transaction.atomic
def publish_service(provider: Any, *, by: User, town: Division, contract: Any = None, **columns: Any) -> Place:
    """Enter a provider's service; with a manager's seat it opens at once, else it waits for one.

    Refused: the provider is not listed; more seats than the contract funds; a contract of another category.
    Law: R-CC-08.
    """
    standing = ngos.capacity([provider.org_id]).get(provider.org_id)
    if standing is None or not standing.is_open:
        raise Refused(_("这家社会组织还没有入库或已暂停，不能提供服务。"), code="provider_closed")
    needs = columns.get("needs") or []
    category = codes.category_of(needs[0]) if needs and needs[0] in codes.NEEDS else 0
    if contract is not None:
        if contract.provider_id != provider.pk or contract.category != category:
            raise Refused(_("这份合同不是这类服务的。"), code="contract")
        if columns.get("capacity", 0) > contract.capacity:
            raise Refused(_("名额不能超过合同的 %(n)d 件。") % {"n": contract.capacity}, code="over_contract")
        columns.setdefault("valid_to", contract.ends_on)
    place = enter_place(
        by=by, kind="service", town=town, org=provider.org, contract=contract, category=category, **columns
    )
    return open_if_allowed(place, by)


@transaction.atomic
def publish_job(employer: OrgUnit, *, by: User, town: Division, valid_to: date, **columns: Any) -> Place:
    """Enter an employer's job; it waits for a manager, who must decide on a condition of "no record" (R-CC-09).

    Refused: the end day has passed; the low end of the pay above the high end.
    """
    _check_days_and_pay({"valid_to": valid_to, **{name: columns.get(name) for name in PAPER[1:]}})
    place = enter_place(
        by=by, kind="job", town=town, org=employer, category=codes.JOB, valid_to=valid_to,
        **{"needs": ["job_placement"], **columns},
    )  # fmt: skip
    return open_if_allowed(place, by)


@transaction.atomic
def edit_place(place: Place, *, by: User, **columns: Any) -> Place:
    """Change what an entry says; that counts as confirming it. A new condition of "no record" holds it back.

    Refused: expired; the end day has passed; the low end of the pay above the high end; fewer seats than people there;
    another county, which is another entry. Law: R-CC-09.
    """
    policies.require(by, "edit_place", place)
    place = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if place.status == "expired":
        raise Refused(_("这处资源已到期，另登记一处。"), code="expired")
    _check_days_and_pay({name: columns.get(name, getattr(place, name)) for name in PAPER})
    _move_town(place, columns)
    if columns.pop("capacity", place.capacity) != place.capacity:
        raise Refused(_("名额另行更改。"), code="capacity")
    changed = sorted(name for name, value in columns.items() if getattr(place, name) != value)
    asked = bool(place.warning)
    for name in changed:
        setattr(place, name, columns[name])
    _check_needs(place)
    place.warning = WARNING if asks_for_no_record(place.terms) else ""
    place.confirmed_on = clock.today()
    place.save()
    trail.record("place.update", place, by=by, fields=changed, county=place.county_code)
    if place.warning and not asked and place.status != "held":
        move(place, "hold", by=None, reason=WARNING)
    elif place.status == "open":
        place_opened(place)
    return place


PAPER = ("valid_to", "pay_low_fen", "pay_high_fen")


def _check_days_and_pay(said: dict[str, Any]) -> None:
    if said["valid_to"] and said["valid_to"] < clock.today():
        raise Refused(_("有效期不能早于今天。"), code="days")
    if said["pay_low_fen"] and said["pay_high_fen"] and said["pay_low_fen"] > said["pay_high_fen"]:
        raise Refused(_("月薪下限不能高于上限。"), code="pay")


def _move_town(place: Place, columns: dict[str, Any]) -> None:
    town = columns.get("town")
    if town is None or town.pk == place.town_id:
        return
    if town.county_code != place.county_code:
        raise Refused(_("换了县区，另登记一处，由那里的负责人审核。"), code="county")
    columns.update(x_m=town.x_m, y_m=town.y_m)


def asks_for_no_record(terms: str) -> bool:
    """Whether a condition keeps out whoever has a record (R-CC-09)."""
    plain = "".join((terms or "").split())
    return any(word in plain for word in NO_RECORD)


def open_if_allowed(place: Place, by: User) -> Place:
    """A manager's own entry opens at once; a post of an employer that has not signed yet, as soon as it signs."""
    if place.status != "draft" or not policies.may(by, "open_place", place):
        return place
    if place.kind == "job" and not pledges.is_signed(place.org_id):
        _set(place, is_reviewed=True)
        return place
    return open_place(place, by=by)


def _check_needs(place: Place) -> None:
    if not place.needs or any(codes.NEEDS.get(n, (0,))[0] != place.category for n in place.needs):
        raise Refused(_("选出同一大类的服务内容。"), code="needs")


def _set(place: Place, **columns: Any) -> None:
    Place.objects.filter(pk=place.pk).update(**columns)
    for name, value in columns.items():
        setattr(place, name, value)
