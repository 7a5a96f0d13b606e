"""Sealed fields: what the database holds, what a query may ask, what happens when values are moved or keys change."""

import copy
import logging
import pickle
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from config import env
from kit import crypto, keys, rotation
from kit.crypto import EncryptedText, RowKey, Sealed, Unreadable, blind_index

SECRET = "990101198503070025"

with isolate_apps("kit"):

    class Dossier(models.Model):
        row_key = RowKey()
        number = EncryptedText("号码", purpose="确认身份", level="L2")
        note = EncryptedText("备注", purpose="跟进", level="L3")
        plain = models.CharField(max_length=20, default="", blank=True)

        class Meta:
            app_label = "kit"

    class Bare(models.Model):
        number = EncryptedText("号码")

        class Meta:
            app_label = "kit"


@pytest.fixture
def _keys(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    keys.forget()
    yield
    keys.forget()


@pytest.fixture
def table(db, _keys):
    editor = connection.SchemaEditorClass(connection)
    sql, params = editor.table_sql(Dossier)
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
    return Dossier.objects


def stored(pk, column="number"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kit_dossier WHERE id = %s", [pk])
        value = cursor.fetchone()[0]
        return None if value is None else bytes(value)


def test_text_comes_back_and_the_database_holds_none_of_it(table):
    row = table.create(number=SECRET, note="心理辅导记录，情绪平稳")
    assert table.get(pk=row.pk).number == SECRET
    assert table.get(pk=row.pk).note == "心理辅导记录，情绪平稳"
    assert SECRET.encode() not in stored(row.pk)
    assert stored(row.pk)[:2] == bytes((crypto.AES_256_GCM, 1))


def test_empty_text_is_null(table):
    row = table.create(number="", note=None)
    assert (stored(row.pk), stored(row.pk, "note")) == (None, None)
    assert table.filter(number__isnull=True).count() == 1
    again = table.get(pk=row.pk)
    assert again.number is None
    again.number = SECRET
    again.save()
    again.number = ""
    again.save(update_fields=["number"])
    assert table.get(pk=row.pk).number is None


def test_the_same_text_never_looks_the_same_twice(table):
    one, two = table.create(number=SECRET), table.create(number=SECRET)
    assert stored(one.pk) != stored(two.pk)


def test_a_value_moved_to_another_row_or_field_does_not_open(table, caplog):
    one, two = table.create(number=SECRET, note="甲"), table.create(number="990101198503070017")
    table.filter(pk=two.pk).update(number=Sealed(stored(one.pk)))
    table.filter(pk=one.pk).update(note=Sealed(stored(one.pk)))
    with caplog.at_level(logging.ERROR), pytest.raises(Unreadable) as caught:
        _read = table.get(pk=two.pk).number
    assert str(two.row_key) in caplog.text
    assert SECRET not in caplog.text + str(caught.value)
    with pytest.raises(Unreadable):
        _read = table.get(pk=one.pk).note
    assert table.get(pk=one.pk).number == SECRET, "the row itself still opens"


@pytest.mark.parametrize("place", [0, 1, 5, 20, -1])
def test_one_changed_byte_is_noticed(table, place):
    row = table.create(number=SECRET)
    value = bytearray(stored(row.pk))
    value[place] ^= 1
    table.filter(pk=row.pk).update(number=Sealed(value))
    with pytest.raises(Unreadable):
        _read = table.get(pk=row.pk).number


@pytest.mark.parametrize("rest", [b"", b"\x01", b"\x01\x01short"])
def test_a_cut_off_value_is_noticed(table, rest):
    row = table.create(number=SECRET)
    table.filter(pk=row.pk).update(number=Sealed(rest))
    found = table.get(pk=row.pk)
    with pytest.raises(Unreadable):
        _read = found.number


def test_a_list_with_one_broken_value_still_lists(table):
    row = table.create(number=SECRET, plain="甲")
    table.filter(pk=row.pk).update(number=Sealed(b"broken"))
    assert [r.plain for r in table.all()] == ["甲"]


@pytest.mark.parametrize("lookup", ["number", "number__icontains", "number__in", "number__gt"])
def test_sealed_fields_cannot_be_searched(table, lookup):
    with pytest.raises(FieldError, match="blind index"):
        table.filter(**{lookup: [SECRET] if lookup.endswith("in") else SECRET}).exists()


def test_a_query_cannot_write_text_past_the_seal(table):
    row = table.create(number=SECRET)
    row.number = "990101198503070017"
    for write in (lambda: table.update(number="x"), lambda: table.bulk_update([row], ["number"])):
        with pytest.raises(TypeError, match="save"), transaction.atomic():
            write()
    with pytest.raises(TypeError, match="text or None"):
        row.number = b"raw bytes"
    assert table.get(pk=row.pk).number == SECRET


def test_values_and_values_list_hand_out_the_sealed_value_only(table):
    table.create(number=SECRET)
    value = table.values_list("number", flat=True).get()
    assert isinstance(value, Sealed)
    assert SECRET.encode() not in bytes(value)
    assert "sealed" in repr(table.values("number").get())


def test_deferred_fields_are_read_when_asked(table):
    row = table.create(number=SECRET, plain="甲")
    for query in (table.only("plain"), table.defer("number"), table.only("number"), table.defer("row_key")):
        assert query.get(pk=row.pk).number == SECRET
    late = table.only("plain").get(pk=row.pk)
    late.number = "990101198503070017"
    late.save(update_fields=["number"])
    assert table.get(pk=row.pk).number == "990101198503070017"
    late.refresh_from_db(fields=["number"])
    assert late.number == "990101198503070017"


def test_many_rows_are_made_at_once(table):
    table.bulk_create(Dossier(number=f"{n:018}") for n in range(5))
    assert {r.number for r in table.all()} == {f"{n:018}" for n in range(5)}


def test_saving_an_unchanged_row_leaves_the_stored_value_alone(table):
    row = table.create(number=SECRET)
    before = stored(row.pk)
    again = table.get(pk=row.pk)
    again.plain = "乙"
    again.save()
    assert stored(row.pk) == before


def test_an_object_does_not_carry_the_text_openly(table):
    row = Dossier(number=SECRET, note="备注")
    for state in (repr(row), repr(row.__dict__), pickle.dumps(row)):
        assert SECRET not in str(state)
    row.save()
    loaded = table.get(pk=row.pk)
    _read = loaded.number
    assert SECRET.encode() not in pickle.dumps(loaded)
    assert copy.deepcopy(loaded.__dict__)["number"] == loaded.__dict__["number"]


def test_text_given_before_the_row_key_is_sealed_on_the_way(table):
    late = table.create(number="990101198503070017")
    late = table.only("plain").get(pk=late.pk)
    late.number = SECRET
    assert late.number == SECRET
    assert copy.deepcopy(late.__dict__)["number"].text == SECRET
    assert SECRET not in repr(late.__dict__)
    with pytest.raises(TypeError):
        pickle.dumps(late)
    late.save()
    assert table.get(pk=late.pk).number == SECRET


def test_a_new_key_seals_and_the_old_one_still_opens(table):
    old = table.create(number=SECRET, note="甲")
    assert keys.add() == 2
    new = table.create(number=SECRET)
    assert (stored(old.pk)[1], stored(new.pk)[1]) == (1, 2)
    assert table.get(pk=old.pk).number == SECRET
    assert rotation.reseal(Dossier) == 2
    assert stored(old.pk)[1] == stored(old.pk, "note")[1] == 2
    assert rotation.reseal(Dossier) == 0, "a second run finds nothing to do"
    assert (table.get(pk=old.pk).number, table.get(pk=old.pk).note) == (SECRET, "甲")


def test_an_old_key_can_be_put_away_after_resealing(table, settings):
    row, left = table.create(number=SECRET), table.create(plain="空")
    keys.add()
    rotation.reseal(Dossier)
    (settings.KEY_DIR / "field-1").unlink()
    keys.forget()
    assert table.get(pk=row.pk).number == SECRET
    assert table.get(pk=left.pk).number is None


def test_a_missing_key_is_told_and_never_replaced(table, settings):
    keys.add()
    row = table.create(number=SECRET)
    (settings.KEY_DIR / "field-2").unlink()
    keys.forget()
    with pytest.raises(Unreadable, match="KeyMissing"):
        _read = table.get(pk=row.pk).number
    assert not (settings.KEY_DIR / "field-2").exists()


def test_keys_are_for_their_owner_alone(table, settings):
    table.create(number=SECRET)
    blind_index("client.id_number", SECRET)
    for name in ("field-1", "index"):
        path = settings.KEY_DIR / name
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(path.read_bytes()) == 32
    (settings.KEY_DIR / "field-1").write_bytes(b"short")
    keys.forget()
    with pytest.raises(keys.KeyMissing):
        table.create(number=SECRET)


def test_processes_that_start_at_once_share_one_key(tmp_path):
    gate = threading.Barrier(8)

    def start(n: int) -> bytes:
        gate.wait()
        return env.key_file(tmp_path / "keys" / f"field-{n}")

    with ThreadPoolExecutor(8) as crowd:
        for n in range(20):
            found = set(crowd.map(start, [n] * 8))
            assert [len(key) for key in found] == [32]
    assert len(list((tmp_path / "keys").iterdir())) == 20, "no draft is left behind"


@pytest.mark.usefixtures("_keys")
def test_a_blind_index_is_the_same_for_the_same_value_of_the_same_field_only():
    index = blind_index("client.id_number", SECRET)
    assert len(index) == 64
    assert index == blind_index("client.id_number", SECRET)
    assert index != blind_index("volunteer.id_number", SECRET)
    assert index != blind_index("client.id_number", "990101198503070017")
    with pytest.raises(ValueError, match="NULL"):
        blind_index("client.id_number", "")


@pytest.mark.usefixtures("_keys")
def test_another_installation_has_other_indexes(settings, tmp_path):
    before = blind_index("client.id_number", SECRET)
    settings.KEY_DIR = tmp_path / "other"
    assert blind_index("client.id_number", SECRET) != before


def test_a_field_without_purpose_level_or_row_key_stops_the_start():
    faults = [e.msg for e in Bare._meta.get_field("number").check()]
    assert len(faults) == 2
    assert "purpose" in faults[0]
    assert "row_key" in faults[1]
    assert Dossier._meta.get_field("number").check() == []


def test_purpose_and_level_stand_on_the_field_and_not_in_migrations():
    field = Dossier._meta.get_field("number")
    assert (field.purpose, field.level) == ("确认身份", "L2")
    assert not {"purpose", "level"} & set(field.deconstruct()[3])
    assert list(rotation.sealed_fields(Dossier)) == [field, Dossier._meta.get_field("note")]


def test_a_row_key_is_there_before_the_first_save():
    assert isinstance(Dossier().row_key, uuid.UUID)
    assert Dossier().row_key != Dossier().row_key


def test_a_dump_is_refused(table):
    row = table.create(number=SECRET)
    with pytest.raises(TypeError, match="dump"):
        Dossier._meta.get_field("number").value_to_string(row)


def test_forms_may_clean_a_sealed_field(table):
    row = table.create(number=SECRET)
    row.full_clean(validate_unique=False)
    assert row.number == SECRET


def test_every_sealed_field_of_the_house_says_why_and_for_whom():
    for model in rotation.models_with_sealed_fields():
        for field in rotation.sealed_fields(model):
            assert str(field.purpose), f"{model.__name__}.{field.name} (law: R-PI-01)"
            assert field.level in {"own", "L2", "L3", "L4"}
