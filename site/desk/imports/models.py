"""A file that somebody imports and its rows. What the rows say of people is sealed, and goes when it is not needed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk import states
from kit import clock, sentences
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from kit.sentences import SentenceField


class ImportBatch(Staged):
    """One upload. The file itself is never kept, only its rows, each until it is taken in or out of time."""

    machine = states.IMPORT

    kind = models.CharField(_("类别"), max_length=40, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    role = models.CharField(_("身份"), max_length=12, help_text=_("上传时的身份"))
    form = models.CharField(_("文件格式"), max_length=40, help_text=_("例如 CSV，GB18030"))
    file_mark = models.CharField(max_length=64, editable=False, help_text=_("文件的标记，用来认出同一份文件"))
    rows_n = models.PositiveIntegerField(_("行数"), default=0)
    unknown_columns = models.JSONField(_("不读取的列"), default=list)
    options = models.JSONField(_("默认值"), default=dict, help_text=_("不放个人信息"))
    counts = models.JSONField(_("核对结果"), default=dict)
    refusal = models.JSONField(_("未受理的原因"), default=list)
    job = models.ForeignKey("messaging.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("上传时间"), default=clock.now, editable=False)
    applied_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    undo_until = models.DateTimeField(_("可撤销至"), null=True, blank=True)

    class Meta:
        verbose_name = _("导入")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "-id"], name="import_of_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def refused_because(self) -> list[str]:
        return [sentences.told(kept) for kept in self.refusal]

    @property
    def keep_until(self) -> datetime | None:
        """Until when its rows keep what they say, while nobody has confirmed it."""
        return self.status_at + timedelta(days=1) if self.status == "previewed" and self.status_at else None

    @property
    def may_be_undone(self) -> bool:
        return self.status == "applied" and self.undo_until is not None and clock.now() <= self.undo_until


class ImportRow(models.Model):
    """One row of the file (or, for `gone`, a thing of ours that the file no longer has).

    `values` holds the cells as JSON, sealed: a row of the register names a person and the offence. `before` holds
    what a change replaced. Both are emptied as soon as nothing needs them, by the latest at `keep_until`.
    """

    class Verdict(models.TextChoices):
        UNREAD = "", _("未核对")
        NEW = "new", _("新增")
        CHANGED = "changed", _("有变化")
        SAME = "same", _("没有变化")
        ERROR = "error", _("有错误")
        HELD = "held", _("待决定")
        GONE = "gone", _("文件里没有了")
        OUTSIDE = "outside", _("不在您的范围")

    class Outcome(models.TextChoices):
        NONE = "", _("未导入")
        MADE = "made", _("已新增")
        CHANGED = "changed", _("已更新")
        LEFT = "left", _("不导入")
        UNDONE = "undone", _("已撤销")
        KEPT = "kept", _("已使用，未撤销")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    row_key = RowKey()
    row_no = models.PositiveIntegerField(_("行号"), help_text=_("在文件里的行号，从 1 数起；0 表示不在文件里"))
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    office_id = models.BigIntegerField(_("司法所"), null=True, blank=True, help_text=_("机构编号"))
    verdict = models.CharField(_("核对结果"), max_length=8, choices=Verdict, blank=True, default=Verdict.UNREAD)
    code = models.CharField(_("原因代码"), max_length=40, blank=True)
    faults = models.JSONField(_("问题"), default=list, help_text=_("代码、列名和句子，不含行里的内容"))
    wide_faults = models.JSONField(default=list, help_text=_("给看全部县区的人的句子"))
    warnings = models.JSONField(_("提醒"), default=list)
    mended = models.JSONField(_("已更正的列"), default=list)
    lost = models.JSONField(_("按数字保存的列"), default=list)
    is_hidden = models.BooleanField(_("不显示内容"), default=False, help_text=_("未成年人的行从不显示姓名"))
    values = EncryptedText(_("内容"), purpose=_("核对和导入"), level="L3")
    before = EncryptedText(_("原来的内容"), purpose=_("撤销导入"), level="L3")
    thing_type = models.CharField(_("对象类型"), max_length=64, blank=True)
    thing_id = models.CharField(_("对象编号"), max_length=40, blank=True)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome, blank=True, default=Outcome.NONE)
    kept_because = SentenceField(_("未撤销的原因"), blank=True)
    done_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    keep_until = models.DateTimeField(_("内容保留至"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("导入的行")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["batch", "verdict", "id"], name="import_row_verdict"),
            models.Index(fields=["batch", "county_code"], name="import_row_county"),
            models.Index(fields=["thing_type", "thing_id"], name="import_row_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row_no}"

    @property
    def cells(self) -> dict[str, str]:
        """The cells by column name; empty once they were emptied."""
        return json.loads(self.values) if self.values else {}

    @cells.setter
    def cells(self, found: dict[str, str]) -> None:
        self.values = json.dumps(found, ensure_ascii=False)

    @property
    def was(self) -> Any:
        """What a change replaced, as the kind handed it over."""
        return json.loads(self.before) if self.before else None

    @was.setter
    def was(self, found: Any) -> None:
        self.before = "" if found is None else json.dumps(found, ensure_ascii=False)
