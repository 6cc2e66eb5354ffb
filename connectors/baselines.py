"""A baseline's rows: what follows from what is written, and which units and bounds can be."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from connectors.shapes import Told, nearest
from facts.figure import MEASURES, Figure, Qualifier, is_currency

_PRINTED = re.compile(r"\d[\d,\s]*(?:\.\d+)?")
_COMMON = frozenset({"USD", "EUR", "GBP", "CNY", "RUB", "BYN", "HKD", "JPY", "CHF"})


def bounds(value: Decimal, qualifier: Qualifier) -> tuple[Decimal | None, Decimal | None]:
    """Return low and high as a qualifier leaves them: "over" has no end, "under" and "nearly" no beginning."""
    if qualifier is Qualifier.OVER:
        return value, None
    return (None, value) if qualifier in (Qualifier.UNDER, Qualifier.NEARLY) else (value, value)


def complete_figure(read: dict[str, Any]) -> dict[str, Any]:
    """Add what follows from the rest: a row's text is a document of its own, its bounds follow from value and qualifier."""
    text, value = read.get("text", ""), read.get("value")
    low, high = bounds(value, read.get("qualifier", Qualifier.EXACT)) if value is not None else (None, None)
    given = {"start": 0, "end": len(text), "value": None, "low": low, "high": high}
    return given | _resolution(text, value) | read


def complete_statement(read: dict[str, Any]) -> dict[str, Any]:
    """Add the offsets: a row's text is a document of its own."""
    return {"start": 0, "end": len(read.get("text", ""))} | read


def check_unit(unit: str, _: int) -> Iterator[Told]:
    """A unit is a currency that exists, a measure, or a counted noun in small letters."""
    if is_currency(unit) and unit not in _currencies():
        yield f'"{unit}" is no currency', nearest(unit, _COMMON)
    elif not is_currency(unit) and unit not in MEASURES and unit != unit.lower():
        yield f'"{unit}" is no unit', "write an ISO 4217 code, a measure such as percent, or the counted noun: visits"


def check_bounds(figure: Figure) -> Iterator[tuple[str, str, str]]:
    """A figure has a value, or both ends of a range; with a value the bounds are those of its qualifier."""
    if figure.value is None and (figure.low is None or figure.high is None):
        yield "", f'figure "{figure.text}" has neither a value nor both bounds', "write value:, or low: and high: for a range"
    elif figure.value is None and figure.low is not None and figure.high is not None and figure.low > figure.high:
        yield "high", f"the range ends at {figure.high}, below its beginning {figure.low}", "swap low and high"
    elif figure.value is not None and (figure.low, figure.high) != bounds(figure.value, figure.qualifier):
        yield "qualifier", f'the bounds of "{figure.text}" are not those of "{figure.qualifier}"', "leave low and high out: they follow"


def _resolution(text: str, value: Decimal | None) -> dict[str, Decimal]:
    """Tell the size of the last printed digit: "£5.8 billion" with its value gives 100,000,000."""
    printed = _PRINTED.search(text)
    digits = Decimal(re.sub(r"[,\s]", "", printed[0])) if printed else Decimal(0)
    if not digits or not value:
        return {}
    scale = (value / digits).normalize()
    # Only a power of ten is a scale word; anything else means that the text shows another number.
    return {"resolution": scale.scaleb(int(digits.as_tuple().exponent))} if scale.as_tuple().digits == (1,) else {}


@cache
def _currencies() -> frozenset[str]:
    # babel's tables are megabytes, and most commands never read a baseline.
    from babel.numbers import list_currencies  # noqa: PLC0415

    return frozenset(list_currencies())
