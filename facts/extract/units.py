"""What a number counts, measures or pays: the unit behind it, or the currency in front."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from facts.extract.languages.amounts import Row, Tables
from facts.extract.numerals import Number
from facts.figure import is_currency

_FORMS = {"percent": "percent", "percentage_points": "points", "times": "multiple", "rank": "rank"}
_MEASURED = frozenset(
    {
        "tonnes",
        "hectares",
        "km",
        "km2",
        "TEU",
        "hours",
        "minutes",
        "kg",
        "m",
        "m2",
        "sq_m",
        "m3",
        "MW",
        "MWh",
        "kWh",
        "GW",
        "litres",
        "barrels",
    }
)
_LEFT = 70  # how far back the word stands that tells what "50 times" is
_RIGHT = 16
_YEARS = (1900, 2100)
_ANNOUNCED = 6  # words
_COUNTED = 110  # characters from "the number of" to the number
_SENTENCE = 200  # characters of a sentence in which the land of its money is looked for
_SENTENCE_END = re.compile(r"[.!?]\s|[。！？\n]")
_CUT = re.compile(r"[,.;:，。；：、]")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit of a number, read up to ``end``.

    factor  what the number is to be multiplied by: 三成 is 30 percent
    """

    end: int
    name: str
    least: int = 0
    factor: Decimal = _ONE
    marks: frozenset[str] = frozenset()


def form(unit: str) -> str:
    """What kind of unit it is: "money" "percent" "points" "multiple" "rank" "measure" "count"."""
    return _FORMS.get(unit) or ("measure" if unit in _MEASURED else "money" if is_currency(unit) else "count")


def read_unit(text: str, number: Number, currency: str, tables: Tables) -> Unit | None:
    """Read the unit of a number.

    text      folded
    currency  what stands in front of the number, or ""
    returns   None where it cannot be told
    """
    at = number.end
    behind = _measure(text, at, tables)
    if currency:
        return behind if behind and _agrees(currency, behind.name) else Unit(end=at, name=currency)
    return (
        behind
        or _repeated(text, number, tables)
        or _classified(text, number, tables)
        or _counted(text, at, tables)
        or _among(text, at, tables)
        or _announced(text, number, number.end, tables)
    )


def _agrees(symbol: str, name: str) -> bool:
    """Whether a currency's name behind a number can go with the symbol in front: "$5bn Hong Kong dollars"."""
    return symbol == name or (symbol == "USD" and name.endswith("D") and is_currency(name)) or (symbol, name) == ("CNY", "JPY")


def _measure(text: str, at: int, tables: Tables) -> Unit | None:
    """A measure or a currency directly behind, apart, glued or joined by a hyphen."""
    apart = at + 1 if text[at : at + 1] in (" ", "-") else at
    found = tables["measures"].at(text, apart) or tables["currencies"].at(text, apart)
    if not found and text[at : at + 1] == "-":
        found = tables["compounds"].at(text, apart)
    return _whose(text, at, _unit(found), tables) if found else None


def _whose(text: str, at: int, unit: Unit, tables: Tables) -> Unit:
    """Money whose country is not said: that of the land its sentence speaks of, where the table knows one."""
    if "unit_doubtful" not in unit.marks:
        return unit
    begin = max(0, at - _SENTENCE, *(text.rfind(mark, 0, at) + 1 for mark in ("\n", ". ", "。")))
    stop = _SENTENCE_END.search(text, unit.end)
    land = tables["money_of"].pattern.search(text, begin, min(unit.end + _LEFT, stop.start() if stop else len(text)))
    return replace(unit, name=tables["money_of"].row(land).means) if land else unit


def _unit(found: tuple[int, Row]) -> Unit:
    end, row = found
    return Unit(end=end, name=row.unit or row.means, least=row.least, marks=row.marks, factor=Decimal(row.means) if row.unit else _ONE)


def _repeated(text: str, number: Number, tables: Tables) -> Unit | None:
    """ "50 times", "в 2,6 раза", 83倍, 第16次访问: a multiplier, or occasions of what was done."""
    at = number.end + 1 if text[number.end : number.end + 1] in (" ", "-") else number.end
    found = tables["repeated"].at(text, at)
    if not found:
        return None
    left = text[max(0, number.start - _LEFT) : number.start]
    if found[1].means == "times" or (found[1].means == "either" and tables.plain["growth"].search(left)):
        grown = tables.plain["growth_doubt"].search(left) is not None
        return Unit(end=found[0], name="times", marks=found[1].marks | ({"growth_times"} if grown else frozenset()))
    return occasions(text, found[0], left, tables)


def occasions(text: str, end: int, left: str, tables: Tables) -> Unit | None:
    """What happened so many times: told by the words behind, else by those in front."""
    right = tables["occasions"].pattern.search(text, end, end + _RIGHT)
    if right and not _CUT.search(text, end, right.start()):
        return Unit(end=right.end() if right.start() == end else end, name=tables["occasions"].row(right).means)
    done = list(tables["occasions"].pattern.finditer(left))
    return Unit(end=end, name=tables["occasions"].row(done[-1]).means) if done else None


def _announced(text: str, number: Number, end: int, tables: Tables) -> Unit | None:
    """ "multiplied by 50", "a country of 9.5 million", "the number of residents reached 160": what stands in front tells the unit."""
    if (is_yearlike(number) and end == number.end) or not tables.plain["clause"].match(text, end):
        return None
    qualifier = tables["qualifiers"].before(text, number.start, _ANNOUNCED)
    found = tables["units_before"].before(text, qualifier[0] if qualifier else number.start, _ANNOUNCED)
    if found:
        return Unit(end=number.end, name=found[1].means)
    left = max(0, number.start - _COUNTED)
    begin = max(left, *(text.rfind(mark, left, number.start) + 1 for mark in ".,;:!?\n。，；："))
    counting = tables.plain["counting"].search(text, begin, number.start)
    nouns = list(tables["nouns"].pattern.finditer(text, begin, number.start)) if counting else []
    name = tables["nouns"].row(nouns[-1]).means if nouns else _headed(text, qualifier[0] if qualifier else number.start, number, tables)
    return Unit(end=end, name=name) if name else None


def _headed(text: str, start: int, number: Number, tables: Tables) -> str | None:
    """The noun that ends right before a colon and so heads its number: "the fall was in cars: 41,200 were sold"."""
    colon = start - 1 - (text[start - 1 : start] == " ")
    if colon < 0 or text[colon] != ":" or not (number.grouped or number.scale > 1):
        return None
    nouns = tables["nouns"].pattern.finditer(text, max(0, colon - _LEFT), colon)
    return next((tables["nouns"].row(noun).means for noun in nouns if noun.end() == colon), None)


def is_yearlike(number: Number) -> bool:
    """Whether a number looks like a year: four plain digits."""
    return _YEARS[0] <= number.value <= _YEARS[1] and number.scale == 1 and not number.grouped and not number.spelt


def _classified(text: str, number: Number, tables: Tables) -> Unit | None:
    """A measure word with its noun behind it (40所中国高校) or in front (签署协议20项); some tell the noun by themselves."""
    found = tables["classifiers"].at(text, number.end)
    if not found:
        return _unclassified(text, number, tables)
    end, row = found
    noun = tables["nouns"].pattern.search(text, end, end + _RIGHT)
    if noun and tables.plain["filler"].fullmatch(text, end, noun.start()):
        meant = tables["nouns"].row(noun)
        return Unit(end=noun.end(), name=meant.means, least=max(row.least, meant.least))
    if row.means:
        return Unit(end=end, name=row.means, least=row.least)
    return _announced(text, number, end, tables)


def _unclassified(text: str, number: Number, tables: Tables) -> Unit | None:
    """A large count goes without a measure word: 20多万中国公民."""
    if tables.spaced or number.scale == 1:
        return None
    noun = tables["nouns"].pattern.search(text, number.end, number.end + _RIGHT)
    if noun is None or not tables.plain["filler"].fullmatch(text, number.end, noun.start()):
        return None
    return Unit(end=noun.end(), name=tables["nouns"].row(noun).means)


def _among(text: str, at: int, tables: Tables) -> Unit | None:
    """What a number is taken from: "six of these projects"."""
    among = tables.plain["among"].match(text, at)
    return _counted(text, among.end(), tables) if among else None


def _counted(text: str, at: int, tables: Tables) -> Unit | None:
    """The counted noun, with up to three attributes in front of it: "50 different Belarusian-Chinese projects"."""
    for _ in range(4):
        if text[at : at + 1] != " ":
            return None
        found = tables["nouns"].at(text, at + 1)
        if found:
            return Unit(end=found[0], name=found[1].means, least=found[1].least)
        filler = tables.plain["filler"].match(text, at + 1)
        if not filler or tables.plain["stops"].match(text, at + 1):
            return None
        at = filler.end()
    return None
