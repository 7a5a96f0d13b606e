"""Certificates: written by the house when the last condition is met, voided by a manager with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.moves import born, move
from kit import clock, numbers
from messaging import outbox
from training import hooks, policies
from training.courses import standing as standings
from training.courses.guards import reason
from training.credentials import services as credentials
from training.credentials import terms
from training.models import Course, Diploma

CODE_LENGTH = 6


def settle(course: Course, learner: User) -> Diploma | None:
    """Write the certificate, and the credential it stands for, if everything is met now; None when it is not.

    Call it in the transaction of whatever changed, with the learner locked; twice is once.
    """
    found = standings.standing(course, learner.pk)
    if not found.has_passed:
        return None
    diploma = Diploma(course=course, learner=learner, holder_name=learner.display_name, score=found.score)
    return _issue(diploma, found.minutes)


def settle_client(course: Course, ref: str) -> Diploma | None:
    """The same for a client: a certificate with the code of the client, no credential."""
    found = standings.standing_of_client(course, ref)
    return _issue(Diploma(course=course, ref=ref), found.minutes) if found.has_passed else None


def _issue(diploma: Diploma, minutes: int) -> Diploma:
    today, course = clock.today(), diploma.course
    diploma.number = numbers.next_number("PX", str(today.year), 6)
    diploma.code = numbers.random_code(CODE_LENGTH)
    diploma.minutes, diploma.passed_on, diploma.county_code = minutes, today, course.county_code
    if course.gives and diploma.learner is not None:
        diploma.credential = _earn(diploma, course.gives, course.validity_months)
        diploma.valid_from, diploma.valid_to = diploma.credential.valid_from, diploma.credential.valid_to
        for kind in terms.gives(course.gives)[1:]:
            _earn(diploma, kind, 0)
    born(diploma, "issue", by=None)
    if diploma.learner is not None:
        url = reverse("training:diploma", args=[diploma.pk])
        outbox.put(
            "diploma_issued", to=diploma.learner, about=diploma, url=url, title=course.title, number=diploma.number
        )
        if diploma.credential is not None:
            for follow in hooks.earned:
                follow(diploma.learner)
    return diploma


def _earn(diploma: Diploma, kind: str, months: int) -> Any:
    return credentials.write_earned(
        diploma.learner, kind=kind, months=months, number=diploma.number, issuer=diploma.course.organiser.name,
        county_code=diploma.county_code,
    )  # fmt: skip


@transaction.atomic
def void_diploma(diploma: Diploma, *, by: User, reason_text: str) -> Diploma:
    """Make a certificate worthless that should not have been written; the credential it stands for goes with it.

    Refused: no reason; one's own.
    """
    policies.require(by, "void_diploma", diploma)
    why = reason(reason_text)
    credentials.refuse_own(diploma.learner_id, by)
    Diploma.objects.filter(pk=diploma.pk).update(reason=why)
    diploma.reason = why
    move(diploma, "void", by=by, note=why)
    if diploma.learner is not None:
        credentials.withdraw_earned(diploma.learner, diploma.number, by=by, county_code=diploma.county_code, reason=why)
        outbox.put(
            "diploma_voided", to=diploma.learner, about=diploma, title=diploma.course.title, number=diploma.number,
            why=why,
        )  # fmt: skip
    return diploma


@transaction.atomic
def forget_names(learner: User) -> int:
    """Take the printed name out of somebody's certificates, years after they left; numbers and results stay."""
    rows = list(Diploma.objects.filter(learner=learner, holder_name__isnull=False))
    for row in rows:
        row.holder_name = ""
        row.save(update_fields=["holder_name"])
    return len(rows)
