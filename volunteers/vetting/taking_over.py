"""A file that the office made from a roster goes to the person, who applied with another phone number."""

from __future__ import annotations

from accounts import services as accounts
from accounts.models import User
from audit import trail
from audit.moves import move
from training.merging import services as merging
from volunteers.applying.services import PROFILE
from volunteers.joining import services as joining
from volunteers.models import Application, Volunteer


def take_over(volunteer: Volunteer, application: Application, *, by: User) -> Volunteer:
    """Give the unconfirmed file to whoever applied, with its papers, training and hours; the log-in made for it is
    closed.

    For whoever admits, who has seen the ID card, and within that act. By applying the person confirmed the file.
    """
    old = volunteer.user
    Volunteer.objects.filter(pk=volunteer.pk).update(user=application.user)
    volunteer.user = application.user
    merging.hand_over(old, application.user, by=by, county_code=volunteer.county_code)
    joining.change_profile(volunteer, town=application.town, **{name: getattr(application, name) for name in PROFILE})
    Application.objects.filter(pk=application.pk).update(volunteer=volunteer)
    application.volunteer = volunteer
    accounts.close_member(old, by=by)
    trail.record("volunteer.take_over", volunteer, by=by, fields=["user"], detail={"application": application.pk})
    move(volunteer, "confirm", by=None)
    return volunteer
