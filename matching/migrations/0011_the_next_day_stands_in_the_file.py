"""Files that were assessed before: the day of the next assessment from their last version. Can be run twice."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    last = apps.get_model("matching", "Assessment").objects.filter(client=OuterRef("pk")).order_by("-version")
    clients = apps.get_model("matching", "Client").objects.filter(assess_on=None, assessments__isnull=False)
    clients.update(assess_on=Subquery(last.values("next_on")[:1]))


class Migration(migrations.Migration):
    dependencies = [("matching", "0010_what_each_area_of_life_asks_for")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
