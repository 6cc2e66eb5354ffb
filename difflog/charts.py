"""Pictures of the ledger as SVG: a series per reporter with what it was before, and the gap between two reporters.

The pictures are documents of their own, shown as images: their style stands inside them and follows the reader's light or dark.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any
from xml.etree.ElementTree import Element

from pygal import Config, DateLine
from pygal.style import Style

from facts.compare.intervals import size
from facts.compare.mirror import gap
from facts.countries import name_of
from facts.figure import Figure, Modality
from facts.known import KnownFigure
from facts.period import Period
from facts.watch import Topic

_LIGHT = ("#0b6e77", "#b4581a", "#6b4fa0", "#4c7a2c", "#a33a5c", "#5b6770", "#8a6d00", "#2f5fa8")
_DARK = ("#6cc3cd", "#f0a063", "#b9a3ea", "#9bcf74", "#ee8fac", "#b4bfc7", "#dcc15a", "#8db7f2")
STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#5d5a54",
    foreground_strong="#5d5a54",
    foreground_subtle="#8a8a8440",
    font_family="system-ui, sans-serif",
    colors=_LIGHT,
    guide_stroke_color="#8a8a8440",
    major_guide_stroke_color="#8a8a8480",
    guide_stroke_dasharray="1,0",
    major_guide_stroke_dasharray="1,0",
    label_font_size=12,
    major_label_font_size=12,
    legend_font_size=13,
    title_font_size=14,
    value_font_size=12,
)


def at_night(colours: Iterable[str]) -> str:
    """The rules that a picture follows where its reader has chosen dark: readable words, brighter lines."""
    lines = " ".join(
        f".color-{number} {{ stroke: {colour} !important; fill: {colour} !important }}" for number, colour in enumerate(colours)
    )
    words = ".graph text { fill: #c9c6bf !important } .axis .line:not(.guide) { stroke: #8d8a83 !important }"
    return f"inline:@media (prefers-color-scheme: dark) {{ {words} {lines} }}"


# One document a picture: without a prefix every rule speaks of the whole of it, ours for the night too.
SHARED: dict[str, Any] = {
    "js": [],
    "no_prefix": True,
    "truncate_legend": -1,
    "truncate_label": -1,
}
SHEETS = ("file://style.css", "file://graph.css")
WIDTH, HEIGHT = 880, 340
_PLOT, _LABEL = 740, 74  # pixels across, and of them what a label of a month needs
_SPANS = {0: "", 1: "months", 12: "years"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart: its name, and a value for the last day of each period. ``loose`` points are not joined."""

    name: str
    points: Sequence[tuple[date, Decimal]]
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """The home side's figure beside the partner's for one trade in one period: the difference in the unit, and in percent of the first."""

    one: KnownFigure
    other: KnownFigure
    absolute: Decimal
    percent: Decimal | None


def lines_of(known: Iterable[KnownFigure], names: Mapping[str, str], *, tail: str = "") -> list[Line]:
    """Sort values into lines of like beside like: one for each reporter, unit, length of period, and whatever is not actual.

    names   what to call a reporter: {"BY": "Belarus", "": "reporter not stated"}
    tail    said of every line, whose points are then not joined: "told otherwise"
    Values without a bounded period cannot be placed in time and are left to the table.
    """
    told = [(one.figure, place) for one in known if (place := _place(one.figure)) is not None]
    several = len({_span(figure.period) for figure, _ in told}) > 1
    found: dict[str, dict[date, Decimal]] = {}
    for figure, (at, value) in told:
        found.setdefault(_name(figure, names, several=several), {})[at] = value
    return [
        Line(name=f"{name}, {tail}" if tail else name, points=sorted(points.items()), loose=bool(tail))
        for name, points in sorted(found.items())
    ]


def gaps(known: Iterable[KnownFigure], topic: Topic) -> list[Gap]:
    """Every period in which both sides of the topic tell of the same trade in the same unit."""
    told = list(known)
    ours = [one for one in told if one.figure.reporter == topic.home]
    theirs = [one for one in told if one.figure.reporter == topic.partner]
    pairs = [(one, other) for one, other in product(ours, theirs) if _mirrored(one.figure, other.figure)]
    # One trade is told with its scope and without: equal numbers make one gap.
    once = {_trade(one.figure, other.figure): (one, other) for one, other in reversed(pairs)}
    return [
        Gap(one, other, size(one.figure) - size(other.figure), gap(one.figure, other.figure, topic.home)) for one, other in once.values()
    ]


def sides(topic: Topic) -> dict[str, str]:
    """What to call each reporter in a chart, the home side first: {"BY": "Belarus", …, "": "side not stated"}."""
    return {**{code: name_of(code) for code in topic.sides}, "other": "others", "": "side not stated"}


def gap_lines(found: Iterable[Gap]) -> list[Line]:
    """The gap as lines over time, one for each unit and length of period."""
    lines: dict[str, dict[date, Decimal]] = {}
    for one in found:
        place = _place(one.one.figure)
        if place is not None:
            figure = one.one.figure
            sides = " less ".join(name_of(each.figure.reporter or "") for each in (one.one, one.other))
            name = ", ".join(part for part in (sides, figure.unit, figure.flow or "", _span(figure.period)) if part)
            lines.setdefault(name, {})[place[0]] = one.absolute
    return [Line(name=name, points=sorted(points.items())) for name, points in sorted(lines.items())]


def picture(title: str, lines: Sequence[Line]) -> bytes:
    """Draw lines over time as one SVG document without scripts; the value axis begins at nought."""
    config = Config(width=WIDTH, height=HEIGHT, dots_size=4, legend_at_bottom=True, include_x_axis=True, max_scale=8, **SHARED)
    config.css = [*SHEETS, at_night(_DARK)]
    config.legend_at_bottom_columns = 1 if any(len(line.name) > 34 for line in lines) else 2
    chart = DateLine(config, title=title, style=STYLE, x_value_formatter=_month, value_formatter=_short, no_data_text="no values")
    chart.x_labels = labels({at for line in lines for at, _ in line.points})
    chart.add_xml_filter(without_scripts)
    for line in lines:
        chart.add(line.name, [(at, float(value)) for at, value in line.points], stroke=not line.loose)
    svg: bytes = chart.render()
    return svg


def labels(days: Iterable[date]) -> list[date]:
    """The days that can be named below the axis without one name touching another; the last day is always among them."""
    order = sorted(days, reverse=True)
    if not order:
        return []
    apart = (order[0] - order[-1]).days * _LABEL / _PLOT
    kept = order[:1]
    for day in order[1:]:
        if (kept[-1] - day).days >= apart:
            kept.append(day)
    return kept[::-1]


def without_scripts(root: Element) -> Element:
    """The library's tooltips need its script; a picture in a page must have none."""
    for parent in list(root.iter()):
        for child in [child for child in parent if str(child.tag).endswith("script")]:
            parent.remove(child)
    return root


def _name(figure: Figure, names: Mapping[str, str], *, several: bool) -> str:
    side = names.get(str(figure.reporter or ""), "")
    modality = "" if figure.modality is Modality.ACTUAL else str(figure.modality)
    return ", ".join(part for part in (side, figure.unit, _span(figure.period) if several else "", modality) if part)


def _span(period: Period | None) -> str:
    """What lengths of periods are called; a line joins only periods of one kind."""
    months = (period.months or 0) if period else 0
    return _SPANS.get(months, "parts of a year" if months < 12 else "several years")


def _mirrored(one: Figure, other: Figure) -> bool:
    names = ("flow", "kind", "unit", "modality", "period")
    same_scope = one.scope == other.scope or None in (one.scope, other.scope)
    return one.period is not None and same_scope and all(getattr(one, name) == getattr(other, name) for name in names)


def _trade(one: Figure, other: Figure) -> tuple[object, ...]:
    return one.flow, one.period, one.unit, one.modality, size(one), size(other)


def _place(figure: Figure) -> tuple[date, Decimal] | None:
    value = figure.value if figure.value is not None else figure.low if figure.low is not None else figure.high
    last = figure.period.last if figure.period else None
    return (last, value) if last is not None and value is not None else None


def _month(at: date) -> str:
    return f"{at:%Y-%m}"


def _short(value: float) -> str:
    for limit, name in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:.3g}{name}"
    return f"{value:g}"
