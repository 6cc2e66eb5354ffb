"""What a printed number leaves open: rounding by its digits, and the end that a qualifier opens."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from facts.figure import Figure, Qualifier

_HALF = Decimal("0.5")
_LOOSE = Decimal("0.05")  # what "about" covers at least, and what a round number can hide at most
_NEAR = Decimal("0.1")  # how far beyond an open bound a number still is "the same number"; what a whole multiple leaves open
_CEILINGS = (Qualifier.UNDER, Qualifier.NEARLY)


@dataclass(frozen=True, slots=True)
class Interval:
    """All that a stated number can mean; None where an end is open."""

    low: Decimal | None
    high: Decimal | None

    @property
    def width(self) -> Decimal | None:
        """From end to end; None where an end is open."""
        return None if self.low is None or self.high is None else self.high - self.low

    def meets(self, other: "Interval") -> bool:
        """Whether one number can be in both. Ends that only touch do not meet: 5.8 stops where 5.9 begins."""
        if self == other:
            return True
        return _below(self.low, other.high) and _below(other.low, self.high)

    def lies_below(self, other: "Interval") -> bool:
        """Whether every number of this one is smaller than every number of the other."""
        return self.high is not None and other.low is not None and self.high <= other.low


def interval(figure: Figure) -> Interval:
    """Everything ``figure`` can mean: 5.8 is [5.75, 5.85), "over 140" begins at 140 and has no end."""
    if figure.value is None:
        return Interval(figure.low, figure.high)
    if figure.qualifier is Qualifier.OVER:
        return Interval(figure.value, None)
    if figure.qualifier in _CEILINGS:
        return Interval(None, figure.value)
    slack = rounding(figure)
    return Interval(figure.value - slack, figure.value + slack)


def rounding(figure: Figure) -> Decimal:
    """Half of the last printed digit; more for "about", and for a round number printed in full such as 67,800.

    A whole multiple is told by a word ("doubled", в три раза) as often as by a digit: a tenth, for 1.65 is not "doubled".
    """
    value = abs(figure.value or Decimal(0))
    half = figure.resolution * _HALF
    if figure.unit == "times" and figure.resolution >= 1:
        half = value * _NEAR
    if figure.qualifier is Qualifier.ABOUT:
        return max(half, value * _LOOSE)
    return max(half, min(_step(figure) * _HALF, value * _LOOSE)) if value >= 1000 else half


def agree(one: Figure, other: Figure) -> bool:
    """Whether both numbers can be right at once, their units being the same.

    Two floors ("over 140", "over 150") both hold for 155, yet who says 140 does not know of 150: they agree when the finer one
    begins with the digits of the coarser one, as "over 3.5" and "over 3.56" do. Two ceilings likewise.
    """
    both = (one.qualifier, other.qualifier)
    if both == (Qualifier.OVER, Qualifier.OVER):
        return _one_bound(one, other, ROUND_FLOOR)
    if all(qualifier in _CEILINGS for qualifier in both):
        return _one_bound(one, other, ROUND_CEILING)
    return interval(one).meets(interval(other))


def same_number(one: Figure, other: Figure) -> bool:
    """Whether the two print the same number, whatever they count: open ends reach a tenth, not to infinity."""
    return agree(one, other) and _closed(one).meets(_closed(other))


def near(one: Figure, other: Figure, ratio: Decimal) -> bool:
    """Whether neither number is more than ``ratio`` times the other."""
    first, second = size(one), size(other)
    return first > 0 and second > 0 and max(first, second) <= ratio * min(first, second)


def size(figure: Figure) -> Decimal:
    """The one number that stands for the figure: its value, or the middle of its range."""
    if figure.value is not None:
        return figure.value
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)


def finer(one: Figure, other: Figure) -> bool:
    """Whether ``one`` says more than ``other``, both being right."""
    mine, theirs = interval(one).width, interval(other).width
    if mine is None:
        return theirs is None and one.qualifier is other.qualifier and _step(one) < _step(other) and one.value != other.value
    return theirs is None or mine < theirs


def _one_bound(one: Figure, other: Figure, way: str) -> bool:
    """Whether both bounds are one once the finer is rounded to the digits of the coarser."""
    step = max(_step(one), _step(other))
    first, second = ((size(figure) / step).to_integral_value(way) for figure in (one, other))
    return first == second


def _below(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low < high


def _closed(figure: Figure) -> Interval:
    """The interval with its open end brought in to a tenth."""
    stated = interval(figure)
    low, high = stated.low, stated.high
    if low is None and high is not None:
        return Interval(high - abs(high) * _NEAR, high)
    if high is None and low is not None:
        return Interval(low - rounding(figure), low + abs(low) * _NEAR)
    return stated


def _step(figure: Figure) -> Decimal:
    """The unit of the last digit that is not an idle zero: 10 for 140, 100 for 67,800; never finer than what is printed."""
    if not figure.value:
        return figure.resolution
    exponent = figure.value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(figure.resolution, Decimal(1).scaleb(exponent))
