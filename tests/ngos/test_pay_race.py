"""Fifty-two people claim, accept and pay the same contract at once: paid ≤ accepted ≤ contract, each session once."""

import pytest

from tests.ngos import pay_race as race
from tests.racing import PROCESSES, City

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("pay_race")]
MODELS = "ngos.models"
CROWD = PROCESSES * race.THREADS
SUMS = "list(Contract.objects.values_list('paid_fen', 'approved_fen', 'accepted_fen', 'added_fen', 'amount_fen').get())"
CLAIMS = "sorted(Claim.objects.values_list('milestone__order', 'asked_fen', 'accepted_fen'))"
PAYMENTS = "sum(PaymentRequest.objects.filter(status='paid').values_list('amount_fen', flat=True))"
HELD = "DeliveryRecord.objects.exclude(claim=None).count() + WorkProduct.objects.exclude(claim=None).count()"


@pytest.fixture
def city(tmp_path):
    city = City(tmp_path, "tests.ngos.pay_race")
    try:
        yield city.build()
    finally:
        city.drop()


def test_claimed_accepted_and_paid_by_everybody_at_once_nothing_is_paid_twice(city) -> None:
    assert CROWD >= 50
    found, _seconds = city.race("settle")
    assert not [word for word in found if word.startswith("fault")], found
    paid, approved, accepted, added, amount = city.ask(MODELS, SUMS)
    claims = city.ask(MODELS, CLAIMS)
    assert accepted == sum(fen for _order, _asked, fen in claims) and len({c[0] for c in claims}) == len(claims)
    assert 0 < paid == city.ask(MODELS, PAYMENTS)
    assert paid <= approved <= accepted <= amount + added
    assert city.ask(MODELS, HELD) == 61


def test_supplements_from_everybody_at_once_stay_within_a_tenth(city) -> None:
    found, _seconds = city.race("supplement")
    assert found == {"added": 11, "over_a_tenth": CROWD - 11}
    assert city.ask(MODELS, SUMS)[3] == 4_950_000


@pytest.mark.slow
def test_without_the_conditional_update_only_the_database_keeps_the_sum_within_the_contract(city) -> None:
    found, _seconds = city.race("careless")
    assert found["kept out"] > 0, found
    assert city.ask(MODELS, SUMS)[2] <= 49_500_000
