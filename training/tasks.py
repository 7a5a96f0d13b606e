"""What the training trade does by itself; each subject has a file of its own."""

from training.courses import tasks as courses  # noqa: F401 - registers its jobs
from training.quizzes import tasks as quizzes  # noqa: F401 - registers its jobs
from training.surveys import tasks as surveys  # noqa: F401 - registers its jobs
