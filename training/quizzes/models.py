"""The question bank with frozen versions, blueprints that draw from it, attempts, and series on a cadence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit import triggers
from kit.lifecycle import Staged
from training.quizzes import states

FULL = 10  # points of one question, whatever its kind
LEVELS = [(1, _("容易")), (2, _("中等")), (3, _("较难"))]


def said(zh: str, en: str) -> str:
    """The text in the reader's language; Chinese where no English was written."""
    return en if en and (get_language() or "").startswith("en") else zh


class Topic(models.Model):
    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name_zh = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("知识点")
        ordering = ["code"]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)


class Question(Staged):
    """One question of the bank. What it says stands in its versions; `current` is the one that is drawn."""

    machine = states.QUESTION

    class Kind(models.TextChoices):
        SINGLE = "single", _("单选题")
        MULTIPLE = "multiple", _("多选题")
        TRUE_FALSE = "true_false", _("判断题")
        CASE = "case", _("案例题")

    code = models.SlugField(_("题号"), max_length=40, unique=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="questions", verbose_name=_("知识点"))
    difficulty = models.PositiveSmallIntegerField(_("难度"), choices=LEVELS, default=2)
    kind = models.CharField(_("题型"), max_length=12, choices=Kind)
    current = models.ForeignKey(
        "QuestionVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("试题")
        indexes = [
            models.Index(fields=["status", "topic", "difficulty"], name="question_to_draw"),
            models.Index(fields=["status", "-id"], name="question_by_status"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(difficulty__gte=1, difficulty__lte=3), name="question_difficulty"),
        ]

    def __str__(self) -> str:
        return self.code

    def says(self, text: Mapping[str, Any]) -> bool:
        """Whether the present version says just this, column by column."""
        return self.current is not None and all(getattr(self.current, name) == value for name, value in text.items())


class QuestionVersion(models.Model):
    """What a question said from one day on. It never changes: attempts point at it.

    `options` is a list of {"key", "zh", "en", "right"} in the order they were written; empty for a case.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    text_zh = models.TextField(_("题目"))
    text_en = models.TextField(_("英文题目"), blank=True)
    options = models.JSONField(_("选项"), default=list, blank=True)
    why_zh = models.TextField(_("解析"), blank=True)
    why_en = models.TextField(_("英文解析"), blank=True)
    rubric_zh = models.TextField(_("评分标准"), blank=True)
    rubric_en = models.TextField(_("英文评分标准"), blank=True)
    made_at = models.DateTimeField(_("写于"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("试题版本")
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="question_version_once")]

    @property
    def text(self) -> str:
        return said(self.text_zh, self.text_en)

    @property
    def why(self) -> str:
        return said(self.why_zh, self.why_en)

    @property
    def rubric(self) -> str:
        return said(self.rubric_zh, self.rubric_en)

    @property
    def right_keys(self) -> list[str]:
        return [option["key"] for option in self.options if option["right"]]


triggers.protect("training_questionversion")


class Blueprint(Staged):
    """How a quiz is drawn from the bank, how long it lasts, and what passes."""

    machine = states.BLUEPRINT

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("所有学员")
        VOLUNTEERS = "volunteers", _("志愿者")
        NGO = "ngo", _("社会组织人员")
        STAFF = "staff", _("工作人员")
        COURSE = "course", _("课程学员")

    title = models.CharField(_("名称"), max_length=60)
    title_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    audience = models.CharField(
        _("谁可以参加"), max_length=12, choices=Audience, default=Audience.EVERYBODY,
        help_text=_("课程学员：达到课程要求才能参加"),
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField(_("答题时间（分钟）"), default=60)
    pass_mark = models.PositiveSmallIntegerField(_("及格分"), default=80, help_text=_("满分 100"))
    resits = models.PositiveSmallIntegerField(_("补考次数"), default=2)
    cool_down_days = models.PositiveSmallIntegerField(_("补考间隔（天）"), default=1, help_text=_("0 表示当天可以补考"))
    again_after_days = models.PositiveSmallIntegerField(
        _("及格后多少天可以再考"), null=True, blank=True, help_text=_("空着表示及格后不再考")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("试卷")
        indexes = [models.Index(fields=["status", "audience", "-id"], name="blueprint_by_audience")]
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="blueprint_pass_mark"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=600), name="blueprint_minutes"),
        ]

    def __str__(self) -> str:
        return said(self.title, self.title_en)


class BlueprintPart(models.Model):
    """So many questions of a topic, a difficulty and a kind; what is left open may be any."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    difficulty = models.PositiveSmallIntegerField(_("难度"), null=True, blank=True, choices=LEVELS)
    kind = models.CharField(_("题型"), max_length=12, blank=True, choices=Question.Kind)
    n = models.PositiveSmallIntegerField(_("题数"), default=5)

    class Meta:
        verbose_name = _("试卷部分")
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=Q(n__gte=1), name="blueprint_part_asks_something")]


class QuizSeries(Staged):
    """A quiz that comes again: each week or month a new round, to be made up by whoever did not pass."""

    machine = states.SERIES

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", _("每周")
        MONTHLY = "monthly", _("每月")

    blueprint = models.ForeignKey(Blueprint, on_delete=models.PROTECT, related_name="series", verbose_name=_("试卷"))
    title = models.CharField(_("名称"), max_length=60)
    cadence = models.CharField(_("多久一次"), max_length=8, choices=Cadence, default=Cadence.WEEKLY)
    starts_on = models.DateField(_("第一次"), help_text=_("以后每周同一天，或每月同一日"))
    ends_on = models.DateField(_("最后一天"))
    open_days = models.PositiveSmallIntegerField(_("每次开放几天"), default=3)
    make_up = models.BooleanField(_("没有通过的补考到通过为止"), default=True)
    county_code = models.CharField(_("县区"), max_length=6, blank=True, help_text=_("空着是全市"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("定期测验")
        indexes = [models.Index(fields=["status", "-id"], name="series_by_status")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="series_days_in_order"),
            models.CheckConstraint(condition=Q(open_days__gte=1), name="series_rounds_are_open"),
        ]

    def __str__(self) -> str:
        return self.title


class QuizRound(models.Model):
    """One turn of a series; a make-up goes on after `closes_at`."""

    series = models.ForeignKey(QuizSeries, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("第几次"))
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("截止"))

    class Meta:
        verbose_name = _("测验轮次")
        ordering = ["opens_at"]
        indexes = [models.Index(fields=["opens_at", "closes_at"], name="round_by_time")]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="round_once_in_its_series")]


class RoundMember(models.Model):
    """Somebody who is expected in a round, with what came of it. The unit of that day is kept for comparisons."""

    round = models.ForeignKey(QuizRound, on_delete=models.CASCADE, related_name="members")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.OrgUnit", null=True, on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6, blank=True)
    first_pct = models.PositiveSmallIntegerField(_("首次成绩"), null=True)
    took_at = models.DateTimeField(_("首次交卷"), null=True)
    passed_at = models.DateTimeField(_("通过"), null=True)

    class Meta:
        verbose_name = _("应考人员")
        indexes = [
            models.Index(fields=["learner", "passed_at"], name="round_member_open"),
            models.Index(fields=["round", "passed_at", "id"], name="round_member_missing"),
        ]
        constraints = [models.UniqueConstraint(fields=["round", "learner"], name="round_member_once")]


class Attempt(Staged):
    """One sitting: drawn by its seed, closed by the clock of the server. What passes is the mark of that day."""

    machine = states.ATTEMPT

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_attempts")
    blueprint = models.ForeignKey(Blueprint, on_delete=models.PROTECT, related_name="attempts")
    round = models.ForeignKey(QuizRound, null=True, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("第几次"))
    seed = models.BigIntegerField(_("抽题种子"), editable=False)
    began_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("截止"))
    handed_in_at = models.DateTimeField(_("交卷"), null=True)
    timed_out = models.BooleanField(_("到时收卷"), default=False)
    pass_mark = models.PositiveSmallIntegerField(_("及格分"))
    points = models.PositiveSmallIntegerField(_("得分"), null=True)
    points_max = models.PositiveSmallIntegerField(_("满分"))
    score_pct = models.PositiveSmallIntegerField(_("成绩"), null=True, help_text=_("百分制，不进位"))
    passed = models.BooleanField(_("通过"), null=True)
    graded_at = models.DateTimeField(_("出成绩"), null=True)

    class Meta:
        verbose_name = _("答卷")
        indexes = [
            models.Index(fields=["learner", "blueprint", "-id"], name="attempt_of_learner"),
            models.Index(fields=["status", "ends_at"], name="attempt_to_close"),
            models.Index(fields=["blueprint", "status", "-id"], name="attempt_of_blueprint"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "blueprint"], condition=Q(status="running"), name="one_running_attempt_each"
            ),
            models.UniqueConstraint(fields=["learner", "blueprint", "number"], name="attempt_number_once"),
            models.CheckConstraint(condition=Q(began_at__lt=F("ends_at")), name="attempt_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=F("points_max")), name="attempt_points_fit"
            ),
        ]

    @property
    def user_id(self) -> int:
        """Whose it is, for the relation `own` of rights."""
        return self.learner_id

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def left(self, now: datetime) -> timedelta:
        return max(self.ends_at - now, timedelta(0))


class AttemptItem(models.Model):
    """One question of an attempt, as it stood that day, with its answer and points."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("题序"))
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="items")
    option_order = models.JSONField(default=list)
    chosen = models.JSONField(_("选择"), default=list)
    text = models.TextField(_("作答"), blank=True)
    answered_at = models.DateTimeField(null=True)
    points = models.PositiveSmallIntegerField(_("得分"), null=True)
    comment = models.CharField(_("评语"), max_length=500, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("答题")
        ordering = ["number"]
        indexes = [models.Index(fields=["version", "attempt"], name="item_of_version")]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="attempt_item_once"),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__lte=FULL), name="item_points_fit"),
        ]

    @property
    def is_answered(self) -> bool:
        return bool(self.chosen or self.text.strip())

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options in the order this person sees them, in the language of the moment."""
        by_key = {option["key"]: option for option in self.version.options}
        return [
            {"key": key, "label": said(by_key[key]["zh"], by_key[key]["en"]), "right": by_key[key]["right"]}
            for key in self.option_order
        ]


class VersionSums(models.Model):
    """What all graded answers to one version add up to, for its item analysis.

    Whole numbers, so that the order of adding changes no digit: `points` are of FULL, `rest` is the share that the
    other questions of the attempt got, in millionths. Kept by training.quizzes.sums, which can count them anew.
    """

    version = models.OneToOneField(
        QuestionVersion, primary_key=True, on_delete=models.PROTECT, related_name="sums", verbose_name=_("试题版本")
    )
    n = models.PositiveIntegerField(_("人次"), default=0)
    right = models.PositiveIntegerField(_("满分人次"), default=0)
    points = models.BigIntegerField(_("得分之和"), default=0)
    points2 = models.BigIntegerField(_("得分平方之和"), default=0)
    rest = models.BigIntegerField(_("其余得分率之和"), default=0)
    rest2 = models.BigIntegerField(_("其余得分率平方之和"), default=0)
    cross = models.BigIntegerField(_("得分与其余得分率乘积之和"), default=0)

    class Meta:
        verbose_name = _("试题统计")
        constraints = [models.CheckConstraint(condition=Q(right__lte=F("n")), name="version_right_of_all")]
