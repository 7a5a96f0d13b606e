"""Entering a volunteer's papers, and withdrawing what was wrong; places already taken are looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from training.credentials import services as credentials
from volunteers import policies
from volunteers.activities.sweeps import flag_lacking
from volunteers.models import Volunteer


@transaction.atomic
def record_paper(
    volunteer: Volunteer, *, by: User, kind: str, met_on: date, valid_to: date | None = None, **more: Any
) -> Any:
    """Enter a paper met on a day, for as long as the rule or the paper says. Refused: not this office's volunteer."""
    policies.require(by, "record_paper", volunteer)
    credential = credentials.record_credential(
        volunteer.user,
        by=by,
        county_code=volunteer.county_code,
        kind=kind,
        met_on=met_on,
        valid_to=valid_to,
        **more,
    )
    flag_lacking(volunteer)
    return credential


@transaction.atomic
def withdraw_paper(volunteer: Volunteer, credential: Any, *, by: User, reason: str) -> Any:
    """Withdraw a paper that should not have counted; what it opened closes at once."""
    withdrawn = credentials.withdraw_credential(credential, by=by, county_code=volunteer.county_code, reason=reason)
    flag_lacking(volunteer)
    return withdrawn
