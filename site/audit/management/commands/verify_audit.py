"""`manage.py verify_audit`: exits with 1 and names the first link of the log that does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import trail
from audit.models import AuditSeal


class Command(BaseCommand):
    help = "Verify the chain of the event log against its seals and the exported heads."

    def handle(self, *args: Any, **options: Any) -> None:
        while trail.seal():
            pass
        found = trail.verify()
        if found:
            raise CommandError(f"event {found.event_id} (link {found.seq}): {found.what}", returncode=1)
        self.stdout.write(f"{AuditSeal.objects.count()} events verified, all links hold")
