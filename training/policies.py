"""Rights of the training trade."""

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, in_force, in_unit, of_own_org, own
from kit import clock
from training import hooks
from training.courses.states import LEARNERS
from training.quizzes.states import TRAINERS


@rules.predicate
def of_the_city(seat: Seat, thing: Any) -> bool:
    return thing.county_code == ""


@rules.predicate
def oneself(seat: Seat, person: Any) -> bool:
    return person.pk == seat.user.pk


@rules.predicate
def learns_there(seat: Seat, enrolment: Any) -> bool:
    return enrolment.learner_id == seat.user.pk


@rules.predicate
def teaches(seat: Seat, session: Any) -> bool:
    return session.pk is not None and session.trainers.filter(user_id=seat.user.pk).exists()


# Who runs a session: its office, its county, the city, an organisation for what is its own.
RUN = {roles.OFF: in_unit, roles.CBM: in_county, roles.MUN: anywhere, roles.NGA: of_own_org}
MANAGE = {roles.CBM: in_county, roles.MUN: anywhere}
TEACH = (roles.OFF, roles.NGA, roles.NGC, roles.VOL)  # who may be a trainer of a session beside those who manage
COMES = ("enrolled", "attended", "missed")
TAUGHT = {role: RUN[role] | teaches if role in RUN else teaches for role in (*RUN, roles.VOL, roles.NGC)}


AUDIENCES = {"volunteers": (roles.VOL,), "ngo": (roles.NGA, roles.NGC), "staff": (roles.OFF, roles.CBM, roles.MUN)}


@rules.predicate
def meant_for(seat: Seat, blueprint: Any) -> bool:
    return seat.role in AUDIENCES.get(blueprint.audience, LEARNERS)


@rules.predicate
def of_another(seat: Seat, attempt: Any) -> bool:
    """Nobody marks what they wrote themselves."""
    return attempt is None or attempt.learner_id != seat.user.pk


@rules.predicate
def teaches_its_course(seat: Seat, blueprint: Any) -> bool:
    """A trainer of some session of a course whose exam this is."""
    taught = {"sessions__trainers__user": seat.user.pk, "sessions__trainers__is_active": True}
    return blueprint is not None and blueprint.courses.filter(**taught).exists()


@rules.predicate
def taught_it(seat: Seat, attempt: Any) -> bool:
    """The same of the quiz that an attempt is of."""
    return attempt is not None and teaches_its_course(seat, attempt.blueprint)


@rules.predicate
def teaches_learner(seat: Seat, allowance: Any) -> bool:
    """A trainer of a session in which the learner is, or was, of a course whose exam this is."""
    rows = allowance.learner.enrolments.filter(course__exam=allowance.blueprint, status__in=COMES)
    return rows.filter(session__trainers__user=seat.user.pk, session__trainers__is_active=True).exists()


@rules.predicate
def looks_after_learner(seat: Seat, allowance: Any) -> bool:
    """The learner sits in the county, is a volunteer of it, or comes to one of its sessions."""
    if not seat.county_code:
        return False
    learner = allowance.learner
    seats = learner.memberships.filter(in_force(clock.today()))
    return (
        seats.filter(unit__division__code__startswith=seat.county_code).exists()
        or learner.enrolments.filter(session__county_code=seat.county_code, status__in=COMES).exists()
        or any(people(seat.county_code).filter(user_id=learner.pk).exists() for people in hooks.belonging)
    )


policies = Policies(
    "training",
    {
        "sign_undertaking": {roles.VOL: oneself},
        "enter_credential": {roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "withdraw_credential": MANAGE,
        # courses
        "create_course": {**MANAGE, roles.NGA: of_own_org},
        "plan_session": RUN,
        "decide_enrolment": RUN,
        "see_session": {**TAUGHT, roles.AUD: anywhere},
        "record_minutes": TAUGHT,
        "enrol": dict.fromkeys(LEARNERS, oneself),
        "answer_enrolment": dict.fromkeys(LEARNERS, learns_there),
        "enrol_client": {roles.OFF: in_unit},
        "assign_learners": MANAGE,
        "keep_trainers": MANAGE,
        "void_diploma": MANAGE,
        "see_teaching": {
            roles.OFF: in_county | of_the_city,
            roles.CBM: in_county | of_the_city,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
        # competences of staff
        "keep_competences": MANAGE,
        # surveys
        "answer_survey": dict.fromkeys(LEARNERS, learns_there),
        "see_survey": TAUGHT,
        # rates of courses for clients: counts of fewer than five people
        "see_small_rates": {roles.CBM: anywhere, roles.MUN: anywhere},
        # --- quizzes
        "take_quiz": dict.fromkeys(LEARNERS, meant_for),
        "answer_quiz": dict.fromkeys(LEARNERS, own),
        "see_bank": dict.fromkeys((*TRAINERS, roles.AUD), anywhere),
        "keep_bank": dict.fromkeys(TRAINERS, anywhere),
        "import_questions": dict.fromkeys(TRAINERS, anywhere),
        "keep_blueprint": dict.fromkeys(TRAINERS, anywhere),
        "mark_case": {**dict.fromkeys(TRAINERS, of_another), **dict.fromkeys(TEACH, of_another & taught_it)},
        "see_analysis": {**dict.fromkeys((*TRAINERS, roles.AUD), anywhere), **dict.fromkeys(TEACH, teaches_its_course)},
        "allow_more": {
            roles.CBM: looks_after_learner | teaches_learner,
            roles.MUN: anywhere,
            **dict.fromkeys(TEACH, teaches_learner),
        },
        "keep_series": {roles.CBM: in_county, roles.MUN: anywhere},
        "take_lesson": dict.fromkeys(LEARNERS, anywhere),
    },
)
require, may, can, lines = policies.require, policies.may, policies.can, policies.lines
