"""Amount: one number with its unit, and how it is made from what was read."""

from dataclasses import dataclass
from decimal import Decimal

from facts.extract.numerals import Number
from facts.extract.units import Unit, form
from facts.figure import Qualifier

_SHORT = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One number with its unit, as an article states it, at [start, end).

    value, low, high, qualifier, unit   as in Figure; of a pair see "from_to"
    resolution  size of the last printed digit in base units: 5.8bn has 100000000
    form        "money" "percent" "points" "multiple" "rank" "measure" "count"
    reading     one line: how it was read
    ordinal     the number counts off ("the 14th visit")
    marks       remarks: "scale_missing" ("$400" beside "$393m"), "unit_inherited" (named by the amount before),
                "growth_times" (增长N倍: to N times or by N times), "index" (a growth rate of 117 %), "from_to" (low and high are
                the two points of a change, value is the later one), "unit_doubtful" (whose roubles is not said),
                "part" (a share told by counting: "one in three")
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    unit: str
    resolution: Decimal
    form: str
    reading: str
    ordinal: bool = False
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was read of an amount, before its bounds and words are put together."""

    start: int
    end: int
    value: Decimal
    unit: str
    resolution: Decimal = Decimal(1)
    qualifier: str = ""
    ordinal: bool = False
    marks: frozenset[str] = frozenset()
    second: Decimal | None = None


def draft(start: int, number: Number, unit: Unit, *, ordinal: bool = False) -> Draft:
    """Put a number and its unit together."""
    return Draft(
        start=start,
        end=max(unit.end, number.end),
        value=number.value * unit.factor,
        unit=unit.name,
        resolution=number.resolution * unit.factor,
        qualifier=number.loose,
        ordinal=ordinal,
        marks=unit.marks,
    )


def finish(text: str, one: Draft) -> Amount:
    """Make the amount of a draft, whose offsets point into ``text``."""
    qualifier = Qualifier(one.qualifier or "exact")
    low = None if qualifier in (Qualifier.UNDER, Qualifier.NEARLY) else one.value
    high = None if qualifier is Qualifier.OVER else one.value
    value: Decimal | None = one.value
    if one.second is not None:
        low, high = sorted((one.value, one.second))
        value = one.second if "from_to" in one.marks else None
    words = text[one.start : one.end]
    return Amount(
        start=one.start,
        end=one.end,
        text=words,
        value=value,
        low=low,
        high=high,
        qualifier=qualifier,
        unit=one.unit,
        resolution=one.resolution,
        form=form(one.unit),
        reading=_reading(words, one, qualifier),
        ordinal=one.ordinal,
        marks=one.marks,
    )


def _reading(words: str, one: Draft, qualifier: Qualifier) -> str:
    firm = "" if qualifier is Qualifier.EXACT else f"{qualifier.value} "
    number = shown(one.value)
    if one.second is not None:
        number += (" → " if "from_to" in one.marks else "–") + shown(one.second)
    remark = _REMARKS.get(next(iter(sorted(one.marks & _REMARKS.keys())), ""), "")
    if "index" in one.marks:
        return f"{words} → index {number}, i.e. {one.value - 100:+f} %"
    return f"{words} → {firm}{number} {one.unit}{remark}"


_REMARKS = {
    "growth_times": " (to or by so many times)",
    "scale_missing": " (the magnitude is missing)",
    "unit_inherited": " (unit from the amount before)",
    "unit_doubtful": " (whose currency is not said)",
}


def shown(value: Decimal) -> str:
    """A number as people write it: 5080000000 → "5.08bn"."""
    for size, word in _SHORT:
        if abs(value) >= size:
            return f"{_plain(value / size)}{word}"
    return f"{value:,.0f}" if value == value.to_integral_value() and abs(value) >= 1000 else _plain(value)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
