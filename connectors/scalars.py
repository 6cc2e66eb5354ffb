"""One written word → one value: numbers, days, durations, as a hand-written file gives them."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from facts.countries import countries
from facts.figure import Flow, Reporter
from facts.period import Period
from facts.watch import Camp
from facts.word import Word

_DURATION = re.compile(r"(\d{1,5})\s*([mhdw])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


W = TypeVar("W", bound=Word)


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


def _flow(word: str) -> Flow:
    return _coded(Flow, word, "write a flow between the two sides, told from the home side: BY->CN, CN->BY, BY<->CN")


def _reporter(word: str) -> Reporter:
    return _coded(Reporter, word, "write the code of the country whose statistics they are, or other")


def _camp(word: str) -> Camp:
    if word[:2].isupper() and word[2:3] == " " and word[:2] not in countries():
        raise NotThisError(f'"{word[:2]}" is no code of a country; the codes are those of ISO 3166')
    return _coded(Camp, word, _likely_camp(word))


def _coded(wanted: type[W], word: str, remedy: str) -> W:
    try:
        return wanted(word)
    except ValueError:
        raise NotThisError(remedy) from None


def _likely_camp(word: str) -> str:
    kinds = [f"{word[:2].upper()} {kind}" for kind in ("state", "independent", "other")] if word[:2].upper() in countries() else []
    close = difflib.get_close_matches(word, [*kinds, "West", "other"], n=1)
    return (
        f'did you mean "{close[0]}"?'
        if close
        else "write KZ state, KZ independent or KZ other, by the code of the country, or West, or other"
    )


SCALARS: Mapping[Any, Callable[[str], object]] = {
    str: str.strip,
    int: _whole,
    bool: _truth,
    Decimal: _exact,
    date: _day,
    timedelta: _duration,
    Period: _period,
    Flow: _flow,
    Reporter: _reporter,
    Camp: _camp,
}
"""By type: how its word is read. Each raises NotThisError with what to write instead."""
