"""A whole beside its parts: one number under two period labels, and a year below its own first months."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from facts.compare.intervals import interval, near, rounding, size
from facts.compare.match import same_reporter, same_scope, same_thing
from facts.compare.wording import amount, period
from facts.figure import Figure, Kind, Modality, Qualifier
from facts.known import KnownFigure
from facts.watch import Nature

_HALF = Decimal("0.5")
_YEAR = 12
_APART = Decimal("1.5")  # a whole much smaller than its part is no misprinted period, but a part of something else: one region, one ware
_OPEN = frozenset({Qualifier.OVER, Qualifier.UNDER, Qualifier.NEARLY})


def misdated(figure: Figure, known: Iterable[KnownFigure], nature: Nature | None) -> Iterator[tuple[KnownFigure, str]]:
    """Known figures whose period cannot be right together with that of ``figure``, and why."""
    for one in known:
        why = clash(figure, one.figure, nature)
        if why:
            yield one, why


def clash(one: Figure, other: Figure, nature: Nature | None) -> str:
    """Why two amounts cannot belong to the periods they are told of, or "" where they can.

    Only what adds up over time can clash, and only a whole with a part of it: a year with its first months.
    """
    if nature is not Nature.FLOW or not _can_be_set_beside(one, other):
        return ""
    pair = _whole_and_part(one, other)
    if pair is None:
        return ""
    whole, part = pair
    if interval(whole).lies_below(interval(part)) and near(whole, part, _APART):
        return f"{amount(whole)} for {period(whole.period)} is less than its own part {period(part.period)}: {amount(part)}"
    if _one_number(whole, part):
        return f"One number under two periods: {amount(whole)} for {period(whole.period)}, {amount(part)} for {period(part.period)}"
    return ""


def _can_be_set_beside(one: Figure, other: Figure) -> bool:
    real = one.modality is other.modality is Modality.ACTUAL and one.kind is Kind.LEVEL
    return real and one.unit == other.unit and same_thing(one, other) and same_scope(one, other) and same_reporter(one, other)


def _whole_and_part(one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    first, second = one.period, other.period
    if first is None or second is None or not first.months or not second.months or first.months == second.months:
        return None
    whole, part = (one, other) if first.contains(second) else (other, one)
    assert whole.period is not None and part.period is not None
    # Of several years a number is as often told of each as of all.
    return (whole, part) if whole.period.contains(part.period) and (whole.period.months or 0) <= _YEAR else None


def _one_number(whole: Figure, part: Figure) -> bool:
    """Whether the two differ by less than half of what the missing months should bring, their rounding included."""
    assert whole.period is not None and part.period is not None
    assert whole.period.months and part.period.months
    if Qualifier.UNDER in (whole.qualifier, part.qualifier) or not size(whole) or not size(part):
        return False
    missing = 1 - Decimal(part.period.months) / whole.period.months
    slack = sum((Decimal(0) if one.qualifier in _OPEN else rounding(one) for one in (whole, part)), Decimal(0))
    return abs(size(whole) - size(part)) + slack < missing * _HALF * abs(size(whole))
