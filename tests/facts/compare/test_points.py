"""Which point a figure belongs to, and that any order of arrival ends in the same current value."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.compare.points import compatible, measure, point_key, prefer
from facts.figure import Figure
from facts.known import KnownFigure
from tests.facts.compare.strategies import figures, known_figures


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("USD", "money"),
        ("GBP", "money"),
        ("CNY", "CNY"),
        ("visits", "count"),
        ("percent", "change"),
        ("times", "change"),
        ("tonnes", "tonnes"),
    ],
)
def test_a_unit_measures_one_thing(unit, told):
    assert measure(unit) == told


def test_dollars_and_pounds_are_one_point_and_tonnes_another(make):
    assert point_key(make.figure(unit="USD")) == point_key(make.figure(unit="GBP"))
    assert len({point_key(make.figure(unit=unit)) for unit in ("USD", "CNY", "tonnes")}) == 3


def test_the_finer_one_stands_until_the_analyst_accepts_another(make):
    coarse, fine = make.known(make.figure("5.8e9")), make.known(make.figure("5.79e9"), "K-2", "article:2")
    accepted = make.known(make.figure("5.8e9"), "K-3", "article:3", accepted=True)

    assert prefer(coarse, fine) is prefer(fine, coarse) is fine
    assert prefer(accepted, fine) is prefer(fine, accepted) is accepted


def test_firm_numbers_stand_before_bounds_and_ranges(make):
    firm = make.known(make.figure("5.8e9"))
    for other in (make.figure("5.79e9", qualifier="over"), make.figure(None, low=Decimal("5.7e9"), high=Decimal("5.9e9"))):
        assert prefer(make.known(other, "K-2", "article:2"), firm) is firm


def test_of_a_growing_number_the_one_told_later_stands(make):
    early = make.known(make.figure("120", "since 2023-03", "visits"), published=date(2023, 12, 5))
    late = make.known(make.figure("300", "since 2023-03", "visits"), "K-2", "article:2", published=date(2024, 6, 1))

    assert prefer(early, late) is prefer(late, early) is late


@settings(max_examples=50, deadline=None)
@given(st.lists(known_figures(), max_size=4, unique_by=lambda one: (one.place.document, one.figure.start)))
def test_any_order_of_arrival_ends_in_the_same_value(sightings: list[KnownFigure]):
    ends = set()
    for order in permutations(sightings):
        current = order[0] if order else None
        for one in order[1:]:
            current = prefer(current, one)
        ends.add((current.figure, current.place, current.accepted) if current else None)
    assert len(ends) == 1


@settings(max_examples=50, deadline=None)
@given(figures(), figures())
def test_compatible_is_the_same_both_ways(one: Figure, other: Figure):
    assert compatible(one, other) == compatible(other, one)


@settings(max_examples=50, deadline=None)
@given(figures())
def test_a_figure_is_compatible_with_itself(figure: Figure):
    assert compatible(figure, figure)
