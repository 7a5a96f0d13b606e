"""The demo city works together: every state of a meeting and of an action item is there, whatever the day."""

import random
from collections import Counter
from datetime import date

import pytest

from desk.meetings import queries
from desk.models import ActionItem, JointMeeting, Receipt, SharedInfo, Signature
from kit import clock
from matching.demo import city as story
from matching.demo import supply, together
from matching.demo.stage import City

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 3, 4)])
def test_meetings_and_their_items_stand_in_every_state(day: date) -> None:
    city = City(day, random.Random(7), "ab" * 32)  # noqa: S311 - dice for a story
    for chapter in (story._offices, supply.agencies, together.quarter):
        chapter(city)
    assert Counter(JointMeeting.objects.values_list("status", flat=True)) == {"held": 2, "called": 1}
    states = set(ActionItem.objects.values_list("status", flat=True))
    assert states == {"open", "reported", "returned", "confirmed", "dropped"}
    with clock.frozen(clock.at(day, 10)):
        assert queries.late(city.people["孙洁"]).exists()
        assert ActionItem.objects.filter(level=ActionItem.Level.CITY).exists()
        for rows, column in ((SharedInfo, "received_at"), (Signature, "signed_at"), (Receipt, "acknowledged_at")):
            assert 0 < rows.objects.filter(**{column: None}).count() < rows.objects.count()
