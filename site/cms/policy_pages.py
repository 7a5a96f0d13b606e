"""The library of policy: laws in plain words, support for employers and organisations, each with where it stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.pages import BasePage
from kit import clock

POLICIES_A_PAGE = 20


class PolicyIndexPage(BasePage):
    """All entries of the library, narrowed by whom they are for and what they are about."""

    summary = models.CharField(_("摘要"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PolicyPage"]
    template = "cms/policy_index_page.html"

    class Meta:
        verbose_name = _("政策库")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chosen = {name: request.GET.get(name, "") for name in ("kind", "audience")}
        known = {"kind": dict(PolicyPage.KINDS), "audience": dict(PolicyPage.AUDIENCES)}
        asked = {name: value for name, value in chosen.items() if value in known[name]}
        found = PolicyPage.objects.child_of(self).live().public().filter(**asked).order_by("-in_force_on", "-pk")
        return {
            **super().get_context(request, *args, **kwargs),
            "entries": Paginator(found.defer("body"), POLICIES_A_PAGE).get_page(request.GET.get("page")),
            "kinds": PolicyPage.KINDS,
            "audiences": PolicyPage.AUDIENCES,
            "kind": asked.get("kind", ""),
            "audience": asked.get("audience", ""),
        }


class PolicyPage(BasePage):
    """One law or measure: who issued it, its number, since when, which articles; and whether the bureau checked it."""

    KINDS = [
        ("law", _("法律法规")),
        ("tax", _("税费优惠")),
        ("subsidy", _("补贴和扶持")),
        ("purchase", _("政府购买服务")),
    ]
    AUDIENCES = [
        ("employer", _("用人单位")),
        ("organisation", _("社会组织")),
        ("volunteer", _("志愿者")),
        ("family", _("帮扶对象和家属")),
    ]
    about_kind = "article"
    kind = models.CharField(_("类别"), max_length=10, choices=KINDS, default="law")
    audience = models.CharField(_("主要给谁看"), max_length=12, choices=AUDIENCES)
    issuer = models.CharField(_("发布机关"), max_length=80, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True, help_text=_("例如 财库〔2022〕19号"))
    articles = models.CharField(_("条款"), max_length=80, blank=True, help_text=_("例如 第四十条、第四十一条"))
    in_force_on: Any = models.DateField(_("施行日期"), null=True, blank=True)
    until_on: Any = models.DateField(_("失效日期"), null=True, blank=True, help_text=_("长期有效的不填"))
    source = models.URLField(_("原文网址"), blank=True, help_text=_("发布机关网站上的原文"))
    checked_on: Any = models.DateField(
        _("核对日期"),
        null=True,
        blank=True,
        help_text=_("与原文或主管部门核对的日期；没有核对的不填，页面上会写明“待核对”"),
    )
    summary = models.CharField(_("摘要"), max_length=200)
    body = StreamField(BodyBlock(), verbose_name=_("内容"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("audience")], heading=_("归类")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("issuer", "number", "articles", "in_force_on", "until_on", "source")],
            heading=_("出处"),
        ),
        FieldPanel("checked_on"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["cms.PolicyIndexPage"]
    subpage_types: list[str] = []
    template = "cms/policy_page.html"

    class Meta:
        verbose_name = _("政策条目")

    def clean(self) -> None:
        super().clean()
        if self.in_force_on and self.until_on and self.until_on < self.in_force_on:
            raise ValidationError({"until_on": _("失效日期不能早于施行日期。")})
        if self.checked_on and self.checked_on > clock.today():
            raise ValidationError({"checked_on": _("核对日期不能晚于今天。")})

    @property
    def is_over(self) -> bool:
        return self.until_on is not None and self.until_on < clock.today()

    @property
    def origin(self) -> list[tuple[Any, str]]:
        """Name and value of what is known of where it stands."""
        known = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in ORIGIN]
        return [(name, value) for name, value in known if value]

    def searchable(self) -> str:
        """Besides summary and body, what somebody who looks for the paper types."""
        return " ".join((self.issuer, self.number, self.articles))


ORIGIN = ("issuer", "number", "articles")
