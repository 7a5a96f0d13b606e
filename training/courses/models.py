"""Courses, who teaches them, their sessions, who comes and for how long, and the certificates they end in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit import triggers
from kit.claims import Queued, QueuedSeats, seats_check
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from training.competences.areas import AREAS
from training.courses import states

triggers.protect("training_sessionpresence")


class Course(Staged):
    """What is taught, to whom, for how many minutes, and which door it opens.

    `presence_percent` of `credit_minutes` must be attended, sessions and repeats added up, and the exam passed where
    there is one; then the house writes the certificate and, where `gives` names a kind, the credential.
    """

    machine = states.COURSE

    class Audience(models.TextChoices):
        VOLUNTEER = "volunteer", _("志愿者")
        NGO = "ngo", _("社会组织人员")
        STAFF = "staff", _("司法行政工作人员")
        CLIENT = "client", _("帮扶对象")

    class Mode(models.TextChoices):
        CENTRALISED = "centralised", _("集中培训")
        LECTURE = "lecture", _("专题讲座")
        CASE_ANALYSIS = "case_analysis", _("案例分析")
        SITE_VISIT = "site_visit", _("实地考察")
        ONLINE = "online", _("在线学习")

    number = models.CharField(_("课程编号"), max_length=15, unique=True, editable=False)
    title = models.CharField(_("名称"), max_length=60)
    about = models.TextField(_("内容"), blank=True)
    audience = models.CharField(_("面向"), max_length=10, choices=Audience)
    mode = models.CharField(_("方式"), max_length=14, choices=Mode)
    credit_minutes = models.PositiveIntegerField(_("学时"), help_text=_("分钟"))
    presence_percent = models.PositiveSmallIntegerField(
        _("最低出勤"), default=80, help_text=_("百分比，各场次和补课合计")
    )
    gives = models.CharField(_("结业取得"), max_length=20, blank=True, help_text=_("证明的种类；空着只发结业证书"))
    validity_months = models.PositiveSmallIntegerField(_("有效（月）"), default=0, help_text=_("0 为按这类证明的规则"))
    area = models.CharField(
        _("专业领域"), max_length=11, blank=True, choices=AREAS, help_text=_("结业的工作人员列入这一领域的专业能力")
    )
    requires = models.JSONField(_("须先持有"), default=list, blank=True)
    exam = models.ForeignKey(
        "training.Blueprint",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="courses",
        verbose_name=_("考试"),
    )
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, related_name="leads_to", blank=True, verbose_name=_("须先结业的课程")
    )
    compulsory_for = models.JSONField(_("必修的身份"), default=list, blank=True)
    organiser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6, blank=True, help_text=_("空着为全市"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("课程")
        indexes = [
            models.Index(fields=["audience", "status", "-id"], name="course_of_audience"),
            models.Index(fields=["gives", "status"], name="course_that_gives"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(presence_percent__gte=1, presence_percent__lte=100), name="course_presence_is_a_share"
            ),
            models.CheckConstraint(condition=Q(credit_minutes__gte=1), name="course_has_minutes"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def org_id(self) -> int:
        return self.organiser_id

    @property
    def office_id(self) -> int:
        return self.organiser_id


class Trainer(models.Model):
    """Somebody who teaches: of the bureau, or lent by an employer, a university, another body; some go into prisons."""

    class Kind(models.TextChoices):
        BUREAU = "bureau", _("司法行政机关")
        EMPLOYER = "employer", _("企业")
        UNIVERSITY = "university", _("高校")
        PROVIDER = "provider", _("社会组织")
        OTHER = "other", _("其他")

    name = models.CharField(_("姓名"), max_length=40)
    kind = models.CharField(_("来自"), max_length=10, choices=Kind)
    organisation = models.CharField(_("单位"), max_length=80)
    topics = models.CharField(_("能讲什么"), max_length=200)
    contact = models.CharField(_("单位联系方式"), max_length=80, blank=True)
    for_prisons = models.BooleanField(_("愿意到监狱授课"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="taught_as"
    )
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    is_active = models.BooleanField(_("可以邀请"), default=True)

    class Meta:
        verbose_name = _("讲师")
        indexes = [models.Index(fields=["is_active", "kind", "id"], name="trainer_of_pool")]

    def __str__(self) -> str:
        return self.name


class Session(Staged, QueuedSeats):
    """One meeting of a course. `part` says which part of the course it teaches, 0 where there are none.

    A part counts once, however often it is repeated: whoever missed some of it can make that up.
    """

    machine = states.SESSION

    class People(models.TextChoices):
        ADULT = "adult", _("成年人")
        MINOR = "minor", _("未成年人")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    organiser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6, blank=True)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    break_minutes = models.PositiveSmallIntegerField(_("休息分钟"), default=0)
    part = models.PositiveSmallIntegerField(_("第几部分"), default=0, help_text=_("0 为不分部分"))
    place = models.CharField(_("地点"), max_length=120)
    trainers = models.ManyToManyField(Trainer, related_name="sessions", blank=True, verbose_name=_("讲师"))
    people = models.CharField(_("参加的人"), max_length=5, choices=People, default=People.ADULT)
    signup_closes_at = models.DateTimeField(_("报名截止"))
    presence_key = models.CharField(max_length=32, editable=False, help_text=_("签到码的种子"))

    class Meta:
        verbose_name = _("培训场次")
        indexes = [
            models.Index(fields=["status", "starts_at"], name="session_by_start"),
            models.Index(fields=["county_code", "status", "starts_at"], name="session_of_county"),
            models.Index(fields=["course", "starts_at"], name="session_of_course"),
        ]
        constraints = [
            seats_check("session_places"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="session_ends_after_it_starts"),
        ]

    @property
    def office_id(self) -> int:
        return self.organiser_id

    @property
    def org_id(self) -> int:
        return self.organiser_id

    @property
    def minutes(self) -> int:
        """What the whole of it is worth."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60 - self.break_minutes


class Enrolment(Staged, Queued):
    """A place in a session, or a turn in its list: of a user, or of a client whom an officer enrols by an opaque code.

    `minutes` is worked out from the append-only rows beside it, so that sums need no other table.
    """

    machine = states.ENROLMENT

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    ref = models.CharField(_("对象代号"), max_length=40, blank=True)
    office = models.ForeignKey("accounts.OrgUnit", null=True, on_delete=models.PROTECT, related_name="+")
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    minutes = models.PositiveIntegerField(_("出勤分钟"), default=0, editable=False)
    flag = models.CharField(_("须处理"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("培训报名")
        indexes = [
            models.Index(fields=["session", "status", "-priority", "queued_at", "id"], name="enrolment_queue"),
            models.Index(fields=["learner", "status", "starts_at"], name="enrolment_of_learner"),
            models.Index(fields=["ref", "status"], name="enrolment_of_ref"),
            models.Index(fields=["course", "learner"], name="enrolment_of_course"),
            models.Index(fields=["status", "due_at"], name="enrolment_offers_that_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(learner__isnull=False, ref="") | Q(learner__isnull=True, ref__gt="", office__isnull=False),
                name="enrolment_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["session", "learner"],
                condition=Q(status__in=states.LIVE, learner__isnull=False),
                name="one_live_enrolment_each",
            ),
            models.UniqueConstraint(
                fields=["session", "ref"],
                condition=Q(status__in=states.LIVE, ref__gt=""),
                name="one_live_enrolment_a_client",
            ),
        ]


class SessionPresence(models.Model):
    """One coming or going, or the minutes that a trainer vouches for. The database refuses UPDATE and DELETE.

    A slip is mended by a row that `replaces` it, with who and why.
    """

    class Method(models.TextChoices):
        ROTATING = "rotating", _("现场签到码")
        TRAINER = "trainer", _("讲师或组织者登记")

    class Direction(models.TextChoices):
        IN = "in", _("到")
        OUT = "out", _("离")
        MINUTES = "minutes", _("出勤分钟")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="presence")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="presence")
    direction = models.CharField(_("方向"), max_length=7, choices=Direction)
    minutes = models.PositiveIntegerField(_("分钟"), null=True)
    at = models.DateTimeField(_("时间"))
    method = models.CharField(_("方式"), max_length=8, choices=Method)
    nonce = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("培训到离记录")
        indexes = [models.Index(fields=["enrolment", "id"], name="session_presence_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="minutes", minutes__isnull=False) | ~Q(direction="minutes") & Q(minutes=None),
                name="presence_tells_minutes_or_a_time",
            ),
        ]


class Diploma(Staged):
    """A course that was passed: a numbered certificate, and the credential that came of it.

    `code` is printed beside the number: only who holds the paper knows both. `holder_name` is what was printed.
    """

    machine = states.DIPLOMA

    row_key = RowKey()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="diplomas")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="diplomas")
    ref = models.CharField(_("对象代号"), max_length=40, blank=True)
    number = models.CharField(_("证书编号"), max_length=14, unique=True, editable=False)
    code = models.CharField(_("核验码"), max_length=6, editable=False)
    holder_name = EncryptedText(_("印出的姓名"), purpose=_("证书的留存与核验"), level="own")
    minutes = models.PositiveIntegerField(_("出勤分钟"))
    score = models.DecimalField(_("考试成绩"), max_digits=5, decimal_places=2, null=True)
    passed_on = models.DateField(_("结业日期"))
    valid_from = models.DateField(_("自"), null=True)
    valid_to = models.DateField(_("至"), null=True)
    credential = models.OneToOneField("training.Credential", null=True, on_delete=models.SET_NULL, related_name="+")
    county_code = models.CharField(max_length=6, blank=True)
    reason = models.CharField(_("作废的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("结业证书")
        indexes = [
            models.Index(fields=["learner", "course", "-passed_on"], name="diploma_of_learner"),
            models.Index(fields=["course", "status", "-id"], name="diploma_of_course"),
            models.Index(fields=["ref", "course"], name="diploma_of_ref"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(learner__isnull=False, ref="") | Q(learner__isnull=True, ref__gt=""),
                name="diploma_of_one_person",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Gradebook(models.Model):
    """The results of a course as a table that somebody asked for; sealed, for that person alone, for a few days."""

    row_key = RowKey()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="gradebooks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=4, choices=[("csv", "CSV"), ("xlsx", "Excel")])
    made_at = models.DateTimeField(_("生成时间"))
    rows_n = models.PositiveIntegerField(_("行数"))
    body = EncryptedText(_("表格"), purpose=_("下载学员成绩"), level="own")

    class Meta:
        verbose_name = _("学员成绩表")
