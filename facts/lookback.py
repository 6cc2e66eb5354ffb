"""Stretches of time that are counted back from the day of publication: "over ten years", "three months ago"."""

from datetime import date, timedelta

from facts.timewords import FRESH, Words, moved


def past_years(words: Words, on: date | None) -> str | None:
    """The so many years up to publication: 10 in January 2026 are 2016..2025, in September 2025 they are 2015..2025."""
    if on is None or not words.count or not 1 < words.count <= 200:
        return None
    first, last = on.year - words.count, on.year - (on.month <= FRESH)
    return f"{first}..{last}" if first < last else str(last)


def years_running(words: Words, on: date | None) -> str | None:
    """So many years in a row, from the year said on; else this one or, early in a year, the one before is the last."""
    count = words.count or words.ordinal or 0
    if not 1 < count <= 200:
        return None
    if words.year:
        return f"{words.year}..{words.year + count - 1}"
    if on is None:
        return None
    last = on.year - (on.month <= FRESH)
    return f"{last - count + 1}..{last}"


def past_months(words: Words, on: date | None) -> str | None:
    if on is None or not words.count or not 1 < words.count <= 60:
        return None
    return f"{moved(on, -words.count)}..{moved(on, -1)}"


def five_year_plan(words: Words, on: date | None) -> str | None:
    """The planned five years: 2016..2020, 2021..2025, 2026..2030."""
    if on is None:
        return None
    first = (on.year - 1) // 5 * 5 + 1 + 5 * (words.shift or 0)
    return f"{first}..{first + 4}"


def years_ago(words: Words, on: date | None) -> str | None:
    return str(on.year - words.count) if on and words.count and words.count <= 200 else None


def months_ago(words: Words, on: date | None) -> str | None:
    return moved(on, -words.count) if on and words.count and words.count <= 60 else None


def days_ago(words: Words, on: date | None) -> str | None:
    return str(on - timedelta(days=words.count)) if on and words.count and words.count <= 60 else None
