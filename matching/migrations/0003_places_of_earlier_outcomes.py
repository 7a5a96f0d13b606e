from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, _schema_editor):
    """The place of an outcome is the one that accepted in its round."""
    offers = apps.get_model("matching", "Offer").objects.filter(
        request=OuterRef("request"), round_no=OuterRef("round_no"), status="accepted"
    )
    outcomes = apps.get_model("matching", "Outcome").objects.filter(place=None)
    outcomes.update(place=Subquery(offers.values("place")[:1]))


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_outcomes_keep_their_place")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
