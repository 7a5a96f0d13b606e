from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0014_weights_are_replayed")]

    operations = [
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['county_code', 'status', 'status_at'], name='offer_of_county'),
        ),
    ]
