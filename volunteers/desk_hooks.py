"""What volunteers hang into the ground."""

from volunteers import policies  # noqa: F401 - the rights table registers itself
