"""The same words for different persons: found by fingerprint, told before saving, counted for the county."""

from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.errors import Refused
from matching.help_plans.services import write_plan
from matching.models import TextBand, TextMark
from matching.needs.services import assess
from matching.requests import services as requests
from matching.sameness import fingerprint
from matching.sameness.services import mark_text
from matching.sameness.views import counted
from tests import build
from tests.cast import sign_in

WISH = "希望找一份离家近的白班缝纫工作，能按月领工资，三个月以内上岗"
NEAR = "希望找一份离家近的白班缝纫工作，按月领工资，三个月以内上岗！"
OTHER = "孩子要上初中了，想请人帮忙办转学，再找一个周末能辅导数学的志愿者"


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def key(piece: str) -> int:
    return int.from_bytes(sha256(piece.encode()).digest()[:8], "big")


def near(one: str, other: str) -> tuple[bool, bool]:
    """Whether the index finds them, and whether they are then held alike."""
    a, b = (fingerprint.signature(fingerprint.normal(text), key) for text in (one, other))
    found = bool(set(fingerprint.bands(a)) & set(fingerprint.bands(b)))
    return found, fingerprint.alike(fingerprint.packed(a), fingerprint.packed(b))


# --- pure ------------------------------------------------------------------------------------------------------
def test_spaces_marks_digits_and_width_make_no_other_text() -> None:
    assert fingerprint.normal(" Ａ厂 3 月，Ok！_") == fingerprint.normal("a厂12月ok")


def test_equal_and_nearly_equal_texts_are_found_others_are_not() -> None:
    assert near(WISH, WISH + "。") == (True, True)
    assert near(WISH, NEAR) == (True, True)
    assert near(WISH, OTHER) == (False, False)


def test_a_short_text_says_nothing() -> None:
    assert fingerprint.signature(fingerprint.normal("想找工作"), key) == ()


# --- what is asked of the author -------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_author_is_told_and_nothing_is_saved_until_it_is_changed_or_explained(cast) -> None:
    assess(build.client(cast), by=cast.officer, needs=["housing"], note=WISH)
    row = build.client(cast, name="吴梅")
    with pytest.raises(Refused) as no:
        assess(row, by=cast.officer, needs=["housing"], note=WISH, keep_why="")
    assert no.value.code == "same_text" and not row.assessments.exists() and TextMark.objects.count() == 1
    assess(row, by=cast.officer, needs=["housing"], note=WISH, keep_why="同一户人家")
    mark = TextMark.objects.latest("pk")
    assert (mark.twins_n, mark.why) == (1, "同一户人家")
    assess(row, by=cast.officer, needs=["housing"], note=OTHER, keep_why="")
    assert TextMark.objects.latest("pk").twins_n == 0


@pytest.mark.django_db
def test_the_same_words_for_the_same_person_are_no_matter(cast) -> None:
    row = build.client(cast)
    for _n in range(2):
        assess(row, by=cast.officer, needs=["housing"], note=WISH, keep_why="")
    assert set(TextMark.objects.values_list("twins_n", flat=True)) == {0}


@pytest.mark.django_db
def test_requests_and_plans_are_looked_at_too_and_a_changed_draft_is_marked_anew(cast) -> None:
    first, second = build.client(cast), build.client(cast, name="吴梅")
    write_plan(first, by=cast.officer, items=[{"need": "housing", "goal": WISH, "wish": ""}])
    draft = requests.ask_for_help(second, by=cast.officer, need="housing")
    with pytest.raises(Refused):
        requests.edit_draft(draft, by=cast.officer, wish=WISH, keep_why=" ")
    requests.edit_draft(draft, by=cast.officer, wish=OTHER, keep_why="")
    assert TextMark.objects.get(kind="request").twins_n == 0
    with pytest.raises(Refused):
        write_plan(second, by=cast.officer, items=[{"need": "housing", "goal": WISH, "wish": ""}], keep_why="")
    assert not second.help_plans.exists()


@pytest.mark.django_db
def test_a_sealed_file_is_compared_with_nobody(cast) -> None:
    young = build.client(cast, born_on=date(2009, 5, 1), consent=False)
    assess(young, by=cast.officer, needs=["schooling"], note=WISH)
    assess(build.client(cast), by=cast.officer, needs=["schooling"], note=WISH, keep_why="")
    assert set(TextMark.objects.values_list("twins_n", flat=True)) == {0}


@pytest.mark.django_db
def test_neither_text_nor_piece_of_it_is_kept(cast) -> None:
    draft = build.draft(cast)
    requests.edit_draft(draft, by=cast.officer, wish=WISH)
    mark = TextMark.objects.get(kind="request")
    assert len(bytes(mark.signature)) == 4 * fingerprint.HASHES and mark.bands.count() == 8
    plain = fingerprint.signature(fingerprint.normal(WISH + draft.goal), key)
    assert bytes(mark.signature) != fingerprint.packed(plain), "the key makes the mark"


@pytest.mark.django_db
def test_a_look_up_costs_the_same_among_many(cast) -> None:
    def cost(row) -> int:
        with CaptureQueriesContext(connection) as seen:
            mark_text("plan", type("T", (), {"pk": 10_000 + row.pk}), client=row, texts=[OTHER], by=cast.officer)
        return len(seen)

    rows = [build.client(cast, name=f"吴{n}", consent=False) for n in range(6)]
    alone = cost(rows[0])
    for n, row in enumerate(rows[1:5]):
        mark_text("plan", type("T", (), {"pk": n}), client=row, texts=[WISH], by=cast.officer)
    assert cost(rows[5]) == alone
    assert TextMark.objects.get(thing_id=10_000 + rows[5].pk).twins_n == 1
    assert TextBand.objects.count() == 8 * 6


# --- pages -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_form_asks_for_a_reason_only_then_and_never_shows_whose_words_they_are(cast) -> None:
    other = build.client(cast, name="吴梅")
    requests.edit_draft(build.draft(cast, who=other), by=cast.officer, wish=WISH, goal="")
    draft = build.draft(cast, need="housing")
    browser, page = sign_in(cast.officer), reverse("matching:draft", args=[draft.number])
    label = "为什么可以相同"
    assert label not in browser.get(page).content.decode()
    data = {
        "wish": WISH, "schedule": "1", "min_blocks": "1", "max_km": "15", "gender_pref": "0", "min_grade": "C",
        "then": "check",
    }  # fmt: skip
    told = browser.post(page, data)
    html = told.content.decode()
    assert told.status_code == 409 and label in html and "与另外 1 人的文字几乎相同" in html
    assert other.code not in html and "吴梅" not in html
    done = browser.post(page, {**data, "keep_why": "同一户人家"})
    assert done.status_code == 302
    assert TextMark.objects.get(kind="request", thing_id=draft.pk).why == "同一户人家"


@pytest.mark.django_db
def test_the_county_counts_and_reads_no_text(cast) -> None:
    for name in ("吴梅", "郑好", "孙强"):
        assess(build.client(cast, name=name), by=cast.officer, needs=["housing"], note=WISH)
    assess(build.client(cast), by=cast.colleague, needs=["housing"], note=OTHER)
    assert counted(cast.county_manager) == [
        [cast.officer, "需求评估", 3, 2, 0, "66.7%"], [cast.colleague, "需求评估", 1, 0, 0, "0.0%"],
    ]  # fmt: skip
    assert counted(cast.other_county_manager) == []
    page = sign_in(cast.county_manager).get(reverse("matching:same_texts")).content.decode()
    assert "66.7%" in page and "缝纫" not in page
    for who in ("officer", "outsider", "city_manager"):
        assert sign_in(getattr(cast, who)).get(reverse("matching:same_texts")).status_code == 404
