"""Period: the stretch of time a figure is about, as it is written in the log."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_FORMS = re.compile(
    rf"(?P<point>{_DAY})$|(?P<low>{_DAY})\.\.(?P<high>{_DAY})$|since (?P<since>{_DAY})$|until (?P<until>{_DAY})$"
    r"|(?P<rate>per (?:year|month|day))$"
)
_HINT = "write 2022, 2023-03, 2025-01..2025-11, since 2023-03, until 2025-06 or per year"


class PeriodKind(StrEnum):
    """How a period is bounded."""

    POINT = "point"  # one year, month or day
    RANGE = "range"  # from one point to another, both included
    SINCE = "since"
    UNTIL = "until"
    RATE = "rate"  # "per year": a rate, bound to no date


@dataclass(frozen=True)
class Period:
    """A period in the notation of the log.

    label   ``2022`` · ``2023-03`` · ``2023-12-04`` · ``2025-01..2025-11`` · ``2016..2025`` ·
            ``since 2023-03`` · ``until 2025-06`` · ``per year``
    raises  ValueError when the label is none of these, a date does not exist, or a range runs backwards.
    """

    label: str

    def __post_init__(self) -> None:
        if _FORMS.match(self.label) is None:
            raise ValueError(f"{self.label!r} is not a period; {_HINT}")
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"{self.label!r} ends before it begins")

    def __str__(self) -> str:
        return self.label

    @cached_property
    def kind(self) -> PeriodKind:
        form = _FORMS.match(self.label)
        assert form is not None and form.lastgroup is not None
        names = {"point": "point", "high": "range", "since": "since", "until": "until", "rate": "rate"}
        return PeriodKind(names[form.lastgroup])

    @cached_property
    def first(self) -> date | None:
        """The first day, or None where the period has no beginning."""
        if self.kind in (PeriodKind.UNTIL, PeriodKind.RATE):
            return None
        return _first_day(self.label.removeprefix("since ").split("..")[0])

    @cached_property
    def last(self) -> date | None:
        """The last day, or None where the period has no end."""
        if self.kind in (PeriodKind.SINCE, PeriodKind.RATE):
            return None
        return _last_day(self.label.removeprefix("until ").split("..")[-1])

    @cached_property
    def months(self) -> int | None:
        """Length in whole months (a day counts as none); None where a bound is open."""
        if self.first is None or self.last is None:
            return None
        whole = self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1 if whole else 0

    def contains(self, other: "Period") -> bool:
        """Whether every day of ``other`` lies in this period; open bounds reach as far as they can."""
        if PeriodKind.RATE in (self.kind, other.kind):
            return self.label == other.label
        begins = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return begins and ends

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        if PeriodKind.RATE in (self.kind, other.kind):
            return self.label == other.label
        return (self.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (self.last or date.max)

    @property
    def order(self) -> tuple[date, date]:
        """A key that sorts periods by where they end, then where they begin; a rate sorts first."""
        if self.kind is PeriodKind.RATE:
            return date.min, date.min
        return self.last or date.max, self.first or date.min


def _first_day(point: str) -> date:
    year, month, day = _parts(point)
    return date(year, month or 1, day or 1)


def _last_day(point: str) -> date:
    year, month, day = _parts(point)
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def _parts(point: str) -> tuple[int, int | None, int | None]:
    numbers = [int(part) for part in point.split("-")] + [None, None]
    year, month, day = numbers[:3]
    assert year is not None
    if not 1000 <= year <= 2999:
        raise ValueError(f"{point!r}: a year lies between 1000 and 2999")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{point!r}: a month lies between 01 and 12")
    return year, month, day
