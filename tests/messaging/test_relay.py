"""The bell of installations with Redis: rung once for each row, again when nobody came, and never in the way."""

from datetime import timedelta

import pytest

from kit import clock
from messaging import queue, relay
from messaging.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """The ids sent to a broker that is not there."""
    ids = []
    monkeypatch.setattr(relay, "_deaf_until", 0.0)
    monkeypatch.setattr(relay.current_app, "send_task", lambda name, args, **how: ids.append(args[0]))
    return ids


@pytest.fixture
def job(monkeypatch):
    monkeypatch.setattr(queue, "handlers", {**queue.handlers, "test.note": queue.Handler(lambda job: None, 5)})
    return queue.enqueue("test.note")


def test_a_row_is_rung_for_once_and_again_when_nobody_came(job, sent):
    relay.ring(job)
    relay.ring(job)
    assert relay.ring_due() == 0
    assert sent == [job.pk]
    Job.objects.update(rung_at=clock.machine_now() - timedelta(seconds=31))
    relay.ring_due()
    assert sent == [job.pk, job.pk]


def test_a_row_that_is_being_done_or_waits_for_later_is_not_rung_for(job, sent):
    queue.claim()
    queue.enqueue("test.note", run_at=clock.machine_now() + timedelta(seconds=60))
    relay.ring_due()
    assert sent == []


def test_a_job_whose_worker_died_is_rung_for_as_soon_as_its_lease_is_over(job, sent):
    relay.ring(job)
    queue.claim()
    Job.objects.update(lease_until=clock.machine_now() - timedelta(seconds=1))
    relay.ring_due()
    assert sent == [job.pk, job.pk]


def test_a_broker_that_is_away_is_asked_once_and_the_row_waits(job, sent, monkeypatch):
    asked = []

    def away(*args, **how):
        asked.append(1)
        raise ConnectionError

    monkeypatch.setattr(relay.current_app, "send_task", away)
    relay.ring(job)
    relay.ring(queue.enqueue("test.note"))
    assert asked == [1]
    assert set(Job.objects.values_list("state", "rung_at")) == {("queued", None)}


def test_each_lane_rings_in_a_queue_of_its_own(job, monkeypatch):
    rung = []
    monkeypatch.setattr(relay, "_deaf_until", 0.0)
    monkeypatch.setattr(relay.current_app, "send_task", lambda name, args, **how: rung.append(how["queue"]))
    relay.ring(job)
    relay.ring(queue.enqueue("test.note", visible=True))
    assert [name.rpartition(".")[2] for name in rung] == ["quick", "long"]


def test_a_long_queue_is_rung_for_from_its_front_only(job, sent):
    for _ in range(5):
        queue.enqueue("test.note")
    assert relay.ring_due(limit=2) == 2
    assert relay.ring_due(limit=2) == 0
    Job.objects.filter(pk=job.pk).update(state="done")
    assert relay.ring_due(limit=2) == 1
    assert sent == list(Job.objects.order_by("run_at").values_list("pk", flat=True)[:3])


def test_a_bell_rung_twice_does_a_job_once(job):
    from messaging.tasks import run_job

    assert run_job.run(job.pk) == "done"
    assert run_job.run(job.pk) == "not due"
