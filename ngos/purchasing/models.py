"""What the city buys from social organisations, under which conditions, and what it answered to those who asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit import triggers
from kit.lifecycle import Staged
from ngos.purchasing import states

SERVICE_KINDS = [
    (1, _("就业帮扶")),
    (2, _("心理辅导")),
    (3, _("法律援助与调解")),
    (4, _("职业培训与教育")),
    (5, _("困难帮扶")),
    (6, _("社会关系修复")),
    (7, _("陪伴与公益活动")),
]


class CatalogueItem(models.Model):
    """One kind of service of the city's purchase catalogue. What enforces the law can be neither bought nor given."""

    code = models.SlugField(_("编号"), max_length=24, unique=True)
    name = models.CharField(_("服务项目"), max_length=60)
    about = models.CharField(_("内容与标准"), max_length=300, blank=True)
    category = models.PositiveSmallIntegerField(_("服务大类"), choices=SERVICE_KINDS)
    unit = models.CharField(_("计量单位"), max_length=12, help_text=_("例如：次、场、人、份"))
    with_sessions = models.BooleanField(_("按服务记录计量"), default=True)
    is_enforcement = models.BooleanField(_("执法事项"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("服务目录")
        ordering = ["category", "code"]
        constraints = [
            # law: R-BND-01 - the database itself refuses to offer an act of enforcement for sale
            models.CheckConstraint(
                condition=Q(is_enforcement=False) | Q(is_active=False), name="no_enforcement_for_sale"
            )
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """Money of one purchaser for one year; projects draw on it."""

    purchaser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"))
    code = models.CharField(_("预算编号"), max_length=24)
    title = models.CharField(_("名称"), max_length=80)
    amount_fen = models.BigIntegerField(_("金额(分)"))

    class Meta:
        verbose_name = _("预算")
        ordering = ["-year", "code"]
        constraints = [models.UniqueConstraint(fields=["purchaser", "year", "code"], name="one_budget_line_a_code")]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class Project(Staged):
    """A purchase project. `rules` is frozen when it is published: later changes of the rules leave it alone.

    Nobody may be two of clerk, head, supervisor, opening officer and member of the committee.
    """

    machine = states.PROJECT

    class Method(models.TextChoices):
        OPEN_TENDER = "open_tender", _("公开招标")
        CONSULTATION = "consultation", _("竞争性磋商")
        COMPARISON = "comparison", _("比选")
        # The second form of law: R-CC-08; chosen in the open, with an agreement at the end of it.
        ENTRUSTMENT = "entrustment", _("项目委托")

    number = models.CharField(_("项目编号"), max_length=14, unique=True, editable=False)
    title = models.CharField(_("项目名称"), max_length=80)
    need = models.TextField(_("采购需求"), max_length=4000)
    standard = models.TextField(_("服务标准"), max_length=4000, blank=True)
    purchaser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6, blank=True)
    category = models.PositiveSmallIntegerField(_("服务大类"), choices=SERVICE_KINDS)
    method = models.CharField(_("采购方式"), max_length=12, choices=Method)
    method_reason = models.CharField(_("选用的理由"), max_length=300, blank=True)
    budget_line = models.ForeignKey(BudgetLine, null=True, on_delete=models.PROTECT, related_name="projects")
    budget_fen = models.BigIntegerField(_("预算金额(分)"))
    term_months = models.PositiveSmallIntegerField(_("服务期(月)"), default=12)
    # Hundredths of a point, as all scores are; 0 where the price is fixed.
    price_weight = models.PositiveSmallIntegerField(_("价格权重(百分之一分)"), default=2000)
    deduction = models.PositiveSmallIntegerField(_("小微企业价格扣除(千分比)"), default=100)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField(_("适用规则"), default=dict, editable=False)
    forecast = models.JSONField(_("符合条件的预计"), default=dict, editable=False)
    forecast_reason = models.CharField(_("预计不足三家仍公告的理由"), max_length=300, blank=True)
    # The clerk says that it is complete; from then on only the head's answer moves it.
    submitted_at = models.DateTimeField(_("送审时间"), null=True, editable=False)
    published_at = models.DateTimeField(_("公告时间"), null=True, editable=False)
    documents_until_on = models.DateField(_("文件提供至"), null=True)
    enquiries_until_at = models.DateTimeField(_("提问截止"), null=True)
    deadline_at = models.DateTimeField(_("响应截止"), null=True, db_index=True)
    opening_at = models.DateTimeField(_("开标时间"), null=True)
    opened_at = models.DateTimeField(_("实际开标"), null=True, editable=False)
    failed_for = models.CharField(_("废标原因"), max_length=24, blank=True, editable=False)
    ended_reason = models.CharField(_("废标或取消的说明"), max_length=300, blank=True)
    retender_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="retenders")
    held_at = models.DateTimeField(_("暂停于"), null=True, editable=False)
    held_reason = models.CharField(_("暂停的原因"), max_length=300, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # A second failure in a row changes the method: the head approves it, and a supervisor agreed before (R-PUR-11).
    method_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    method_agreed_at = models.DateTimeField(_("监督人员同意改变采购方式"), null=True, editable=False)
    demand_n = models.PositiveIntegerField(
        _("立项时未满足的需求"), null=True, editable=False, help_text=_("件；由帮扶需求汇总得出，不含个人信息")
    )
    external_url = models.URLField(_("法定媒体公告地址"), blank=True, max_length=300)
    external_on = models.DateField(_("法定媒体公告日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("购买服务项目")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "-id"], name="project_by_state"),
            models.Index(fields=["county_code", "-id"], name="project_of_county"),
            models.Index(fields=["purchaser", "category", "published_at"], name="project_splitting"),
            models.Index(fields=["published_at", "id"], name="project_published"),
            models.Index(fields=["county_code", "published_at", "id"], name="project_published_in_county"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(budget_fen__gt=0), name="project_has_a_budget"),
            models.CheckConstraint(condition=Q(price_weight__lte=10_000), name="project_price_weight"),
            models.CheckConstraint(condition=Q(term_months__range=(1, 36)), name="project_term"),
            models.CheckConstraint(
                condition=Q(head__isnull=True) | ~Q(head=F("clerk")), name="project_head_is_not_the_clerk"
            ),
            models.CheckConstraint(
                condition=Q(opening_at__isnull=True) | Q(opening_at__gte=F("deadline_at")),
                name="project_opens_after_its_deadline",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def least_bids(self) -> int:
        """How many sealed bids it takes to open them; fewer in an entrustment, which compares who offers itself."""
        found = self.rules["min_bids"]
        return int(self.rules["min_entrusted"] if self.method == self.Method.ENTRUSTMENT else found)


class Factor(models.Model):
    """What is scored and for how much; all of a project sum to 100.00. `most` in hundredths of a point."""

    class Kind(models.TextChoices):
        PRICE = "price", _("价格")
        TECHNICAL = "technical", _("技术")
        BUSINESS = "business", _("商务")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(_("类别"), max_length=9, choices=Kind)
    title = models.CharField(_("评审因素"), max_length=80)
    measure = models.CharField(_("评分标准"), max_length=500, blank=True)
    most = models.PositiveSmallIntegerField(_("分值(百分之一分)"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("评审因素")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(most__range=(1, 10_000)), name="factor_within_a_hundred"),
            models.UniqueConstraint(fields=["project"], condition=Q(kind="price"), name="one_price_factor"),
        ]


class Condition(models.Model):
    """What a bidder must have to be qualified; `paper` is a kind of paper of the passport that proves it, if any."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="conditions")
    clause = models.CharField(_("条款"), max_length=12)
    text = models.CharField(_("资格条件"), max_length=300)
    paper = models.CharField(_("证明材料"), max_length=24, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("资格条件")
        ordering = ["order", "id"]


class Deliverable(models.Model):
    """A number of units of a catalogue item that the contract will ask for."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="deliverables")
    item = models.ForeignKey(CatalogueItem, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("数量"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("服务数量")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="deliverable_of_something"),
            models.UniqueConstraint(fields=["project", "item"], name="one_deliverable_an_item"),
        ]


class Milestone(models.Model):
    """A part of the price and when it is paid; the parts of a project sum to 100.00 %. `share` in hundredths."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("付款节点"), max_length=80)
    condition = models.CharField(_("付款条件"), max_length=300)
    share = models.PositiveSmallIntegerField(_("比例(万分比)"))
    is_advance = models.BooleanField(_("预付款"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("付款节点")
        ordering = ["order", "id"]
        constraints = [models.CheckConstraint(condition=Q(share__range=(1, 10_000)), name="milestone_share")]


class Clarification(models.Model):
    """A question on the documents. `asker` is a mark that tells nobody who asked, the clerk neither."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="clarifications")
    asker = models.CharField(max_length=64, editable=False)
    question = models.TextField(_("问题"), max_length=1000)
    asked_at = models.DateTimeField(_("提问时间"))
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_substantive = models.BooleanField(_("改变了采购要求"), default=False)

    class Meta:
        verbose_name = _("答疑")
        ordering = ["id"]
        indexes = [models.Index(fields=["project", "answered_at"], name="clarification_open")]


class Notice(models.Model):
    """A published notice as it was on its day: `body` is never changed, a correction is a notice that points back."""

    class Kind(models.TextChoices):
        TENDER = "tender", _("采购公告")
        CORRECTION = "correction", _("更正公告")
        FAILED = "failed", _("废标公告")
        CANCELLED = "cancelled", _("终止公告")
        RESULT = "result", _("结果公告")
        CONTRACT = "contract", _("合同公告")
        ACCEPTANCE = "acceptance", _("验收公告")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("标题"), max_length=160)
    body = models.JSONField(_("内容"))
    digest = models.CharField(max_length=64, editable=False)
    published_at = models.DateTimeField(_("发布时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        verbose_name = _("采购公告")
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["kind", "-published_at", "-id"], name="notice_list")]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="notice_numbered_in_its_project")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a notice is never changed; publish a correction")
        super().save(*args, **kwargs)


triggers.protect("ngos_notice")
