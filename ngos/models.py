"""The door of imports for Django: each subject keeps its own models."""

from ngos.bidding.models import Bid, BidFile, KeyPart, OfficerKey, OpeningOfficer, TenderKey
from ngos.concerns.models import Concern
from ngos.contracts.models import Contract, ContractItem, ContractMilestone, Supplement, SupplementItem
from ngos.delivery.models import (
    Claim,
    DeliveryEvidence,
    DeliveryRecord,
    GroupAttendance,
    ServiceOrder,
    WorkProduct,
)
from ngos.evaluation.models import (
    Award,
    CommitteeMember,
    Complaint,
    Declaration,
    Draw,
    Evaluation,
    Expert,
    LowPriceQuestion,
    Mark,
    Objection,
    Ranking,
    Sheet,
)
from ngos.feedback.models import Rating, SpentCode, Voice, VoiceBucket
from ngos.growth.models import IncubationPlan, IncubationStep, SelfAssessment
from ngos.inspections.models import CheckEvidence, CheckItem, Finding, Inspection, InspectionPlan
from ngos.opendata.models import Release
from ngos.payment.models import PaymentHold, PaymentRequest
from ngos.providers.models import Provider, ProviderContact, ProviderPaper, ServiceArea, ServiceLine
from ngos.purchasing.models import (
    BudgetLine,
    CatalogueItem,
    Clarification,
    Condition,
    Deliverable,
    Factor,
    Milestone,
    Notice,
    Project,
)
from ngos.reviews.auditing_models import AuditedFigure, FigureAudit, Flag
from ngos.reviews.models import Appeal, EvidenceRow, Indicator, QualityReview, Reviewer
from ngos.small.models import RosterEntry, SmallPurchase

__all__ = [
    "Appeal",
    "AuditedFigure",
    "EvidenceRow",
    "FigureAudit",
    "Flag",
    "Indicator",
    "QualityReview",
    "Reviewer",
    "Award",
    "Bid",
    "BidFile",
    "BudgetLine",
    "CatalogueItem",
    "CheckEvidence",
    "CheckItem",
    "Claim",
    "Clarification",
    "CommitteeMember",
    "Complaint",
    "Concern",
    "Condition",
    "Contract",
    "ContractItem",
    "ContractMilestone",
    "Declaration",
    "Deliverable",
    "DeliveryEvidence",
    "DeliveryRecord",
    "Draw",
    "Evaluation",
    "Expert",
    "Factor",
    "Finding",
    "GroupAttendance",
    "IncubationPlan",
    "IncubationStep",
    "Inspection",
    "InspectionPlan",
    "KeyPart",
    "LowPriceQuestion",
    "Mark",
    "Milestone",
    "Notice",
    "Objection",
    "OfficerKey",
    "OpeningOfficer",
    "PaymentHold",
    "PaymentRequest",
    "Project",
    "Provider",
    "Release",
    "ProviderContact",
    "ProviderPaper",
    "Ranking",
    "Rating",
    "RosterEntry",
    "SelfAssessment",
    "ServiceArea",
    "ServiceLine",
    "ServiceOrder",
    "Sheet",
    "SmallPurchase",
    "SpentCode",
    "Supplement",
    "SupplementItem",
    "TenderKey",
    "Voice",
    "VoiceBucket",
    "WorkProduct",
]
