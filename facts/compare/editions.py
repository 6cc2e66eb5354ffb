"""Editions: one story in several languages of one outlet, and which facts stand in which of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import product

from facts.compare.intervals import agree, near
from facts.compare.likeness import Likeness, likeness
from facts.compare.points import measure
from facts.compare.sense import sense
from facts.figure import Figure
from facts.known import Facts
from facts.statement import Mode, Statement

APART = timedelta(days=3)  # a translation follows within days
_ENOUGH = Decimal("0.5")  # of the facts of the shorter edition, those that stand in the other one too
_WRONG = Decimal(3)  # two numbers of one thing farther apart are two facts, not one told wrongly

Fact = Figure | Statement
Rank = Callable[[Fact, Fact], int]
"""How surely two facts are one: 3 or 2 for one fact, 1 for one told otherwise, 0 for two facts."""

_SURE, _LIKELY = 3, -1


class Standing(StrEnum):
    """How a fact stands in one edition."""

    SAME = "same"
    LIKELY = "likely"  # the one statement of its speaker and mode left over in both editions
    DIFFERS = "differs"  # another number, unit, time or stand
    MISSING = "missing"


_STANDINGS = {1: Standing.DIFFERS, _LIKELY: Standing.LIKELY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One article of an outlet, in one language, with the facts of its latest version."""

    article: int
    version: int
    language: str
    outlet: str
    url: str
    title: str
    published: date | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact in one edition: how it stands there beside the first edition that has it, and as it is told there."""

    standing: Standing
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact, as the first edition that has it tells it, and a cell for each edition."""

    fact: Fact
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Facts by editions: first the figures in the order of the text, then the statements; what later editions add stands below."""

    editions: tuple[Edition, ...]
    lines: tuple[Line, ...]


def side_by_side(editions: Sequence[Edition]) -> Matrix:
    """Lay the facts of one story's editions beside each other; the first edition sets the order."""
    figures = _lines([edition.facts.figures for edition in editions], _like_figures)
    statements = _lines([edition.facts.statements for edition in editions], _like_statements)
    return Matrix(tuple(editions), (*figures, *statements))


def editions_of(this: Edition, others: Iterable[Edition]) -> tuple[Edition, ...]:
    """Of ``others``, the article of each other language that tells the story of ``this``, by language; ``this`` comes first.

    An edition is of the same outlet and within days, and at least half of the facts of the shorter one stand in both: trade
    figures of the year stand in many a text, a whole set of facts does not.
    """
    best: dict[str, tuple[int, int, Edition]] = {}
    for other in others:
        shared = _shared(this, other) if _may_tell(this, other) else 0
        held = best.get(other.language)
        if shared and (held is None or (-shared, other.article) < held[:2]):
            best[other.language] = (-shared, other.article, other)
    return (this, *(best[language][2] for language in sorted(best)))


def _may_tell(one: Edition, other: Edition) -> bool:
    if one.outlet != other.outlet or one.language == other.language:
        return False
    return one.published is None or other.published is None or abs(one.published - other.published) <= APART


def _shared(one: Edition, other: Edition) -> int:
    """How many facts stand in both, told alike or not; 0 where none is told alike, or they are too few to make one story."""
    lines = side_by_side((one, other)).lines
    stands = [tuple(cell.standing for cell in line.cells) for line in lines]
    alone = [sum(each[at] is not Standing.MISSING for each in stands) for at in (0, 1)]
    both = sum(each[0] is Standing.SAME and each[1] in (Standing.SAME, Standing.DIFFERS) for each in stands)
    alike = (Standing.SAME, Standing.SAME) in stands
    return both if alike and both >= _ENOUGH * min(alone) else 0


def _lines(told: Sequence[Sequence[Fact]], rank: Rank) -> list[Line]:
    """One line a fact; each edition's facts are paired with the lines so far, the surest pairs first."""
    heads: list[Fact] = []
    cells: list[dict[int, Cell]] = []
    for at, facts in enumerate(told):
        fresh = _once(facts, rank)
        pairs = _pairs(heads, fresh, rank)
        pairs |= _left_over(heads, fresh, pairs)
        for number, fact in enumerate(fresh):
            if number in pairs:
                line, how = pairs[number]
                cells[line][at] = Cell(_STANDINGS.get(how, Standing.SAME), fact)
            else:
                heads.append(fact)
                cells.append({at: Cell(Standing.SAME, fact)})
    missing = Cell(Standing.MISSING)
    return [Line(fact, tuple(own.get(at, missing) for at in range(len(told)))) for fact, own in zip(heads, cells, strict=True)]


def _once(facts: Sequence[Fact], rank: Rank) -> list[Fact]:
    """The facts of one edition without what it says again."""
    kept: list[Fact] = []
    for fact in facts:
        if not any(rank(one, fact) == _SURE for one in kept):
            kept.append(fact)
    return kept


def _pairs(heads: Sequence[Fact], facts: Sequence[Fact], rank: Rank) -> dict[int, tuple[int, int]]:
    """For the number of a fact the line it belongs to, and how surely."""
    ranked = [(rank(head, fact), line, number) for (line, head), (number, fact) in product(enumerate(heads), enumerate(facts))]
    found: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for how, line, number in sorted(ranked, key=lambda each: (-each[0], *each[1:])):
        if how and line not in taken and number not in found:
            taken.add(line)
            found[number] = (line, how)
    return found


def _left_over(heads: Sequence[Fact], facts: Sequence[Fact], pairs: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Statements that words did not bring together, each the only one left of its speaker and mode, and with the same numbers."""
    lines = {line for line, _ in pairs.values()}
    open_lines = _lone({line: head for line, head in enumerate(heads) if line not in lines})
    open_facts = _lone({number: fact for number, fact in enumerate(facts) if number not in pairs})
    return {open_facts[key]: (open_lines[key], _LIKELY) for key in open_facts.keys() & open_lines.keys()}


def _lone(told: Mapping[int, Fact]) -> dict[tuple[str, Mode, frozenset[Decimal]], int]:
    found: dict[tuple[str, Mode], list[int]] = {}
    for number, fact in told.items():
        if isinstance(fact, Statement) and fact.speaker:
            found.setdefault((fact.speaker, fact.mode), []).append(number)
    alone = {key: numbers[0] for key, numbers in found.items() if len(numbers) == 1}
    return {(*key, _numbers(told[number])): number for key, number in alone.items()}


def _numbers(fact: Fact) -> frozenset[Decimal]:
    assert isinstance(fact, Statement)
    return frozenset(sense(fact.text, fact.language).numbers)


def _like_figures(one: Fact, other: Fact) -> int:
    assert isinstance(one, Figure)
    assert isinstance(other, Figure)
    if one.kind is not other.kind or measure(one.unit) != measure(other.unit):
        return 0
    same_number = one.unit == other.unit and (one.value, one.low, one.high) == (other.value, other.low, other.high)
    same_time = one.period == other.period
    if one.metric != other.metric:
        # A free label is in the words of its language: number, unit and time together say that it is one fact.
        return 2 if same_number and same_time else 0
    if same_number:
        return 3 if same_time else 1
    return 1 if same_time and (agree(one, other) or near(one, other, _WRONG)) else 0


def _like_statements(one: Fact, other: Fact) -> int:
    assert isinstance(one, Statement)
    assert isinstance(other, Statement)
    if one.speaker is None or one.speaker != other.speaker:
        return 0
    ranks = {Likeness.SAME_WORDS: 3, Likeness.OTHER_WORDS: 2, Likeness.TURNED: 1, Likeness.OTHER: 0}
    return ranks[likeness(one, other)]
