"""The queue: rows claimed with a lease, done at least once, shown while they run."""

import logging
import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connections, transaction

from kit import clock
from kit.errors import Refused
from messaging import queue, runner
from messaging.models import Job, Lost

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch):
    """Kinds that a test registers are gone after it; the house's sweeps are not armed here."""
    monkeypatch.setattr(queue, "handlers", dict(queue.handlers))
    monkeypatch.setattr(queue, "over", type(queue.over)("over"))


@pytest.fixture
def done():
    """A kind of job that notes the number it was given."""
    seen = []
    queue.handler("test.note")(lambda job: seen.append(job.payload.get("n")))
    return seen


@pytest.fixture
def wang_fang():
    return get_user_model().objects.create_user(email="wang@example.org", display_name="王芳")


def later(job: Job, **past: int) -> Job:
    """The job as if so much time had gone by since it was claimed or set aside."""
    back = timedelta(**past)
    Job.objects.filter(pk=job.pk, lease_until__isnull=False).update(lease_until=clock.machine_now() - back)
    Job.objects.filter(pk=job.pk).update(run_at=clock.machine_now() - back)
    return Job.objects.get(pk=job.pk)


# --- asking ------------------------------------------------------------------------------------------------
def test_a_job_is_done_once(done):
    job = queue.enqueue("test.note", {"n": 7})
    assert queue.run_due() == 1
    assert queue.run_due() == 0
    job.refresh_from_db()
    assert (done, job.state, job.attempts, job.lease_until) == ([7], "done", 1, None)


def test_the_same_key_gives_the_same_job_back_even_when_it_is_over(done):
    first = queue.enqueue("test.note", {"n": 1}, key="note:1")
    queue.run_due()
    assert queue.enqueue("test.note", {"n": 2}, key="note:1").pk == first.pk
    assert queue.run_due() == 0
    assert done == [1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_job_exists_exactly_if_what_it_follows_from_does(done):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue.enqueue("test.note", {"n": 1})
        raise RuntimeError
    assert not Job.objects.filter(kind="test.note").exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_bell_rings_after_the_commit_and_a_broken_bell_stops_nobody(done, monkeypatch, caplog):
    rung = []

    def bell(job):
        rung.append(Job.objects.filter(pk=job.pk).exists() and not transaction.get_connection().in_atomic_block)
        raise ConnectionError

    monkeypatch.setattr(queue, "bells", [bell])
    with caplog.at_level(logging.CRITICAL, "django.db.backends.base"):
        queue.enqueue("test.note", {"n": 1})
        queue.enqueue("test.note", {"n": 2}, run_at=clock.machine_now() + timedelta(hours=1))
    assert rung == [True]
    assert queue.run_due() == 1


def test_a_job_for_later_waits(done):
    queue.enqueue("test.note", {"n": 1}, run_at=clock.machine_now() + timedelta(seconds=60))
    assert queue.run_due() == 0


def test_business_time_does_not_move_jobs(done):
    with clock.frozen(clock.now() + timedelta(days=400)):
        queue.enqueue("test.note", {"n": 1}, run_at=clock.machine_now() + timedelta(days=1))
        assert queue.run_due() == 0


@pytest.mark.parametrize("payload", [{"phone": "13812345678"}, {"n": 13812345678}, {"id": "99010119900307123X"}])
def test_a_job_carries_ids_and_no_number_of_a_person(done, payload):
    with pytest.raises(ValueError, match="ids"):
        queue.enqueue("test.note", payload)


def test_a_kind_that_nobody_does_is_refused_at_once():
    with pytest.raises(ValueError, match="nobody does"):
        queue.enqueue("test.unknown")


# --- claiming ----------------------------------------------------------------------------------------------
def test_a_claimed_job_is_not_claimed_again_before_its_lease_is_over(done):
    queue.enqueue("test.note", {"n": 1})
    first = queue.claim()
    assert queue.claim() is None
    later(first, seconds=1)
    again = queue.claim()
    assert again.pk == first.pk
    assert (again.attempts, again.lease_token != first.lease_token) == (2, True)


def test_who_lost_the_lease_cannot_end_the_job(done, caplog):
    queue.enqueue("test.note", {"n": 1})
    slow = queue.claim()
    later(slow, seconds=1)
    queue.claim()
    queue.run(slow)
    assert Job.objects.get(pk=slow.pk).state == "running"
    assert "another worker has it" in caplog.text
    with pytest.raises(Lost):
        slow.step("还在办")


def test_a_long_import_holds_up_neither_messages_nor_the_seal(done, wang_fang):
    shown = queue.enqueue("test.note", {"n": 1}, by=wang_fang, visible=True)
    quick = queue.enqueue("test.note", {"n": 2})
    assert queue.claim(["quick"]).pk == quick.pk
    assert queue.claim(["quick"]) is None
    assert queue.claim(["long"]).pk == shown.pk


@pytest.mark.parametrize(
    ("seconds", "lane"), [(1, "beat"), (29, "beat"), (30, "quick"), (600, "long"), (86_400, "long")]
)
def test_only_frequent_sweeps_share_the_lane_of_the_seal(seconds, lane):
    queue.every(seconds, "test.sweep")(lambda: None)
    queue.arm()
    assert Job.objects.get(kind="test.sweep").lane == lane


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_workers_at_once_do_each_job_once():
    begun = []
    queue.handler("test.race")(lambda job: begun.append(job.pk))
    with transaction.atomic():
        jobs = [queue.enqueue("test.race", {"n": n}) for n in range(100)]
    start = threading.Barrier(8)

    def work():
        start.wait()
        while any(queue.run_one() for _ in range(3)):
            pass
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(begun) == sorted(job.pk for job in jobs)


def test_the_database_itself_refuses_a_running_job_without_a_lease(done):
    job = queue.enqueue("test.note", {"n": 1})
    with pytest.raises(IntegrityError, match="running_job_has_lease"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="running")


# --- going wrong -------------------------------------------------------------------------------------------
def test_a_failing_job_is_tried_again_later_and_later_and_then_has_failed(caplog, wang_fang):
    @queue.handler("test.fail", attempts=3)
    def fail(job):
        raise ValueError(wang_fang.display_name)

    job = queue.enqueue("test.fail")
    pauses = []
    for _ in range(2):
        assert queue.run_due() == 1
        job.refresh_from_db()
        assert (job.state, job.error) == ("queued", "ValueError")
        pauses.append((job.run_at - clock.machine_now()).total_seconds())
        later(job, seconds=1)
    assert queue.run_due() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)
    assert 3 < pauses[0] <= 5 < 7 < pauses[1] <= 10
    assert "ValueError" in caplog.text
    assert "王芳" not in caplog.text + job.error


def test_a_refusal_is_final_and_its_sentence_is_kept_for_who_asked():
    @queue.handler("test.refuse")
    def refuse(job):
        raise Refused("第 3 行没有日期。补上后再导入")

    job = queue.enqueue("test.refuse")
    queue.run_due()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "第 3 行没有日期。补上后再导入")


def test_a_refusal_that_quotes_a_number_of_a_person_is_not_kept():
    @queue.handler("test.refuse")
    def refuse(job):
        raise Refused("手机号码 138 1234 5678 已经登记")

    job = queue.enqueue("test.refuse")
    queue.run_due()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "")


def test_a_job_that_kills_its_workers_is_given_up_in_the_end(done):
    job = queue.enqueue("test.note", {"n": 1})
    for _ in range(job.max_attempts):
        later(queue.claim(), seconds=1)
    assert queue.run_due() == 0
    job.refresh_from_db()
    assert (done, job.state, job.error) == ([], "failed", "WorkerDied")


def test_a_handler_that_breaks_the_transaction_does_not_break_the_queue(done, wang_fang):
    @queue.handler("test.clash", attempts=1)
    def clash(job):
        get_user_model().objects.create_user(email=wang_fang.email, display_name="另一位")

    job = queue.enqueue("test.clash")
    queue.enqueue("test.note", {"n": 1})
    assert queue.run_due() == 2
    job.refresh_from_db()
    assert (job.error, done) == (IntegrityError.__name__, [1])


# --- following a job ---------------------------------------------------------------------------------------
def test_progress_is_written_while_the_job_runs_and_keeps_the_lease(wang_fang):
    seen = []

    @queue.handler("test.steps")
    def steps(job):
        later(job, seconds=-1)  # one second is left
        job.step("读取表格", done=40, total=100)
        row = Job.objects.get(pk=job.pk)
        seen.append((row.stage, row.done_n, row.total_n))
        assert (row.lease_until - clock.machine_now()).total_seconds() > 30
        for n in range(41, 101):
            job.step(done=n)
        return {"rows": 100}

    job = queue.enqueue("test.steps", by=wang_fang, visible=True)
    queue.run_due()
    job.refresh_from_db()
    assert seen == [("读取表格", 40, 100)]
    assert (job.state, job.done_n, job.result) == ("done", 100, {"rows": 100})


def test_a_step_for_every_row_does_not_write_every_row(django_assert_max_num_queries):
    queue.handler("test.steps")(lambda job: [job.step("逐行核对", done=n, total=2000) for n in range(2000)] and None)
    queue.enqueue("test.steps")
    with django_assert_max_num_queries(20):
        queue.run_due()


def test_the_time_left_is_judged_by_the_pace_so_far():
    job = Job(state="running", done_n=25, total_n=100, started_at=clock.machine_now() - timedelta(seconds=10))
    assert job.seconds_left == 30
    assert Job(state="running", done_n=0, total_n=100, started_at=clock.machine_now()).seconds_left is None


def test_a_waiting_job_is_cancelled_at_once(done):
    job = queue.enqueue("test.note", {"n": 1})
    assert queue.cancel(job)
    assert queue.run_due() == 0
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not queue.cancel(job)


def test_a_running_job_stops_at_its_next_step():
    passed = []

    @queue.handler("test.steps")
    def steps(job):
        job.step("第一步")
        passed.append(1)
        assert queue.cancel(job)
        job.step("第二步")
        passed.append(2)

    job = queue.enqueue("test.steps")
    queue.run_due()
    job.refresh_from_db()
    assert (passed, job.state, job.stage) == ([1], "cancelled", "第二步")


def test_whoever_wants_to_know_hears_that_a_visible_job_ended(done, wang_fang):
    heard = []
    queue.over.add(lambda job: heard.append((job.pk, job.state)))
    shown = queue.enqueue("test.note", {"n": 1}, by=wang_fang, visible=True)
    queue.enqueue("test.note", {"n": 2})
    queue.run_due()
    assert heard == [(shown.pk, "done")]


# --- sweeps ------------------------------------------------------------------------------------------------
def test_a_sweep_runs_once_in_its_slot_whoever_arms_it():
    ran = []
    queue.every(3600, "test.sweep")(lambda: ran.append(1))
    queue.arm()
    queue.arm()
    queue.run_due()
    queue.arm()
    assert queue.run_due() == 0
    assert ran == [1]
    row = Job.objects.get(kind="test.sweep")
    assert (row.state, row.run_at.minute, row.run_at.second) == ("queued", 0, 0)


def test_two_processes_that_arm_at_once_do_not_trip_over_each_other(monkeypatch):
    class Overtaken(dict):
        def items(self):
            Job.objects.create(kind="test.sweep", key="every:test.sweep")
            return super().items()

    queue.every(60, "test.sweep")(lambda: None)
    monkeypatch.setattr(queue, "handlers", Overtaken(queue.handlers))
    queue.arm()
    assert Job.objects.filter(kind="test.sweep").count() == 1


def test_a_daily_sweep_comes_at_midnight_in_the_city():
    queue.every(86_400, "test.sweep")(lambda: None)
    queue.arm()
    queue.run_due()
    midnight = Job.objects.get(kind="test.sweep").run_at.astimezone(clock.SHANGHAI)
    assert (midnight.hour, midnight.minute, midnight.date()) == (
        0, 0, clock.machine_now().astimezone(clock.SHANGHAI).date() + timedelta(days=1),
    )  # fmt: skip


def test_a_failing_sweep_goes_on_ever_more_slowly_and_recovers():
    broken = [True]

    @queue.every(1, "test.sweep")
    def sweep(job):
        if broken:
            raise OSError

    queue.arm()
    for attempt in (1, 2, 3):
        later(Job.objects.get(kind="test.sweep"), seconds=1)
        # This one alone: while all the others ran, a sweep of every second would be due again.
        queue.run(queue.claim_this(Job.objects.get(kind="test.sweep").pk))
        row = Job.objects.get(kind="test.sweep")
        assert (row.state, row.attempts, row.error) == ("queued", attempt, "OSError")
    assert (row.run_at - clock.machine_now()).total_seconds() > 15
    broken.clear()
    later(row, seconds=1)
    queue.run(queue.claim_this(row.pk))
    row.refresh_from_db()
    assert (row.attempts, row.error) == (0, "")


def test_old_jobs_are_forgotten_but_not_those_with_a_key(done):
    plain, keyed = queue.enqueue("test.note", {"n": 1}), queue.enqueue("test.note", {"n": 2}, key="kept")
    queue.run_due()
    Job.objects.update(finished_at=clock.machine_now() - timedelta(days=31))
    queue.forget_old()
    assert set(Job.objects.filter(pk__in=[plain.pk, keyed.pk])) == {keyed}


# --- the runner --------------------------------------------------------------------------------------------
def test_health_says_whether_jobs_are_being_done(done):
    assert runner.state() == {"mode": "embedded", "alive": False, "oldest_due_seconds": 0.0}
    later(queue.enqueue("test.note", {"n": 1}), seconds=90)
    assert runner.state()["oldest_due_seconds"] == pytest.approx(90, abs=5)
    queue.arm()
    queue.run_due()
    assert runner.state() == {"mode": "embedded", "alive": True, "oldest_due_seconds": 0.0}
    Job.objects.filter(kind="messaging.pulse").update(finished_at=clock.machine_now() - timedelta(seconds=31))
    assert not runner.state()["alive"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_runner_works_at_once_and_outlives_a_database_that_is_away(done, monkeypatch):
    finished = threading.Event()
    queue.handler("test.ring")(lambda job: finished.set())
    claim, down = queue.claim, [True, True]
    monkeypatch.setattr(queue, "claim", lambda lanes: claim(lanes) if not down else down.pop() and 1 / 0)
    worker = runner.Runner()
    worker.start()
    try:
        queue.enqueue("test.ring")
        assert finished.wait(10)
    finally:
        worker.stop()


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_bell_wakes_an_idle_runner(monkeypatch):
    finished, idle = threading.Event(), threading.Event()
    queue.handler("test.ring")(lambda job: finished.set())
    claim = queue.claim
    monkeypatch.setattr(runner, "IDLE", 60)
    monkeypatch.setattr(queue, "claim", lambda lanes: claim(lanes) or (lanes == ["quick"] and idle.set()) or None)
    worker = runner.Runner()
    worker.start()
    try:
        assert idle.wait(10)
        queue.enqueue("test.ring")
        assert finished.wait(10)
    finally:
        worker.stop()
