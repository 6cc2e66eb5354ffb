"""What speakers are known to have said, remembered between articles: a statement never changes once it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, Text, bindparam, func, select, type_coerce

from facts.known import KnownStatement
from models.sightings import known_statement
from models.tables import reviews, statements

AROUND = timedelta(days=45)  # statements of the same occasion are printed within days; retrospects within weeks
_MOST = 800  # statements compared with, at most: the latest; the most talkative say fewer in the days of one occasion
_OWN = 50  # statements of one speaker in one document, at most; they are not compared with
_KNOWN = 20_000  # remembered at once; what is more is forgotten and read again
_HEARD = 100_000  # likewise, of those remembered without their words
_MOVED = 2_000  # statements since the last look from which everything is looked up again


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


class _Heard(NamedTuple):
    """That a statement was made, and where: what an index holds of it."""

    number: int
    document: str
    said_on: date | None


class _Days(NamedTuple):
    """The statements of some days, or of no day known; of all days, known or not, where ``whenever``."""

    first: date | None = None
    last: date | None = None
    whenever: bool = False

    def hold(self, day: date | None) -> bool:
        if self.whenever or day is None:
            return self.whenever or self.first is None
        return self.first is not None and self.last is not None and self.first <= day <= self.last


_UNDATED, _WHENEVER = _Days(), _Days(whenever=True)


class Sayings:
    """What is remembered of one database. New statements are read as they come; after a review, which may reject one, all again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen, self._reviewed = 0, 0
        self._known: dict[int, KnownStatement] = {}
        self._forget()

    def around(self, connection: Connection, speakers: Sequence[str], but: str, published: date | None) -> tuple[KnownStatement, ...]:
        """The speakers' statements of the days around, and what the baseline has of them, by number; none of the document ``but``.

        What bears no day is given whatever the day, and to an article that bears none the latest there are.
        """
        if not speakers:
            return ()
        asked = (_UNDATED, _Days(published - AROUND, published + AROUND)) if published else (_WHENEVER,)
        with self._lock:
            self._catch_up(connection)
            found = {heard.number for speaker, heard in self._baselines(connection) if speaker in speakers and heard.document != but}
            for days in asked:
                heard = (one for speaker in speakers for one in self._of_days(connection, speaker, days))
                found |= set(sorted((one.number for one in heard if one.document != but), reverse=True)[:_MOST])
            return self._read(connection, sorted(found))

    def latest(self, connection: Connection, speakers: Sequence[str], but: str, *, texts: int, most: int) -> tuple[Said, ...]:
        """What each speaker said in his latest texts, newest first; none of the document ``but``.

        texts  so many texts of each; of his ``most`` latest statements only those in them are given
        """
        if not speakers:
            return ()
        with self._lock:
            self._catch_up(connection)
            told = [(speaker, one) for speaker in speakers for one in self._last_of(connection, speaker, but, texts, most)]
            when = self._told_when(connection, [one.number for _, one in told])
            # Few statements hold a set phrase, and only of those the words are needed.
            held = [number for number, (_, phrase) in when.items() if phrase]
            words = dict(zip(held, self._read(connection, held), strict=True))
        return tuple(Said(speaker, one.document, one.said_on, when[one.number][0], words.get(one.number)) for speaker, one in told)

    def _forget(self) -> None:
        self._heard = 0
        self._labelled: list[tuple[str, _Heard]] | None = None
        self._by_days: dict[str, dict[_Days, list[_Heard]]] = {}
        self._lately: dict[str, list[_Heard]] = {}
        self._when: dict[int, tuple[datetime, bool]] = {}

    def _catch_up(self, connection: Connection) -> None:
        newest = connection.execute(_NEWEST).one()
        if newest.statement < self._seen:
            self._known.clear()
        if not 0 <= newest.statement - self._seen <= _MOVED or newest.review != self._reviewed or self._heard > _HEARD:
            self._forget()
        elif newest.statement != self._seen:
            for row in connection.execute(_SINCE, {"seen": self._seen}).all():
                self._hear(row)
        self._seen, self._reviewed = newest.statement, newest.review

    def _hear(self, row: Row[Any]) -> None:
        self._labelled = None if row.label is not None else self._labelled
        hearing = [told for days, told in self._by_days.get(row.speaker, {}).items() if days.hold(row.said_on)]
        hearing += [self._lately[row.speaker]] if row.speaker in self._lately else []
        for told in hearing:
            told.append(_Heard(row.id, row.document, row.said_on))
        self._heard += len(hearing)

    def _baselines(self, connection: Connection) -> Sequence[tuple[str, _Heard]]:
        """The baselines' statements; they are few, and asking for them by speaker would be answered by reading all of the speaker's."""
        if self._labelled is None:
            self._labelled = [(speaker, _Heard(*heard)) for *heard, speaker in connection.execute(_LABELLED)]
        return self._labelled

    def _of_days(self, connection: Connection, speaker: str, days: _Days) -> Sequence[_Heard]:
        mine = self._by_days.setdefault(speaker, {})
        if days not in mine:
            query = _ALL if days.whenever else _OF_NO_DAY if days.first is None else _OF_DAYS
            mine[days] = self._asked(connection, query, speaker=speaker, first=days.first, last=days.last, most=_MOST + _OWN)
        return mine[days]

    def _last_of(self, connection: Connection, speaker: str, but: str, texts: int, most: int) -> Iterator[_Heard]:
        """The statements in the speaker's latest texts, newest first."""
        if speaker not in self._lately:
            self._lately[speaker] = self._asked(connection, _LATEST, speaker=speaker, most=most + _OWN)
        newest = sorted(self._lately[speaker], key=_newness, reverse=True)[: most + _OWN]
        documents: set[str] = set()
        for one in [one for one in newest if one.document != but][:most]:
            if one.document in documents or len(documents) < texts:
                documents.add(one.document)
                yield one

    def _asked(self, connection: Connection, query: Select[Any], **about: object) -> list[_Heard]:
        found = [_Heard(*row) for row in connection.execute(query, about)]
        self._heard += len(found)
        return found

    def _told_when(self, connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[datetime, bool]]:
        """By the number of a statement when it was learned, and whether a set phrase is in it."""
        missing = [number for number in numbers if number not in self._when]
        if missing:
            rows = connection.execute(_WHEN, {"numbers": missing})
            self._when |= {number: (learned, formulas != _NO_PHRASE) for number, learned, formulas in rows}
            self._heard += len(missing)
        return {number: self._when[number] for number in numbers}

    def _read(self, connection: Connection, numbers: Sequence[int]) -> tuple[KnownStatement, ...]:
        if len(self._known) > _KNOWN:
            self._known.clear()
        missing = [number for number in numbers if number not in self._known]
        if missing:
            self._known |= {row.id: known_statement(row) for row in connection.execute(_BY_NUMBER, {"numbers": missing})}
        return tuple(self._known[number] for number in numbers)


def _newness(one: _Heard) -> tuple[date, int]:
    return one.said_on or date.min, one.number


_NO_PHRASE = "[]"
_HEARD_OF = select(statements.c.id, statements.c.document, statements.c.said_on).where(statements.c.rejected.is_(False))
_LABELLED = _HEARD_OF.add_columns(statements.c.speaker).where(statements.c.label.is_not(None)).limit(_MOST)
_SINCE = _HEARD_OF.add_columns(statements.c.speaker, statements.c.label).where(statements.c.id > bindparam("seen"))
_OF_SPEAKER = _HEARD_OF.where(statements.c.speaker == bindparam("speaker")).limit(bindparam("most"))
_LATEST = _OF_SPEAKER.order_by(statements.c.said_on.desc().nulls_last(), statements.c.id.desc())
_ALL = _OF_SPEAKER.order_by(statements.c.id.desc())
_OF_NO_DAY = _ALL.where(statements.c.said_on.is_(None))
_OF_DAYS = _ALL.where(statements.c.said_on.between(bindparam("first"), bindparam("last")))
_NUMBERED = statements.c.id.in_(bindparam("numbers", expanding=True))
_WHEN = select(statements.c.id, statements.c.learned, type_coerce(statements.c.formulas, Text)).where(_NUMBERED)
_BY_NUMBER = select(statements).where(_NUMBERED)
_NEWEST = select(
    select(func.coalesce(func.max(statements.c.id), 0)).scalar_subquery().label("statement"),
    select(func.coalesce(func.max(reviews.c.seq), 0)).scalar_subquery().label("review"),
)
