"""What has to add up: exports and imports to turnover, multiples to their levels, shares to a hundred, the headline to the body."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from facts.compare.changes import factor, is_change
from facts.compare.intervals import Interval, agree, interval, near, size
from facts.compare.match import same_modality, same_reporter, same_scope, same_thing
from facts.compare.setting import Setting
from facts.compare.spans import Span, same_period, span
from facts.compare.wording import amount, period, plain
from facts.extract.figures import read_figures
from facts.figure import Figure, Kind, Modality
from facts.known import KnownFigure
from facts.language import tell
from facts.period import Period

_ALIKE = Decimal("1.25")  # values of one point this near are about one thing; farther off, one is likely a part of the other
_HUNDRED = Decimal(100)
_TRADE = frozenset({"trade_turnover", "exports", "imports"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A sum that does not come out: the figure of the article it is told on, and the sum in words."""

    figure: Figure
    told: str
    known: KnownFigure | None = None


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure of the article, or one of the ledger with its id."""

    figure: Figure
    known: KnownFigure | None = None

    @property
    def words(self) -> str:
        where = f" ({self.known.id})" if self.known else ""
        return f"{amount(self.figure)}{where}"


def failures(setting: Setting) -> Iterator[Failure]:
    """Every sum that fails inside the article, or between it and the ledger; one for each figure it is told on."""
    told: set[Figure] = set()
    for check in (_sums, _multiples, _shares, _two_values, _headline):
        for failure in check(setting):
            if failure.figure not in told:
                told.add(failure.figure)
                yield failure


def _own(setting: Setting) -> list[_Stated]:
    return [_Stated(figure) for figure in setting.found.facts.figures if figure.about_relations]


def _all(setting: Setting, wanted: Callable[[Figure], bool]) -> list[_Stated]:
    """The article's own figures first: what it says itself is nearer than what others said."""
    own = [one for one in _own(setting) if wanted(one.figure)]
    return own + [_Stated(one.figure, one) for one in setting.ledger if wanted(one.figure) and not one.doubt]


def _sums(setting: Setting) -> Iterator[Failure]:
    """Exports and imports are the turnover, and their difference the balance, within rounding."""
    told = {one.figure.period for one in _own(setting) if one.figure.metric in _TRADE}
    levels = _all(setting, lambda one: one.metric in _TRADE and _counts(one) and one.period in told)
    for total in (one for one in levels if one.figure.metric == "trade_turnover"):
        parts = [_beside(total, levels, name, setting) for name in ("exports", "imports")]
        if any(part is None for part in parts) or all(one is None or one.known for one in (total, *parts)):
            continue
        exports, imports = (part for part in parts if part is not None)
        if not _plus(interval(exports.figure), interval(imports.figure)).meets(interval(total.figure)):
            own = next(one for one in (total, exports, imports) if one.known is None)
            words = f"exports {exports.words} and imports {imports.words} do not make a turnover of {total.words}"
            yield Failure(figure=own.figure, told=f"{words}, {period(total.figure.period)}", known=_first_known(total, exports, imports))


def _counts(figure: Figure) -> bool:
    return figure.kind is Kind.LEVEL and figure.modality is Modality.ACTUAL and figure.period is not None


def _beside(total: _Stated, levels: Sequence[_Stated], metric: str, setting: Setting) -> _Stated | None:
    """The part of a total: same time, unit, scope and side. From the ledger only where the side is named alike."""
    watched = setting.metrics.get(metric)
    for one in levels:
        figure, whole = one.figure, total.figure
        if figure.metric != metric or figure.unit != whole.unit or not same_scope(figure, whole) or not same_period(figure, whole):
            continue
        if (figure.flow is None) is not (whole.flow is None) or (watched and figure.flow not in (None, watched.flow)):
            continue
        if figure.reporter is whole.reporter or (one.known is None and total.known is None and same_reporter(figure, whole)):
            return one
    return None


def _multiples(setting: Setting) -> Iterator[Failure]:
    """ "Tripled" beside the levels it was told of: 8.9 from 2.5 is 3.6 times as much."""
    changes = [figure for figure in setting.found.facts.figures if figure.about_relations and is_change(figure)]
    levels = _all(setting, _counts) if changes else []
    for change in changes:
        if change.period is None or change.modality is not Modality.ACTUAL:
            continue
        pair = _ends(change, change.period, levels)
        if pair is None:
            continue
        first, last = pair
        ratio = _ratio(interval(first.figure), interval(last.figure), open_end=_partial(change, last.figure))
        if ratio is not None and not factor(change).meets(ratio):
            counted = f"from {first.words} in {period(first.figure.period)} to {last.words} in {period(last.figure.period)}"
            told = f"{amount(change)} is told, yet {counted} is {_times(first.figure, last.figure)}"
            yield Failure(figure=change, told=told, known=_first_known(first, last))


def _ends(change: Figure, told: Period, levels: Sequence[_Stated]) -> tuple[_Stated, _Stated] | None:
    """The levels a change was told of, counted by one side in one unit."""
    labels = _end_labels(change, told)
    if labels is None:
        return None
    firsts, lasts = ([one for one in levels if _level_of(change, one.figure) and _is(one.figure, wanted)] for wanted in labels)
    for last in lasts:
        for first in firsts:
            same = first.figure.unit == last.figure.unit and first.figure.reporter is last.figure.reporter
            if same and same_scope(first.figure, last.figure) and _trusted(change, first, last):
                return first, last
    return None


def _trusted(change: Figure, *levels: _Stated) -> bool:
    """Whether levels of the ledger may be held against a change: yearly ones only of a named side, for two sides differ as much."""
    known = [one for one in levels if one.known is not None]
    return not known or change.reporter is not None or (span(change) is Span.LONG and len(known) < len(levels))


def _end_labels(change: Figure, told: Period) -> tuple[frozenset[str], frozenset[str]] | None:
    """The periods of the two levels a change lies between: first and last year, or a year and the year before."""
    first, last = told.first, told.last
    if first is None or last is None:
        return None
    if span(change) is Span.LONG:
        if change.unit != "times":  # a percentage over years is as often told a year
            return None
        months = [f"{last.year}-01..{last.year}-{month:02}" for month in range(12, 1, -1)]
        return frozenset({str(first.year)}), frozenset({str(last.year), *months})
    before = _year_before(told.label)
    return (frozenset({before}), frozenset({told.label})) if before else None


def _year_before(label: str) -> str:
    points = label.split("..")
    years = [int(point[:4]) - 1 for point in points]
    moved = "..".join(f"{year:04}{point[4:]}" for year, point in zip(years, points, strict=True))
    return "" if any(len(point) > len("2025-01") for point in points) else moved


def _level_of(change: Figure, level: Figure) -> bool:
    same = level.metric == change.metric and (change.flow is None or level.flow is None or level.flow is change.flow)
    return same and same_scope(change, level) and same_reporter(change, level)


def _is(level: Figure, labels: frozenset[str]) -> bool:
    return level.period is not None and level.period.label in labels


def _partial(change: Figure, last: Figure) -> bool:
    """Whether the last level covers only the first months of its year: the whole year can only be more."""
    return span(change) is Span.LONG and last.period is not None and (last.period.months or 0) < 12


def _ratio(first: Interval, last: Interval, *, open_end: bool) -> Interval | None:
    if first.low is None or first.high is None or first.low <= 0 or last.low is None:
        return None
    return Interval(last.low / first.high, None if open_end or last.high is None else last.high / first.low)


def _times(first: Figure, last: Figure) -> str:
    return f"×{plain(size(last) / size(first), 2)}"


def _shares(setting: Setting) -> Iterator[Failure]:
    for one in _own(setting):
        low = interval(one.figure).low
        if one.figure.kind is Kind.SHARE and one.figure.unit == "percent" and low is not None and low > _HUNDRED:
            yield Failure(figure=one.figure, told=f"a share of {amount(one.figure)} is more than the whole")


def _two_values(setting: Setting) -> Iterator[Failure]:
    """Two values of one thing in one text."""
    for one, other in combinations([stated.figure for stated in _own(setting)], 2):
        watched = setting.metric(other) is not None  # a free label holds many a region and ware
        if watched and _same_point(one, other) and not agree(one, other) and near(one, other, _ALIKE):
            yield Failure(figure=other, told=f"the text gives {amount(one)} and {amount(other)} for {period(other.period)}")


def _same_point(one: Figure, other: Figure) -> bool:
    same = same_thing(one, other) and same_scope(one, other) and one.unit == other.unit and one.modality is other.modality
    said = one.attributed_to == other.attributed_to or None in (one.attributed_to, other.attributed_to)
    return (
        same and said and one.kind is Kind.LEVEL and one.period is not None and one.reporter is other.reporter and same_period(one, other)
    )


def _headline(setting: Setting) -> Iterator[Failure]:
    """The headline beside the body: a number that stands near one of the body, and agrees with none."""
    article = setting.found.article
    if not article.title or article.text.startswith(article.title):
        return
    language = tell(article.title, setting.found.place.language)
    from_title = replace(article, text=article.title, title="", language=language)
    body = [one.figure for one in _own(setting)]
    for head in read_figures(from_title, language, setting.metrics, setting.topic):
        alike = [one for one in body if one.unit == head.unit and one.kind is head.kind]
        if any(agree(head, one) for one in alike):
            continue
        for one in alike:
            if near(head, one, _ALIKE) and _same_matter(head, one, setting):
                yield Failure(figure=one, told=f"the headline says {amount(head)}, the body {amount(one)}")
                break


def _same_matter(head: Figure, body: Figure, setting: Setting) -> bool:
    """Whether a number of the headline can be one of the body: a headline often leaves out what it counts, and when."""
    named = head.metric == body.metric or head.metric not in setting.metrics
    dated = head.period is None or body.period is None or same_period(head, body)
    return named and dated and same_modality(head, body)


def _plus(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return Interval(low, high)


def _first_known(*stated: _Stated) -> KnownFigure | None:
    return next((one.known for one in stated if one.known is not None), None)
