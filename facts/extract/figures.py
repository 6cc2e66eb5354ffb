"""Amounts with their meaning: number, unit, metric, period and how the article means it → Figure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from facts.article import Article
from facts.extract.dating import Course, date_figure
from facts.extract.directions import is_fall, is_moved, is_untold
from facts.extract.echoes import with_echoes
from facts.extract.folded import simplify
from facts.extract.kinds import is_index, read_kinds
from facts.extract.labels import is_regional, of_goods, read_label
from facts.extract.languages.meaning import Label, load_meaning
from facts.extract.manner import Source, read_document, read_modality, read_reporter, read_scope
from facts.extract.naming import Named, name_metrics
from facts.extract.numbers import Amount, read_amounts
from facts.extract.passages import Passage, Spotter, passages
from facts.extract.periods import Calendar
from facts.extract.relations import Partners, is_about, read_flow
from facts.extract.sentences import split
from facts.figure import Figure, Kind, Qualifier
from facts.watch import Metric, Topic

_MOST = 300  # amounts; an article with more of them is a table


def read_figures(article: Article, language: str, metrics: Mapping[str, Metric], topic: Topic) -> tuple[Figure, ...]:
    """Read the figures of an article.

    article   text as published; figures are taken from the text alone, the title only tells what it is about.
    language  "en", "ru", "be" or "zh".
    metrics   those of the watchlist, with the words that name them.
    topic     between whom they are told.
    returns   in reading order, never overlapping; of a text with more than 300 amounts those of the first 300, and the last
              figure's ``reading`` says so. ``attributed_to`` is told here only for the goals of a document.
    raises    nothing, on any text.
    """
    everything = read_amounts(article.text, language, _MOST + 1)
    amounts = everything[:_MOST]
    if not amounts:
        return ()
    sentences = split(article.text)
    calendar = Calendar(article.text, sentences, article.published, language)
    reading = _Reading(metrics, calendar, dated=article.published is not None)
    spotter = _spotter(metrics, topic, language)
    text, title = (article.text, article.title) if spotter.table.spaced else (simplify(article.text), simplify(article.title))
    told = passages(text, title, sentences, amounts, spotter)
    figures = with_echoes([figure for passage in told for figure in reading.read(passage)])
    return _marked(figures) if len(everything) > _MOST else figures


def _marked(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures of a table, the last one saying that it is not the last amount of the text."""
    note = f"the amounts behind the first {_MOST} of this text were not read"
    return (*figures[:-1], *(replace(one, reading=f"{one.reading}; {note}") for one in figures[-1:]))


class _Reading:
    """One pass over an article, and what it must remember from one sentence to the next."""

    def __init__(self, metrics: Mapping[str, Metric], calendar: Calendar, *, dated: bool) -> None:
        self._metrics, self._calendar = metrics, calendar
        self._named, self._partners, self._source, self._course = Named(), Partners(), Source(), Course(dated)
        self._goods: tuple[int, str | None, str | None] = (-1, None, None)
        self._regional: str | None = None

    def read(self, passage: Passage) -> Iterator[Figure]:
        """Give the amounts of one sentence their meaning."""
        kinds, goods = read_kinds(passage), None
        names = name_metrics(passage, kinds, self._named)
        for index, name in enumerate(names):
            before = _same_goods(passage, index, name, names, goods) if index else self._goods_before(passage, name)
            goods = of_goods(passage, index, name) or before
            self._goods = (passage.paragraph, name, goods)
            metric = self._metrics.get(goods or name or "")
            kind = kinds[index]
            if is_untold(passage, index, kind):
                if goods or name or is_moved(passage, index):
                    continue
                kind = Kind.SHARE
            label = None if metric else read_label(passage, index, kind, goods or name)
            bare = replace(_bare(passage, index, metric, label), kind=kind)
            bare = negated(bare) if is_fall(passage, index, kind, name) else bare
            yield self._dated(self._told(bare, passage, index, metric, label), passage, index, metric, label)

    def _goods_before(self, passage: Passage, name: str | None) -> str | None:
        """The goods of the sentence before, where this one of its paragraph goes on about that trade without a word for it."""
        paragraph, metric, goods = self._goods
        anew = any(one.metric == name for one in passage.triggers) or passage.table["totals"].search(passage.left(0)) is not None
        return goods if paragraph == passage.paragraph and metric == name and name and not anew else None

    def _is_regional(self, passage: Passage, index: int, metric: str) -> bool:
        """Whether a trade is one region's: its words say so, or it goes on about that of the amount before."""
        goes_on = index > 0 and self._regional == metric and passage.table["nation"].search(passage.left(index)) is None
        self._regional = metric if goes_on or is_regional(passage, index, metric) else None
        return self._regional is not None

    def _told(self, figure: Figure, passage: Passage, index: int, metric: Metric | None, label: Label | None) -> Figure:
        """A figure with what its sentence tells of it beyond its name."""
        about = is_about(passage, index, metric, label, figure.kind, self._partners)
        modality = read_modality(passage, index, metric.name if metric else None)
        return replace(
            figure,
            flow=None if self._is_regional(passage, index, figure.metric) else read_flow(metric, about),
            reporter=read_reporter(passage, index, self._source),
            scope=read_scope(passage, index) if metric and metric.flow else None,
            modality=modality,
            attributed_to=read_document(passage, index, modality, self._source),
            about_relations=about,
        )

    def _dated(self, figure: Figure, passage: Passage, index: int, metric: Metric | None, label: Label | None) -> Figure:
        """A figure with its period, and how both were read."""
        if label is not None and label.timeless:
            return figure
        dating = date_figure(figure, passage, index, metric, self._calendar, self._course)
        if figure.kind is Kind.LEVEL:
            self._course.level, self._course.dating = figure.start, dating
        told = "; ".join(part for part in (figure.reading, dating.reading) if part)
        return replace(figure, period=dating.period, cumulative=dating.cumulative, reading=told)


def _same_goods(passage: Passage, index: int, name: str | None, names: list[str | None], goods: str | None) -> str | None:
    """The goods of the amount before, where this one goes on about the same trade without naming it anew."""
    if not index or goods is None or names[index - 1] != name:
        return None
    begin, end = passage.amounts[index - 1].end, passage.amounts[index].start
    anew = any(begin <= one.start < end and one.metric == name for one in passage.triggers)
    return None if anew else goods


def _bare(passage: Passage, index: int, metric: Metric | None, label: Label | None) -> Figure:
    """An amount with its name and nothing else told."""
    amount = passage.amounts[index]
    return Figure(
        start=amount.start,
        end=amount.end,
        text=amount.text,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        qualifier=amount.qualifier,
        unit=_unit(amount, metric),
        metric=metric.name if metric else label.means if label else "",
        resolution=amount.resolution,
        reading=_reading(passage, index),
    )


def negated(figure: Figure) -> Figure:
    """A figure of less: "fell by over 8 %" is under -8."""
    assert figure.value is not None
    low, high = (None if bound is None else -bound for bound in (figure.high, figure.low))
    turned = {Qualifier.OVER: Qualifier.UNDER, Qualifier.UNDER: Qualifier.OVER, Qualifier.NEARLY: Qualifier.OVER}
    return replace(
        figure,
        value=-figure.value,
        low=low,
        high=high,
        qualifier=turned.get(figure.qualifier, figure.qualifier),
        reading=f"{figure.reading}, less: {-figure.value}",
    )


def _unit(amount: Amount, metric: Metric | None) -> str:
    """The unit read, or the metric's own noun where the text only has a measure word: 113家."""
    if metric and metric.unit and amount.form == "count" and amount.unit in ("", "items", "times", "units"):
        return metric.unit
    return amount.unit


def _reading(passage: Passage, index: int) -> str:
    amount = passage.amounts[index]
    if "index" not in amount.marks and is_index(passage, index) and amount.value is not None:
        return f"{amount.text} → index {amount.value}, i.e. {amount.value - 100:+} %"
    return amount.reading


_SPOTTERS: dict[tuple[int, int, str], tuple[Mapping[str, Metric], Spotter]] = {}
"""By identity, because a watchlist holds mappings and cannot be hashed; it stays referenced, so its id stays its own."""


def _spotter(metrics: Mapping[str, Metric], topic: Topic, language: str) -> Spotter:
    table = load_meaning(topic, language)
    key = (id(metrics), id(table), language)
    if key not in _SPOTTERS or _SPOTTERS[key][0] is not metrics:
        if len(_SPOTTERS) > 16:
            _SPOTTERS.clear()
        _SPOTTERS[key] = (metrics, Spotter(metrics, table))
    return _SPOTTERS[key][1]
