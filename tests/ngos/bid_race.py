"""The processes of the races for bids: `python -m tests.ngos.bid_race build|submit|careless|… …`.

Every organisation hands its bid in from eight tabs at once.
"""

from datetime import timedelta
from time import sleep
from typing import Any

from tests import racing

ORGANISATIONS, THREADS = 6, 2


def build() -> None:
    """A purchase that takes bids for ten days yet, and six organisations that may bid."""
    from kit import clock
    from ngos.models import Project
    from tests.cast import Cast
    from tests.ngos import purchase, sealed

    cast = Cast()
    project = sealed.draft_with_openers(cast).project
    Project.objects.filter(pk=project.pk).update(deadline_at=clock.now() + timedelta(days=10))
    project.refresh_from_db()
    purchase.brought(project, "published")
    for n in range(ORGANISATIONS):
        purchase.manager_of(cast, purchase.bidder(cast, f"抢投{n}"))


def people() -> list[Any]:
    from accounts.models import User

    return list(User.objects.filter(display_name__startswith="抢投").order_by("pk"))


# --- what is raced -------------------------------------------------------------------------------------------------
def submit(user: Any, k: int) -> str:
    from ngos.bidding import services
    from ngos.models import Project
    from tests.ngos.purchase import content

    project, org = Project.objects.get(), user.memberships.get().unit
    return services.submit_bid(project, org, by=user, content=content(project, 40_000_000 + k)).status


def careless(user: Any, k: int) -> str:
    """The control: look which version is the newest, then write the next, without holding the project."""
    from django.db import IntegrityError

    from audit.moves import born
    from kit import clock
    from ngos.bidding.queries import mark_of
    from ngos.models import Bid, Project

    project = Project.objects.get()
    mark = mark_of(project, user.memberships.get().unit)
    if Bid.objects.filter(project=project, bidder=mark, status="sealed").exists():
        return "there"
    sleep(0.02)
    bid = Bid(project=project, bidder=mark, version=100 + k, received_at=clock.now(), size=1, digest="0" * 64,
              commitment="0" * 64)  # fmt: skip
    try:
        born(bid, "seal", by=None)
    except IntegrityError:
        return "kept out"
    return "sealed"


ACTS = {"submit": submit, "careless": careless}

if __name__ == "__main__":
    racing.main(build, ACTS, people, THREADS)
