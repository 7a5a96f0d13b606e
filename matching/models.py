"""The door of imports for Django: each subject keeps its own models."""

from matching.applications.models import JobApplication
from matching.disputes.models import OutcomeReview
from matching.followups.models import JobFollowUp
from matching.groups.models import CorrectionGroup, GroupMember
from matching.help_plans.models import HelpItem, HelpPlan
from matching.legal_aid.models import Referral
from matching.offers.models import Offer
from matching.outcomes.models import EndReport, Outcome, OutcomeCode, VoiceAsked
from matching.planning.models import MatchRun, Proposal, RunPart, StagedPart
from matching.reassigning.models import Reassignment, ReassignmentLine
from matching.requests.models import AssistanceRequest
from matching.resettlement.models import HandoverNotice, HelpContact, LectureOffer, SkillsCertificate
from matching.resources.models import FairHiringPledge, Place, SupplierCap
from matching.sameness.models import TextBand, TextMark
from matching.sessions.models import Plan, Session
from matching.supervisees.models import Assessment, Client, Conflict, Consent, DisclosureGrant, Order
from matching.weighing.models import Replay

__all__ = [
    "Assessment",
    "AssistanceRequest",
    "Client",
    "Conflict",
    "Consent",
    "CorrectionGroup",
    "DisclosureGrant",
    "EndReport",
    "FairHiringPledge",
    "GroupMember",
    "HandoverNotice",
    "HelpContact",
    "HelpItem",
    "HelpPlan",
    "JobApplication",
    "JobFollowUp",
    "LectureOffer",
    "MatchRun",
    "Offer",
    "Order",
    "Outcome",
    "OutcomeCode",
    "OutcomeReview",
    "Place",
    "Plan",
    "Proposal",
    "Reassignment",
    "ReassignmentLine",
    "Referral",
    "Replay",
    "RunPart",
    "Session",
    "SkillsCertificate",
    "StagedPart",
    "SupplierCap",
    "TextBand",
    "TextMark",
    "VoiceAsked",
]
