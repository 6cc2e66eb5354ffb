"""What is known: facts with the place and the day they were learned from."""

from dataclasses import dataclass, field
from datetime import date, datetime

from facts.article import Article
from facts.figure import Figure
from facts.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was taken out of one text."""

    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fact stood.

    document   one text whoever carried it: "baseline:dec-2023" or "article:88213"; unit doubts are told once per document
    origin     who it goes back to: copies of one wire story share it; confirmation counts origins, never articles
    version    1 for an article as first read
    """

    document: str
    origin: str
    source: str
    outlet: str
    camp: str
    language: str
    url: str = ""
    published: date | None = None
    article: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigure:
    """A figure of the ledger: what it says, where it stood, when we learned it.

    id        "B-01" for the baseline's, "K-17" for one learned since
    origins   every origin that stated the same point compatibly; camps likewise
    accepted  a review said it is right
    doubt     why its unit is in doubt, or ""
    settled   what a review of that doubt decided: "printed in GBP; a review settled on USD"; ""
    """

    id: str
    figure: Figure
    place: Place
    learned: datetime
    origins: frozenset[str] = frozenset()
    camps: frozenset[str] = frozenset()
    accepted: bool = False
    doubt: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDoubt:
    """A document's currency in doubt, as a finding told it and as the reviews of that finding left it.

    means   the currency its amounts are meant in, once the finding was accepted; "" before
    lifted  whether the finding was rejected: the currency is right as printed
    """

    document: str
    unit: str
    why: str
    means: str = ""
    lifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStatement:
    """A statement known: "B-10" for the baseline's, "S-17" for one learned since."""

    id: str
    statement: Statement
    place: Place
    learned: datetime
    said_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaUse:
    """One text of a speaker and the set phrases in it, with the verb each went with ("" where none was read).

    Given to compare for the speaker's latest texts, newest first: "n of the last m".
    """

    speaker: str
    said_on: date | None
    learned: datetime
    document: str
    verbs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger knows that could matter to one article, narrowed by key before it is handed over.

    figures      the current point of every key that shares a metric with the article
    statements   the speakers' statements of the days around the article, and the baseline's
    formulas     each speaker's latest texts, newest first
    told_units   documents whose unit is already doubted by a finding: "article:17", "baseline:dec-2023"
    held_units   those of them where a review held the unit to be right
    mark         a number that grows with everything the ledger learns: whether it still knows just this; None where nobody asked
    """

    figures: tuple[KnownFigure, ...] = ()
    statements: tuple[KnownStatement, ...] = ()
    formulas: tuple[FormulaUse, ...] = ()
    told_units: frozenset[str] = frozenset()
    held_units: frozenset[str] = frozenset()
    mark: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One article version and what stands around it, ready to be compared.

    before          the facts of the version before, or None for a first version
    before_read_at  when that version was read; read_at: when this one was
    original        the facts of the story this one copies, or None where it is no copy
    corrected       whether the page says that it was corrected
    """

    article: Article
    place: Place
    facts: Facts
    before: Facts | None = None
    before_read_at: datetime | None = None
    read_at: datetime | None = None
    original: Facts | None = None
    corrected: bool = False
