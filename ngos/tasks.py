"""What the social organisations' trade does by itself."""

from ngos.providers import tasks as providers  # noqa: F401 - registers its jobs
