"""Digits, number words and magnitudes → one exact number."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from facts.extract.languages.amounts import Row, Tables

LARGEST = Decimal(10) ** 18  # a larger one is no number of the news
_DIGITS = re.compile(r"\d{1,3}(?:([ ,.'])\d{3}(?!\d))(?:\1\d{3}(?!\d))*(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_GOES_ON = re.compile(r"[.,:/]\d|-\d+-\d")
_LONGEST = 30  # digits and separators of the longest number read
_ONE = Decimal(1)
_FIRM = Decimal(10) ** 6  # nobody spells what is added to millions without its own magnitude

Part = tuple[Decimal, Decimal]
"""A value and the size of its last printed digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number at [start, end), magnitudes multiplied in.

    resolution  size of the last printed digit in base units
    spelt       it begins with a word
    scaled      a magnitude stands in it: "million", 亿
    grouped     its digits stand in groups: "67,800"
    loose       the qualifier that a particle in it gives: 多, "-plus"
    """

    start: int
    end: int
    value: Decimal
    resolution: Decimal
    spelt: bool
    scale: Decimal
    grouped: bool
    loose: str


@dataclass(slots=True, kw_only=True)
class _Sum:
    """A number as it grows: "3 млрд" + "70 млн", "two hundred" + "five" × "thousand".

    printed  it begins with digits
    """

    end: int
    parts: list[Part] = field(default_factory=list)
    scale: Decimal = _ONE
    grouped: bool = False
    loose: str = ""
    open: bool = True
    printed: bool = False

    def takes(self, part: Part) -> bool:
        """Whether a further part can belong to the same number: "twenty five" can, "five six" cannot."""
        if not self.parts:
            return True
        room = _room(self.parts[-1][0])
        return part[0] < room and part[0] < self.parts[-1][0]

    def multiply(self, by: Decimal) -> None:
        """Multiply what is smaller than a magnitude by it."""
        value, finest = self.parts.pop()
        while self.parts and self.parts[-1][0] < by:
            part = self.parts.pop()
            value, finest = value + part[0], min(finest, part[1])
        self.parts.append((value * by, finest * by))
        self.scale = self.scale * by if len(self.parts) == 1 else self.scale


def skip_digits(text: str, at: int) -> int:
    """Where the digits that stand at ``at`` end, with their separators."""
    match = _DIGITS.match(text, at)
    return match.end() if match else at + 1


def read_number(text: str, at: int, tables: Tables, *, money: bool = False) -> Number | None:
    """Read the number that begins at ``at``.

    text     folded
    money    a currency stands in front: "m" is a million then
    returns  None where none begins, where its digits cannot be told ("1.250" in Russian), and above 10^18
    """
    total = _Sum(end=at, printed=text[at : at + 1].isdigit())
    position: int | None = at
    while position is not None:
        position = _take(text, position, tables, total, money)
    value = sum((part[0] for part in total.parts), Decimal(0))
    if not total.parts or value > LARGEST:
        return None
    return Number(
        start=at,
        end=total.end,
        value=value,
        resolution=min(part[1] for part in total.parts),
        spelt=not total.printed,
        scale=total.scale,
        grouped=total.grouped,
        loose=total.loose,
    )


def _take(text: str, at: int, tables: Tables, total: _Sum, money: bool) -> int | None:
    """Add what stands at ``at`` to the number, with the magnitudes behind it: where the next part would stand, or None."""
    digits = at < len(text) and text[at].isdigit()
    found = _figures(text, at, tables) if digits else _word(text, at, tables)
    if not found or not total.takes(found[1]):
        return None
    stop, part, grouped = found
    if total.parts and not _goes_with(text, stop, tables, total, digits, money):
        return None
    total.parts.append(part)
    total.end, total.grouped, total.open = stop, total.grouped or grouped, True
    _particle(text, tables, total)
    while _scale(text, tables, total, money):
        _particle(text, tables, total)
    glue = tables.plain["glue"].match(text, total.end)
    return glue.end() if glue else None


def _goes_with(text: str, stop: int, tables: Tables, total: _Sum, digits: bool, money: bool) -> bool:
    """Whether a part that ends at ``stop`` belongs to the number before it, and does not count what comes next.

    "$1bn 250m" and "two million three hundred thousand" are one number each; "twenty 30", "$3.1 billion two years" and
    "12 million three times" are two. Behind printed digits and behind a million a part needs a magnitude of its own.
    """
    if digits:
        return total.scale > 1 and _magnitude(text, stop, tables, money) is not None
    if not total.printed and total.scale < _FIRM:
        return True
    found = _magnitude(text, stop, tables, money)
    return total.scale > 1 and found is not None and _ONE < Decimal(found[1].means) < total.scale


def _figures(text: str, at: int, tables: Tables) -> tuple[int, Part, bool] | None:
    match = _DIGITS.match(text, at)
    if not match or match.end() - at > _LONGEST or _GOES_ON.match(text, match.end()):
        return None
    marks = re.findall(r"[.,]", match.group())
    whole = match.group().replace(" ", "").replace("'", "")
    scaled = _magnitude(text, match.end(), tables, True) is not None
    point = _point(marks, whole, tables.decimal, scaled)
    if point is None or (whole[0] == "0" and whole[1:2].isdigit()):
        return None
    head, _, tail = whole.rpartition(point) if point else (whole, "", "")
    value = Decimal(re.sub(r"[.,]", "", head) + ("." + tail if tail else ""))
    return match.end(), (value, Decimal(1).scaleb(-len(tail))), (match.group(1) is not None and not tail) or len(marks) > 1


def _point(marks: list[str], whole: str, decimal: str, scaled: bool) -> str | None:
    """Which mark of a number is its decimal point: "" for none, None where that cannot be told."""
    if not marks:
        return ""
    last = marks[-1]
    if len(marks) > 1:
        return last if marks.count(last) == 1 else ""
    three = len(whole) - whole.index(last) == 4 and len(whole) <= 7 and whole[0] != "0"
    if last == decimal:
        return last
    if not three:
        return last
    return "" if last == "," and decimal == "." else last if scaled else None


def _word(text: str, at: int, tables: Tables) -> tuple[int, Part, bool] | None:
    found = tables["numerals"].at(text, at)
    if not found:
        return None
    value = Decimal(found[1].means)
    return found[0], (value, _ONE.scaleb(min(0, int(value.as_tuple().exponent)))), False


def _scale(text: str, tables: Tables, total: _Sum, money: bool) -> bool:
    found = _magnitude(text, total.end, tables, money)
    if not found or (total.scale > 1 and total.parts[-1][0] >= Decimal(found[1].means) and not total.open):
        return False
    total.open = False
    total.multiply(Decimal(found[1].means))
    total.end = found[0]
    return True


def _magnitude(text: str, at: int, tables: Tables, money: bool) -> tuple[int, Row] | None:
    at = _blank(text, at)
    return tables["scales"].at(text, at) or (tables["money_scales"].at(text, at) if money else None)


def _particle(text: str, tables: Tables, total: _Sum) -> None:
    found = tables["loose"].at(text, total.end)
    if found:
        total.end, total.loose = found[0], found[1].means


def _blank(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (" ", "-") else at


def _room(value: Decimal) -> Decimal:
    """Below what a part behind ``value`` must lie: 20 leaves room for 9, 300 for 99, 2 only for a half."""
    if value != value.to_integral_value():
        return Decimal(0)
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros if zeros else _ONE
