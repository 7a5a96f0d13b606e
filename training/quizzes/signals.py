"""What quizzes tell whoever listens above."""

from django.dispatch import Signal

# sender=Attempt, attempt: sent inside the transaction in which it was graded.
graded = Signal()
