"""`manage.py recount_questions`: counts the sums of item analysis anew, from every graded answer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from training.quizzes import sums


class Command(BaseCommand):
    help = "Counts the sums behind the analysis of questions anew. May run while people sit quizzes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"counted {sums.rebuild()} versions of questions")
