"""The results of a course as a table: worked out by a job, however many learners, and handed to who asked for it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as lazy

from accounts.access import in_force
from accounts.models import Membership, User
from audit import trail
from desk.hooks import JobWords, job_words
from desk.imports import sheets
from kit import clock
from kit.sentences import gettext as _
from messaging import queue
from messaging.models import Job
from training.courses import credits, eligibility, queries, standing
from training.learning import queries as learning
from training.models import Course, Diploma, Enrolment, Gradebook

JOB = "training.gradebook"
CHUNK = 1000
KEPT = timedelta(days=3)
STAGE = lazy("汇总成绩")


def _where(job: Job) -> str:
    return reverse("training:gradebook", args=[job.result["gradebook"]]) if job.result else ""


job_words.add(JobWords(JOB, lazy("导出学员成绩"), (STAGE,), result_url=_where))


def learners(course: Course, user: Any) -> QuerySet[User]:
    """Who came to the sessions of a course that this person looks after, and who of their people learns it online."""
    sessions = queries.sessions_of(user).filter(course=course).order_by().values("pk")
    came = Enrolment.objects.filter(session__in=sessions, learner__isnull=False, status__in=("attended", "enrolled"))
    wanted = Q(pk__in=came.values("learner_id"))
    for role in eligibility.SEATS[Course.Audience(course.audience)]:
        seats = Membership.objects.filter(in_force(clock.today()), credits.looked_after(user, role), role=role)
        wanted |= Q(pk__in=learning.begun_by(course.pk)) & Q(pk__in=seats.values("user_id"))
    return User.objects.filter(wanted)


def lines(course: Course, people: list[User]) -> Iterator[dict[str, Any]]:
    """Each of these with their standing and their last certificate; a handful of queries for all of them."""
    pks = [user.pk for user in people]
    rows = list(Diploma.objects.filter(course=course, learner_id__in=pks).order_by("pk"))
    last = {row.learner_id: row for row in rows}
    passed = {row.learner_id: row.passed_on for row in rows if row.learner_id and row.status == "valid"}
    stands = standing.standings(course, pks, last=passed)
    for user in people:
        yield {"user": user, "standing": stands[user.pk], "diploma": last.get(user.pk)}


@transaction.atomic
def ask_for(course: Course, *, by: User, form: str) -> Job:
    """Have the table made; the download is noted in the log."""
    trail.record("course.export_results", course, by=by, fields=["results"], county=course.county_code)
    return queue.enqueue(JOB, {"course": course.pk, "form": form}, by=by, visible=True)


@queue.handler(JOB)
def work(job: Job) -> dict[str, int]:
    """Run twice it makes two tables, of which the job names the last."""
    course = Course.objects.get(pk=job.payload["course"])
    assert job.by is not None
    pks = list(learners(course, job.by).order_by("pk").values_list("pk", flat=True))
    with translation.override(job.by.language):
        heads = [_("姓名"), _("出勤分钟"), _("出勤率"), _("考试"), _("证书编号"), _("结业日期"), _("有效到")]
        rows: list[list[Any]] = []
        for n in range(0, len(pks), CHUNK):
            job.step(STAGE, n, len(pks))
            some = list(User.objects.filter(pk__in=pks[n : n + CHUNK]).only("pk", "display_name").order_by("pk"))
            rows += [_cells(line) for line in lines(course, some)]
        form = job.payload["form"]
        raw = sheets.as_xlsx(heads, rows) if form == "xlsx" else sheets.as_csv(heads, rows)
    book = Gradebook(course=course, by=job.by, form=form, made_at=clock.machine_now(), rows_n=len(rows))
    book.body = base64.b64encode(raw).decode()
    book.save()
    return {"gradebook": book.pk, "rows": len(rows)}


def _cells(line: dict[str, Any]) -> list[Any]:
    found, diploma = line["standing"], line["diploma"]
    held = diploma is not None and diploma.status == "valid"
    return [
        line["user"].display_name, found.minutes, f"{found.percent}%", "" if found.score is None else found.score,
        diploma.number if held else "", diploma.passed_on if held else "", (diploma.valid_to or "") if held else "",
    ]  # fmt: skip


def hand_out(book: Gradebook) -> HttpResponse:
    response = HttpResponse(base64.b64decode(book.body), content_type=sheets.TYPES[book.form])
    response["Content-Disposition"] = f'attachment; filename="results-{book.course.number}.{book.form}"'
    response["Cache-Control"] = "no-store"
    return response


def sweep() -> int:
    """Tables go after a few days; how many."""
    return Gradebook.objects.filter(made_at__lt=clock.machine_now() - KEPT).delete()[0]
