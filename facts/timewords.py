"""Words: what one mention of time says, in numbers."""

from dataclasses import dataclass
from datetime import date

FRESH = 3
"""A year is looked back on until the end of March: "over ten years" then ends with December."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one mention of time says, in numbers.

    shift   how far from the day of publication, in the unit of the meaning: -1 is last year, last month, yesterday;
            None where the words do not say: the most recent one is meant then
    """

    year: int | None = None
    year2: int | None = None
    month: int | None = None
    month2: int | None = None
    day: int | None = None
    day2: int | None = None
    count: int | None = None
    ordinal: int | None = None
    weekday: int | None = None
    shift: int | None = None


def moved(on: date, months: int) -> str:
    """The month so many months from a day: "2026-02"."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return f"{year}-{month + 1:02}"
