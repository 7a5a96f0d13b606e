"""Pages of the portal that belong to learning: all courses, one course, one lesson."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.pages import BasePage
from training.learning import cases
from training.learning.blocks import SectionBlock


class CourseIndexPage(BasePage):
    """All courses that have a page, in the order the editors gave them."""

    summary = models.CharField(_("摘要"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["training.CoursePage"]
    template = "training/course_index_page.html"

    class Meta:
        verbose_name = _("课程栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        courses = CoursePage.objects.child_of(self).live().public().order_by("path")
        return {**super().get_context(request, *args, **kwargs), "courses": courses}


class CoursePage(BasePage):
    """What a course is about, for everybody; its lessons lie below it."""

    summary = models.CharField(_("摘要"), max_length=200)
    course = models.ForeignKey(
        "training.Course", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("课程")
    )
    body = StreamField(BodyBlock(), verbose_name=_("内容"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("course"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["training.CourseIndexPage"]
    subpage_types = ["training.LessonPage"]
    template = "training/course_page.html"

    class Meta:
        verbose_name = _("课程页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        lessons = list(LessonPage.objects.child_of(self).live().order_by("path").defer("sections"))
        minutes = sum(lesson.minutes for lesson in lessons)
        return {**super().get_context(request, *args, **kwargs), "lessons": lessons, "minutes": minutes}


class LessonPage(BasePage):
    """A lesson in sections. It is read on the learner's own page, where its minutes count; here editors write it."""

    is_findable = False  # it is read on the learner's own page
    summary = models.CharField(_("摘要"), max_length=200)
    sections = StreamField([("section", SectionBlock())], verbose_name=_("各节"), min_num=1)
    minutes = models.PositiveSmallIntegerField(
        _("学时（分钟）"), default=0, editable=False, help_text=_("各节的分钟数相加")
    )

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("sections")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("sections")]
    parent_page_types = ["training.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("课文页")

    def clean(self) -> None:
        super().clean()
        cases.check(self.sections)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.minutes = sum(section.value["minutes"] or 0 for section in self.sections)
        return super().save(*args, **kwargs)

    def text(self) -> str:
        """All that there is to read."""
        return "\n".join(self._meta.get_field("sections").get_searchable_content(self.sections))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("training:lesson", self.translation_key)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        request.is_preview = True
        return TemplateResponse(request, "training/lesson_preview.html", self.get_context(request))
