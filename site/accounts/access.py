"""The rights engine: seats give roles, predicates over seat and thing give rights, default is no.

A trade's `policies.py` holds one line a verb: the roles that may, each with the relation that must hold. A
predicate (of the `rules` library) gets the seat as its first argument and the thing as its second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts import roles
from accounts.models import Membership, StandIn, User
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _


@dataclass(frozen=True)
class Seat:
    """One role in force today; `for_user_id` is the absent colleague when the person only stands in."""

    user: User
    role: str
    unit_id: int | None
    unit_kind: str
    unit_name: str
    county_code: str
    division_id: str
    is_coordinator: bool
    is_data_clerk: bool
    answers_offers: bool
    for_user_id: int

    @property
    def label(self) -> str:
        return self.unit_name or str(roles.ROLES[self.role])


def seats(user: Any) -> tuple[Seat, ...]:
    """The seats in force today, own ones first; read once a request, since the user is loaded anew each time."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ()
    known = user.__dict__.get("_seats")
    if known is None or known[0] != clock.today():
        known = user.__dict__["_seats"] = (clock.today(), tuple(_load(user)))
    return known[1]


def forget(user: Any) -> None:
    """Let the next question read the seats again (a right was changed within this request)."""
    user.__dict__.pop("_seats", None)


def in_force(on: Any) -> Q:
    return Q(is_confirmed=True, since_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def _load(user: User) -> Iterator[Seat]:
    today = clock.today()
    absent = StandIn.objects.filter(deputy=user, from_on__lte=today, until_on__gte=today, ended_at__isnull=True)
    whose = Q(user_id=user.pk) | Q(user_id__in=absent.values("absent_id"))  # one query, on every page
    rows = list(Membership.objects.filter(in_force(today), whose).select_related("unit").order_by("pk"))
    own_units = {m.unit_id for m in rows if m.user_id == user.pk and m.unit_id}
    for m in sorted(rows, key=lambda m: (m.user_id != user.pk, m.pk)):
        # What the absent colleague is elsewhere (an expert, a member of another unit) is not stood in for.
        if m.user_id != user.pk and m.unit_id not in own_units:
            continue
        yield Seat(
            user=user,
            role=m.role,
            unit_id=m.unit_id,
            unit_kind=m.unit.kind if m.unit else "",
            unit_name=m.unit.name if m.unit else "",
            county_code=m.unit.county_code if m.unit else "",
            division_id=(m.unit.division_id or "") if m.unit else "",
            is_coordinator=m.is_coordinator,
            is_data_clerk=m.is_data_clerk,
            answers_offers=m.answers_offers,
            for_user_id=m.user_id,
        )


def has_role(user: Any, *wanted: str) -> bool:
    return any(s.role in wanted for s in seats(user))


def seats_as(user: Any, *wanted: str) -> list[Seat]:
    return [s for s in seats(user) if s.role in wanted]


def must_prove_twice(user: Any) -> bool:
    return any(s.role in roles.TWO_FACTOR for s in seats(user))


# --- relations that every trade uses ---------------------------------------------------------------------------
@rules.predicate
def anywhere(seat: Seat, thing: Any) -> bool:
    """The role alone is enough: the city's own people, or a list that scopes itself."""
    return True


@rules.predicate
def in_county(seat: Seat, thing: Any) -> bool:
    return bool(seat.county_code) and getattr(thing, "county_code", None) == seat.county_code


@rules.predicate
def in_unit(seat: Seat, thing: Any) -> bool:
    return seat.unit_id is not None and getattr(thing, "office_id", None) == seat.unit_id


@rules.predicate
def own(seat: Seat, thing: Any) -> bool:
    return getattr(thing, "user_id", None) == seat.user.pk


@rules.predicate
def of_own_org(seat: Seat, thing: Any) -> bool:
    return seat.unit_id is not None and getattr(thing, "org_id", None) == seat.unit_id


class Policies:
    """The rights of one trade: verb → {role: relation}. Importing two lines for one verb stops the start."""

    def __init__(self, trade: str, lines: Mapping[str, Mapping[str, Callable[[Seat, Any], bool]]]) -> None:
        self.trade = trade
        self.lines = dict(lines)
        for verb, grants in self.lines.items():
            if unknown := set(grants) - set(roles.ROLES):
                raise ValueError(f"{trade}.{verb} names unknown roles {sorted(unknown)}")
        tables[trade] = self

    def role_for(self, user: Any, verb: str, thing: Any = None) -> str:
        """The role in which `user` may take `verb` with `thing`; "" when in none."""
        grants = self.lines[verb]
        for seat in seats(user):
            relation = grants.get(seat.role)
            if relation is not None and relation(seat, thing):
                return seat.role
        return ""

    def may(self, user: Any, verb: str, thing: Any = None) -> bool:
        return bool(self.role_for(user, verb, thing))

    def require(self, user: Any, verb: str, thing: Any = None) -> str:
        """The role found, also left on `user.acting_role` for the log; Refused when there is none."""
        role = self.role_for(user, verb, thing)
        if not role:
            raise Refused(_("这一项不归您的身份办理。需要时联系本单位负责人。"), code=f"may:{verb}")
        user.acting_role = role
        return role

    def can(self, user: Any, thing: Any = None) -> Can:
        return Can(self, user, thing)


class Can(Mapping[str, bool]):
    """For templates: `{% if can.approve_request %}`."""

    def __init__(self, policies: Policies, user: Any, thing: Any) -> None:
        self._policies, self._user, self._thing = policies, user, thing

    def __getitem__(self, verb: str) -> bool:
        return self._policies.may(self._user, verb, self._thing)

    def __iter__(self) -> Iterator[str]:
        return iter(self._policies.lines)

    def __len__(self) -> int:
        return len(self._policies.lines)


tables: dict[str, Policies] = {}


def visible_404(queryset: QuerySet, **lookup: Any) -> Any:
    """The one row of an already scoped queryset, or 404: what one may not see does not exist."""
    thing = queryset.filter(**lookup).first()
    if thing is None:
        raise Http404
    return thing
