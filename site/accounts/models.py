"""People who log in, the units they sit in, and the seats that give them rights."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import roles
from kit import clock
from kit.crypto import EncryptedText, RowKey, blind_index


def new_handle() -> str:
    return secrets.token_hex(8)


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Division(models.Model):
    """A city, county or town of GB/T 2260 with a point on a plane in metres."""

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=40)
    level = models.CharField(
        _("级别"), max_length=8, choices=[("city", _("市")), ("county", _("县(市、区)")), ("town", _("乡镇街道"))]
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    x_m = models.IntegerField(_("横坐标(米)"), default=0)
    y_m = models.IntegerField(_("纵坐标(米)"), default=0)

    class Meta:
        verbose_name = _("行政区划")
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"], name="division_of_level")]

    def __str__(self) -> str:
        return self.name

    @property
    def county_code(self) -> str:
        return self.code[:6]


class OrgUnit(models.Model):
    """A bureau, office, prison, partner, social organisation or employer: whatever a person acts for."""

    KINDS = [
        ("municipal_bureau", _("市司法局")),
        ("county_bureau", _("县(市、区)司法局")),
        ("judicial_office", _("司法所")),
        ("prison", _("监狱")),
        ("partner_agency", _("协作单位")),
        ("provider", _("社会组织")),
        ("employer", _("用人单位")),
        ("community", _("居(村)民委员会")),
    ]
    kind = models.CharField(_("类别"), max_length=20, choices=KINDS, db_index=True)
    name = models.CharField(_("名称"), max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="units")
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, db_index=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("机构")
        ordering = ["kind", "division_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "division", "name"], name="unit_named_once_in_its_division"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def county_code(self) -> str:
        return self.division_id[:6] if self.division_id else ""


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, handle: str | None) -> User:
        return self.get(handle=handle)

    def create_user(self, email: str = "", password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email) or None, **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def with_phone(self, phone: str) -> User | None:
        """`phone` is E.164."""
        return self.filter(phone_index=blind_index("user.phone", phone)).first()


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who logs in: by e-mail (staff, members) or by phone code (volunteers). Clients never do."""

    handle = models.CharField(_("内部标识"), max_length=16, unique=True, default=new_handle)
    row_key = RowKey()
    display_name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), unique=True, null=True, blank=True)
    phone = EncryptedText(_("手机号码"), purpose=_("登录与通知"), level="L2")
    phone_index = models.CharField(max_length=64, unique=True, null=True, editable=False)
    phone_verified = models.BooleanField(_("手机已验证"), default=False)
    language = models.CharField(
        _("界面语言"), max_length=8, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    is_active = models.BooleanField(_("可以登录"), default=True)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    session_salt = models.CharField(
        max_length=16, default=new_handle, editable=False, help_text=_("更换后，此人在所有设备上的登录立即失效")
    )
    left_on = models.DateField(_("离任日"), null=True, blank=True, help_text=_("从这一天起不再登录"))
    date_joined = models.DateTimeField(_("加入时间"), default=clock.now)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def first_name(self) -> str:
        """What Wagtail's side bar calls a person."""
        return self.display_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django binds sessions to the password alone; with the salt all of them can be ended at once.
        value = f"{self.password}:{self.session_salt}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    def set_phone(self, phone: str) -> None:
        """`phone` is E.164; the blind index is what looks it up."""
        self.phone = phone
        self.phone_index = blind_index("user.phone", phone) if phone else None


class Membership(models.Model):
    """A seat: this person, in this role, at this unit, from a day to a day. All rights follow from seats."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("身份"), max_length=4, choices=roles.CHOICES)
    unit = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    since_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"), null=True, blank=True, help_text=_("最后一天；空着表示没有期限"))
    is_coordinator = models.BooleanField(_("匹配协调人"), default=False)
    is_data_clerk = models.BooleanField(_("数据专员"), default=False)
    answers_offers = models.BooleanField(_("可代机构答复邀约"), default=False)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="seats_granted")
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="seats_confirmed"
    )
    is_confirmed = models.BooleanField(_("已确认"), default=True, help_text=_("业务身份由第二人确认后才生效"))

    @property
    def granter(self) -> str:
        return self.granted_by.display_name if self.granted_by else "—"

    class Meta:
        verbose_name = _("任职")
        indexes = [
            models.Index(fields=["user", "role"], name="seat_of_user"),
            models.Index(fields=["unit", "role"], name="seat_at_unit"),
        ]
        constraints = [
            # Two, since SQLite takes no constraint in which an empty unit equals an empty unit.
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=models.Q(until_on__isnull=True), name="one_open_seat_each"
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(until_on__isnull=True, unit__isnull=True),
                name="one_open_seat_without_unit",
            ),
        ]


class StandIn(models.Model):
    """Somebody who acts for an absent colleague of the same unit for some days."""

    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covered_by")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers_for")
    from_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("代办")
        constraints = [
            models.CheckConstraint(condition=models.Q(from_on__lte=models.F("until_on")), name="standin_days_in_order"),
            models.CheckConstraint(condition=~models.Q(absent=models.F("deputy")), name="nobody_stands_in_for_self"),
        ]


class Invitation(models.Model):
    """A one-time way in for a named person: by e-mail, or on paper as a code at the first start."""

    email = models.EmailField(_("电子邮箱"), blank=True)
    display_name = models.CharField(_("姓名"), max_length=40)
    role = models.CharField(_("身份"), max_length=4, choices=roles.CHOICES)
    unit = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT)
    flags = models.JSONField(default=list, blank=True, help_text=_("附加职责：协调人、数据专员、答复邀约"))
    nonce = models.CharField(max_length=16, default=new_handle, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="invitations_sent")
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    needs_second = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="invited_as")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("邀请")
        indexes = [models.Index(fields=["unit", "used_by"], name="invitation_of_unit")]

    @property
    def user_id(self) -> int | None:
        """Who gets the seat, as on a Membership."""
        return self.used_by_id

    @property
    def granted_by_id(self) -> int | None:
        return self.invited_by_id

    @property
    def granter(self) -> str:
        return self.invited_by.display_name if self.invited_by else "—"


class DeviceReset(models.Model):
    """A lost second factor: asked for by one person of rank, approved by another, then used once."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="device_resets")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(_("原因"), max_length=200)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("重置登录设备")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(approved_at__isnull=True, refused_at__isnull=True),
                name="one_open_device_reset_each",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("asked_by")),
                name="device_reset_takes_two",
            ),
        ]


class PhoneProof(models.Model):
    """A number that somebody says is theirs, until they tell the code that was sent to it (R-VOL-01).

    `by` is the officer at whose counter they stand; None where they came by themselves, with their own phone.
    """

    row_key = RowKey()
    display_name = models.CharField(_("姓名"), max_length=40, blank=True)
    phone = EncryptedText(_("手机号码"), purpose=_("登记志愿者"), level="L2")
    phone_index = models.CharField(max_length=64, db_index=True, editable=False)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("手机确认")


class ApiKey(models.Model):
    """What lets the system of another organisation send us something: never a person, never for reading.

    Of the key itself only the hash is kept; it is random enough that nobody finds it from there.
    """

    org = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="api_keys", verbose_name=_("机构"))
    label = models.CharField(_("用途"), max_length=60)
    scopes = models.JSONField(_("权限"), default=list)
    start = models.CharField(_("密钥开头"), max_length=12, help_text=_("供核对是哪一把，不能用来登录"))
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("发放时间"))
    expires_on = models.DateField(_("最后有效日"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    last_used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)

    class Meta:
        verbose_name = _("接口密钥")

    def __str__(self) -> str:
        return f"{self.org}·{self.label}"

    @property
    def county_code(self) -> str:
        return self.org.county_code

    @property
    def state(self) -> str:
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_on < clock.today() else "valid"


class ApiAnswer(models.Model):
    """What a sender was answered, so that the same message sent twice is taken once; nothing of a person is in it."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="answers")
    idem = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("接口应答")
        constraints = [models.UniqueConstraint(fields=["key", "idem"], name="message_of_a_key_once")]
