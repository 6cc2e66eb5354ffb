"""One written word → one value: numbers, days, durations, as a hand-written file gives them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from facts.period import Period

_DURATION = re.compile(r"(\d{1,5})\s*([mhdw])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


class NotThisError(ValueError):
    """A word that is not of its type; the message is the remedy."""


def _whole(word: str) -> int:
    if not re.fullmatch(r"-?\d[\d_]*", word):
        raise NotThisError("write a whole number: 120")
    return int(word)


def _exact(word: str) -> Decimal:
    try:
        number = Decimal(word)
    except InvalidOperation:
        raise NotThisError("write a number in base units with a decimal point: 5_800_000_000 or 8.7") from None
    if not number.is_finite():
        raise NotThisError("write a number that has an end")
    return number


def _truth(word: str) -> bool:
    try:
        return _TRUTHS[word.lower()]
    except KeyError:
        raise NotThisError("write true or false") from None


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise NotThisError("write a day that exists as year-month-day: 2023-12-04") from None


def _duration(word: str) -> timedelta:
    form = _DURATION.fullmatch(word.strip())
    if form is None or not int(form[1]):
        raise NotThisError("write minutes, hours, days or weeks: 30m, 6h, 2d, 1w")
    return int(form[1]) * _UNITS[form[2]]


def _period(word: str) -> Period:
    try:
        return Period(word)
    except ValueError as error:
        raise NotThisError(str(error)) from None


SCALARS: Mapping[Any, Callable[[str], object]] = {
    str: str.strip,
    int: _whole,
    bool: _truth,
    Decimal: _exact,
    date: _day,
    timedelta: _duration,
    Period: _period,
}
"""By type: how its word is read. Each raises NotThisError with what to write instead."""
