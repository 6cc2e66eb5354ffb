"""Which metric an amount belongs to: the nearest words that name one it can be an amount of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from facts.extract.fitting import at_the_park, fits, for_the_park, suits
from facts.extract.labels import anywhere, goes_on, is_label, other_goods, takes
from facts.extract.numbers import Amount
from facts.extract.passages import Passage, Trigger
from facts.extract.viewpoint import Viewpoint
from facts.figure import Kind

_OPPOSITE = {"exports": "imports", "imports": "exports"}
_FURTHEST = 30.0
_REACH = 300  # characters that so many words never exceed
_BESIDE = 0.5  # what stands right behind a number is what it counts
_COMMA, _BREAK, _BEHIND, _TAKEN, _LINKED = 1.5, 7.0, 4.0, 6.0, 1.0
_CLOSE = 2  # words behind an amount without a comma: "doubled its exports"
_POINTS = 9  # characters of "of them" behind a number
_SIGN = 6  # characters of a bracket with a sign or a word: "(up "
_ROW = 2  # fewer are no row


@dataclass(slots=True)
class Named:
    """What was named so far in an article, for what comes later without a name of its own.

    metric     of the amount before, in the paragraph ``paragraph``
    direction  exports or imports, whichever stood last: the counterflow is the other one
    taken      triggers that amounts in front of them took in this sentence, by form
    viewpoint  from whose side its trade is told
    """

    metric: str | None = None
    paragraph: int = -1
    direction: str = "exports"
    taken: set[tuple[int, str]] = field(default_factory=set)
    viewpoint: Viewpoint = field(default_factory=Viewpoint)


def name_metrics(passage: Passage, kinds: Sequence[Kind], named: Named) -> list[str | None]:
    """Name the metric of every amount of a passage, or None where no words name one it fits.

    passage  with its triggers.
    kinds    of its amounts, in their order.
    named    what stood before in the article; what is found here is added to it.
    """
    if not _goes_on(passage, named):
        named.metric = None
    named.paragraph = passage.paragraph
    named.taken.clear()
    found: list[str | None] = []
    for index, (amount, kind) in enumerate(zip(passage.amounts, kinds, strict=True)):
        metric = found[-1] if found and _bracketed(passage, index, kinds) else None
        metric = metric or _reached(passage, index, kinds, named) or _paired(passage, index, kinds) or _nearest(passage, index, kind, named)
        metric = metric or _carried(passage, index, kind, named) or _directed(passage, amount) or _housed(passage, amount)
        metric = for_the_park(passage, index, metric) if metric else None
        found.append(metric)
        named.metric = metric
        named.direction = metric if metric in _OPPOSITE else named.direction
    return found


def _bracketed(passage: Passage, index: int, kinds: Sequence[Kind]) -> bool:
    """Whether a change stands in the brackets right behind the amount it tells of: "$3.3bn (+8.1%)"."""
    return kinds[index] is Kind.CHANGE and len(left := passage.left(index).strip()) <= _SIGN and left[:1] in ("(", "（")


def _reached(passage: Passage, index: int, kinds: Sequence[Kind], named: Named) -> str | None:
    """The metric of a change that this amount is the outcome of: "jumped 77 percent to $5.8bn"."""
    if not index or named.metric is None or is_label(named.metric) or kinds[index - 1 : index + 1] != [Kind.CHANGE, Kind.LEVEL]:
        return None
    if not passage.table["outcome"].fullmatch(passage.left(index) + passage.amounts[index].text[:3]):
        return None
    return named.metric if _able(passage, index, kinds[index], named.metric) else None


def _goes_on(passage: Passage, named: Named) -> bool:
    """Whether a sentence may speak of what the one before named: in its paragraph, or pointing back to it from the next."""
    if passage.paragraph == named.paragraph:
        return True
    first = passage.text[passage.start : passage.amounts[0].start] + passage.right(0)[:_POINTS]
    return passage.paragraph == named.paragraph + 1 and not passage.earlier and passage.table["anaphora"].search(first) is not None


def _nearest(passage: Passage, index: int, kind: Kind, named: Named) -> str | None:
    amount = passage.amounts[index]
    near = [one for one in passage.triggers if one.end > amount.start - _REACH and one.start < amount.end + _REACH]
    able = [one for one in near if _able(passage, index, kind, one.metric)]
    able += _counterflow(passage, index, named)
    if amount.form == "count":
        able = [one for one in able if not is_label(one.metric)] or [one for one in able if _counts(passage, amount, one)]
    costs = [(_cost(passage, index, one, named), one.start, one.metric, one) for one in _outer(able)]
    cost, start, _, nearest = min(costs, default=(_FURTHEST, 0, "", None), key=lambda one: one[:3])
    if nearest is None or cost >= _FURTHEST:
        return None
    if start > amount.start:
        named.taken.add((start, amount.form))
    return named.viewpoint.turned(passage, nearest, amount.start) if nearest in passage.triggers else nearest.metric


def _able(passage: Passage, index: int, kind: Kind, name: str) -> bool:
    if is_label(name):
        return takes(passage, passage.amounts[index].form, kind, name)
    return fits(passage.amounts[index], kind, name) and suits(passage, index, name)


def _counts(passage: Passage, amount: Amount, label: Trigger) -> bool:
    """Whether a label tells what is counted: it stands in the number's own words or right behind them, or may stand anywhere."""
    inside = label.start < amount.end and amount.start < label.end
    return inside or not passage.text[amount.end : label.start].strip() or anywhere(passage, label.metric)


def _outer(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Without those that stand inside a longer one: "imports" in "imports from Belarus"."""
    outer: set[tuple[int, int]] = set()
    reach = -1
    for start, end in sorted({(one.start, one.end) for one in triggers}, key=lambda span: (span[0], -span[1])):
        if end > reach:
            outer.add((start, end))
            reach = end
    return [one for one in triggers if (one.start, one.end) in outer]


def _counterflow(passage: Passage, index: int, named: Named) -> list[Trigger]:
    if passage.amounts[index].form not in ("money", "percent"):
        return []
    amount, table = passage.amounts[index], passage.table
    turns = [*table["turns"].finditer(passage.text, passage.start, amount.start)]
    turns += table["counterflow"].finditer(passage.text, passage.start, amount.end + len(passage.head(index)))
    return [Trigger(match.start(), match.end(), _OPPOSITE[named.direction]) for match in turns]


def _cost(passage: Passage, index: int, trigger: Trigger, named: Named) -> float:
    """How far a trigger is from an amount, in words, with what stands between them weighed."""
    amount, table = passage.amounts[index], passage.table
    if trigger.start < amount.end and amount.start < trigger.end:
        return 0.0
    ahead = trigger.end <= amount.start
    gap = passage.between(trigger.end, amount.start) if ahead else passage.between(amount.end, trigger.start)
    length = table.length(gap)
    commas = sum(gap.count(mark) for mark in ",，、")
    breaks = len(table["breaks"].findall(gap)) + (not ahead and not commas and table["joins"].match(gap) is not None)
    cost = length + _COMMA * commas + _BREAK * breaks
    if ahead:
        return cost + _TAKEN * ((trigger.start, amount.form) in named.taken)
    if not gap.strip():
        return -_BESIDE
    led = len(gap) < trigger.start - amount.end and table["outcome"].match(gap)
    if (table["links"].match(gap) and not led) or (length <= _CLOSE and not commas and not breaks):
        return cost + _LINKED
    if any(passage.amounts[other].start < trigger.start for other in range(_row(passage, index)[-1] + 1, len(passage.amounts))):
        return _FURTHEST
    return cost + _BEHIND + _TAKEN * bool(commas + breaks)


def _paired(passage: Passage, index: int, kinds: Sequence[Kind]) -> str | None:
    """Several metrics and as many amounts, each row joined by "and": the first belongs to the first."""
    row = _row(passage, index)
    if len(row) < _ROW:
        return None
    first = passage.amounts[row[0]]
    able = _outer([one for one in passage.triggers if one.end <= first.start and _able(passage, row[0], kinds[row[0]], one.metric)])
    names = _joined_triggers(passage, able)[-len(row) :]
    return names[row.index(index)].metric if len(names) == len(row) else None


def _row(passage: Passage, index: int) -> list[int]:
    """The amounts of one form around ``index`` that only "and" stands between."""
    joins, amounts = passage.table["joins"], passage.amounts
    first = last = index
    while first and joins.fullmatch(passage.left(first)) and amounts[first - 1].form == amounts[index].form:
        first -= 1
    while last + 1 < len(amounts) and joins.fullmatch(passage.right(last)) and amounts[last + 1].form == amounts[index].form:
        last += 1
    return list(range(first, last + 1))


def _joined_triggers(passage: Passage, triggers: Sequence[Trigger]) -> list[Trigger]:
    """The last row of triggers that only an "and" stands between."""
    row: list[Trigger] = []
    for one in triggers:
        gap = passage.text[row[-1].end : one.start] if row else ""
        joined = row and one.metric != row[-1].metric and passage.table["joins"].search(gap) and passage.table.length(gap) <= _BEHIND
        row = [*row, one] if joined else [one]
    return row


def _carried(passage: Passage, index: int, kind: Kind, named: Named) -> str | None:
    """The metric of the amount before, or the last one its paragraph named, where the text goes on speaking of it."""
    amount = passage.amounts[index]
    answers = passage.before.rstrip()[-1:] in ("?", "？")
    if not index and amount.form == "money" and not answers and not _refers(passage, index):
        return None
    if named.metric is not None:
        able = goes_on(passage, amount.form, kind, named.metric) if is_label(named.metric) else fits(amount, kind, named.metric)
        if able:
            return other_goods(passage, index, named.metric)
    counted = amount.form == "count" and "unit_inherited" not in amount.marks
    if counted or (named.metric is not None and is_label(named.metric)):
        return None
    earlier = [one for one in passage.earlier if not is_label(one.metric) and fits(amount, kind, one.metric)]
    earlier = [one for one in earlier if not one.metric.startswith("park_")]
    return _outer(earlier)[-1].metric if earlier else None


def _refers(passage: Passage, index: int) -> bool:
    """Whether the words around an amount point back: "it came to $5m", "$5m of it"."""
    if passage.table["anaphora"].search(passage.left(index)):
        return True
    if passage.table["reached"].search(passage.left(index)) and passage.table["anaphora"].search(passage.right(index)):
        return True
    part = passage.table["parts"].match(passage.right(index))
    return part is not None and passage.table["anaphora"].match(passage.right(index)[part.end() :].lstrip()) is not None


def _directed(passage: Passage, amount: Amount) -> str | None:
    """What goes to a country, where trade is spoken of: «в КНР — на четверть больше»."""
    if amount.form not in ("money", "percent") or not passage.table["trade"].search(passage.around):
        return None
    return "exports" if passage.table["toward"].search(passage.words) else None


def _housed(passage: Passage, amount: Amount) -> str | None:
    """Companies counted at the park are its residents, unless they are there for a fair."""
    return "park_residents" if amount.unit == "companies" and at_the_park(passage) else None
