"""Resident IDs, credit codes, mobiles and their masks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import identity
from kit.errors import Refused

ON = date(2026, 3, 14)


@pytest.fixture(autouse=True)
def _synthetic(settings):
    settings.ALLOW_SYNTHETIC_IDS = True


@pytest.mark.parametrize(
    ("number", "born_on", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), identity.FEMALE),
        ("990101198503070017", date(1985, 3, 7), identity.MALE),
        ("990101198503070025", date(1985, 3, 7), identity.FEMALE),
        ("990102200809151019", date(2008, 9, 15), identity.MALE),
        ("990103197202290030", date(1972, 2, 29), identity.MALE),
        ("990101201011200035", date(2010, 11, 20), identity.MALE),
        ("99010119900101006X", date(1990, 1, 1), identity.FEMALE),
        ("990101199001010190", date(1990, 1, 1), identity.MALE),
    ],
)
def test_a_valid_id_tells_birthday_and_sex(number, born_on, sex):
    assert identity.resident_id(number, ON) == identity.ResidentID(number, born_on, sex)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002x\u200b",
    ],
)
def test_an_id_is_understood_however_it_is_typed(typed):
    assert identity.resident_id(typed, ON).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "id_empty"),
        ("　", "id_empty"),
        ("1101051949123100", "id_length"),
        ("1101051949123100200", "id_length"),
        ("01010519491231002X", "id_form"),
        ("1101051949123X002X", "id_form"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢٣", "id_form"),
        ("990101199002300011", "id_date"),
        ("990101209001010198", "id_future"),
        ("440524188001010014", "id_age"),
        ("110105194912310021", "id_check"),
    ],
)
def test_each_fault_of_an_id_has_its_own_sentence(number, code):
    with pytest.raises(Refused) as caught:
        identity.resident_id(number, ON)
    assert caught.value.code == code
    assert str(caught.value).endswith("。")
    if number.strip():
        assert number not in str(caught.value)


def test_the_limit_of_age_is_120_full_years():
    first17 = "99010119060314001"
    number = first17 + identity.id_check_digit(first17)
    assert identity.resident_id(number, date(2027, 3, 13))
    with pytest.raises(Refused, match="120"):
        identity.resident_id(number, date(2027, 3, 14))


def test_a_demo_id_is_refused_where_real_people_are_kept(settings):
    settings.ALLOW_SYNTHETIC_IDS = False
    with pytest.raises(Refused) as caught:
        identity.resident_id("990101198503070025", ON)
    assert caught.value.code == "id_synthetic"


@pytest.mark.parametrize("prefix", ["810000", "820000", "830000"])
def test_residence_permits_of_hong_kong_macao_and_taiwan_are_ids_too(prefix):
    first17 = f"{prefix}19900101001"
    assert identity.resident_id(first17 + identity.id_check_digit(first17), ON).sex == identity.MALE


def test_sex_and_birthday_must_agree_with_the_id():
    number = "990101198503070025"
    assert identity.resident_id(number, ON, sex="female", born_on=date(1985, 3, 7))
    with pytest.raises(Refused, match="性别"):
        identity.resident_id(number, ON, sex="male")
    with pytest.raises(Refused, match="出生日期"):
        identity.resident_id(number, ON, born_on=date(1985, 3, 8))


@given(st.dates(date(1950, 1, 1), date(2009, 1, 1)), st.integers(0, 999), st.integers(0, 16))
def test_one_wrong_digit_never_passes_the_check(born_on, order, place):
    first17 = f"110105{born_on:%Y%m%d}{order:03}"
    number = first17 + identity.id_check_digit(first17)
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    with pytest.raises(Refused):
        identity.resident_id(wrong, ON)


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    for read in (identity.resident_id, identity.credit_code, identity.mobile):
        try:
            read(text)
        except Refused as why:
            assert why.code


def test_an_id_is_not_written_out_by_accident():
    assert "19850307" not in repr(identity.resident_id("990101198503070025", ON))


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(2008, 9, 15), date(2026, 9, 14), 17),
        (date(2008, 9, 15), date(2026, 9, 15), 18),
        (date(1972, 2, 29), date(2026, 2, 28), 53),
        (date(1972, 2, 29), date(2026, 3, 1), 54),
    ],
)
def test_age_is_full_years_on_the_day(born_on, on, age):
    assert identity.age_on(born_on, on) == age


@pytest.mark.parametrize(
    ("age", "band"),
    [(15, "<16"), (16, "16–17"), (17, "16–17"), (18, "18–24"), (24, "18–24"), (25, "25–34"), (34, "25–34")]
    + [(35, "35–44"), (44, "35–44"), (45, "45–59"), (59, "45–59"), (60, "60+"), (99, "60+")],
)
def test_a_card_shows_a_band_and_not_the_age(age, band):
    assert identity.age_band(age) == band


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("52990100MJ0000018Q", "social_service"),
        ("51990100MJ0000026N", "association"),
        ("53990100MJ0000034B", "foundation"),
        ("91990100MA000004XB", "enterprise"),
        ("11990100000000051T", "organ"),
        ("52990100MJ00001810", "social_service"),
        ("91350100M000100Y43", "enterprise"),
    ],
)
def test_a_credit_code_is_accepted_in_any_writing(code, kind):
    assert identity.credit_code(code) == code
    assert identity.credit_code(f" {code[:8].lower()}-{code[8:].lower()} ") == code
    assert identity.credit_code_kind(code) == kind


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "uscc_empty"),
        ("52990100MJ000001", "uscc_length"),
        ("52990100MJ0000018R", "uscc_check"),
        ("911100001000006248", "uscc_check"),
        ("52990100IJ0000018Q", "uscc_form"),
        ("5299A100MJ0000018Q", "uscc_form"),
    ],
)
def test_each_fault_of_a_credit_code_has_its_own_sentence(code, fault):
    with pytest.raises(Refused) as caught:
        identity.credit_code(code)
    assert caught.value.code == fault


def test_a_manager_may_let_a_genuine_code_pass_that_fails_the_check():
    assert identity.credit_code("52990100MJ0000018R", check=False) == "52990100MJ0000018R"
    with pytest.raises(Refused):
        identity.credit_code("52990100IJ0000018R", check=False)


def test_the_organisation_code_inside_only_warns():
    assert identity.organisation_code_fits("91350100M000100Y43")
    assert identity.organisation_code_fits("52990100MJ0000018Q")
    assert not identity.organisation_code_fits("52990100MJ0000019Q")


@pytest.mark.parametrize(
    "typed",
    ["15400000001", "+86 154 0000 0001", "0086-154-0000-0001", "8615400000001", "＋８６　１５４ ００００ ０００１"]
    + ["(+86)15400000001", "154—0000—0001", "+8615400000001"],
)
def test_a_mobile_is_understood_however_it_is_typed(typed):
    assert identity.mobile(typed) == "+8615400000001"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "mobile_empty"), ("+1 202 555 0100", "mobile_country"), ("12400000001", "mobile_form")]
    + [("1540000000", "mobile_form"), ("010-12345678", "mobile_form"), ("+86 12345", "mobile_form")],
)
def test_each_fault_of_a_mobile_has_its_own_sentence(typed, code):
    with pytest.raises(Refused) as caught:
        identity.mobile(typed)
    assert caught.value.code == code


def test_masks_show_no_more_than_agreed():
    assert identity.mask_name("李芸") == "李*"
    assert identity.mask_name("") == ""
    assert identity.mask_id("990101198503070025") == "9901************25"
    assert identity.mask_id("123") == "*" * 18
    assert identity.mask_id("") == ""
    assert identity.mask_mobile("+8615400000001") == "154****0001"
    assert identity.mask_mobile("5") == "*" * 11
    assert identity.mask_mobile("") == ""


def test_a_demo_city_takes_no_real_number(settings):
    settings.DEMO = True
    assert identity.resident_id("990101198503070017", date(2026, 3, 1)).number
    with pytest.raises(Refused) as caught:
        identity.resident_id("11010519491231002X", date(2026, 3, 1))
    assert caught.value.code == "id_real"
