"""What the social organisations' trade does by itself; each subject has a file of its own."""

from ngos.bidding import tasks as bidding  # noqa: F401 - registers its jobs
from ngos.concerns import tasks as concerns  # noqa: F401 - registers its jobs
from ngos.contracts import tasks as contracts  # noqa: F401 - registers its jobs
from ngos.delivery import tasks as delivery  # noqa: F401 - registers its jobs
from ngos.providers import tasks as providers  # noqa: F401 - registers its jobs
from ngos.rectification import tasks as rectification  # noqa: F401 - registers its jobs
from ngos.reviews import tasks as reviews  # noqa: F401 - registers its jobs
