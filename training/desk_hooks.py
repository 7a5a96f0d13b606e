"""What training hangs into the ground: nothing yet that a desk must show; its rights are registered by import."""

from training import policies  # noqa: F401 - the rights table registers itself
