"""What speakers are known to have said, remembered between articles: a statement never changes once it is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Row,
    Select,
    Text,
    bindparam,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from facts.known import KnownStatement
from models.newest import Newest
from models.sightings import known_statement
from models.tables import statements

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


class _List(Enum):
    """Which of a speaker's statements a list holds: the latest by day, all of them, those of no day, those of some days."""

    LATELY, WHENEVER, UNDATED, OF_DAYS = range(4)


class _Days(NamedTuple):
    """The statements of some days, or of no day known; of all days, known or not, where ``whenever``."""

    first: date | None = None
    last: date | None = None
    whenever: bool = False

    @property
    def kind(self) -> _List:
        if self.whenever:
            return _List.WHENEVER
        return _List.UNDATED if self.first is None else _List.OF_DAYS

    def hold(self, day: date | None) -> bool:
        if self.whenever or day is None:
            return self.whenever or self.first is None
        return self.first is not None and self.last is not None and self.first <= day <= self.last


_UNDATED, _WHENEVER = _Days(), _Days(whenever=True)


class Sayings:
    """What is remembered of one database. New statements are read as they come; after a review, which may reject one, all again."""

    def __init__(self, *, texts: int, most: int) -> None:
        """``texts`` latest texts of each speaker are told; of his ``most`` latest statements only those in them."""
        self._texts, self._most = texts, most
        self._lock = Lock()
        self._seen, self._reviewed = 0, 0
        self._known: dict[int, KnownStatement] = {}
        self._forget()

    def of(
        self, connection: Connection, newest: Newest, speakers: Sequence[str], but: str, published: date | None
    ) -> tuple[tuple[KnownStatement, ...], tuple[Said, ...]]:
        """What the speakers are known to have said around a day, and in their latest texts; nothing of the document ``but``.

        returns  the statements of the days around, and what the baseline has of the speakers, by number: what bears no day is given
                 whatever the day, and to an article that bears none the latest there are. Then what each speaker said in his latest
                 texts, newest first
        """
        if not speakers:
            return (), ()
        asked = (_UNDATED, _Days(published - AROUND, published + AROUND)) if published else (_WHENEVER,)
        with self._lock:
            self._catch_up(connection, newest)
            self._listen(connection, speakers, asked)
            around = self._around(connection, speakers, but, asked)
            told = [(speaker, one) for speaker in speakers for one in self._last_of(speaker, but)]
            when = self._told_when(connection, [one.number for _, one in told])
            # Few statements hold a set phrase, and only of those the words are needed.
            words = self._read(connection, around | {number for number, (_, phrase) in when.items() if phrase})
        latest = [
            Said(speaker, one.document, one.said_on, when[one.number][0], words[one.number] if when[one.number][1] else None)
            for speaker, one in told
        ]
        return tuple(words[number] for number in sorted(around)), tuple(latest)

    def _around(self, connection: Connection, speakers: Sequence[str], but: str, asked: Sequence[_Days]) -> set[int]:
        found = {heard.number for speaker, heard in self._baselines(connection) if speaker in speakers and heard.document != but}
        for days in asked:
            heard = (one for speaker in speakers for one in self._by_days[speaker][days])
            found |= set(sorted((one.number for one in heard if one.document != but), reverse=True)[:_MOST])
        return found

    def _forget(self) -> None:
        self._heard = 0
        self._labelled: list[tuple[str, _Heard]] | None = None
        self._by_days: dict[str, dict[_Days, list[_Heard]]] = {}
        self._lately: dict[str, list[_Heard]] = {}
        self._when: dict[int, tuple[datetime, bool]] = {}

    def _catch_up(self, connection: Connection, newest: Newest) -> None:
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
        if hearing:
            self._when[row.id] = (row.learned, row.phrases != _NO_PHRASE)
        self._heard += len(hearing)

    def _baselines(self, connection: Connection) -> Sequence[tuple[str, _Heard]]:
        """The baselines' statements; they are few, and asking for them by speaker would be answered by reading all of the speaker's."""
        if self._labelled is None:
            self._labelled = [(speaker, _Heard(*heard)) for *heard, speaker in connection.execute(_LABELLED)]
        return self._labelled

    def _listen(self, connection: Connection, speakers: Sequence[str], asked: Sequence[_Days]) -> None:
        """Ask for everything that is not remembered of some speakers, all at once: a question costs more than its answer."""
        missing: list[tuple[list[_Heard], _List, dict[str, object]]] = []
        for speaker in speakers:
            if speaker not in self._lately:
                self._lately[speaker] = []
                missing.append((self._lately[speaker], _List.LATELY, {"speaker": speaker, "most": self._most + _OWN}))
            mine = self._by_days.setdefault(speaker, {})
            for days in [days for days in asked if days not in mine]:
                mine[days] = []
                missing.append((mine[days], days.kind, {"speaker": speaker, "most": _MOST + _OWN, "first": days.first, "last": days.last}))
        if missing:
            query = _together(tuple(kind for _, kind, _ in missing))
            given = {f"{name}_{at}": value for at, (_, _, about) in enumerate(missing) for name, value in about.items()}
            for at, *heard in connection.execute(query, given):
                missing[at][0].append(_Heard(*heard))
                self._heard += 1

    def _last_of(self, speaker: str, but: str) -> Iterator[_Heard]:
        """The statements in the speaker's latest texts, newest first."""
        newest = sorted(self._lately[speaker], key=_newness, reverse=True)[: self._most + _OWN]
        documents: set[str] = set()
        for one in [one for one in newest if one.document != but][: self._most]:
            if one.document in documents or len(documents) < self._texts:
                documents.add(one.document)
                yield one

    def _told_when(self, connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[datetime, bool]]:
        """By the number of a statement when it was learned, and whether a set phrase is in it."""
        missing = [number for number in numbers if number not in self._when]
        if missing:
            rows = connection.execute(_WHEN, {"numbers": missing})
            self._when |= {number: (learned, formulas != _NO_PHRASE) for number, learned, formulas in rows}
            self._heard += len(missing)
        return {number: self._when[number] for number in numbers}

    def _read(self, connection: Connection, numbers: Iterable[int]) -> dict[int, KnownStatement]:
        if len(self._known) > _KNOWN:
            self._known.clear()
        wanted = sorted(numbers)
        missing = [number for number in wanted if number not in self._known]
        if missing:
            self._known |= {row.id: known_statement(row) for row in connection.execute(_BY_NUMBER, {"numbers": missing})}
        return {number: self._known[number] for number in wanted}


def _newness(one: _Heard) -> tuple[date, int]:
    return one.said_on or date.min, one.number


@lru_cache(maxsize=500)
def _together(kinds: tuple[_List, ...]) -> CompoundSelect[Any]:
    """Several lists in one question; each row begins with the place of its list, and so end the names of what a list is about."""
    return union_all(*(_listed(kind, at) for at, kind in enumerate(kinds)))


def _listed(kind: _List, at: int) -> Select[Any]:
    def given(name: str) -> BindParameter[Any]:
        return bindparam(f"{name}_{at}")

    day = statements.c.said_on
    query = _HEARD_OF.where(statements.c.speaker == given("speaker")).limit(given("most"))
    if kind is _List.LATELY:
        query = query.order_by(day.desc().nulls_last())
    elif kind is _List.UNDATED:
        query = query.where(day.is_(None))
    elif kind is _List.OF_DAYS:
        query = query.where(day.between(given("first"), given("last")))
    found = query.order_by(statements.c.id.desc()).subquery()
    return select(literal_column(f"{at}"), *found.c)


_NO_PHRASE = "[]"
_HEARD_OF = select(statements.c.id, statements.c.document, statements.c.said_on).where(statements.c.rejected.is_(False))
_LABELLED = _HEARD_OF.add_columns(statements.c.speaker).where(statements.c.label.is_not(None)).limit(_MOST)
_TOLD = (statements.c.learned, type_coerce(statements.c.formulas, Text).label("phrases"))
_SINCE = _HEARD_OF.add_columns(statements.c.speaker, statements.c.label, *_TOLD).where(statements.c.id > bindparam("seen"))
_NUMBERED = statements.c.id.in_(bindparam("numbers", expanding=True))
_WHEN = select(statements.c.id, *_TOLD).where(_NUMBERED)
_BY_NUMBER = select(statements).where(_NUMBERED)
