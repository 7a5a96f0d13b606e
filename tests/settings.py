"""The product's settings with a state folder of their own for each test process, and quick passwords.

Nothing of the developer's `var/` is read or written. DATABASE_URL and REDIS_URL are taken from the environment,
so the same tests run on SQLite and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_state = Path(tempfile.mkdtemp(prefix="tongxin-tests-"))
atexit.register(shutil.rmtree, _state, ignore_errors=True)
os.environ.update(VAR_DIR=str(_state), KEY_DIR=str(_state / "keys"), ALLOW_SYNTHETIC_IDS="1", DEBUG="0")
for _name in (
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "DEMO_PUBLIC",
    "REDIS_URL",
    "PORT",
    "HOST",
    "TRUSTED_PROXIES",
    "IDLE_MINUTES",
):
    os.environ.pop(_name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: threads that meet in a shared memory database fail where the real one waits.
    DATABASES["default"]["TEST"] = {"NAME": str(_state / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

(_state / "static").mkdir()  # WhiteNoise looks for it
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test that counts queries must not meet the note of a slow minute in one page and not in the next.
IDLE_STEP_SECONDS = 3600
# Nor a page that reads the name of the bureau anew, as every page does in a transaction that made units.
OFFICE_NAME = "云栖市司法局"

BACKUP_EVERY_MINUTES = 0  # no copy by the clock in the middle of another test
