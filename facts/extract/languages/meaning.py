"""The tables of meaning: how a language says what a number stands for. One YAML file a language, every row proved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from facts.extract.languages.joined import Joined, Letters
from facts.extract.languages.proof import UnprovedRowError, prove
from facts.extract.languages.rows import check_settings, join, prove_rows
from facts.extract.languages.sided import called, filled, load_sided
from facts.extract.remembered import Remembered
from facts.figure import Reporter
from facts.watch import Topic, Wording

TABLES = (
    "partner",
    "home",
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
    "present",
    "rephrased",
    "likewise",
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
    "respective",
    "standing",
    "longer",
    "new",
    "totals",
    "numbers",
    "portion",
    "outcome",
    "imported",
    "exported",
    "abroad",
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
    "reporter_home",
    "reporter_partner",
    "reporter_other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A free label for a matter no metric names: "park_area".

    form      the only form of amount it takes ("rank"), or None for any; kind likewise
    about     whether it is a matter of the two sides; None where the words around it decide
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

    read: Joined
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One language's way of giving numbers a meaning. The patterns are the joined rows of the table of that name.

    spaced    words stand apart: distance is counted in words, else in pairs of characters
    labels    free labels
    products  goods with series of their own
    sources   documents that answer for what they plan
    reporters whose statistics the tables of that name tell: {"reporter_home": "BY"}
    """

    language: str
    spaced: bool
    patterns: Mapping[str, Joined]
    labels: tuple[Label, ...]
    products: tuple[Named, ...]
    sources: tuple[Named, ...]
    reporters: Mapping[str, Reporter]

    def __getitem__(self, table: str) -> Joined:
        return self.patterns[table]

    def length(self, words: str) -> float:
        """Length of a stretch of text as this language counts it."""
        return len(words.split()) if self.spaced else len(words) / 2


def _meaning(topic: Topic, language: str) -> Meaning:
    name = f"{language}-meaning.yaml"
    patterns, settings = load_sided(name, TABLES, _counted(topic), language)
    check_settings(name, settings, ("spaced", "labels", "products"))
    names = called(topic, language)
    return Meaning(
        language=language,
        spaced=settings["spaced"],
        patterns=patterns,
        labels=tuple(Label(**row) for row in _meant(settings["labels"], names, name, "labels")),
        products=_products(_meant(settings["products"], names, name, "products")),
        sources=tuple(_document(one.words.get(language, ()), one.name) for one in topic.documents),
        reporters={table: Reporter(side or "other") for table, side in {**_offices(topic), "reporter_other": "other"}.items()},
    )


load_meaning = Remembered(_meaning)
"""The table of one topic and language ("en", "ru", "be", "zh"). Raises UnprovedRowError as load_sided does."""


def _counted(topic: Topic) -> Topic:
    """A topic whose statistics offices stand among its tables."""
    tables = {table: topic.sides[side].statistics for table, side in _offices(topic).items() if side}
    return replace(topic, tables={**topic.tables, **tables})


def _offices(topic: Topic) -> dict[str, str]:
    return {"reporter_home": topic.home, "reporter_partner": topic.partner}


def _products(rows: Iterator[dict[str, Any]]) -> tuple[Named, ...]:
    letters = Letters()
    return tuple(Named(read=join([row["read"]], letters), means=row["means"]) for row in rows)


def _document(rows: tuple[Wording, ...], name: str) -> Named:
    return Named(read=join(prove_rows(rows, "topic.yaml", name)), means=name)


def _meant(rows: list[dict[str, Any]], names: Mapping[str, Wording], file: str, table: str) -> Iterator[dict[str, Any]]:
    """Rows with a meaning, the names of the two sides filled in and their patterns proved."""
    for number, row in enumerate(rows, 1):
        rest = dict(row)
        full = filled(Wording(read=rest.pop("read"), proof=rest.pop("proof")), names)
        if full is None:
            continue
        try:
            read = prove(full)
        except UnprovedRowError as error:
            raise UnprovedRowError(f"{file}, row {number} of {table}: {error}") from error
        yield {"read": read, **rest}
