"""Pictures of the ledger as SVG: a series per reporter, and the gap between two of them.

The pictures are documents of their own, shown as images: their style stands inside them and follows the reader's light or dark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from pygal import Config, DateLine
from pygal.style import Style

from facts.figure import Figure
from facts.known import KnownFigure

_COLOURS = ("#0b6e77", "#b4581a", "#6b4fa0", "#4c7a2c", "#a33a5c", "#5b6770")
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#6a6a66",
    foreground_strong="#6a6a66",
    foreground_subtle="#8a8a8440",
    font_family="system-ui, sans-serif",
    colors=_COLOURS,
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
_CONFIG = Config(
    width=880,
    height=340,
    dots_size=4,
    js=[],
    legend_at_bottom=True,
    legend_at_bottom_columns=2,
    truncate_legend=-1,
    truncate_label=-1,
    include_x_axis=True,
)
_LABELS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart: its name, and a value for the last day of each period."""

    name: str
    points: Sequence[tuple[date, Decimal]]


def lines_of(known: Sequence[KnownFigure], names: Mapping[str, str]) -> list[Line]:
    """Sort current values into lines: one for each reporter and unit, points in the order of their periods.

    names   what to call a reporter: {"BY": "Belarus", "": "reporter not stated"}
    Values without a bounded period cannot be placed in time and are left to the table.
    """
    found: dict[str, dict[date, Decimal]] = {}
    for one in known:
        at, value = _place(one.figure)
        if at is not None and value is not None:
            found.setdefault(f"{names.get(str(one.figure.reporter or ''), '')}, {one.figure.unit}", {})[at] = value
    return [Line(name=name, points=sorted(points.items())) for name, points in sorted(found.items())]


def gap_of(one: Line, other: Line) -> Line:
    """The difference between two reporters of the same trade, where both tell of the same period."""
    there = dict(other.points)
    return Line(name=f"{one.name} less {other.name}", points=[(at, value - there[at]) for at, value in one.points if at in there])


def picture(title: str, lines: Sequence[Line]) -> bytes:
    """Draw lines over time as one SVG document without scripts; the value axis begins at nought."""
    chart = DateLine(_CONFIG, title=title, style=_STYLE, x_value_formatter=_month, value_formatter=_short, no_data_text="no values")
    chart.x_labels = _thinned(sorted({at for line in lines for at, _ in line.points}))
    chart.add_xml_filter(_without_scripts)
    for line in lines:
        chart.add(line.name, [(at, float(value)) for at, value in line.points])
    svg: bytes = chart.render()
    return svg


def _thinned(days: list[date]) -> list[date]:
    """At most so many labels as can be read beside each other, the last one always among them."""
    step = -(-len(days) // _LABELS) or 1
    return days[::-1][::step][::-1]


def _without_scripts(root: Element) -> Element:
    """The library's tooltips need its script; a picture in a page must have none."""
    for parent in list(root.iter()):
        for child in [child for child in parent if str(child.tag).endswith("script")]:
            parent.remove(child)
    return root


def _place(figure: Figure) -> tuple[date | None, Decimal | None]:
    value = figure.value if figure.value is not None else figure.low if figure.low is not None else figure.high
    return (figure.period.last if figure.period else None), value


def _month(at: date) -> str:
    return f"{at:%Y-%m}"


def _short(value: float) -> str:
    for size, name in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{name}"
    return f"{value:g}"
