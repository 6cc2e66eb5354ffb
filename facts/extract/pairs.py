"""Two numbers that are one statement: a range ("5–6 млрд"), or the two points of a change ("from 31.7% to 82.6%")."""

from dataclasses import dataclass, replace

from facts.extract.amount import Draft, draft
from facts.extract.languages.amounts import Tables
from facts.extract.numerals import Number, read_number
from facts.extract.units import Unit, is_yearlike, read_unit

_STEP = 3  # a change is smaller than what it led to
_LEFT = 90  # how far back the verb of a change stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A number with the currency in front of it, from ``start`` to ``end``."""

    start: int
    end: int
    number: Number
    currency: str


def read_pair(text: str, first: Reach, own: Unit | None, tables: Tables) -> Draft | None:
    """Read a pair whose first number is given; None where no second one belongs to it.

    own  the unit of the first number by itself

    A magnitude, a currency or a unit that only one of them names is that of both.
    """
    dated = own is None and not first.currency and is_yearlike(first.number)
    if dated and tables.behind["year_before"].before(text, first.start, 2) is not None:
        return None  # "in the first months of 2025 to $1.6bn"
    return _joined(text, first, own, tables)


def _joined(text: str, first: Reach, own: Unit | None, tables: Tables) -> Draft | None:
    """The pair of a number and the one joined to it, right behind it or behind its unit."""
    ends = [own.end, first.number.end] if own else [first.number.end]
    for end in ends:
        join = tables.plain["joins"].match(text, end)
        link = join or tables.plain["ends_pair"].match(text, end)
        if not link:
            continue
        rising = tables.behind["from_before"].before(text, first.start) is not None
        if not join and not rising and tables.behind["between_before"].before(text, first.start) is None:
            continue
        join = link
        second = _second(text, join.end(), first, tables) if join else None
        if second and own and second.number.value > _STEP * first.number.value and _is_step(text, first, tables):
            return None
        if second:
            unit = read_unit(text, second.number, second.currency or first.currency, tables)
            changes = rising and tables.plain["change"].search(text, max(0, first.start - _LEFT), second.start) is not None
            return _paired(first, second.number, own, unit, changes)
    return None


def _is_step(text: str, first: Reach, tables: Tables) -> bool:
    """Whether a number tells by how much something changed, and the next one what it led to: "by $490m to $5.2bn"."""
    return tables.behind["share_before"].before(text, first.start) is not None


def _second(text: str, at: int, first: Reach, tables: Tables) -> Reach | None:
    symbol = tables["currencies_before"].pattern.match(text, at)
    currency = tables["currencies_before"].row(symbol).means if symbol else ""
    begin = symbol.end() if symbol else at
    begin += text[begin : begin + 1] == " " and symbol is not None
    number = read_number(text, begin, tables, money=bool(currency or first.currency))
    return Reach(start=at, end=number.end, number=number, currency=currency) if number else None


def _paired(first: Reach, second: Number, own: Unit | None, unit: Unit | None, changes: bool) -> Draft | None:
    if unit is None or (own and own.name != unit.name) or unit.name in ("rank", "years"):
        return None
    number = first.number
    if number.scale == 1 and second.scale > 1 and number.value < 1000:
        number = replace(number, value=number.value * second.scale, resolution=number.resolution * second.scale)
    if number.value >= second.value and not changes:
        return None
    one = draft(first.start, second, unit)
    marks = one.marks | ({"from_to"} if changes else frozenset())
    return replace(one, value=number.value * unit.factor, second=second.value * unit.factor, marks=marks)
