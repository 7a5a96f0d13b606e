"""The real server for browser stories: a process of its own with a state folder of its own.

Run as a program (`python -m tests.server`) it builds that state: tables, static files, the story, and a session
for each person of the story, so that a test need not sign in unless signing in is what it tests.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests import migrated, needs

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = "people.json"


class House:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = needs.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.people: dict[str, str] = {}
        self._process: subprocess.Popen | None = None

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "KEY_DIR", "PUBLIC_URL")}
        return kept | {
            "VAR_DIR": str(self.folder / "var"),
            "KEY_DIR": str(self.folder / "var" / "keys"),
            "PORT": str(self.port),
            "ALLOW_SYNTHETIC_IDS": "1",
            "DEBUG": "0",
            "WEB_WORKERS": "1",
            "WEB_THREADS": "8",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        }

    def build(self) -> None:
        migrated.copy_to(self.folder / "var" / "tongxin.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.server"], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"the story could not be told:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}"
        self.people = json.loads((self.folder / "var" / PEOPLE).read_text(encoding="utf-8"))

    def start(self, seconds: float = 60) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._process.poll() is not None:
                break
            try:
                with urlopen(self.url + "/static/site.webmanifest", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.2)
        self.stop()
        raise AssertionError(f"the server does not answer:\n{self.log()[-4000:]}")

    @property
    def command(self) -> list[str]:
        return [sys.executable, "manage.py", "up", "--empty"]

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process = None

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def manage(self, *words: str) -> str:
        """What a management command prints, run against this server's state."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, capture_output=True, text=True, check=True
        )
        return done.stdout

    def cookies(self, who: str, lang: str) -> list[dict]:
        """The cookies of a person of the story; an unknown name fails with the names there are."""
        jar = {"lang": lang}
        if who:
            assert who in self.people, f"the story knows no {who!r}, only {sorted(self.people)}"
            jar["sessionid"] = self.people[who]
        return [{"name": k, "value": v, "url": self.url} for k, v in jar.items()]


def _build() -> None:
    import django

    django.setup()
    from django.conf import settings

    from config import prepare
    from tests import story

    prepare.prepare(print)
    sessions = {name: _session(user) for name, user in story.tell().items()}
    (Path(settings.VAR_DIR) / PEOPLE).write_text(json.dumps(sessions), encoding="utf-8")


def _session(user) -> str:
    """A session in which `user` has signed in a moment ago, with a second factor where one is asked for."""
    from allauth.account.authentication import record_authentication
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
