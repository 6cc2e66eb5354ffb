"""Changes in one measure: "doubled", "+65 %", "index 165" and 增长2倍 as the factor they multiply by."""

import re
from decimal import Decimal

from facts.compare.intervals import Interval, interval
from facts.figure import Figure, Kind

_INDEX = re.compile(r"\bindex\b", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)  # the reading of 增长N倍 gives both meanings
_HUNDRED = Decimal(100)


def is_change(figure: Figure) -> bool:
    """Whether the figure says by how much something grew or fell, in a unit that can be turned into a factor."""
    return figure.kind is Kind.CHANGE and figure.unit in ("percent", "times")


def factor(figure: Figure) -> Interval:
    """The factor a change multiplies by: 165 % of an index and +65 % are both 1.65, "doubled" is 2.

    A multiple after a word of growth in Chinese can mean "to" or "by" so many times: both lie in the interval.
    """
    stated = interval(figure)
    if figure.unit == "times":
        return Interval(stated.low, None if stated.high is None else stated.high + (1 if either_way(figure) else 0))
    base = Decimal(0) if _INDEX.search(figure.reading) else _HUNDRED
    low, high = (None if end is None else (base + end) / _HUNDRED for end in (stated.low, stated.high))
    return Interval(low, high)


def either_way(figure: Figure) -> bool:
    """Whether the words leave open if it is "to" or "by" so many times."""
    return figure.unit == "times" and _EITHER.search(figure.reading) is not None


def agree_as_changes(one: Figure, other: Figure) -> bool:
    """Whether two changes can both be right, whatever unit each is told in."""
    return factor(one).meets(factor(other))
