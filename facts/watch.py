"""What is watched: the values that the files of ``watchlist/`` hold once they are read and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from facts.figure import Figure, Flow
from facts.statement import Statement
from facts.word import Word


class Nature(StrEnum):
    """How a metric behaves over time."""

    STOCK = "stock"  # stands at a moment: residents of a park
    FLOW = "flow"  # adds up over a period: exports of a year
    EVENT = "event"  # belongs to one occasion: how long talks lasted


class Camp(Word):
    """Who stands behind an outlet: "BY state", "KZ independent", "CN other" by the code of its country; "West"; "other"."""

    __slots__ = ()
    form = re.compile("[A-Z]{2} (?:state|independent|other)|West|other")
    WEST: ClassVar["Camp"]
    OTHER: ClassVar["Camp"]


Camp.WEST, Camp.OTHER = Camp("West"), Camp("other")


class SourceKind(StrEnum):
    """What stands at a source's address."""

    FEED = "feed"
    PAGE_LIST = "page_list"
    SITEMAP = "sitemap"
    SEARCH = "search"  # a feed of what a search of news found, each item another outlet's


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way to say a thing: a regular expression and a sentence in which it is found."""

    read: str
    proof: str


Wordings = Mapping[str, tuple[Wording, ...]]
"""Wordings by language: "en", "ru", "be", "zh"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of the ledger.

    step   change in percent from which a like-for-like update is worth an alert at once; None: never by size
    unit   the counted noun its levels usually have ("visits"), or None for money and measures
    """

    name: str
    label: str
    nature: Nature
    flow: Flow | None = None
    unit: str | None = None
    step: Decimal | None = None
    words: Wordings = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office and the days somebody held it; the days are None where they do not matter or are not known."""

    title: str
    since: date | None = None
    until: date | None = None
    words: Wordings = field(default_factory=dict)

    def held(self, day: date | None) -> bool:
        """Whether it is held on a day; where that is not known, whether it still is."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or body that speaks: canonical English name, spellings by language, offices in time.

    leader   whether every new statement of this party is worth an alert at once
    woman    whether "she" can mean this person, and "he" cannot
    """

    name: str
    kind: str
    side: str | None = None
    leader: bool = False
    woman: bool = False
    words: Wordings = field(default_factory=dict)
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One matter a statement can be about."""

    id: str
    label: str
    words: Wordings = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One set phrase of diplomacy; ``verbs`` are the verbs that carry its polarity, by their canonical English name."""

    id: str
    label: str
    words: Wordings = field(default_factory=dict)
    verbs: Mapping[str, Wordings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two countries.

    code        of ISO 3166: "BY"
    adjective   "Belarusian", as in "Belarusian experts"
    named       by language: all that names the country in a sentence, its capital and its people, and one such word
    words       by language: what shows that an article speaks of it; places and companies too
    statistics  by language: who counts for it
    """

    code: str
    adjective: str
    named: Mapping[str, Wording] = field(default_factory=dict)
    words: Wordings = field(default_factory=dict)
    statistics: Wordings = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that answers for what it plans, whoever quotes it."""

    name: str
    words: Wordings = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What counts as coverage: both sides' names, who speaks, about what, in which set phrases.

    sides     by code; the first is home: flows are told from it
    tables    rows of the two that belong to the tables of a language: {"bonds": {"en": …}}
    complete  those of them that say all, so that the rows any two countries have are not wanted beside them
    """

    sides: Mapping[str, Side]
    parties: tuple[Party, ...]
    subjects: tuple[Subject, ...]
    formulas: tuple[Formula, ...]
    documents: tuple[Document, ...] = ()
    tables: Mapping[str, Wordings] = field(default_factory=dict)
    complete: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The code of the side that flows are told from; "" of a topic without sides."""
        return next(iter(self.sides), "")

    @property
    def partner(self) -> str:
        """The code of the other side."""
        return next((code for code in self.sides if code != self.home), "")

    def across(self, side: str) -> str:
        """The code of the side that ``side`` is not."""
        return self.partner if side == self.home else self.home


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One address that is polled.

    home    the code of a side of the topic where an outlet writes from there and need not name it; else None
    every   how long it is normally silent between two items; longer silence is worth a look
    dead    why it is listed but not polled, or None
    accept_invalid_certificate_because
            why it is read although nobody can tell whether it is the outlet that answers, or None: then it is not read
    """

    name: str
    url: str
    outlet: str
    language: str
    camp: Camp
    every: timedelta
    home: str | None = None
    kind: SourceKind = SourceKind.FEED
    links: str | None = None
    verified: bool = False
    dead: str | None = None
    accept_invalid_certificate_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFigure:
    """A figure known from the start: "B-01" and what is known."""

    id: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineStatement:
    """A statement known from the start; ``statement.text`` is told in our words around the shortest set phrase."""

    id: str
    statement: Statement
    said_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What one article said before we began to watch."""

    name: str
    title: str
    outlet: str
    camp: Camp
    language: str
    published: date
    url: str = ""
    figures: tuple[BaselineFigure, ...] = ()
    statements: tuple[BaselineStatement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A rule by which findings alert nobody: they are recorded as ever, and the digest shows them as muted.

    metric, speaker, source   what it is about, by canonical names; of several named ones all must fit
    until                     the last local day on which it holds
    """

    metric: str | None = None
    speaker: str | None = None
    source: str | None = None
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """Everything in ``watchlist/``, read and checked."""

    sources: tuple[Source, ...]
    topic: Topic
    metrics: Mapping[str, Metric]
    baselines: tuple[Baseline, ...]
    mutes: tuple[Mute, ...] = ()
