"""What training does by itself; each subject keeps its sweeps in a file of its own."""

from training.quizzes import tasks as quizzes  # noqa: F401 - registers its jobs
