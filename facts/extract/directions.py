"""Which way a change goes: up, down, or nobody can tell."""

import re
from collections.abc import Iterable

from facts.extract.kinds import beside, is_index, joined
from facts.extract.passages import Passage
from facts.figure import Kind

UP, UNTOLD, DOWN = 1, 0, -1
_RELATIVE = ("percent", "multiple")  # «вырос в 1,4 раза, экспорт — на четверть»
_SIGNED = ("percent", "points")  # a multiple tells its direction itself; money is a change only where a word of change stands


_SIGN = re.compile(r"\+ ?$|[(（][-−–—]$")


def is_fall(passage: Passage, index: int, kind: Kind, metric: str | None) -> bool:
    """Whether an amount tells of less: a change downwards, or a balance in the red."""
    amount, table = passage.amounts[index], passage.table
    if amount.value is None or amount.value <= 0 or amount.form == "multiple" or is_index(passage, index):
        return False
    if metric == "trade_balance" and kind == Kind.LEVEL:
        return table["minus"].search(passage.upto(index)) is not None
    return kind == Kind.CHANGE and direction(passage, index) == DOWN


def is_untold(passage: Passage, index: int, kind: Kind) -> bool:
    """Whether an amount is a change that no word says to be more or less: "imports went 5 %"; it may be either."""
    if kind != Kind.CHANGE or passage.amounts[index].form not in _SIGNED or is_index(passage, index):
        return False
    value = passage.amounts[index].value
    return (value is None or value >= 0) and direction(passage, index) == UNTOLD


def is_moved(passage: Passage, index: int) -> bool:
    """Whether a verb or a "by" stands before a change, known or not."""
    left = passage.left(index) + passage.amounts[index].text
    return passage.table["steps"].search(passage.left(index)) is not None or passage.table["verbs"].search(left) is not None


def direction(passage: Passage, index: int) -> int:
    """Tell by the words around a change where it goes; one in a row goes where the one before it went."""
    if sign := signed(passage, index):
        return sign
    close = beside(passage, passage.right(index))
    told = _first(passage, close) if close else UNTOLD
    told = told or _last(passage, _clause(passage, index)) or _first(passage, passage.head(index))
    told = told or _last(passage, passage.amounts[index].text)
    shared = _shared(passage, index) if not told else None
    return told if shared is None else direction(passage, shared)


def signed(passage: Passage, index: int) -> int:
    """The direction a sign tells: "$3.3bn (+8.1%)"; a minus only where nothing but a bracket stands before it."""
    start = passage.amounts[index].start
    if passage.amounts[index].form not in _SIGNED:
        return UNTOLD
    sign = _SIGN.search(passage.text, max(passage.start, start - 3), start)
    return UNTOLD if sign is None else UP if "+" in sign.group() else DOWN


def _clause(passage: Passage, index: int) -> str:
    """What stands before an amount, without an earlier clause where a new one has a subject and a verb of its own."""
    left, table = passage.left(index), passage.table
    start = passage.amounts[index].start - len(left)
    comma = max(left.rfind(mark) for mark in ",，;；")
    own = any(one.start > start + comma and one.end <= passage.amounts[index].start for one in passage.triggers)
    if comma < 0 or not own or (table.spaced and not table["verbs"].search(left, comma)):
        return left
    return left[comma:]


def _first(passage: Passage, words: str) -> int:
    """The direction of the first word of more or less."""
    up, down = (min(_at(passage.table[name].finditer(words)), default=len(words) + 1) for name in ("growth", "fall"))
    return (up < down) - (down < up)


def _last(passage: Passage, words: str) -> int:
    """The direction of the last word of more or less."""
    up, down = (max(_at(passage.table[name].finditer(words)), default=-1) for name in ("growth", "fall"))
    return (up > down) - (down > up)


def _at(matches: Iterable[re.Match[str]]) -> list[int]:
    return [match.end() for match in matches]


def _shared(passage: Passage, index: int) -> int | None:
    """The amount before whose verb this one shares: "exports fell by 3 %, imports by 5 %"."""
    left, form = passage.left(index), passage.amounts[index].form
    if not joined(passage, index) and (not passage.table.spaced or not _unspoken(passage, left)):
        return None
    like = (*_RELATIVE, form) if form in _RELATIVE else (form, "multiple")
    return next((other for other in range(index - 1, -1, -1) if passage.amounts[other].form in like), None)


def _unspoken(passage: Passage, left: str) -> bool:
    """Whether a clause goes on without a verb of its own."""
    return passage.table["joins"].match(left) is not None and not passage.table["verbs"].search(left)
