"""An organisation that hands in from eight tabs at once has one live bid, the newest; the others open for nobody."""

import pytest

from tests.ngos import bid_race as race
from tests.racing import PROCESSES, City

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("bid_race")]
MODELS = "ngos.models"
TABS = PROCESSES * race.THREADS
# Per bidder: how many bids, how many of them live, whether the live one is the newest and the versions have no gap.
STANDING = (
    "sorted([len(v), sum(s == 'sealed' for _n, s in v), v[-1][1], [n for n, _s in v] == list(range(1, len(v) + 1))]"
    " for v in (lambda rows: [sorted((n, s) for b, n, s in rows if b == one) for one in {r[0] for r in rows}])"
    "(list(Bid.objects.values_list('bidder', 'version', 'status'))))"
)
LIVE_KEYS = (
    "sum(Bid.objects.filter(row_key=place, status='sealed').exists()"
    " for place, _since in __import__('ngos.bidding.store').bidding.store.places())"
)


@pytest.fixture
def city(tmp_path):
    city = City(tmp_path, "tests.ngos.bid_race")
    try:
        yield city.build()
    finally:
        city.drop()


def test_handed_in_from_eight_tabs_at_once_one_bid_is_live(city) -> None:
    found, _seconds = city.race("submit")
    assert found == {"sealed": race.ORGANISATIONS * TABS}
    assert city.ask(MODELS, STANDING) == [[TABS, 1, "sealed", True]] * race.ORGANISATIONS
    assert city.ask(MODELS, LIVE_KEYS) == race.ORGANISATIONS


@pytest.mark.slow
def test_without_holding_the_project_only_the_database_keeps_the_second_out(city) -> None:
    found, _seconds = city.race("careless")
    assert found["kept out"] > 0, found
    assert city.ask(MODELS, "Bid.objects.filter(status='sealed').count()") == race.ORGANISATIONS
