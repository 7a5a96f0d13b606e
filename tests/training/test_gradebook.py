"""The results of a course: on a page, and as a table that a job makes, however many learners there are."""

import csv
import io
import time

import pytest
from django.urls import reverse

from accounts.models import Membership, User
from audit.models import AuditEvent
from messaging import queue
from messaging.models import Job
from tests.cast import SINCE
from tests.training import classroom as make
from tests.training import quiz
from training.courses import gradebook, services
from training.models import Enrolment, Gradebook


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def crowd(cast, session, n: int, minutes: int = 120) -> None:
    """So many learners who attended, as rows: the services made the session."""
    users = User.objects.bulk_create([User(display_name=f"学员{k:05d}", password="!") for k in range(n)])
    Membership.objects.bulk_create([Membership(user=u, role="VOL", since_on=SINCE) for u in users])
    Enrolment.objects.bulk_create(
        Enrolment(
            session=session, course=session.course, learner=u, starts_at=session.starts_at, ends_at=session.ends_at,
            status="attended", minutes=minutes,
        )
        for u in users
    )  # fmt: skip


def made(cast, session, form: str = "csv") -> Gradebook:
    gradebook.ask_for(session.course, by=cast.officer, form=form)
    queue.run_due()
    return Gradebook.objects.latest("pk")


def test_the_table_holds_minutes_share_and_certificate_of_everybody(cast, as_of, browse) -> None:
    session = make.session(cast, make.course(cast, credit_minutes=180))
    who = make.learner(cast, "=李芸")  # a name that a spreadsheet would run
    row = services.enrol(session, by=who)
    crowd(cast, session, 2)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=cast.officer, minutes=150)
    book = made(cast, session)
    answer = browse(cast.officer).get(reverse("training:gradebook", args=[book.pk]))
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    mine = next(line for line in lines if "李芸" in line[0])
    assert mine[0] == "'=李芸"
    assert mine[4].startswith("PX-2026-")
    assert ["学员00000", "120", "66.7%", "", "", "", ""] in lines
    assert AuditEvent.objects.filter(action="course.export_results").count() == 1
    assert browse(cast.colleague).get(reverse("training:gradebook", args=[book.pk])).status_code == 404


def test_the_page_starts_the_job_and_leads_to_it(cast, browse) -> None:
    session = make.session(cast)
    crowd(cast, session, 3)
    url, browser = reverse("training:results", args=[session.course.number]), browse(cast.officer)
    assert "学员00001" in browser.get(url).content.decode()
    answer = browser.post(url, {"form": "xlsx"})
    job = Job.objects.get(kind=gradebook.JOB)
    assert answer["Location"] == reverse("desk:job", args=[job.pk])
    queue.run_due()
    page = browser.get(reverse("desk:job", args=[job.pk])).content.decode()
    assert reverse("training:gradebook", args=[Gradebook.objects.get().pk]) in page
    assert browser.post(url, {"form": "pdf"}).status_code == 404


@pytest.mark.parametrize("n", [5, 120])
def test_the_page_asks_the_same_few_questions_however_many_there_are(
    cast, browse, django_assert_max_num_queries, n
) -> None:
    session = make.session(cast, make.course(cast, exam=quiz.quiz(cast)))
    crowd(cast, session, n)
    url = reverse("training:results", args=[session.course.number])
    for who in (cast.officer, cast.county_manager):
        browser = browse(who)
        browser.get(url)
        with django_assert_max_num_queries(11):  # of which the frame of a page takes four
            assert browser.get(url).status_code == 200


def test_tables_go_after_three_days(cast) -> None:
    book = made(cast, make.session(cast))
    assert gradebook.sweep() == 0
    Gradebook.objects.filter(pk=book.pk).update(made_at=book.made_at - gradebook.KEPT * 2)
    assert gradebook.sweep() == 1


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_ten_thousand_learners_take_less_than_five_seconds(cast, form, record_testsuite_property) -> None:
    session = make.session(cast)
    crowd(cast, session, 10_000)
    start = time.perf_counter()
    book = made(cast, session, form)
    seconds = time.perf_counter() - start
    record_testsuite_property(f"gradebook_{form}_seconds", round(seconds, 2))
    assert book.rows_n == 10_000
    assert seconds < 5
