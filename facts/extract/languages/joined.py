"""The rows of a table as one pattern, of which only those rows are looked for that the letters of a text let through."""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from ahocorasick_rs import AhoCorasick

from facts.extract.languages.footholds import blanked, footholds
from facts.extract.languages.literals import alternatives

_END = sys.maxsize
_REMEMBERED = 512  # stretches of text: many tables are asked about one sentence
_LONGEST = 2_000  # characters of a stretch that is remembered
_MOST = 1_000  # sets of pieces that are kept ready
_SHORT, _FEW = 40, 3  # so few pieces are looked for at once in so few characters


class Letters:
    """The letters that the rows of many tables cannot do without, looked for in a stretch of text all at once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._look)

    def enter(self, keys: Sequence[str]) -> list[int]:
        """Add letters, before anything is looked for: the numbers they are known by."""
        return [self._numbers.setdefault(key, len(self._numbers)) for key in keys]

    def seen(self, words: str) -> frozenset[int]:
        """The numbers of the letters that stand in a stretch of text."""
        return self._remembered(words) if len(words) < _LONGEST else self._look(words)

    @cached_property
    def _scanner(self) -> AhoCorasick:
        return AhoCorasick(list(self._numbers))

    def _look(self, words: str) -> frozenset[int]:
        if not self._numbers:
            return frozenset()
        return frozenset([key for key, _, _ in self._scanner.find_matches_as_indexes(blanked(words), overlapping=True)])


class Joined:
    """Rows joined by "or": finds what their one pattern finds, at the same places, and asks most rows nothing.

    rows     as they were joined
    pattern  all of them
    sieved   none can be found in a text that has none of the letters
    """

    def __init__(self, rows: Sequence[str], letters: Letters) -> None:
        self.rows = tuple(rows)
        self.pattern = "|".join(f"(?:{row})" for row in rows) or "(?!)"
        pieces = _grouped([piece for row in rows for piece in _pieces(row)])
        self._reads = [read for read, _ in pieces]
        self._always = tuple(number for number, (_, keys) in enumerate(pieces) if not keys)
        self._owners: dict[int, list[int]] = {}
        for number, (_, keys) in enumerate(pieces):
            for key in letters.enter(keys):
                self._owners.setdefault(key, []).append(number)
        self._keys, self._letters = frozenset(self._owners), letters
        self.sieved = not self._always
        self._ready: dict[tuple[int, ...], list[re.Pattern[str]]] = {}

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """The joined rows as one pattern."""
        return re.compile(self.pattern, re.IGNORECASE)

    def match(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        return self.whole.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        return self.whole.fullmatch(text, pos, endpos)

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        found: re.Match[str] | None = None
        for read in self.able(text, pos, endpos):
            match = read.search(text, pos, endpos)
            if match and (found is None or match.start() < found.start()):
                found = match
        return found

    def finditer(self, text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        able = self.able(text, pos, endpos)
        if len(able) == 1:
            return able[0].finditer(text, pos, endpos)
        return _merged(able, text, pos, endpos) if able else iter(())

    def findall(self, text: str) -> list[str]:
        return [match.group() for match in self.finditer(text)]

    def sub(self, by: str, text: str, count: int = 0) -> str:
        kept, at = [], 0
        for number, match in enumerate(self.finditer(text), 1):
            kept.append(text[at : match.start()])
            at = match.end()
            if number == count:
                break
        return by.join([*kept, text[at:]]) if kept else text

    def able(self, text: str, pos: int = 0, endpos: int = _END) -> list[re.Pattern[str]]:
        """The pieces of the rows that a stretch of text must be searched with, in their order; no other can be found in it."""
        words = text[pos:endpos]
        if len(words) <= _SHORT and len(self._reads) <= _FEW:
            return [self.whole]
        seen = self._keys & self._letters.seen(words) if self._keys else self._keys
        if not seen and not self._always:
            return []
        return self._compiled(tuple(sorted({*self._always, *(piece for key in seen for piece in self._owners[key])})))

    def _compiled(self, numbers: tuple[int, ...]) -> list[re.Pattern[str]]:
        if numbers not in self._ready:
            if len(self._ready) >= _MOST:
                self._ready.clear()
            self._ready[numbers] = [_compiled(self._reads[number]) for number in numbers]
        return self._ready[numbers]


class Firsts:
    """Walks through a stretch of text from find to find of several tables; of two that begin together the first table's stands.

    able  the pieces of each table that can be found there
    end   nothing is read behind it
    """

    def __init__(self, able: Sequence[Sequence[re.Pattern[str]]], text: str, end: int) -> None:
        self._text, self._end = text, end
        self._reads = [(number, read) for number, reads in enumerate(able) for read in reads]
        self._waiting: list[re.Match[str] | None] | None = None

    def next(self, at: int) -> tuple[re.Match[str], int] | None:
        """The first find at ``at`` or behind it, and the number of its table; ``at`` never goes back."""
        first: tuple[re.Match[str], int] | None = None
        reads, found = [], []
        waiting = self._waiting or [None] * len(self._reads)
        for (number, read), last in zip(self._reads, waiting, strict=True):
            match = last if last and last.start() >= at else read.search(self._text, at, self._end)
            if match is None:
                continue
            reads.append((number, read))
            found.append(match)
            if first is None or match.start() < first[0].start():
                first = match, number
        self._reads, self._waiting = reads, [*found]
        return first


def _pieces(row: str) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a row, each with the letters one of which stands in whatever it finds."""
    return [(piece, footholds(piece)) for piece in alternatives(row)]


def _grouped(pieces: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Pieces next to each other that have always to be looked for, as one."""
    done: list[tuple[str, tuple[str, ...]]] = []
    for read, keys in pieces:
        if done and not keys and not done[-1][1]:
            done[-1] = (f"{done[-1][0]}|{read}", ())
        else:
            done.append((read, keys))
    return done


@lru_cache(maxsize=20_000)
def _compiled(read: str) -> re.Pattern[str]:
    return re.compile(read, re.IGNORECASE)


def _merged(reads: Sequence[re.Pattern[str]], text: str, pos: int, endpos: int) -> Iterator[re.Match[str]]:
    """What one pattern of all the pieces would find, one behind the other."""
    waiting = [(match, read) for read in reads if (match := read.search(text, pos, endpos))]
    while waiting:
        first = min(waiting, key=_start)[0]
        yield first
        at = first.end() if first.end() > first.start() else first.end() + 1
        moved = ((match if match.start() >= at else read.search(text, at, endpos), read) for match, read in waiting)
        waiting = [(match, read) for match, read in moved if match]


def _start(found: tuple[re.Match[str], re.Pattern[str]]) -> int:
    return found[0].start()
