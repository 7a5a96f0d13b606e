"""How gunicorn serves: few processes with threads, and the background runner in each of them."""

import os
from typing import Any

bind = os.environ["TONGXIN_BIND"]
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
wsgi_app = "config.wsgi"
loglevel = "warning"
accesslog = None  # addresses of pages and people stay out of files
timeout = 60
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat file, nothing in it


def post_worker_init(worker: Any) -> None:
    from messaging import runner

    runner.start()


def worker_exit(server: Any, worker: Any) -> None:
    from messaging import runner

    runner.stop()
