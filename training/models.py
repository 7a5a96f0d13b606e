"""The door of imports for Django."""

from training.credentials.models import Credential
from training.quizzes.models import (
    Attempt,
    AttemptItem,
    Blueprint,
    BlueprintPart,
    Question,
    QuestionVersion,
    QuizRound,
    QuizSeries,
    RoundMember,
    Topic,
)

__all__ = [
    "Attempt",
    "AttemptItem",
    "Blueprint",
    "BlueprintPart",
    "Credential",
    "Question",
    "QuestionVersion",
    "QuizRound",
    "QuizSeries",
    "RoundMember",
    "Topic",
]
