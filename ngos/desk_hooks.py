"""What the social organisations hang into the ground: their rights, and the manager's own page."""

from django.utils.translation import gettext_lazy as _

from accounts import roles
from desk.hooks import MenuEntry, menu
from ngos import (
    cockpit,  # noqa: F401 - charts of the leaders' page
    hooks,
    kpis,  # noqa: F401 - measures of the analysis report
    policies,  # noqa: F401 - the rights table registers itself
)
from ngos.bidding import desk_hooks as bidding  # noqa: F401 - a subject hangs in its own
from ngos.concerns import desk_hooks as concerns  # noqa: F401
from ngos.contracts import desk_hooks as contracts  # noqa: F401
from ngos.delivery import desk_hooks as delivery  # noqa: F401
from ngos.evaluation import desk_hooks as evaluation  # noqa: F401
from ngos.feedback import desk_hooks as feedback  # noqa: F401
from ngos.feedback import queries as voices
from ngos.inspections import desk_hooks as inspections  # noqa: F401
from ngos.opendata import api as opendata_api  # noqa: F401
from ngos.opendata import services as opendata  # noqa: F401 - a release for each notice
from ngos.payment import desk_hooks as payment  # noqa: F401
from ngos.providers import desk_hooks as providers  # noqa: F401
from ngos.purchasing import desk_hooks as purchasing  # noqa: F401
from ngos.purchasing import numbers_of_law  # noqa: F401 - rules register themselves
from ngos.rectification import desk_hooks as rectification  # noqa: F401
from ngos.reviews import desk_hooks as reviews  # noqa: F401
from ngos.small import desk_hooks as small  # noqa: F401

menu.add(MenuEntry(_("我的机构"), "ngos:mine", "bridge", (roles.NGA,), order=40))
hooks.satisfaction.answer(voices.satisfaction)
