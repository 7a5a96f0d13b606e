"""Small random cities: one need and three places whose facts are drawn, most of them fitting, some not.

The rows are made once by the services; a draw only changes their columns, inside a savepoint of the caller's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from kit import clock
from matching import models as m
from matching.engine import codes
from ngos.models import Provider
from tests import build
from tests.cast import DONGXI, QIXIA, Cast, person, seat, unit

EVENINGS = codes.mask(codes.block(day, 2) for day in range(7))


def often(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Mostly what fits, so that a place fails by few gates and often by none."""
    return st.sampled_from([*[usual] * 6, *others])


class City:
    """`request` looks for a mentor; `places` are of two organisations and of a volunteer."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        _ = cast.county_manager, cast.ngo_admin, cast.social_worker  # made now: what a draw makes goes with the draw
        other = unit("provider", "同行社工", DONGXI)
        seat(person("唐宁", "tangning@example.cn"), "NGA", other)
        seat(person("孟娟", "mengjuan@example.cn"), "NGC", other)
        self.places = [build.place(cast), build.place(cast, org=other), build.place(cast, "volunteer")]
        self.request = build.request_in("matching", cast)
        self.client = self.request.client

    def redraw(self, draw: Any) -> None:
        """Other facts for everybody."""
        today = clock.today()
        for place in self.places:
            m.Place.objects.filter(pk=place.pk).update(**draw(_place(today, self.client.x_m, self.client.offence_mask)))
        m.AssistanceRequest.objects.filter(pk=self.request.pk).update(**draw(_request(today)))
        m.Client.objects.filter(pk=self.client.pk).update(
            must_stay_in_county=draw(often(False, True)),
            language_mask=draw(often(1, 2, 3)),
            allowed_mask=draw(often(codes.ALL_BLOCKS, EVENINGS)),
            is_minor_track=draw(often(False, True)),
        )
        Provider.objects.filter(org=self.cast.chunhui).update(
            grade=draw(often("B", "A", "U", "C", "D")), capacity=draw(often(20, 0))
        )
        if draw(often(False, True)):
            m.Conflict.objects.create(
                client=self.client, kind="relative", org=self.places[1].org, by=self.cast.officer, noted_on=today
            )
        if draw(often(False, True)):
            self.request.consent.__class__.objects.filter(pk=self.request.consent_id).update(withdrawn_at=clock.now())

    def now(self) -> m.AssistanceRequest:
        """The request as it stands."""
        rows = m.AssistanceRequest.objects.select_related("client", "consent", "office", "officer")
        return rows.get(pk=self.request.pk)


def _place(today: Any, x_m: int, offences: int) -> st.SearchStrategy[dict[str, Any]]:
    seats = st.sampled_from([(4, 0), (4, 0), (4, 3), (1, 1), (0, 0)])
    columns = st.fixed_dictionaries(
        {
            "sex_mask": often(3, 1, 2),
            "serves_sex_mask": often(3, 1, 2),
            "is_minor_qualified": often(False, True),
            "excluded_offence_mask": often(0, offences),
            "language_mask": often(1, 2, 3),
            "schedule_mask": often(build.DAYTIME, EVENINGS, codes.ALL_BLOCKS),
            "x_m": often(x_m, x_m + 9_000, x_m + 90_000),
            "is_remote": often(False, True),
            "cert_level": often(0, 2),
            "confirmed_on": often(today, today - timedelta(days=181)),
            "valid_to": often(None, today + timedelta(days=5), today - timedelta(days=1)),
            "county_code": often(DONGXI, QIXIA),
            "needs": often(["mentoring"], ["public_benefit_activity"]),
            "skill_mask": st.integers(0, 7),
        }
    )
    return st.tuples(columns, seats).map(lambda both: {**both[0], "capacity": both[1][0], "taken": both[1][1]})


def _request(today: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "gender_pref": often(0, 1, 2),
            "max_m": often(15_000, 3_000),
            "accepts_remote": often(True, False),
            "min_blocks": often(1, 5),
            "min_cert": often(0, 2),
            "min_grade": often("C", "B", "A"),
            "skill_mask": st.integers(0, 7),
            "end_on": often(None, today + timedelta(days=60)),
            "urgency": st.sampled_from([1, 2, 3]),
        }
    )
