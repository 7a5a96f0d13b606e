"""The door of imports for Django: each subject keeps its own models."""

from volunteers.hours.models import Engagement, ServiceLog
from volunteers.joining.models import Volunteer

__all__ = ["Engagement", "ServiceLog", "Volunteer"]
