"""The tables of numbers and units: how a language counts, measures and pays. Two YAML files a language, every row proved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from facts.extract.folded import fold
from facts.extract.languages.beginnings import Dispatch, scanner
from facts.extract.languages.proof import UnprovedRowError

# Tables whose rows mean something, each with where its words must begin and end where words stand apart.
_BOTH, _BEGIN, _END, _FREE = (True, True), (True, False), (False, True), (False, False)
_MEANT = {
    "numerals": _BOTH,
    "scales": _END,
    "money_scales": _END,
    "ordinals": _BOTH,
    "ordinal_endings": _END,
    "phrases": _BOTH,
    "shares": _BOTH,
    "qualifiers": _BEGIN,
    "qualifiers_after": _END,
    "loose": _END,
    "currencies_before": _FREE,
    "currencies": _END,
    "money_of": _FREE,
    "measures": _END,
    "compounds": _END,
    "classifiers": _FREE,
    "nouns": _BOTH,
    "repeated": _END,
    "occasions": _BOTH,
    "ordinal_nouns": _END,
    "units_before": _BEGIN,
}
_PLAIN = (
    "glue",
    "bridge",
    "filler",
    "stops",
    "joins",
    "ends_pair",
    "change",
    "ranked",
    "share_after",
    "fraction",
    "traps_after",
    "bare_after",
    "among",
    "growth",
    "growth_doubt",
    "clause",
    "ordinal_mark",
    "counting",
    "part_of",
    "again",
    "index",
)
# Tables whose rows stand directly in front of a number.
_BEHIND = (
    "from_before",
    "between_before",
    "share_before",
    "minus_before",
    "traps_before",
    "tickers",
    "year_before",
    "bare_before",
    "predicate_before",
    "rank_before",
)
_ANCHORS = ("phrases", "shares", "ordinals", "numerals")
_ALL = (*_MEANT, *_PLAIN, *_BEHIND)
_LETTERS = 12  # of a word and the blank behind it, on the safe side
_CHARACTERS = 2  # where words do not stand apart, with a year among them
_OPENERS = frozenset('([«„"“‘')
_BLANK = re.compile(r"\[[^\]]*\]|\(\?<[=!][^()]*\)| (?![?*+{])")  # in classes and lookbehinds a blank is one blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row of a table means.

    means   a number, a unit or a qualifier, as the table has it
    unit    of a phrase: the unit of its number
    least   of a noun: fewer of them are no figure ("the two countries")
    marks   remarks that an amount read by the row carries
    """

    means: str
    unit: str = ""
    least: int = 0
    marks: frozenset[str] = frozenset()
    qualifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A table whose rows mean something.

    pattern   the joined rows, for a search
    forward   the rows, to be matched at a place; ``backward`` to be matched up to a place
    """

    pattern: re.Pattern[str]
    forward: Dispatch
    backward: Dispatch
    rows: tuple[Row, ...]

    def at(self, text: str, position: int) -> tuple[int, Row] | None:
        """Where a row's words stand at ``position``: their end, and the row."""
        found = self.forward.at(text, position, len(text))
        return (found[0], self.rows[found[1]]) if found else None

    def before(self, text: str, position: int, words: int) -> tuple[int, Row] | None:
        """Where a row's words end at ``position``: their start, at most so many words back, and the row."""
        found = self.backward.first(text, starts(text, position, words), position)
        return (found[0], self.rows[found[1]]) if found else None

    def row(self, match: re.Match[str]) -> Row:
        """The row that a match of the pattern is of."""
        assert match.lastindex is not None
        return self.rows[match.lastindex - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A table whose rows stand directly in front of something."""

    rows: Dispatch

    def before(self, text: str, position: int, words: int = 5) -> int | None:
        """Where a row's words that end at ``position`` begin, at most so many words back; None where none stand there."""
        found = self.rows.first(text, starts(text, position, words), position)
        return found[0] if found else None


def starts(text: str, position: int, words: int) -> list[int]:
    """Where words begin in front of ``position``, the farthest first, and the two characters next to it.

    Where words do not stand apart every character begins one.
    """
    if "\u4e00" <= text[position - 1 : position] <= "\u9fff":
        return list(range(max(0, position - _CHARACTERS * words), position))
    low = max(0, position - _LETTERS * words)
    low = max(low, text.rfind("\n", low, position) + 1)
    found = [at for at in (position - 1, position - 2) if at >= low]
    at = position - 1
    for _ in range(words):
        at = text.rfind(" ", low, at)
        start = at + 1 if at >= 0 else low
        found.append(start + (text[start : start + 1] in _OPENERS))
        if at < 0:
            break
    return sorted({each for each in found if each < position})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """One language's tables of numbers and units.

    decimal   the mark between whole and part
    spaced    words stand apart
    meant     the tables whose rows mean something
    plain     the joined rows of others
    behind    tables of what stands in front of a number
    anchor    where an amount may begin: a digit, a number word, a phrase
    """

    language: str
    decimal: str
    spaced: bool
    meant: Mapping[str, Lexicon]
    plain: Mapping[str, re.Pattern[str]]
    behind: Mapping[str, Behind]
    anchor: re.Pattern[str]

    def __getitem__(self, table: str) -> Lexicon:
        return self.meant[table]


@cache
def load_tables(language: str) -> Tables:
    """Load the tables of one language.

    language  "en", "ru", "be" or "zh"
    raises    UnprovedRowError naming file, table and row where a row is not found in its own proof
    """
    content = _content(language)
    spaced = content["spaced"]
    proved = {table: [_proved(row, f"{language}, {table}") for row in content.get(table) or []] for table in _ALL}
    bridge = "|".join(f"(?:{read})" for read in proved["bridge"])
    tails = {"qualifiers": f"(?: ?(?:{bridge}))* ?", "currencies_before": " ?", "units_before": " ?"}
    return Tables(
        language=language,
        decimal=content["decimal"],
        spaced=spaced,
        meant={
            table: _lexicon(proved[table], content.get(table) or [], bounds if spaced else _FREE, tails.get(table, ""))
            for table, bounds in _MEANT.items()
        },
        plain={table: re.compile("|".join(f"(?:{read})" for read in proved[table]) or r"(?!)") for table in _PLAIN},
        behind={table: Behind(rows=Dispatch(proved[table], "", r" ?\Z")) for table in _BEHIND},
        anchor=_anchor([read for table in _ANCHORS for read in proved[table]], spaced),
    )


def _anchor(reads: list[str], spaced: bool) -> re.Pattern[str]:
    return re.compile(r"\d|" + scanner(reads, r"(?<!\w)" if spaced else ""))


def _content(language: str) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name in (f"{language}-numbers.yaml", f"{language}-units.yaml"):
        tables = yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), yaml.CSafeLoader)
        for key in tables:
            if key not in (*_ALL, "decimal", "spaced") or key in content:
                raise UnprovedRowError(f"{name}: {key} is no table and no setting, or stands twice: take it out, or mend its name")
        content |= tables
    return content


def _lexicon(reads: list[str], rows: list[dict[str, Any]], bounds: tuple[bool, bool], tail: str) -> Lexicon:
    head, end = r"(?<!\w)" if bounds[0] else "", r"(?!\w)" if bounds[1] else ""
    joined = "|".join(f"({read})" for read in reads) or r"(?!)"
    return Lexicon(
        pattern=re.compile(f"{head}(?:{joined}){end}"),
        forward=Dispatch(reads, head, end),
        backward=Dispatch(reads, head, f"{end}{tail}\\Z"),
        rows=tuple(_row(row) for row in rows),
    )


def _row(row: Mapping[str, Any]) -> Row:
    return Row(
        means=str(row.get("means", "")),
        unit=row.get("unit", ""),
        least=row.get("least", 0),
        marks=frozenset(row.get("marks", ())),
        qualifier=row.get("qualifier", ""),
    )


def _proved(row: Mapping[str, Any], where: str) -> str:
    """The pattern of a row that is found in its proof, as it is matched: on folded text, a blank for any run of blanks."""
    read = _BLANK.sub(lambda match: match.group() if len(match.group()) > 1 else " +", row["read"])
    try:
        found = re.search(read, fold(row["proof"]))
    except re.error as error:
        raise UnprovedRowError(f"{where}: pattern {row['read']!r} does not compile: {error}") from error
    if re.search(r"(?<!\\)\((?!\?)", read):
        raise UnprovedRowError(f"{where}: row {row['read']!r} holds a group of its own: write (?:…)")
    if found is None:
        raise UnprovedRowError(f"{where}: row {row['read']!r} is not found in its proof {row['proof']!r}: mend the pattern or the sentence")
    return read
