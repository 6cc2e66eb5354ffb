"""Facts in plain words, short enough for one line: "£5.8bn", "Jan–Nov 2025", "over 140 countries"."""

import re
from datetime import date
from decimal import Decimal

from facts.figure import Figure, Kind, Qualifier, is_currency
from facts.period import Period, PeriodKind

_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CNY": "CN¥", "JPY": "JP¥"}
_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
_QUALIFIERS = {Qualifier.ABOUT: "about ", Qualifier.OVER: "over ", Qualifier.UNDER: "under ", Qualifier.NEARLY: "nearly "}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT = {"percent": " %", "percentage_points": " pp", "km2": " km²"}
_BREAKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\s]+")
_SEVERAL = 10_000  # from here on digits are set in groups


def amount(figure: Figure) -> str:
    """The number with its qualifier and unit: "over $3.5bn", "×2", "+65 %", "no. 2", "118 companies"."""
    if figure.value is None:
        ends = [_unit(end, figure) for end in (figure.low, figure.high) if end is not None]
        return "–".join(ends) or "no number"
    return _QUALIFIERS.get(figure.qualifier, "") + _unit(figure.value, figure)


def money(value: Decimal, unit: str) -> str:
    """An amount of money, or of anything that is counted, without its noun: "$710m", "12"."""
    sign = _SIGNS.get(unit, f"{unit} ") if is_currency(unit) else ""
    return f"{'−' if value < 0 else ''}{sign}{number(abs(value))}"


def number(value: Decimal) -> str:
    """A number with a scale letter from a million on: "5.79bn", "393m", "67,800"."""
    for scale, letter in _SCALES:
        if abs(value) >= scale:
            return f"{plain(value / scale)}{letter}"
    return f"{value:,.0f}" if abs(value) >= _SEVERAL else plain(value)


def plain(value: Decimal, digits: int = 3) -> str:
    """A decimal without idle zeros: "5.79", "27.3", "8"."""
    text = f"{round(value, digits):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal) -> str:
    """A change in percent with its sign: "+53.4 %"."""
    return f"{value:+.1f} %".replace("-", "−")


def period(value: Period | None) -> str:
    """A period as a reader says it: "2022", "Jan–Nov 2025", "since Mar 2023", "4 Dec 2023"."""
    if value is None:
        return "no period"
    if value.kind is PeriodKind.RATE:
        return value.label
    if value.kind in (PeriodKind.SINCE, PeriodKind.UNTIL):
        word, _, point = value.label.partition(" ")
        return f"{word} {_point(point)}"
    low, _, high = value.label.partition("..")
    if not high:
        return _point(low)
    if len(low) == len(high) == len("2025-01") and low[:4] == high[:4]:
        return f"{_MONTHS[int(low[5:]) - 1]}–{_point(high)}"
    return f"{_point(low)}–{_point(high)}"


def day(value: date) -> str:
    """A day: "4 Dec 2023"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def clean(text: str) -> str:
    """Words on one line: no breaks, no control characters, no runs of blanks."""
    return _BREAKS.sub(" ", text).strip()


def shorten(text: str, most: int) -> str:
    """At most ``most`` characters of ``text``, cut between words where there is a blank not far off."""
    line = clean(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, blank, tail = cut.rpartition(" ")
    return f"{(head if blank and len(tail) < most // 3 else cut).rstrip(' ,.;:–-')}…"


def _unit(value: Decimal, figure: Figure) -> str:
    unit = figure.unit
    if figure.kind is Kind.RANK:
        return f"no. {plain(value)}" + ("" if unit == "rank" else f" ({unit})")
    if is_currency(unit):
        return money(value, unit)
    if unit == "times":
        return f"×{plain(value)}"
    sign = "+" if figure.kind is Kind.CHANGE and unit in _SHORT and value > 0 and "index" not in figure.reading else ""
    return f"{sign}{number(value)}{_SHORT.get(unit, f' {unit}')}"


def _point(point: str) -> str:
    parts = [int(part) for part in point.split("-")]
    if len(parts) == 3:
        return day(date(*parts))
    return str(parts[0]) if len(parts) == 1 else f"{_MONTHS[parts[1] - 1]} {parts[0]}"
