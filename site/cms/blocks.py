"""What an editor can put on a page: text, a note that stands out, a picture with its description."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link", "hr"]


class NoteBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        [("info", _("说明")), ("warning", _("提醒")), ("danger", _("警示"))], default="info", label=_("语气")
    )
    text = blocks.TextBlock(label=_("文字"))

    class Meta:
        template = "cms/blocks/note.html"
        icon = "info-circle"
        label = _("提示框")


class PictureBlock(ImageBlock):
    class Meta:
        template = "cms/blocks/picture.html"
        icon = "image"
        label = _("图片")


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("正文"), template="cms/blocks/text.html")
    note = NoteBlock()
    picture = PictureBlock(help_text=_("不登载帮扶对象的照片。写明图片内容，看不见图的人靠它了解。"))
