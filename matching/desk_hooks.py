"""What the main job hangs into the ground."""

from matching import numbers_of_law, policies, tasks  # noqa: F401 - rules, rights and sweeps register themselves
from matching.supervisees import imports  # noqa: F401 - so does the register
