"""Periods that other figures of an article tell: a number said twice, and a multiple between two years."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from facts.figure import Figure, Kind
from facts.period import Period, PeriodKind

_NEAR = 150  # characters in which two amounts and what lies between their years stand
_ROUGH = Decimal("0.02")  # what rounding may leave between a multiple and its two amounts
_APART = 2  # years; the growth from one to the next is told for the later one


def with_echoes(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give figures the periods that others tell of them.

    figures  of one article, in reading order
    returns  the same, where a number without a time that was said before has its period then ("11 residents", told once for this
             year), and a multiple that is what two amounts before it come to ("$60m in 1992, $5bn in 2022, 83-fold") the
             years from the one to the other
    """
    done: list[Figure] = []
    for figure in figures:
        done.append(_echoed(figure, done) or _spanned(figure, done) or figure)
    return tuple(done)


def _echoed(figure: Figure, before: Sequence[Figure]) -> Figure | None:
    if figure.period or figure.kind is not Kind.LEVEL or figure.value is None:
        return None
    said = next((one for one in reversed(before) if one.period and _same(one, figure)), None)
    told = said and "; ".join(part for part in (figure.reading, f"as said before → {said.period}") if part)
    return replace(figure, period=said.period, cumulative=said.cumulative, reading=told) if said and told else None


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures state the same number of the same thing."""
    return (one.value, one.unit, one.metric, one.kind, one.modality) == (other.value, other.unit, other.metric, other.kind, other.modality)


def _spanned(figure: Figure, before: Sequence[Figure]) -> Figure | None:
    """A multiple that the two amounts right before it come to."""
    if len(before) < 2 or figure.unit != "times" or figure.kind is not Kind.CHANGE or figure.value is None:
        return None
    first, last = before[-2:]
    years = _years(first, last)
    if years is None or figure.start - first.end > _NEAR or not _comes_to(first, last, figure.value):
        return None
    span = Period(f"{years[0]}..{years[1]}")
    return replace(figure, period=span, reading=f"{figure.reading}; {first.text} → {last.text} → {span}")


def _years(first: Figure, last: Figure) -> tuple[str, str] | None:
    """The years of two amounts of one thing, where they lie apart."""
    if (first.unit, first.metric, first.kind) != (last.unit, last.metric, last.kind) or first.kind not in (Kind.LEVEL, Kind.SHARE):
        return None
    begins, ends = (one.period if one.period and one.period.kind is PeriodKind.POINT else None for one in (first, last))
    if begins is None or ends is None or not begins.first or not ends.first:
        return None
    return (str(begins), str(ends)) if ends.first.year - begins.first.year >= _APART else None


def _comes_to(first: Figure, last: Figure, times: Decimal) -> bool:
    """Whether one amount is so many times the other, or more by so many times it."""
    if not first.value or last.value is None:
        return False
    grown = last.value / first.value
    return any(abs(each - times) <= times * _ROUGH for each in (grown, grown - 1))
