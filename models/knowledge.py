"""What the ledger knows that could matter to one article, narrowed by key before anything is compared."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, select

from facts.known import Facts, FormulaUse, Known, KnownFigure, Place
from models.database import Database
from models.doubts import KnownDoubts, all_doubts
from models.neighbours import Neighbours
from models.newest import newest
from models.sayings import Said, Sayings
from models.sightings import known_figure
from models.tables import figures, points

TEXTS = 10  # of each speaker's latest texts formulas are counted over
PER_TEXT = 20  # statements of one speaker read per text, at most

ReadVerb = Callable[[str, str, str], str]
"""From the words of a statement, the id of a formula in them and their language to the canonical verb; "" where there is none."""


def no_verb(_words: str, _formula: str, _language: str) -> str:
    """Read no verb at all."""
    return ""


class Knowledge(Database):
    """The door through which the judge step asks what is known."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._doubts = KnownDoubts()
        self._neighbours = Neighbours()
        self._sayings = Sayings(texts=TEXTS, most=TEXTS * PER_TEXT)

    def known_for(self, found: Facts, place: Place, published: date | None, read_verb: ReadVerb = no_verb) -> Known:
        """Everything to compare the facts of one article with.

        found      what was taken out of the article
        place      where it stands: its own earlier versions are not "known" to it
        published  its day; statements are sought around it, or not by day where nobody knows it
        read_verb  reads the verb a formula went with out of the words it stood in
        """
        speakers = sorted({statement.speaker for statement in found.statements if statement.speaker})
        with self.reading() as connection:
            moment = newest(connection)
            doubts_by = self._doubts.of(connection, moment)
            around, latest = self._sayings.of(connection, moment, speakers, place.document, published)
            return Known(
                figures=self._neighbours.of(connection, moment, found.figures, doubts_by),
                statements=around,
                formulas=tuple(use for speaker in speakers for use in _uses(speaker, latest, read_verb)),
                told_units=frozenset(document for document, _ in doubts_by),
                held_units=frozenset(one.document for one in doubts_by.values() if one.lifted),
                mark=moment.mark,
            )

    def ledger_mark(self) -> int:
        """A number that grows with every sighting learned; equal marks mean that nothing was learned in between."""
        with self.reading() as connection:
            return newest(connection).mark


def current_points(connection: Connection, *conditions: Any) -> list[KnownFigure]:
    """The current sighting of every point that meets the conditions, with its origins, camps and doubts."""
    query = select(figures, points.c.origins, points.c.camps).join(points, points.c.figure_id == figures.c.id)
    rows = list(connection.execute(query.where(*conditions).order_by(figures.c.id)))
    doubts_by = all_doubts(connection)
    return [known_figure(row, row.origins, row.camps, doubts_by) for row in rows]


def _uses(speaker: str, latest: Iterable[Said], read_verb: ReadVerb) -> tuple[FormulaUse, ...]:
    """The speaker's latest texts, newest first, each with the formulas in it."""
    return formula_uses(speaker, [one for one in latest if one.speaker == speaker], read_verb)[:TEXTS]


def formula_uses(speaker: str, told: Iterable[Said], read_verb: ReadVerb) -> tuple[FormulaUse, ...]:
    """Statements of one speaker, folded into texts: one use a document, in the order they come in."""
    texts: dict[str, list[Said]] = {}
    for one in told:
        texts.setdefault(one.document, []).append(one)
    return tuple(_use(speaker, document, group, read_verb) for document, group in texts.items())


def _use(speaker: str, document: str, told: list[Said], read_verb: ReadVerb) -> FormulaUse:
    # Read when it is asked for, not when it was learned: a better wording in the topic file then speaks for old texts too.
    verbs: dict[str, str] = {}
    for known in (one.statement for one in told if one.statement is not None):
        for formula in known.statement.formulas:
            language = known.statement.language or known.place.language
            verbs[formula] = verbs.get(formula) or read_verb(known.statement.text, formula, language)
    return FormulaUse(speaker=speaker, said_on=told[0].said_on, learned=told[0].learned, document=document, verbs=verbs)
