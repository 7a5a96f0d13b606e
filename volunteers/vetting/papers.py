"""Entering a volunteer's papers, and withdrawing what was wrong; places already taken are looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from accounts.models import User
from audit import trail
from desk.uploads import services as uploads
from training.credentials import services as credentials
from volunteers import policies
from volunteers.activities.sweeps import flag_lacking
from volunteers.models import Application, Volunteer


@transaction.atomic
def record_paper(
    file: Volunteer | Application,
    *,
    by: User,
    kind: str,
    met_on: date,
    valid_to: date | None = None,
    scan: Any = None,
    **more: Any,
) -> Any:
    """Enter a paper met on a day, for as long as the rule or the paper says; `scan` is an upload that is kept.

    Refused: somebody of another office; as `training` refuses; a file that is neither picture nor PDF.
    """
    policies.require(by, "record_paper", file)
    credential = credentials.record_credential(
        file.user,
        by=by,
        county_code=file.county_code,
        kind=kind,
        met_on=met_on,
        valid_to=valid_to,
        scan=uploads.keep(scan, by=by) if scan else None,
        **more,
    )
    if isinstance(file, Volunteer):
        flag_lacking(file)
    return credential


@transaction.atomic
def withdraw_paper(file: Volunteer | Application, credential: Any, *, by: User, reason: str) -> Any:
    """Withdraw a paper that should not have counted; what it opened closes at once."""
    withdrawn = credentials.withdraw_credential(credential, by=by, county_code=file.county_code, reason=reason)
    if isinstance(file, Volunteer):
        flag_lacking(file)
    return withdrawn


def read_scan(file: Volunteer | Application, credential: Any, *, by: User) -> HttpResponse:
    """Hand the scan of a paper out; the log says who read it."""
    policies.require(by, "read_paper", file)
    trail.record("credential.read", credential, by=by, fields=["scan"], county=file.county_code)
    return uploads.hand_out(credential.scan, credential.get_kind_display())
