#!/usr/bin/env python3
"""The one door: puts the ground floor (`site/`) on the path and hands over to Django."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    for folder in (HERE / "site", HERE):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    if sys.argv[1:2] == ["match_file"]:  # needs neither settings nor a database, and loading all rooms takes longer
        from matching.engine.__main__ import main as match_file

        sys.exit(match_file(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
