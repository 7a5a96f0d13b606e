"""What training hangs into the ground; its rights are registered by import, and each subject hangs in its own."""

from training import policies  # noqa: F401 - the rights table registers itself
from training.quizzes import desk_hooks as quizzes  # noqa: F401 - a subject hangs in its own
