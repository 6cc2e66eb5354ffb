"""The tables of meaning: how a language says what a number stands for. One YAML file a language, every row proved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from facts.extract.languages.proof import UnprovedRowError, prove
from facts.extract.languages.rows import check_settings, load_rows
from facts.watch import Wording

_TABLES = (
    "china",
    "belarus",
    "elsewhere",
    "third",
    "pairs",
    "countries",
    "inland",
    "compared",
    "park",
    "nation",
    "overall",
    "leaders",
    "traveller",
    "breaks",
    "joins",
    "links",
    "loaded",
    "growth",
    "fall",
    "yearly",
    "verbs",
    "rates",
    "more",
    "ratios",
    "steps",
    "reached",
    "index",
    "index_after",
    "share",
    "slices",
    "parts",
    "wholes",
    "averages",
    "longer",
    "new",
    "totals",
    "numbers",
    "portion",
    "outcome",
    "imported",
    "exported",
    "home",
    "regional",
    "corporate",
    "signed",
    "members",
    "counterflow",
    "turns",
    "toward",
    "trade",
    "joint",
    "anaphora",
    "minus",
    "declared",
    "planned",
    "target",
    "estimate",
    "goods",
    "services",
    "goods_and_services",
    "reporter_by",
    "reporter_cn",
    "reporter_other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A free label for a matter no metric names: "park_area".

    form      the only form of amount it takes ("rank"), or None for any; kind likewise
    about     whether it is a matter of Belarus and China; None where the words around it decide
    near      it is one only where the words right around the amount name a side: companies at a fair
    timeless  hangs on no period: where a place lies
    """

    read: re.Pattern[str]
    means: str
    form: str | None = None
    kind: str | None = None
    about: bool | None = None
    near: bool = False
    timeless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What words mean: goods whose trade is a series of its own ("dairy"), or the name of a document."""

    read: re.Pattern[str]
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One language's way of giving numbers a meaning. The patterns are the joined rows of the table of that name.

    spaced    words stand apart: distance is counted in words, else in pairs of characters
    labels    free labels
    products  goods with series of their own
    sources   documents that answer for what they plan
    """

    language: str
    spaced: bool
    patterns: Mapping[str, re.Pattern[str]]
    labels: tuple[Label, ...]
    products: tuple[Named, ...]
    sources: tuple[Named, ...]

    def __getitem__(self, table: str) -> re.Pattern[str]:
        return self.patterns[table]

    def length(self, words: str) -> float:
        """Length of a stretch of text as this language counts it."""
        return len(words.split()) if self.spaced else len(words) / 2


@cache
def load_meaning(language: str) -> Meaning:
    """Load the table of one language.

    language  "en", "ru", "be" or "zh".
    raises    UnprovedRowError naming file, table and row where a row is not found in its own proof.
    """
    name = f"{language}-meaning.yaml"
    patterns, settings = load_rows(name, _TABLES)
    check_settings(name, settings, ("spaced", "labels", "products", "sources"))
    labels = tuple(Label(**row) for row in _meant(settings["labels"], name, "labels"))
    products = tuple(Named(**row) for row in _meant(settings["products"], name, "products"))
    sources = tuple(Named(**row) for row in _meant(settings["sources"], name, "sources"))
    return Meaning(language=language, spaced=settings["spaced"], patterns=patterns, labels=labels, products=products, sources=sources)


def _meant(rows: list[dict[str, Any]], file: str, table: str) -> Iterator[dict[str, Any]]:
    """Rows with a meaning, their patterns proved."""
    for number, row in enumerate(rows, 1):
        rest = dict(row)
        try:
            read = prove(Wording(read=rest.pop("read"), proof=rest.pop("proof")))
        except UnprovedRowError as error:
            raise UnprovedRowError(f"{file}, row {number} of {table}: {error}") from error
        yield {"read": read, **rest}
