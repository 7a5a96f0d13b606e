"""What training asks of the subjects and floors above, and what they answer with plain values."""

from __future__ import annotations

from kit.hooks import Question

# (user, blueprint) → list of sentences that keep this person from the quiz, each with the way forward; [] lets them in.
# Unanswered, a quiz that belongs to a course is refused and any other is let through (quizzes/guards.py).
may_begin = Question("training.may_begin")
# (user) → ids of the blueprints of courses that this person may take now; unanswered, none.
quizzes_of = Question("training.quizzes_of")
