"""What some tests need of the machine: present, or a skip that says so; under CI a failure, never a skip."""

import os
import shutil
import socket

import pytest

CI = os.environ.get("CI", "").lower() in ("1", "true")


def missing(what: str) -> None:
    """End the test: skipped on a developer's machine, failed under CI, in one sentence."""
    if CI:
        pytest.fail(f"{what}; under CI this must be there", pytrace=False)
    pytest.skip(what)


def program(*names: str, package: str) -> str:
    """The path of the first of these programs that is there, or the end of the test."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing(f"{names[0]} is not installed (Debian package: {package})")
    return str(path)


def listening(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
