"""The register of the city is in: what stands in the files, who finds whom, and what undoing takes back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from desk.imports.models import ImportBatch
from kit import clock
from matching.models import Assessment, AssistanceRequest, Client
from matching.needs import services as assessing
from tests.cast import sign_in
from tests.matching import register as paper

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("register_taken")]


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    with paper.city(django_db_blocker) as cast:
        yield cast


@pytest.fixture(scope="module")
def batch(city):
    """The whole file, uploaded, checked and confirmed by the municipal data clerk."""
    return paper.taken_in(city.data_clerk, paper.data())


@pytest.fixture(scope="module")
def files(batch):
    """The file of each row that came in, by the number in its first column."""
    ids = dict(batch.rows.filter(outcome="made").values_list("row_no", "thing_id"))
    found = Client.objects.select_related("office").in_bulk([int(pk) for pk in ids.values()])
    return {str(no - 2): found[int(pk)] for no, pk in ids.items()}


def find(browser, number: str) -> str:
    """What the list answers to an ID number: the code of the file, or "" when there is none for this person."""
    answer = browser.post(reverse("matching:find_client"), {"id_number": number})
    assert number not in answer.content.decode()
    return answer.url.rstrip("/").rsplit("/", 1)[-1] if answer.status_code == 302 else ""


def fresh(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.get(pk=batch.pk)


# --- what is in ------------------------------------------------------------------------------------------------
def test_509_people_are_in_register_12_of_them_sealed(batch, files):
    assert (batch.status, len(files), Client.objects.count()) == ("applied", 509, 509)
    assert Client.objects.filter(status="active").count() == 509
    assert Client.objects.filter(is_minor_track=True).count() == 12


def test_rows_refused_or_held_made_no_file(files):
    named = paper.named_faults()
    assert not [n for n, said in named.items() if said["expect"] in ("refuse", "hold") and n in files]
    assert {n for n, said in named.items() if said["expect"] in ("normalise", "keep")} <= set(files)


def test_what_was_written_oddly_came_in_mended(files):
    raw = {p["序号"]: p for p in paper.people()}
    assert (raw["106"]["身份证号"].strip()[0], files["106"].id_number) == ("９", "990105196101083911")
    assert raw["151"]["入矫日期"].isdecimal()
    assert files["151"].start_on == date(1899, 12, 30) + timedelta(days=int(raw["151"]["入矫日期"]))
    year, month, day = raw["382"]["入矫日期"].removesuffix("日").replace("年", "月").split("月")
    assert files["382"].start_on == date(int(year), int(month), int(day))
    digits = "".join(c for c in raw["25"]["联系电话"] if c.isdigit())
    assert raw["25"]["联系电话"] != digits
    assert files["25"].phone == f"+86{digits[-11:]}"


def test_a_formula_is_kept_as_text(files):
    assert files["424"].remark == '=cmd|"/c calc"!A1'


def test_a_formula_leaves_the_house_as_text_and_comes_back_as_it_was(city, batch):
    row = next(p for p in paper.people() if p["序号"] == "424") | {"姓名": ""}
    county = paper.manager_of("990105")
    wrong = paper.upload(county, paper.csv_of([row])).batch
    heads, *lines = paper.sheet(wrong, county)
    (line,) = (line for line in lines if line[0] == "3")
    at = heads.index("备注")
    assert line[at] == '\'=cmd|"/c calc"!A1'
    again = paper.upload(county, paper.csv_of([row | {"备注": line[at]}])).batch
    assert again.rows.get(row_no=3).cells["备注"] == '=cmd|"/c calc"!A1'


def test_an_offence_is_kept_as_its_group_in_the_sealed_fields(files):
    assert {files["1"].offence_mask, files["2"].offence_mask} == {1 << 7, 1 << 6}
    assert not Client.objects.filter(offence_unmapped=True).exists()


def test_the_needs_on_paper_are_the_first_assessment(files):
    assert Assessment.objects.get(client=files["1"]).needs == ["vocational_training", "counselling"]
    with_needs = sum(bool(p["困难与需求"]) for p in paper.people() if p["序号"] in files)
    assert Assessment.objects.count() == with_needs


def test_nothing_of_the_file_is_kept_beside_the_files(batch):
    assert not fresh(batch).rows.filter(outcome="made", values__isnull=False).exists()


# --- who finds whom --------------------------------------------------------------------------------------------
def test_497_adults_are_found_by_their_number_in_their_own_office(files):
    raw = {p["序号"]: p for p in paper.people()}
    browsers, found = {}, 0
    for number, client in files.items():
        if client.is_minor_track:
            continue
        if client.office_id not in browsers:
            browsers[client.office_id] = sign_in(paper.officer_of(client.office))
        assert find(browsers[client.office_id], raw[number]["身份证号"]) == client.code
        found += 1
    assert found == 497


def test_another_office_and_another_county_find_nobody(city, files):
    client = next(c for c in files.values() if c.office == city.office and not c.is_minor_track)
    assert find(sign_in(city.officer), client.id_number) == client.code
    assert find(sign_in(city.county_manager), client.id_number) == client.code
    assert find(sign_in(city.outsider), client.id_number) == ""
    assert find(sign_in(city.other_county_manager), client.id_number) == ""
    assert sign_in(city.data_clerk).get(reverse("matching:clients")).status_code == 404


def test_a_search_leaves_no_number_in_the_log(city, files):
    client = next(c for c in files.values() if c.office == city.office and not c.is_minor_track)
    find(sign_in(city.officer), client.id_number)
    event = AuditEvent.objects.filter(action="client.search").latest("pk")
    assert client.id_number not in f"{event.detail}{event.purpose}{event.fields}{event.thing_id}"


def test_the_12_minors_are_found_by_nobody_until_the_county_names_their_officer(files):
    sealed = [c for c in files.values() if c.is_minor_track]
    assert len(sealed) == 12
    for client in sealed:
        officer, county = paper.officer_of(client.office), paper.manager_of(client.county_code)
        assert find(sign_in(officer), client.id_number) == ""
        assert find(sign_in(county), client.id_number) == ""
        address = reverse("matching:name_officer", args=[client.code])
        assert sign_in(officer).get(address).status_code == 404
        answer = sign_in(county).post(address, {"officer": officer.pk})
        assert answer.status_code == 302
        assert find(sign_in(officer), client.id_number) == client.code
        assert find(sign_in(county), client.id_number) == ""


def test_a_sealed_file_opens_to_its_officer_and_deputy_and_to_no_colleague(city, files):
    client = next(c for c in files.values() if c.is_minor_track)
    officer, county = paper.officer_of(client.office), paper.manager_of(client.county_code)
    deputy, colleague = paper.officer_of(client.office, "副手"), paper.officer_of(client.office, "同事")
    answer = sign_in(county).post(
        reverse("matching:name_officer", args=[client.code]), {"officer": officer.pk, "deputy": deputy.pk}
    )
    assert answer.status_code == 302
    address = reverse("matching:client", args=[client.code])
    opened = [sign_in(u).get(address).status_code for u in (officer, deputy, colleague, county)]
    assert opened == [200, 200, 404, 404]


# --- taken back -------------------------------------------------------------------------------------------------
def test_undo_takes_all_back_but_what_was_used_since(city, batch, files):
    used, wanted = [c for c in files.values() if c.office == city.office and not c.is_minor_track][:2]
    address = reverse("matching:name_officer", args=[used.code])
    assert sign_in(city.county_manager).post(address, {"officer": city.officer.pk}).status_code == 302
    assessing.assess(wanted, by=city.officer, needs=["hardship"], levels={"hardship": 2})
    undone = paper.step(batch, "undo", city.data_clerk)
    assert undone.status == "undone"
    assert set(Client.objects.values_list("code", flat=True)) == {used.code, wanted.code}
    assert undone.rows.filter(outcome="undone").count() == 507
    kept = undone.rows.filter(outcome="kept")
    assert {r.kept_because for r in kept} == {"这份档案已在使用。"}
    assert "这份档案已在使用。" in paper.page(undone, city.data_clerk, "kept")
    assert not AssistanceRequest.objects.exists()


def test_undo_is_refused_when_a_day_has_passed(city, batch):
    with clock.frozen(clock.at(paper.DAY + timedelta(days=1), 10, 1)):
        assert paper.step(batch, "undo", city.data_clerk).status == "applied"
    assert Client.objects.count() == 509


def test_only_who_uploaded_takes_it_back(city, batch):
    assert paper.step(batch, "undo", city.county_manager).status == "applied"
