"""Which points of the ledger can matter to a figure: those about its own time, and in each series the nearest before and after."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from facts.period import Period

_LIKE, _ANY = 3, 1  # points kept on either side, of like length and of any: a mirror gap looks for a time both sides counted


@dataclass(frozen=True, slots=True)
class Spot:
    """A point by its key, and the time it is about."""

    key: str
    period: Period | None


@dataclass(slots=True)
class _Row:
    """Points in order of time."""

    spots: list[Spot] = field(default_factory=list)
    ends: list[date] = field(default_factory=list)

    def add(self, spot: Spot, end: date) -> None:
        at = bisect_right(self.ends, end)
        self.spots.insert(at, spot)
        self.ends.insert(at, end)

    def within(self, first: date, last: date) -> Sequence[Spot]:
        return self.spots[bisect_left(self.ends, first) : bisect_right(self.ends, last)]

    def beside(self, first: date, last: date, number: int) -> Sequence[Spot]:
        """The nearest that end before ``first``, and the nearest that end after ``last``."""
        before, after = bisect_left(self.ends, first), bisect_right(self.ends, last)
        return (*self.spots[max(0, before - number) : before], *self.spots[after : after + number])


class Series:
    """All points of one thing counted one way, to be asked by time."""

    def __init__(self, spots: Iterable[Spot] = ()) -> None:
        self._dated = _Row()
        self._like: dict[tuple[int | None, int], _Row] = {}
        self._undated: list[Spot] = []
        for spot in spots:
            self.add(spot)

    def add(self, spot: Spot) -> None:
        """One more point, of a time that no other has."""
        period = spot.period
        if period is None or period.last is None:
            self._undated.append(spot)
            return
        self._dated.add(spot, period.last)
        self._like.setdefault(_shape(period), _Row()).add(spot, period.last)

    def around(self, period: Period | None) -> Iterator[Spot]:
        """The points that can matter to a figure about ``period``; some may come twice.

        Those without an end go on growing under their label: all of them for a figure that does so too. For a dated one those
        that end in its first and last year, and the nearest before and after, of like length and of any.
        """
        if period is None or period.last is None:
            yield from self._undated
            yield from self._dated.spots[-_ANY:]
            return
        yield from self._undated[-_ANY:]
        first = period.first or period.last
        for year in {first.year, period.last.year}:
            yield from self._dated.within(date(year, 1, 1), date(year, 12, 31))
        begin, end = date(first.year, 1, 1), date(period.last.year, 12, 31)
        yield from self._dated.beside(begin, end, _ANY)
        like = self._like.get(_shape(period))
        yield from like.beside(begin, end, _LIKE) if like else ()


def wanted(asked: Iterable[tuple[str, Period | None]], known: Mapping[str, Mapping[str, Series]]) -> set[str]:
    """The keys of all points that can matter to figures of these metrics and times.

    known  series by metric and series key
    """
    return {spot.key for metric, period in set(asked) for series in known.get(metric, {}).values() for spot in series.around(period)}


def _shape(period: Period) -> tuple[int | None, int]:
    """Periods of one shape are like beside like: the same number of months and, below a year, the same months."""
    months = period.months
    return months, period.first.month if months and months < 12 and period.first else 0
