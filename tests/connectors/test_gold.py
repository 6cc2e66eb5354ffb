"""Annotated archives: where the words stand, and what is wrong with a line."""

import json

import pytest

from connectors.archive import Unreadable
from connectors.gold import read_gold

ROW = {"id": "a", "text": "12 firms, then 12 firms more.", "relevant": True}


def read(**changes):
    [article] = read_gold([json.dumps({**ROW, **changes})], "gold.jsonl")
    return article


def test_the_second_annotation_of_the_same_words_stands_at_their_second_place():
    twice = [{"span": "12 firms", "value": 12, "unit": "firms"}] * 2

    assert [(one.start, one.end) for one in read(figures=twice).figures] == [(0, 8), (15, 23)]


def test_offsets_may_stand_instead_of_the_words():
    [one] = read(figures=[{"start": 15, "end": 23, "value": "12", "unit": "firms"}]).figures

    assert (one.start, one.end) == (15, 23)


def test_words_that_are_not_in_the_text_stand_nowhere():
    [one] = read(figures=[{"span": "13 firms", "value": 13, "unit": "firms"}]).figures

    assert (one.start, one.end) == (-1, -1)


def test_only_what_the_annotation_gives_is_asked():
    [one] = read(figures=[{"span": "12 firms", "value": 12, "unit": "firms", "period": None}]).figures

    assert one.fields == {"period": None}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "gold.jsonl, line 1: no JSON"),
        (json.dumps({"id": "a", "text": "x"}), '"relevant" is missing'),
        (json.dumps({**ROW, "figures": [{"span": "12 firms", "value": "twelve"}]}), "an annotation cannot be read"),
        (json.dumps({**ROW, "figures": ["12 firms"]}), "an annotation cannot be read"),
        (json.dumps({**ROW, "statements": [{"text": "12 firms"}]}), "mode"),
        (json.dumps({**ROW, "statements": [{"text": "12 firms", "mode": "sung"}]}), "sung"),
    ],
)
def test_a_broken_line_is_told_in_its_place(line, told):
    [one] = read_gold([line], "gold.jsonl")

    assert isinstance(one, Unreadable)
    assert told in one.why
    assert "line 1" in one.why
