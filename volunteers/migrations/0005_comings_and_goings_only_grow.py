import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0004_applications_and_consents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PresencePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lat', models.FloatField(verbose_name='纬度')),
                ('lon', models.FloatField(verbose_name='经度')),
                ('accuracy_m', models.PositiveIntegerField(default=0, verbose_name='精度(米)')),
                ('at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': '签到位置',
            },
        ),
        migrations.RemoveField(
            model_name='presenceevent',
            name='accuracy_m',
        ),
        migrations.RemoveField(
            model_name='presenceevent',
            name='lat',
        ),
        migrations.RemoveField(
            model_name='presenceevent',
            name='lon',
        ),
        migrations.AddField(
            model_name='presenceevent',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='原因'),
        ),
        migrations.AddField(
            model_name='presenceevent',
            name='replaces',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='volunteers.presenceevent'),
        ),
        migrations.AddField(
            model_name='presenceevent',
            name='sequence',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='设备上的序号'),
        ),
        migrations.AddField(
            model_name='presenceevent',
            name='skew_seconds',
            field=models.IntegerField(blank=True, null=True, verbose_name='设备时钟快了(秒)'),
        ),
        migrations.AlterField(
            model_name='presenceevent',
            name='direction',
            field=models.CharField(choices=[('in', '到'), ('out', '离'), ('off', '撤销')], max_length=3, verbose_name='方向'),
        ),
        migrations.AlterField(
            model_name='presenceevent',
            name='method',
            field=models.CharField(choices=[('rotating', '现场签到码'), ('own_code', '本人二维码'), ('card', '纸质卡，经组织者确认'), ('coordinator', '组织者登记'), ('offline', '离线签到'), ('auto', '自动签离')], max_length=12, verbose_name='方式'),
        ),
        migrations.CreateModel(
            name='CardShown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('in', '到'), ('out', '离')], max_length=3)),
                ('shown_at', models.DateTimeField(verbose_name='出示时间')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('signup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards_shown', to='volunteers.signup')),
            ],
            options={
                'verbose_name': '出示的纸质卡',
            },
        ),
        migrations.CreateModel(
            name='MeetingPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lat', models.FloatField(verbose_name='纬度')),
                ('lon', models.FloatField(verbose_name='经度')),
                ('shift', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_point', to='volunteers.shift')),
            ],
            options={
                'verbose_name': '集合点',
            },
        ),
        migrations.CreateModel(
            name='PresenceDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handle', models.CharField(max_length=16, unique=True, verbose_name='设备编号')),
                ('public_key', models.CharField(help_text='P-256 公钥，十六进制', max_length=130)),
                ('enrolled_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(verbose_name='不再接收')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='已退出')),
                ('synced_at', models.DateTimeField(blank=True, null=True, verbose_name='最近同步')),
                ('skew_seconds', models.IntegerField(blank=True, null=True, verbose_name='时钟快了(秒)')),
                ('enrolled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='volunteers.shift')),
            ],
            options={
                'verbose_name': '离线签到设备',
            },
        ),
        migrations.RemoveField(
            model_name='presenceevent',
            name='device',
        ),
        migrations.AddField(
            model_name='presenceevent',
            name='device',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='volunteers.presencedevice'),
        ),
        migrations.AddConstraint(
            model_name='presenceevent',
            constraint=models.UniqueConstraint(fields=('device', 'sequence'), name='one_entry_for_each_number_of_a_device'),
        ),
        migrations.AddField(
            model_name='presenceplace',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='place', to='volunteers.presenceevent'),
        ),
        migrations.AddConstraint(
            model_name='cardshown',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('signup',), name='one_card_waits_for_a_tap'),
        ),
        triggers.operation("volunteers_presenceevent"),
    ]
