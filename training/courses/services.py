"""The door of courses: every verb by its name, for other trades and for the screens.

Enrolling stands in `enrolling`, what planners do with enrolments in `deciding`, with courses and sessions in
`planning`, minutes in `attendance`, certificates in `diplomas`, what the house does by itself in `sweeps`.
"""

from training.courses.attendance import check_in, check_out, enter_minutes, finish_session
from training.courses.deciding import call_in, give_priority, take_out
from training.courses.diplomas import forget_names, settle, void_diploma
from training.courses.enrolling import (
    assign,
    decline_offer,
    enrol,
    enrol_client,
    enrolments_of,
    give_back,
    is_enrolled,
    offered_to,
    open_for_clients,
    take_free_place,
    take_offer,
    withdraw,
    withdraw_from_all,
)
from training.courses.planning import (
    cancel_session,
    change_capacity,
    close_course,
    draft_course,
    edit_course,
    edit_session,
    enter_trainer,
    keep_trainer,
    open_course,
    plan_session,
)
from training.courses.queries import course_that_gives
from training.courses.ready import ensure_induction
from training.courses.states import LIVE
from training.courses.sweeps import begin_sessions, finish_sessions
from training.courses.teaching import Taught, coming_papers, courses_giving, who_may_come

__all__ = [
    "LIVE", "Taught", "assign", "begin_sessions", "call_in", "cancel_session", "change_capacity", "check_in",
    "check_out", "close_course", "coming_papers", "course_that_gives", "courses_giving", "decline_offer",
    "draft_course", "edit_course", "edit_session", "enrol", "enrol_client", "enrolments_of", "ensure_induction",
    "enter_minutes", "enter_trainer", "finish_session", "finish_sessions", "forget_names", "give_back",
    "give_priority", "is_enrolled", "keep_trainer", "offered_to", "open_course", "open_for_clients",
    "plan_session", "settle", "take_free_place", "take_offer", "take_out", "void_diploma", "who_may_come",
    "withdraw", "withdraw_from_all",
]  # fmt: skip
