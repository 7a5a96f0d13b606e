"""The door of imports for Django: each subject keeps its own models."""

from volunteers.activities.models import Posting, Series, Shift, Signup, Team
from volunteers.applying.models import Application, Guardian
from volunteers.attendance.models import PresenceEvent
from volunteers.consents.models import Consent, ConsentText
from volunteers.hours.models import Engagement, ServiceLog
from volunteers.joining.models import Volunteer

__all__ = [
    "Application",
    "Consent",
    "ConsentText",
    "Engagement",
    "Guardian",
    "Posting",
    "PresenceEvent",
    "Series",
    "ServiceLog",
    "Shift",
    "Signup",
    "Team",
    "Volunteer",
]
