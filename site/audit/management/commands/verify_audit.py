"""`manage.py verify_audit`: exits with 1 and names the first link of the log, and every row, that does not hold."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import trail
from audit.checks import checks
from audit.models import AuditSeal

MOST_NAMED = 50


class Command(BaseCommand):
    help = "Verify the chain of the event log against its seals and the exported heads, and the chains of the trades."

    def handle(self, *args: Any, **options: Any) -> None:
        while trail.seal():
            pass
        found = list(islice(_findings(), MOST_NAMED))
        if found:
            raise CommandError("\n".join(found), returncode=1)
        self.stdout.write(f"{AuditSeal.objects.count()} events verified, all links hold")


def _findings() -> Iterator[str]:
    if found := trail.verify():
        yield f"event {found.event_id} (link {found.seq}): {found.what}"
    for check in checks:
        yield from check()
