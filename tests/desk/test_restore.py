"""A real house is copied, loses everything, and is brought back by the commands an administrator would type."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import migrated
from tests.source import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.db]
LOSE = """
from accounts.models import OrgUnit, User
from django.apps import apps
from audit.models import AuditEvent
apps.get_model("wagtailcore", "Page").objects.filter(depth__gt=1).update(title="gone")
OrgUnit.objects.all().delete()
"""


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    url = migrated.new_database(tmp_path, f"race_{uuid.uuid4().hex[:12]}")
    yield {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "PUBLIC_URL")} | {
        "DATABASE_URL": url,
        "VAR_DIR": str(tmp_path / "var"),
        "KEY_DIR": str(tmp_path / "keys"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    migrated.drop_database(url)


def manage(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_was_lost_comes_back_equal_and_the_log_verifies(env, tmp_path):
    manage(env, "up", "--empty", "--no-serve")
    manage(
        env,
        "shell",
        "-c",
        "from accounts.models import OrgUnit; OrgUnit.objects.create(kind='prison', name='临江监狱')",
    )
    manage(env, "backup", "--to", str(tmp_path / "copies"), "--digests")
    folder = next((tmp_path / "copies").iterdir())
    manage(env, "shell", "-c", LOSE)
    said = manage(env, "restore", str(folder), "--replace")
    assert "all tables equal the copy" in said
    names = manage(
        env, "shell", "-c", "from accounts.models import OrgUnit; print(list(OrgUnit.objects.values_list('name')))"
    )
    assert "临江监狱" in names
    assert "events verified" in manage(env, "verify_audit")


def test_a_drill_of_a_copy_holds(env, tmp_path):
    manage(env, "up", "--empty", "--no-serve")
    manage(env, "backup", "--to", str(tmp_path / "copies"), "--digests")
    folder = next((tmp_path / "copies").iterdir())
    assert '"wrong": []' in manage(env, "drill", "--of", str(folder))
