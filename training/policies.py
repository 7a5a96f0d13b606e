"""Rights of the training trade."""

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, in_unit, of_own_org, own
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
TAUGHT = {role: RUN[role] | teaches if role in RUN else teaches for role in (*RUN, roles.VOL, roles.NGC)}


AUDIENCES = {"volunteers": (roles.VOL,), "ngo": (roles.NGA, roles.NGC), "staff": (roles.OFF, roles.CBM, roles.MUN)}


@rules.predicate
def meant_for(seat: Seat, blueprint: Any) -> bool:
    return seat.role in AUDIENCES.get(blueprint.audience, LEARNERS)


@rules.predicate
def of_another(seat: Seat, attempt: Any) -> bool:
    """Nobody marks what they wrote themselves."""
    return attempt is None or attempt.learner_id != seat.user.pk


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
        "mark_case": dict.fromkeys(TRAINERS, of_another),
        "keep_series": {roles.CBM: in_county, roles.MUN: anywhere},
        "take_lesson": dict.fromkeys(LEARNERS, anywhere),
    },
)
require, may, can, lines = policies.require, policies.may, policies.can, policies.lines
