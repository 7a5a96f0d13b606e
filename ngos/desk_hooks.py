"""What the social organisations hang into the ground: their rights register themselves."""

from ngos import policies  # noqa: F401
