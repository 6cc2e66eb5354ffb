"""Pictures of a table of marks as SVG: which set phrase stands in which text, which fact in which edition."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from enum import IntEnum

from pygal import Config, Dot

from difflog.charts import SHARED, SHEETS, STYLE, WIDTH, at_night, without_scripts

_ROW, _FRAME = 30, 70  # pixels: of one row, and of title and names together
_LONGEST = 46
_LIGHT, _DARK = "#0b6e77", "#6cc3cd"
_RINGS = "inline:circle.negative { fill: transparent !important }"  # a ring stays one by night


class Mark(IntEnum):
    """What stands in one cell: a full dot, a ring, or nothing."""

    NONE = 0
    FULL = 1
    RING = -1


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the picture, a mark for each column."""

    name: str
    marks: Sequence[Mark]


def picture(title: str, columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Draw the rows from top to bottom as one SVG document without scripts.

    columns  their names, from left to right; each row has as many marks
    """
    height = _FRAME + _ROW * max(len(rows), 1)
    config = Config(width=WIDTH, height=height, show_legend=False, **SHARED)
    config.css = [*SHEETS, "inline:.dot.negative { stroke-width: 3px; fill: transparent }", at_night([_DARK] * len(rows)), _RINGS]
    style = copy(STYLE)
    style.colors = (_LIGHT,) * max(len(rows), 1)
    chart = Dot(config, title=title, style=style, no_data_text="nothing to show")
    chart.add_xml_filter(without_scripts)
    chart.x_labels = list(columns)
    for row in rows:
        chart.add(_cut(row.name), [int(mark) for mark in row.marks])
    svg: bytes = chart.render()
    return svg


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
