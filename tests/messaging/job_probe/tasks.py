import time

from job_probe.models import Mark, Start
from messaging import queue


@queue.handler("probe.mark", attempts=50)
def mark(job: queue.Job) -> None:
    Start.objects.create(n=job.payload["n"])
    time.sleep(0.004)
    Mark.objects.bulk_create([Mark(n=job.payload["n"])], ignore_conflicts=True)
    time.sleep(0.008)  # most kills come between the mark and the end of the job
