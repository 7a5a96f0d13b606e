"""Pages of the portal that belong to volunteering."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.pages import BasePage
from cms.services import trade_pages
from desk import figures
from volunteers.page_words import RECRUIT

TOTALS = ("volunteers_active", "hours_this_year", "places_ahead")
PANEL = "volunteers/home_recruiting.html"


class RecruitPage(BasePage):
    """Why and how to become a volunteer: an editor's words, with what is asked for right now."""

    summary = models.CharField(_("摘要"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("内容"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "volunteers/recruit_page.html"

    class Meta:
        verbose_name = _("志愿者招募页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shifts = next((panel["context"] for panel in figures.panels() if panel["template"] == PANEL), None)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "totals": figures.some(*TOTALS), "it": shifts}


trade_pages.add((RecruitPage, RECRUIT))
