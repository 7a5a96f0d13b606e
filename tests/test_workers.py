"""How the suite is shared out among its workers."""

import os
import subprocess
import sys
from pathlib import Path

TWO_FILES_ONE_GROUP = """
import os
import pathlib

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("n", range(4))
def test_says_where_it_runs(n):
    pathlib.Path(__file__).with_name(os.environ["PYTEST_XDIST_WORKER"]).touch()
"""


def test_tests_of_one_group_share_a_worker(tmp_path: Path) -> None:
    """Otherwise every worker starts the server and the browser that one should; nothing else would tell."""
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text(TWO_FILES_ONE_GROUP, encoding="utf-8")
    outer = ("PYTEST_", "DJANGO_SETTINGS_MODULE")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "2",
            "--dist=loadgroup",
            "-p",
            "no:django",
            "-p",
            "no:cacheprovider",
        ],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if not k.startswith(outer)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.glob("gw*"))) == 1
