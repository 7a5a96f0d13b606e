"""Who scores, how they stand to the bidders, what they gave, how the bids rank, and what was objected."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import triggers
from kit.lifecycle import Staged
from ngos.evaluation import states


class Expert(models.Model):
    """A member of the city's pool of review experts, by category of service."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expert")
    categories = models.JSONField(_("评审类别"), default=list)
    employer = models.CharField(_("工作单位"), max_length=80, blank=True)
    title = models.CharField(_("职称"), max_length=40, blank=True)
    is_active = models.BooleanField(_("在库"), default=True)

    class Meta:
        verbose_name = _("评审专家")


class Evaluation(models.Model):
    """What is told once of a project's evaluation: its round, who let it go on with two bids, when prices were shown.

    A round ends with a ranking; scores that an objection corrects begin the next one.
    """

    project = models.OneToOneField("ngos.Project", on_delete=models.PROTECT, related_name="evaluation")
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    two_reason = models.CharField(_("只有两家仍继续的理由"), max_length=300, blank=True)
    two_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    two_at = models.DateTimeField(_("书面同意的时间"), null=True)
    revealed_at = models.DateTimeField(_("公开报价的时间"), null=True)
    ranked_at = models.DateTimeField(_("排序时间"), null=True)

    class Meta:
        verbose_name = _("评审")


class Draw(models.Model):
    """One random draw, so that anybody can repeat it: the candidates in order, the seed, who came out."""

    class Kind(models.TextChoices):
        EXPERTS = "experts", _("抽取专家")
        TIE = "tie", _("同分抽签")
        LEADER = "leader", _("组长票数相同抽签")

    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="draws")
    kind = models.CharField(max_length=10, choices=Kind)
    seed = models.CharField(_("种子"), max_length=64)
    candidates = models.JSONField(_("候选名单"))
    result = models.JSONField(_("结果"))
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("抽取记录")
        ordering = ["id"]


triggers.protect("ngos_draw")


class CommitteeMember(Staged):
    machine = states.MEMBER

    class Kind(models.TextChoices):
        EXPERT = "expert", _("专家")
        PURCHASER = "purchaser", _("采购人代表")

    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="committee")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="committees")
    kind = models.CharField(_("身份"), max_length=9, choices=Kind)
    is_leader = models.BooleanField(_("组长"), default=False)
    votes_for = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="voices", verbose_name=_("推选的组长"),
        help_text=_("由成员自己投票，选出以后只显示各人的得票数"),
    )  # fmt: skip
    county_code = models.CharField(max_length=6, blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(_("回避的原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("评审小组成员")
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "status"], name="committee_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="once_on_a_committee"),
            # law: R-PUR-12
            models.CheckConstraint(condition=Q(is_leader=False) | Q(kind="expert"), name="purchaser_does_not_lead"),
        ]


class Declaration(models.Model):
    """How a member stands to one bidder, said before any text is served (law: R-PUR-13)."""

    class Relation(models.TextChoices):
        NONE = "none", _("没有利害关系")
        EMPLOYED = "employed", _("三年内有劳动关系或任职")
        SHAREHOLDER = "shareholder", _("控股或出资")
        KIN = "kin", _("与负责人有亲属关系")
        LITIGATION = "litigation", _("有诉讼或纠纷")
        OTHER = "other", _("其他可能影响公正的关系")

    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="declarations")
    bid = models.ForeignKey("ngos.Bid", on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(_("关系"), max_length=11, choices=Relation)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("利害关系申报")
        constraints = [models.UniqueConstraint(fields=["member", "bid"], name="one_declaration_a_bid")]


class Sheet(Staged):
    """One member's scores of one bid. While open they are a draft; locked, they are rows that nobody changes."""

    machine = states.SHEET

    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="sheets")
    bid = models.ForeignKey("ngos.Bid", on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField(default=1)
    draft = models.JSONField(_("草稿"), default=dict)
    total = models.PositiveIntegerField(_("合计(百分之一分)"), null=True)
    remark = models.CharField(_("不同意见"), max_length=500, blank=True)
    locked_at = models.DateTimeField(_("提交时间"), null=True)
    reason = models.CharField(_("退回的原因"), max_length=300, blank=True)
    # The head asks, the supervisor agrees: one alone reopens nothing.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请退回的时间"), null=True)

    class Meta:
        verbose_name = _("评分表")
        constraints = [
            models.UniqueConstraint(fields=["member", "bid", "version"], name="sheet_versions_in_order"),
            models.UniqueConstraint(
                fields=["member", "bid"], condition=~Q(status="superseded"), name="one_standing_sheet"
            ),
            models.CheckConstraint(
                condition=~Q(status="locked") | Q(total__isnull=False), name="locked_sheet_has_a_sum"
            ),
        ]


class Mark(models.Model):
    """A signed score for one factor, in hundredths of a point. The database refuses to change it (law: R-PUR-18)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="marks")
    factor = models.ForeignKey("ngos.Factor", on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("得分(百分之一分)"))

    class Meta:
        verbose_name = _("评分")
        constraints = [models.UniqueConstraint(fields=["sheet", "factor"], name="one_mark_a_factor")]


triggers.protect("ngos_mark")


class LowPriceQuestion(models.Model):
    """A price far below the others': the bidder explains, the experts vote, both are recorded (law: R-PUR-17)."""

    bid = models.OneToOneField("ngos.Bid", on_delete=models.PROTECT, related_name="low_price")
    asked_at = models.DateTimeField(_("要求说明的时间"))
    due_at = models.DateTimeField(_("说明期限"))
    answer = models.TextField(_("说明"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("说明时间"), null=True)
    votes = models.JSONField(_("表决"), default=dict)
    accepted = models.BooleanField(_("说明成立"), null=True)

    class Meta:
        verbose_name = _("报价过低的说明")


class Ranking(models.Model):
    """One line of the ranking as it was worked out; scores in hundredths, money in fen."""

    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="ranking")
    bid = models.ForeignKey("ngos.Bid", on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField(_("名次"))
    evaluated_fen = models.BigIntegerField(_("评审价(分)"))
    price_score = models.PositiveIntegerField(_("价格分"))
    technical = models.PositiveIntegerField(_("技术商务分"))
    total = models.PositiveIntegerField(_("总分"))

    class Meta:
        verbose_name = _("排序")
        ordering = ["round", "rank", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "bid", "round"], name="one_rank_a_round")]


triggers.protect("ngos_ranking")


class Award(models.Model):
    """The bid that is to get the contract, and the days that count from it. The newest of a project holds."""

    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="awards")
    bid = models.ForeignKey("ngos.Bid", on_delete=models.PROTECT, related_name="awards")
    round = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField(_("名次"))
    proposed_at = models.DateTimeField(_("推荐时间"))
    decided_at = models.DateTimeField(_("确定时间"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    noticed_at = models.DateTimeField(_("结果公告时间"), null=True)
    objections_until_at = models.DateTimeField(_("质疑期止"), null=True)
    dropped_at = models.DateTimeField(_("撤销时间"), null=True)
    dropped_reason = models.CharField(_("撤销的原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("成交")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(dropped_at=None), name="one_standing_award")
        ]


class Objection(Staged):
    """A bidder's objection to documents, process or result; open ones stand in the way of the contract."""

    machine = states.OBJECTION

    class Kind(models.TextChoices):
        DOCUMENTS = "documents", _("对采购文件")
        # The process is objected to step by step, since each has days of its own.
        OPENING = "opening", _("对采购过程：开标")
        REVIEW = "review", _("对采购过程：资格和符合性审查")
        SCORING = "scoring", _("对采购过程：评分和排序")
        RESULT = "result", _("对采购结果")

    project = models.ForeignKey("ngos.Project", on_delete=models.PROTECT, related_name="objections")
    org = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("对象"), max_length=9, choices=Kind)
    text = models.TextField(_("事实和请求"), max_length=3000)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("提出时间"))
    answer = models.TextField(_("答复"), max_length=3000, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    remedy = models.CharField(_("处理"), max_length=12, blank=True)

    class Meta:
        verbose_name = _("质疑")
        ordering = ["-id"]
        indexes = [models.Index(fields=["project", "status"], name="objection_of_project")]


class Complaint(Staged):
    """What follows an objection that was not answered to the bidder's content; it goes to the city."""

    machine = states.COMPLAINT

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="complaint")
    text = models.TextField(_("投诉事项"), max_length=3000)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("提出时间"))
    suspends_until_on = models.DateField(_("暂停至"), null=True)
    answer = models.TextField(_("处理决定"), max_length=3000, blank=True)
    answered_at = models.DateTimeField(_("决定时间"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("投诉")
        ordering = ["-id"]
