"""At midnight of the last day a credential shuts the doors; renewed in time, nothing is lost; and who is busy where."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from tests import build
from tests.training import classroom as make
from tests.volunteers import activity
from training.courses import services
from training.models import Diploma
from volunteers import queries as volunteers
from volunteers.activities import services as activities
from volunteers.activities import sweeps
from volunteers.mine import services as mine
from volunteers.models import Signup


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
