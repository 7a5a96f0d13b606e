"""Who is qualified to do what, on a day: the one place that upper trades ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.crypto import constant_time_compare

from kit import clock, identity
from training.credentials.terms import grace, term
from training.credentials.timeline import Standing, standing
from training.models import Credential, Diploma, Enrolment, Session


def holds_credential(user: object, kind: str, on: date) -> bool:
    """Does this person hold a credential of `kind` that is valid on `on`, both end days included?"""
    return _begun([user.pk], on).filter(kind=kind, valid_to__gte=on).exists()  # type: ignore[attr-defined]


def credentials_of(user_ids: Iterable[int], on: date) -> dict[int, dict[str, date]]:
    """user id → kind → last valid day, for what counts on `on`, in its days of grace too.

    One query however many people.
    """
    found: dict[int, dict[str, date]] = {}
    more = grace(kind_words(), on)
    oldest = on - timedelta(days=max(more.values(), default=0))
    rows = _begun(user_ids, on).filter(valid_to__gte=oldest)
    for holder, kind, until in rows.values_list("holder_id", "kind", "valid_to"):
        if until + timedelta(days=more.get(kind, 0)) >= on:
            kinds = found.setdefault(holder, {})
            kinds[kind] = max(until, kinds.get(kind, until))
    return found


def timeline(
    user_id: int, on: date, kinds: Iterable[str], *, waived: Mapping[str, date] | None = None
) -> list[Standing]:
    """How somebody stands on a day with these kinds and with whatever else they hold; `waived` until which day."""
    spans, waived = spans_of([user_id]).get(user_id, {}), waived or {}
    every = dict.fromkeys([*kinds, *spans, *waived])
    return [standing(k, spans.get(k, ()), term(k, on), on, exempt_until=waived.get(k)) for k in every]


def spans_of(user_ids: Iterable[int]) -> dict[int, dict[str, list[tuple[date, date]]]]:
    """user id → kind → the times for which it was ever entered, withdrawn ones left out; one query."""
    found: dict[int, dict[str, list[tuple[date, date]]]] = {}
    rows = Credential.objects.filter(holder_id__in=list(user_ids), withdrawn_at__isnull=True)
    for holder, kind, start, end in rows.values_list("holder_id", "kind", "valid_from", "valid_to"):
        found.setdefault(holder, {}).setdefault(kind, []).append((start, end))
    return found


def running_out(on: date, ahead: int) -> QuerySet[Credential]:
    """What is valid on `on`, ends within so many days, and has nothing that follows on it."""
    follows = Credential.objects.filter(
        holder=OuterRef("holder"),
        kind=OuterRef("kind"),
        withdrawn_at__isnull=True,
        valid_to__gt=OuterRef("valid_to"),
        valid_from__lte=OuterRef("valid_to") + timedelta(days=1),
    )
    end = on + timedelta(days=ahead)
    rows = Credential.objects.filter(withdrawn_at__isnull=True, valid_from__lte=on, valid_to__range=(on, end))
    return rows.filter(~Exists(follows))


def kind_label(kind: str) -> str:
    """What a kind of credential is called, in the reader's language; an unknown one is shown as it is."""
    return str(dict(Credential.KINDS).get(kind, kind))


def kind_words() -> dict[str, Any]:
    """What each kind is called, in whatever language it is read later."""
    return dict(Credential.KINDS)


def kinds() -> list[tuple[str, str]]:
    """Every kind of credential with its name."""
    return [(kind, str(label)) for kind, label in Credential.KINDS]


def held_by(user_id: int) -> list[Credential]:
    """What a person holds or held, not withdrawn, the longest valid first."""
    rows = Credential.objects.filter(holder_id=user_id, withdrawn_at__isnull=True)
    return list(rows.order_by("-valid_to", "kind"))


def paper_with_scan(pk: int) -> Credential | None:
    """One paper whose scan was kept; withdrawn ones too, for whoever looks into what was wrong."""
    return Credential.objects.filter(pk=pk, scan__isnull=False).select_related("scan").first()


def undertaking(user_id: int, on: date) -> Standing:
    """How somebody stands with the confidentiality undertaking on a day."""
    return timeline(user_id, on, ["undertaking"])[0]


def undertaking_months(on: date) -> int:
    return term("undertaking", on).months


# --- where it can be had ---------------------------------------------------------------------------------------
def next_session_for(kind: str, county_code: str) -> Session | None:
    """The next session of a course that gives this credential and takes enrolments; of the own county first."""
    return _next_session(Q(course__gives=kind), county_code)


def next_session_of(course_pk: int, county_code: str) -> Session | None:
    """The same of one course."""
    return _next_session(Q(course_id=course_pk), county_code)


def _next_session(which: Q, county_code: str) -> Session | None:
    now = clock.now()
    rows = Session.objects.filter(which, course__status="open", status="open", starts_at__gt=now)
    rows = rows.filter(signup_closes_at__gt=now).select_related("course")
    near = Case(When(county_code__in=(county_code, ""), then=0), default=1)
    return rows.order_by(near, "starts_at", "pk").first()


def learning_then(user_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> set[int]:
    """Of these people, those with a place in a session at this time. Touching is free."""
    rows = Enrolment.objects.filter(learner_id__in=list(user_ids), status__in=("enrolled", "offered", "attended"))
    return set(rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).values_list("learner_id", flat=True))


def diploma_printed(number: str, code: str) -> dict[str, Any] | None:
    """What the public page tells of a certificate of a course, for whoever holds the paper: the name masked."""
    found = Diploma.objects.filter(number=number).select_related("course__organiser").first()
    # Compared in any case, so that an unknown number takes no less time than a wrong code.
    fits = constant_time_compare(found.code if found else "-" * 6, code)
    if found is None or not fits:
        return None
    return {
        "diploma": found,
        "name": identity.mask_name(found.holder_name) if found.holder_name else found.ref or "—",
        "is_over": found.valid_to is not None and found.valid_to < clock.today(),
    }


def _begun(user_ids: Iterable[int], on: date) -> QuerySet[Credential]:
    return Credential.objects.filter(holder_id__in=list(user_ids), valid_from__lte=on, withdrawn_at__isnull=True)
