"""What a visitor may find: one row for each public thing, whichever room it is kept in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.finding import entries


class Findable(index.Indexed, models.Model):
    """A copy of what is public already, kept by `sync`; it may be thrown away and made again at any time."""

    key = models.CharField(max_length=80, unique=True, help_text=_("来源与编号"))
    kind = models.CharField(_("类别"), max_length=12)
    language = models.CharField(_("语言"), max_length=8, blank=True, help_text=_("空白为两种语言都显示"))
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("地址"), max_length=255)
    place = models.CharField(_("县区"), max_length=60, blank=True)
    on = models.DateField(_("日期"), null=True, blank=True)
    stamp = models.CharField(max_length=64, editable=False, help_text=_("内容的指纹，没有变就不重写"))

    search_fields = [
        index.SearchField("title", boost=10),
        index.SearchField("everything"),
    ]

    class Meta:
        verbose_name = _("可搜索的内容")
        verbose_name_plural = _("可搜索的内容")
        indexes = [models.Index(fields=["kind", "language"], name="findable_of_kind")]

    def __str__(self) -> str:
        return self.title

    def everything(self) -> str:
        """Title, text and where this belongs: one column of the index answers a whole question."""
        languages = [self.language] if self.language else [code for code, _word in settings.LANGUAGES]
        return "\n".join((self.title, self.text, entries.marks(self.kind, languages)))
