"""The mentions of time of one article in their sentences, and what stands between them and a figure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from facts.extract.languages.speech import load_speech
from facts.extract.languages.times import load_times
from facts.extract.mentioned import Mention, heads, is_day
from facts.extract.moments import Moment, ahead, lead, read_moments
from facts.extract.sentences import Sentence
from facts.figure import Kind
from facts.period import Period, PeriodKind
from facts.reckoning import reckon

_BASE_REACH = 60  # characters from "up from" to the period it belongs to
_BACK = 6  # sentences a paragraph is followed back for
_NUMBER = re.compile(r"(?<![a-zа-яёіў\d])[$€£¥]?\d[\d.,]*")
_WINDOW = 500  # characters to either side of a figure in which its period may stand
_CLAUSE = 15  # characters in which a fronted adverbial is followed by its figure
_LEAD = 4  # characters a clause may have before what is fronted in it
_YEAR_BACK = 30  # sentences in which an undated article may have said the year
_OPENING = '"“”«„「『—–-'
_LISTED = 2  # characters between two times of a list: 和


_DASH = re.compile(r"^ ?[-:] ?")
_DASHED = re.compile(r"\s?[-–—]\s?(?:[^\W\d]{1,2}\s)?")
_BRACKETS = "(（"
_CLOSED = re.compile(r"[)）]")
_FRONTED = re.compile(r"[^\W\d]{0,2}[,，]")  # "5月14日晚，"
_ASIDE = re.compile(r"[(（][^\W\d]{0,3} ?$")  # "(in 2024 - $3.1bn)" opens with its time
_ANOTHER = re.compile(r"[^()（）\d]{0,24}\d")
_LEADING = re.compile(r"[ ,:(（：，–-]+")
_BESIDE = 24  # characters between a figure and the time of another that it is of
_WEEK = 7
_HEADS = frozenset({"year end", "month", "day"})  # when a stock is counted
_YEAR = 12
_REPORTS = 92  # days after its end in which a year is reported on


class Timeline:
    """The mentions of time of one article; each sentence is read once, when it is first asked for."""

    def __init__(self, text: str, sentences: Sequence[Sentence], published: date | None, language: str) -> None:
        self.text, self.sentences, self.published = text, sentences, published
        self._times = load_times(language)
        self.spaced = load_speech(language).spaced
        self._folded = self._times.fold(text)
        self._read: dict[int, list[Mention]] = {}
        self._pointing: dict[int, bool] = {}

    def mentions(self, number: int) -> list[Mention]:
        """The mentions of one sentence, in reading order."""
        if number not in self._read:
            sentence = self.sentences[number]
            self._read[number] = list(self._with_bases(sentence.start, sentence.end))
        return self._read[number]

    def near(self, number: int, start: int, end: int) -> Iterator[Mention]:
        """The mentions around a figure; a sentence without end is not walked through for each."""
        mentions = self.mentions(number)
        for at in range(bisect_left(mentions, start - _WINDOW, key=lambda one: one.moment.start), len(mentions)):
            if mentions[at].moment.start > end + _WINDOW:
                return
            yield mentions[at]

    def edged(self, start: int, end: int) -> bool:
        """Whether a clause ends between two places."""
        return start < end and self._times.edges.search(self._folded, start, end) is not None

    def apart(self, start: int, end: int) -> bool:
        """Whether a clause ends or another number stands between two places."""
        return self.edged(start, end) or (start < end and _NUMBER.search(self._folded, start, end) is not None)

    def dashed(self, start: int, end: int) -> bool:
        """Whether only a dash stands between a figure and its time: «420 тыс. в 2022 году, 230 тыс. — в 2023-м»."""
        return start < end and _DASHED.fullmatch(self._folded, start, end) is not None

    def held(self, mention: Mention, start: int, end: int, kind: Kind | None) -> bool:
        """Whether the time of a comparison is that of a figure: within "up from 5bn in 2021", or right behind it.

        Without a word of comparison "a year earlier" is that of the figure beside it: "803m a year earlier", "a year earlier it was 803m".
        """
        moment = mention.moment
        if mention.base is not None and self._folded[mention.base] in _BRACKETS:
            return mention.base < start and not _CLOSED.search(self._folded, mention.base, start)
        if mention.base == moment.start:
            return False
        if mention.base is not None and (mention.base <= start < moment.start or kind is Kind.CHANGE):
            return mention.base <= start < moment.start
        if moment.end <= start:
            gap = self._folded[moment.end : start]
            return self._times.holds.fullmatch(gap) is not None if mention.base is not None else self._plain(_LEADING.sub("", gap, count=1))
        return mention.base is None and kind is not Kind.CHANGE and self._plain(self._folded[end : moment.start])

    def compared(self, start: int, since: int = 0) -> bool:
        """Whether a word of comparison stands right before a figure: "up from 803m" is not of the time of what it grew to.

        since  where the time before it ends: the word stands behind that
        """
        for base in self._times.bases.finditer(self._folded, max(since, start - _BASE_REACH), start):
            if self._plain(self._folded[base.end() : start]):
                return True
        return False

    def of_another(self, start: int, moment: Moment) -> bool:
        """Whether a time behind a figure is that of a number between them: one compared with it, or one still to come."""
        base, first = self._times.bases.search(self._folded, start, moment.start), moment.period and moment.period.first
        ahead = not moment.yearless and self.published and first and first > self.published
        return bool((base or ahead) and _NUMBER.search(self._folded, base.end() if base else start, moment.start))

    def _plain(self, gap: str) -> bool:
        """Whether the words between a figure and what it hangs on are few, with no clause and no number between."""
        return len(gap) <= _BESIDE and not self._times.edges.search(gap) and not _NUMBER.search(gap.rstrip("$€£¥ "))

    def opens_clause(self, end: int, moment: Moment) -> bool:
        """Whether a mention behind a figure begins a clause with a figure of its own: "…, in 2022 it was 5.8bn"."""
        if any(mark in self._folded[end : moment.start] for mark in ";；"):
            return True
        front, back = self._folded[max(end, moment.start - _CLAUSE) : moment.start], self._folded[moment.end : moment.end + _CLAUSE]
        back = _DASH.sub("", back, count=1)
        edge = self._times.edges.search(back)
        return self._edged_at_end(front) and _NUMBER.search(back[: edge.start()] if edge else back) is not None

    def governs(self, number: int, moment: Moment, start: int) -> bool:
        """Whether a mention before a standing figure dates it: it opens the sentence, or no clause but its own ends between them."""
        begin = self.sentences[number].start
        opens = moment.start - len(lead(self._folded, max(begin, moment.start - _BASE_REACH), moment.start, self._times))
        if opens - begin <= _LEAD:
            return True
        fronted = self._edged_at_end(self._folded[max(begin, opens - _CLAUSE) : opens])
        comma = self._times.edges.match(self._folded, moment.end) if fronted else None
        if comma and not self.spaced and not is_day(moment.period) and not self._told_off(moment, start):
            return True  # 截至4月底，企业有70家，其中中资39家: clause upon clause
        return not self.edged(comma.end() if comma else moment.end, start)

    def listed(self, number: int, start: int, count: int) -> list[Mention]:
        """The times of a list of so many that stands before a place: 2019年、2021年和2023年分别为…; none where there are fewer."""
        before = [one for one in self.mentions(number) if one.moment.end <= start][-count:]
        near = all(other.moment.start - one.moment.end <= _LISTED for one, other in pairwise(before))
        return before if near and len(before) == count else []

    def silent(self, number: int, start: int, end: int) -> bool:
        """Whether no time is named between two places of one sentence."""
        return not any(start <= one.moment.start < end for one in self.mentions(number))

    def over(self, moment: Moment, start: int) -> bool:
        """Whether "all of the year" belongs to the part of a sentence before: 1至9月66亿，预计全年90亿；出口增长12%."""
        return moment.row.means == "whole year" and "；" in self.text[moment.end : start]

    def _told_off(self, moment: Moment, start: int) -> bool:
        """Whether a time that is not over yet has its number already: 今年新增19家，总投资16亿美元."""
        open_end = self.published is None or (
            moment.period is not None and moment.period.last is not None and moment.period.last > self.published
        )
        return open_end and _NUMBER.search(self._folded, moment.end, start) is not None

    def fronts(self, number: int, moment: Moment, start: int) -> bool:
        """Whether a mention stands in front of its sentence, and no clause but its own ends between it and a figure."""
        begin = self.sentences[number].start
        comma = _FRONTED.match(self._folded, moment.end)
        return moment.start - begin <= _LEAD and not self.edged(comma.end() if comma else moment.end, start)

    def points_back(self, number: int) -> bool:
        """Whether a sentence speaks of the period before: "in the same time"."""
        if number not in self._pointing:
            sentence = self.sentences[number]
            self._pointing[number] = self._times.same.search(self._folded, sentence.start, sentence.end) is not None
        return self._pointing[number]

    def same_time(self, number: int, told: Period | None) -> Mention | None:
        """The mention of what the article goes on about, for a sentence that only says "in the same time"."""
        if told is None or not self.points_back(number):
            return None
        earlier = (one for at in range(number - 1, max(-1, number - _YEAR_BACK), -1) for one in reversed(self.mentions(at)))
        return next((one for one in earlier if one.base is None and one.moment.period == told), None)

    def _opening(self, number: int) -> int:
        """The first sentence of a sentence's paragraph."""
        first = number
        while first and self.sentences[first - 1].paragraph == self.sentences[number].paragraph and number - first < _BACK:
            first -= 1
        return first

    def quotes_on(self, number: int) -> bool:
        """Whether a sentence's paragraph opens with a quotation: it goes on with what the one before spoke of."""
        first = self._opening(number)
        return self.text[self.sentences[first].start] in _OPENING

    def answers(self, number: int) -> bool:
        """Whether a sentence's paragraph answers a question that ends the one before."""
        first = self._opening(number)
        return first > 0 and self.text[self.sentences[first - 1].end - 1] in "?？"

    def head(self, number: int) -> Mention | None:
        """The mention that opens the paragraph of a sentence and so dates all of it: "In 2025 the park …. Investments …"."""
        first = self._opening(number)
        found = next(iter(self.mentions(first)), None) if first < number else None
        if found is None or found.base is not None or found.relative or found.moment.period is None:
            return None
        opens = self.governs(first, found.moment, found.moment.end)
        return found if opens and (found.moment.row.means in _HEADS or self._just_over(found.moment.period)) else None

    def _just_over(self, period: Period) -> bool:
        """Whether a year has ended in the months before publication: its reports tell what stood at its end."""
        on, last = self.published, period.last
        return on is not None and last is not None and period.months == _YEAR and 0 < (on - last).days <= _REPORTS

    def day_of_event(self, number: int) -> Mention | None:
        """The day on which what a dispatch tells has happened: the only recent one named up to a sentence; undated, the only one."""
        found: dict[str, Mention] = {}
        for earlier in range(number, max(-1, number - _YEAR_BACK), -1):
            for mention in self.mentions(earlier):
                period = mention.moment.period
                first, on = period.first if period else None, self.published
                if is_day(period) and period and first and (on is None or 0 <= (on - first).days <= _WEEK):
                    found[period.label] = mention
        return next(iter(found.values())) if len(found) == 1 else None

    def year_before(self, number: int, moment: Moment) -> int | None:
        """The year named before a moment: in its sentence, and in an undated article anywhere before."""
        last = number if self.published else max(0, number - _YEAR_BACK)
        for earlier in range(number, last - 1, -1):
            for mention in reversed(self.mentions(earlier)):
                other = mention.moment
                counts = moment.row.means != "years running" or other.row.bound == "since"
                if other.end <= moment.start and mention.base is None and other.words.year and other.period and counts:
                    return other.words.year
        return None

    def whole_year(self, number: int) -> Period | None:
        """The year that "all of the year" goes on about: a whole past one named in the sentence before, of the same paragraph."""
        if not number or self.published is None or self.sentences[number - 1].paragraph != self.sentences[number].paragraph:
            return None
        last = next(iter(reversed(self.mentions(number - 1))), None)
        named = last.moment.period if last and last.base is None else None
        if named is None or named.last is None or named.kind is not PeriodKind.POINT:
            return None
        period = Period(f"{named.last.year}")
        return period if period.last and period.last < self.published else None

    def past(self, period: Period | None, moment: Moment, happened: bool) -> Period | None:
        """The day of what has happened, a year earlier where it would be to come: a debt that stood so "on January 1"."""
        on = self.published
        if not happened or not moment.yearless or on is None or period is None or period.first is None or period.first <= on:
            return period
        return reckon(moment.row.means, replace(moment.words, year=period.first.year - 1), on, moment.row.bound)

    def months_before(self, number: int, moment: Moment) -> Period | None:
        """The months of a year that the mention before a moment names, there or in the sentence before."""
        for earlier in (number, number - 1)[: number + 1]:
            for mention in reversed(self.mentions(earlier)):
                other = mention.moment
                if other.end <= moment.start and mention.base is None and other.period and other.period.months in range(1, 12):
                    return other.period
        return None

    def dateline(self) -> Period | None:
        """The day that heads a dispatch ("MINSK, 4 December"), unless its first sentence goes on to name another."""
        head = load_speech(self._times.language)["datelines"].match(self.text)
        if head is None or self.published is None:
            return None
        end = next((one.end for one in self.sentences if one.end > head.end()), 0)
        return heads(self._moments(0, head.end()), self._moments(head.end(), end), self.published)

    def _moments(self, start: int, end: int) -> Iterator[Moment]:
        return read_moments(self._folded, self.published, self._times, start, end)

    def _with_bases(self, start: int, end: int) -> Iterator[Mention]:
        after = start
        for told in self._moments(start, end):
            moment = ahead(told, self._folded, start, end, self.published, self._times)
            yield Mention(moment=moment, base=self._base(after, moment))
            after = moment.end

    def _base(self, after: int, moment: Moment) -> int | None:
        """Where the words begin that make a moment a base of comparison; they stand between it and the mention before."""
        begin = max(after, moment.start - _BASE_REACH)
        if (aside := _ASIDE.search(self._folded, begin, moment.start)) and _ANOTHER.match(self._folded, moment.end):
            return aside.start()
        if touching := self._times.touching.search(self._folded, begin, moment.start):
            return touching.start()
        if self._times.levels.match(self._folded, moment.end):
            return moment.start
        found = [base for base in self._times.bases.finditer(self._folded, begin, moment.end) if base.start() < moment.start]
        if not found:
            return None
        between = self._folded[found[-1].end() : moment.start]
        if self._times.edges.search(between) or len(_NUMBER.findall(between)) > 1:
            return None
        return found[-1].start()

    def _edged_at_end(self, words: str) -> bool:
        edges = list(self._times.edges.finditer(words))
        return bool(edges) and len(words[edges[-1].end() :].strip()) <= _LEAD
