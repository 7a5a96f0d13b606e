"""What training hangs into the ground; each subject adds its own, rights are registered by import."""

from training import own_data, policies  # noqa: F401 - they register themselves
from training.competences import desk_hooks as competences  # noqa: F401 - a subject hangs in its own
from training.courses import desk_hooks as courses  # noqa: F401 - a subject hangs in its own
from training.learning import desk_hooks as learning  # noqa: F401 - a subject hangs in its own
from training.quizzes import desk_hooks as quizzes  # noqa: F401 - a subject hangs in its own
from training.rates import desk_hooks as rates  # noqa: F401 - a subject hangs in its own
from training.surveys import desk_hooks as surveys  # noqa: F401 - a subject hangs in its own
from training.teaching import desk_hooks as teaching  # noqa: F401 - a subject hangs in its own
