"""What contracts buy and in which parts they are paid, what is delivered, claimed, accepted and paid."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from audit import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_why_a_row_stays_is_a_sentence'),
        ('ngos', '0010_voices_ratings_and_concerns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_fen', models.BigIntegerField(verbose_name='申请金额(分)')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('at', models.DateTimeField(verbose_name='申请时间')),
                ('escalated_at', models.DateTimeField(editable=False, null=True, verbose_name='逾期报告时间')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='验收时间')),
                ('accepted_fen', models.BigIntegerField(default=0, editable=False, verbose_name='验收金额(分)')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('paid_on', models.DateField(editable=False, null=True, verbose_name='支付日期')),
            ],
            options={
                'verbose_name': '验收申请',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ContractItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.PositiveIntegerField(help_text='最多可以接收的人数', verbose_name='名额')),
                ('taken', models.PositiveIntegerField(default=0, editable=False, verbose_name='已占用')),
                ('kind', models.CharField(choices=[('individual', '个别服务'), ('group', '团体活动'), ('document', '成果文件')], max_length=10, verbose_name='计量方式')),
                ('quantity', models.PositiveIntegerField(verbose_name='合同数量')),
                ('unit_price_fen', models.BigIntegerField(verbose_name='单价(分)')),
                ('rest_fen', models.BigIntegerField(default=0, help_text='合同金额除不尽的分，随最后一个单位计入；小于合同数量', verbose_name='尾差(分)')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': '合同服务项目',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ContractMilestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(db_index=True, editable=False, max_length=24, verbose_name='状态')),
                ('status_at', models.DateTimeField(editable=False, null=True, verbose_name='进入当前状态的时间')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='时限')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='计时暂停于')),
                ('title', models.CharField(max_length=80, verbose_name='付款节点')),
                ('condition', models.CharField(blank=True, max_length=300, verbose_name='付款条件')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额(分)')),
                ('is_advance', models.BooleanField(default=False, verbose_name='预付款')),
                ('is_final', models.BooleanField(default=False, verbose_name='尾款')),
                ('accepted_fen', models.BigIntegerField(default=0, editable=False, verbose_name='已验收(分)')),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': '合同付款节点',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DeliveryEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('at', models.DateTimeField(verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '交付佐证',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='GroupAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '团体活动到场',
            },
        ),
        migrations.CreateModel(
            name='PaymentHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=40, verbose_name='来源编号')),
                ('reason', models.CharField(max_length=300, verbose_name='暂停支付的原因')),
                ('at', models.DateTimeField(verbose_name='开始')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='解除')),
            ],
            options={
                'verbose_name': '暂停支付',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PaymentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(db_index=True, editable=False, max_length=24, verbose_name='状态')),
                ('status_at', models.DateTimeField(editable=False, null=True, verbose_name='进入当前状态的时间')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='时限')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='计时暂停于')),
                ('number', models.CharField(editable=False, max_length=14, unique=True, verbose_name='支付编号')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额(分)')),
                ('at', models.DateTimeField(verbose_name='申请时间')),
                ('returned_reason', models.CharField(blank=True, max_length=300, verbose_name='退回的原因')),
                ('voucher', models.CharField(blank=True, max_length=40, verbose_name='支付凭证号')),
                ('paid_on', models.DateField(editable=False, null=True, verbose_name='支付日期')),
            ],
            options={
                'verbose_name': '支付申请',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='SupplementItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField(verbose_name='增加数量')),
            ],
            options={
                'verbose_name': '补充的数量',
            },
        ),
        migrations.CreateModel(
            name='WorkProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('struck_at', models.DateTimeField(editable=False, null=True, verbose_name='不予认可的时间')),
                ('struck_reason', models.CharField(blank=True, max_length=200, verbose_name='不予认可的原因')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('at', models.DateTimeField(verbose_name='提交时间')),
            ],
            options={
                'verbose_name': '成果文件',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='contract',
            name='accepted_fen',
            field=models.BigIntegerField(default=0, editable=False, verbose_name='已验收(分)'),
        ),
        migrations.AddField(
            model_name='contract',
            name='added_fen',
            field=models.BigIntegerField(default=0, editable=False, verbose_name='补充合同合计(分)'),
        ),
        migrations.AddField(
            model_name='contract',
            name='approved_fen',
            field=models.BigIntegerField(default=0, editable=False, verbose_name='已批准支付(分)'),
        ),
        migrations.AddField(
            model_name='contract',
            name='paid_fen',
            field=models.BigIntegerField(default=0, editable=False, verbose_name='已支付(分)'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='contract',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ngos.contract'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='heads_n',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='到场人数'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='kind',
            field=models.CharField(choices=[('individual', '个别服务'), ('group', '团体活动')], default='individual', max_length=10, verbose_name='类别'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='provider',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ngos.provider'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='starts_at',
            field=models.DateTimeField(help_text='早先只记了日期的为空', null=True, verbose_name='开始'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='struck_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='不予认可的时间'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='struck_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='不予认可的原因'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='where',
            field=models.CharField(blank=True, max_length=80, verbose_name='地点'),
        ),
        migrations.AlterField(
            model_name='deliveryrecord',
            name='client_code',
            field=models.CharField(blank=True, max_length=10, verbose_name='对象代号'),
        ),
        migrations.AlterField(
            model_name='deliveryrecord',
            name='order',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='ngos.serviceorder'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('tender', '采购公告'), ('correction', '更正公告'), ('failed', '废标公告'), ('cancelled', '终止公告'), ('result', '结果公告'), ('contract', '合同公告'), ('acceptance', '验收公告')], max_length=10, verbose_name='类别'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('added_fen__gte', 0), ('amount_fen__gte', django.db.models.expressions.CombinedExpression(models.F('added_fen'), '*', models.Value(10)))), name='supplements_within_a_tenth'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_fen__lte', django.db.models.expressions.CombinedExpression(models.F('amount_fen'), '+', models.F('added_fen')))), name='accepted_within_the_contract'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('approved_fen__lte', models.F('accepted_fen'))), name='approved_what_is_accepted'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('paid_fen__gte', 0), ('paid_fen__lte', models.F('approved_fen'))), name='paid_what_is_approved'),
        ),
        migrations.AddField(
            model_name='claim',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='ngos.contract'),
        ),
        migrations.AddField(
            model_name='claim',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='handler',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ngos.claim'),
        ),
        migrations.AddField(
            model_name='contractitem',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='ngos.contract'),
        ),
        migrations.AddField(
            model_name='contractitem',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ngos.catalogueitem'),
        ),
        migrations.AddField(
            model_name='deliveryrecord',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ngos.contractitem'),
        ),
        migrations.AddIndex(
            model_name='deliveryrecord',
            index=models.Index(fields=['contract', '-id'], name='delivery_of_contract'),
        ),
        migrations.AddIndex(
            model_name='deliveryrecord',
            index=models.Index(fields=['provider', 'on'], name='delivery_of_provider'),
        ),
        migrations.AddConstraint(
            model_name='deliveryrecord',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'individual')), fields=('client_code', 'starts_at'), name='one_session_a_client_a_time'),
        ),
        migrations.AddConstraint(
            model_name='deliveryrecord',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'group')), fields=('worker', 'starts_at'), name='one_group_session_a_worker_a_time'),
        ),
        migrations.AddConstraint(
            model_name='deliveryrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('heads_n', 1), ('kind', 'individual'), ('order__isnull', False)), models.Q(('contract__isnull', False), ('heads_n__gt', 0), ('item__isnull', False), ('kind', 'group'), ('order', None)), _connector='OR'), name='delivery_of_its_kind'),
        ),
        migrations.AddField(
            model_name='contractmilestone',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='ngos.contract'),
        ),
        migrations.AddField(
            model_name='claim',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='ngos.contractmilestone'),
        ),
        migrations.AddField(
            model_name='deliveryevidence',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliveryevidence',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='ngos.claim'),
        ),
        migrations.AddField(
            model_name='deliveryevidence',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.keptfile'),
        ),
        migrations.AddField(
            model_name='deliveryevidence',
            name='record',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='ngos.deliveryrecord'),
        ),
        migrations.AddField(
            model_name='groupattendance',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='ngos.serviceorder'),
        ),
        migrations.AddField(
            model_name='groupattendance',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='ngos.deliveryrecord'),
        ),
        migrations.AddField(
            model_name='paymenthold',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paymenthold',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paymenthold',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_holds', to='ngos.provider'),
        ),
        migrations.AddField(
            model_name='paymentrequest',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paymentrequest',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='ngos.claim'),
        ),
        migrations.AddField(
            model_name='paymentrequest',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='ngos.contract'),
        ),
        migrations.AddField(
            model_name='supplementitem',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='added', to='ngos.contractitem'),
        ),
        migrations.AddField(
            model_name='supplementitem',
            name='supplement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='ngos.supplement'),
        ),
        migrations.AddField(
            model_name='workproduct',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='workproduct',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ngos.claim'),
        ),
        migrations.AddField(
            model_name='workproduct',
            name='contract',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ngos.contract'),
        ),
        migrations.AddField(
            model_name='workproduct',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.keptfile'),
        ),
        migrations.AddField(
            model_name='workproduct',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ngos.contractitem'),
        ),
        migrations.AddField(
            model_name='workproduct',
            name='provider',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ngos.provider'),
        ),
        migrations.AddConstraint(
            model_name='contractitem',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('capacity'))), name='contract_item_quota'),
        ),
        migrations.AddConstraint(
            model_name='contractitem',
            constraint=models.UniqueConstraint(fields=('contract', 'item'), name='one_contract_item_a_service'),
        ),
        migrations.AddConstraint(
            model_name='contractitem',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', models.F('quantity')), ('quantity__gt', 0), ('unit_price_fen__gt', 0)), name='contract_item_of_something'),
        ),
        migrations.AddConstraint(
            model_name='contractitem',
            constraint=models.CheckConstraint(condition=models.Q(('rest_fen__gte', 0), ('rest_fen__lt', models.F('quantity'))), name='contract_item_rest_is_small'),
        ),
        migrations.AddConstraint(
            model_name='contractmilestone',
            constraint=models.UniqueConstraint(condition=models.Q(('is_final', True)), fields=('contract',), name='one_final_milestone'),
        ),
        migrations.AddConstraint(
            model_name='contractmilestone',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='contract_milestone_of_something'),
        ),
        migrations.AddConstraint(
            model_name='contractmilestone',
            constraint=models.CheckConstraint(condition=models.Q(('is_final', True), ('accepted_fen__lte', models.F('amount_fen')), _connector='OR'), name='milestone_within_its_amount'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['decided_at', 'paid_on'], name='claim_payment_clock'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('milestone',), name='one_open_claim_a_milestone'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('asked_fen__gt', 0)), name='claim_of_something'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_fen__gte', 0), ('accepted_fen__lte', models.F('asked_fen'))), name='accepted_what_was_asked'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_fen', 0), ('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='claim_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('handler')), _negated=True), _connector='OR'), name='not_accepted_by_the_handler'),
        ),
        migrations.AddConstraint(
            model_name='deliveryevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim', None), ('record__isnull', False)), models.Q(('claim__isnull', False), ('record', None)), _connector='OR'), name='evidence_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='groupattendance',
            constraint=models.UniqueConstraint(fields=('record', 'order'), name='attended_once'),
        ),
        migrations.AddConstraint(
            model_name='paymenthold',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('ref',), name='one_open_hold_a_ref'),
        ),
        migrations.AddIndex(
            model_name='paymentrequest',
            index=models.Index(fields=['contract', '-id'], name='payment_of_contract'),
        ),
        migrations.AddConstraint(
            model_name='paymentrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'returned'), _negated=True), fields=('claim',), name='one_payment_a_claim'),
        ),
        migrations.AddConstraint(
            model_name='paymentrequest',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='payment_of_something'),
        ),
        migrations.AddConstraint(
            model_name='supplementitem',
            constraint=models.UniqueConstraint(fields=('supplement', 'item'), name='one_line_an_item_a_supplement'),
        ),
        migrations.AddConstraint(
            model_name='supplementitem',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='supplement_item_of_something'),
        ),
        triggers.operation("ngos_supplementitem"),
    ]
