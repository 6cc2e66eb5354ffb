"""The arithmetic of the calendar: what words of time come to, told from the day of publication. No language in here."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from facts.lookback import days_ago, five_year_plan, months_ago, past_months, past_years, years_ago, years_running
from facts.period import Period, PeriodKind
from facts.timewords import FRESH, Words, moved

_DAY = re.compile(r"(?<=\d{4}-\d\d)-\d\d")
_YEAR = re.compile(r"\d{4}")
_AHEAD = 45  # days before an event that news names it by its day alone


Meaning = Callable[[Words, date | None], str | None]


def reckon(means: str, words: Words, published: date | None, bound: str = "") -> Period | None:
    """Give the period that words of time come to.

    means      a key of MEANINGS, a label of its own ("per year"), or "nothing" for words that name no stretch we can tell
    published  day of publication; None: words that lean on it come to nothing
    bound      "", "since" or "until"
    returns    None where it cannot be told; raises nothing, whatever the numbers.
    """
    if means == "nothing":
        return None
    label = MEANINGS[means](words, published) if means in MEANINGS else means
    if label is None or (bound and ".." in label):
        return None
    try:
        return Period(f"{bound} {label}" if bound else label)
    except ValueError:  # the 31st of June, 2025 to 2016
        return None


def is_label(means: str) -> bool:
    """Whether a row says its period outright: "per year", "2021..2025"."""
    try:
        Period(means)
    except ValueError:
        return False
    return True


def _year_of(words: Words, on: date | None, month: int) -> int | None:
    """The year of a month: as said, as far from publication as said, or the latest in which the month is not to come."""
    if words.year is not None:
        return words.year
    if on is None:
        return None
    if words.shift is not None:
        return on.year + words.shift
    return on.year if month <= on.month else on.year - 1


def _year(words: Words, on: date | None) -> str | None:
    year = _year_of(words, on, 1)
    return str(year) if year else None


def _years(words: Words, on: date | None) -> str | None:
    first, last = words.year, words.year2
    if last is None and words.shift is not None and on:
        last = on.year + words.shift
    if first is None or last is None:
        return None
    last = first // 100 * 100 + last if last < 100 else last
    return f"{first}..{last}" if first < last else None


def _month(words: Words, on: date | None) -> str | None:
    year = _year_of(words, on, words.month or 1)
    return f"{year}-{words.month:02}" if year and words.month else None


def _coming_month(words: Words, on: date | None) -> str | None:
    """The next month of that name: "in October the return visit will take place"."""
    if words.month is None or on is None:
        return None
    return f"{on.year + (words.month < on.month)}-{words.month:02}"


def _months(words: Words, on: date | None) -> str | None:
    """A run of months. One that ends before it begins ("November to February") began the year before."""
    first, last = words.month, words.month2
    if not first or not last:
        return None
    year = words.year2 or _year_of(words, on, last)
    if year is None:
        return None
    begins = words.year if words.year2 and words.year else year - (first > last)
    return _run(begins, first, year, last)


def _run(year: int, month: int, year2: int, month2: int) -> str:
    if (year, month, month2) == (year2, 1, 12):
        return str(year)
    low, high = f"{year}-{month:02}", f"{year2}-{month2:02}"
    return low if low == high else f"{low}..{high}"


def _this_month(words: Words, on: date | None) -> str | None:
    return moved(on, words.shift or 0) if on else None


def _day(words: Words, on: date | None) -> str | None:
    """A day; without a month the last one of that number, without a year the nearest that is not far ahead."""
    if words.day is None:
        return None
    if words.month is None:
        return f"{moved(on, -1 if words.day > on.day else 0)}-{words.day:02}" if on else None
    year = _year_of_day(words, words.month, words.day, on)
    return f"{year}-{words.month:02}-{words.day:02}" if year else None


def _year_of_day(words: Words, month: int, day: int, on: date | None) -> int | None:
    if words.year is not None or words.shift is not None or on is None:
        return _year_of(words, on, month)
    ahead = on + timedelta(days=_AHEAD)
    return next(year for year in (on.year + 1, on.year, on.year - 1) if (year, month, day) <= (ahead.year, ahead.month, ahead.day))


def _days(words: Words, on: date | None) -> str | None:
    """A run of days: "3-4 December", "28 February to 2 March"."""
    last_month = words.month2 or words.month
    if not (last_month and words.month and words.day and words.day2):
        return None
    year = _year_of_day(words, words.month, words.day, on)
    if year is None:
        return None
    ends = words.year2 or year + (words.month > last_month)
    return f"{year}-{words.month:02}-{words.day:02}..{ends}-{last_month:02}-{words.day2:02}"


def _this_day(words: Words, on: date | None) -> str | None:
    return str(on + timedelta(days=words.shift or 0)) if on else None


def _weekday(words: Words, on: date | None) -> str | None:
    """The latest day of that name up to publication; with a shift, that of another week."""
    if on is None or words.weekday is None:
        return None
    if words.shift is None:
        return str(on - timedelta(days=(on.isoweekday() - words.weekday) % 7))
    return str(on - timedelta(days=on.isoweekday() - words.weekday) + timedelta(weeks=words.shift))


def _week(words: Words, on: date | None) -> str | None:
    if on is None:
        return None
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks=words.shift or 0)
    return f"{monday}..{monday + timedelta(days=6)}"


def _opening(words: Words, on: date | None) -> str | None:
    """The first so many months of a year."""
    return _part(words, on, 1, words.count or 1)


def _quarter(words: Words, on: date | None) -> str | None:
    number = words.ordinal or 0
    return _part(words, on, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def _quarters(words: Words, on: date | None) -> str | None:
    return _part(words, on, 1, 3 * (words.count or 1))


def _half(words: Words, on: date | None) -> str | None:
    number = words.ordinal or words.count or 0
    return _part(words, on, 6 * number - 5, 6 * number) if 1 <= number <= 2 else None


def _part(words: Words, on: date | None, first: int, last: int) -> str | None:
    if not 1 <= first <= last <= 12:
        return None
    year = _year_of(words, on, last)
    return _run(year, first, year, last) if year else None


def _season(words: Words, on: date | None) -> str | None:
    """Spring, summer or autumn of a year; a winter lies in two."""
    number = words.count or 0
    year = _year_of(words, on, 3 * number + 2)
    return _run(year, 3 * number, year, 3 * number + 2) if year and 1 <= number <= 3 else None


def _whole_year(_words: Words, on: date | None) -> str | None:
    """All of the year: until the end of March that is the year before."""
    return str(on.year - (on.month <= FRESH)) if on else None


def _decade(words: Words, _on: date | None) -> str | None:
    return f"{words.year}..{words.year + 9}" if words.year and words.year % 10 == 0 else None


def _year_end(words: Words, on: date | None) -> str | None:
    """The last month of a year, as "since the end of 2022" needs it."""
    year = _year(words, on)
    return f"{year}-12" if year else None


def _year_start(words: Words, on: date | None) -> str | None:
    year = _year(words, on)
    return f"{year}-01" if year else None


def moved_to(period: Period, year: int) -> Period | None:
    """The same months of another year; None for what does not lie within one year."""
    first, last = period.first, period.last
    if first is None or last is None or first.year != last.year or not period.months:
        return None
    return Period(_run(year, first.month, year, last.month))


def years_before(period: Period, years: int) -> Period | None:
    """A period so many years before, days as their months; None for a rate and for what has an open end."""
    if period.kind not in (PeriodKind.POINT, PeriodKind.RANGE):
        return None
    try:
        return Period(_YEAR.sub(lambda year: str(int(year.group()) - years), _DAY.sub("", period.label)))
    except ValueError:  # before the year 1000
        return None


def _of_another(_words: Words, _on: date | None) -> None:
    """ "The same period of 2024", "two years earlier": which months, earlier than what, only a neighbour can say."""


MEANINGS: Mapping[str, Meaning] = {
    "year": _year,
    "years": _years,
    "month": _month,
    "months": _months,
    "coming month": _coming_month,
    "this month": _this_month,
    "day": _day,
    "days": _days,
    "this day": _this_day,
    "weekday": _weekday,
    "week": _week,
    "opening months": _opening,
    "quarter": _quarter,
    "opening quarters": _quarters,
    "half": _half,
    "season": _season,
    "whole year": _whole_year,
    "part month": _of_another,
    "once": _of_another,
    "aside": _of_another,
    "per week": _of_another,
    "past years": past_years,
    "five-year plan": five_year_plan,
    "years running": years_running,
    "past months": past_months,
    "years ago": years_ago,
    "months ago": months_ago,
    "days ago": days_ago,
    "decade": _decade,
    "same months": _of_another,
    "years earlier": _of_another,
    "year start": _year_start,
    "year end": _year_end,
}
"""What a row of a table of time may mean."""
