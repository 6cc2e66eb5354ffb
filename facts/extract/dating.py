"""The period of a figure: what the calendar tells, asked the way its metric needs, and what an article goes on about."""

import re
from dataclasses import dataclass, replace
from datetime import date

from facts.extract.kinds import joined
from facts.extract.passages import Passage
from facts.extract.periods import Calendar, Dating
from facts.figure import Figure, Kind, Modality, is_counted, is_currency
from facts.period import Period, PeriodKind
from facts.watch import Metric, Nature

_COUNTED_UP = "leaders_meetings"  # "they have met 13 times" reaches up to the day of publication
_AHEAD = (Modality.PLANNED, Modality.TARGET, Modality.ESTIMATE)
_SETTLED = (Kind.CHANGE, Kind.SHARE)
_TRADES = ("_exports", "_imports", "_trade")  # labels of single goods
# What moves, or is built and sold, is counted over a period, whatever it is called.
_CARRIED = frozenset({"tonnes", "TEU", "trains", "containers", "wagons", "cars", "trucks", "buses", "tractors", "sales"})
_TERMS = frozenset({"years", "weeks", "days", "hours", "minutes"})  # how long something takes is of no month
_TRADERS = frozenset({"companies", "people", "countries", "regions", "provinces", "cities"})  # who buys and sells is not what is sold
_OWED = frozenset({"external_debt", "reserves"})
_BESIDE = 12  # characters between a change and what it led to
_STANDING = "share_of_foreign_trade"  # a paragraph of its own tells it of no time: "China accounts for a tenth"
_CUT = re.compile(r"[,;:]\s")  # a clause ends
_YEAR = 12
_LONG_PAST = 2  # years; a change against the year before is told for its own year


@dataclass(slots=True)
class Course:
    """The period an article's flows were last told for; news names it in the lead and goes on without it.

    dated      whether the day of publication is known; hidden: without it a time was named that cannot be told, as "this year"
    lead       what was told first, ``headed`` where that was in the first paragraph
    told       what was told last, in ``paragraph``; ``going`` is the last one that went on about it
    last       what the amount before was told for, whatever it was
    level      where the last level stood, and dating its time
    """

    dated: bool
    hidden: bool = False
    lead: Dating | None = None
    told: Dating | None = None
    paragraph: int = -1
    going: int = -1
    headed: bool = False
    last: Dating | None = None
    level: int = -1
    dating: Dating | None = None

    def note(self, told: Dating, paragraph: int) -> None:
        """Remember what a figure was told for, if later ones may go on about it."""
        if _goes_on(told.period):
            self.headed = self.headed or (self.lead is None and paragraph == 0)
            self.lead, self.told, self.paragraph = self.lead or told, told, paragraph

    def at(self, paragraph: int) -> Dating | None:
        """What a figure of a paragraph goes on about: what was told last, but a look back, or at the last part, ends with its paragraph."""
        looked_back = self.told and self.lead and _ends(self.told) < _ends(self.lead) and paragraph != self.paragraph
        return self.lead if looked_back else self.told


def date_figure(figure: Figure, passage: Passage, index: int, metric: Metric | None, calendar: Calendar, course: Course) -> Dating:
    """Tell the period of a figure whose metric, kind and modality are known.

    course  what the figures before were about; a period that is told for a flow is noted there.
    """
    if index and course.last and passage.table["rephrased"].search(passage.left(index)):
        return course.last
    before, sliced = course.last, _sliced(figure, passage, index, calendar, course)
    course.last = sliced or _over_years(figure, _date(figure, passage, index, metric, calendar, course), before, calendar)
    return course.last


def _over_years(figure: Figure, told: Dating, before: Dating | None, calendar: Calendar) -> Dating:
    """A change against a year long past is that of all the years since: 2022年达50.8亿美元，是2013年的3.5倍 → 2013..2022."""
    base = calendar.base_year(figure.start) if figure.kind is Kind.CHANGE and figure.modality is Modality.ACTUAL else None
    now = before if told.compared or told.period is None else told
    last = now.period.last if now and now.period and now.period.kind is not PeriodKind.UNTIL else None
    if base is None or last is None or last.year - base < _LONG_PAST:
        return told
    span = Period(f"{base}..{last.year}")
    return Dating(period=span, cumulative=False, reading=f"against {base} → {span}")


def _date(figure: Figure, passage: Passage, index: int, metric: Metric | None, calendar: Calendar, course: Course) -> Dating:
    kind = Kind.LEVEL if passage.amounts[index].ordinal else figure.kind
    if metric and metric.name == _COUNTED_UP and figure.kind == Kind.LEVEL:
        told = calendar.at(figure.start, figure.end, Nature.FLOW, kind=kind)
        return told if told.period else calendar.so_far()
    moving = metric is None and (_grown_to(passage, index) or _traded(figure, passage, index))
    nature = Nature.FLOW if moving else _nature(figure, passage, index, metric)
    before = course.at(passage.paragraph)
    ordinal = passage.amounts[index].ordinal
    told = _respectively(passage, index, calendar) or _told(figure, kind, nature, before, calendar, ordinal=ordinal)
    course.hidden = course.hidden or told.untold
    if told.compared:
        return told
    if metric is None and figure.unit in _TERMS and _assumed(told):
        return Dating(period=None, cumulative=False, reading="")
    if course.lead is None and nature is Nature.STOCK and figure.modality is Modality.ACTUAL and _lasts(told):
        course.note(told, passage.paragraph)
    if figure.modality is not Modality.ACTUAL or not _flows(nature, figure):
        return told if told.period or course.dated or nature is not Nature.STOCK else _at_its_end(course)
    assumed = _assumed(told) or (course.headed and told.reading.startswith("published"))
    if told.period and not assumed and not (told.now and kind is Kind.SHARE and before):
        course.note(told, passage.paragraph)
    elif before and not course.hidden and not (kind is Kind.SHARE and _stands(passage, index)) and not _alone(figure, passage, course):
        course.going = passage.paragraph
        return replace(before, reading=f"as before → {before.period}")
    return told


def _told(figure: Figure, kind: Kind, nature: Nature | None, before: Dating | None, calendar: Calendar, *, ordinal: bool) -> Dating:
    """What the calendar tells of a figure; of a plan also the time to come that its paragraph names."""
    happened = figure.modality is Modality.ACTUAL
    occasion = nature is Nature.EVENT and happened and kind is Kind.LEVEL and not ordinal and not is_currency(figure.unit)
    period = before.period if before else None
    told = calendar.at(figure.start, figure.end, nature, kind=kind, told=period, happened=happened, occasion=occasion)
    if told.period is None and kind is Kind.CHANGE and figure.modality in _AHEAD:
        told = calendar.beyond(figure.start) or told
    if figure.modality in _AHEAD and _assumed(told):
        told = calendar.ahead(figure.start, kind) or told
    return told


def _alone(figure: Figure, passage: Passage, course: Course) -> bool:
    """Whether a share of trade stands in a paragraph that goes on about no time."""
    return figure.metric == _STANDING and passage.paragraph not in (course.paragraph, course.going)


def _respectively(passage: Passage, index: int, calendar: Calendar) -> Dating | None:
    """The time of one of several amounts that belong to as many times, each to its own."""
    first = last = index
    while first and joined(passage, first):
        first -= 1
    while last + 1 < len(passage.amounts) and joined(passage, last + 1):
        last += 1
    if first == last or not passage.table["respective"].search(passage.left(first)):
        return None
    return calendar.listed(passage.amounts[first].start, index - first, last - first + 1)


def _sliced(figure: Figure, passage: Passage, index: int, calendar: Calendar, course: Course) -> Dating | None:
    """The time of a share told right behind the amount that it is: "39 companies, or 56 percent"."""
    left = passage.left(index)
    if figure.kind is not Kind.SHARE or not index or course.level != passage.amounts[index - 1].start or len(left) > _BESIDE:
        return None
    own = passage.table["slices"].search(left) is None or not calendar.silent(passage.amounts[index - 1].end, figure.start)
    return None if own else course.dating


def _nature(figure: Figure, passage: Passage, index: int, metric: Metric | None) -> Nature | None:
    """How a metric behaves; what newcomers of a year bring to the park belongs to that year, a load to its day."""
    if metric is None and _contracted(figure, passage):
        return Nature.EVENT
    if _is_standing(figure, passage, metric):
        return Nature.STOCK
    if metric is None:
        return _unnamed(figure, passage, index)
    if metric.name == "investment" and figure.kind is Kind.LEVEL and figure.modality in _AHEAD:
        return None  # what somebody is going to put into one thing
    if metric.name == "park_investment" and passage.table["new"].search(passage.words) and not _in_all(passage, figure):
        return Nature.FLOW
    return metric.nature


def _unnamed(figure: Figure, passage: Passage, index: int) -> Nature | None:
    """How something behaves that is no metric of ours: goods move, what stands now is counted, the rest is told as it comes."""
    if passage.table["loaded"].search(passage.words[: figure.start - passage.start]):
        return None
    if figure.metric.endswith(_TRADES) or figure.unit in _CARRIED:
        return Nature.FLOW
    counted = figure.kind is Kind.LEVEL and passage.amounts[index].form == "count"
    return Nature.STOCK if counted and _stands(passage, index) else None


def _stands(passage: Passage, index: int) -> bool:
    """Whether the words around an amount tell what stands now: "six institutes teach Chinese"."""
    clause = _CUT.split(passage.upto(index))[-1] + passage.head(index)
    return passage.table["present"].search(clause) is not None


def _is_standing(figure: Figure, passage: Passage, metric: Metric | None) -> bool:
    """Whether an amount tells what there is, by its name or the words of its clause: debts, what was invested in all, firms at work."""
    if figure.kind is Kind.CHANGE or figure.modality is not Modality.ACTUAL:
        return False
    if metric is None and figure.metric in _OWED:
        return True
    counted = metric is None and is_counted(figure.unit) and figure.unit not in _CARRIED
    if not counted and not (metric and metric.name == "investment"):
        return False
    return passage.table["standing"].search(passage.words[: figure.start - passage.start].rsplit("，", 1)[-1]) is not None


def _in_all(passage: Passage, figure: Figure) -> bool:
    """Whether an amount behind the newcomers of a year is that of all: 今年新增19家，协议投资总额16亿美元."""
    clause = passage.words[: figure.start - passage.start].rsplit("，", 1)[-1]
    return passage.table["new"].search(clause) is None and passage.table["totals"].search(clause) is not None


def _contracted(figure: Figure, passage: Passage) -> bool:
    """Whether an amount is what a contract is signed for: «подписан контракт на 2 тыс. тонн»."""
    named = [one for one in passage.triggers if one.metric == "contracts_signed" and one.end <= figure.start]
    return bool(named) and passage.table["signed"].search(passage.words) is not None


def _grown_to(passage: Passage, index: int) -> bool:
    """Whether an amount is what the change right before it led to, or what goods cost: "5% to $3bn", "9 tonnes for $3m"."""
    if not index:
        return False
    before, one = passage.amounts[index - 1], passage.amounts[index]
    led = before.form in ("percent", "multiple") or before.unit in _CARRIED
    return led and one.form in ("money", "measure") and one.start - before.end <= _BESIDE


def _traded(figure: Figure, passage: Passage, index: int) -> bool:
    """Whether a count is one of things bought or sold, which is always over some time."""
    goods = passage.amounts[index].form == "count" and figure.unit not in _TRADERS
    if figure.kind is not Kind.LEVEL or figure.modality is not Modality.ACTUAL or not goods:
        return False
    return any(passage.table[name].search(passage.near(index)) for name in ("imported", "exported"))


def _at_its_end(course: Course) -> Dating:
    """In an article without a day, what stands now stands at the end of the months it reports on."""
    period = course.told.period if course.told else None
    if period is None or period.last is None or period.kind is not PeriodKind.RANGE:
        return Dating(period=None, cumulative=False, reading="")
    end = Period(f"{period.last:%Y-%m}")
    return Dating(period=end, cumulative=False, reading=f"end of {period} → {end}")


def _flows(nature: Nature | None, figure: Figure) -> bool:
    return nature is Nature.FLOW or (nature is None and figure.kind in _SETTLED)


def _assumed(told: Dating) -> bool:
    """Whether a period is no more than the month of publication; in January the year before is known better than that."""
    return told.reading.startswith("published") and told.period is not None and told.period.months == 1


def _lasts(told: Dating) -> bool:
    """Whether a stock is told over more than a month, and not only by the year of publication."""
    return told.period is not None and (told.period.months or 0) > 1 and not told.reading.startswith("published")


def _ends(told: Dating) -> tuple[date, int]:
    """When what was told ends; of two that end together the shorter one, a last month or quarter, counts as the earlier."""
    return (told.period and told.period.last) or date.max, (told.period and told.period.months) or 0


def _goes_on(period: Period | None) -> bool:
    """Whether later paragraphs may go on about a period: a year or months of one, but no day, rate, open end or span of years."""
    return period is not None and period.kind in (PeriodKind.POINT, PeriodKind.RANGE) and 1 <= (period.months or 0) <= _YEAR
