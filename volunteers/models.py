"""The door of imports for Django: each subject keeps its own models."""

from volunteers.activities.models import CalendarFeed, ClientSeat, Posting, Series, Shift, Signup, Team
from volunteers.applying.models import Application, Guardian
from volunteers.attendance.models import CardShown, MeetingPoint, PresenceDevice, PresenceEvent, PresencePlace
from volunteers.certificates.models import Certificate, CertifiedLog
from volunteers.consents.models import Consent, ConsentText
from volunteers.honours.models import Commendation, Objection, StarApplication
from volunteers.hours.models import Engagement, LogRevision, ServiceLog
from volunteers.joining.models import Volunteer
from volunteers.pages import RecruitPage
from volunteers.reviews.models import YearlyReview
from volunteers.vetting.models import Check, ConflictCheck, Exemption, Suspension

__all__ = [
    "Application",
    "CalendarFeed",
    "CardShown",
    "Certificate",
    "CertifiedLog",
    "Check",
    "ClientSeat",
    "Commendation",
    "ConflictCheck",
    "Consent",
    "ConsentText",
    "Engagement",
    "Exemption",
    "Guardian",
    "LogRevision",
    "MeetingPoint",
    "Objection",
    "Posting",
    "PresenceDevice",
    "PresenceEvent",
    "PresencePlace",
    "RecruitPage",
    "Series",
    "ServiceLog",
    "Shift",
    "Signup",
    "StarApplication",
    "Suspension",
    "Team",
    "Volunteer",
    "YearlyReview",
]
