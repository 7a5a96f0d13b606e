"""A later register of the same city: the same, changed, moved to another county, gone; decided by people, undone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import OrgUnit
from audit.models import AuditEvent
from desk.imports import services as imports
from desk.imports.models import ImportBatch
from kit import clock
from kit.errors import Refused
from matching.models import AssistanceRequest, Client
from matching.needs import services as assessing
from matching.outcomes.services import end_client
from matching.supervisees import imports as register
from matching.supervisees import services as supervisees
from tests import build
from tests.cast import sign_in
from tests.matching import register as paper

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("register_again")]


def known(number: str) -> dict[str, str]:
    return next(p for p in paper.people() if p["序号"] == number)


def first_people() -> list[dict[str, str]]:
    """Six adults of 东溪区's 河口街道 and around, two of 栖霞区, and a minor."""
    good = [p for p in paper.people() if p["序号"] not in paper.named_faults()]
    adults = [p for p in good if not p["监护人"]]
    here = [p for p in adults if p["居住地编码"] == "990103002"][:3]
    around = [p for p in adults if p["居住地编码"].startswith("990103") and p not in here][:3]
    there = [p for p in adults if p["居住地编码"].startswith("990102")][:2]
    return [*here, *around, *there, next(p for p in good if p["监护人"])]


PEOPLE = first_people()


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    with paper.city(django_db_blocker) as cast:
        yield cast


@pytest.fixture(scope="module")
def first(city):
    """The register of last month."""
    return paper.taken_in(city.data_clerk, paper.csv_of(PEOPLE))


@pytest.fixture
def clerk(city, first):
    return city.data_clerk


def client_of(row: dict[str, str]) -> Client:
    return Client.objects.get(id_index=register.read(_row(row), register.Offices(), paper.DAY).index)


def _row(cells: dict[str, str]) -> register.Row:
    return register.Row(3, cells)


def with_changes(number: int, **cells: str) -> list[dict[str, str]]:
    return [p | (cells if n == number else {}) for n, p in enumerate(PEOPLE)]


def again(clerk, rows: list[dict[str, str]]) -> ImportBatch:
    return paper.upload(clerk, paper.csv_of(rows)).batch


# --- the same and the changed -----------------------------------------------------------------------------------
def test_the_same_file_again_changes_nothing(clerk):
    batch = paper.upload(clerk, paper.csv_of(PEOPLE)).batch
    assert batch.counts == {"same": 9}
    assert paper.step(batch, "apply", clerk).status == "previewed", "there is nothing to confirm"


def test_a_changed_row_updates_the_file_and_nothing_else(clerk):
    before = AuditEvent.objects.filter(action="client.update").count()
    batch = again(clerk, with_changes(0, 联系电话="15400001234", 解矫日期="2028-01-31"))
    assert batch.counts == {"same": 8, "changed": 1}
    paper.step(batch, "apply", clerk)
    client = client_of(PEOPLE[0])
    assert (client.phone, str(client.end_on)) == ("+8615400001234", "2028-01-31")
    event = AuditEvent.objects.filter(action="client.update").latest("pk")
    assert (sorted(event.fields), AuditEvent.objects.filter(action="client.update").count()) == (
        ["end_on", "phone"],
        before + 1,
    )


def test_an_empty_cell_and_a_missing_column_take_nothing_out_of_a_file(clerk):
    bare = [{k: v for k, v in p.items() if k not in ("监护人", "文化程度", "罪名")} for p in PEOPLE]
    bare[0] = bare[0] | {"联系电话": "", "居住地": ""}
    bare[1] = bare[1] | {"联系电话": "打不通"}
    batch = again(clerk, bare)
    assert batch.counts == {"same": 9}


def test_another_offence_goes_into_its_group(clerk):
    batch = again(clerk, with_changes(0, 罪名="滥伐林木罪"))
    paper.step(batch, "apply", clerk)
    client = client_of(PEOPLE[0])
    assert (client.offence, client.offence_mask) == ("滥伐林木罪", 1 << 8)


def test_an_offence_that_the_table_does_not_know_is_the_offices_to_sort(clerk, city):
    batch = again(clerk, with_changes(0, 罪名="骗取贷款罪"))
    row = batch.rows.get(row_no=3)
    assert (row.verdict, row.warnings[0]["code"]) == ("changed", "offence")
    assert "骗取贷款" not in str(row.warnings)
    paper.step(batch, "apply", clerk)
    client = client_of(PEOPLE[0])
    assert (client.offence_mask, client.offence_unmapped) == (0, True)


def test_a_corrected_first_day_may_seal_a_file_and_never_opens_one(clerk):
    minor, number = PEOPLE[-1], len(PEOPLE) - 1
    batch = again(clerk, with_changes(number, 入矫日期="2026-10-31", 解矫日期="2030-10-31"))
    paper.step(batch, "apply", clerk)
    assert client_of(minor).is_minor_track
    Client.objects.filter(pk=client_of(minor).pk).update(is_minor_track=False)
    batch = again(clerk, with_changes(number, 入矫日期="2026-10-30", 解矫日期="2030-10-31"))
    assert batch.rows.get(row_no=number + 3).is_hidden
    paper.step(batch, "apply", clerk)
    assert client_of(minor).is_minor_track


# --- a term that is over ----------------------------------------------------------------------------------------
def test_a_term_that_is_over_is_taken_and_then_ended(clerk):
    row = known("20") | {"解矫日期": "2026-10-15"}
    batch = again(clerk, [*PEOPLE, row])
    assert batch.rows.get(row_no=12).verdict == "new", "a last day in the past is no fault"
    paper.step(batch, "apply", clerk)
    client = client_of(row)
    assert (client.status, client.end_reason, client.ended_on) == ("ended", "released", paper.DAY)
    assert again(clerk, [*PEOPLE, row]).counts == {"same": 10}, "the paper may go on naming it"


def test_what_the_house_ended_at_once_is_still_taken_back(clerk):
    row = known("20") | {"解矫日期": "2026-10-15"}
    batch = paper.step(again(clerk, [*PEOPLE, row]), "apply", clerk)
    paper.step(batch, "undo", clerk)
    assert Client.objects.count() == 9


# --- whose file has ended ---------------------------------------------------------------------------------------
NEW_TERM = {"矫正类别": "假释", "入矫日期": "2026-11-01", "解矫日期": "2028-10-31"}


def files_of(client: Client) -> list[Client]:
    return list(Client.objects.filter(id_index=client.id_index).order_by("pk"))


def test_whoever_comes_back_with_a_new_term_is_taken_in_with_a_second_file(clerk, city):
    old = client_of(PEOPLE[0])
    _end(old, city)
    batch = again(clerk, with_changes(0, **NEW_TERM))
    assert batch.rows.get(row_no=3).verdict == "new"
    paper.step(batch, "apply", clerk)
    first, second = files_of(old)
    assert (first.pk, first.status, second.status, second.earlier) == (old.pk, "ended", "active", first)
    assert (second.category, second.officer, second.full_name) == ("parole", None, first.full_name)
    assert second.code != first.code and not second.consents.exists()
    assert [f.category for f in files_of(old)] == [old.category, "parole"], "the file of the first term stays as it was"


def test_a_month_later_the_paper_speaks_of_the_second_file(clerk, city):
    old = client_of(PEOPLE[0])
    _end(old, city)
    paper.step(again(clerk, with_changes(0, **NEW_TERM)), "apply", clerk)
    later = again(clerk, with_changes(0, **NEW_TERM, 就业状况="在职"))
    assert later.rows.get(row_no=3).thing_id == str(files_of(old)[1].pk)
    assert not later.rows.filter(verdict="gone").exists()


def test_undo_takes_the_second_file_away_and_leaves_the_first(clerk, city):
    old = client_of(PEOPLE[0])
    _end(old, city)
    batch = paper.step(again(clerk, with_changes(0, **NEW_TERM)), "apply", clerk)
    paper.step(batch, "undo", clerk)
    assert [f.pk for f in files_of(old)] == [old.pk]


def test_a_row_that_goes_on_with_the_ended_term_waits_and_the_office_registers_anew(clerk, city):
    """The paper may be late, or the file was ended by mistake: its days do not tell."""
    old = client_of(PEOPLE[0])
    _end(old, city)
    batch = paper.step(again(clerk, PEOPLE), "apply", clerk)
    row = batch.rows.get(row_no=3)
    assert (row.verdict, row.code) == ("held", "ended")
    assert len(files_of(old)) == 1
    assert paper.decide(row, "take", city.outsider).outcome == ""
    assert paper.decide(row, "take", city.officer).outcome == "made"
    assert [f.status for f in files_of(old)] == ["ended", "active"]


def test_the_sealed_file_of_a_minor_stays_sealed_beside_the_new_one(clerk, city):
    """Grown up and in correction again: the new file is an adult's, and says nothing of the sealed one (R-MIN-02)."""
    minor = PEOPLE[-1]
    old = client_of(minor)
    assert old.is_minor_track
    Client.objects.filter(pk=old.pk).update(officer=city.colleague, office=city.office, county_code="990103")
    end_client(Client.objects.get(pk=old.pk), by=city.colleague, reason="released")
    term = {"入矫日期": "2030-03-01", "解矫日期": "2031-03-01", "居住地编码": "990103002", "居住地": "东溪区河口街道"}
    with clock.frozen(clock.at(date(2030, 3, 4), 10)):
        batch = paper.step(again(clerk, [minor | term | {"监护人": ""}]), "apply", clerk)
        new = files_of(old)[1]
        assert (new.is_minor_track, new.earlier, new.status) == (False, old, "active")
        assert not batch.rows.get(row_no=3).is_hidden
        browser = sign_in(city.officer)
        page = browser.get(reverse("matching:client", args=[new.code]))
        assert page.status_code == 200
        assert old.code not in page.content.decode() and "上一次的档案" not in page.content.decode()
        assert browser.get(reverse("matching:client", args=[old.code])).status_code == 404
        own = sign_in(city.colleague).get(reverse("matching:client", args=[new.code])).content.decode()
        assert old.code in own, "who may open both is led from one to the other"


# --- another county ---------------------------------------------------------------------------------------------
MOVED = {"居住地编码": "990102003", "居住地": "栖霞区新桥街道"}


def _with_officer(city) -> Client:
    client = client_of(PEOPLE[0])
    supervisees.name_officer(client, by=_acting(city.county_manager, "CBM"), officer=city.officer)
    return client


def _acting(user, role: str):
    user.acting_role = role
    return user


def test_a_changed_county_moves_the_file_and_what_is_open_for_it(clerk, city):
    client = _with_officer(city)
    consent = build.give_consent(city, client)
    request = build.draft(city, who=client, consent=consent)
    batch = again(clerk, with_changes(0, **MOVED))
    assert batch.counts == {"same": 8, "changed": 1}
    paper.step(batch, "apply", clerk)
    client.refresh_from_db()
    assert (client.county_code, client.office.division_id, client.officer) == ("990102", "990102003", None)
    assert (client.x_m, client.y_m) == (client.town.x_m, client.town.y_m)
    request.refresh_from_db()
    assert (request.office_id, request.county_code) == (client.office_id, "990102")
    assert AuditEvent.objects.filter(action="client.transfer", thing_id=str(client.pk)).count() == 1
    address = reverse("matching:client", args=[client.code])
    assert sign_in(city.officer).get(address).status_code == 404
    assert sign_in(city.other_county_manager).get(address).status_code == 200


def test_undo_takes_the_file_and_its_requests_back_to_the_old_office(clerk, city):
    client = _with_officer(city)
    consent = build.give_consent(city, client)
    request = build.draft(city, who=client, consent=consent)
    was = (client.x_m, client.y_m, client.office_id, client.officer_id)
    paper.officer_of(OrgUnit.objects.get(kind="judicial_office", division_id="990102003"))
    batch = paper.step(again(clerk, with_changes(0, **MOVED)), "apply", clerk)
    request.refresh_from_db()
    assert request.officer != city.officer
    paper.step(batch, "undo", clerk)
    client.refresh_from_db()
    request.refresh_from_db()
    assert (client.x_m, client.y_m, client.office_id, client.officer_id) == was
    assert (request.office_id, request.county_code, request.officer) == (was[2], "990103", city.officer)


def test_a_county_cannot_pull_a_file_out_of_another_county(clerk, city):
    batch = again(city.other_county_manager, with_changes(0, **MOVED))
    row = batch.rows.get(row_no=3)
    assert (row.verdict, row.code) == ("error", "other_county")
    assert "另一个县区" in row.faults[0]["sentence"]
    assert "东溪" not in str(row.faults)


# --- gone -------------------------------------------------------------------------------------------------------
@pytest.fixture
def gone(clerk):
    """A register that no longer names the first person of 河口街道 nor the minor."""
    return paper.step(again(clerk, [*PEOPLE[1:-1], known("20")]), "apply", clerk)


def gone_row(gone, row: dict[str, str]):
    return gone.rows.get(verdict="gone", thing_id=str(client_of(row).pk))


def test_who_is_gone_from_the_paper_stays_in_register_until_somebody_decides(gone):
    assert gone.counts == {"same": 7, "new": 1, "gone": 2}
    assert client_of(PEOPLE[0]).status == "active"


def test_the_office_sees_the_code_of_who_is_gone_and_decides(gone, city):
    client = client_of(PEOPLE[0])
    words = paper.page(gone, city.officer, "gone")
    assert client.code in words
    assert "解除矫正，结束档案" in words and "保留" in words
    assert PEOPLE[0]["姓名"] not in words
    row = paper.decide(gone_row(gone, PEOPLE[0]), "released", city.officer)
    client.refresh_from_db()
    assert (client.status, client.end_reason, row.outcome) == ("ended", "released", "changed")
    assert (row.values, row.was) == (None, {"status": "active"})


def test_a_file_that_is_gone_may_be_kept(gone, city):
    row = paper.decide(gone_row(gone, PEOPLE[0]), "leave", city.officer)
    assert (row.outcome, client_of(PEOPLE[0]).status) == ("left", "active")


def test_the_clerk_another_office_and_another_county_decide_nothing(gone, city):
    assert client_of(PEOPLE[0]).code not in paper.page(gone, city.data_clerk, "gone")
    row = gone_row(gone, PEOPLE[0])
    for user in (city.data_clerk, city.outsider, city.other_county_manager):
        assert paper.decide(row, "released", user).outcome == ""
        with pytest.raises(Refused) as why:
            imports.decide(row, "released", by=user)
        assert why.value.code == "import_decide"
    assert client_of(PEOPLE[0]).status == "active"


def test_a_sealed_file_is_ended_by_its_own_officer_alone(gone, city):
    client = client_of(PEOPLE[-1])
    officer, colleague = paper.officer_of(client.office), paper.officer_of(client.office, "同事")
    row = gone_row(gone, PEOPLE[-1])
    county = paper.manager_of(client.county_code)
    supervisees.name_officer(client, by=_acting(county, "CBM"), officer=officer)
    assert paper.decide(row, "released", colleague).outcome == ""
    words = paper.page(gone, officer, "gone")
    assert PEOPLE[-1]["姓名"] not in words
    assert f"解除矫正，结束档案 {client.code}" in words
    shut = paper.page(gone, colleague, "gone")
    assert "解除矫正，结束档案" not in shut and client.code not in shut, "no button and no code for whoever may not"
    assert paper.decide(row, "transferred", officer).outcome == "changed"
    client.refresh_from_db()
    assert (client.status, client.end_reason) == ("ended", "transferred")


def test_nobody_decides_before_the_file_is_in(clerk, city):
    batch = again(clerk, PEOPLE[1:])
    assert paper.decide(gone_row(batch, PEOPLE[0]), "released", city.officer).outcome == ""


def test_what_an_officer_ended_is_not_taken_back_with_the_import(gone, city):
    paper.decide(gone_row(gone, PEOPLE[0]), "released", city.officer)
    undone = paper.step(gone, "undo", city.data_clerk)
    row = gone_row(undone, PEOPLE[0])
    assert (row.outcome, client_of(PEOPLE[0]).status) == ("kept", "ended")


def test_a_row_refused_for_something_else_is_not_gone(clerk):
    batch = again(clerk, with_changes(0, 矫正类别="监视居住"))
    assert batch.counts == {"same": 8, "error": 1}


# --- held rows ---------------------------------------------------------------------------------------------------
def test_the_clerk_takes_a_row_without_county_by_the_name_of_its_town(clerk, city):
    row = known("453")
    batch = paper.step(again(clerk, [*PEOPLE, known("20"), row]), "apply", clerk)
    held = batch.rows.get(row_no=13)
    assert (held.verdict, held.county_code) == ("held", "")
    words = paper.page(batch, clerk, "held")
    assert "按居住地的名称登记" in words and row["姓名"] not in words
    assert paper.decide(held, "take", clerk).outcome == "made"
    assert client_of(row | {"居住地编码": "990107001"}).town.name == "柳林镇"


def test_a_doubled_id_across_counties_is_decided_by_the_clerk(clerk, city):
    later = known("20") | {"居住地编码": "990102003", "联系电话": "15400005678"}
    batch = paper.step(again(clerk, [*PEOPLE, known("20"), later]), "apply", clerk)
    held = batch.rows.get(row_no=13)
    assert held.code == "double_counties"
    assert paper.decide(held, "take", city.other_county_manager).outcome == ""
    assert paper.decide(held, "take", clerk).outcome == "changed"
    client = client_of(known("20"))
    assert (client.county_code, client.phone) == ("990102", "+8615400005678")


def test_a_doubled_id_within_a_county_is_told_with_its_row_and_decided_there(clerk, city):
    rows = [*PEOPLE, PEOPLE[0] | {"联系电话": "15400005678"}]
    batch = again(clerk, rows)
    held = batch.rows.get(row_no=12)
    assert (held.code, "第 3 行" in held.faults[0]["sentence"]) == ("double", True)
    assert "第 12 行" in batch.rows.get(row_no=3).warnings[0]["sentence"], "both are shown"
    paper.step(again(clerk, [*rows, known("20")]), "apply", clerk)
    held = ImportBatch.objects.latest("pk").rows.get(row_no=12)
    assert paper.decide(held, "take", clerk).outcome == ""
    assert paper.decide(held, "take", city.officer).outcome == "changed"
    assert client_of(PEOPLE[0]).phone == "+8615400005678"


# --- undo --------------------------------------------------------------------------------------------------------
def test_undo_gives_a_file_in_use_its_old_values_back(clerk, city):
    client = _with_officer(city)
    was = client.phone
    batch = paper.step(again(clerk, with_changes(0, 联系电话="15400001234")), "apply", clerk)
    paper.step(batch, "undo", clerk)
    client.refresh_from_db()
    assert (client.phone, client.officer) == (was, city.officer)


def test_undo_leaves_what_was_changed_again_since(clerk, city):
    batch = paper.step(again(clerk, with_changes(0, 联系电话="15400001234")), "apply", clerk)
    client = client_of(PEOPLE[0])
    supervisees.update_client(client, by=None, phone="+8615400009999")
    undone = paper.step(batch, "undo", clerk)
    client.refresh_from_db()
    assert client.phone == "+8615400009999"
    assert undone.rows.get(row_no=3).kept_because.startswith("导入之后又改过")


@pytest.mark.parametrize("what", ["needs", "limits", "conflict", "request", "end"])
def test_a_new_file_that_somebody_has_worked_on_stays(clerk, city, what):
    row = known("20") | {"居住地编码": "990103002"}
    batch = paper.step(again(clerk, [*PEOPLE, row]), "apply", clerk)
    client = client_of(row)
    _use(client, city, what)
    undone = paper.step(batch, "undo", clerk)
    assert Client.objects.filter(pk=client.pk).exists()
    assert undone.rows.get(row_no=12).outcome == "kept"


def _use(client: Client, city, what: str) -> None:
    by = _acting(city.officer, "OFF")
    if what == "needs":
        for _version in range(2):
            assessing.assess(client, by=by, needs=["hardship"])
    elif what == "limits":
        supervisees.set_limits(client, by=by, key_level=2)
    elif what == "conflict":
        supervisees.note_conflict(client, by=by, kind="relative", user=city.social_worker)
    elif what == "end":
        _end(client, city)
    else:
        AssistanceRequest.objects.create(
            number="AR-202611-00001", client=client, office=client.office, county_code="990103", author=by, officer=by,
            need="hardship", category=5,
        )  # fmt: skip


def _end(client: Client, city) -> None:
    end_client(client, by=paper.officer_of(client.office), reason="released")


def test_undo_is_refused_after_24_hours(clerk):
    batch = paper.step(again(clerk, with_changes(0, 联系电话="15400001234")), "apply", clerk)
    with clock.frozen(clock.at(paper.DAY + timedelta(days=1), 10, 1)):
        paper.step(batch, "undo", clerk)
        with pytest.raises(Refused, match="撤销的时限已过"):
            imports.undo(ImportBatch.objects.get(pk=batch.pk), by=clerk)
    assert client_of(PEOPLE[0]).phone == "+8615400001234"
