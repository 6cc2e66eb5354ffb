"""Which stretch of time a figure is about."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from facts.extract.assumed import COMPARED, NONE, UNTOLD, Dating, assumed
from facts.extract.mentioned import AGO, Mention, hands_on, is_day, is_often, measured_against, month_before, this_year
from facts.extract.moments import Dated, Moment, counts_on, read_periods
from facts.extract.sentences import Sentence
from facts.extract.timeline import Timeline
from facts.figure import Kind
from facts.period import Period, PeriodKind
from facts.reckoning import moved_to, reckon, years_before
from facts.watch import Nature

__all__ = ["Calendar", "Dated", "Dating", "read_periods"]

_YEAR_LONG, _BACK = 12, 6  # months; sentences a figure may take its period over from
_TOLD_ON = frozenset({"this day", "weekday"})  # days on which what stands is told: it is of their month


class Calendar:
    """The mentions of time of one article, and which of them a figure hangs on.

    text       the article; sentences as ``split(text)`` gave them; published and language as for read_periods
    cost       sentences are read when a figure in or behind them is asked for, each once
    """

    def __init__(self, text: str, sentences: Sequence[Sentence], published: date | None, language: str) -> None:
        self._line = Timeline(text, sentences, published, language)
        self._published = published
        self._starts = [sentence.start for sentence in sentences]

    def at(
        self,
        start: int,
        end: int,
        nature: Nature | None = None,
        *,
        kind: Kind | None = None,
        rank: bool = False,
        told: Period | None = None,
        happened: bool = False,
        occasion: bool = False,
    ) -> Dating:
        """Tell the period of the figure at text[start:end]. Not for what has none: distances, areas, populations.

        nature   how its metric behaves, kind what it measures, where they are known; they decide what is taken over from elsewhere.
                 A change of a stock is read as a flow; rank is short for kind=Kind.RANK; the nth visit is an event, not a rank.
        told     what the article goes on about where the sentences at hand do not say: "a year earlier" is a year before that
        happened what the figure tells has happened: it is not of a year to come that was spoken of before
        occasion it is of one meeting or signing, told on the day of that
        returns  by the first rule that gives something:
                 1. a mention in the figure's own sentence: the nearest one before it, or the one right behind it in its clause where
                    that is nearer. The time of a comparison ("up from 5bn in 2021", «по сравнению с 2021 годом», 比2021年) belongs
                    to the figure compared with; a rate ("per year") and a day only to figures of their own clause.
                 2. for flows and where the nature is not known: the last mention of the sentences before it in its paragraph, and,
                    inside a quotation that goes on or behind "in the same period", of the paragraph before. Days, rates and
                    "now" are not taken over, a span of years only by changes. A time that cannot be told ("last year" in
                    an undated article) is not skipped. Behind a rate in its own sentence a figure takes nothing over.
                 3. without any, and with a day of publication: its month; for events the day of the dateline if there is one; for ranks
                    of a known metric its year; for other ranks and for flows nothing. January looks back: such ranks, flows and
                    shares then have the year before.
                 A month without a year has that of the mention before it in its sentence, undated of the nearest year before it.
        """
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return NONE
        kind = Kind.RANK if rank and nature is not Nature.EVENT else kind
        mention = self._own(number, start, end, nature, kind)
        if _may_be_base(mention, start, kind) and self._line.compared(start, mention.moment.end if mention else 0):
            return COMPARED
        if mention is None and self._rated(number, start, end):
            return NONE
        if mention is None:
            mention = self._line.day_of_event(number) if occasion else self._handed(number, nature, kind, happened, told)
        if mention is None or (nature is Nature.STOCK and kind is not Kind.CHANGE and mention.moment.row.means in _TOLD_ON):
            return assumed(self._published, nature, kind, self._line.dateline)
        same = self._same_months(mention, nature, month_before(self._line.mentions(number), mention.moment, told))
        if same is None and mention.relative:
            return self._told(mention, self._earlier_than(number, start, mention, kind, told))
        period = self._period(number, mention.moment) or this_year(mention.moment, told)
        return self._told(mention, same or self._line.past(period, mention.moment, happened))

    @staticmethod
    def _same_months(mention: Mention, nature: Nature | None, told: Period | None) -> Period | None:
        """The months that "a year ago it was 5bn", "against 5bn last year" mean: those the article goes on about, a year before."""
        moment, year = mention.moment, mention.moment.period
        ago = moment.row.means == "years ago" and moment.words.count == 1
        if nature is not Nature.FLOW or told is None or told.months not in range(1, 12) or year is None or told.first is None:
            return None
        compared = ago or (moment.row.means == "year" and mention.base is not None)
        earlier = compared and year.months == _YEAR_LONG and year.first is not None and year.first.year == told.first.year - 1
        return moved_to(told, told.first.year - 1) if earlier else None

    def _handed(self, number: int, nature: Nature | None, kind: Kind | None, happened: bool, told: Period | None) -> Mention | None:
        """The mention of an earlier sentence that a figure goes on about; of stocks only what heads their paragraph."""
        if happened and nature is not Nature.STOCK and (same := self._line.same_time(number, told)):
            return same
        if _is_steady(nature, kind) and not (kind is Kind.RANK and self._published is None):
            return self._line.head(number) if nature is Nature.STOCK and kind is not Kind.RANK else None
        latest = self._published if happened else None
        return self._before(number, kind, latest, loose=nature is None and kind is Kind.LEVEL)

    def _told(self, mention: Mention, period: Period | None) -> Dating:
        moment = mention.moment
        compared = mention.relative or mention.base is not None or moment.row.means in AGO
        if period is None:
            return COMPARED if compared or self._published else UNTOLD
        words = " ".join(self._line.text[moment.start : moment.end].split())
        counts = moment.row.cumulative or counts_on(period)
        now = moment.row.means == "this month" and not moment.words.shift
        return Dating(period=period, cumulative=counts, reading=f"{words} → {period}", compared=compared, now=now)

    def so_far(self) -> Dating:
        """The period of a count that reaches up to the article and has no beginning: "they have met 13 times"."""
        if self._published is None:
            return NONE
        return Dating(period=Period(f"until {self._published}"), cumulative=True, reading=f"so far → until {self._published}")

    def listed(self, start: int, place: int, count: int) -> Dating | None:
        """The time of one amount of a list that begins at ``start``, where as many times are listed before it."""
        number = max(0, bisect_right(self._starts, start) - 1)
        before = self._line.listed(number, start, count)
        return self._told(before[place], self._period(number, before[place].moment)) if before else None

    def base_year(self, start: int) -> int | None:
        """The year a change is measured against, if any."""
        return measured_against(self._line.mentions(max(0, bisect_right(self._starts, start) - 1)), start)

    def silent(self, start: int, end: int) -> bool:
        """Whether no time is named between two places of one sentence."""
        return self._line.silent(max(0, bisect_right(self._starts, start) - 1), start, end)

    def beyond(self, start: int) -> Dating | None:
        """The year after the one that a plan in a sentence is measured against: "a quarter more than this year"."""
        number, on = bisect_right(self._starts, start) - 1, self._published
        if number < 0 or on is None:
            return None
        for mention in self._line.mentions(number):
            moment = mention.moment
            if mention.base is not None and moment.row.means == "year" and moment.period == Period(str(on.year)):
                year = Period(str(on.year + 1))
                return Dating(period=year, cumulative=False, reading=f"{self._line.text[moment.start : moment.end]} is before → {year}")
        return None

    def ahead(self, start: int, kind: Kind | None) -> Dating | None:
        """The time to come that a plan's paragraph has named: "What of 2026? The plan is to …"; None where it names none."""
        number = bisect_right(self._starts, start) - 1
        mention = self._before(number, kind)
        period = mention.moment.period if mention else None
        if mention is None or self._published is None or period is None or period.last is None or period.last <= self._published:
            return None
        return self._told(mention, period)

    def time_spans(self) -> list[tuple[int, int]]:
        """Where the text speaks of time, told or not: numbers in there are parts of dates and spans of years, not figures."""
        everything = (mention.moment for number in range(len(self._starts)) for mention in self._line.mentions(number))
        return [(moment.start, moment.end) for moment in everything]

    def _own(self, number: int, start: int, end: int, nature: Nature | None, kind: Kind | None) -> Mention | None:
        """The mention of the figure's own sentence that it hangs on."""
        steady = _is_steady(nature, kind)
        serving = [mention for mention in self._line.near(number, start, end) if self._serves(number, mention, start, end, nature, kind)]
        mentions = [mention for mention in serving if mention.moment.row.means != "once"] or serving
        inside = [mention for mention in mentions if mention.moment.start < end and mention.moment.end > start]
        before = [mention for mention in mentions if mention.moment.end <= start]
        before = [one for one in before if not is_often(one.moment) and not self._line.over(one.moment, start)] or before
        behind = [one for one in mentions if one.moment.start >= end and self._dates_back(end, one)]
        if inside and not (behind and not self._line.apart(end, behind[0].moment.start)):
            return inside[-1]
        if before and (not behind or not self._nearer_behind(before[-1].moment, behind[0].moment, start, end)):
            return before[-1] if not steady or self._line.governs(number, before[-1].moment, start) else None
        return behind[0] if behind and not (steady and self._line.apart(end, behind[0].moment.start)) else None

    def _dates_back(self, end: int, mention: Mention) -> bool:
        """Whether a mention behind a figure may date it: it opens no clause of its own, nor, in Chinese, stands in another one."""
        if not mention.relative and (self._line.opens_clause(end, mention.moment) or self._line.of_another(end, mention.moment)):
            return False
        return self._line.spaced or not self._line.edged(end, mention.moment.start)

    def _rated(self, number: int, start: int, end: int) -> bool:
        """Whether a rate stands before a figure: "500m every year, and in each region 150m" leaves open what the second is."""
        moments = (mention.moment for mention in self._line.near(number, start, end))
        return any(one.end <= start and one.period is not None and one.period.kind is PeriodKind.RATE for one in moments)

    def _nearer_behind(self, before: Moment, behind: Moment, start: int, end: int) -> bool:
        """Whether the mention behind a figure, in its clause and with no other number between, outdoes the one before it."""
        if self._line.dashed(end, behind.start):
            return True
        if self._line.apart(end, behind.start):
            return False
        return self._line.edged(before.end, start) or start - before.end >= behind.start - end

    def _serves(self, number: int, mention: Mention, start: int, end: int, nature: Nature | None, kind: Kind | None) -> bool:
        """Whether a mention may be what the figure is about at all."""
        moment = mention.moment
        gap = (moment.end, start) if moment.start < start else (end, moment.start)
        if nature is Nature.STOCK and kind is not Kind.CHANGE and moment.period and moment.period.kind is PeriodKind.SINCE:
            return not self._line.edged(*gap)
        if mention.base is not None or mention.relative:
            return self._line.held(mention, start, end, kind)
        if moment.row.means == "per week" or (moment.period is not None and moment.period.kind is PeriodKind.RATE):
            return not (self._line.edged(*gap) if moment.end <= start and not self._line.spaced else self._line.apart(*gap))
        if is_day(moment.period) and moment.period is not None and moment.period.kind is PeriodKind.POINT:
            near = not self._line.edged(*gap) or (moment.end <= start and self._line.fronts(number, moment, start))
            return nature in (Nature.STOCK, Nature.EVENT) or (nature is None and near)
        return not (nature is Nature.STOCK and kind is Kind.LEVEL and moment.row.means == "past years")  # what there is now

    def _before(self, number: int, kind: Kind | None, latest: date | None = None, *, loose: bool = False) -> Mention | None:
        """The mention an earlier sentence hands on; none that begins after ``latest``; ``loose`` none of another quotation."""
        for earlier in self._earlier(number, loose=loose):
            for mention in reversed(self._line.mentions(earlier)):
                period = mention.moment.period
                begins = period and (period.last if period.kind is PeriodKind.UNTIL else period.first)
                ahead = latest and begins and begins > latest
                if mention.base is None and not mention.relative and not ahead and hands_on(mention.moment, kind):
                    return mention
        return None

    def _earlier(self, number: int, *, loose: bool = False) -> Iterator[int]:
        sentences = self._line.sentences
        paragraph = sentences[number].paragraph
        if self._line.points_back(number) or (self._line.quotes_on(number) and not loose) or self._line.answers(number):
            paragraph -= 1
        for earlier in range(number - 1, max(number - 1 - _BACK, -1), -1):
            if sentences[earlier].paragraph < paragraph:
                return
            yield earlier

    def _period(self, number: int, moment: Moment) -> Period | None:
        """The moment's period, what its words do not say taken from a neighbour: the year, or the months."""
        if moment.row.means == "whole year":
            return self._line.whole_year(number) or moment.period
        year = self._line.year_before(number, moment) if moment.yearless else None
        if year is None:
            return moment.period
        return reckon(moment.row.means, replace(moment.words, year=year), self._published, moment.row.bound)

    def _earlier_than(self, number: int, start: int, mention: Mention, kind: Kind | None, told: Period | None) -> Period | None:
        """The period of a figure that is told from another's: the same months of another year, or so many years before."""
        moment = mention.moment
        if moment.row.means == "same months":
            months = self._line.months_before(number, moment) or told
            year = reckon("year", moment.words, self._published)
            return moved_to(months, int(year.label)) if months and year else None
        whole = self._main(number, start, kind) or told
        if moment.row.means == "part month":
            first = whole.first.year if whole and whole.first else None
            return reckon("month", replace(moment.words, year=first), self._published)
        if whole is None:
            return moment.period
        return years_before(whole, moment.words.count or 1)

    def _main(self, number: int, start: int, kind: Kind | None) -> Period | None:
        """The period that a comparison in a sentence starts from: the one named before it, there or earlier."""
        own = [one for one in self._line.mentions(number) if one.moment.end <= start and one.base is None and not one.relative]
        main = own[-1] if own else self._before(number, kind)
        return self._period(number, main.moment) if main else None


def _is_steady(nature: Nature | None, kind: Kind | None) -> bool:
    return kind is Kind.RANK or (nature in (Nature.STOCK, Nature.EVENT) and kind is not Kind.CHANGE)


def _may_be_base(mention: Mention | None, start: int, kind: Kind | None) -> bool:
    """Whether no time of its own is told for what stands behind a word of comparison: "in 2023 it took 16 hours instead of 24"."""
    if mention is None:
        return kind in (None, Kind.LEVEL)
    rate = mention.moment.period is not None and mention.moment.period.kind is PeriodKind.RATE
    return kind is Kind.LEVEL and mention.base is None and not mention.relative and mention.moment.end <= start and not rate
