"""The paper itself: rendered to a picture, its code read by a library and followed to the page that verifies it."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from kit import clock
from tests.cast import Cast, sign_in
from tests.volunteers.counted import served
from tests.volunteers.test_certificates import G3, ID
from volunteers.certificates import glyphs, printing, services, sheet
from volunteers.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def g3(cast: Cast, as_of: Any) -> G3:
    as_of(2026, 4, 2, 10)
    return G3(cast)


def document(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(BytesIO(pdf))


def words(pdf: bytes) -> str:
    text = "".join(page.get_textpage().get_text_range() for page in document(pdf))
    return "".join(text.split())  # a line may break, and titles are set wide


def codes(pdf: bytes) -> list[str]:
    """What a phone would read from the first sheet, at the resolution of a screen."""
    pages = [page.render(scale=2).to_pil() for page in document(pdf)]
    return [code.text for picture in pages for code in zxingcpp.read_barcodes(picture)]


def test_the_code_on_the_paper_leads_to_the_page_that_verifies_it(g3: G3, client: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://bridge.example.cn"
    certificate = g3.issue()
    found = codes(printing.pdf(certificate))
    assert found == [f"https://bridge.example.cn/verify/{certificate.number}/{certificate.code}/"]
    path = found[0].removeprefix("https://bridge.example.cn")
    text = client.get(path).content.decode()
    assert "有效" in text
    assert "李*" in text
    assert "9901************25" in text
    assert "10.3" in text


def test_the_address_in_the_code_holds_nothing_of_the_person(g3: G3) -> None:
    certificate = g3.issue()
    assert codes(printing.pdf(certificate))[0].rsplit("/verify/")[1] == f"{certificate.number}/{certificate.code}/"


def test_what_is_printed_can_be_read_and_copied(g3: G3) -> None:
    text = words(printing.pdf(g3.issue()))
    for wanted in ("志愿服务记录证明", "李芸", ID, g3.v.number, "10.3", "晨光社工", "ZM-2026-000001", "不收费用"):
        assert wanted in text, wanted
    assert "同行" not in text


def test_the_same_sheet_prints_alike_whatever_has_changed_since(g3: G3) -> None:
    certificate = g3.issue()
    before = printing.pdf(certificate)
    g3.v.user.display_name = "李云"
    g3.v.user.save()
    served(g3.v, 500, g3.chenguang)
    services.void_certificate(certificate, by=g3.at_chenguang, reason="错")
    assert printing.pdf(Certificate.objects.get(pk=certificate.pk)) == before


def test_no_file_with_the_number_is_left_behind(g3: G3, settings: Any) -> None:
    certificate = g3.issue()
    before = set(Path(settings.VAR_DIR).rglob("*"))
    sign_in(g3.v.user).get(f"/volunteers/certificates/{certificate.pk}/certificate.pdf")
    assert {p for p in set(Path(settings.VAR_DIR).rglob("*")) - before if "cache" not in p.parts} == set()


@pytest.mark.parametrize("name", ["李芸", "㐂䶮", "欧阳堃喆", "阿依古丽·买买提"])
def test_the_font_we_ship_draws_names_of_the_standard_list(name: str) -> None:
    assert glyphs.lacking(name) == []
    assert not any("生僻字" in note for note in _sheet(name)["notes"])


@pytest.mark.parametrize("borrowed", [True, False], ids=["another font has it", "no font has it"])
def test_a_name_beyond_the_font_is_printed_and_the_sheet_says_so(borrowed: bool, g3: G3, monkeypatch: Any) -> None:
    """𠮷 is in no Chinese standard list; without any font for it a mark stands in its place."""
    assert glyphs.lacking("𠮷芸") == [(1, "𠮷")]
    if not borrowed:
        own = printing._compiler(False)
        monkeypatch.setattr(printing, "_compiler", lambda _borrow: own)
    g3.v.user.display_name = "𠮷芸"
    g3.v.user.save()
    text = words(printing.pdf(g3.issue()))
    assert "U+20BB7" in text
    assert ("〓芸" in text) is not borrowed or "𠮷芸" in text


def test_a_sheet_of_many_lines_ends_in_one_for_the_rest_and_stays_one_page(g3: G3) -> None:
    records = [sheet.Record(f"第{n}次活动", "晨光社工", date(2026, 1, 1), 60 + n) for n in range(30)]
    printed = _sheet("李芸", records)
    assert len(printed["lines"]) == sheet.MOST_LINES
    assert printed["lines"][-1][0] == "其他 23 项"
    assert sum(int(line[1]) for line in printed["lines"]) == 30
    certificate = g3.issue()
    certificate.snapshot = json.dumps(printed, ensure_ascii=False)
    assert len(document(printing.pdf(certificate))) == 1


def test_a_summary_leaves_no_recorder_out_and_may_take_two_pages(g3: G3) -> None:
    records = [sheet.Record("x", f"第{n}社会工作服务中心", date(2026, 1, 1), 60 + n) for n in range(40)]
    with sheet.in_chinese():
        printed = sheet.summary(HOLDER, records, SIGNED, period="2026年", purpose="")
    assert len(printed["lines"]) == 40
    certificate = g3.issue()
    certificate.snapshot = json.dumps(printed, ensure_ascii=False)
    pdf = printing.pdf(certificate)
    assert len(document(pdf)) > 1
    assert "第39社会工作服务中心" in words(pdf)
    assert len(codes(pdf)) == 1


HOLDER = sheet.Holder("李芸", ID, "V99010300000001")
SIGNED = sheet.Signature(
    "晨光社工", "许晨", "周敏", "0990-5550123", datetime(2026, 4, 2, tzinfo=clock.SHANGHAI), "ZM-2026-000009", "7K3M9Q"
)


def _sheet(name: str, records: list[sheet.Record] | None = None) -> dict[str, Any]:
    holder = sheet.Holder(name, ID, "V99010300000001")
    records = records or [sheet.Record("社区课堂", "晨光社工", date(2026, 1, 1), 620)]
    with sheet.in_chinese():
        return sheet.service(holder, records, SIGNED, period="2026年1月1日", purpose="")
