"""The real server for browser stories: a process of its own with a state folder of its own.

Run as a program (`python -m tests.server`) it builds that state: tables, static files, the story, and a session
for each person of the story, so that a test need not sign in unless signing in is what it tests. The state is built
once; a story that changes much takes a copy.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests import migrated, needs
from tests.ready import Product, Started

ROOT = Path(__file__).resolve().parent.parent
STORY = "story.json"
UP = ("manage.py", "up", "--empty")
SERVE = ("-m", "gunicorn", "-c", "site/config/serving.py")  # the last step of `up` by itself


class House:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = needs.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.people: dict[str, str] = {}  # name → session
        self.things: dict[str, Any] = {}
        self.screens: dict[str, list[str]] = {}
        self._process: subprocess.Popen | None = None
        self._ready: Product | None = None  # what is started here is a fork of it
        self._served: Started | None = None

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "KEY_DIR", "PUBLIC_URL")}
        return kept | {
            "VAR_DIR": str(self.folder / "var"),
            "KEY_DIR": str(self.folder / "var" / "keys"),
            "PORT": str(self.port),
            "TONGXIN_BIND": f"127.0.0.1:{self.port}",
            "ALLOW_SYNTHETIC_IDS": "1",
            "DEBUG": "0",
            "WEB_WORKERS": os.environ.get("WEB_WORKERS", "1"),
            "WEB_THREADS": "8",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        }

    def build(self) -> "House":
        """Tell the story here, where it has not been told yet."""
        if (self.folder / "var" / STORY).exists():
            self._read()
            return self
        migrated.copy_to(self.folder / "var" / "tongxin.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.server"], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"the story could not be told:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}"
        self._read()
        return self

    def _read(self) -> None:
        told = json.loads((self.folder / "var" / STORY).read_text(encoding="utf-8"))
        self.people, self.things, self.screens = told["sessions"], told["things"], told["screens"]

    def copy(self, folder: Path) -> "House":
        """Another server where the story stands as it was told; taken before this one has started."""
        shutil.copytree(self.folder / "var", folder / "var", copy_function=_link_static)
        other = House(folder)
        other._read()
        return other

    def make_ready(self) -> None:
        """Import the product once, for whatever is started here from now on."""
        self._ready = Product(self.env, pages=True)

    def told_anew(self, told: "House") -> None:
        """The state of `told` once more, in the place of whatever came of it here."""
        self.stop()
        shutil.rmtree(self.folder / "var")
        shutil.copytree(told.folder / "var", self.folder / "var", copy_function=_link_static)
        self._read()

    def set_clock(self, instant: datetime) -> None:
        """Let this server's business time run on from `instant`."""
        from django.test import override_settings

        from kit import clock

        with override_settings(VAR_DIR=self.folder / "var"):
            clock.start_from(instant)

    def start(self, seconds: float = 60) -> None:
        if self._ready:
            self._served = self._ready.start(*SERVE, log=self.folder / "server.log")
        else:
            with (self.folder / "server.log").open("ab") as log:
                self._process = subprocess.Popen(
                    [sys.executable, *UP], cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
                )
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._process is not None and self._process.poll() is not None:
                break
            try:
                with urlopen(self.url + "/static/site.webmanifest", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the server does not answer:\n{self.log()[-4000:]}")

    def stop(self) -> None:
        if self._served is not None:
            self._served.end()
        self._served = None
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process = None

    def pull_down(self) -> None:
        self.stop()
        if self._ready:
            self._ready.close()

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def manage(self, *words: str) -> str:
        """What a management command prints, run against this server's state."""
        assert self._ready, "only a house of stories takes commands"
        done = self._ready.start("manage.py", *words)
        code, (out, err) = done.wait(), done.said()
        assert code == 0, f"manage.py {words[0]} failed:\n{err[-4000:]}"
        return out

    def cookies(self, who: str, lang: str, **looks: str) -> list[dict]:
        """The cookies of a person of the story; an unknown name fails with the names there are. `looks` are the
        switches of the header, as in theme="dark", size="large"."""
        jar = {"lang": lang, **looks}
        if who:
            assert who in self.people, f"the story knows no {who!r}, only {sorted(self.people)}"
            jar["sessionid"] = self.people[who]
        return [{"name": k, "value": v, "url": self.url} for k, v in jar.items()]


def _link_static(source: str, target: str) -> str:
    """Files that nobody writes to are linked, all others copied."""
    if f"{os.sep}static{os.sep}" in source:
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


def _build() -> None:
    import django

    django.setup()
    from django.conf import settings

    from config import prepare
    from tests import story

    prepare.prepare(print)
    told = story.tell()
    sessions = {name: _session(user) for name, user in told.people.items()}
    written = {"sessions": sessions, "things": told.things, "screens": told.screens}
    (Path(settings.VAR_DIR) / STORY).write_text(json.dumps(written), encoding="utf-8")


def _session(user) -> str:
    """A session in which `user` has signed in a moment ago, with a second factor where one is asked for."""
    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.contrib.auth import login
    from django.test import RequestFactory

    from accounts import second_factor
    from accounts.sessions import SessionStore

    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    request.session = SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    record_authentication(request, user, method="mfa", type="totp")
    second_factor.mark(request.session, user)
    request.session.save()
    return str(request.session.session_key)


if __name__ == "__main__":
    _build()
