"""What editors put on a page is shown as it should be, refused where it is wrong, and never holds protected data."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from wagtail.blocks.base import Block
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.blocks import BodyBlock
from cms.pages import StandardPage
from desk.uploads.documents import CheckedDocumentForm
from tests.cast import sign_in
from tests.cms.test_editors import photo, upload
from tests.portal import ensure_portal

ID = "990101198503070017"
BODY = BodyBlock()
SHOWN = [
    ("heading", {"text": "怎么报名", "level": "h3"}, "<h3>怎么报名</h3>"),
    ("note", {"tone": "warning", "text": "先看"}, "alert-warning"),
    ("steps", {"steps": [{"title": "登记", "text": "写"}, {"title": "上岗", "text": ""}]}, "<li><b>上岗</b></li>"),
    ("questions", {"questions": [{"question": "收费吗", "answer": "<p>不</p>"}]}, "<summary>收费吗</summary>"),
    ("quote", {"text": "开灯", "source": "志愿者"}, "<figcaption>志愿者</figcaption>"),
    ("figures", {"figures": [{"value": "412", "unit": "人", "label": "在岗"}], "source": "市局"}, "412 <small>人"),
    ("contact", {"office": "市局", "phone": "0990-5550100", "hours": "", "place": ""}, 'href="tel:0990-5550100"'),
    (
        "links",
        {"look": "cards", "links": [{"title": "公告", "text": "", "page": None, "address": "/tenders/"}]},
        '<a href="/tenders/">公告</a>',
    ),
    (
        "table",
        {
            "caption": "课程",
            "table": {
                "columns": [{"type": "text", "heading": "名称"}],
                "rows": [{"values": ["倾听"]}],
                "caption": "",
            },
        },
        '<th scope="col">名称</th>',
    ),
]
WRONG = [
    ("heading", {"text": "", "level": "h2"}),
    ("steps", {"steps": [{"title": "只有一步", "text": ""}]}),
    ("questions", {"questions": []}),
    ("quote", {"text": "开灯", "source": ""}),
    ("figures", {"figures": [{"value": "4", "unit": "人", "label": "等待"}], "source": "市局"}),
    ("contact", {"office": "市局", "phone": "微信联系", "hours": "", "place": ""}),
    ("links", {"look": "list", "links": [{"title": "x", "text": "", "page": None, "address": ""}]}),
    ("links", {"look": "list", "links": [{"title": "x", "text": "", "page": None, "address": "javascript:alert(1)"}]}),
    ("links", {"look": "list", "links": [{"title": "x", "text": "", "page": None, "address": "//evil.example"}]}),
    ("table", {"caption": "", "table": {"columns": [{"type": "text", "heading": "名"}], "rows": [], "caption": ""}}),
    ("table", {"caption": "课", "table": {"columns": [{"type": "text", "heading": ""}], "rows": [], "caption": ""}}),
]


def block(kind: str, value: Any) -> Any:
    return BODY.to_python([{"type": kind, "value": value}])


@pytest.mark.parametrize(("kind", "value", "seen"), SHOWN, ids=[row[0] for row in SHOWN])
def test_each_block_is_shown(kind, value, seen, db) -> None:
    assert seen in BODY.clean(block(kind, value)).render_as_block()


@pytest.mark.parametrize(("kind", "value"), WRONG)
def test_what_is_wrong_in_a_block_is_refused(kind, value, db) -> None:
    with pytest.raises(ValidationError):
        BODY.clean(block(kind, value))


def test_what_is_typed_into_a_block_is_never_markup(db) -> None:
    shown = block("quote", {"text": "<script>1</script>", "source": "<b>x</b>"}).render_as_block()
    assert "<script>" not in shown and "<b>" not in shown


@pytest.mark.parametrize("name", [name for name in BODY.child_blocks if name not in ("picture", "download")])
def test_each_block_shows_the_editor_what_it_will_look_like(name, rf, db) -> None:
    child: Block = BODY.child_blocks[name]
    assert child.is_previewable and child.get_description()
    value = child.normalize(child.get_preview_value())
    page = render_to_string(
        "wagtailcore/shared/block_preview.html", {"bound_block": child.bind(value), "block_def": child}
    )
    assert f'class="block-{name}"' in page and "css/pages" in page


def test_a_picture_without_words_is_refused(cast) -> None:
    upload(sign_in(cast.editor), photo(), "bridge.jpg")
    image = get_image_model().objects.get()
    said = {"image": image.pk, "alt_text": "河上的桥", "decorative": False}
    assert 'alt="河上的桥"' in BODY.clean(block("picture", said)).render_as_block()
    for wrong in ({"alt_text": ""}, {"alt_text": "", "decorative": True}):
        with pytest.raises(ValidationError):
            BODY.clean(block("picture", said | wrong))


def test_a_picture_is_not_taken_without_a_description_nor_with_an_id_number(cast) -> None:
    browser = sign_in(cast.editor)
    for words in ("", f"登记表 {ID}"):
        assert upload(browser, photo(), "bridge.jpg", description=words).status_code == 200
    assert not get_image_model().objects.exists()


# --- protected data ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "hidden",
    [f"对象{ID}已到", "对象９９０１０１１９８５０３０７００１７", "990101<b>19850307</b>0017", "代号：C-7K2M9QXA。"],
)
@pytest.mark.parametrize(
    "where",
    [
        lambda text: ("text", f"<p>{text}</p>"),
        lambda text: ("heading", {"text": text, "level": "h2"}),
        lambda text: ("questions", {"questions": [{"question": "问", "answer": text}]}),
        lambda text: ("steps", {"steps": [{"title": "一", "text": text}, {"title": "二", "text": ""}]}),
        lambda text: (
            "table",
            {"caption": "表", "table": {"columns": [{"type": "text", "heading": "名"}],
                                       "rows": [{"values": [text]}], "caption": ""}},
        ),
    ],
)  # fmt: skip
def test_protected_data_is_found_in_every_block_however_it_is_written(hidden, where, db) -> None:
    page = StandardPage.objects.get(slug="join", locale=ensure_portal().locale)
    kind, value = where(hidden)
    page.body = block(kind, value)
    with pytest.raises(ValidationError, match="网站上不登载"):
        page.full_clean()


def test_a_number_of_another_kind_is_no_id_number(db) -> None:
    page = StandardPage.objects.get(slug="join", locale=ensure_portal().locale)
    page.body = block("text", "<p>财库〔2022〕19号，统一代码 52990100MJ0000018Q</p>")
    page.full_clean()


# --- documents ---------------------------------------------------------------------------------------------------
def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # of a fixed date
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"
DOCUMENTS = [
    ("a.pdf", PDF, ""),
    ("a.pdf", PDF.replace(b"/Type/Catalog", b"/OpenAction 2 0 R/JavaScript"), "脚本"),
    ("a.pdf", b"<html>", "不是 PDF"),
    ("a.docx", packed("word/document.xml"), ""),
    ("a.docx", packed("word/document.xml", "word/vbaProject.bin"), "宏"),
    ("a.xlsx", packed("word/document.xml"), "扩展名"),
    ("a.docx", b"MZ", "打不开"),
]


@pytest.mark.parametrize(("name", "content", "why"), DOCUMENTS)
def test_a_document_passes_the_check_of_every_upload(name, content, why, cast) -> None:
    from wagtail.documents.forms import get_document_form

    kind = get_document_form(get_document_model())
    assert issubclass(kind, CheckedDocumentForm)
    form = kind({"title": "表"}, {"file": SimpleUploadedFile(name, content)}, user=cast.editor)
    form.is_valid()
    assert (why in "".join(form.errors.get("file", []))) if why else not form.errors.get("file")


def test_a_download_names_its_kind_and_size(cast) -> None:
    paper = get_document_model()(title="登记表", file_size=2048)
    paper.file.save("form.pdf", ContentFile(PDF))
    shown = block("download", {"document": paper.pk, "note": "填好交司法所"}).render_as_block()
    assert "登记表" in shown and "PDF" in shown and "填好交司法所" in shown
