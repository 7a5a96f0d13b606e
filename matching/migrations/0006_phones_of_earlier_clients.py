from django.db import migrations

from kit.crypto import blind_index


def fill(apps, _schema_editor):
    """Files that were there before are found by their phone too."""
    rows = apps.get_model("matching", "Client").objects.filter(phone__isnull=False, phone_index=None)
    for client in rows.only("pk", "row_key", "phone").order_by("pk").iterator(chunk_size=500):
        rows.filter(pk=client.pk).update(phone_index=blind_index("client.phone", client.phone))


class Migration(migrations.Migration):
    dependencies = [("matching", "0005_clients_are_found_by_phone")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
