from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0010_hours_get_their_first_revision")]
    operations = [migrations.RemoveField("servicelog", "returned_why")]
