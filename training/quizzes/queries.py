"""What is asked about quizzes: one's own attempts and rounds, the bank, what waits to be marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from accounts.access import seats
from training import hooks, policies
from training.quizzes.drawing import Candidate, Part
from training.quizzes.models import (
    Attempt,
    AttemptItem,
    Blueprint,
    BlueprintPart,
    Question,
    QuizSeries,
    RoundMember,
    Topic,
)
from training.quizzes.states import LEARNERS


# --- for other subjects ---------------------------------------------------------------------------------------
def best(user_id: int, blueprint_id: int) -> Attempt | None:
    """The attempt with the highest score that has one; of equal ones the first."""
    return attempts_of(user_id, [blueprint_id]).filter(status="graded").order_by("-score_pct", "pk").first()


def attempts_of(user_id: int, blueprint_ids: Iterable[int] | None = None) -> QuerySet[Attempt]:
    """Somebody's attempts, newest first; of these blueprints or of all."""
    rows = Attempt.objects.filter(learner_id=user_id)
    if blueprint_ids is not None:
        rows = rows.filter(blueprint_id__in=list(blueprint_ids))
    return rows.select_related("blueprint").order_by("-pk")


def running_first(user_id: int) -> QuerySet[Attempt]:
    """Somebody's attempts: what runs, then the newest."""
    is_over = Case(When(status="running", then=0), default=1)
    return attempts_of(user_id).order_by(is_over, "-pk")


def passed_ids(user_ids: Iterable[int], blueprint_id: int) -> set[int]:
    """Of these people, those who passed; one query however many."""
    rows = Attempt.objects.filter(learner_id__in=list(user_ids), blueprint_id=blueprint_id, passed=True)
    return set(rows.values_list("learner_id", flat=True))


# --- the learner ------------------------------------------------------------------------------------------------
def audiences(user: Any) -> list[str]:
    """For whom a quiz may be meant so that this person is among them; [] for whoever takes none."""
    held = {seat.role for seat in seats(user)} & set(LEARNERS)
    if not held:
        return []
    return ["everybody", *(name for name, roles in policies.AUDIENCES.items() if held & set(roles))]


def course_quizzes(user: Any) -> list[int]:
    """The quizzes that a course opens to this person now; none while no course is there to say."""
    return list(hooks.quizzes_of(user)) if hooks.quizzes_of.is_answered else []


def open_to(user: Any) -> QuerySet[Blueprint]:
    """Open quizzes this person may come to, newest first."""
    mine = Q(audience__in=audiences(user)) | Q(pk__in=course_quizzes(user))
    return (
        Blueprint.objects.filter(mine, status="open").order_by("-pk") if audiences(user) else Blueprint.objects.none()
    )


def with_standing(rows: QuerySet[Blueprint], user_id: int) -> QuerySet[Blueprint]:
    """The same quizzes, each with `n` questions, and one person's `last_status` and `is_passed`; no query more."""
    mine = Attempt.objects.filter(blueprint=OuterRef("pk"), learner_id=user_id)
    parts = BlueprintPart.objects.filter(blueprint=OuterRef("pk")).order_by().values("blueprint")
    return rows.annotate(
        n=Subquery(parts.annotate(n=Sum("n")).values("n")),
        last_status=Subquery(mine.order_by("-pk").values("status")[:1]),
        is_passed=Exists(mine.filter(passed=True)),
    )


def seen_by(user: Any) -> QuerySet[Blueprint]:
    """Quizzes whose page this person may open: those meant for them, and whatever they sat once."""
    groups = audiences(user)
    if not groups:
        return Blueprint.objects.none()
    sat = Attempt.objects.filter(learner=user).values("blueprint")
    return Blueprint.objects.filter(Q(status="open", audience__in=[*groups, "course"]) | Q(pk__in=sat))


def due_rounds(user_id: int, now: datetime) -> QuerySet[RoundMember]:
    """Rounds in which somebody is still expected, the oldest first: not sat yet, or to be made up."""
    rows = RoundMember.objects.filter(
        learner_id=user_id, passed_at=None, round__opens_at__lte=now, round__series__blueprint__status="open"
    )
    still = Q(round__series__make_up=True) | Q(round__closes_at__gt=now, took_at=None)
    return rows.filter(still).select_related("round__series__blueprint").order_by("round__opens_at", "pk")


def items_of(attempt: Attempt) -> QuerySet[AttemptItem]:
    return attempt.items.select_related("version__question").order_by("number")


# --- the bank ---------------------------------------------------------------------------------------------------
def pool() -> list[Candidate]:
    """What may be drawn now; one query."""
    rows = Question.objects.filter(status="in_use", current__isnull=False)
    names = ("code", "topic_id", "difficulty", "kind", "current_id", "current__options")
    return [
        Candidate(code, topic, level, kind, version, tuple(o["key"] for o in options))
        for code, topic, level, kind, version, options in rows.values_list(*names)
    ]


def parts_of(blueprint: Blueprint) -> list[Part]:
    rows = blueprint.parts.order_by("position", "pk")
    return [Part(p.n, p.topic_id, p.difficulty, p.kind) for p in rows]


def questions(user: Any) -> QuerySet[Question]:
    """The bank, for whoever may see it."""
    if not policies.may(user, "see_bank"):
        return Question.objects.none()
    return Question.objects.select_related("topic", "current")


def topic_ids(*codes: str) -> list[int]:
    """The topics of these codes, in this order."""
    known = dict(Topic.objects.filter(code__in=codes).values_list("code", "pk"))
    return [known[code] for code in codes]


def topics_with_counts() -> QuerySet[Topic]:
    return Topic.objects.annotate(n=Count("questions", filter=Q(questions__status="in_use"))).order_by("code")


def blueprints(user: Any) -> QuerySet[Blueprint]:
    if not policies.may(user, "see_bank"):
        return Blueprint.objects.none()
    return Blueprint.objects.order_by("-pk")


def series_of(user: Any) -> QuerySet[QuizSeries]:
    """Series of the city, and of one's own county; whoever looks after the city sees all."""
    if not policies.may(user, "see_bank"):
        return QuizSeries.objects.none()
    rows = QuizSeries.objects.select_related("blueprint").order_by("-pk")
    if {seat.role for seat in seats(user)} & {"MUN", "AUD"}:
        return rows
    return rows.filter(county_code__in=["", *{seat.county_code for seat in seats(user) if seat.role == "CBM"}])


def drawn_by(blueprint: Blueprint) -> QuerySet[Question]:
    """The questions in use that a quiz may draw."""
    wanted = Q(pk__in=())
    for part in parts_of(blueprint):
        fits = {"topic_id": part.topic_id, "difficulty": part.difficulty, "kind": part.kind}
        wanted |= Q(**{name: value for name, value in fits.items() if value}) if any(fits.values()) else Q(pk__gt=0)
    return Question.objects.filter(wanted, status="in_use").select_related("topic", "current")


def outcome(blueprint: Blueprint) -> dict[str, int]:
    """How often a quiz was sat, graded and passed, and by how many people."""
    return Attempt.objects.filter(blueprint=blueprint).aggregate(
        sat=Count("pk"),
        graded=Count("pk", filter=Q(status="graded")),
        passes=Count("pk", filter=Q(passed=True)),
        people=Count("learner", distinct=True),
        people_passed=Count("learner", distinct=True, filter=Q(passed=True)),
        waiting=Count("pk", filter=Q(status="handed_in")),
        late=Count("pk", filter=Q(timed_out=True)),
    )


def members_of(round_ids: Iterable[int]) -> QuerySet[RoundMember]:
    return RoundMember.objects.filter(round_id__in=list(round_ids)).select_related("learner", "unit")


def newest_version(question: Question) -> Any:
    return question.versions.annotate(used=Count("items")).order_by(F("number").desc())
