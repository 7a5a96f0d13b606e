"""/healthz: figures for whoever watches the house."""

import json

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from config import health
from messaging import queue


def ask():
    answer = health.healthz(RequestFactory().get("/healthz"))
    return answer.status_code, json.loads(answer.content)


@pytest.mark.django_db
def test_health_is_bad_until_jobs_are_done_and_good_then(settings):
    status, said = ask()
    assert (status, said["ok"], said["database"], said["jobs"]["alive"]) == (503, False, True, False)
    queue.arm()
    queue.run_due()
    assert ask() == (
        200,
        {
            "ok": True,
            "database": True,
            "jobs": {"mode": "embedded", "alive": True, "oldest_due_seconds": 0.0},
            "outbox_age_seconds": 0.0,
            "version": settings.VERSION,
        },
    )


def test_health_says_that_the_database_is_away(monkeypatch):
    class Away:
        def cursor(self):
            raise OperationalError("password of the database")

    monkeypatch.setattr(health, "connection", Away())
    status, said = ask()
    assert (status, said["database"], said["ok"]) == (503, False, False)
    assert "password" not in str(said)
