"""The door of imports for Django."""

from training.allowances.models import Allowance
from training.competences.models import Competence
from training.courses.models import Course, Diploma, Enrolment, Gradebook, Session, SessionPresence, Trainer
from training.credentials.models import Credential
from training.learning.models import LessonProgress
from training.learning.pages import CourseIndexPage, CoursePage, LessonPage
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
    VersionSums,
)
from training.surveys.models import SurveyAnswer, SurveyInvitation

__all__ = [
    "Allowance",
    "Attempt",
    "AttemptItem",
    "Blueprint",
    "BlueprintPart",
    "Competence",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Credential",
    "Diploma",
    "Enrolment",
    "Gradebook",
    "LessonPage",
    "LessonProgress",
    "Question",
    "QuestionVersion",
    "QuizRound",
    "QuizSeries",
    "RoundMember",
    "Session",
    "SessionPresence",
    "SurveyAnswer",
    "SurveyInvitation",
    "Topic",
    "Trainer",
    "VersionSums",
]
