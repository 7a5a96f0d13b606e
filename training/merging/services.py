"""One person, two accounts: what was learnt, sat and earned with one of them goes to the other."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import trail
from training.allowances import services as allowances
from training.courses import handing_over as courses
from training.courses.waiting import lock_people
from training.credentials import services as credentials
from training.learning import services as learning
from training.quizzes import handing_over as quizzes
from training.surveys import services as surveys


@transaction.atomic
def hand_over(old: User, new: User, *, by: User, county_code: str) -> None:
    """Give everything of training that hangs on one account of a person to their other one.

    Credentials, lessons, quizzes and what was granted for them, places in sessions, certificates, surveys. Nothing
    counts twice, and what both have together may be enough for a certificate, which is then written. The right is the
    caller's. Law: R-VOL-06.
    """
    lock_people(old.pk, new.pk)
    moved = {
        "credentials": credentials.hand_over(old, new, by=by, county_code=county_code),
        "lessons": learning.hand_over(old, new),
        "attempts": quizzes.hand_over(old, new),
        "allowances": allowances.hand_over(old, new),
        "enrolments": courses.hand_over(old, new),
        "surveys": surveys.hand_over(old, new),
    }
    trail.record("training.hand_over", new, by=by, detail={"from": old.pk, **moved}, county=county_code)
    courses.settle_all(new)
