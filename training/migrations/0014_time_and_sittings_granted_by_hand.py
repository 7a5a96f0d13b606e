import django.db.models.deletion
import uuid

import kit.crypto
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("training", "0013_count_the_answers_that_are_there"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_key", kit.crypto.RowKey(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(choices=[("time", "延长时间"), ("sitting", "加一次补考")], max_length=8, verbose_name="种类")),
                ("minutes", models.PositiveSmallIntegerField(default=0, verbose_name="延长分钟")),
                ("why", models.CharField(choices=[("disability", "残疾或健康原因"), ("fault", "断网、断电等故障"), ("language", "语言或读写困难"), ("other", "其他原因")], max_length=12, verbose_name="原因")),
                ("note", kit.crypto.EncryptedText(null=True, verbose_name="情况说明")),
                ("granted_at", models.DateTimeField(verbose_name="办理时间")),
                ("blueprint", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="allowances", to="training.blueprint")),
                ("granted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("learner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="quiz_allowances", to=settings.AUTH_USER_MODEL)),
                ("used_in", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="allowances", to="training.attempt")),
            ],
            options={
                "verbose_name": "测验照顾",
                "indexes": [models.Index(fields=["learner", "blueprint", "-id"], name="allowance_of_learner")],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("used_in__isnull", True)), fields=("learner", "blueprint", "kind"), name="one_open_allowance"),
                    models.CheckConstraint(condition=models.Q(models.Q(("kind", "time"), ("minutes__gt", 0)), models.Q(("kind", "sitting"), ("minutes", 0)), _connector="OR"), name="allowance_has_its_minutes"),
                ],
            },
        ),
    ]
