"""A power cut while the register comes in: each person is taken in once, and nobody is left out."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from desk.imports import services as imports
from desk.imports import work
from kit import clock
from matching.models import Assessment, Client
from matching.supervisees import services as supervisees
from messaging import queue
from messaging.models import Job
from tests.matching import register as paper

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("register_kill")]


class Killed(BaseException):
    """A power cut, as far as the code can see."""


@pytest.fixture
def city(db, django_db_blocker):
    with paper.city(django_db_blocker) as cast:
        yield cast


def test_a_worker_killed_amid_the_register_takes_each_person_in_once(city, monkeypatch):
    monkeypatch.setattr(work, "TOGETHER", 2)
    people = [p for p in paper.people() if p["序号"] not in paper.named_faults()][:7]
    batch = paper.upload(city.data_clerk, paper.csv_of(people)).batch
    imports.apply(batch, by=city.data_clerk)
    real, made = supervisees.register_client, []

    def die_at_the_fourth(**fields):
        made.append(1)
        if len(made) == 4:
            raise Killed
        return real(**fields)

    monkeypatch.setattr(supervisees, "register_client", die_at_the_fourth)
    with pytest.raises(Killed):
        queue.run_due()
    assert Client.objects.count() == 2, "the third was in the transaction that died"
    monkeypatch.setattr(supervisees, "register_client", real)
    Job.objects.filter(state="running").update(lease_until=clock.machine_now() - timedelta(seconds=1))
    queue.run_due()
    batch.refresh_from_db()
    assert (batch.status, Client.objects.count()) == ("applied", 7)
    assert batch.rows.filter(outcome="made").count() == 7
    assert Assessment.objects.count() == sum(bool(p["困难与需求"]) for p in people)
    events = AuditEvent.objects.filter(action="client.register").values_list("thing_id", flat=True)
    assert len(events) == len(set(events)) == 7
