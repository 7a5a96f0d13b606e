"""The tables of the desk, gathered for Django."""

from desk.imports.models import ImportBatch, ImportRow
from desk.meetings.models import ActionEvidence, ActionItem, AgendaPoint, Invited, JointMeeting, MeetingPaper
from desk.uploads.models import KeptFile

__all__ = [
    "ActionEvidence",
    "ActionItem",
    "AgendaPoint",
    "ImportBatch",
    "ImportRow",
    "Invited",
    "JointMeeting",
    "KeptFile",
    "MeetingPaper",
]
