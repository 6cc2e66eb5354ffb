"""What an annotator found in an article. What she left out is not asked of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from facts.article import Article
from facts.statement import Mode

ASKED = ("metric", "kind", "period", "qualifier", "attributed_to", "flow", "reporter", "scope", "modality", "cumulative", "about_relations")
"""Fields of a figure that are compared one by one, where the annotation gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """One figure as annotated.

    start, end   offsets into the article's text; -1 where the annotated words do not stand in it
    value        None for a range, whose bounds are ``low`` and ``high``
    fields       those of ASKED that the annotation gives, as the contract writes them ("2025-01..2025-11", True, None)
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    fields: Mapping[str, str | bool | None] = field(default_factory=dict)

    @property
    def about_relations(self) -> bool:
        """Whether it is of the two countries' matters; so taken where the annotation does not say."""
        return bool(self.fields.get("about_relations", True))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement:
    """One statement as annotated."""

    start: int
    end: int
    text: str
    mode: Mode
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One annotated article; facts of an irrelevant one are not compared."""

    article: Article
    relevant: bool
    figures: tuple[GoldFigure, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
