"""The training of a year by its ways, who is short of what is compulsory, and groups that are enrolled at once."""

from datetime import date

import pytest
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from messaging import queue
from messaging.models import Job, Message
from tests import build
from tests.cast import HEKOU, QIXIA
from tests.training import classroom as make
from training.courses import assigning, credits, services
from training.courses.assigning import Group
from training.models import Enrolment


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def staff_course(cast, **columns):
    return make.course(cast, audience="staff", gives="", validity_months=0, title="法律知识更新", **columns)


def attend(cast, as_of, who, minutes: int, *, by, mode: str = "lecture", on: int = 11) -> None:
    session = make.session(cast, staff_course(cast, mode=mode), days=on - clock.today().day, hours=6)
    row = services.enrol(session, by=who)
    as_of(2026, 3, on, 20)
    services.enter_minutes(row, by=by, minutes=minutes)


def test_a_year_is_summed_by_its_ways_and_compared_with_the_rule(cast, as_of) -> None:
    attend(cast, as_of, cast.officer, 300, by=cast.colleague)
    attend(cast, as_of, cast.officer, 60, by=cast.colleague, mode="site_visit", on=12)
    year = credits.years([cast.officer.pk], 2026, asked=credits.asked_of("OFF", 2026))[cast.officer.pk]
    assert (year.by_mode, year.total, year.missing) == ({"lecture": 300, "site_visit": 60}, 360, 1080)
    assert credits.years([cast.officer.pk], 2025)[cast.officer.pk].total == 0


def test_the_turn_of_the_year_is_the_citys_midnight(cast, as_of) -> None:
    first, next_first = credits.bounds(2026)
    assert (first, next_first) == (clock.at(date(2026, 1, 1), 0), clock.at(date(2027, 1, 1), 0))


def test_who_is_short_is_listed_for_whoever_answers_for_them(cast, as_of) -> None:
    people = {cast.officer, cast.colleague, cast.outsider}
    assert people
    mine = set(credits.short_of(cast.county_manager, "OFF", 2026))
    assert mine == {cast.officer, cast.colleague}
    assert set(credits.short_of(cast.city_manager, "OFF", 2026)) == people
    assert not credits.short_of(cast.officer, "OFF", 2026).exists()
    attend(cast, as_of, cast.officer, 360, by=cast.colleague)
    for row in Enrolment.objects.filter(learner=cast.officer):
        Enrolment.objects.filter(pk=row.pk).update(minutes=1440)
    assert set(credits.short_of(cast.county_manager, "OFF", 2026)) == {cast.colleague}


def test_volunteers_are_of_the_county_their_file_says(cast) -> None:
    volunteer = build.volunteer(cast)
    assert volunteer.county_code == HEKOU[:6] != QIXIA
    assert cast.volunteer in credits.short_of(cast.county_manager, "VOL", 2026)
    assert cast.volunteer not in credits.short_of(cast.other_county_manager, "VOL", 2026)


def test_all_whose_refresher_ends_by_june_are_enrolled_by_a_job_and_hear_of_it(cast) -> None:
    ends, later = build.volunteer(cast), make.learner(cast, "晚一些的")
    build.credential(cast, later, "refresher", days=300)
    ends.user.credentials.filter(kind="refresher").update(valid_to="2026-06-20")
    session = make.session(cast, make.course(cast, title="年度复训", gives="refresher", validity_months=0))
    group = Group("ends", "VOL", "refresher", date(2026, 6, 30))
    job = assigning.assign_group(session, group, by=cast.county_manager)
    queue.run_due()
    job.refresh_from_db()
    assert (job.state, job.result, job.done_n, job.total_n) == ("done", {"enrolled": 1}, 1, 1)
    row = Enrolment.objects.get()
    assert (row.learner, row.enrolled_by) == (ends.user, cast.county_manager)
    assert Message.objects.filter(to=ends.user, kind="session_assigned").count() == 1
    assigning.assign_group(session, group, by=cast.county_manager)  # twice is once
    queue.run_due()
    assert Enrolment.objects.count() == 1
    services.withdraw(row, by=ends.user)  # nobody is forced (R-VOL-11)
    assert make.state(row) == "cancelled"


def test_whoever_cannot_come_holds_up_nobody(cast) -> None:
    busy, free = build.volunteer(cast), build.volunteer(cast, make.learner(cast))
    other = make.session(cast, make.course(cast), hour=9)
    services.enrol(other, by=busy.user)
    session = make.session(cast, make.course(cast), hour=10)
    found = assigning.assign_some(session, credits.short_of(cast.county_manager, "VOL", 2026), by=cast.county_manager)
    assert found == {"enrolled": 1, "overlap": 1}
    assert Enrolment.objects.get(session=session).learner == free.user


def test_only_a_manager_of_the_county_assigns(cast) -> None:
    session = make.session(cast)
    for by in (cast.officer, cast.other_county_manager, cast.ngo_admin):
        with pytest.raises(Refused):
            assigning.assign_group(session, Group("short", "VOL"), by=by)
    assert not Job.objects.filter(kind=assigning.JOB).exists()


# --- the page ------------------------------------------------------------------------------------------------------
def test_one_click_enrols_who_is_short(cast, browse) -> None:
    build.volunteer(cast)
    session = make.session(cast)
    session.organiser_id, browser = cast.county("990103").pk, browse(cast.county_manager)
    url = reverse("training:groups") + "?group=short&role=VOL"
    page = browser.get(url)
    assert "王芳" in page.content.decode()
    answer = browser.post(url, {"session": session.pk, "user": [cast.volunteer.pk], "act": "some"})
    assert answer.status_code == 302
    assert Enrolment.objects.get().status == "enrolled"
    answer = browser.post(url, {"session": session.pk, "act": "all"})
    assert answer["Location"] == reverse("desk:job", args=[Job.objects.get(kind=assigning.JOB).pk])


@pytest.mark.parametrize("n", [3, 30])
def test_the_page_asks_the_same_few_questions_however_many_there_are(
    cast, browse, django_assert_max_num_queries, n
) -> None:
    for _n in range(n):
        build.volunteer(cast, make.learner(cast))
    make.session(cast)
    browser = browse(cast.county_manager)
    browser.get(reverse("training:groups"))
    with django_assert_max_num_queries(10):  # of which the frame of a page takes four
        assert browser.get(reverse("training:groups") + "?role=VOL").status_code == 200
