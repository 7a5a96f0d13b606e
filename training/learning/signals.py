"""What learning tells whoever listens above, inside the transaction in which it happened."""

from django.dispatch import Signal

# sender LessonProgress; `progress` is the row of the lesson that was finished.
lesson_finished = Signal()
