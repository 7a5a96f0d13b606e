"""The door of imports for Django: each subject keeps its own models."""

from volunteers.activities.models import Posting, Series, Shift, Signup, Team
from volunteers.attendance.models import PresenceEvent
from volunteers.hours.models import Engagement, ServiceLog
from volunteers.joining.models import Volunteer

__all__ = [
    "Engagement",
    "Posting",
    "PresenceEvent",
    "Series",
    "ServiceLog",
    "Shift",
    "Signup",
    "Team",
    "Volunteer",
]
