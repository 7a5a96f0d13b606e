"""Celery, for installations with Redis: it only hears which rows are due (`messaging.queue` is the queue)."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tongxin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_ignore_result=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=2,
    broker_connection_max_retries=None,  # a broker may be away for hours; its workers must be there when it is back
    # A visitor whose act rings the bell waits this long at most for a broker that is away.
    broker_transport_options={
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "max_retries": 1,
        # A bell that a dead worker took with it rings again after this; the row decides.
        "visibility_timeout": 120,
    },
)
app.set_default()
app.autodiscover_tasks()
