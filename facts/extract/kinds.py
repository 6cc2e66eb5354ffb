"""What an amount measures: a level, a change, a share or a rank."""

import re

from facts.extract.numbers import Amount
from facts.extract.passages import Passage
from facts.figure import Kind

_NEAR = 4.0  # words behind a number that still speak of it: "15 % more goods"
_STOPS = re.compile(r"[,;:.(—–，；：。（]")
_LEAST_INDEX = 40  # what is printed against a time is an index even below 100
_SIGNED = re.compile(r"\+ ?$|[(（][-−–—]$")
_FULL_INDEX = 100  # a growth rate from here on is an index


def read_kinds(passage: Passage) -> list[Kind]:
    """Tell for every amount of a passage what it measures."""
    kinds: list[Kind] = []
    for index, amount in enumerate(passage.amounts):
        same = kinds[-1] if kinds and joined(passage, index) and passage.amounts[index - 1].form == amount.form else None
        kinds.append(same or _kind(passage, index, amount, kinds))
    return kinds


def is_index(passage: Passage, index: int) -> bool:
    """Whether a percentage is printed as an index: a growth rate of 117 % means 17 % more."""
    amount = passage.amounts[index]
    if amount.form != "percent" or amount.value is None:
        return False
    if "index" in amount.marks:
        return True
    if amount.value >= _LEAST_INDEX and passage.table["index_after"].match(passage.right(index)):
        return True
    if amount.value < _FULL_INDEX:
        return False
    return _bracketed(passage, index) or passage.table["index"].search(passage.upto(index)) is not None


def _bracketed(passage: Passage, index: int) -> bool:
    """Whether a percentage stands alone in brackets behind an amount: "$1.9bn (119.9 %)"."""
    if not index or passage.amounts[index - 1].form not in ("money", "measure", "count"):
        return False
    return passage.left(index).strip() in ("(", "（") and passage.right(index)[:1] in (")", "）")


def joined(passage: Passage, index: int) -> bool:
    """Whether only an "and" stands between an amount and the one before it."""
    return index > 0 and passage.table["joins"].fullmatch(passage.left(index)) is not None


def _kind(passage: Passage, index: int, amount: Amount, before: list[Kind]) -> Kind:
    if amount.form == "rank" or amount.ordinal:
        return Kind.RANK
    if amount.form == "points":
        return Kind.CHANGE
    if amount.form == "multiple":
        return Kind.LEVEL if _compares(passage, index) else Kind.CHANGE
    if "part" in amount.marks:
        return Kind.SHARE
    if amount.form == "percent" and passage.table["rates"].search(passage.left(index) + passage.head(index)) is None:
        return Kind.SHARE if _in_a_row(passage, index, before) else _percent(passage, index, amount, before)
    return Kind.CHANGE if _is_step(passage, index, amount) else Kind.LEVEL


def _compares(passage: Passage, index: int) -> bool:
    """Whether a multiple sets two things side by side rather than two times: "imports exceed exports fourfold"."""
    table = passage.table
    return table["averages"].search(passage.right(index)) is not None or table["ratios"].search(passage.clause(index)) is not None


def _in_a_row(passage: Passage, index: int, before: list[Kind]) -> bool:
    """Whether a dash leads on from a percentage to what it is a share of, as the one before was: «40% — на калий, еще 21% — на мясо»."""
    dash = passage.right(index).lstrip()[:1] in ("—", "–", "-")
    return dash and before[-1:] == [Kind.SHARE] and passage.amounts[index - 1].form == "percent"


def _percent(passage: Passage, index: int, amount: Amount, before: list[Kind]) -> Kind:
    table = passage.table
    left, right = passage.left(index), passage.right(index)
    if _SIGNED.search(left) or is_index(passage, index) or _moves(passage, right) or table["steps"].search(left):
        return Kind.CHANGE
    if table["share"].search(left + amount.text):
        return Kind.SHARE
    earlier = [kind for kind, one in zip(before, passage.amounts, strict=False) if one.form == amount.form]
    if table["parts"].match(right) or table["wholes"].search(left) or (earlier[-1:] == [Kind.SHARE] and table["reached"].search(left)):
        return Kind.SHARE
    portion = table["portion"].match(right) is not None
    if _any_move(passage, left if portion else left + amount.text):
        return Kind.CHANGE
    if earlier:
        return earlier[-1]
    shared = portion or table["share"].search(passage.words) or (table["anaphora"].search(left) and table["share"].search(passage.before))
    return Kind.SHARE if shared else Kind.CHANGE


def _is_step(passage: Passage, index: int, amount: Amount) -> bool:
    """Whether an amount tells by how much something changed: "$2bn more than last year", «увеличился на 2 млрд»."""
    table, left = passage.table, passage.left(index)
    if _moves(passage, passage.right(index)):
        return True
    head = table["steps"].search(left + _lead(amount))
    return head is not None and _any_move(passage, left[-60:])


def _lead(amount: Amount) -> str:
    """What an amount's own text opens with before its digits: «на $1,5 млрд»."""
    digits = re.search(r"[\d$€£¥]", amount.text)
    return amount.text[: digits.start()] if digits else ""


def _moves(passage: Passage, right: str) -> bool:
    """Whether words of change stand right behind an amount and are not those of the next one: "$5bn, up 33 %"."""
    return beside(passage, right) is not None


def beside(passage: Passage, right: str) -> str | None:
    """The word of change right behind an amount, unless it leads on to the next one: "$2bn with growth of 7 %"."""
    match = passage.table["more"].search(right)
    if match is None:
        return None
    between, beyond = right[: match.start()], right[match.end() :]
    if not beyond.strip() or (between.strip() and passage.table.length(beyond) <= 1):
        return None
    return match.group() if passage.table.length(between) < _NEAR and _STOPS.search(between) is None else None


def _any_move(passage: Passage, words: str) -> bool:
    return any(passage.table[name].search(words) for name in ("growth", "fall", "yearly"))
