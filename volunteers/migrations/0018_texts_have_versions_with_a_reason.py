import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("volunteers", "0017_who_left_long_ago_is_forgotten"),
    ]
    operations = [
        migrations.AddField(
            "consenttext",
            "asks_again",
            models.BooleanField(default=True, help_text="同意过旧版本的人，须再同意一次", verbose_name="须重新同意"),
        ),
        migrations.AddField(
            "consenttext", "reason", models.CharField(blank=True, default="", max_length=200, verbose_name="为什么改"), False
        ),
        migrations.AddField(
            "consenttext",
            "published_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "consenttext", "published_at", models.DateTimeField(null=True, verbose_name="发布时间")
        ),
        migrations.AlterField(
            "consent",
            "text",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="volunteers.consenttext"
            ),
        ),
    ]
