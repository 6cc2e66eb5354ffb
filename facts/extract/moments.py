"""Text → mentions of time, in reading order, each with the period it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from facts.extract.languages.times import Row, Times, load_times
from facts.period import Period, PeriodKind
from facts.reckoning import reckon
from facts.timewords import Words

_REACH = 60  # characters around a month in which words look ahead to it
_LEAD = 4  # characters a sentence may have before what opens it
_PAST = 366  # days a month without a year lies back at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A mention of a stretch of time: text[start:end] is ``text``.

    cumulative  the figure goes on counting: year-to-date ("January-November") or since a day
    reading     one line: "в январе–ноябре → 2025-01..2025-11"
    """

    start: int
    end: int
    text: str
    period: Period
    cumulative: bool
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A mention as it stands; ``period`` is None where the words name a time that cannot be told ("last year", undated)."""

    start: int
    end: int
    row: Row
    words: Words
    period: Period | None

    @property
    def cumulative(self) -> bool:
        """Whether a figure for this period is one of a count that goes on: since a day, or the first months of a year."""
        return self.row.cumulative or counts_on(self.period)

    @property
    def yearless(self) -> bool:
        """Whether nothing in the words says the year: "in March", "over the first half"."""
        return self.words.year is None and self.words.shift is None and bool(self.words.month or self.words.ordinal or self.words.count)


def read_periods(text: str, published: date | None, language: str) -> list[Dated]:
    """Find the stretches of time that ``text`` names.

    text       any text: a sentence, an article; offsets are into it.
    published  the day relative words are told from; None: they come to nothing and are left out.
    language   "en", "ru", "be" or "zh".
    returns    in reading order, never overlapping. Prepositions belong to a mention only where they make its meaning (since, by, per).
    raises     nothing on any text.
    rule       at each place where a mention can begin the longest row of languages/<language>-periods.yaml wins; a month without a
               year is the latest one not after publication, unless the words look ahead.
    """
    times = load_times(language)
    return [dated(text, moment) for moment in read_moments(times.fold(text), published, times) if moment.period]


def dated(text: str, moment: Moment) -> Dated:
    """A moment whose period is known, as others see it."""
    assert moment.period is not None
    words = text[moment.start : moment.end]
    return Dated(
        start=moment.start,
        end=moment.end,
        text=words,
        period=moment.period,
        cumulative=moment.cumulative,
        reading=f"{' '.join(words.split())} → {moment.period}",
    )


def read_moments(folded: str, published: date | None, times: Times, at: int = 0, end: int | None = None) -> Iterator[Moment]:
    """Find every mention of time in folded[at:end], those included that come to no period."""
    waiting: Moment | None = None
    for moment in _moments(folded, published, times, at, len(folded) if end is None else end):
        whole = _joined(folded, waiting, moment, published, times) if waiting else None
        if waiting and not whole:
            yield waiting
        waiting = whole or moment
    if waiting:
        yield waiting


def _moments(folded: str, published: date | None, times: Times, at: int, end: int) -> Iterator[Moment]:
    while found := times.find(folded, at, end):
        match, row = found
        words = times.words(row, match)
        if row.means != "aside":  # "for the first time since 2020": the time of no figure
            period = reckon(row.means, words, published, row.bound)
            yield Moment(start=match.start(), end=match.end(), row=row, words=words, period=period)
        at = match.end()


def _joined(folded: str, one: Moment, other: Moment, published: date | None, times: Times) -> Moment | None:
    """One moment out of a part of a year and the year said right beside it: "in March, last year", летась за дзевяць месяцаў."""
    part, year = (one, other) if one.yearless else (other, one)
    if not part.yearless or year.row.means != "year" or year.row.bound or year.period is None:
        return None
    gap = folded[one.end : other.start].removesuffix(lead(folded, one.end, other.start, times))
    if gap.strip(" ,，" if one is year else " ") or (one is part and part.words.day):
        return None
    words = replace(part.words, year=int(year.period.label[:4]))
    period = reckon(part.row.means, words, published, part.row.bound)
    return Moment(start=one.start, end=other.end, row=part.row, words=words, period=period) if period else None


def lead(folded: str, start: int, end: int, times: Times) -> str:
    """The preposition at the end of a gap, or ""."""
    found = next((match for match in times.leads.finditer(folded, start, end) if match.end() == end), None)
    return found.group() if found else ""


def counts_on(period: Period | None) -> bool:
    """Whether a period is open to its end ("since 2023-03") or the first months of a year ("2025-01..2025-11")."""
    if period is None or period.kind is PeriodKind.SINCE:
        return period is not None
    if period.kind is not PeriodKind.RANGE or period.first is None or period.last is None:
        return False
    return period.first.year == period.last.year and period.first.month == period.first.day == 1 and bool(period.months)


def ahead(moment: Moment, text: str, start: int, end: int, on: date | None, times: Times) -> Moment:
    """A month without a year as the one to come, where the words before it look ahead, or those behind one that opens its sentence.

    text   the sentence is [start, end) of it
    """
    period = moment.period
    last = (period.last or period.first) if period else None
    if not moment.yearless or not moment.words.month or moment.row.bound == "until" or last is None or on is None:
        return moment
    begin = max(start, moment.start - _REACH)
    edges = list(times.edges.finditer(text, begin, moment.start))
    looks = times.ahead.search(text, edges[-1].end() if edges else begin, moment.start)
    if looks is None and moment.start - start <= _LEAD:
        looks = times.ahead.search(text, moment.end, min(end, moment.end + _REACH))
    if looks is None or last >= on or (on - last).days > _PAST:
        return moment
    words = replace(moment.words, year=last.year + 1)
    return replace(moment, words=words, period=reckon(moment.row.means, words, on, moment.row.bound))
