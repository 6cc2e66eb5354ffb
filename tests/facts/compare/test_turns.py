"""What became of a speaker's set phrases over his texts."""

from datetime import date

import pytest

from facts.compare.turns import Change, turns


def told(make, *texts):
    """The turns of a speaker whose texts, one a month from January on, held these phrases with their verbs."""
    uses = [make.use(month, **verbs) for month, verbs in enumerate(texts, 1)]
    return [(one.formula, one.day and one.day.month, one.change, one.was, one.now) for one in turns(reversed(uses))]


ROAD = {"belt_and_road": "builds"}
BOTH = ROAD | {"one_china": "supports"}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((ROAD, ROAD, ROAD, BOTH), [("one_china", 4, Change.APPEARED, "", "supports")]),
        ((ROAD, ROAD, BOTH), []),  # too little is known of him
        ((BOTH, BOTH, BOTH, ROAD), [("one_china", 4, Change.DISAPPEARED, "supports", "")]),
        ((BOTH, BOTH, BOTH, ROAD, ROAD), [("one_china", 4, Change.DISAPPEARED, "supports", "")]),  # told once
        ((BOTH, BOTH, BOTH, {}), []),  # a text without any phrase misses none
        ((BOTH, ROAD | {"one_china": "understands"}), [("one_china", 2, Change.CHANGED_VERB, "supports", "understands")]),
        ((BOTH, ROAD | {"one_china": "builds"}), []),  # another verb, the same stand
        ((ROAD, *[{}] * 10, ROAD), [("belt_and_road", 12, Change.APPEARED, "", "builds")]),  # back after ten occasions
        ((), []),
    ],
)
def test_a_phrase_comes_goes_or_changes_its_verb(make, texts, expected):
    assert told(make, *texts) == expected


def test_turns_are_told_in_the_order_of_time(make):
    against = ROAD | {"one_china": "opposes"}

    assert [month for _, month, *_ in told(make, ROAD, ROAD, ROAD, BOTH, against, against, against, ROAD)] == [4, 5, 8]


def test_what_has_no_day_is_told_without_one(make):
    uses = [make.use(month, **ROAD) for month in (3, 2, 1)]
    undated = make.use(1, "article:0", **BOTH)
    undated = type(undated)(speaker="Xi Jinping", said_on=None, learned=undated.learned, document="article:0", verbs=BOTH)

    [turn] = turns([undated, *uses])

    assert (turn.day, turn.change) == (None, Change.APPEARED)


def test_reports_of_one_occasion_are_one_turn(make):
    uses = [make.use(4, "article:8", **BOTH), make.use(4, "article:9", **BOTH), *(make.use(month, **ROAD) for month in (3, 2, 1))]

    assert [(one.day, one.change) for one in turns(uses)] == [(date(2025, 4, 1), Change.APPEARED)]
