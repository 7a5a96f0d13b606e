"""Settings run at once without any variable; a wrong value stops the start and names the variable."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from tests.source import ROOT

WRONG = {
    "DEBUG": "perhaps",
    "DEMO_PUBLIC": "2",
    "PORT": "70000",
    "PUBLIC_URL": "help.example.org",
    "ALLOW_SYNTHETIC_IDS": "ja",
    "DATABASE_URL": "mysql://somewhere/db",
    "REDIS_URL": "http://127.0.0.1",
    "EMAIL_URL": "mail.example.org",
    "BOUNCE_FOLDER": str(ROOT / "manage.py"),
    "JOB_LEASE_SECONDS": "0",
    "TWILIO_ACCOUNT": "ACme",
    "TWILIO_FROM": "10086",
    "TWILIO_API": "api.twilio.com",
    "SMS_GATEWAY": "pigeon",
    "ALIYUN_TEMPLATES": "SMS_1",
    "ALIYUN_API": "dysmsapi.aliyuncs.com",
    "TRUSTED_PROXIES": "-1",
    "IDLE_MINUTES": "1",
    "VAR_DIR": str(ROOT / "manage.py"),
    "KEY_DIR": str(ROOT / "manage.py"),
}


def start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess:
    """Load the settings in a process of its own, as `manage.py` does."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    code = (
        "import config.settings as s, json; "
        "print(json.dumps([s.DATABASES['default']['ENGINE'], s.PUBLIC_URL, s.SESSION_COOKIE_SECURE, s.DEBUG]))"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"VAR_DIR": str(tmp_path / "var"), "PYTHONPATH": f"site{os.pathsep}."} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_product_starts_on_sqlite_with_nothing_set(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == '["django.db.backends.sqlite3", "http://127.0.0.1:8000", false, false]'


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path) -> None:
    assert start(tmp_path, PORT="", DATABASE_URL=" ").returncode == 0


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_stops_the_start_and_names_the_variable(tmp_path: Path, name: str) -> None:
    done = start(tmp_path, **{name: WRONG[name]})
    assert done.returncode != 0
    assert f"{name}=" in done.stderr.strip().splitlines()[-1]


def test_https_outside_marks_cookies_secure(tmp_path: Path) -> None:
    done = start(tmp_path, PUBLIC_URL="https://help.example.org/")
    assert '"https://help.example.org", true' in done.stdout


# --- how values are read -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "value"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("no", False)])
def test_a_flag_is_yes_or_no(text: str, value: bool) -> None:
    assert env.flag(text) is value


def test_the_address_of_a_database_keeps_odd_passwords() -> None:
    found = env.database("postgresql://tong%40xin:p%2Fw%3A@db.example.org:5433/city")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "tong@xin",
        "p/w:",
        "db.example.org",
        "5433",
        "city",
    )


def test_a_list_of_hosts_drops_blanks() -> None:
    assert env.words(" a.org, ,b.org,") == ["a.org", "b.org"]


def test_the_sentence_of_a_refusal_says_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eight")
    with pytest.raises(ImproperlyConfigured, match=r"PORT='eight': takes a whole number from 1 to 65535"):
        env.read("PORT", 8000, env.whole(1, 65535))


def test_a_key_is_made_once_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "index"
    first = env.key_file(path)
    assert len(first) == 32
    assert env.key_file(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
