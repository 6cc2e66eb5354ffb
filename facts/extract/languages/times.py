"""The tables of time: how a language names stretches of time. One YAML file a language, every row proved by what it comes to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from facts.extract.languages.beginnings import beginnings, scanner
from facts.extract.languages.proof import UnprovedRowError
from facts.extract.languages.rows import check_settings
from facts.reckoning import MEANINGS, is_label, reckon
from facts.timewords import Words

_WRITTEN_YEAR = re.compile("(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

PROVED_ON = date(2026, 3, 18)
"""The Wednesday on which the proofs of all tables were published."""

_SETTINGS = (
    "starts",
    "leads",
    "folds",
    "months",
    "weekdays",
    "counts",
    "ordinals",
    "words",
    "rows",
    "bases",
    "touching",
    "levels",
    "holds",
    "same",
    "edges",
    "ahead",
)
_NUMBERS = {
    "year": r"(?:19|20)\d\d(?!\d|[.,]\d)",
    "years": r"(?:19|20)?\d\d(?!\d|[.,]\d)",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,:]\d)",
    "dd": r"(?:3[01]|[12]\d|0?[1-9])",
    "monthnumber": r"(?:1[0-2]|0?[1-9])(?!\d)",
}
_MACRO = re.compile(r"(?<!\(\?P)<([a-z]+)(\d?)>")
_GROUP = re.compile(r"\(\?P<([a-z]+\d?)>")
_SAME = {ord(char): "-" for char in "‐‑‒–—−－～〜"} | {ord(char): " " for char in "\u00a0\u2007\u2009\u202f\u3000\t"}
_SAME |= {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("İ"): "i",
    ord("’"): "'",
    ord("ʼ"): "'",
    ord("ё"): "е",
    ord("Ё"): "е",
}
_NAMED = re.compile(r"\(\?P<\w+>")
_BLANK = re.compile(r" (?![?*+{])")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way to name a stretch of time.

    means   a key of reckoning.MEANINGS, the label of a period ("per year"), or "nothing"
    bound   "", "since" or "until"
    shift   as in reckoning.Words; None where the words do not say
    count   as many, where the words do not give a number of their own
    """

    read: re.Pattern[str]
    means: str
    bound: str
    shift: int | None
    count: int | None
    cumulative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """One language's table.

    scanner   finds where any row fits, at the places that "starts" of the table lets through
    rows      by the letter they can begin with, "" for any other letter; all that can are tried there, and the longest wins
    leads     prepositions that may stand before a mention without changing what it means
    bases     words before the period of a figure that another is compared with: "up from", по сравнению с, 比
    touching  words that make it one where they stand directly in front of it: "than in", чем, 高于
    levels    words that make it one where they stand directly behind: "last year's level", 2019年水平
    holds     what may stand between such a period and the figure it belongs to, where that comes behind: 比2021年的38亿
    same      words that point back to the period before: "in this time", за тот же период
    edges     where one clause ends and the next begins
    ahead     words behind which a month without a year is one to come: "will open in September"
    """

    language: str
    scanner: re.Pattern[str]
    rows: Mapping[str, Sequence[Row]]
    leads: re.Pattern[str]
    bases: re.Pattern[str]
    touching: re.Pattern[str]
    levels: re.Pattern[str]
    holds: re.Pattern[str]
    same: re.Pattern[str]
    edges: re.Pattern[str]
    ahead: re.Pattern[str]
    folds: Mapping[int, str]
    values: Mapping[str, Sequence[tuple[re.Pattern[str], int]]]

    def fold(self, text: str) -> str:
        """Write a text in small letters, one sort of dash, blank and digit, addresses blanked, offsets unchanged."""
        folded = text.translate(self.folds).lower()
        if "年" in folded:
            folded = _WRITTEN_YEAR.sub(lambda match: match.group().translate(_DIGITS), folded)
        if "://" in folded or "www." in folded or "@" in folded:
            return _ADDRESS.sub(lambda match: " " * len(match.group()), folded)
        return folded

    def find(self, folded: str, at: int, end: int) -> tuple[re.Match[str], Row] | None:
        """Find the next mention in folded[at:end]: at the first place where any row fits, the longest one that does."""
        start = self.scanner.search(folded, at, end)
        if start is None:
            return None
        lead = self.leads.match(folded, start.start(), end)
        places = (start.start(), lead.end()) if lead else (start.start(),)
        matches = ((row.read.match(folded, place, end), row) for place in places for row in self._able(folded[place : place + 1]))
        return max(((match, row) for match, row in matches if match), key=_length)

    def _able(self, letter: str) -> Sequence[Row]:
        """The rows that can begin with a letter."""
        return self.rows.get(letter) or self.rows[""]

    def words(self, row: Row, match: re.Match[str]) -> Words:
        """Turn the words of a match into numbers."""
        said = ((name.split("_")[0], words) for name, words in match.groupdict().items() if words)
        found = {name: self._number(name, words) for name, words in said}
        return Words(**({"count": row.count, "shift": row.shift} | found))

    def _number(self, name: str, said: str) -> int | None:
        if said.isdecimal():
            return int(said)
        kind = name.rstrip("2")
        return next((value for read, value in self.values.get(kind, ()) if read.fullmatch(said)), None)


def _length(found: tuple[re.Match[str], Row]) -> tuple[int, int]:
    return found[0].end(), -found[0].start()


@cache
def load_times(language: str) -> Times:
    """Load the table of one language.

    language  "en", "ru", "be" or "zh".
    raises    UnprovedRowError naming file, row and sentence where a row does not come to what its proof says it does.
    """
    name = f"{language}-periods.yaml"
    content = yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    check_settings(name, content, _SETTINGS)
    folds = _SAME | {ord(one): other for one, other in (content.get("folds") or {}).items()}
    macros = _macros(content)
    rows = tuple(_row(row, macros, name) for row in content["rows"])
    times = Times(
        language=language,
        scanner=re.compile(scanner([_unnamed(row) for row in rows], f"(?={_compile(content['starts'], macros, name).pattern})")),
        rows=_by_letter(rows),
        leads=_compile(content["leads"], macros, name),
        bases=_joined(content["bases"], macros, name),
        touching=_ending(_joined(content["touching"], macros, name)),
        levels=_joined(content["levels"], macros, name),
        holds=_compile(content["holds"], macros, name),
        same=_joined(content["same"], macros, name),
        edges=_compile(content["edges"], macros, name),
        ahead=_joined(content["ahead"], macros, name),
        folds=folds,
        values=_values(content),
    )
    _prove(times, rows, content, name)
    return times


def _values(content: Mapping[str, Any]) -> dict[str, list[tuple[re.Pattern[str], int]]]:
    """The words that stand for numbers, by the group they are found in."""
    months = {read: number for number, read in enumerate(content["months"], 1)}
    weekdays = {read: number for number, read in enumerate(content["weekdays"], 1)}
    tables = {"month": months, "weekday": weekdays, "count": content["counts"], "ordinal": content["ordinals"]}
    return {name: [(re.compile(_plain(str(read))), number) for read, number in table.items()] for name, table in tables.items()}


def _macros(content: Mapping[str, Any]) -> dict[str, str]:
    """What may stand in angle brackets in a row: a number to be read, or a word of the table's own."""
    named = {
        "month": "|".join(content["months"]),
        "weekday": "|".join(content["weekdays"]),
        "count": r"\d{1,3}(?!\d|[.,]\d)|" + "|".join(content["counts"]),
        "ordinal": "|".join(content["ordinals"]),
    }
    groups = {name: f"(?P<{name}#>{read})" for name, read in (named | {"year": _NUMBERS["year"], "day": _NUMBERS["day"]}).items()}
    groups["dd"] = f"(?P<day#>{_NUMBERS['dd']})"
    groups["short"] = f"(?P<year#>{_NUMBERS['years']})"
    groups["monthnumber"] = f"(?P<month#>{_NUMBERS['monthnumber']})"
    return groups | {word: f"(?:{read})" for word, read in (content.get("words") or {}).items()}


def _plain(read: str) -> str:
    """A pattern as it meets folded text: any run of blanks for a blank, unless it is counted already."""
    return _BLANK.sub(" +", read.replace("ё", "е"))


def _compile(read: str, macros: Mapping[str, str], file: str) -> re.Pattern[str]:
    def expand(match: re.Match[str]) -> str:
        return _MACRO.sub(expand, macros[match[1]].replace("#", match[2]))

    try:
        return re.compile(_apart(_plain(_MACRO.sub(expand, read))))
    except (re.error, KeyError) as error:
        raise UnprovedRowError(f"{file}: pattern {read!r} does not compile: {error}") from error


def _joined(rows: Sequence[Mapping[str, str]], macros: Mapping[str, str], file: str) -> re.Pattern[str]:
    """One pattern out of rows that have only to be found in their proofs; a pattern that matches nothing out of none."""
    return _compile("|".join(f"(?:{row['read']})" for row in rows) or "(?!)", macros, file)


def _ending(read: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that is found only at the end of what is searched."""
    return re.compile(f"(?:{read.pattern}) ?$")


def _apart(read: str) -> str:
    """Give groups of one name, as alternatives have them, names of their own: year, year_1."""
    seen: Counter[str] = Counter()

    def name(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return match.group() if seen[match[1]] == 1 else f"(?P<{match[1]}_{seen[match[1]] - 1}>"

    return _GROUP.sub(name, read)


def _row(row: Mapping[str, Any], macros: Mapping[str, str], file: str) -> Row:
    known = {"read", "means", "bound", "shift", "count", "cumulative", "proof", "gives"}
    if unknown := sorted(row.keys() - known):
        raise UnprovedRowError(f"{file}: row {row['read']!r} has {unknown[0]!r}, which no row has")
    if row["means"] not in MEANINGS and row["means"] != "nothing" and not is_label(row["means"]):
        raise UnprovedRowError(f"{file}: row {row['read']!r} means {row['means']!r}, which is neither a meaning nor a period")
    return Row(
        read=_compile(row["read"], macros, file),
        means=row["means"],
        bound=row.get("bound", ""),
        shift=row.get("shift"),
        count=row.get("count"),
        cumulative=row.get("cumulative", False),
    )


def _unnamed(row: Row) -> str:
    """A row's pattern without its groups."""
    return _NAMED.sub("(?:", row.read.pattern)


def _by_letter(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows that can begin with each letter; under "" those that may begin with any."""
    letters = {row: beginnings(_unnamed(row)) for row in rows}
    every = frozenset[str]().union(*(found for found in letters.values() if found))
    able = {letter: [row for row in rows if (found := letters[row]) is None or letter in found] for letter in every}
    return able | {"": [row for row in rows if letters[row] is None]}


def _prove(times: Times, rows: Sequence[Row], content: Mapping[str, Any], file: str) -> None:
    for row, source in zip(rows, content["rows"], strict=True):
        said = _come_to(times, row, times.fold(source["proof"]))
        if str(source["gives"]) not in said:
            raise UnprovedRowError(f"{file}: row {source['read']!r} makes {said} of {source['proof']!r}, not {source['gives']!r}")
    macros = _macros(content)
    for source in content["bases"] + content["touching"] + content["levels"] + content["same"] + content["ahead"]:
        if _compile(source["read"], macros, file).search(times.fold(source["proof"])) is None:
            raise UnprovedRowError(f"{file}: row {source['read']!r} is not found in its proof {source['proof']!r}")


def _come_to(times: Times, row: Row, proof: str) -> list[str]:
    """What a row makes of its proof, at the places where the scanner stops or a preposition ends."""
    starts = [start.start() for start in times.scanner.finditer(proof)]
    leads = [lead.end() for lead in (times.leads.match(proof, at) for at in starts) if lead]
    matches = (row.read.match(proof, at) for at in starts + leads)
    return [str(reckon(row.means, times.words(row, match), PROVED_ON, row.bound)) for match in matches if match]
