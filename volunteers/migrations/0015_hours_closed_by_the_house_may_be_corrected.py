from django.db import migrations, models

from audit import triggers

SOURCES = [
    ("machine", "现场签到"), ("offline", "离线签到"), ("coordinator", "组织者登记"), ("session", "帮扶见面记录"),
    ("bulk", "组织者批量登记"), ("self_claim", "本人申报"), ("auto", "自动签退"), ("import", "原有时长转入"),
]


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0014_recruitment_page_and_hours_by_county")]
    operations = [
        migrations.AddField(
            "logrevision",
            "source",
            models.CharField(choices=SOURCES, default="", max_length=12, verbose_name="记录方式"),
            preserve_default=False,
        ),
        migrations.AddField(
            "servicelog",
            "is_contradicted",
            models.BooleanField(default=False, editable=False, verbose_name="与后到的签离不符"),
        ),
        migrations.AddIndex(
            "servicelog",
            models.Index(condition=models.Q(("is_contradicted", True)), fields=["office"], name="log_contradicted"),
        ),
        triggers.operation("volunteers_logrevision"),
    ]
