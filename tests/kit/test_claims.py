"""Seats that cannot be given twice."""

import threading

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from kit.claims import Seats, claim, release, seats_check

with isolate_apps("kit"):

    class Bus(Seats):
        class Meta:
            app_label = "kit"
            constraints = [seats_check("kit_test_bus_seats")]


def create_table():
    editor = connection.SchemaEditorClass(connection)
    sql, params = editor.table_sql(Bus)
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)


@pytest.fixture
def bus(db):
    create_table()
    return Bus.objects.create(capacity=3)


def test_seats_are_taken_all_or_none(bus):
    assert claim(bus, 2)
    assert not claim(bus, 2)
    assert claim(bus)
    assert not claim(bus)
    bus.refresh_from_db()
    assert (bus.taken, bus.free) == (3, 0)


def test_only_taken_seats_are_given_back(bus):
    claim(bus)
    assert not release(bus, 2)
    assert release(bus)
    assert not release(bus)
    bus.refresh_from_db()
    assert (bus.taken, bus.free) == (0, 3)


def test_a_bus_without_seats_gives_none(db):
    create_table()
    assert not claim(Bus.objects.create(capacity=0))


def test_the_database_itself_refuses_more_than_there_are(bus):
    with pytest.raises(IntegrityError), transaction.atomic():
        Bus.objects.filter(pk=bus.pk).update(taken=4)


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_thirty_people_at_once_get_no_more_than_ten_seats():
    create_table()
    try:
        bus = Bus.objects.create(capacity=10)
        won: list[bool] = []
        gate = threading.Barrier(6)

        def crowd():
            gate.wait()
            try:
                won.extend(claim(bus) for _i in range(5))
            finally:
                connection.close()

        crowds = [threading.Thread(target=crowd) for _i in range(6)]
        for thread in crowds:
            thread.start()
        for thread in crowds:
            thread.join()
        bus.refresh_from_db()
        assert (won.count(True), len(won), bus.taken) == (10, 30, 10)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kit_bus")


def test_seats_is_no_table_of_its_own():
    assert Seats._meta.abstract
    assert issubclass(Bus, models.Model)
