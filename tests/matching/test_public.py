"""What the home page says of the main job: true counts, and none so small that it tells of somebody."""

from datetime import timedelta

import pytest

from kit import clock
from matching import public
from matching.models import AssistanceRequest, Session
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def march(as_of) -> None:
    as_of(2026, 3, 20, 10)


def asking(cast, n: int, *, status: str = "matching", category: int = 6) -> None:
    """So many people who wait; made alike past the services, since only their number counts."""
    first = build.draft(cast, who=build.client(cast))
    for i in range(n):
        who = build.client(cast) if i else first.client
        AssistanceRequest.objects.filter(pk=first.pk).delete()
        AssistanceRequest.objects.create(
            number=f"AR-{status[:3]}-{category}-{i}", client=who, office=cast.office, county_code="990103",
            author=cast.officer, officer=cast.officer, need=f"need-{i}", category=category, status=status,
        )  # fmt: skip


def test_waiting_counts_all_and_tells_apart_only_what_is_not_small(cast) -> None:
    asking(cast, 6)
    asking(cast, 3, status="waitlisted", category=2)
    reading = public.waiting()
    assert (reading.value, reading.note) == (9, "")
    asking(cast, 5, status="waitlisted", category=3)
    assert public.waiting().note == "其中 8 件暂无空位"


def test_meetings_of_this_month_stand_beside_those_of_the_last_up_to_the_same_day(cast) -> None:
    request = build.request_in("in_service", cast, kind="volunteer")
    for key, days in [("now", 1), ("earlier", 2), ("february", 30), ("february late", 25)]:
        start = clock.now() - timedelta(days=days)
        session = build.sessions.book_session(
            request, by=request.helper, key=key, starts_at=start, ends_at=start + timedelta(hours=1), where="司法所"
        )
        Session.objects.filter(pk=session.pk).update(status="held")
    held = Session.objects.filter(status="held", starts_at__month=3).count()
    assert public.delivered().value == held >= 2
    assert public.delivered().note == "", "one or two of February are not told"


def test_the_first_answer_is_a_median_and_rests_on_a_number(cast) -> None:
    asking(cast, 5)
    now = clock.now()
    for row, hours in zip(AssistanceRequest.objects.order_by("pk"), (1, 2, 3, 40, 50), strict=True):
        AssistanceRequest.objects.filter(pk=row.pk).update(
            submitted_at=now - timedelta(hours=hours), first_response_at=now
        )
    reading = public.first_response()
    assert (reading.value, reading.n) == ("3.0", 5)


def test_a_category_in_which_few_wait_is_not_told_nor_worked_out(cast) -> None:
    asking(cast, 9, category=1)
    asking(cast, 6, category=2)
    asking(cast, 2, category=3)
    _template, context = public.needs_and_places()
    told = [row["asked"] for row in context["rows"]]
    assert told.count(None) == 2
    assert 9 in told
    assert 6 not in told


def test_nothing_is_drawn_while_few_wait(cast) -> None:
    asking(cast, 4)
    assert public.needs_and_places() is None


def test_the_home_page_shows_them_and_reads_them_seldom(cast, client, django_assert_max_num_queries) -> None:
    from tests.portal import ensure_portal

    ensure_portal()
    asking(cast, 9, category=1)
    page = client.get("/").content.decode()
    assert "哪里还需要一盏灯" in page
    assert "正在等待的需求" in page
    with django_assert_max_num_queries(14):
        client.get("/")
