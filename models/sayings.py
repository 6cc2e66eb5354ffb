"""What speakers are known to have said, remembered between articles: a statement never changes once it is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Row, Select, Text, bindparam, select, type_coerce, union_all

from facts.known import KnownStatement
from models.sightings import known_statement
from models.tables import statements

AROUND = timedelta(days=45)  # statements of the same occasion are printed within days; retrospects within weeks
_MOST = 800  # statements compared with, at most: the latest; the most talkative say fewer in the days of one occasion
_KNOWN = 20_000  # remembered at once; what is more is forgotten and read again


@dataclass(frozen=True, slots=True)
class Said:
    """That somebody said something in a document; what it was only where a set phrase is in it."""

    speaker: str
    document: str
    said_on: date | None
    learned: datetime
    statement: KnownStatement | None


def said(known: KnownStatement) -> Said:
    """A statement of the ledger as one that was said."""
    return Said(known.statement.speaker or "", known.place.document, known.said_on, known.learned, known)


class Sayings:
    """What is remembered of one database; which statements are asked for is looked up each time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[int, KnownStatement] = {}

    def around(self, connection: Connection, speakers: Sequence[str], but: str, published: date | None) -> tuple[KnownStatement, ...]:
        """The speakers' statements of the days around, and what the baseline has of them, by number; none of the document ``but``.

        What bears no day is given whatever the day, and to an article that bears none the latest there are.
        """
        if not speakers:
            return ()
        asked: dict[str, object] = {"speakers": speakers, "but": but}
        days = {"first": published - AROUND, "last": published + AROUND} if published else {}
        rows = connection.execute(_AROUND if published else _WHENEVER, asked | days)
        # The baselines' statements are few, and asking for them by speaker too would be answered by reading all of the speaker's.
        return self._read(connection, sorted({row.id for row in rows if row.speaker in speakers and row.document != but}))

    def latest(self, connection: Connection, speakers: Sequence[str], but: str, *, texts: int, most: int) -> tuple[Said, ...]:
        """What each speaker said in his latest texts, newest first; none of the document ``but``.

        texts  so many texts of each; of his ``most`` latest statements only those in them are given
        """
        if not speakers:
            return ()
        asked: dict[str, object] = {"but": but, "most": most} | {f"speaker_{at}": speaker for at, speaker in enumerate(speakers)}
        wanted = _in_texts(connection.execute(_latest(len(speakers)), asked), texts)
        # Few statements hold a set phrase, and only of those the words are needed.
        held = [row.id for row in wanted if row.formulas != _NO_PHRASE]
        words = dict(zip(held, self._read(connection, held), strict=True))
        return tuple(Said(row.speaker, row.document, row.said_on, row.learned, words.get(row.id)) for row in wanted)

    def _read(self, connection: Connection, numbers: Sequence[int]) -> tuple[KnownStatement, ...]:
        with self._lock:
            if len(self._known) > _KNOWN:
                self._known.clear()
            missing = [number for number in numbers if number not in self._known]
            if missing:
                self._known |= {row.id: known_statement(row) for row in connection.execute(_BY_NUMBER, {"numbers": missing})}
            return tuple(self._known[number] for number in numbers)


def _in_texts(rows: Iterable[Row[Any]], texts: int) -> list[Row[Any]]:
    """The rows of each speaker's first ``texts`` documents."""
    found: list[Row[Any]] = []
    documents: dict[str, set[str]] = {}
    for row in rows:
        of = documents.setdefault(row.speaker, set())
        if row.document in of or len(of) < texts:
            of.add(row.document)
            found.append(row)
    return found


def _told(*which: ColumnElement[bool], more: Sequence[ColumnElement[Any]] = ()) -> Select[Any]:
    columns = (statements.c.id, statements.c.speaker, statements.c.document, *more)
    return select(*columns).where(statements.c.rejected.is_(False), *which)


def _asked(*which: ColumnElement[bool]) -> Select[Any]:
    own = statements.c.speaker.in_(bindparam("speakers", expanding=True)), statements.c.document != bindparam("but")
    return _told(*own, *which).order_by(statements.c.id.desc()).limit(_MOST)


def _together(*questions: Select[Any]) -> CompoundSelect[Any]:
    """Questions that are answered each by its own index, in one go."""
    return union_all(*(select(question.subquery()) for question in questions))


_NO_PHRASE = "[]"
_WHEN = (statements.c.said_on, statements.c.learned, type_coerce(statements.c.formulas, Text).label("formulas"))


@cache
def _latest(speakers: int) -> CompoundSelect[Any]:
    newest = statements.c.said_on.desc().nulls_last(), statements.c.id.desc()
    return _together(
        *(
            _told(statements.c.speaker == bindparam(f"speaker_{at}"), statements.c.document != bindparam("but"), more=_WHEN)
            .order_by(*newest)
            .limit(bindparam("most"))
            for at in range(speakers)
        )
    )


_LABELLED = _told(statements.c.label.is_not(None)).limit(_MOST)
_WHENEVER = _together(_LABELLED, _asked())
_AROUND = _together(
    _LABELLED, _asked(statements.c.said_on.is_(None)), _asked(statements.c.said_on.between(bindparam("first"), bindparam("last")))
)
_BY_NUMBER = select(statements).where(statements.c.id.in_(bindparam("numbers", expanding=True)))
