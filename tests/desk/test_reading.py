"""Files as offices send them: encodings, titles, delimiters, spreadsheets, and what refuses a file as a whole."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from desk.imports import cells, reading, sheets
from kit import identity
from kit.errors import Refused
from tests.desk.paper import Paper, csv_of

KIND = Paper()


def book(*lines, title: str = "名单", more: dict[str, list] | None = None) -> bytes:
    made = Workbook()
    made.active.title = title
    for line in lines:
        made.active.append(line)
    for name, other in (more or {}).items():
        made.create_sheet(name).append(other)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def names(data: bytes) -> list[str]:
    return [row.cells["姓名"] for row in reading.read(data, KIND).rows]


# --- CSV ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(codec):
    data = csv_of("王芳", "李芸").decode().encode(codec)
    assert names(data) == ["王芳", "李芸"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_the_delimiter_is_found(delimiter):
    text = csv_of("王芳").decode().replace(",", delimiter)
    assert names(text.encode()) == ["王芳"]


def test_a_title_above_the_header_is_passed_over_and_rows_keep_their_numbers():
    data = "东溪区名单（导出时间：2026-11-01）\n\n".encode() + csv_of("王芳", "李芸")
    assert [(r.no, r.cells["姓名"]) for r in reading.read(data, KIND).rows] == [(4, "王芳"), (5, "李芸")]


def test_other_headings_for_a_column_and_marks_of_required_ones_are_known():
    data = "编号*, 名字 ,县区\n1,王芳,990103".encode()
    assert names(data) == ["王芳"]


def test_columns_that_are_not_ours_are_named_and_not_kept():
    table = reading.read("编号,姓名,婚姻状况\n1,王芳,已婚".encode(), KIND)
    assert table.unknown == ["婚姻状况"]
    assert "婚姻状况" not in table.rows[0].cells


def test_missing_columns_are_named():
    with pytest.raises(Refused, match="缺少这些列：姓名"):
        reading.read("编号,县区\n1,990103".encode(), KIND)


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(Refused, match="出现了两次：姓名"):
        reading.read("编号,姓名,名字\n1,王芳,李芸".encode(), KIND)


@pytest.mark.parametrize("column", ["定位", "手机定位信息", "活动轨迹", "经纬度", "居住地 经度", "轨 迹"])
def test_a_position_column_refuses_the_whole_file(column):
    with pytest.raises(Refused) as refusal:
        reading.read(f"编号,姓名,{column}\n1,王芳,x".encode(), KIND)
    assert refusal.value.code == "file_positions"
    assert column[:40] in str(refusal.value)


def test_positions_on_another_sheet_refuse_the_file_too():
    with pytest.raises(Refused) as refusal:
        reading.read(book(["编号", "姓名"], [1, "王芳"], more={"附": ["编号", "轨迹"]}), KIND)
    assert refusal.value.code == "file_positions"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        ("编号,姓名".encode(), "file_no_rows"),
        (b"a,b\n1,2", "file_header"),
        (b"\xd0\xcf\x11\xe0rest", "file_old"),
        (b"PK\x03\x04rest", "file_broken"),
        (b"\x00\x01\x02\x03" * 20, "file_encoding"),
        (csv_of("王芳") + b'\n2,"' + "王\n".encode() * 60, "file_quotes"),
        (b"x" * (reading.MAX_BYTES + 1), "file_size"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data, code):
    with pytest.raises(Refused) as refusal:
        reading.read(data, KIND)
    assert refusal.value.code == code


def test_more_rows_than_the_house_takes_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    assert len(names(csv_of("甲", "乙", "丙"))) == 3
    with pytest.raises(Refused, match="超过 3 行"):
        reading.read(csv_of("甲", "乙", "丙", "丁"), KIND)


# --- XLSX --------------------------------------------------------------------------------------------------
def test_a_spreadsheet_is_read_with_its_title_and_empty_rows():
    data = book(["云栖市名单"], [], ["编号", "姓名", "备注"], [1, "王芳", None], [None, None, None], [2, "李芸", 3.0])
    table = reading.read(data, KIND)
    assert [(r.no, r.cells["姓名"], r.cells["备注"]) for r in table.rows] == [(4, "王芳", ""), (6, "李芸", "3")]


def test_a_formula_is_text_and_never_its_result():
    data = book(["编号", "姓名", "备注"], [1, "王芳", '=HYPERLINK("http://example.org")'])
    assert reading.read(data, KIND).rows[0].cells["备注"].startswith("=HYPERLINK")


def test_a_long_number_kept_as_a_number_is_noticed():
    data = book(["编号", "姓名", "备注"], [1, "王芳", 990107199205059000], [2, "李芸", "990101198503070025"])
    assert [r.lost for r in reading.read(data, KIND).rows] == [("备注",), ()]


def test_a_bomb_is_refused_before_it_is_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with pytest.raises(Refused) as refusal:
        reading.read(out.getvalue(), KIND)
    assert refusal.value.code == "file_bomb"


def test_xml_with_entities_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    with pytest.raises(Refused) as refusal:
        reading.read(out.getvalue(), KIND)
    assert refusal.value.code == "file_not_xlsx"


# --- cells -------------------------------------------------------------------------------------------------
def test_full_width_digits_and_spaces_are_mended_and_named():
    row = reading.read("编号,姓名,备注\n１,王芳,　９９０１０１Ｘ　".encode(), KIND).rows[0]
    assert row.cells["备注"] == "990101X"
    assert row.mended == ("编号", "备注")


def test_chinese_punctuation_stays_as_it_is():
    assert cells.plain("云锦，缝纫（晚班）；！") == "云锦，缝纫（晚班）；！"


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301"),
        *("２０２６年３月１日", "46082", "2026-03-01 00:00"),
    ],
)
def test_a_date_is_read_however_it_is_written(text):
    assert cells.day(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026-02-30", "下周", "13", "2026-3", "99999999"])
def test_what_is_no_date_is_refused_and_not_repeated(text):
    with pytest.raises(Refused) as refusal:
        cells.day(text, "入矫日期")
    assert "入矫日期" in str(refusal.value)
    assert text not in str(refusal.value).replace("2026-03-01", "")


def test_a_date_cell_of_a_spreadsheet_is_written_as_a_day():
    assert cells.plain(datetime(2026, 3, 1)) == "2026-03-01"


def test_numbers_yes_and_no_and_lists():
    assert cells.whole("1,200") == 1200
    assert cells.whole("") is None
    assert (cells.yes_no("是"), cells.yes_no("")) == (True, False)
    assert cells.parts("缝纫、包装;包装,\n电脑") == ["缝纫", "包装", "电脑"]
    for bad in ("1.5", "多", "-1", "1e999"):
        with pytest.raises(Refused):
            cells.whole(bad, "人数")
    with pytest.raises(Refused):
        cells.yes_no("也许")


def test_a_genuine_number_that_ends_in_zeros_is_not_taken_for_a_cut_one():
    assert cells.is_lost("990107199205059000")
    genuine = next(n for day in range(1, 29) if identity.id_check_digit(n := f"990101198503{day:02d}200") == "0")
    assert not cells.is_lost(f"{genuine}0")
    assert cells.is_lost("9.90107E+17")
    assert cells.is_lost(9.90107199205059e17)
    assert not cells.is_lost(15400000001)


# --- sheets that leave -------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["=1+1", "+86 154", "-2", "@a", "\t=1", "=cmd|' /c calc'!A1"])
def test_what_a_spreadsheet_would_run_leaves_as_text(text):
    assert sheets.as_csv(["备注"], [[text]]).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    sheet = load_workbook(io.BytesIO(sheets.as_xlsx(["备注"], [[text]]))).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == (f"'{text}", "s")


def test_an_escaped_cell_comes_back_as_it_was():
    sheet = sheets.as_csv(["编号", "姓名", "备注"], [["1", "王芳", "=1+1"]])
    assert reading.read(sheet, KIND).rows[0].cells["备注"] == "=1+1"
