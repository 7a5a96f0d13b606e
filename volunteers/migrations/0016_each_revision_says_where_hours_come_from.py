"""A revision says where its hours came from, as its log has until now; the digests are over it already."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from audit import triggers

TABLE = {"volunteers_logrevision": "id"}


def fill(apps, editor):
    revisions, logs = apps.get_model("volunteers", "LogRevision"), apps.get_model("volunteers", "ServiceLog")
    triggers.remove(editor.connection, TABLE)
    source = logs.objects.filter(pk=OuterRef("log_id")).values("source")
    revisions.objects.filter(source="").update(source=Subquery(source))
    triggers.install(editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0015_hours_closed_by_the_house_may_be_corrected")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
