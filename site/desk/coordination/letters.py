"""Letters of responsibility: issued in a version, signed by units or each of their people, revised and signed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import OrgUnit, User
from audit import trail
from desk import policies
from desk.coordination import news
from desk.coordination.scope import chosen, of_units, own_units, writing_for
from desk.meetings.services import plain
from desk.models import Letter, Signature
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _


def visible_to(user: Any) -> QuerySet[Letter]:
    """One's own bureau's, and those that a unit of one's sight signs."""
    signs = Signature.objects.filter(of_units(user, "unit")).values("letter")
    return Letter.objects.filter(Q(of_units(user, "unit")) | Q(pk__in=signs)).select_related("unit")


def to_sign(user: Any) -> QuerySet[Signature]:
    """What waits for this very person, or for a unit this person speaks for; old versions wait for nobody."""
    rows = Signature.objects.filter(signed_at=None, letter__after=None).select_related("letter", "unit", "person")
    mine = Q(unit__in=own_units(user), person=None) | Q(person=user, unit__in=own_units(user))
    return rows.filter(mine).order_by("letter__due_on", "pk")


@transaction.atomic
def issue_letter(
    *, by: User, title: str, text: str, due_on: date, groups: Iterable[str] = (), units: Iterable[OrgUnit] = (),
    each_person: bool = False,
) -> Letter:  # fmt: skip
    """Issue it to units, or to each of their people. Refused: to nobody; a day gone by."""
    unit, county = writing_for(by, policies.require(by, "issue_letter"))
    signers = list(_signers(chosen(by, groups, units), each_person))
    if not signers:
        raise Refused(_("至少选一个签署单位。"), code="units")
    letter = Letter(title=plain(title, 80), unit=unit, county_code=county)
    return _issue(letter, signers, by=by, text=text, due_on=due_on)


def _signers(units: Iterable[OrgUnit], each_person: bool) -> Iterator[tuple[OrgUnit, User | None]]:
    for unit in units:
        people = news.speakers(unit) if each_person else []
        yield from ((unit, person) for person in people or [None])


@transaction.atomic
def revise_letter(letter: Letter, *, by: User, text: str, due_on: date) -> Letter:
    """A new version with the same signers, each to sign anew; the old one stays to be read with its signatures."""
    policies.require(by, "revise_letter", letter)
    if Letter.objects.filter(before=letter).exists():
        raise Refused(_("这一版已有新版，在新版上修订。"), code="newer")
    again = Letter(title=letter.title, unit=letter.unit, county_code=letter.county_code, version=letter.version + 1)
    again.before = letter
    signers = [(s.unit, s.person) for s in letter.signatures.select_related("unit", "person")]
    return _issue(again, signers, by=by, text=text, due_on=due_on)


def _issue(letter: Letter, signers: list[tuple[OrgUnit, User | None]], *, by: User, text: str, due_on: date) -> Letter:
    if due_on < clock.today():
        raise Refused(_("签署期限不能早于今天。"), code="due_on")
    letter.text, letter.due_on = plain(text, 5_000), due_on
    letter.issued_at, letter.issued_by = clock.now(), by
    letter.save()
    Signature.objects.bulk_create([Signature(letter=letter, unit=unit, person=person) for unit, person in signers])
    trail.record("letter.issue", letter, by=by, detail={"version": letter.version, "signers": len(signers)})
    people = {p.pk for _unit, p in signers if p}
    units = list({u.pk: u for u, _p in signers}.values())
    news.tell("letter_issued", letter, units, only=people or None, title=letter.title, until=due_on)
    return letter


@transaction.atomic
def sign_letter(signature: Signature, *, by: User, name: str) -> Signature:
    """Sign with one's name: it is written into the log with the version. Refused: not one's own name; signed before."""
    policies.require(by, "sign_letter", signature)
    rows = Signature.objects.select_for_update(of=("self",)).select_related("letter")
    signature = rows.get(pk=signature.pk)
    if signature.person_id not in (None, by.pk):
        raise Refused(_("这一份由本人签署。"), code="person")
    if signature.signed_at or Letter.objects.filter(before=signature.letter).exists():
        raise Refused(_("已经签署，或已有新版。"), code="state")
    if name.strip() != by.display_name:
        raise Refused(_("写自己的姓名，作为签名。"), code="name", at={"name": [_("与账号姓名不一致。")]})
    signature.signed_at, signature.signed_by, signature.name = clock.now(), by, by.display_name
    signature.save(update_fields=["signed_at", "signed_by", "name"])
    detail = {"version": signature.letter.version, "signature": signature.pk}
    trail.record("letter.sign", signature.letter, by=by, detail=detail)
    return signature
