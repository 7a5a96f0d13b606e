"""What training asks of the subjects and floors above, and where the trades above join in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from kit.hooks import Question, Registry

# (user, blueprint) → list of sentences that keep this person from the quiz, each with the way forward; [] lets them in.
# Unanswered, a quiz that belongs to a course is refused and any other is let through (quizzes/guards.py).
may_begin = Question("training.may_begin")
# (user) → ids of the blueprints of courses that this person may take now; unanswered, none.
quizzes_of = Question("training.quizzes_of")
# (codes of clients, from_on, to_on) → {code: [days]} of those of them who were confirmed to be employed between these
# days, both included. Training knows no jobs; unanswered, no rate is told.
employed = Question("training.employed")
# (user, blueprint) → whether some course with this exam is meant for this person; unanswered, none is.
exam_is_for = Question("training.exam_is_for")
# (user, key of a course page) → tasks below its lessons (label, url, note, state, tone): exam, certificate.
after_lessons = Question("training.after_lessons")
# fn(user_ids, starts_at, ends_at) → those of them who are held elsewhere at this time.
engaged: Registry[Callable[[Iterable[int], datetime, datetime], set[int]]] = Registry("training.engaged")
# fn(user), in the transaction in which the house wrote a credential for somebody: gates may open above.
earned: Registry[Callable[[Any], None]] = Registry("training.earned")
# fn(county_code) → rows of `user_id` of people who belong to a county without a seat at a unit of it.
belonging: Registry[Callable[[str], Any]] = Registry("training.belonging")
