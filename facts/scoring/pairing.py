"""Which fact read is which fact annotated: one to one, the closest first to be taken."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from facts.figure import Figure, is_counted
from facts.scoring.gold import GoldFigure, GoldStatement
from facts.statement import Statement

Gold = TypeVar("Gold")
Read = TypeVar("Read")

_MARKS = frozenset("\"'“”„«»‘’「」『』《》…")
_SHARED = 0.6  # of both stretches together, for two readings of where a statement begins and ends to be one statement
_NEAR = Decimal("1e-6")  # an annotation may have gone through binary floating point


def pair(gold: Sequence[Gold], read: Sequence[Read], nearness: Callable[[Gold, Read], float]) -> list[tuple[Gold, Read]]:
    """Give every annotated fact the nearest one read that no earlier one took; ``nearness`` is 0 for what cannot be the same."""
    free, pairs = list(read), []
    for wanted in gold:
        best = max(free, key=lambda one: nearness(wanted, one), default=None)
        if best is not None and nearness(wanted, best) > 0:
            free = [one for one in free if one is not best]
            pairs.append((wanted, best))
    return pairs


def figures_nearness(gold: GoldFigure, read: Figure) -> float:
    """Characters shared by two figures of one number and unit.

    A counted noun stands for any other: whether 12 are "firms" or "companies" is asked apart.
    """
    if not (_same_number(gold, read) and _same_unit(gold.unit, read.unit)):
        return 0
    return max(0, min(gold.end, read.end) - max(gold.start, read.start))


def statements_nearness(text: str) -> Callable[[GoldStatement, Statement], float]:
    """Part of two statements of ``text`` that both share, marks and spaces left out; 0 for less than three fifths."""

    def nearness(gold: GoldStatement, read: Statement) -> float:
        one, other = _letters(text, gold.start, gold.end), _letters(text, read.start, read.end)
        shared = len(one & other) / len(one | other) if one or other else 0.0
        return shared if shared >= _SHARED else 0.0

    return nearness


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are likely one person's: equal, one within the other, or with one family name."""
    first, second = folded(one), folded(other)
    if not first or not second:
        return first == second
    return first in second or second in first or first.split()[-1] == second.split()[-1]


def folded(name: str | None) -> str:
    """A name without case, accents and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", (name or "").lower()) if not unicodedata.combining(sign))
    return re.sub(r"[^\w ]", "", plain).strip()


def _same_number(gold: GoldFigure, read: Figure) -> bool:
    if gold.low is not None and gold.high is not None and not _near(gold.low, gold.high):
        return _near(gold.low, read.low) and _near(gold.high, read.high)
    return _near(gold.value, read.value)


def _near(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= _NEAR * max(abs(one), abs(other))


def _same_unit(gold: str, read: str) -> bool:
    return gold == read or (is_counted(gold) and is_counted(read))


def _letters(text: str, start: int, end: int) -> set[int]:
    return {at for at in range(max(start, 0), min(end, len(text))) if not text[at].isspace() and text[at] not in _MARKS}
