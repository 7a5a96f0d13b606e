"""No delivery without the organisation that made it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ngos", "0012_deliveries_know_their_provider")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="provider",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ngos.provider"),
        )
        for name in ("deliveryrecord", "workproduct")
    ]
