"""Agreeing and withdrawing, each as easy as the other (R-PI-05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.consents import queries, words
from volunteers.models import Consent, ConsentText


@transaction.atomic
def give_consents(person: User, kinds: Iterable[str], *, by: User) -> list[Consent]:
    """Note that the person agrees to these texts as they read today; what was agreed to already stays as it is.

    `by` is the person, or the officer before whom they stand. Refused: no such text is in force.
    """
    policies.require(by, "give_consent", person)
    texts = queries.texts_in_force(clock.today())
    made = []
    for kind in kinds:
        if kind not in texts:
            raise Refused(_("这份文本还没有发布。联系平台管理人员。"), code="no_text")
        found, is_new = Consent.objects.get_or_create(
            person=person,
            text=texts[kind],
            withdrawn_at=None,
            defaults={"kind": kind, "given_at": clock.now(), "by": by},
        )
        if is_new:
            trail.record("consent.give", found, by=by, detail={"kind": kind, "version": texts[kind].version})
            made.append(found)
    return made


def give_compulsory(person: User, *, by: User) -> list[Consent]:
    """Agree to whatever nobody serves without, as it reads today."""
    return give_consents(person, queries.COMPULSORY, by=by)


@transaction.atomic
def publish_text(
    kind: str, *, by: User, zh: str, en: str, valid_from: date, reason: str, asks_again: bool = False
) -> ConsentText:
    """Publish the next version of a text, from a day on; the versions before stay as they were agreed to.

    With `asks_again` everybody who agreed to an older version is asked anew from that day on; nobody is locked out.
    Refused: a language is missing; nothing changed; a day gone by, or before the newest version; no reason; a place
    in the text (`%(office)s`) that is none of ours.
    Law: R-PI-02, R-PI-05 (who agreed knows to what).
    """
    policies.require(by, "publish_consent_text")
    last = ConsentText.objects.select_for_update().filter(kind=kind).order_by("-version").first()
    if last is None:
        raise Refused(_("这份文本还没有发布。联系平台管理人员。"), code="no_text")
    zh, en = _body(zh), _body(en)
    _refuse_day(last, valid_from)
    if not reason.strip():
        raise Refused(_("写明为什么改。"), code="reason", at={"reason": [_("写明为什么改。")]})
    if (zh, en) == (_body(last.zh), _body(last.en)):
        raise Refused(_("和现在的版本一样，没有改动。"), code="unchanged")
    for name, body in (("zh", zh), ("en", en)):
        _refuse_places(name, body)
    text = ConsentText.objects.create(
        kind=kind, version=last.version + 1, valid_from=valid_from, zh=zh, en=en, asks_again=asks_again,
        reason=reason.strip()[:200], published_by=by, published_at=clock.now(),
    )  # fmt: skip
    detail = {"kind": kind, "version": text.version, "from": valid_from.isoformat(), "asks_again": asks_again}
    trail.record("consent_text.publish", text, by=by, fields=["zh", "en"], purpose=text.reason, detail=detail)
    return text


def _body(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _refuse_day(last: ConsentText, valid_from: date) -> None:
    if valid_from < max(clock.today(), last.valid_from):
        said = _("生效日期不能早于今天，也不能早于上一版。")
        raise Refused(said, code="valid_from", at={"valid_from": [said]})


def _refuse_places(name: str, body: str) -> None:
    if not body:
        said = _("中文和英文都要写全。")
        raise Refused(said, code="language", at={name: [said]})
    try:
        words.parts_of(body)
    except (KeyError, ValueError, TypeError):
        said = _("有认不出的百分号。原有的占位照旧写，普通的百分号连写两个。")
        raise Refused(said, code="places", at={name: [said]}) from None


@transaction.atomic
def withdraw_consents(person: User, kinds: Iterable[str], *, by: User | None) -> int:
    """End every consent of these kinds, in all versions; how many. What was done before stays lawful.

    What follows from it is for the caller: without a compulsory one nobody serves on. None is the house itself.
    """
    if by is not None:
        policies.require(by, "give_consent", person)
    n = 0
    for consent in Consent.objects.filter(person=person, kind__in=list(kinds), withdrawn_at=None):
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=clock.now())
        trail.record("consent.withdraw", consent, by=by, detail={"kind": consent.kind})
        n += 1
    return n
