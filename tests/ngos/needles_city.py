"""The other side of tests/ngos/test_needles_served.py: `python -m tests.ngos.needles_city build|key|open`, on the
database and folders that the environment names; each prints one line of JSON."""

import json
import sys
from datetime import timedelta
from typing import Any


def build() -> dict[str, Any]:
    """A purchase that takes bids for ten days yet; two have bid, the third has signed in."""
    from kit import clock
    from ngos.bidding import keys, services
    from ngos.models import Project
    from tests.cast import Cast
    from tests.ngos import needles, purchase, sealed
    from tests.server import _session

    tender = sealed.draft_with_openers(Cast())
    for one in tender.openers[:2]:
        keys.rehearse(tender.project, by=one, passphrase=sealed.PASSPHRASE)
    until = clock.now() + timedelta(days=10)
    Project.objects.filter(pk=tender.project.pk).update(deadline_at=until, budget_fen=needles.BUDGET_FEN)
    tender.project.refresh_from_db()
    project = purchase.brought(tender.project, "published")
    for n, other in enumerate(tender.bidders[1:3]):
        content = purchase.content(project, 40_000_000 + n)
        services.submit_bid(project, other.org, by=other.user, content=content)
    return {
        "number": project.number,
        "factors": list(project.factors.exclude(kind="price").values_list("pk", flat=True)),
        "deadline": project.deadline_at.isoformat(),
        "session": _session(tender.bidders[0].user),
    }


def key() -> dict[str, Any]:
    """The erasure key of the newest bid, which only this process may know."""
    from ngos.bidding import store
    from ngos.models import Bid

    return {"key": store.erasure_key_of(str(Bid.objects.latest("pk").row_key)).hex()}


def open_bids() -> dict[str, Any]:
    from desk.uploads import services as uploads
    from ngos.bidding import opening
    from ngos.models import Bid, OpeningOfficer, Project
    from tests.ngos.sealed import PASSPHRASE

    for officer in OpeningOfficer.objects.order_by("pk")[:2]:
        opening.present(Project.objects.get(), by=officer.user, passphrase=PASSPHRASE)
    bid = Bid.objects.latest("pk")
    files = list(bid.files.all())
    read = uploads.read(files[0].kept)[:5000].decode("latin1")
    return {"bid": f"{bid.price_fen} {bid.content} {' '.join(f.title for f in files)} {read}"}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"build": build, "key": key, "open": open_bids}[sys.argv[1]]()))  # noqa: T201
