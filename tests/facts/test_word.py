"""Words of a set form are one object each, wherever they come from."""

import copy
import json
import pickle

import pytest

from facts.countries import countries, name_of, zone_of
from facts.figure import Flow, Reporter
from facts.watch import Camp


@pytest.mark.parametrize("word", [Flow("KZ->CN"), Flow("BY<->CN"), Reporter("KZ"), Reporter("other"), Camp("KZ independent"), Camp.WEST])
def test_a_word_is_one_object_also_after_a_journey(word):
    again = (type(word)(str(word)), pickle.loads(pickle.dumps(word)), copy.deepcopy(word))

    assert all(one is word for one in again)
    assert json.loads(json.dumps({"word": word})) == {"word": str(word)}


def test_words_of_two_kinds_are_two_though_they_are_spelt_alike():
    assert Reporter("other") is not Camp("other")


@pytest.mark.parametrize(
    ("kind", "word"),
    [(Flow, "KZ-CN"), (Flow, "KZ->Chn"), (Flow, ""), (Reporter, "kz"), (Reporter, "KAZ"), (Camp, "KZ"), (Camp, "west"), (Camp, "KZ press")],
)
def test_a_word_of_another_form_is_none(kind, word):
    with pytest.raises(ValueError, match="is no"):
        kind(word)


def test_a_flow_knows_its_ends_and_whether_it_goes_both_ways():
    assert (Flow("KZ->CN").ends, Flow("KZ->CN").both) == (("KZ", "CN"), False)
    assert (Flow("BY<->CN").ends, Flow("BY<->CN").both) == (("BY", "CN"), True)


def test_countries_have_names_and_most_a_zone():
    assert (name_of("KZ"), name_of("BY"), name_of("XX")) == ("Kazakhstan", "Belarus", "XX")
    assert (zone_of("KZ"), zone_of("NO"), zone_of("US"), zone_of("XX")) == ("Asia/Almaty", "Europe/Oslo", None, None)
    assert len(countries()) == 249
