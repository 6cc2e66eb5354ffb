"""Rows for any two countries: filled in from the topic, proved once filled, and left out where the topic says all."""

from dataclasses import replace

import pytest

from connectors.watchlist import load_watchlist
from facts.extract.languages.coverage import load_coverage
from facts.extract.languages.meaning import load_meaning
from facts.extract.languages.proof import UnprovedRowError
from facts.extract.languages.sided import called, filled
from facts.language import LANGUAGES
from facts.watch import Topic, Wording
from tests.facts.extract.conftest import ROOT
from tests.facts.extract.reading import watchlist

KAZAKH = load_watchlist(ROOT / "examples" / "kazakhstan-china").topic


def test_a_row_is_filled_in_with_its_proof():
    names = called(KAZAKH, "en")

    row = filled(Wording(read=r"\b{home}-{partner}\b", proof="{home}-{partner} ties"), names)

    assert row is not None
    assert row.proof == "Kazakhstan-China ties"
    assert "Astana" in row.read and "{" not in row.read


def test_without_names_a_row_that_needs_them_is_left_out_and_one_that_keeps_clear_of_them_stays():
    assert filled(Wording(read="{home}", proof="{home}"), {}) is None
    assert filled(Wording(read="(?!{sides})Russia", proof="Russia"), {}) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("turned", [False, True])
def test_every_row_of_every_table_is_proved_for_every_pair(language, turned):
    for topic in (watchlist().topic, KAZAKH):
        sides = dict(reversed(topic.sides.items())) if turned else topic.sides
        other = replace(topic, sides=sides, complete=())

        assert load_meaning(other, language).patterns
        assert load_coverage(other, language).bonds.pattern


@pytest.mark.parametrize(("topic", "others"), [(watchlist().topic, ["Kazakhstan", "Russia"]), (KAZAKH, ["Belarus", "Russia"])])
def test_a_list_of_other_countries_keeps_clear_of_the_two(topic, others):
    found = load_coverage(topic, "en").others.findall("Belarus, Kazakhstan, China and Russia")

    assert found == others


def test_a_table_that_is_complete_leaves_out_the_rows_for_any_two():
    own = replace(KAZAKH, complete=("bonds",))

    assert load_coverage(KAZAKH, "en").bonds.search("Kazakhstan-China relations")
    assert not load_coverage(own, "en").bonds.search("Kazakhstan-China relations")
    assert load_coverage(own, "en").bonds.search("the Khorgos dry port")


def test_a_row_of_the_topic_that_its_proof_does_not_show_names_file_and_table():
    broken = replace(KAZAKH, tables={"bonds": {"en": (Wording(read="Khorgos", proof="Dostyk"),)}})

    with pytest.raises(UnprovedRowError, match=r"topic.yaml, row 1 of bonds"):
        load_coverage(broken, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_names_stand_the_tables_are_whole_and_name_nobody(language):
    nothing = Topic(sides={}, parties=(), subjects=(), formulas=())

    assert load_meaning(nothing, language)["partner"].search("China Китай Кітай 中国") is None
    assert load_coverage(nothing, language).sport.pattern
    assert (nothing.home, nothing.partner) == ("", "")
