"""The period of a figure, and what is taken for it where the article tells none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from facts.figure import Kind
from facts.period import Period
from facts.watch import Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """The period of one figure; ``reading`` tells how it was found, or is "" where there is none.

    compared  another figure is compared with this one: its time is not what the article goes on about, and not the other's
    now       told by a word for the present
    untold    a time is named that an article without a day cannot tell: "last year"
    """

    period: Period | None
    cumulative: bool
    reading: str
    compared: bool = False
    now: bool = False
    untold: bool = False


NONE = Dating(period=None, cumulative=False, reading="")
COMPARED, UNTOLD = replace(NONE, compared=True), replace(NONE, untold=True)


def assumed(on: date | None, nature: Nature | None, kind: Kind | None, dateline: Callable[[], Period | None]) -> Dating:
    """The period of a figure of which no time is told, in an article published ``on`` a day.

    returns  the month; of what happens the day of the dateline, where there is one; of ranks of a known metric the year, and in January,
             which looks back, of flows, ranks and shares the year before; else none
    """
    flow = nature is Nature.FLOW
    if on is None or (flow and kind is not Kind.RANK and on.month > 1) or (nature is None and kind is Kind.RANK):
        return NONE
    if nature is Nature.EVENT and (day := dateline()):
        return Dating(period=day, cumulative=False, reading=f"dateline → {day}")
    yearly = kind is Kind.RANK or (on.month == 1 and (flow or kind is Kind.SHARE))
    label = str(on.year - (on.month == 1)) if yearly else f"{on.year}-{on.month:02}"
    return Dating(period=Period(label), cumulative=False, reading=f"published {on} → {label}")
