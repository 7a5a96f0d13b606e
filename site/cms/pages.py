"""The kinds of pages of the portal. Trades add their own by subclassing BasePage."""

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

from cms import about, private, stories
from cms.blocks import BodyBlock
from kit import clock

ARTICLES_A_PAGE = 20


class BasePage(Page):
    """A public page of the portal: shown in the public frame, and free of anybody's protected data."""

    is_findable = True  # by the search of the portal
    about_kind = "website"  # of the card that is shown where somebody passes the address on

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "public": True, "about": about.about(self, request)}

    def searchable(self) -> str:
        """Words by which the page is found, besides its title, summary and body."""
        return ""

    def facts(self, address: str) -> list[dict[str, Any]]:
        """What search engines are told of this page (schema.org)."""
        return [*about.breadcrumbs(self), *about.questions(getattr(self, "body", None))]

    def clean(self) -> None:
        super().clean()
        for field in self._meta.get_fields():
            if isinstance(field, (models.CharField, models.TextField, StreamField)):
                _refuse_private(field.name, field.get_prep_value(getattr(self, field.attname)))


def _refuse_private(name: str, value: Any) -> None:
    if private.is_in(value):
        raise ValidationError({name: _("这里像是有身份证号码或帮扶对象代号。网站上不登载这些内容，删去后再保存。")})


class HomePage(BasePage):
    """The front door: what the platform is, three ways in, and what happens this month."""

    is_findable = False
    hero_title = models.TextField(_("主标题"), help_text=_("一到两行，换行处按回车"))
    hero_intro = models.TextField(_("导语"), help_text=_("一到两句，说明平台为谁做什么"))
    volunteer_title = models.CharField(_("志愿者入口：名称"), max_length=40)
    volunteer_text = models.CharField(_("志愿者入口：说明"), max_length=120)
    provider_title = models.CharField(_("机构入口：名称"), max_length=40)
    provider_text = models.CharField(_("机构入口：说明"), max_length=120)
    client_title = models.CharField(_("求助入口：名称"), max_length=40)
    client_text = models.CharField(_("求助入口：说明"), max_length=120)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_intro")], heading=_("顶部")),
        MultiFieldPanel([FieldPanel("volunteer_title"), FieldPanel("volunteer_text")], heading=_("志愿者入口")),
        MultiFieldPanel([FieldPanel("provider_title"), FieldPanel("provider_text")], heading=_("机构入口")),
        MultiFieldPanel([FieldPanel("client_title"), FieldPanel("client_text")], heading=_("求助入口")),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("首页")

    def facts(self, address: str) -> list[dict[str, Any]]:
        site = {"@type": "WebSite", "name": self.title, "url": address, "inLanguage": self.locale.language_code}
        return [about.organisation(), site]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["about"]["description"] = self.search_description or self.hero_intro
        return {
            **context,
            "latest": ArticlePage.latest(self.locale).exclude(kind="story")[:4],
            "stories": ArticlePage.latest(self.locale).filter(kind="story")[:3],
        }


class StandardPage(BasePage):
    """Plain content that stands for long: how to join, help, privacy, accessibility."""

    summary = models.CharField(_("摘要"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("内容"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = _("固定页面")


class ArticleIndexPage(BasePage):
    """All notices, policies, news and stories, newest first, narrowed by kind; or those of one county."""

    summary = models.CharField(_("摘要"), max_length=200, blank=True)
    # A county's section is made by the house (cms.services); whose seats reach it is read from here (cms.rights).
    county = models.ForeignKey(
        "accounts.Division", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    subpage_types = ["cms.ArticlePage"]
    template = "cms/article_index_page.html"

    class Meta:
        verbose_name = _("文章栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        kind = request.GET.get("kind", "")
        articles = ArticlePage.latest(self.locale).descendant_of(self)
        if kind in dict(ArticlePage.KINDS):
            articles = articles.filter(kind=kind)
        context = super().get_context(request, *args, **kwargs)
        page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        sections = [] if self.county_id else self._counties()
        return {**context, "articles": page, "kinds": ArticlePage.KINDS, "kind": kind, "sections": sections}

    def _counties(self) -> list[ArticleIndexPage]:
        """The sections in which something is published."""
        paths = ArticlePage.latest(self.locale).descendant_of(self).values_list("path", flat=True)
        parents = {path[: -self.steplen] for path in paths}
        return list(ArticleIndexPage.objects.child_of(self).live().filter(path__in=parents).order_by("county_id"))


class ArticlePage(BasePage):
    """A dated piece: a notice, a policy, news, or a story without a face."""

    KINDS = [
        ("notice", _("通知公告")),
        ("policy", _("政策法规")),
        ("news", _("工作动态")),
        ("story", _("帮扶故事")),
    ]
    about_kind = "article"
    TONES = {"notice": "run", "policy": "plain", "news": "ok", "story": "wait"}
    ARTS = [("path", _("小路")), ("town", _("街灯")), ("arch", _("桥拱"))]
    kind = models.CharField(_("类别"), max_length=8, choices=KINDS, default="notice")
    published_on = models.DateField(_("发布日期"), default=clock.today)
    summary = models.CharField(_("摘要"), max_length=200)
    art = models.CharField(_("配图"), max_length=8, choices=ARTS, default="path", help_text=_("故事在首页的抽象配图"))
    body = StreamField(BodyBlock(), verbose_name=_("内容"), blank=True)
    consent_paper = models.CharField(
        _("同意书编号"), max_length=60, blank=True, help_text=_("故事必填：本人签署的同意书在哪里存档。不写姓名")
    )
    consent_on = models.DateField(_("同意日期"), null=True, blank=True)
    is_disguised = models.BooleanField(_("人名、时间、地点和细节已改写，认不出本人"), default=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("published_on"),
        FieldPanel("summary"),
        FieldPanel("art"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("consent_paper"), FieldPanel("consent_on"), FieldPanel("is_disguised")],
            heading=_("帮扶故事"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("published_on"),
    ]
    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "cms/article_page.html"

    class Meta:
        verbose_name = _("文章")

    def facts(self, address: str) -> list[dict[str, Any]]:
        news = {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.summary,
            "datePublished": self.published_on.isoformat(),
            "inLanguage": self.locale.language_code,
            "mainEntityOfPage": address,
            "publisher": about.organisation(),
        }
        return [news, *super().facts(address)]

    @classmethod
    def latest(cls, locale: Any) -> models.QuerySet:
        return cls.objects.live().public().filter(locale=locale).order_by("-published_on", "-pk")

    def clean(self) -> None:
        super().clean()
        if self.kind == "story":
            stories.check(self)

    @property
    def tone(self) -> str:
        return self.TONES[self.kind]

    @property
    def art_template(self) -> str:
        return f"art/story_{self.art}.html"
