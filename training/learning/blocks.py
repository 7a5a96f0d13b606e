"""What a lesson is made of: sections, and in them text, notes, pictures, slides, films and cases to think about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks import NoteBlock, PictureBlock

TEXT_FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]  # a section has the only h2


class SlidesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=80)
    file = DocumentChooserBlock(label=_("文件"), help_text=_("PDF、PPTX、DOCX 或 XLSX"))
    words = blocks.TextBlock(label=_("要点"), help_text=_("写出文件里的要点。打不开文件、看不见图的人靠它学习"))

    class Meta:
        template = "training/blocks/slides.html"
        icon = "doc-full"
        label = _("幻灯片、资料")


class FilmBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=80)
    file = DocumentChooserBlock(label=_("视频文件"), help_text=_("MP4 或 WebM，从本站播放"))
    words = blocks.TextBlock(label=_("文字稿"), help_text=_("写出说的话和重要的画面。听不见、看不见的人靠它学习"))

    class Meta:
        template = "training/blocks/film.html"
        icon = "media"
        label = _("视频")


class CaseBlock(blocks.StructBlock):
    """What may stand in it is checked with the page (training.learning.cases)."""

    SOURCES = [("invented", _("编写的，不涉及真人")), ("rewritten", _("真实案例改写，本人书面同意"))]
    title = blocks.CharBlock(label=_("标题"), max_length=60)
    story = blocks.TextBlock(label=_("经过"))
    ask = blocks.TextBlock(label=_("想一想"))
    answer = blocks.TextBlock(label=_("参考做法"), help_text=_("学员自己想过以后再打开看"))
    source = blocks.ChoiceBlock(SOURCES, default="invented", label=_("来源"))
    consent_paper = blocks.CharBlock(
        label=_("同意书编号"), max_length=60, required=False, help_text=_("真实案例必填，不写姓名")
    )
    is_disguised = blocks.BooleanBlock(label=_("人名、时间、地点和细节已改写，认不出本人"), required=False)

    class Meta:
        template = "training/blocks/case.html"
        icon = "group"
        label = _("案例")


class PartsBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("正文"), template="cms/blocks/text.html")
    note = NoteBlock()
    picture = PictureBlock(help_text=_("不登载帮扶对象的照片。写明图片内容，看不见图的人靠它了解。"))
    slides = SlidesBlock()
    film = FilmBlock()
    case = CaseBlock()


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=60)
    minutes = blocks.IntegerBlock(
        label=_("学时（分钟）"),
        min_value=1,
        max_value=240,
        help_text=_("读完、想完、练完这一节要多久，都算进这一课的学时"),
    )
    parts = PartsBlock(label=_("内容"))

    class Meta:
        icon = "list-ul"
        label = _("一节")
