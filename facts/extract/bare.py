"""Numbers that name no unit because the amount before them has named it: "52,000 were exported", "it should rise to 270"."""

import re
from dataclasses import replace

from facts.extract.amount import Draft, draft
from facts.extract.languages.amounts import Tables
from facts.extract.numerals import Number, read_number
from facts.extract.units import Unit, form, is_yearlike, read_unit

_STOPS = re.compile(r"[.!?。！？…]\s+|[。！？]\s*|\n+")
_PARAGRAPH = re.compile(r"\n")
_FARTHEST = 220
_DIGIT = re.compile(r"\d")
_LITTLE = re.compile(r" (\w{1,4})\b")
_NEXT = re.compile(r"(?:,| \w{1,3}) ?$")
_LABEL = 60  # characters up to the colon behind what is counted
_AHEAD = 60  # characters up to the number that shares its unit
_BESIDE = 2  # characters between two numbers of a list: "、", 和
_LISTED = 4  # numbers of a list that only the last one's unit is named for
_QUALIFIER = 4  # words
_MILLION = 10**6
_INHERITED = frozenset({"money", "count", "measure"})


def inherited(text: str, number: Number, tables: Tables, last: Draft) -> Draft | None:
    """Give a bare number the unit of the amount before it, at most two sentences back; None where that is not certain.

    text    folded
    number  one without a unit of its own
    last    the amount before it
    """
    gap = text[last.end : number.start]
    if (
        form(last.unit) not in _INHERITED
        or len(gap) > _FARTHEST
        or len(_STOPS.findall(gap)) > _sentences(text, number, tables)
        or last.ordinal
        or (form(last.unit) == "money" and number.value < _MILLION and _PARAGRAPH.search(gap))
    ):
        return None
    end = _measured(text, number, tables, last)
    stands = end != number.end or _stands_for(text, number, tables) or _listed(text, number, tables, last)
    size = abs(last.value)
    if not stands or not size / 1000 <= number.value <= size * 1000:
        return None
    one = draft(number.start, number, Unit(end=end, name=last.unit))
    return replace(one, marks=one.marks | {"unit_inherited"})


def inherited_pair(text: str, number: Number, tables: Tables, last: Draft) -> Draft | None:
    """Give a bare range the unit of the amount before it: "two wagons a month, now 12–15"."""
    join = tables.plain["joins"].match(text, number.end)
    second = read_number(text, join.end(), tables) if join else None
    one = inherited(text, replace(second, start=number.start), tables, last) if second and number.value < second.value else None
    if one is None or second is None:
        return None
    return replace(one, value=number.value if number.scale > 1 else number.value * second.scale, second=second.value)


def _measured(text: str, number: Number, tables: Tables, last: Draft) -> int:
    """Where the measure word ends with which a number goes on counting what the amount before did: 17个团组，增加6个."""
    found = tables["classifiers"].at(text, number.end)
    same = found is not None and text[number.end : found[0]] in text[last.start : last.end]
    return found[0] if found and same and tables.plain["clause"].match(text, found[0]) else number.end


def _sentences(text: str, number: Number, tables: Tables) -> int:
    """How many sentence ends may lie between a number and the one it takes its unit from: "of them" points to what is near."""
    if tables.plain["bare_after"].match(text, number.end):
        return 1
    return 3 if number.scale >= _MILLION else 2


def pointing(text: str, number: Number, tables: Tables) -> Draft | None:
    """Give "34 of them" the noun that the sentence before, or this one, speaks of first: "Trains are on the rise. 34 of them …"."""
    if not tables.plain["bare_after"].match(text, number.end):
        return None
    ends = [stop.end() for stop in _STOPS.finditer(text, max(0, number.start - _FARTHEST), number.start)]
    begin = ends[-2] if len(ends) > 1 else max(0, number.start - _FARTHEST)
    nouns = [tables["nouns"].row(noun) for noun in tables["nouns"].pattern.finditer(text, begin, number.start)]
    counted = next((noun for noun in nouns if not noun.least), nouns[0] if nouns else None)
    if counted is None:
        return None
    one = draft(number.start, number, Unit(end=number.end, name=counted.means))
    return replace(one, marks=one.marks | {"unit_inherited"})


def labelled(text: str, number: Number, tables: Tables) -> Draft | None:
    """Give a number behind a colon the noun that opens its line or sentence: "Population of Belarus: 9.1 million"."""
    begin = max((stop.end() for stop in _STOPS.finditer(text, max(0, number.start - _LABEL), number.start)), default=0)
    label = text[begin : number.start].rstrip()
    if not begin or label[-1:] != ":" or "," in label or not tables.plain["clause"].match(text, number.end):
        return None
    noun = tables["nouns"].pattern.search(text, begin, number.start)
    if noun is None:
        return None
    one = draft(number.start, number, Unit(end=number.end, name=tables["nouns"].row(noun).means))
    return replace(one, marks=one.marks | {"unit_inherited"})


def shared(text: str, number: Number, tables: Tables) -> Draft | None:
    """Give a bare number the unit of the one behind it: "60 of the 100 residents", «экспорт — 1,9 млрд, импорт — 3,8 млрд долларов»."""
    part = tables.plain["part_of"].match(text, number.end)
    ahead = _DIGIT.search(text, part.end() if part else number.end, number.end + _AHEAD)
    if ahead is None or _STOPS.search(text, number.end, ahead.start()):
        return None
    listed = ahead.start() - number.end <= _BESIDE
    if part is None and (number.scale < _MILLION or not (listed or tables.plain["clause"].match(text, number.end))):
        return None
    whole = read_number(text, ahead.start(), tables)
    unit = _unit(text, whole, tables) if whole else None
    if whole is None or unit is None or (part is None and (form(unit.name) != "money" or whole.scale < _MILLION)):
        return None
    if part and (form(unit.name) != "count" or number.value > whole.value):
        return None
    one = draft(number.start, number, Unit(end=number.end, name=unit.name))
    return replace(one, marks=one.marks | {"unit_inherited"})


def _unit(text: str, number: Number, tables: Tables) -> Unit | None:
    """The unit of a number, or of the one that it is listed with: 44.8亿、51.2亿和84.4亿美元."""
    for _ in range(_LISTED):
        ahead = _DIGIT.match(text, number.end + 1)
        following = read_number(text, ahead.start(), tables) if ahead else None
        if (unit := read_unit(text, number, "", tables)) or following is None:
            return unit
        number = following
    return None


def _listed(text: str, number: Number, tables: Tables, last: Draft) -> bool:
    """Whether a number goes on a list by the same little word: "71 with Chinese capital, 54 with Belarusian and 19 with Russian"."""
    again, gap = _LITTLE.match(text, number.end), text[last.end : number.start]
    if not tables.spaced or again is None or len(gap) > _AHEAD or _STOPS.search(gap):
        return False
    return _NEXT.search(gap) is not None and again[1] in gap.split()[:2]


def _stands_for(text: str, number: Number, tables: Tables) -> bool:
    """Whether a number stands where its noun would stand, and nothing else can be meant by it."""
    if tables.plain["bare_after"].match(text, number.end):
        return True
    if is_yearlike(number) or _of_another(text, number, tables):
        return False
    large = number.scale > 1 or number.grouped or number.value >= _MILLION
    end = number.end - (number.scale >= _MILLION and text[number.end - 1] == ".")  # «достиг 1,2 млрд. Только …»
    qualifier = tables["qualifiers"].before(text, number.start, _QUALIFIER)
    before = tables.behind["bare_before"].before(text, qualifier[0] if qualifier else number.start)
    return (large or before is not None) and tables.plain["clause"].match(text, end) is not None


def _of_another(text: str, number: Number, tables: Tables) -> bool:
    """Whether a number is the first of a pair that counts something else: "from 14 to 11 days"."""
    link = tables.plain["ends_pair"].match(text, number.end)
    second = read_number(text, link.end(), tables) if link else None
    return second is not None and not tables.plain["clause"].match(text, second.end)
