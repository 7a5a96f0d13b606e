"""What an editor can put on a page. Each block has its template, a preview with invented words, and its own checks."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms import samples

TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link", "hr"]
ANSWER_FEATURES = ["bold", "ol", "ul", "link", "document-link"]
LEAST = 5  # law: R-PI-10
_ADDRESS = re.compile(r"(?:https?://[^\s<>\"']+|/(?!/)[^\s<>\"']*)\Z", re.ASCII)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("标题"), max_length=80)
    level = blocks.ChoiceBlock([("h2", _("一级")), ("h3", _("二级"))], default="h2", label=_("级别"))

    class Meta:
        template = "cms/blocks/heading.html"
        icon = "title"
        label = _("小标题")
        description = _("给下面的内容一个标题；二级标题放在一级下面")
        preview_value = samples.SHOWN["heading"]


class NoteBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        [("info", _("说明")), ("warning", _("提醒")), ("danger", _("警示"))], default="info", label=_("语气")
    )
    text = blocks.TextBlock(label=_("文字"))

    class Meta:
        template = "cms/blocks/note.html"
        icon = "info-circle"
        label = _("提示框")
        description = _("一两句不能漏看的话")
        preview_value = samples.SHOWN["note"]


class PictureBlock(ImageBlock):
    """A picture says something, so its words are asked for; mere decoration is drawn by the house."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value is not None and not (value.contextual_alt_text or "").strip():
            why = ValidationError(_("写明图片内容。看不见图的人靠这段文字了解。"))
            raise StructBlockValidationError(block_errors={"alt_text": why})
        return value

    class Meta:
        template = "cms/blocks/picture.html"
        icon = "image"
        label = _("图片")
        description = _("一张图片和它的文字说明")


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("表题"), max_length=120, help_text=_("说明这张表讲什么"))
    table = TypedTableBlock([("text", blocks.CharBlock(required=False, label=_("文字")))], label=_("表格"))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["table"].columns or not all(column["heading"].strip() for column in value["table"].columns):
            raise StructBlockValidationError(block_errors={"table": ValidationError(_("每一列都写上列名。"))})
        return value

    class Meta:
        template = "cms/blocks/table.html"
        icon = "table"
        label = _("表格")
        description = _("有表题和列名的表")
        preview_value = samples.SHOWN["table"]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("做什么"), max_length=60)
    text = blocks.TextBlock(label=_("怎么做"), required=False)


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(label=_("一步")), min_num=2, label=_("各步"))

    class Meta:
        template = "cms/blocks/steps.html"
        icon = "list-ol"
        label = _("步骤")
        description = _("按顺序做的几件事，自动编号")
        preview_value = samples.SHOWN["steps"]


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("问"), max_length=120)
    answer = blocks.RichTextBlock(features=ANSWER_FEATURES, label=_("答"))


class QuestionsBlock(blocks.StructBlock):
    questions = blocks.ListBlock(QuestionBlock(label=_("一问一答")), min_num=1, label=_("问答"))

    class Meta:
        template = "cms/blocks/questions.html"
        icon = "help"
        label = _("常见问题")
        description = _("问题收起，点开看答案；搜索引擎也认得")
        preview_value = samples.SHOWN["questions"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("原话"))
    source = blocks.CharBlock(
        label=_("出处"), max_length=120, help_text=_("法律条文、文件或说话人的身份。不写帮扶对象的姓名")
    )

    class Meta:
        template = "cms/blocks/quote.html"
        icon = "openquote"
        label = _("引文")
        description = _("原文照录的一段话，写明出处")
        preview_value = samples.SHOWN["quote"]


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=60)
    text = blocks.CharBlock(label=_("说明"), max_length=120, required=False)
    page = blocks.PageChooserBlock(label=_("本站页面"), required=False)
    address = blocks.CharBlock(
        label=_("地址"),
        max_length=300,
        required=False,
        help_text=_("本站办事页面写 /tenders/ 这样的地址，外站写完整网址"),
    )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        address = value.get("address", "").strip()
        if bool(value.get("page")) == bool(address):
            raise ValidationError(_("选一个本站页面，或写一个地址，二者选一。"))
        if address and not _ADDRESS.match(address):
            why = ValidationError(_("地址应以 https:// 或 / 开头，中间没有空格。"))
            raise StructBlockValidationError(block_errors={"address": why})
        return value


class LinksBlock(blocks.StructBlock):
    look = blocks.ChoiceBlock([("cards", _("卡片")), ("list", _("列表"))], default="cards", label=_("样式"))
    links = blocks.ListBlock(LinkBlock(label=_("一条链接")), min_num=1, label=_("链接"))

    class Meta:
        template = "cms/blocks/links.html"
        icon = "link"
        label = _("链接")
        description = _("几个去处，排成卡片或列表")
        preview_value = samples.SHOWN["links"]


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    note = blocks.CharBlock(label=_("说明"), max_length=160, required=False, help_text=_("给谁用，填好交给谁"))

    class Meta:
        template = "cms/blocks/download.html"
        icon = "download"
        label = _("下载")
        description = _("一个可以下载的文件，自动写出格式和大小")


class ContactBlock(blocks.StructBlock):
    office = blocks.CharBlock(label=_("单位"), max_length=80)
    phone = blocks.RegexBlock(
        label=_("办公电话"),
        regex=r"^[0-9+() -]{3,24}$",
        error_messages={"invalid": _("电话只写数字、空格、横线和括号。")},
        help_text=_("单位的电话，不写个人手机"),
    )
    hours = blocks.CharBlock(label=_("时间"), max_length=80, required=False)
    place = blocks.CharBlock(label=_("地址"), max_length=120, required=False)

    class Meta:
        template = "cms/blocks/contact.html"
        icon = "mobile-alt"
        label = _("联系方式")
        description = _("一个单位的电话、时间和地址")
        preview_value = samples.SHOWN["contact"]


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("数字"), max_length=16)
    unit = blocks.CharBlock(label=_("单位"), max_length=12, required=False)
    label = blocks.CharBlock(label=_("说的是什么"), max_length=40)

    def clean(self, value: Any) -> Any:
        """A count of fewer than five tells of single people. Law: R-PI-10."""
        value = super().clean(value)
        number = value["value"].replace(",", "").strip()
        if number.isdecimal() and 0 < int(number) < LEAST:
            why = ValidationError(_("少于 5 的数字不公布，写“少于 5”。"))
            raise StructBlockValidationError(block_errors={"value": why})
        return value


class FiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(FigureBlock(label=_("一个数字")), min_num=1, max_num=4, label=_("数字"))
    source = blocks.CharBlock(label=_("来源和截止日期"), max_length=120)

    class Meta:
        template = "cms/blocks/figures.html"
        icon = "order"
        label = _("数字")
        description = _("一到四个数字，写明来源；少于 5 的不公布")
        preview_value = samples.SHOWN["figures"]


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        label=_("正文"),
        template="cms/blocks/text.html",
        description=_("段落、列表和链接"),
        preview_value=samples.SHOWN["text"],
    )
    note = NoteBlock()
    picture = PictureBlock(help_text=_("不登载帮扶对象的照片。写明图片内容，看不见图的人靠它了解。"))
    table = TableBlock()
    steps = StepsBlock()
    questions = QuestionsBlock()
    quote = QuoteBlock()
    links = LinksBlock()
    download = DownloadBlock()
    contact = ContactBlock()
    figures = FiguresBlock()
