"""The sums of what was graded before they were kept. Run again it counts the same."""

from django.db import migrations
from django.db.models import Count

FULL, MILLION = 10, 1_000_000
NAMES = ("n", "right", "points", "points2", "rest", "rest2", "cross")


def count(apps, schema_editor):
    item, sums = apps.get_model("training", "AttemptItem"), apps.get_model("training", "VersionSums")
    found = {}
    rows = item.objects.filter(attempt__status="graded", attempt__points_max__gt=FULL).order_by()
    rows = rows.values_list("version_id", "points", "attempt__points", "attempt__points_max").annotate(k=Count("pk"))
    for version, points, of_attempt, most, k in rows.iterator():
        rest = (2 * MILLION * (of_attempt - points) + (most - FULL)) // (2 * (most - FULL))
        one = (1, int(points == FULL), points, points * points, rest, rest * rest, points * rest)
        known = found.setdefault(version, [0] * len(NAMES))
        found[version] = [a + k * b for a, b in zip(known, one)]
    sums.objects.all().delete()
    sums.objects.bulk_create([sums(version_id=pk, **dict(zip(NAMES, values))) for pk, values in found.items()])


class Migration(migrations.Migration):
    dependencies = [("training", "0012_question_sums_are_kept")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
