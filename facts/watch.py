"""What is watched: the values that the files of ``watchlist/`` hold once they are read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from facts.figure import Figure, Flow
from facts.statement import Statement


class Nature(StrEnum):
    """How a metric behaves over time."""

    STOCK = "stock"  # stands at a moment: residents of a park
    FLOW = "flow"  # adds up over a period: exports of a year
    EVENT = "event"  # belongs to one occasion: how long talks lasted


class Camp(StrEnum):
    """Who stands behind an outlet."""

    BY_STATE = "BY state"
    BY_INDEPENDENT = "BY independent"
    CN_STATE = "CN state"
    CN_OTHER = "CN other"
    RU_STATE = "RU state"
    RU_OTHER = "RU other"
    WEST = "West"
    OTHER = "other"


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
class Topic:
    """What counts as coverage: both sides' names, who speaks, about what, in which set phrases."""

    sides: Mapping[str, Wordings]
    parties: tuple[Party, ...]
    subjects: tuple[Subject, ...]
    formulas: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One address that is polled.

    home    "BY" or "CN" where an outlet writes from one of the two sides and need not name it; else None
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
