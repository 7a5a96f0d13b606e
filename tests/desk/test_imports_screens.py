"""The pages of imports, as the people use them: template, upload, preview, confirm, result, undo, error sheet."""

import io
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from audit.models import AuditEvent
from desk import hooks
from desk.imports.models import ImportBatch
from kit.calendar import WorkDay
from kit.hooks import Registry
from tests.desk.paper import CountyPaper, Paper, csv_of

pytestmark = pytest.mark.django_db
NEW = "/desk/imports/new/tests.paper/"


@pytest.fixture(autouse=True)
def paper(monkeypatch):
    kinds = Registry("import_kinds")
    kind = kinds.add(Paper())
    kinds.add(CountyPaper())
    monkeypatch.setattr(hooks, "import_kinds", kinds)
    return kind


def file(*people: str, data: bytes = b"") -> dict:
    return {"file": SimpleUploadedFile("名单.csv", data or csv_of(*people))}


def previewed(browser, jobs, *people: str, code: str = "tests.paper") -> str:
    url = browser.post(f"/desk/imports/new/{code}/", file(*people))["Location"]
    jobs()
    return url


def test_from_template_to_undo(cast, browse, jobs):
    browser = browse(cast.city_manager)
    assert "纸面名单" in browser.get("/desk/imports/").content.decode()
    template = browser.get("/desk/imports/template/tests.paper.xlsx")
    heads = [c.value for c in load_workbook(io.BytesIO(template.content)).active[1]]
    assert heads == ["编号", "姓名", "县区", "备注"]

    url = browser.post(NEW, file("王芳", "错字", "李芸"))["Location"]
    waiting = browser.get(url).content.decode()
    assert "核对导入文件" in waiting
    assert "http-equiv" in waiting
    jobs()

    preview = browser.get(url).content.decode()
    assert "http-equiv" not in preview
    assert "导入 2 行" in preview
    assert "这一行写错了。" in preview
    assert "确认导入：纸面名单" in browser.get("/desk/").content.decode()

    browser.post(f"{url}apply/")
    jobs()
    result = browser.get(url).content.decode()
    assert "已导入" in result
    assert "可撤销至" in result
    assert WorkDay.objects.filter(date__year=2031).count() == 2

    browser.post(f"{url}undo/")
    jobs()
    assert "已撤销" in browser.get(url).content.decode()
    assert not WorkDay.objects.filter(date__year=2031).exists()


def test_a_file_with_positions_is_refused_on_the_form_and_nothing_comes_of_it(cast, browse):
    data = "编号,姓名,活动轨迹\n1,王芳,x".encode()
    response = browse(cast.city_manager).post(NEW, file(data=data))
    assert response.status_code == 422
    assert "“活动轨迹”一列" in response.content.decode()
    assert ImportBatch.objects.get().rows.count() == 0


def test_an_uploaded_file_is_never_put_into_a_folder(cast, browse, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("a roster was written to a file")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", never)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", never)
    long = csv_of(*(f"甲{n}" for n in range(15_000))) + b"\n" * 3_000_000
    assert browse(cast.city_manager).post(NEW, file(data=long)).status_code == 302


def test_a_file_that_is_too_big_is_not_even_taken_into_memory(cast, browse):
    response = browse(cast.city_manager).post(NEW, file(data=b"x" * 11_000_000))
    assert response.status_code == 422
    assert "不超过 10 MB" in response.content.decode()


def test_the_error_sheet_is_logged_and_comes_in_both_forms(cast, browse, jobs):
    browser = browse(cast.city_manager)
    url = previewed(browser, jobs, "错字")
    sheet = browser.get(f"{url}errors.csv")
    assert "attachment" in sheet["Content-Disposition"]
    assert "这一行写错了。" in sheet.content.decode("utf-8-sig")
    assert browser.get(f"{url}errors.xlsx").status_code == 200
    assert browser.get(f"{url}errors.exe").status_code == 404
    assert AuditEvent.objects.filter(action="import.sheet").count() == 2


def test_rows_are_narrowed_and_paged_by_key(cast, browse, jobs):
    browser = browse(cast.city_manager)
    url = previewed(browser, jobs, *(f"错{n}" for n in range(60)), "王芳")
    first = browser.get(url)
    assert len(first.context["lines"]) == 50
    more = browser.get(url, {"after": first.context["page"].older})
    assert len(more.context["lines"]) == 10
    assert len(browser.get(url, {"show": "new"}).context["lines"]) == 1


def test_the_page_of_names_is_logged_and_the_page_of_numbers_is_not(cast, browse, jobs):
    url = previewed(browse(cast.city_manager), jobs, "错字", code="tests.county_paper")
    browse(cast.city_manager).get(url)
    assert (
        not AuditEvent.objects.filter(action="import.preview", actor_id=cast.city_manager.pk)
        .exclude(fields=[])
        .exists()
    )
    page = browse(cast.county_manager).get(url)
    assert "错字" in page.content.decode()
    event = AuditEvent.objects.filter(action="import.preview", actor_id=cast.county_manager.pk).get()
    assert event.fields == ["姓名"]


def test_a_held_row_is_decided_by_its_county(cast, browse, jobs):
    browser = browse(cast.city_manager)
    url = previewed(browser, jobs, "甲", "疑人", code="tests.county_paper")
    browser.post(f"{url}apply/")
    jobs()
    row = ImportBatch.objects.get().rows.get(verdict="held")
    assert "导入这一行" not in browser.get(f"{url}?show=held").content.decode()
    county = browse(cast.county_manager)
    assert "导入这一行" in county.get(f"{url}?show=held").content.decode()
    county.post(f"{url}rows/{row.pk}/", {"choice": "take"})
    row.refresh_from_db()
    assert row.outcome == "made"


def test_imports_of_others_do_not_exist(cast, browse, jobs):
    browser = browse(cast.city_manager)
    url = previewed(browser, jobs, "错字")
    row = ImportBatch.objects.get().rows.get()
    for stranger in (cast.officer, cast.outsider, cast.other_county_manager, cast.volunteer, cast.ngo_admin):
        other = browse(stranger)
        for path in (url, f"{url}errors.csv"):
            assert other.get(path).status_code == 404
        for path in (f"{url}apply/", f"{url}undo/", f"{url}options/", f"{url}rows/{row.pk}/"):
            assert other.post(path).status_code == 404
    for stranger in (cast.officer, cast.outsider, cast.volunteer):
        for path in ("/desk/imports/", NEW, "/desk/imports/template/tests.paper.csv"):
            assert browse(stranger).get(path).status_code == 404
    assert browser.post(f"{url}explode/").status_code == 404
    assert browser.get("/desk/imports/new/no.such/").status_code == 404


def test_a_refused_step_says_its_sentence_on_the_page(cast, browse, jobs):
    browser = browse(cast.city_manager)
    url = previewed(browser, jobs, "错字")
    assert "没有可以导入的行" in browser.post(f"{url}apply/", follow=True).content.decode()
