"""Which point of the ledger a figure belongs to, and which of two sightings of it stands."""

from datetime import date
from functools import lru_cache
from typing import Any

from facts.compare.intervals import agree, rounding, size
from facts.compare.spans import grows
from facts.figure import Figure, Qualifier, is_counted, is_currency
from facts.known import KnownFigure

_OWN_MONEY = frozenset({"BYN", "CNY", "RUB"})
"""Currencies that statistics of the region are also kept in: an amount in one is no rival of the same amount in dollars."""

_CHANGES = frozenset({"percent", "times", "percentage_points"})
_FIRMNESS = {Qualifier.EXACT: 0, Qualifier.ABOUT: 1, Qualifier.OVER: 2, Qualifier.UNDER: 2, Qualifier.NEARLY: 2}


@lru_cache(maxsize=1000)
def measure(unit: str) -> str:
    """What a unit measures: "money", "CNY", "count", "change", or the measure itself.

    Dollars and pounds are one measure, so that a confused sign comes to light; tonnes beside dollars are two matters.
    """
    if is_currency(unit):
        return unit if unit in _OWN_MONEY else "money"
    if unit in _CHANGES:
        return "change"
    return "count" if is_counted(unit) else unit


def series_key(figure: Figure) -> str:
    """The key of all periods of one thing counted one way."""
    parts = (figure.metric, figure.flow, figure.scope, figure.reporter, figure.kind, figure.modality, measure(figure.unit))
    return "|".join(str(part or "") for part in parts)


def point_key(figure: Figure) -> str:
    """The key of one thing counted one way in one period."""
    return f"{series_key(figure)}|{figure.period or ''}"


def compatible(one: Figure, other: Figure) -> bool:
    """Whether two sightings of a point can both be right: one unit, and values within rounding and qualifiers."""
    return one.unit == other.unit and agree(one, other)


def prefer(current: KnownFigure, new: KnownFigure) -> KnownFigure:
    """The one of two sightings that stands: what the analyst accepted, then the firmer and finer one, then the earlier one.

    Of a figure that grows under one label, the one told later. The order is total and knows nothing of arrival, so that any
    order of arrival ends in the same current value.
    """
    return new if _rank(new) < _rank(current) else current


def _rank(known: KnownFigure) -> tuple[Any, ...]:
    figure, place = known.figure, known.place
    published = place.published or date.max
    newest = -(place.published or date.min).toordinal() if grows(figure) else 0
    value = abs(size(figure))
    fineness = rounding(figure) / value if value and figure.value is not None else 1
    firmness = 3 if figure.value is None else _FIRMNESS[figure.qualifier]
    return (
        *(not known.accepted, newest, firmness, fineness, published),
        # An address is the same in any order of arrival; a document's number is not.
        *(place.url, place.document, place.version, figure.start, figure.end, figure.text, size(figure), figure.unit),
    )
