"""Which characters a pattern can begin with, so that it is tried only where one of them stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from facts.extract.languages.atoms import atom_end, group_end

_COUNT = re.compile(r"(?:[?*]|\{0?,\d*\}|\{0\})\??|[+]\??|\{\d[^}]*\}\??")
_ZERO_WIDTH = ("(?=", "(?!", "(?<")


def alternatives(read: str) -> list[str]:
    """Cut a pattern at its outermost bars."""
    parts, start, at, depth = [], 0, 0, 0
    while at < len(read):
        depth += (read[at] == "(") - (read[at] == ")")
        if read[at] == "|" and not depth:
            parts.append(read[start:at])
            start = at + 1
        at = atom_end(read, at)
    return [*parts, read[start:]]


@cache
def beginnings(read: str) -> frozenset[str] | None:
    """The characters that what a pattern matches can begin with; None where it may be any."""
    found: set[str] = set()
    for each in alternatives(read):
        first = _first(each)
        if first is None:
            return None
        found |= first
    return frozenset(found)


def _first(read: str) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    at = 0
    while at < len(read):
        stop = group_end(read, at) if read[at] == "(" else atom_end(read, at)
        count = _COUNT.match(read, stop)
        atom = read[at:stop]
        at = count.end() if count else stop
        if atom.startswith(_ZERO_WIDTH) or atom in (r"\b", "$", "^"):
            continue
        letters = beginnings(atom[3:-1]) if atom.startswith("(?:") else _letters(atom)
        if letters is None:
            return None
        found |= letters
        if not (count and count.group()[0] in "?*{" and not re.match(r"\{[1-9]", count.group())):
            return found
    return None


def _letters(atom: str) -> frozenset[str] | None:
    if atom[0] == "[" and atom[1] != "^" and "\\w" not in atom and "\\s" not in atom:
        inside = atom[1:-1].replace("\\d", "0-9").replace("\\", "")
        spans = re.sub(r"(.)-(.)", lambda pair: "".join(map(chr, range(ord(pair[1]), ord(pair[2]) + 1))), inside)
        return frozenset(spans)
    if len(atom) == 1:
        return None if atom == "." else frozenset(atom)
    if atom[0] == "\\" and not atom[1].isalpha():
        return frozenset(atom[1])
    return frozenset("0123456789") if atom == r"\d" else None


Found = tuple[int, int]
"""Where a match ends, and the number of the row it is of."""


@dataclass(slots=True)
class Dispatch:
    """Rows of patterns, tried in their order, but only those that can begin with the character that stands there.

    head, tail  patterns that stand before and behind every row
    """

    rows: Sequence[str]
    head: str = ""
    tail: str = ""
    _pieces: list[tuple[frozenset[str] | None, str, int]] = field(init=False)
    _compiled: dict[str, tuple[re.Pattern[str], list[int]] | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._pieces = [(beginnings(part), part, number) for number, read in enumerate(self.rows) for part in alternatives(read)]

    def at(self, text: str, position: int, stop: int) -> Found | None:
        """Match a row at ``position``, with nothing read behind ``stop``."""
        letter = text[position : position + 1]
        compiled = self._compiled[letter] if letter in self._compiled else self._compile(letter)
        match = compiled[0].match(text, position, stop) if compiled else None
        if not match or not compiled:
            return None
        return match.end(), compiled[1][(match.lastindex or 1) - 1]

    def first(self, text: str, positions: Sequence[int], stop: int) -> tuple[int, int] | None:
        """The first of ``positions`` from which a row reaches to ``stop``, and the number of the row."""
        known = self._compiled
        for position in positions:
            letter = text[position]
            compiled = known[letter] if letter in known else self._compile(letter)
            if compiled and (match := compiled[0].match(text, position, stop)):
                return position, compiled[1][(match.lastindex or 1) - 1]
        return None

    def _compile(self, letter: str) -> tuple[re.Pattern[str], list[int]] | None:
        pieces = [(part, number) for letters, part, number in self._pieces if letters is None or letter in letters]
        joined = "|".join(f"({part})" for part, _ in pieces)
        made = (re.compile(f"{self.head}(?:{joined}){self.tail}"), [number for _, number in pieces]) if pieces else None
        if len(self._compiled) < 5_000:  # one entry a character that texts are written in
            self._compiled[letter] = made
        return made


def scanner(reads: Sequence[str], head: str) -> str:
    """A pattern that is found where one of ``reads`` may be, quick to skip what none can begin with."""
    groups: dict[str, list[str]] = {}
    others: list[str] = []
    for part in (part for read in reads for part in alternatives(read)):
        letters = beginnings(part)
        plain = re.match(r"[^\W\d_](?![?*+{])", part)
        if plain:
            groups.setdefault(part[0], []).append(part[1:])
        elif letters:
            others.append(f"(?=[{re.escape(''.join(sorted(letters)))}])(?:{part})")
        else:
            others.append(part)
    branches = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(groups.items())]
    return head + "(?:" + "|".join([*branches, *others]) + ")"
