"""From an application to a volunteer's file."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit.moves import move
from volunteers.applying.models import Application
from volunteers.joining import services as joining
from volunteers.models import Volunteer

# What an application and a volunteer's file have in common, column by column.
PROFILE = (
    "occupation", "needs", "skill_mask", "language_mask", "schedule_mask", "knows_minors", "capacity", "email",
)  # fmt: skip


@transaction.atomic
def open_file(application: Application, *, by: User) -> Volunteer:
    """Make the file of whoever applied, confirmed by their own hand, or open the old one again after they had left.

    For whoever decides about the application, within that act and after its right was asked for.
    Refused: somebody else is registered with this ID number; too young.
    """
    profile = {name: getattr(application, name) for name in PROFILE}
    volunteer = application.volunteer
    if volunteer is None:
        volunteer = joining.register_volunteer(
            application.user, by=by, town=application.town, id_number=application.id_number, **profile
        )
        move(volunteer, "confirm", by=None)  # the person did so by handing in the application
    else:
        joining.change_profile(volunteer, town=application.town, **profile)
        move(volunteer, "come_back", by=by)
    Application.objects.filter(pk=application.pk).update(volunteer=volunteer)
    application.volunteer = volunteer
    return volunteer
