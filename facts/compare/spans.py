"""Periods beside each other: which are the same, which can be put in order, which are alike in length."""

from datetime import date
from enum import StrEnum

from facts.figure import Figure, Kind
from facts.known import Place
from facts.period import Period, PeriodKind
from facts.watch import Nature

_YEAR = 12


class Span(StrEnum):
    """Sorts of period; figures of two sorts are never put in order."""

    DATED = "dated"  # from a day to a day
    SINCE = "since"
    UNTIL = "until"
    RATE = "rate"
    LONG = "long"  # a change over several years
    WITHIN_YEAR = "within_year"  # a rank counted within a year: "the second visit of 2023"
    NONE = "none"


_PLAIN = {PeriodKind.SINCE: Span.SINCE, PeriodKind.UNTIL: Span.UNTIL, PeriodKind.RATE: Span.RATE}


def span(figure: Figure) -> Span:
    """The sort of period a figure is about.

    A change over ten years is no year-on-year change, and the second visit of a year is not the thirteenth of all.
    """
    period = figure.period
    if period is None:
        return Span.NONE
    if period.kind in _PLAIN:
        return _PLAIN[period.kind]
    months = period.months or 0
    if figure.kind is Kind.CHANGE and months > _YEAR:
        return Span.LONG
    return Span.WITHIN_YEAR if figure.kind is Kind.RANK and months >= _YEAR else Span.DATED


def same_period(one: Figure, other: Figure) -> bool:
    """Whether both are about the same time: the same days, or a day and the month it lies in."""
    if one.period is None or other.period is None:
        return one.period is other.period
    if one.period.label == other.period.label or _same_days(one.period, other.period):
        return span(one) is span(other)
    within = _day_in_month(one.period, other.period) or _day_in_month(other.period, one.period)
    return within and span(one) is Span.DATED is span(other)


def grows(figure: Figure) -> bool:
    """Whether the number goes on growing under one and the same label: "since March" said in May and in December."""
    return span(figure) in (Span.SINCE, Span.NONE)


def told_on(place: Place, learned: date | None = None) -> date | None:
    """The day a growing figure stands for: that of its publication, or else the day we learned it."""
    return place.published or learned


def later(one: Figure, other: Figure) -> bool | None:
    """Whether ``one`` is about a later time than ``other``; None where the two cannot be put in order."""
    if one.period is None or other.period is None or span(one) is not span(other):
        return None
    if span(one) not in (Span.DATED, Span.WITHIN_YEAR, Span.UNTIL) or same_period(one, other):
        return None
    (ends, begins), (other_ends, other_begins) = one.period.order, other.period.order
    # A whole that ends with its part is news beside the part; a part beside its whole is a detail of it.
    return ends > other_ends if ends != other_ends else begins < other_begins


def alike(one: Figure, other: Figure, nature: Nature | None = None) -> str:
    """Why the lengths of two periods are not alike, or "" when they are: year beside year, first months beside the same months.

    nature  of their metric: what stands at a moment can be set beside any other moment; None counts as a flow
    """
    if nature is Nature.STOCK or one.kind is Kind.RANK:
        return ""
    if nature is Nature.EVENT and one.kind is Kind.LEVEL:
        return "another occasion"
    if one.period is None or other.period is None:
        return "no period is stated"
    if one.period.months != other.period.months:
        ours, theirs = _length(one.period), _length(other.period)
        return f"{ours} against {theirs.removesuffix(' months') if ours.endswith(' months') else theirs}"
    if one.period.months and one.period.months < _YEAR and not _same_months(one.period, other.period):
        return "other months of the year"
    return ""


def months_of_year(period: Period) -> frozenset[int]:
    """The months a dated period of whole months covers, whatever the year: 1 to 11 for January to November."""
    first = period.first.month if period.first else 1
    return frozenset((first - 1 + step) % _YEAR + 1 for step in range(min(period.months or 0, _YEAR)))


def _same_days(one: Period, other: Period) -> bool:
    return one.first == other.first and one.last == other.last and (one.first is not None or one.last is not None)


def _day_in_month(day: Period, month: Period) -> bool:
    return day.months == 0 and month.months == 1 and month.contains(day)


def _same_months(one: Period, other: Period) -> bool:
    assert one.first is not None and other.first is not None
    return one.first.month == other.first.month


def _length(period: Period) -> str:
    months = period.months
    if months is None:
        return str(period)
    if months == 0:
        return "some days"
    if months > _YEAR and months % _YEAR == 0:
        return f"{months // _YEAR} years"
    return "1 month" if months == 1 else f"{months} months"
