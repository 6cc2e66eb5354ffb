"""Setting: one article's figures and all they are compared with, as every rule of the comparison gets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facts.figure import Figure
from facts.known import Found, Known, KnownFigure
from facts.watch import Metric, Nature, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one comparison works with.

    found    the article version and what stands around it
    known    the ledger, without what only this very document told it
    """

    found: Found
    known: Known
    ledger: tuple[KnownFigure, ...]
    by_metric: Mapping[str, tuple[KnownFigure, ...]]
    metrics: Mapping[str, Metric]
    topic: Topic

    @property
    def told(self) -> date | None:
        """The day a growing figure of this article stands for."""
        return self.found.place.published

    def about(self, figure: Figure) -> tuple[KnownFigure, ...]:
        """What the ledger knows of the figure's metric."""
        return self.by_metric.get(figure.metric, ())

    def metric(self, figure: Figure) -> Metric | None:
        """The watched metric a figure belongs to; None for a free label, and for a part of one that has no flow of its own: a region's."""
        metric = self.metrics.get(figure.metric)
        return None if metric and metric.flow and figure.flow is None else metric

    def watches(self, figure: Figure) -> bool:
        """Whether a change in the figure matters: it is about the two countries, or of a metric that is watched."""
        return figure.about_relations or figure.metric in self.metrics

    def nature(self, figure: Figure) -> Nature | None:
        """How the figure's metric behaves over time; None for a free label."""
        metric = self.metric(figure)
        return metric.nature if metric else None


def set_up(found: Found, known: Known, metrics: Mapping[str, Metric], topic: Topic) -> Setting:
    """Bring together what is compared; a document is never its own witness."""
    ledger = tuple(one for one in known.figures if one.place.document != found.place.document)
    grouped: dict[str, list[KnownFigure]] = {}
    for one in ledger:
        grouped.setdefault(one.figure.metric, []).append(one)
    by_metric = {metric: tuple(group) for metric, group in grouped.items()}
    return Setting(found=found, known=known, ledger=ledger, by_metric=by_metric, metrics=metrics, topic=topic)


def group(figure: Figure) -> str:
    """What alerts are grouped by: "trade_turnover 2025-01..2025-11"."""
    return f"{figure.metric} {figure.period}" if figure.period else figure.metric
