"""What hours tell to whatever is built on them, within the same transaction."""

from django.dispatch import Signal

# sent with `volunteer` when the minutes that count for them, or their class, have changed
hours_changed = Signal()
