"""Who is qualified to do what, on a day: the one place that upper trades ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.crypto import constant_time_compare

from kit import clock, identity
from training.credentials.terms import gives, grace, term
from training.credentials.timeline import Standing, standing
from training.models import Credential, Diploma, Enrolment, Session

MOST_LOOKED_AT = 200  # sessions to come among which the next one for each of a few papers is looked for


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


def earned_and_ending(user_id: int, on: date) -> list[Standing]:
    """What somebody earned by a course here that is over or may be renewed now; one query."""
    rows = Credential.objects.filter(holder_id=user_id, withdrawn_at__isnull=True, entered_by=None, text_version=None)
    spans: dict[str, list[tuple[date, date]]] = {}
    for kind, start, end in rows.values_list("kind", "valid_from", "valid_to"):
        spans.setdefault(kind, []).append((start, end))
    found = [standing(kind, some, term(kind, on), on) for kind, some in sorted(spans.items())]
    return [one for one in found if one.state in ("renewing", "grace", "expired")]


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
def next_session_for(kind: str, county_code: str, *, audience: str = "") -> Session | None:
    """The next session of a course that gives this credential and takes enrolments; of the own county first.

    `audience` is for whom the course must be meant, "" for anybody.
    """
    return next_sessions_for([kind], county_code, audience=audience).get(kind)


def next_sessions_for(kinds: Iterable[str], county_code: str, *, audience: str = "") -> dict[str, Session]:
    """Kind → the same for each of these, for whoever lacks them all; kinds without a session are left out. One query.

    A kind that comes with another one that is lacking too is had at the session of that one.
    """
    wanted = list(dict.fromkeys(kinds))
    with_another = {more: kind for kind in wanted for more in gives(kind)[1:] if more in wanted}
    sessions = _open_sessions(Q(course__gives__in=set(wanted) - set(with_another)), county_code)
    if audience:
        sessions = sessions.filter(course__audience=audience)
    found: dict[str, Session] = {}
    for session in sessions[:MOST_LOOKED_AT] if wanted else ():
        found.setdefault(session.course.gives, session)
    return found | {more: found[kind] for more, kind in with_another.items() if kind in found}


def next_session_of(course_pk: int, county_code: str) -> Session | None:
    """The same of one course."""
    return _open_sessions(Q(course_id=course_pk), county_code).first()


def _open_sessions(which: Q, county_code: str) -> QuerySet[Session]:
    """Sessions to come that take enrolments: those of the county and of the city first, then the soonest."""
    now = clock.now()
    rows = Session.objects.filter(which, course__status="open", status="open", starts_at__gt=now)
    rows = rows.filter(signup_closes_at__gt=now).select_related("course")
    near = Case(When(county_code__in=(county_code, ""), then=0), default=1)
    return rows.order_by(near, "starts_at", "pk")


def learning_then(user_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> QuerySet[Enrolment]:
    """The places that these people have in sessions at this time. Touching is free.

    Rows, not ids: whoever asks about other engagements too asks both in one query.
    """
    rows = Enrolment.objects.filter(learner_id__in=list(user_ids), status__in=("enrolled", "offered", "attended"))
    return rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


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
