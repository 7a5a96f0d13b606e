from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0016_each_revision_says_where_hours_come_from")]
    operations = [
        migrations.AddField(
            "volunteer",
            "forgotten_at",
            models.DateTimeField(
                blank=True, editable=False, help_text="退出多年以后，由平台办理", null=True, verbose_name="去掉个人信息"
            ),
        )
    ]
