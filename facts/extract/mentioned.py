"""One mention of time in its sentence, and what it may date in others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from facts.extract.moments import Moment
from facts.figure import Kind
from facts.period import Period, PeriodKind
from facts.reckoning import reckon

AGO = frozenset({"years ago", "months ago", "days ago"})  # a look back; the article goes on about what it told before
_MONTH = len("2023-12")
_YEAR_LONG = 12  # months
_FRESH = 2  # days from a dateline to publication
_NEIGHBOURS = frozenset({"same months", "years earlier", "part month"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A moment in its sentence; ``base`` is where the words begin that make it the time another figure is compared with."""

    moment: Moment
    base: int | None

    @property
    def relative(self) -> bool:
        """Whether it is told from the period of another figure: "a year earlier", "the same months of 2024"."""
        means = self.moment.row.means
        return means in _NEIGHBOURS or (means == "years ago" and self.moment.words.count == 1 and self.base is not None)


def is_day(period: Period | None) -> bool:
    """Whether a period is counted in days: one of them or a run."""
    return period is not None and period.kind in (PeriodKind.POINT, PeriodKind.RANGE) and period.label[_MONTH:].startswith("-")


def is_often(moment: Moment) -> bool:
    """Whether a moment tells how often within a time that is named before it: "now five flights a week"."""
    return moment.row.means in ("per week", "per day")


def measured_against(mentions: Iterable[Mention], start: int) -> int | None:
    """The year that a change at ``start`` is measured against: the last one named before it, where that is of a comparison."""
    last = next((one for one in reversed([*mentions]) if one.moment.end <= start), None)
    period = last.moment.period if last and last.base is not None and not last.relative else None
    yearly = period is not None and period.kind is PeriodKind.POINT and period.months == _YEAR_LONG
    return period.first.year if yearly and period and period.first else None


def hands_on(moment: Moment, kind: Kind | None) -> bool:
    """Days, rates and "now" stay in their sentence; amounts and shares are not those of ten years that were spoken of before."""
    if moment.period is None:
        return moment.row.means != "once"
    if moment.row.means in AGO:
        return False
    years = moment.row.means == "past years" and kind in (Kind.LEVEL, Kind.SHARE)
    return not is_day(moment.period) and not years and moment.period.kind is not PeriodKind.RATE and moment.row.means != "this month"


def month_before(sentence: Iterable[Mention], moment: Moment, told: Period | None) -> Period | None:
    """What "a year ago" looks back from: the month named before it in its sentence, else the months the article goes on about."""
    named = [one.moment for one in sentence if one.moment.end <= moment.start and one.base is None]
    period = named[-1].period if named else None
    if named and named[-1].row.means == "part month" and told and told.first:
        return reckon("month", replace(named[-1].words, year=told.first.year), None)
    if period and period.months == 1 and not is_day(period):
        return period
    return None if told and told.months == 1 else told


def this_year(moment: Moment, told: Period | None) -> Period | None:
    """Since this year began, in an article without a day that goes on about months of a year: of that year."""
    if told is None or told.first is None or told.months not in range(1, 12):
        return None
    if moment.period or moment.row.means != "year start" or moment.words.shift != 0:
        return None
    return reckon("year start", replace(moment.words, year=told.first.year, shift=None), None, moment.row.bound)


def heads(line: Iterable[Moment], sentence: Iterable[Moment], published: date) -> Period | None:
    """The day a dispatch is headed with: the only one of its dateline, where its first sentence names no other."""
    days = [moment.period for moment in line if is_day(moment.period)]
    if len(days) != 1 or any(is_day(moment.period) for moment in sentence):
        return None
    first = days[0].first if days[0] else None
    return days[0] if first and 0 <= (published - first).days <= _FRESH else None
