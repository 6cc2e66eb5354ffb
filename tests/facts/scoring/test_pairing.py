"""Which fact read is which fact annotated."""

from decimal import Decimal

import pytest

from facts.figure import Figure
from facts.scoring.gold import GoldFigure, GoldStatement
from facts.scoring.pairing import figures_nearness, pair, same_name, statements_nearness
from facts.statement import Mode, Statement


def gold(value, unit="USD", *, at=(10, 20), low=None, high=None):
    number = None if value is None else Decimal(value)
    return GoldFigure(start=at[0], end=at[1], text="", value=number, low=low or number, high=high or number, unit=unit)


def read(value, unit="USD", *, at=(10, 20), low=None, high=None):
    number = None if value is None else Decimal(value)
    return Figure(start=at[0], end=at[1], text="", value=number, low=low or number, high=high or number, unit=unit, metric="exports")


@pytest.mark.parametrize(
    ("wanted", "given", "shared"),
    [
        (gold("5.8e9"), read(5_800_000_000), 10),
        (gold("5.8e9"), read(5_800_000_000, at=(15, 30)), 5),
        (gold("5.8e9"), read(5_800_000_000, at=(20, 30)), 0),
        (gold("5.8e9"), read(5_800_000_000, "GBP"), 0),
        (gold("5.8e9"), read(5_790_000_000), 0),
        (gold("140", "countries"), read(140, "states"), 10),
        (gold("140", "countries"), read(140, "percent"), 0),
        (gold(None, low=Decimal(30), high=Decimal(40)), read(None, low=Decimal(30), high=Decimal(40)), 10),
        (gold(None, low=Decimal(30), high=Decimal(40)), read(30), 0),
    ],
)
def test_figures_are_one_where_number_unit_and_place_agree(wanted, given, shared):
    assert figures_nearness(wanted, given) == shared


def test_each_fact_read_answers_one_annotation_only():
    wanted = [gold(7), gold(7)]

    assert len(pair(wanted, [read(7)], figures_nearness)) == 1


def test_the_nearest_is_taken_first():
    far, near = read(7, at=(18, 26)), read(7, at=(10, 20))

    assert pair([gold(7)], [far, near], figures_nearness)[0][1] is near


@pytest.mark.parametrize(
    ("end", "same"),
    [(28, True), (22, True), (9, False)],
)
def test_statements_are_one_where_they_share_three_fifths(end, same):
    text = "«We are glad to see you here», she said."
    wanted = GoldStatement(start=1, end=28, text=text[1:28], mode=Mode.DIRECT)
    given = Statement(start=0, end=end, text=text[0:end], mode=Mode.DIRECT)

    assert bool(statements_nearness(text)(wanted, given)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xi Jinping", "xi jinping", True),
        ("Maxim Ryzhenkov", "Ryzhenkov", True),
        ("Li Qiang", "Wang Yi", False),
        (None, None, True),
        (None, "Wang Yi", False),
        ("José Álvarez", "Jose Alvarez", True),
    ],
)
def test_names_are_compared_without_case_and_accents(one, other, same):
    assert same_name(one, other) is same
