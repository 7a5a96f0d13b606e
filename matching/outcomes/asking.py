"""Whom the platform asks what they think of a service: drawn at random once a month, never chosen by the provider.

What keeps a voice untraceable: nobody is asked out of a group of fewer than five who are asked with them; which group
a slip is for is decided when it is given and stored nowhere; giving it leaves no event; and whether it was given is
sealed, and sealed anew for the whole round each time.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from accounts import access, roles
from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from kit.suppression import LEAST
from matching import policies
from matching.models import Client, Session, VoiceAsked
from matching.supervisees.models import IN_REGISTER
from ngos import queries as ngos
from ngos.feedback import services as feedback

WAITS, GIVEN = "wait", "done"  # of one length: what is sealed must not tell by its size
WINDOW = timedelta(days=90)
Group = tuple[int, int]  # provider, category


@dataclass(frozen=True)
class Drawn:
    groups: int
    people: int
    asked: int


def draw_due() -> Drawn | None:
    """The draw of the month, if it was not made yet."""
    first = clock.today().replace(day=1)
    if VoiceAsked.objects.filter(on__gte=first).exists():
        return None
    return draw(seed=secrets.token_hex(16))


@transaction.atomic
def draw(*, seed: str) -> Drawn:
    """Draw whom to ask: of every group with enough people who were not asked lately, a share, five at the least.

    The log keeps the seed and the counts, and no one of those drawn. Law: R-PUR-23, R-PI-10.
    """
    today = clock.today()
    gap = today - timedelta(days=int(rules.value("matching.voice_gap_days")))
    lately = set(VoiceAsked.objects.filter(on__gt=gap).values_list("client_id", flat=True))
    running = set(Client.objects.filter(status__in=IN_REGISTER).values_list("pk", flat=True))
    groups = {g: sorted((people & running) - lately) for g, people in groups_on(today).items()}
    groups = {g: people for g, people in groups.items() if len(people) >= LEAST}
    share = int(rules.value("matching.voice_asked_pct"))
    chosen: set[int] = set()
    for group, people in sorted(groups.items()):
        chosen |= set(_drawn(f"{seed}:{group}", people, max(LEAST, -(-len(people) * share // 100))))
    VoiceAsked.objects.bulk_create(
        VoiceAsked(client_id=pk, on=today, slip=WAITS) for pk in _drawn(seed, sorted(chosen), len(chosen))
    )
    told = Drawn(len(groups), len(set().union(*groups.values())), len(chosen))
    trail.record("voice.draw", by=None, detail={"seed": seed, **vars(told)})
    return told


def slips_of(user: Any) -> list[VoiceAsked]:
    """The slips that this officer has to give to people of their own files."""
    mine = [s.for_user_id for s in access.seats_as(user, roles.OFF)]
    rows = VoiceAsked.objects.filter(on__gte=_since(), client__officer_id__in=mine, client__status__in=IN_REGISTER)
    return [row for row in rows.select_related("client").order_by("client__code") if row.slip == WAITS]


@transaction.atomic
def give_slip(asked: VoiceAsked, *, by: User) -> str:
    """The code for this person's slip, shown this once. Neither a row nor an event says to whom it went.

    Refused: given already; too few of the same service were asked with them.
    """
    policies.require(by, "give_slip", asked.client)
    # The whole round is locked and sealed anew, so that two copies of the database do not tell which one changed.
    round_ = list(VoiceAsked.objects.select_for_update().filter(on=asked.on).order_by("pk"))
    row = next(r for r in round_ if r.pk == asked.pk)
    if row.slip != WAITS or row.on < _since():
        raise Refused(_("这张评价单已经给过或过了期限，码只显示一次。"), code="given")
    groups = _open_groups(row, {r.client_id for r in round_})
    row.slip = GIVEN
    for one in round_:
        one.slip = str(one.slip)
        one.save(update_fields=["slip"])
    if not groups:
        raise Refused(_("同一服务征询的人太少，为了不被认出，这次不发。"), code="too_few")
    provider, category = secrets.choice(groups)
    return feedback.make_voice_code(provider, category, on=asked.on)


def groups_on(day: date) -> dict[Group, set[int]]:
    """Provider and category → the people who met it in the ninety days before. What has fewer than five goes together
    under its provider; what is still fewer is left out."""
    met = Session.objects.filter(
        status="held", request__place__kind="service", starts_at__range=(clock.at(day - WINDOW, 0), clock.at(day, 0))
    ).values_list("request__client_id", "request__place__org_id", "request__category")
    rows = list(met.distinct().order_by())
    providers = ngos.capacity({org for _c, org, _k in rows})
    found: dict[Group, set[int]] = defaultdict(set)
    for client, org, category in rows:
        if org in providers:
            found[providers[org].provider_id, category].add(client)
    for (provider, category), people in list(found.items()):
        if len(people) < LEAST:
            found[provider, feedback.WHOLE] |= found.pop((provider, category))
    return {group: people for group, people in found.items() if len(people) >= LEAST}


def _since() -> date:
    """The oldest draw whose slips may still be given."""
    return clock.today() - timedelta(days=int(rules.value("matching.slip_days")))


def _open_groups(asked: VoiceAsked, with_them: set[int]) -> list[Group]:
    """The groups this person may speak on: five of each were asked in the same round."""
    groups = sorted(groups_on(asked.on).items())
    return [g for g, people in groups if asked.client_id in people and len(people & with_them) >= LEAST]


def _drawn(seed: str, people: list[int], n: int) -> list[int]:
    """Anybody who has the seed and the list draws the same."""
    return sorted(people, key=lambda pk: sha256(f"{seed}\n{pk}".encode()).hexdigest())[:n]
