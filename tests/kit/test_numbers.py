"""Numbers the office gives out."""

import re
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from kit.models import NumberSeries
from kit.numbers import client_code, next_number, next_value, random_code


@pytest.mark.django_db
def test_numbers_run_on_within_their_series():
    assert next_number("TT", period="202602", width=5) == "TT-202602-00001"
    assert next_number("TT", period="202602", width=5) == "TT-202602-00002"
    assert next_number("TT", period="202603", width=5) == "TT-202603-00001"
    assert next_number("TX", width=4) == "TX-0001"
    NumberSeries.objects.filter(prefix="TX").update(last=9999)
    assert next_number("TX", width=4) == "TX-10000"


@pytest.mark.django_db
def test_a_rolled_back_number_is_given_again():
    assert next_value("TR", "2026") == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        next_value("TR", "2026")
        raise RuntimeError
    assert next_value("TR", "2026") == 2


@pytest.mark.django_db
def test_a_series_exists_once():
    next_value("TO", "2026")
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSeries.objects.create(prefix="TO", period="2026")


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_clerks_at_the_same_moment_get_different_numbers():
    found: list[int] = []
    gate = threading.Barrier(6)

    def clerk():
        gate.wait()
        try:
            found.extend(next_value("TC", "2026") for _i in range(20))
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk) for _i in range(6)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()
    assert sorted(found) == list(range(1, 121))


def test_a_client_code_tells_nothing():
    codes = {client_code() for _i in range(2000)}
    assert len(codes) == 2000
    assert all(re.fullmatch("C-[0-9A-HJKMNP-TV-Z]{8}", code) for code in codes)
    assert len(random_code(6)) == 6
