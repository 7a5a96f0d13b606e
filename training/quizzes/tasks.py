"""What quizzes do by themselves: overdue attempts are handed in, rounds open, people are told."""

from __future__ import annotations

from messaging import queue
from messaging.models import Job
from training.quizzes import series, services


@queue.every(60, "quizzes.close_overdue")
def close_overdue() -> int:
    return services.close_overdue()


@queue.every(900, "quizzes.rounds")
def rounds() -> int:
    return series.open_rounds()


@queue.every(3_600, "quizzes.remind")
def remind() -> int:
    return series.remind()


@queue.handler(series.TELL)
def tell_round(job: Job) -> int:
    return series.tell_round(job.payload["round"])
