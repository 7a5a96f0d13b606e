"""Years after somebody left, the file is emptied of the person; figures and the chain of hours stay."""

from __future__ import annotations

import json

from django.db import transaction

from accounts import services as accounts
from audit import trail
from desk.uploads import services as uploads
from kit import clock
from training.credentials import services as credentials
from volunteers import hooks
from volunteers.applying import services as applying
from volunteers.certificates import sheet
from volunteers.joining import services as joining
from volunteers.leaving import queries
from volunteers.models import Application, CalendarFeed, Certificate, Guardian, Volunteer

# What the office wrote about a person, by the name that leads from the file → the columns that hold sentences.
WRITTEN = {
    "suspensions": ("reason",),
    "exemptions": ("reason",),
    "reviews": ("appraisal", "answer"),
    "commendations": ("deeds", "reason"),
    "stars": ("reason", "look_note"),
}


def forget_left() -> int:
    """Empty the file of everybody who left longer ago than the rule says and of whom nothing is undecided; how many."""
    count = 0
    for pk in queries.left_long_ago(clock.now()).values_list("pk", flat=True).order_by("pk"):
        count += _forget_if_over(pk)
    return count


@transaction.atomic
def _forget_if_over(pk: int) -> bool:
    Volunteer.objects.select_for_update().get(pk=pk)  # somebody may be coming back at this moment
    volunteer = queries.left_long_ago(clock.now()).select_related("user").filter(pk=pk).first()
    if volunteer is None or queries.still_runs(volunteer):
        return False
    forget_volunteer(volunteer)
    return True


@transaction.atomic
def forget_volunteer(volunteer: Volunteer) -> Volunteer:
    """Take the person out of the file and of what hangs on it. For the house alone, after `queries.still_runs`.

    The number stays, a pseudonym, with sex, town and county for statistics; hours and their revisions are as they
    were, since the chain closes over them. Consents stay as proof. The account goes when it served for nothing else.
    Law: R-PI-09 (kept while the account lives and five years after), R-VOL-09.
    """
    for application in Application.objects.filter(user=volunteer.user_id):
        applying.forget(application)
    _forget_papers(volunteer)
    for related, columns in WRITTEN.items():
        getattr(volunteer, related).update(**dict.fromkeys(columns, ""))
    for certificate in volunteer.certificates.exclude(snapshot__isnull=True):
        _forget_holder(certificate)
    for also in hooks.erasing:
        also(volunteer)
    emptied = joining.forget_person(volunteer)
    trail.record("volunteer.forget", volunteer, by=None, fields=emptied)
    if accounts.is_of_member_alone(volunteer.user):
        accounts.forget_member(volunteer.user)
    return volunteer


def _forget_papers(volunteer: Volunteer) -> None:
    credentials.forget_credentials(volunteer.user)
    volunteer.user.conflict_checks.all().delete()
    CalendarFeed.objects.filter(volunteer=volunteer).delete()
    volunteer.teams.clear()
    guardian = Guardian.objects.filter(person=volunteer.user_id).select_related("paper").first()
    if guardian:
        guardian.delete()
        uploads.throw_away(guardian.paper)


def _forget_holder(certificate: Certificate) -> None:
    bare = sheet.nameless(json.loads(certificate.snapshot), purpose=certificate.purpose)
    certificate.snapshot = json.dumps(bare, ensure_ascii=False)
    certificate.purpose = ""
    certificate.save(update_fields=["snapshot", "purpose"])
