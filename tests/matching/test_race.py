"""The last places cannot be given twice: two hundred answers at once, in real processes, on a real database."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

import pytest

from tests import migrated
from tests.matching import race

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 4
STARTING = 8  # seconds a process has until the race begins

# One city for both, so both on one worker.
pytestmark = [pytest.mark.race, pytest.mark.xdist_group("race")]


class City:
    """A database of its own on the server that DATABASE_URL names, or an SQLite file."""

    def __init__(self, folder: Path) -> None:
        self.url = migrated.new_database(folder, f"race_{uuid.uuid4().hex[:12]}")
        self.on_postgres = self.url.startswith("postgres")
        kept = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR", "PUBLIC_URL")}
        self.env = kept | {
            "DATABASE_URL": self.url,
            "VAR_DIR": str(folder),
            "KEY_DIR": str(folder / "keys"),
            "ALLOW_SYNTHETIC_IDS": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        }

    def drop(self) -> None:
        migrated.drop_database(self.url)

    def start(self, *words: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.matching.race", *map(str, words)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def race(self, what: str) -> tuple[Counter, float]:
        """What came of the two hundred, and the seconds from the start to the last answer."""
        begins = time.time() + STARTING
        running = [self.start(what, k, PROCESSES, begins) for k in range(PROCESSES)]
        found, last = Counter(), 0.0
        for process in running:
            out, err = process.communicate(timeout=900)
            assert process.returncode == 0, err[-3000:]
            said = json.loads(out)
            found.update(said["found"])
            last = max(last, said["ended"])
        return found, last - begins

    def ask(self, question: str) -> list:
        """A few values of the database, asked by the product itself."""
        code = f"import json, django; django.setup(); from matching.models import *; print(json.dumps({question}))"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=self.env, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("race"))
    try:
        made = city.start("build")
        assert made.wait(timeout=900) == 0, made.communicate()[1][-3000:]
        yield city
    finally:
        city.drop()


STANDING = (
    "[Place.objects.exclude(name='对照').get().taken, AssistanceRequest.objects.filter(status='accepted').count(),"
    " AssistanceRequest.objects.filter(status='offered').count(), Offer.objects.filter(status='accepted').count(),"
    " Offer.objects.filter(status='sent').count()]"
)


def test_of_two_hundred_answers_for_ten_places_exactly_ten_are_accepted(city, record_testsuite_property) -> None:
    found, seconds = city.race("accept")
    rest = race.OFFERS - race.PLACES
    assert found == {"accepted": race.PLACES, "place_full": rest}
    # The others are as they were: each can still be declined, or runs out by itself.
    assert city.ask(STANDING) == [race.PLACES, race.PLACES, rest, race.PLACES, rest]
    record_testsuite_property("answers_a_second", round(race.OFFERS / seconds, 1))


def test_looking_first_and_saving_then_gives_more_places_than_there_are(city) -> None:
    found, _seconds = city.race("naive")
    assert found["accepted"] > race.PLACES, found
