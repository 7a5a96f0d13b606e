import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0011_staff_are_competent_in_areas")]

    operations = [
        migrations.CreateModel(
            name="VersionSums",
            fields=[
                ("version", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="sums", serialize=False, to="training.questionversion", verbose_name="试题版本")),
                ("n", models.PositiveIntegerField(default=0, verbose_name="人次")),
                ("right", models.PositiveIntegerField(default=0, verbose_name="满分人次")),
                ("points", models.BigIntegerField(default=0, verbose_name="得分之和")),
                ("points2", models.BigIntegerField(default=0, verbose_name="得分平方之和")),
                ("rest", models.BigIntegerField(default=0, verbose_name="其余得分率之和")),
                ("rest2", models.BigIntegerField(default=0, verbose_name="其余得分率平方之和")),
                ("cross", models.BigIntegerField(default=0, verbose_name="得分与其余得分率乘积之和")),
            ],
            options={"verbose_name": "试题统计"},
        ),
        migrations.AddConstraint(
            model_name="versionsums",
            constraint=models.CheckConstraint(condition=models.Q(("right__lte", models.F("n"))), name="version_right_of_all"),
        ),
    ]
