"""Evidence: where a finding's fact stands in every article that tells the same, and what it was compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facts.compare.editions import Fact, Line, Matrix, Standing
from facts.figure import Figure
from facts.known import KnownFigure, KnownStatement, Place
from facts.statement import Statement
from models import browse
from models.editions import edition_matrix
from models.rows import Row
from models.store import Store
from web.marking import Marked, mark

AROUND = 240  # characters shown on either side of the words
COPIES = 12  # of one story shown with their words


@dataclass(frozen=True, slots=True)
class Known:
    """What a finding was compared with: the fact of the ledger and, where it stood in an article we read, its words there."""

    fact: KnownFigure | KnownStatement
    marked: Marked | None

    @property
    def place(self) -> Place:
        """Where it stood."""
        return self.fact.place


@dataclass(frozen=True, slots=True)
class Told:
    """One article of the story, and the same fact as it stands there; ``marked`` is None where the article lacks it.

    differs  whether the fact is told otherwise there
    """

    copy: browse.Copy
    marked: Marked | None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a finding is shown beside.

    matrix  facts by language edition of the outlet; ``line`` is the finding's own line in it
    """

    before: Known | None
    editions: list[Told]
    copies: list[Told]
    more: bool
    matrix: Matrix
    line: Line | None


def evidence(store: Store, row: Row) -> Evidence:
    """Gather what speaks for and against a finding."""
    if row.article is None:
        return Evidence(_before(store, row), [], [], more=False, matrix=Matrix((), ()), line=None)
    matrix = edition_matrix(store, row.article)
    line = next((one for one in matrix.lines if _is_it(one.cells[0].fact, row)), None)
    languages = {edition.article for edition in matrix.editions}
    story = browse.story(store, row.article, COPIES + 1)
    others = [copy for copy in story[:COPIES] if copy.article != row.article and copy.article not in languages]
    copies = [_copied(store, copy, row) for copy in others]
    return Evidence(_before(store, row), list(_editions(store, matrix, line)), copies, more=len(story) > COPIES, matrix=matrix, line=line)


def _before(store: Store, row: Row) -> Known | None:
    name = (row.before or {}).get("id", "")
    known = (browse.known_figure_of(store, name) if row.fact == "figure" else browse.known_statement_of(store, name)) if name else None
    if known is None:
        return None
    fact, place = (known.figure if isinstance(known, KnownFigure) else known.statement), known.place
    text = browse.text_of(store, place.article, place.version) if place.article is not None else ""
    return Known(known, mark(text, fact.start, fact.end, AROUND) if text[fact.start : fact.end] == fact.text and text else None)


def _editions(store: Store, matrix: Matrix, line: Line | None) -> Iterator[Told]:
    """The other languages of the outlet, each with the fact as it is told there."""
    cells = line.cells if line is not None else ()
    for edition, cell in list(zip(matrix.editions, cells, strict=False))[1:]:
        copy = browse.article(store, edition.article)
        if copy is not None:
            yield Told(copy, _there(store, copy, cell.fact), differs=cell.standing is Standing.DIFFERS)


def _copied(store: Store, copy: browse.Copy, row: Row) -> Told:
    _, facts = browse.text_and_facts(store, copy.version)
    same: Sequence[Fact] = [one for one in facts.statements if one.speaker == row.speaker and one.text == row.text]
    if row.fact == "figure":
        same = [one for one in facts.figures if _same_point(one, row)]
    return Told(copy, _there(store, copy, same[0] if same else None), differs=bool(same) and not _same_value(same[0], row))


def _there(store: Store, copy: browse.Copy, fact: Fact | None) -> Marked | None:
    return mark(browse.text_of(store, copy.article, copy.number), fact.start, fact.end, AROUND) if fact is not None else None


def _is_it(fact: Fact | None, row: Row) -> bool:
    kind = Figure if row.fact == "figure" else Statement
    return isinstance(fact, kind) and (fact.start, fact.end) == (row.start, row.end)


def _same_point(figure: Figure, row: Row) -> bool:
    period = str(figure.period) if figure.period else None
    return (figure.metric, str(figure.kind), period) == (row.metric, row.kind, row.period)


def _same_value(fact: Fact, row: Row) -> bool:
    if isinstance(fact, Statement):
        return True
    numbers = [None if one is None else f"{one.normalize():f}" for one in (fact.value, fact.low, fact.high)]
    theirs = [None if one is None else one for one in (row.value, row.low, row.high)]
    return fact.unit == row.unit and numbers == theirs
