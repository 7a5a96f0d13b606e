"""Every log that was there before has a chain of one revision: as it stands, by whom it was last moved."""

from django.db import migrations
from django.db.models import Exists, OuterRef

from kit import clock
from volunteers.hours import chain

VERBS = {"submitted": "propose", "confirmed": "verify", "returned": "send_back", "withdrawn": "take_back"}


def add(apps, _editor):
    logs, revisions = apps.get_model("volunteers", "ServiceLog"), apps.get_model("volunteers", "LogRevision")
    moves, events = apps.get_model("audit", "Move"), apps.get_model("audit", "AuditEvent")
    without = logs.objects.filter(~Exists(revisions.objects.filter(log_id=OuterRef("pk"))))
    for log in without.order_by("pk").iterator():
        last = moves.objects.filter(thing_type="volunteers.ServiceLog", thing_id=log.pk).order_by("-pk").first()
        row = revisions(
            log=log, n=1, what=VERBS[log.status], reason=log.returned_why, by_id=last.by_id if last else None,
            role=last.role if last else "system", at=log.status_at or clock.now(),
            **{name: getattr(log, name) for name in chain.SAID if name != "source"},
        )  # fmt: skip
        row.source = log.source  # its column comes with 0015; the digest is over it from the beginning
        row.digest = chain.digest(log, row, "")
        row.save()
        events.objects.create(
            at=clock.now(), machine_at=clock.machine_now(), action=chain.ACTION, role="system",
            thing_type="volunteers.ServiceLog", thing_id=str(log.pk), county=log.county_code, fields=["minutes"],
            detail={"n": 1, "digest": row.digest},
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_neither_truncated_nor_replaced"),
        ("volunteers", "0009_each_change_of_hours_is_a_revision"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
