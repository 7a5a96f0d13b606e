"""Every rule key a table may cite."""

import pytest

from kit import law

FAMILIES = {"CC": [*range(1, 13), 20, 21, 22], "MIN": range(1, 7), "BND": [1], "VOL": range(1, 18)}
FAMILIES |= {"PUR": range(1, 28), "RECT": [1, 2], "REL": [1, 2], "LA": [1], "PI": range(1, 12)}


def test_every_rule_of_the_book_is_written_down_and_no_other():
    assert set(law.LAW) == {f"R-{family}-{n:02}" for family, numbers in FAMILIES.items() for n in numbers}


@pytest.mark.parametrize("key", sorted(law.LAW))
def test_each_law_says_what_it_is_in_one_sentence(key):
    found = law.require(key)
    assert found.key == key
    assert str(found.title)
    assert str(found.summary).endswith("。")
    assert found.tag in {"V", "V~", "M", "P"}


def test_a_key_nobody_wrote_down_stops_with_the_key_in_the_text():
    with pytest.raises(KeyError, match="R-XX-99"):
        law.require("R-XX-99")
    assert law.get("R-XX-99") is None


def test_a_citation_names_title_and_article():
    assert str(law.require("R-CC-03")) == "《社区矫正法》第25条"
