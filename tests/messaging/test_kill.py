"""Power cuts: workers are killed in mid-job, and the office never notices."""

import random
import time

import pytest

from tests.messaging.processes import Probe

JOBS, ROUNDS, WORKERS = 500, 10, 2
OPEN = "kind='probe.mark' AND state IN ('queued', 'running')"

pytestmark = pytest.mark.race


@pytest.fixture
def probe(tmp_path):
    probe = Probe(tmp_path, JOB_LEASE_SECONDS="2")
    yield probe
    probe.close()


def test_twenty_kills_lose_no_job_and_do_none_twice_in_sight(probe):
    probe.seed(0, JOBS)
    for _ in range(ROUNDS):
        kill_workers_at_work(probe)
    assert probe.count("messaging_job", OPEN) > 0, "the kills came too late to prove anything"
    workers = [probe.start("run_jobs") for _ in range(WORKERS)]
    probe.wait(lambda: not probe.count("messaging_job", OPEN), "all jobs are done", 120)
    assert [probe.kill(w, 15) for w in workers] == [0] * WORKERS

    assert probe.count("messaging_job", "kind='probe.mark' AND state='done'") == JOBS
    assert probe.count("job_probe_mark") == JOBS
    again = probe.count("messaging_job", "kind='probe.mark' AND attempts > 1")
    assert again > 0, "no kill met a running job"
    # Two workers never had one job at once: each job that was begun again had been killed.
    begun_again = probe.count("job_probe_start") - JOBS
    assert begun_again <= ROUNDS * WORKERS
    print(f"{ROUNDS * WORKERS} kills, {JOBS} jobs: 0 lost, {begun_again} begun again, 0 doubles")  # noqa: T201


def kill_workers_at_work(probe: Probe) -> None:
    """Start workers, let both do some jobs, and kill them at any moment."""
    begun = probe.count("job_probe_start")
    workers = [probe.start("run_jobs") for _ in range(WORKERS)]
    probe.wait(lambda: probe.count("job_probe_start") >= begun + 12, "the workers work")
    time.sleep(random.uniform(0, 0.05))
    for worker in workers:
        probe.kill(worker)
