"""With Redis the same rows are done by Celery: the broker only hears ids, and may be away."""

import uuid

import pytest
import redis

from tests import needs
from tests.messaging.processes import Probe

pytestmark = pytest.mark.race


@pytest.fixture
def probe(tmp_path, redis_url):
    name = f"probe-{uuid.uuid4().hex}"
    probe = Probe(tmp_path, REDIS_URL=redis_url, PROBE_QUEUE=name, JOB_LEASE_SECONDS="2")
    yield probe
    probe.close()
    with redis.Redis.from_url(redis_url) as broker:
        for key in broker.scan_iter(f"*{name}*"):
            broker.delete(key)


def test_celery_does_jobs_also_those_asked_for_while_the_broker_was_away(probe):
    probe.seed(0, 1, REDIS_URL=f"redis://127.0.0.1:{needs.free_port()}/0")
    assert probe.count("messaging_job", "state='queued' AND rung_at IS NULL") == 1

    probe.start("worker", "--concurrency", "1")
    probe.wait(lambda: probe.count("job_probe_mark") == 1, "the relay rings for the waiting row", 40)
    probe.seed(1, 2)
    probe.wait(lambda: probe.count("messaging_job", "kind='probe.mark' AND state='done'") == 2, "both are done")
    probe.wait(lambda: probe.count("messaging_job", "key='every:messaging.pulse' AND finished_at IS NOT NULL") == 1,
               "sweeps run by Celery")  # fmt: skip
    assert probe.count("job_probe_start") == 2


@pytest.mark.slow
def test_workers_killed_amid_their_jobs_lose_none_and_do_none_twice_in_sight(probe):
    jobs, kills, worker = 300, 6, ("worker", "--concurrency", "1")
    probe.seed(0, jobs)
    workers = [probe.start(*worker) for _ in range(2)]
    met = 0
    for n in range(kills):
        share = jobs * (n + 1) // (kills + 2)
        probe.wait(lambda share=share: probe.count("job_probe_mark") >= share, f"{share} jobs", 120)
        probe.kill(workers.pop(0))
        met += probe.count("messaging_job", "kind='probe.mark' AND state='running'")
        workers.append(probe.start(*worker))
    open_jobs = "kind='probe.mark' AND state IN ('queued', 'running')"
    probe.wait(lambda: not probe.count("messaging_job", open_jobs), "all jobs are done", 120)

    assert met > 0, "no kill met a running job"
    assert probe.count("messaging_job", "kind='probe.mark' AND state='done'") == jobs
    assert probe.count("job_probe_mark") == jobs
    assert probe.count("job_probe_start") - jobs <= kills  # begun again only where a worker died
