"""The tables of the desk, gathered for Django."""

from desk.analysis.models import AnalysisReport
from desk.coordination.models import (
    Announcement,
    Letter,
    Promise,
    PublicityEvent,
    Receipt,
    SharedInfo,
    Signature,
    Visit,
)
from desk.imports.models import ImportBatch, ImportRow
from desk.meetings.models import ActionEvidence, ActionItem, AgendaPoint, Invited, JointMeeting, MeetingPaper
from desk.uploads.models import KeptFile

__all__ = [
    "ActionEvidence",
    "ActionItem",
    "AgendaPoint",
    "AnalysisReport",
    "Announcement",
    "ImportBatch",
    "ImportRow",
    "Invited",
    "JointMeeting",
    "KeptFile",
    "Letter",
    "MeetingPaper",
    "Promise",
    "PublicityEvent",
    "Receipt",
    "SharedInfo",
    "Signature",
    "Visit",
]
