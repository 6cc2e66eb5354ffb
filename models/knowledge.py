"""What the ledger knows that could matter to one article, narrowed by key before anything is compared."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, true

from facts.known import Facts, FormulaUse, Known, KnownFigure, KnownStatement, Place
from models.database import Database
from models.points import doubted
from models.sightings import known_figure, known_statement
from models.tables import doubts, figures, points, statements

AROUND = timedelta(days=45)  # statements of the same occasion are printed within days; retrospects within weeks
TEXTS = 10  # of each speaker's latest texts formulas are counted over
_MOST = 2000  # statements compared with, at most: the latest
PER_TEXT = 20  # statements of one speaker read per text, at most

ReadVerb = Callable[[str, str, str], str]
"""From the words of a statement, the id of a formula in them and their language to the canonical verb; "" where there is none."""


def no_verb(_words: str, _formula: str, _language: str) -> str:
    """Read no verb at all."""
    return ""


class Knowledge(Database):
    """The door through which the judge step asks what is known."""

    def known_for(self, found: Facts, place: Place, published: date | None, read_verb: ReadVerb = no_verb) -> Known:
        """Everything to compare the facts of one article with.

        found      what was taken out of the article
        place      where it stands: its own earlier versions are not "known" to it
        published  its day; statements are sought around it, or not by day where nobody knows it
        read_verb  reads the verb a formula went with out of the words it stood in
        """
        metrics = sorted({figure.metric for figure in found.figures})
        speakers = sorted({statement.speaker for statement in found.statements if statement.speaker})
        with self.reading() as connection:
            return Known(
                figures=_figures(connection, metrics),
                statements=_statements(connection, speakers, place, published),
                formulas=tuple(use for speaker in speakers for use in _uses(connection, speaker, place, read_verb)),
                told_units=frozenset(connection.execute(select(doubts.c.document)).scalars()),
            )

    def ledger_mark(self) -> int:
        """A number that grows with every sighting learned; equal marks mean that nothing was learned in between."""
        with self.reading() as connection:
            return newest_sighting(connection)


def newest_sighting(connection: Connection) -> int:
    """The ids of the latest figure and statement, added up; sightings are numbered under the ledger's lock."""
    latest = [select(func.max(table.c.id)) for table in (figures, statements)]
    return sum(connection.execute(query).scalar() or 0 for query in latest)


def current_points(connection: Connection, *conditions: Any) -> list[KnownFigure]:
    """The current sighting of every point that meets the conditions, with its origins, camps and doubts."""
    query = select(figures, points.c.origins, points.c.camps).join(points, points.c.figure_id == figures.c.id)
    rows = list(connection.execute(query.where(*conditions).order_by(figures.c.id)))
    doubts_by = doubted(connection, {row.document for row in rows})
    return [known_figure(row, row.origins, row.camps, doubts_by) for row in rows]


def _figures(connection: Connection, metrics: list[str]) -> tuple[KnownFigure, ...]:
    """The metrics' points, and what else the baselines among them state: a doubted currency is that of a whole document."""
    if not metrics:
        return ()
    asked = current_points(connection, points.c.metric.in_(metrics))
    return (*asked, *_beside(connection, metrics, {known.place.document for known in asked if known.place.article is None}))


def _beside(connection: Connection, metrics: list[str], documents: set[str]) -> list[KnownFigure]:
    """The points of other metrics that these documents state."""
    there = select(figures.c.point_key).where(figures.c.document.in_(sorted(documents)), figures.c.metric.not_in(metrics))
    keys = list(connection.execute(there).scalars()) if documents else []
    return (
        [known for known in current_points(connection, points.c.point_key.in_(keys)) if known.place.document in documents] if keys else []
    )


def _statements(connection: Connection, speakers: list[str], place: Place, published: date | None) -> tuple[KnownStatement, ...]:
    """The speakers' statements of the days around, and what the baseline has of them; asked apart, each by its own index."""
    if not speakers:
        return ()
    own = and_(statements.c.speaker.in_(speakers), statements.c.rejected.is_(False), statements.c.document != place.document)
    wanted: list[ColumnElement[bool]] = [statements.c.label.is_not(None)]
    # What bears no day is compared with whatever the day, and an article that bears none with the latest there are.
    days = [statements.c.said_on.is_(None), statements.c.said_on.between(published - AROUND, published + AROUND)] if published else [true()]
    wanted += [and_(day, statements.c.label.is_(None)) for day in days]
    queries = [select(statements).where(own, which).order_by(statements.c.id.desc()).limit(_MOST) for which in wanted]
    rows = sorted((row for query in queries for row in connection.execute(query)), key=lambda row: row.id)
    return tuple(known_statement(row) for row in rows)


def _uses(connection: Connection, speaker: str, place: Place, read_verb: ReadVerb) -> tuple[FormulaUse, ...]:
    """The speaker's latest texts, newest first, each with the formulas in it."""
    query = (
        select(statements)
        .where(statements.c.speaker == speaker, statements.c.rejected.is_(False), statements.c.document != place.document)
        .order_by(statements.c.said_on.desc().nulls_last(), statements.c.id.desc())
        .limit(TEXTS * PER_TEXT)
    )
    return formula_uses(speaker, connection.execute(query), read_verb)[:TEXTS]


def formula_uses(speaker: str, rows: Iterable[Row[Any]], read_verb: ReadVerb) -> tuple[FormulaUse, ...]:
    """Statements of one speaker, folded into texts: one use a document, in the order of the rows."""
    texts: dict[str, list[Row[Any]]] = {}
    for row in rows:
        texts.setdefault(row.document, []).append(row)
    return tuple(_use(speaker, document, group, read_verb) for document, group in texts.items())


def _use(speaker: str, document: str, rows: list[Row[Any]], read_verb: ReadVerb) -> FormulaUse:
    # Read when it is asked for, not when it was learned: a better wording in the topic file then speaks for old texts too.
    verbs: dict[str, str] = {}
    for row in rows:
        for formula in row.formulas:
            verbs[formula] = verbs.get(formula) or read_verb(row.text, formula, row.statement_language or row.language)
    first = rows[0]
    return FormulaUse(speaker=speaker, said_on=first.said_on, learned=first.learned, document=document, verbs=verbs)
