"""Sign-ups a second through the real server: sessions, gates, overlap, log and message, two workers.

    DATABASE_URL=postgresql://… .venv/bin/python bench/measure_signups.py [--people 400] [--clients 8]

DATABASE_URL must name an empty database; without one SQLite is measured. Each person posts the form of another shift
with places, then all of them come to one shift with ten. Works in a folder of its own and stops its server.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
WANTED = 50  # a second
SHIFTS = 50


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--people", type=int, default=400)
    args.add_argument("--clients", type=int, default=8)
    asked = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        os.environ.update(
            VAR_DIR=folder, KEY_DIR=f"{folder}/keys", ALLOW_SYNTHETIC_IDS="1", DEBUG="0", PORT=str(port),
            DJANGO_SETTINGS_MODULE="config.settings", TONGXIN_BIND=f"127.0.0.1:{port}", WEB_WORKERS="2",
            WEB_THREADS="4", PYTHONPATH=f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        )  # fmt: skip
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        import django

        django.setup()
        sessions, open_ids, tight = _build(asked.people)
        server = _serve(port, Path(folder))
        try:
            spread = [(key, open_ids[n % len(open_ids)]) for n, key in enumerate(sessions)]
            for what, wanted in (
                ("another shift each", spread),
                ("ten places for all", [(s, tight) for s in sessions]),
            ):
                _say(what, *_storm(port, wanted, asked.clients, server))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)
        _check(tight)


def _build(people: int) -> tuple[list[str], list[int], int]:
    """Volunteers with a session each, fifty shifts with room, one with ten places."""
    from django.core.management import call_command

    from config import prepare
    from tests.cast import Cast
    from tests.server import _session
    from tests.volunteers import activity as make
    from tests.volunteers.race import _another
    from volunteers.models import Shift, Volunteer

    prepare.prepare(lambda text: None)
    call_command("collectstatic", verbosity=0, interactive=False)
    cast = Cast()
    first = make.helper(cast)
    Volunteer.objects.bulk_create([_another(first, n) for n in range(1, people)])
    like = make.shift(cast, days=10, hours=1, capacity=people)
    same = {f.attname: getattr(like, f.attname) for f in Shift._meta.concrete_fields if not f.primary_key}
    rows = []
    for k in range(1, SHIFTS):
        start = like.starts_at + timedelta(hours=2 * k)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=1), "signup_closes_at": start,
                 "cancel_until": start}  # fmt: skip
        rows.append(Shift(**{**same, **times}))
    Shift.objects.bulk_create(rows)
    tight = make.shift(cast, days=30, capacity=10)
    sessions = [_session(v.user) for v in Volunteer.objects.select_related("user").order_by("pk")]
    return sessions, [like.pk, *(row.pk for row in rows)], tight.pk


def _serve(port: int, folder: Path) -> subprocess.Popen:
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "site/config/serving.py"],
            cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    end = time.monotonic() + 90
    while time.monotonic() < end and server.poll() is None:
        try:
            HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/static/site.webmanifest")
            return server
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"the server does not answer:\n{(folder / 'server.log').read_text()[-3000:]}")


Storm = tuple[int, float, float, list[float], dict[int, int]]


def _storm(port: int, wanted: list[tuple[str, int]], clients: int, server: subprocess.Popen) -> Storm:
    """Fetch every form first, then post them all; only the posts are timed, by the wall and by the server's CPU."""
    forms = [_form(port, key, shift) for key, shift in wanted]
    spent = _cpu(server)
    took: list[float] = []
    answers: dict[int, int] = {}
    lock, begun = threading.Lock(), time.perf_counter()

    def work(mine: list[Any]) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        for path, body, head in mine:
            at = time.perf_counter()
            line.request("POST", path, body, head)
            answer = line.getresponse()
            answer.read()
            with lock:
                took.append(1000 * (time.perf_counter() - at))
                answers[answer.status] = answers.get(answer.status, 0) + 1

    threads = [threading.Thread(target=work, args=(forms[n::clients],)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(forms), time.perf_counter() - begun, _cpu(server) - spent, sorted(took), answers


def _cpu(server: subprocess.Popen) -> float:
    """Seconds of CPU that the server's processes have used; on a machine with other work the wall says little."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        if int(fields[2]) == server.pid:  # its process group
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _form(port: int, session: str, shift: int) -> tuple[str, str, dict[str, str]]:
    path, line = f"/volunteers/activities/{shift}/", HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    answer = line.getresponse()
    page = answer.read().decode()
    cookie = re.search(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    idem = re.search(r'name="idem" value="([^"]+)"', page)
    assert cookie and token and idem, f"no form at {path}: {answer.status}"
    body = urlencode({"csrfmiddlewaretoken": token[1], "idem": idem[1], "act": "sign_up"})
    return path, body, {
        "Cookie": f"sessionid={session}; csrftoken={cookie[1]}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{port}{path}",
    }  # fmt: skip


def _say(what: str, n: int, seconds: float, cpu: float, took: list[float], answers: dict[int, int]) -> None:
    rate = n / seconds
    mark = "" if rate >= WANTED else f"  <-- under {WANTED}"
    p95 = took[int(0.95 * len(took))]
    print(f"{what}: {n} posts, {rate:.0f} a second{mark}, answers {answers}")
    print(f"  median {took[len(took) // 2]:.0f} ms, p95 {p95:.0f} ms; CPU of the server {1000 * cpu / n:.1f} ms each")


def _check(tight: int) -> None:
    from volunteers.models import Shift, Signup

    shift = Shift.objects.get(pk=tight)
    states = {s: Signup.objects.filter(shift=shift, status=s).count() for s in ("confirmed", "waiting")}
    assert shift.taken == states["confirmed"] == shift.capacity, (shift.taken, states)
    print(f"at the shift with ten places: {states}")


if __name__ == "__main__":
    main()
