"""An import from upload to undo: judged, confirmed, taken in once, taken back for a day, emptied in time."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import AuditEvent
from desk import hooks
from desk.imports import scope, services, sheets, work
from desk.imports.faces import BatchFace
from desk.imports.models import ImportBatch
from kit import clock
from kit.calendar import WorkDay
from kit.errors import Refused
from kit.hooks import Registry
from messaging import queue
from messaging.models import Job, Message
from tests.desk.paper import CountyPaper, Paper, csv_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(monkeypatch):
    """The house knows only the kinds of these tests."""
    kinds = Registry("import_kinds")
    kind = kinds.add(Paper())
    kinds.add(CountyPaper())
    monkeypatch.setattr(hooks, "import_kinds", kinds)
    return kind


def upload(kind, by, *people: str, **more) -> ImportBatch:
    return services.upload(kind, csv_of(*people, **more), by=by)


def fresh(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_related("job", "by").get(pk=batch.pk)


def taken_in(kind, by, jobs, *people: str) -> ImportBatch:
    batch = upload(kind, by, *people)
    jobs()
    services.apply(fresh(batch), by=by)
    jobs()
    return fresh(batch)


def in_2031() -> list[str]:
    return list(WorkDay.objects.filter(date__year=2031).order_by("date").values_list("name", flat=True))


# --- checking ----------------------------------------------------------------------------------------------
def test_a_file_is_checked_and_nothing_is_taken_in_yet(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "王芳", "错字", "疑人", "外县")
    jobs()
    batch = fresh(batch)
    assert batch.status == "previewed"
    assert batch.counts == {"new": 1, "error": 1, "held": 1, "outside": 1}
    assert in_2031() == []


def test_rows_are_sealed_in_the_database(paper, cast):
    batch = upload(paper, cast.city_manager, "欧阳敏感")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM desk_importrow")
        stored = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone())
    assert "欧阳敏感".encode() not in stored
    assert batch.rows.get().cells["姓名"] == "欧阳敏感"


def test_rows_of_another_county_are_counted_and_emptied(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "外县")
    jobs()
    assert batch.rows.get().cells == {}


def test_a_refused_file_leaves_a_batch_without_rows_that_says_why(paper, cast):
    with pytest.raises(Refused):
        services.upload(paper, "编号,姓名,轨迹\n1,王芳,x".encode(), by=cast.city_manager)
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.refusal[0]["code"], batch.rows.count()) == ("refused", "file_positions", 0)


def test_who_may_not_import_uploads_nothing(paper, cast):
    with pytest.raises(Refused):
        upload(paper, cast.officer, "王芳")
    assert not ImportBatch.objects.exists()


def test_things_the_file_no_longer_has_are_listed(paper, cast, jobs):
    taken_in(paper, cast.city_manager, jobs, "王芳", "李芸")
    batch = upload(paper, cast.city_manager, "王芳")
    jobs()
    assert fresh(batch).counts == {"same": 1, "gone": 1}


def test_a_check_that_died_is_done_again_without_doubling(paper, cast, jobs):
    taken_in(paper, cast.city_manager, jobs, "王芳", "李芸")
    batch = upload(paper, cast.city_manager, "王芳", "外县")
    batch.rows.create(row_no=0, verdict="gone")
    jobs()
    assert fresh(batch).counts == {"same": 1, "gone": 1, "outside": 1}


def test_checking_again_sees_what_has_changed_meanwhile(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "王芳", "外县")
    jobs()
    taken_in(paper, cast.city_manager, jobs, "王芳")
    services.check_again(fresh(batch), by=cast.city_manager)
    jobs()
    assert fresh(batch).counts == {"same": 1, "outside": 1}


# --- taking in ---------------------------------------------------------------------------------------------
def test_new_rows_come_in_and_their_cells_are_emptied(paper, cast, jobs):
    batch = taken_in(paper, cast.city_manager, jobs, "王芳", "错字", "李芸")
    assert batch.status == "applied"
    assert in_2031() == ["王芳", "李芸"]
    assert [r.outcome for r in batch.rows.order_by("pk")] == ["made", "", "made"]
    assert [bool(r.values) for r in batch.rows.order_by("pk")] == [False, True, False]


def test_a_row_that_is_refused_at_last_becomes_an_error_and_the_others_come_in(paper, cast, jobs):
    batch = taken_in(paper, cast.city_manager, jobs, "王芳", "拒人", "李芸")
    refused = batch.rows.get(row_no=3)
    assert (refused.verdict, refused.faults[0]["sentence"]) == ("error", "这个人不能登记。")
    assert in_2031() == ["王芳", "李芸"]


def test_confirming_twice_or_with_nothing_to_take_in_is_refused(paper, cast, jobs):
    batch = taken_in(paper, cast.city_manager, jobs, "王芳")
    with pytest.raises(Refused):
        services.apply(batch, by=cast.city_manager)
    empty = upload(paper, cast.city_manager, "错字")
    jobs()
    with pytest.raises(Refused, match="没有可以导入的行"):
        services.apply(fresh(empty), by=cast.city_manager)


def test_only_who_uploaded_confirms(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "王芳")
    jobs()
    with pytest.raises(Refused):
        services.apply(fresh(batch), by=cast.data_clerk)


def test_a_right_that_has_gone_stops_the_work(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "王芳")
    jobs()
    services.apply(fresh(batch), by=cast.city_manager)
    cast.city_manager.memberships.all().update(until_on=clock.today() - timedelta(days=1))
    jobs()
    assert in_2031() == []
    assert fresh(batch).status == "applied"


def test_a_worker_killed_amid_the_rows_repeats_none_and_leaves_none_out(paper, cast, jobs, monkeypatch):
    """A death takes the open transaction with it; the next worker goes on after the last one that was written."""
    monkeypatch.setattr(work, "TOGETHER", 2)
    people = [f"甲{n}" for n in range(7)]
    batch = upload(paper, cast.city_manager, *people)
    jobs()
    services.apply(fresh(batch), by=cast.city_manager)

    class Killed(BaseException):
        pass

    def die(name: str) -> None:
        if name == "甲3":
            raise Killed

    paper.before_row = die
    with pytest.raises(Killed):
        queue.run_due()
    assert in_2031() == people[:2], "甲2 was in the transaction that died"
    assert fresh(batch).status == "applying"
    paper.before_row = lambda name: None
    Job.objects.filter(state="running").update(lease_until=clock.machine_now() - timedelta(seconds=1))
    jobs()
    assert in_2031() == people
    assert fresh(batch).status == "applied"
    assert list(fresh(batch).rows.values_list("outcome", flat=True)) == ["made"] * 7


def test_two_workers_on_one_import_take_each_row_once(paper, cast, jobs, monkeypatch):
    monkeypatch.setattr(work, "TOGETHER", 2)
    batch = upload(paper, cast.city_manager, "甲", "乙", "丙")
    jobs()
    services.apply(fresh(batch), by=cast.city_manager)
    job = queue.claim()
    work._take_some(fresh(batch), paper, _acting(cast.city_manager), 2)
    work.apply(job)
    assert paper.applied == ["甲", "乙", "丙"]
    work.apply(job)
    assert paper.applied == ["甲", "乙", "丙"]


def test_a_row_that_breaks_the_work_stops_only_itself(paper, cast, jobs):
    def stumble(name: str) -> None:
        if name == "破":
            raise RuntimeError("a slip of ours")

    paper.before_row = stumble
    batch = upload(paper, cast.city_manager, "甲", "破", "乙")
    jobs()
    services.apply(fresh(batch), by=cast.city_manager)
    for _attempt in range(6):
        jobs()
        Job.objects.filter(state="queued", kind=services.APPLY).update(run_at=clock.machine_now())
    assert in_2031() == ["甲"]
    assert fresh(batch).job.state == "failed"
    work.settle_abandoned()
    assert fresh(batch).status == "applied", "what is in can be gone on with or undone"
    paper.before_row = lambda name: None
    services.resume(fresh(batch), by=cast.city_manager)
    jobs()
    assert in_2031() == ["甲", "破", "乙"]


def test_a_cancelled_import_keeps_what_is_in_and_can_go_on(paper, cast, jobs, monkeypatch):
    monkeypatch.setattr(work, "TOGETHER", 1)
    batch = upload(paper, cast.city_manager, "甲", "乙", "丙")
    jobs()
    services.apply(fresh(batch), by=cast.city_manager)
    paper.before_row = lambda name: name == "乙" and queue.cancel(Job.objects.get(state="running"))
    monkeypatch.setattr("messaging.models.STEP_SECONDS", 0)
    jobs()
    assert (in_2031(), fresh(batch).status, fresh(batch).job.state) == (["甲", "乙"], "applied", "cancelled")
    services.resume(fresh(batch), by=cast.city_manager)
    jobs()
    assert in_2031() == ["甲", "乙", "丙"]


def test_an_import_taken_back_before_it_began_is_settled(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "甲")
    jobs()
    services.apply(fresh(batch), by=cast.city_manager)
    queue.cancel(fresh(batch).job)
    assert work.settle_abandoned() == 1
    assert (fresh(batch).status, in_2031()) == ("applied", [])


def test_whoever_started_it_is_told_when_it_is_over(paper, cast, jobs):
    taken_in(paper, cast.city_manager, jobs, "甲")
    told = Message.objects.filter(to=cast.city_manager, kind="desk.job_over")
    assert told.count() == 2
    assert "甲" not in "".join(m.subject + m.body for m in told)


# --- undoing -----------------------------------------------------------------------------------------------
def test_undo_takes_everything_back_within_a_day(paper, cast, jobs, as_of):
    as_of(2026, 3, 9, 10)
    batch = taken_in(paper, cast.city_manager, jobs, "甲", "乙")
    as_of(2026, 3, 10, 9, 59)
    services.undo(batch, by=cast.city_manager)
    jobs()
    assert (in_2031(), fresh(batch).status) == ([], "undone")


def test_undo_puts_back_what_a_change_replaced(paper, cast, jobs):
    taken_in(paper, cast.city_manager, jobs, "甲")
    before = WorkDay.objects.get(name="甲").is_workday
    changing = services.upload(paper, "编号,姓名,县区,备注\n1,甲,990103,改".encode(), by=cast.city_manager)
    jobs()
    services.apply(fresh(changing), by=cast.city_manager)
    jobs()
    assert WorkDay.objects.get(name="甲").is_workday is not before
    services.undo(fresh(changing), by=cast.city_manager)
    jobs()
    assert WorkDay.objects.get(name="甲").is_workday is before


def test_undo_is_refused_after_a_day(paper, cast, jobs, as_of):
    as_of(2026, 3, 9, 10)
    batch = taken_in(paper, cast.city_manager, jobs, "甲")
    as_of(2026, 3, 10, 10, 1)
    with pytest.raises(Refused, match="撤销的时限已过"):
        services.undo(batch, by=cast.city_manager)
    assert in_2031() == ["甲"]


def test_what_was_used_since_stays_and_is_listed_with_its_reason(paper, cast, jobs):
    batch = taken_in(paper, cast.city_manager, jobs, "甲", "乙")
    paper.used = {"甲"}
    services.undo(batch, by=cast.city_manager)
    jobs()
    kept = fresh(batch).rows.get(outcome="kept")
    assert (in_2031(), kept.kept_because, fresh(batch).status) == (["甲"], "已经用过。", "undone")


# --- held rows ---------------------------------------------------------------------------------------------
def test_a_held_row_is_taken_in_or_left_out_by_a_person(paper, cast, jobs):
    batch = taken_in(paper, cast.city_manager, jobs, "甲", "疑一", "疑二")
    one, two = batch.rows.filter(verdict="held").order_by("pk")
    services.decide(one, "take", by=cast.city_manager)
    services.decide(two, "leave", by=cast.city_manager)
    assert in_2031() == ["甲", "疑一"]
    two.refresh_from_db()
    assert (two.outcome, two.values) == ("left", None)
    with pytest.raises(Refused):
        services.decide(two, "take", by=cast.city_manager)


def test_a_held_row_of_another_county_is_not_decided_here(paper, cast, jobs):
    kind = scope.kind_called("tests.county_paper")
    batch = taken_in(kind, cast.city_manager, jobs, "甲", "疑一")
    row = batch.rows.get(verdict="held")
    for stranger in (cast.other_county_manager, cast.city_manager, cast.outsider):
        with pytest.raises(Refused):
            services.decide(row, "take", by=stranger)
    services.decide(row, "take", by=cast.county_manager)
    assert "疑一" in in_2031()


# --- emptying ----------------------------------------------------------------------------------------------
def test_discarding_empties_every_row_at_once(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "甲", "错字")
    jobs()
    services.discard(fresh(batch), by=cast.city_manager)
    assert fresh(batch).status == "discarded"
    assert not batch.rows.filter(values__isnull=False).exists()


def test_an_unconfirmed_file_is_dropped_after_a_day(paper, cast, jobs, as_of):
    as_of(2026, 3, 9, 10)
    batch = upload(paper, cast.city_manager, "甲")
    jobs()
    as_of(2026, 3, 10, 9)
    work.empty_old_rows()
    assert fresh(batch).status == "previewed"
    as_of(2026, 3, 10, 11)
    work.empty_old_rows()
    assert fresh(batch).status == "discarded"
    assert not batch.rows.filter(values__isnull=False).exists()


def test_error_rows_keep_their_cells_a_day_and_held_rows_a_week(paper, cast, jobs, as_of):
    as_of(2026, 3, 9, 10)
    batch = taken_in(paper, cast.city_manager, jobs, "甲", "错字", "疑人")
    kept = batch.rows.filter(values__isnull=False)
    as_of(2026, 3, 10, 9)
    work.empty_old_rows()
    assert kept.all().count() == 2
    as_of(2026, 3, 10, 11)
    work.empty_old_rows()
    assert [r.verdict for r in kept.all()] == ["held"]
    as_of(2026, 3, 17, 11)
    work.empty_old_rows()
    assert not kept.all().exists()


def test_what_a_change_replaced_is_emptied_when_undo_is_over(paper, cast, jobs, as_of):
    as_of(2026, 3, 9, 10)
    taken_in(paper, cast.city_manager, jobs, "甲")
    changing = services.upload(paper, "编号,姓名,县区,备注\n1,甲,990103,改".encode(), by=cast.city_manager)
    jobs()
    services.apply(fresh(changing), by=cast.city_manager)
    jobs()
    assert changing.rows.get(outcome="changed").was is not None
    as_of(2026, 3, 10, 11)
    work.empty_old_rows()
    assert changing.rows.get(outcome="changed").was is None


# --- who sees what -----------------------------------------------------------------------------------------
def _face(batch: ImportBatch, user) -> BatchFace:
    return BatchFace(batch, user, scope.rows_for(batch, user))


def test_the_city_sees_numbers_and_faults_and_each_county_its_own_names(paper, cast, jobs):
    kind = scope.kind_called("tests.county_paper")
    data = "编号,姓名,县区\n1,王芳,990103\n2,疑人,990103\n3,错字,990102".encode()
    batch = services.upload(kind, data, by=cast.city_manager)
    jobs()
    batch = fresh(batch)
    clerk, own, other = (_face(batch, u) for u in (cast.city_manager, cast.county_manager, cast.other_county_manager))
    lines = [clerk.line(row) for row in clerk.rows]
    assert [line["cells"] for line in lines] == [[], [], []]
    assert lines[1]["said"][0]["sentence"] == "与第 2 行相同。"
    seen = [own.line(row) for row in own.rows]
    assert [line["cells"] for line in seen] == [[("姓名", "王芳")], [("姓名", "疑人")]]
    assert seen[1]["said"][0]["sentence"] == "与另一县的一行相同。"
    assert (own.elsewhere, other.elsewhere) == (1, 2)
    assert [line["cells"] for line in map(other.line, other.rows)] == [[("姓名", "错字")]]


def test_minors_are_never_shown_nor_put_into_a_sheet(paper, cast, jobs):
    batch = upload(paper, cast.city_manager, "幼苗", "王芳")
    jobs()
    batch.rows.update(verdict="error")
    face = _face(fresh(batch), cast.city_manager)
    assert [dict(face.line(row)["cells"]).get("姓名") for row in face.rows] == [None, "王芳"]
    _heads, rows = face.error_sheet()
    assert "幼苗" not in str(rows)
    assert "王芳" in str(rows)


def test_the_error_sheet_names_row_county_and_fault_and_runs_nothing(paper, cast, jobs):
    data = "编号,姓名,县区,备注\n1,错字,990103,=1+1".encode()
    batch = services.upload(paper, data, by=cast.city_manager)
    jobs()
    heads, rows = _face(fresh(batch), cast.city_manager).error_sheet()
    sheet = load_workbook(io.BytesIO(sheets.as_xlsx(heads, rows))).active
    assert [c.value for c in sheet[2]][:4] == ["2", "东溪区", "有错误", "这一行写错了。"]
    assert sheet[2][-1].value == "'=1+1"


def test_sentences_and_the_log_hold_no_cell(paper, cast, jobs):
    batch = taken_in(paper, cast.city_manager, jobs, "司马特别", "错特别")
    said = str(list(batch.rows.values_list("faults", "warnings", "wide_faults", "code")))
    logged = str(list(AuditEvent.objects.values_list("detail", "fields", "purpose")))
    payloads = str(list(Job.objects.values_list("payload", "result", "stage")))
    assert "特别" not in said + logged + payloads


def _acting(user):
    user.acting_role = "MUN"
    return user


def test_the_time_of_a_row_is_business_time(paper, cast, jobs, as_of):
    as_of(2031, 1, 5)
    batch = taken_in(paper, cast.city_manager, jobs, "甲")
    assert timezone.localtime(batch.undo_until).date().isoformat() == "2031-01-06"
