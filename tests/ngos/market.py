"""A running purchase for the browser: `print(market.open_for_bids())` in the shell of a server that tells the story.

Two organisations have bid; 新芽社工, young and with a filled passport, has not.
"""

import json
from datetime import timedelta

from accounts.models import User
from kit import clock
from ngos.bidding import keys, services
from tests.cast import Cast, person, seat
from tests.ngos import purchase
from tests.server import _session


def open_for_bids() -> str:
    """JSON: the number of the purchase, and the sessions of who bids, of two who open, and of the clerk."""
    cast = Cast()
    cast.__dict__["city_manager"] = User.objects.get(display_name="郑岚")  # of the story, not a second one
    openers = purchase.openers(cast)  # their keys are those of tests/house_bidding.py
    project = purchase.project(cast, forecast_reason="试行新的服务。", deadline_at=clock.now() + timedelta(days=12))
    keys.appoint_openers(project, openers, by=project.clerk)
    project = purchase.brought(project, "published")
    for n, price in enumerate((46_800_000, 43_200_000)):
        provider = purchase.bidder(cast, f"老友社工{n}")
        user = seat(person(f"老友{n}", f"market-{n}@example.cn"), "NGA", provider.org)
        services.submit_bid(project, provider.org, by=user, content=purchase.content(project, price))
    young = seat(person("新芽", "market-young@example.cn"), "NGA", purchase.bidder(cast, "新芽社工").org)
    people = {"新芽": young, "开标甲": openers[0], "开标乙": openers[1]}
    told = {name: _session(user) for name, user in people.items()}
    return json.dumps({"number": project.number, "deadline": project.deadline_at.isoformat(), "people": told})
