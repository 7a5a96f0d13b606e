"""Real processes that meet on one real database: a city of its own, runners that start at one moment, what came of it.

The module of a race is run as `python -m MODULE build` and then, several times at once, as
`python -m MODULE WHAT K OF START FOLDER`; each prints one line of JSON with `found` (word → how often) and `ended`.
"""

import json
import os
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from tests import migrated
from tests.ready import Product, Started

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 4
STARTING = 1.5  # seconds a process has until the race begins


class City:
    """A database of its own on the server that DATABASE_URL names, or an SQLite file."""

    def __init__(self, folder: Path, module: str) -> None:
        self.module, self.folder = module, folder
        self.url = migrated.new_database(folder, f"race_{uuid.uuid4().hex[:12]}")
        kept = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "KEY_DIR", "PUBLIC_URL")}
        self.env = kept | {
            "DATABASE_URL": self.url,
            "VAR_DIR": str(folder),
            "KEY_DIR": str(folder / "keys"),
            "ALLOW_SYNTHETIC_IDS": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        }

        self._product = Product(self.env)

    def build(self) -> "City":
        _said(self.start("build"))
        return self

    def drop(self) -> None:
        self._product.close()
        migrated.drop_database(self.url)

    def start(self, *words: object) -> Started:
        return self._product.start("-m", self.module, *words)

    def race(self, what: str, *more: object, timeout: int = 900) -> tuple[Counter, float]:
        """What came of it all, and the seconds from the start to the last answer."""
        begins = time.time() + STARTING
        running = [self.start(what, k, PROCESSES, begins, *more) for k in range(PROCESSES)]
        found, last = Counter(), 0.0
        for process in running:
            said = json.loads(_said(process, timeout))
            found.update(said["found"])
            last = max(last, said["ended"])
        return found, last - begins

    def ask(self, models: str, question: str) -> list:
        """A few values of the database, asked by the product itself; `models` is the module they come from."""
        code = f"import json; from {models} import *; print(json.dumps({question}))"
        return json.loads(_said(self._product.start("-c", code)))


def _said(process: Started, timeout: float = 900) -> str:
    code, (out, err) = process.wait(timeout), process.said()
    assert code == 0, err[-3000:]
    return out


# --- the other side: what a runner does ------------------------------------------------------------------------
def main(
    build: Callable[[], None], acts: Mapping[str, Callable[[Any, int], str]], people: Callable[[], list[Any]],
    threads: int,
) -> None:  # fmt: skip
    """Every thread of every process acts for the same people in the same order, as a person does in several tabs."""
    import django

    django.setup()
    if sys.argv[1] == "build":
        build()
        return
    what, k, _of, start = sys.argv[1:5]
    everybody, found = people(), Counter()
    time.sleep(max(0.0, float(start) - time.time()))
    running = [
        threading.Thread(target=_act, args=(acts[what], threads * int(k) + t, everybody, found)) for t in range(threads)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    print(json.dumps({"found": found, "ended": time.time()}))  # noqa: T201


def _act(act: Callable[[Any, int], str], k: int, people: list[Any], found: Counter) -> None:
    from django.db import connection

    for user in people:
        try:
            word = act(copy(user), k)
        except Exception as fault:  # noqa: BLE001 - what must never happen is counted by its name
            word = f"fault: {type(fault).__name__}: {str(fault)[:80]}"
        found[word] += 1
    connection.close()
