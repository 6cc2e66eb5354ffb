"""Figure: one number of an article with everything the article says about it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from facts.period import Period
from facts.word import Word


class Qualifier(StrEnum):
    """How firmly the article states the number."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    NEARLY = "nearly"


class Kind(StrEnum):
    """What the number measures of its metric."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"


class Flow(Word):
    """Direction between the two sides, by their codes, always told from the home side: "BY->CN", "CN->BY", or "BY<->CN" both ways."""

    __slots__ = ()
    form = re.compile("[A-Z]{2}(?:->|<->)[A-Z]{2}")

    @property
    def ends(self) -> tuple[str, str]:
        """The codes of the two countries, as they stand."""
        return self[:2], self[-2:]

    @property
    def both(self) -> bool:
        """Whether it goes both ways."""
        return "<" in self


class Reporter(Word):
    """Whose statistics: the code of a country, or "other"."""

    __slots__ = ()
    form = re.compile("[A-Z]{2}|other")


class Scope(StrEnum):
    """What the trade counted consists of."""

    GOODS = "goods"
    SERVICES = "services"
    GOODS_AND_SERVICES = "goods_and_services"


class Modality(StrEnum):
    """Whether the amount is there, thought, promised or wished for."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    DECLARED = "declared"
    PLANNED = "planned"
    TARGET = "target"


MEASURES = frozenset({"percent", "percentage_points", "times", "rank", "tonnes", "hectares", "km", "km2", "TEU"})
"""Units that are no currency and no counted noun."""


def is_currency(unit: str) -> bool:
    """Whether ``unit`` is an ISO 4217 code ("USD"); "TEU" is a container, not money."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper() and unit not in MEASURES


def is_counted(unit: str) -> bool:
    """Whether ``unit`` is a counted noun ("visits") rather than money or a measure."""
    return not is_currency(unit) and unit not in MEASURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as an article states it.

    value         exact, in base units (5.8bn is 5800000000); None for a range
    low, high     the bounds stated: equal to value for exact and about; high is None for "over",
                  low is None for "under" and "nearly"; both given for a range
    unit          ISO 4217 code, a name in MEASURES, or the counted noun in English plural
    metric        canonical name of the watchlist, or a short free label from the text
    resolution    size of the last printed digit in base units: 5.8bn has 100000000; it gives the rounding
    start, end    offsets into the article text of the number with its unit; text is exactly those characters
    reading       one line: how it was read
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    unit: str
    metric: str
    kind: Kind = Kind.LEVEL
    flow: Flow | None = None
    reporter: Reporter | None = None
    scope: Scope | None = None
    modality: Modality = Modality.ACTUAL
    cumulative: bool = False
    period: Period | None = None
    attributed_to: str | None = None
    about_relations: bool = True
    resolution: Decimal = Decimal(1)
    reading: str = ""
