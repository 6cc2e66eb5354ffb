"""Numbers with their units: "более $3,8 млрд" → over 3800000000 USD."""

import re
from dataclasses import replace
from decimal import Decimal

from facts.extract.amount import Amount, Draft, draft, finish
from facts.extract.bare import inherited, inherited_pair, labelled, pointing, shared
from facts.extract.folded import fold
from facts.extract.languages.amounts import Row, Tables, load_tables
from facts.extract.numerals import Number, read_number, skip_digits
from facts.extract.pairs import Reach, read_pair
from facts.extract.units import Unit, form, is_yearlike, occasions, read_unit
from facts.figure import is_counted

__all__ = ["Amount", "read_amounts"]

_STOP = re.compile(r"[.!?。]\s|[。\n]")
_WORDS = 7  # so many in front of its number a qualifier may begin
_RATE = Decimal("0.0001")
_RATED = re.compile(r"[ :=-]{1,3}\d+[.,]\d{4}(?!\d)")
_CHANGED = frozenset({"money", "percent", "points", "measure"})


def read_amounts(text: str, language: str, most: int | None = None) -> list[Amount]:
    """Find the numbers of a text that count, measure, pay or rank something.

    text      one sentence or a whole article, as published
    language  "en", "ru", "be" or "zh"; any other finds nothing
    most      how many are looked for; all of them when not given
    returns   in reading order, never overlapping; ``text[start:end]`` are the words of each. Dates, years, clock times, ages,
              numbers of decrees, models and pages are none, neither is a number whose unit cannot be told, save where the
              amount before names it. A number above 10^18 is refused.
    raises    nothing
    """
    if language not in ("en", "ru", "be", "zh"):
        return []
    tables = load_tables(language)
    plain = fold(text)
    found: list[Draft] = []
    position = 0
    while len(found) != most and (anchor := tables.anchor.search(plain, position)) is not None:
        one, position = _read(plain, anchor.start(), tables, found)
        if one and (not found or one.end > found[-1].end):
            one = replace(one, start=_free(plain, one.start, found[-1].end if found else 0))
            found.append(one)
            position = max(position, one.end)
        position = max(position, anchor.start() + 1)
    return [finish(text, _without_stop(text, one)) for one in found]


def _free(text: str, start: int, taken: int) -> int:
    """Where an amount begins when what stands before ``taken`` belongs to the one before."""
    start = max(start, taken)
    return start + (text[start : start + 1] == " ")


def _latest(found: list[Draft]) -> Draft | None:
    """The last amount that a bare number may take its unit from: shares and growth rates in between are passed over."""
    return next((one for one in reversed(found[-4:]) if form(one.unit) in ("money", "count", "measure")), None)


def _counted_last(text: str, number: Number, tables: Tables, found: list[Draft]) -> Draft | None:
    """What "nine of them" are part of: the last thing counted, not the money told of it."""
    if not tables.plain["bare_after"].match(text, number.end):
        return None
    return next((one for one in reversed(found[-4:]) if form(one.unit) == "count" and one.value >= number.value), None)


def _without_stop(text: str, one: Draft) -> Draft:
    """Give the full stop of "млрд." back where it ends the sentence."""
    if text[one.end - 1] != ".":
        return one
    after = text[one.end : one.end + 3].lstrip(" ")
    return replace(one, end=one.end - 1) if not after or after[0].isupper() or after[0] in "\n\"'“«»”)" else one


def _read(text: str, at: int, tables: Tables, found: list[Draft]) -> tuple[Draft | None, int]:
    """Read what begins at an anchor: the amount, if it is one, and where to go on."""
    if not text[at].isdigit():
        for read in (_phrase, _share, _ordinal_word):
            one = read(text, at, tables)
            if one:
                return _qualified(text, one, tables), one.end
    number = _number(text, at, tables)
    if number is None:
        return None, skip_digits(text, at)
    one = _numbered(text, number, tables, found)
    return (_qualified(text, one, tables), one.end) if one else (None, number.end)


def _number(text: str, at: int, tables: Tables) -> Reach | None:
    """The number at ``at`` with the currency in front of it."""
    symbol = tables["currencies_before"].before(text, at, 2)
    number = read_number(text, at, tables, money=symbol is not None)
    if number is None:
        return None
    return Reach(start=symbol[0] if symbol else at, number=number, currency=symbol[1].means if symbol else "", end=number.end)


def _numbered(text: str, reach: Reach, tables: Tables, found: list[Draft]) -> Draft | None:
    number = reach.number
    if not reach.currency and _glued(text, number, tables):
        return None
    ending = tables["ordinal_endings"].at(text, number.end) if not number.spelt else None
    marked = tables.plain["ordinal_mark"].search(text, max(0, number.start - 2), number.start)
    if ending or marked:
        return _ordinal(text, marked.start() if marked else number.start, ending[0] if ending else number.end, number.value, tables)
    if _trapped(text, number, tables) if not reach.currency else tables.behind["tickers"].before(text, reach.start) is not None:
        return None
    return _fraction(text, number, tables) or _measured(text, reach, tables, found)


def _trapped(text: str, number: Number, tables: Tables) -> bool:
    """Whether the words around a number make it a name or a date: "No. 5", "the channel Belarus 1", "30 years old"."""
    if number.scale == 1 and tables.behind["traps_before"].before(text, number.start, 3) is not None:
        return True
    return tables.plain["traps_after"].match(text, number.end) is not None


def _measured(text: str, reach: Reach, tables: Tables, found: list[Draft]) -> Draft | None:
    number = reach.number
    unit = read_unit(text, number, reach.currency, tables)
    pair = read_pair(text, reach, unit, tables)
    if pair:
        return pair
    if unit is None and number.value == 1:
        return None
    if unit is None:
        last = None if _among_shares(text, number, found) else _counted_last(text, number, tables, found) or _latest(found)
        labels = labelled(text, number, tables) or shared(text, number, tables)
        own = inherited(text, number, tables, last) or inherited_pair(text, number, tables, last) if last else None
        return labels or own or pointing(text, number, tables)
    return _with_unit(text, reach, unit, tables, found)


def _among_shares(text: str, number: Number, found: list[Draft]) -> bool:
    """Whether a small bare number stands behind a percentage of its sentence, and so may be another: "5 % against 65 in Russia"."""
    small = number.scale == 1 and not number.grouped
    return small and bool(found) and found[-1].unit == "percent" and _STOP.search(text, found[-1].end, number.start) is None


def _with_unit(text: str, reach: Reach, unit: Unit, tables: Tables, found: list[Draft]) -> Draft | None:
    number = reach.number
    if form(unit.name) == "money" and _is_rate(text, number, unit):
        return None
    if is_counted(unit.name) and not _countable(text, number, unit, tables):
        return None
    one = draft(reach.start, number, unit)
    last = _latest(found) if reach.currency and number.scale == 1 else None
    if last and last.unit == one.unit and _lacks_scale(text, number, last):
        one = replace(one, marks=one.marks | {"scale_missing"})
    if unit.name == "percent" and number.value > 100 and tables.plain["index"].search(text, max(0, number.start - 60), number.start):
        one = replace(one, marks=one.marks | {"index"})
    return one


def _is_rate(text: str, number: Number, unit: Unit) -> bool:
    """Whether an amount of money belongs to a rate of exchange: "USD 2.9345", "100 RUB 3.6712", "1 dollar"."""
    if number.scale > 1:
        return False
    return number.resolution == _RATE or (number.value == 1 and not number.spelt) or _RATED.match(text, unit.end) is not None


def _lacks_scale(text: str, number: Number, last: Draft) -> bool:
    """ "$400" beside "$393m"."""
    return (
        number.value < 1000
        and not number.spelt
        and last.value >= 10**6
        and number.start - last.end < 200
        and "\n\n" not in text[last.end : number.start]
    )


def _countable(text: str, number: Number, unit: Unit, tables: Tables) -> bool:
    """Whether so many of a counted thing can be meant: whole, not too few to be worth a word, and no year."""
    if form(unit.name) == "measure":
        return True
    if number.value != number.value.to_integral_value() or number.value < max(unit.least, 2):
        return False
    return not (is_yearlike(number) and tables.behind["year_before"].before(text, number.start, 2) is not None)


def _glued(text: str, number: Number, tables: Tables) -> bool:
    """Whether a number is the tail of a code, a date or an address: BJ-100, C919, COVID-19, 12.05, #5."""
    before = text[number.start - 1 : number.start]
    if number.spelt or not before:
        return False
    if before.isalpha():
        return tables.spaced or before.isascii()
    if before in "#№@&/\\_:=" or (before in ".,'" and text[number.start - 2 : number.start - 1].isdigit()):
        return True
    return before == "-" and text[number.start - 2 : number.start - 1].isalnum() and number.start > 1


def _fraction(text: str, number: Number, tables: Tables) -> Draft | None:
    """三分之一: the parts are named first."""
    mark = tables.plain["fraction"].match(text, number.end)
    parts = read_number(text, mark.end(), tables) if mark else None
    if not parts or not number.value:
        return None
    exact = number.value in (100, 1000, 2, 4, 5, 10, 20, 25, 50)
    value = parts.value * 100 / number.value
    value = value if exact else value.quantize(Decimal("0.1"))
    finest = parts.resolution if number.value == 100 else Decimal("0.1")
    unit = Unit(end=parts.end, name="percent")
    return replace(draft(number.start, number, unit), value=value, resolution=finest, qualifier=parts.loose)


def _phrase(text: str, at: int, tables: Tables) -> Draft | None:
    found = tables["phrases"].at(text, at)
    if not found:
        return None
    end, row = found
    return Draft(start=at, end=end, value=Decimal(row.means), unit=row.unit, qualifier=row.qualifier, marks=row.marks)


def _share(text: str, at: int, tables: Tables) -> Draft | None:
    """ "half of", "by a third", «на четверть»."""
    found = tables["shares"].at(text, at)
    if not found:
        return None
    end, row = found
    before = tables.behind["share_before"].before(text, at) is not None
    if not before and not tables.plain["share_after"].match(text, end):
        return None
    value = Decimal(row.means)
    return Draft(start=at, end=end, value=value, unit="percent", resolution=Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))))


def _ordinal_word(text: str, at: int, tables: Tables) -> Draft | None:
    found = tables["ordinals"].at(text, at)
    return _ordinal(text, at, found[0], Decimal(found[1].means), tables) if found else None


def _ordinal(text: str, start: int, end: int, value: Decimal, tables: Tables) -> Draft | None:
    """A rank ("second-largest", третье место), or something counted off ("the 14th visit", «поездка уже 13-я»)."""
    ranked = tables.plain["ranked"].match(text, end)
    if ranked and value < 1000:
        return Draft(start=start, end=ranked.end(), value=value, unit="rank")
    if value < 1000 and tables.behind["rank_before"].before(text, start) is not None:
        return Draft(start=start, end=end, value=value, unit="rank")
    counted = tables["ordinal_nouns"].at(text, end) or _predicate(text, start, end, tables) or _again(text, start, end, tables)
    if not counted or not 2 <= value < 1000:
        return None
    return Draft(start=start, end=counted[0], value=value, unit=counted[1].means, ordinal=True)


def _predicate(text: str, start: int, end: int, tables: Tables) -> tuple[int, Row] | None:
    """An ordinal behind its noun, at the end of the clause."""
    left = max(0, start - 70)
    if not tables.plain["clause"].match(text, end) or tables.behind["predicate_before"].before(text, start) is None:
        return None
    nouns = list(tables["ordinal_nouns"].pattern.finditer(text, max(left, text.rfind(".", left, start)), start))
    return (end, tables["ordinal_nouns"].row(nouns[-1])) if nouns else None


def _again(text: str, start: int, end: int, tables: Tables) -> tuple[int, Row] | None:
    """ "He met Xi for the 14th time": what was done stands in front."""
    word = tables.plain["again"].match(text, end)
    unit = occasions(text, word.end(), text[max(0, start - 50) : start], tables) if word else None
    return (unit.end, Row(means=unit.name)) if unit else None


def _qualified(text: str, one: Draft, tables: Tables) -> Draft:
    """Add sign and qualifier, from the words in front and behind."""
    start, value = one.start, one.value
    minus = tables.behind["minus_before"].before(text, start, 1)
    if minus is not None and form(one.unit) in _CHANGED and one.second is None:
        start, value = minus, -value
    before = tables["qualifiers"].before(text, start, _WORDS)
    after = tables["qualifiers_after"].at(text, one.end)
    return replace(
        one,
        start=before[0] if before else start,
        end=after[0] if after else one.end,
        value=value,
        qualifier=(before and before[1].means) or (after and after[1].means) or one.qualifier,
    )
