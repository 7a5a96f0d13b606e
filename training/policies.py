"""Rights of the training trade."""

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county, own
from training.quizzes.states import LEARNERS, TRAINERS


@rules.predicate
def oneself(seat: Seat, person: Any) -> bool:
    return person.pk == seat.user.pk


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
        "withdraw_credential": {roles.CBM: in_county, roles.MUN: anywhere},
        # --- quizzes
        "take_quiz": dict.fromkeys(LEARNERS, meant_for),
        "answer_quiz": dict.fromkeys(LEARNERS, own),
        "see_bank": dict.fromkeys((*TRAINERS, roles.AUD), anywhere),
        "keep_bank": dict.fromkeys(TRAINERS, anywhere),
        "import_questions": dict.fromkeys(TRAINERS, anywhere),
        "keep_blueprint": dict.fromkeys(TRAINERS, anywhere),
        "mark_case": dict.fromkeys(TRAINERS, of_another),
        "keep_series": {roles.CBM: in_county, roles.MUN: anywhere},
    },
)
require, may, can = policies.require, policies.may, policies.can
