"""At midnight of the last day a credential shuts the doors; renewed in time, nothing is lost; and who is busy where."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from tests import build
from tests.training import classroom as make
from tests.volunteers import activity
from training.courses import services
from training.models import Diploma
from volunteers import queries as volunteers
from volunteers.activities import eligibility, planning, sweeps, tasks
from volunteers.activities import services as activities
from volunteers.mine import services as mine
from volunteers.models import Signup
from volunteers.vetting import papers


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def ready(cast, days: int):
    """王芳, whose refresher ends so many days from now."""
    row = build.volunteer(cast, ready=False)
    row.__class__.objects.filter(pk=row.pk).update(is_identity_verified=True)
    for kind in ("undertaking", "induction"):
        build.credential(cast, cast.volunteer, kind)
    build.credential(cast, cast.volunteer, "refresher", days=days)
    row.refresh_from_db()
    return row


def test_at_midnight_of_the_last_day_offers_and_sign_ups_are_shut_and_places_marked(cast, as_of) -> None:
    v = ready(cast, days=2)
    first = activity.shift(cast, days=1, requires=["refresher"])
    later = activity.shift(cast, days=2, requires=["refresher"])
    kept = activities.sign_up(later, by=cast.volunteer)
    as_of(2026, 3, 12, 23, 59)
    assert volunteers.missing([v.pk], clock.today())[v.pk] == []
    as_of(2026, 3, 13, 0, 0)
    assert volunteers.missing([v.pk], clock.today())[v.pk] == ["refresher"]
    third = activity.shift(cast, days=5, requires=["refresher"])
    with pytest.raises(Refused) as refusal:
        activities.sign_up(third, by=cast.volunteer)
    assert refusal.value.code == "refresher"
    assert (first.pk, kept.status) != (third.pk, "")
    assert volunteers.standing(v, clock.today()) == "training"


def test_at_midnight_of_the_last_day_everything_shuts_at_once_and_renewal_in_the_window_loses_no_day(
    cast, as_of
) -> None:
    """The last day of 王芳's refresher is 12 March. 李娜's ends that day too, but she renews it within the window."""
    wang, li = ready(cast, days=2), activity.helper(cast, "李娜", schedule_mask=build.DAYTIME)
    for kind, days in (("undertaking", 300), ("induction", 300), ("refresher", 2)):
        build.credential(cast, li.user, kind, days=days)
    hers, renewed = build.place(cast, "volunteer", volunteer=wang), build.place(cast, "volunteer", volunteer=li)
    for_whom = [build.client(cast) for _n in range(4)]
    waiting = build.request_in("matching", cast, kind="volunteer", who=for_whom[0])
    tonight = clock.at(date(2026, 3, 12), 23, 59) + timedelta(seconds=30)
    evening = activity.shift(cast, days=2, hour=20, title="夜间值守", requires=["refresher"])
    moved = activities.sign_up(evening, by=wang.user)
    planning.edit_shift(evening, by=cast.officer, starts_at=clock.at(date(2026, 3, 20), 9),
                        ends_at=clock.at(date(2026, 3, 20), 12))  # fmt: skip
    last = planning.plan_shift(
        evening.posting, by=cast.officer, starts_at=tonight, ends_at=tonight + timedelta(hours=1), capacity=5
    )
    tomorrow = activity.shift(cast, days=3, hour=9, title="清早值守", requires=["refresher"])
    as_of(2026, 3, 11, 10)
    paper = papers.record_paper(li, by=cast.officer, kind="refresher", met_on=clock.today())
    assert (paper.valid_from, paper.valid_to) == (date(2026, 3, 13), date(2027, 3, 12)), "it starts at the old end"

    as_of(2026, 3, 12, 23, 59)
    offered = [
        build.request_in("offered", cast, kind="volunteer", who=who, at=at)
        for who, at in ((for_whom[1], hers), (for_whom[2], hers), (for_whom[3], renewed))
    ]
    first, second, third = (request.offers.get() for request in offered)
    assert activities.sign_up(last, by=wang.user).status == "confirmed"
    assert {s.place.pk for s in suggest(waiting).top} == {hers.pk, renewed.pk}
    assert offers.accept_offer(first, by=wang.user, knows_nobody=True).status == "accepted"
    assert sweeps.flag_lacking() == 1, "the shift that was moved beyond the last day is doubtful already"
    Signup.objects.filter(pk=moved.pk).update(flag="moved")

    as_of(2026, 3, 13, 0, 1)
    with pytest.raises(Refused) as refusal:
        activities.sign_up(tomorrow, by=wang.user)
    assert refusal.value.code == "refresher"
    with pytest.raises(Refused) as refusal:
        offers.accept_offer(second, by=wang.user, knows_nobody=True)
    assert "年度复训" in refusal.value.reasons[0]
    found = suggest(waiting)
    assert {s.place.pk for s in found.top} == {renewed.pk}
    assert [(m.place.pk, m.block.code) for m in found.near] == [(hers.pk, "qualification")]
    tasks.lacking()
    assert Signup.objects.get(pk=moved.pk).flag == "lacks"
    assert activities.sign_up(tomorrow, by=li.user).status == "confirmed"
    assert offers.accept_offer(third, by=li.user, knows_nobody=True).status == "accepted"


def test_a_place_beyond_the_last_day_is_marked_and_renewal_unmarks_it(cast, as_of) -> None:
    v = ready(cast, days=30)
    far = activity.shift(cast, days=20, requires=["refresher"])
    row = activities.sign_up(far, by=cast.volunteer)
    credential = cast.volunteer.credentials.get(kind="refresher")
    credential.__class__.objects.filter(pk=credential.pk).update(valid_to="2026-03-20")
    assert sweeps.flag_lacking() == 1
    assert Signup.objects.get(pk=row.pk).flag == "lacks"
    refresher = make.course(cast, title="年度复训", gives="refresher", validity_months=0, credit_minutes=180)
    place = services.enrol(make.session(cast, refresher), by=cast.volunteer)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(place, by=cast.officer, minutes=180)
    assert Signup.objects.get(pk=row.pk).flag == ""
    assert str(Diploma.objects.get().valid_from) == "2026-03-21"
    assert AuditEvent.objects.filter(action="signup.flag").count() == 2
    assert v.pk


def test_who_has_a_shift_comes_to_no_session_then(cast) -> None:
    ready(cast, days=30)
    activities.sign_up(activity.shift(cast, days=3, hour=10), by=cast.volunteer)
    with pytest.raises(Refused) as refusal:
        services.enrol(make.session(cast, days=3, hour=9), by=cast.volunteer)
    assert refusal.value.code == "overlap"


@pytest.mark.parametrize(("hour", "fits"), [(8, False), (10, False), (12, True), (6, True)])
def test_who_has_a_session_takes_no_shift_then_and_touching_is_free(cast, hour, fits) -> None:
    ready(cast, days=30)
    services.enrol(make.session(cast, days=3, hour=9), by=cast.volunteer)
    shift = activity.shift(cast, days=3, hour=hour)
    if fits:
        assert activities.sign_up(shift, by=cast.volunteer).status == "confirmed"
        return
    with pytest.raises(Refused) as refusal:
        activities.sign_up(shift, by=cast.volunteer)
    assert refusal.value.code == "learning"
    assert refusal.value.reasons == ["这个时间您有一场培训，退出其中一个再报。"]


def test_a_shift_over_a_session_is_not_among_those_for_me_and_takes_no_query_more_to_refuse(
    cast, browse, django_assert_num_queries
) -> None:
    v = ready(cast, days=30)
    free, over = activity.shift(cast, days=4, title="沿河清扫"), activity.shift(cast, days=3, title="社区课堂")
    row = services.enrol(make.session(cast, days=3, hour=9), by=cast.volunteer)
    page = browse(cast.volunteer).get(reverse("volunteers:activities")).content.decode()
    assert "沿河清扫" in page and "社区课堂" not in page
    with django_assert_num_queries(1):
        assert eligibility.busy([v], over.starts_at, over.ends_at) == {v.pk: ["learning"]}
    services.withdraw(row, by=cast.volunteer)
    assert eligibility.busy([v], over.starts_at, over.ends_at) == {}
    assert activities.sign_up(over, by=cast.volunteer).status == "confirmed"
    assert free.pk


def test_who_sits_in_a_session_then_is_passed_over_in_the_list_of_a_shift(cast) -> None:
    ready(cast, days=30)
    shift = activity.shift(cast, days=3, capacity=1)
    other = activity.helper(cast)
    holds = activities.sign_up(shift, by=other.user)
    waits = activities.sign_up(shift, by=cast.volunteer)
    services.enrol(make.session(cast, days=3, hour=9), by=cast.volunteer)
    activities.withdraw(holds, by=other.user)
    assert Signup.objects.get(pk=waits.pk).status == "waiting"


def test_the_own_page_leads_from_what_is_missing_to_the_next_session_that_gives_it(cast, browse) -> None:
    v = build.volunteer(cast, ready=False)
    session = make.session(cast)
    page = browse(cast.volunteer).get(reverse("volunteers:mine")).content.decode()
    assert reverse("training:session", args=[session.pk]) in page
    assert "河口街道二楼教室" in page
    assert v.pk


def test_who_leaves_gives_back_the_place_in_a_session(cast) -> None:
    v, session = ready(cast, days=30), make.session(cast)
    row = services.enrol(session, by=cast.volunteer)
    mine.leave(v, by=cast.volunteer)
    assert make.state(row) == "cancelled"
    assert make.taken(session) == 0
