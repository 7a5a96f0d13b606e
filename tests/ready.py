"""The product, imported and ready: the processes that a test starts are forks of one.

Each is a process of its own, with its own connections and an end of its own; but importing, which takes longer than
most of what is tested, is done once. Run as a program it reads a line of JSON for each thing to do and answers with
one.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LONG = 900  # seconds that any process may take


class Product:
    """The other end: asks, and waits for the answer. `pages` are imported too where they will be shown."""

    def __init__(self, env: dict[str, str], *, pages: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tongxin-ready-")
        self.log = Path(self._folder.name) / "log"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.ready", *(["pages"] if pages else [])], cwd=ROOT, env=env, stderr=log,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        self._n = 0

    def start(self, *words: object, log: Path | None = None) -> Started:
        """As in `python WORDS`: "manage.py …", "-m module …", "-c code"; what it says goes to `log` if there is one."""
        self._n += 1
        out, err = (log or Path(self._folder.name) / f"{self._n}.{what}" for what in ("out", "err"))
        return Started(self, self.ask(start=[str(word) for word in words], out=str(out), err=str(err)), out, err)

    def ask(self, **what: Any) -> int:
        self._process.stdin.write(json.dumps(what) + "\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]
        answer = self._process.stdout.readline()  # type: ignore[union-attr]
        assert answer, f"the product is gone:\n{self.log.read_text(encoding='utf-8', errors='replace')[-4000:]}"
        return int(answer)

    def close(self) -> None:
        """Whatever still runs ends with it."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(timeout=20)
        self._process.stdout.close()  # type: ignore[union-attr]
        self._folder.cleanup()


class Started:
    """One of its processes."""

    def __init__(self, product: Product, pid: int, out: Path, err: Path) -> None:
        self._product, self.pid, self._out, self._err = product, pid, out, err

    def wait(self, timeout: float = LONG) -> int:
        """The exit code, or minus the signal it ended by; after `timeout` it is killed."""
        return self._product.ask(wait=self.pid, seconds=timeout)

    def end(self, how: int = signal.SIGTERM, timeout: float = 10) -> int:
        """Send it a signal, and to all that it started."""
        os.killpg(self.pid, how)
        return self.wait(timeout)

    def said(self) -> tuple[str, str]:
        """What it printed, and what it printed of faults."""
        return tuple(path.read_text(encoding="utf-8", errors="replace") for path in (self._out, self._err))  # type: ignore[return-value]


# --- the process that waits ------------------------------------------------------------------------------------
def main() -> None:
    import django

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    django.setup()
    if "pages" in sys.argv:
        _import_pages()
    gc.collect()
    gc.freeze()
    running: set[int] = set()
    for line in sys.stdin:
        answers.write(f"{_do(json.loads(line), running)}\n")
        answers.flush()
    for pid in running:
        os.killpg(pid, signal.SIGKILL)


def _import_pages() -> None:
    """Views, words and templates, which a server takes up with the first pages it shows."""
    from django.template.loader import get_template
    from django.urls import resolve
    from django.utils import translation

    import config.wsgi  # noqa: F401

    resolve("/healthz")
    for language in ("zh-hans", "en"):
        with translation.override(language):
            translation.gettext("是")
    for path in ROOT.glob("[!.]*/**/templates/**/*.html"):
        get_template(path.as_posix().rsplit("/templates/", 1)[1])


def _do(what: dict[str, Any], running: set[int]) -> int:
    if "start" in what:
        pid = _forked(what["start"], what["out"], what["err"])
        running.add(pid)
        return pid
    running.discard(what["wait"])
    return _end_of(what["wait"], what["seconds"])


def _end_of(pid: int, seconds: float) -> int:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _forked(words: list[str], out: str, err: str) -> int:
    """A process that does what `python WORDS` does, in a group of its own."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    with suppress(PermissionError, ProcessLookupError):  # by both, so that it has come about for both
        os.setpgid(pid, pid)
    if pid:
        return pid
    code = 1
    try:
        _turn_to(out, err)
        _run(words)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001 - told by the code and in what it prints
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _turn_to(out: str, err: str) -> None:
    """Say what there is to say into these files, and hear nothing."""
    for handle, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(os.devnull)  # noqa: SIM115 - for as long as the process lives
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")


def _run(words: list[str]) -> None:
    if words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        exec(compile(words[1], "<words>", "exec"), {"__name__": "__main__"})
    elif words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        from django.core.management import execute_from_command_line

        execute_from_command_line(words)


if __name__ == "__main__":
    main()
