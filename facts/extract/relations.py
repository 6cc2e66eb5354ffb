"""Between whom: the flow of an amount, and whether it is a matter of the two sides at all."""

import re
from dataclasses import dataclass

from facts.extract.fitting import at_the_park
from facts.extract.languages.meaning import Label
from facts.extract.passages import Passage
from facts.figure import Flow, Kind
from facts.watch import Metric

_TRADED = frozenset(
    {
        *("trade_turnover", "exports", "imports", "trade_balance", "export_share", "potash_exports"),
        *("investment", "loans", "aid", "economic_effect"),
    }
)

_LENT = frozenset({"investment", "loans", "aid"})  # who gives stands before the number, without a preposition
_STOP = re.compile(r"[,;:(，；：（]")
_JOINED = 8  # characters an "and" takes between two partners


@dataclass(slots=True)
class Partners:
    """What the amount before was about, for one that names no partner itself."""

    paragraph: int = -1
    about: bool | None = None


def read_flow(metric: Metric | None, about: bool) -> Flow | None:
    """The flow of a metric; between the home side and somebody else there is none to tell."""
    return metric.flow if metric and about else None


def is_about(passage: Passage, index: int, metric: Metric | None, label: Label | None, kind: Kind, partners: Partners) -> bool:
    """Tell whether an amount is a matter of the two sides: by its partner, else by the words around it."""
    if passage.paragraph != partners.paragraph:
        partners.paragraph, partners.about = passage.paragraph, None
    if metric is None:
        about = _labelled(passage, index, label, partners)
    elif metric.name in _TRADED:
        lent = metric.name in _LENT or kind == Kind.SHARE
        about = False if lent and _others(passage, passage.left(index)) else _traded(passage, index, partners)
    else:
        about = kind != Kind.RANK or not _others(passage, passage.left(index))
    partners.about = about
    return about


def _traded(passage: Passage, index: int, partners: Partners) -> bool:
    near = passage.near(index)
    if passage.table["pairs"].search(near):
        return False
    if passage.table["third"].search(near) and passage.table["home"].search(passage.around + passage.title) is None:
        return False
    about = _partner(passage, near)
    if about is None and index and partners.about is not None and _STOP.search(passage.left(index)) is None:
        return partners.about
    if about is None:
        about = _partner(passage, passage.upto(index))
    if about is None:
        about = _partner(passage, passage.words) if partners.about is None else partners.about
    if about is None and passage.before:
        about = _partner(passage, passage.before)
    return passage.table["overall"].search(passage.words) is None if about is None else about


def _partner(passage: Passage, words: str) -> bool | None:
    """Whether the partner named last is the other side, alone or with another; None where no partner is named."""
    table = passage.table
    partner = max((match.end() for match in table["partner"].finditer(words)), default=-1)
    others = [match for match in table["elsewhere"].finditer(words) if not table["compared"].search(words[: match.end()])]
    if not others:
        return True if partner >= 0 else None
    last = others[-1]
    joined = partner >= 0 and table["joins"].match(words, partner) is not None and last.start() - partner < _JOINED
    return partner > last.start() or joined


def _others(passage: Passage, words: str) -> bool:
    """Whether words name another country, and not the partner nor that country only to compare: "Russia remains the first"."""
    table = passage.table
    match = table["countries"].search(words)
    return match is not None and not table["partner"].search(words) and not table["compared"].search(words[: match.start()])


def _labelled(passage: Passage, index: int, label: Label | None, partners: Partners) -> bool:
    """What has no metric: as its label says, else by who is named in its sentence, in its paragraph, by the amount before."""
    if label is not None and label.about is not None:
        return label.about
    table, words = passage.table, passage.words
    if table["third"].search(words) or _foreign_rank(passage, index):
        return False
    names = ("park", "partner", "joint") if table["regional"].search(words) is None else ("park", "partner", "joint", "home")
    if label is not None and label.near:
        return at_the_park(passage) or any(table[name].search(passage.near(index)) for name in (*names, "home"))
    if any(table[name].search(words) for name in names):
        return True
    return _unnamed(passage, index, names, partners)


def _unnamed(passage: Passage, index: int, names: tuple[str, ...], partners: Partners) -> bool:
    """What stands in a sentence without a partner: another country's where that stands in front of it, else as what was told before."""
    table = passage.table
    if _others(passage, passage.left(index)) and table["home"].search(passage.left(index)) is None:
        return False
    if partners.about is not None:
        return partners.about
    named = any(table[name].search(words) for name in names for words in (passage.before, passage.title))
    return named or _at_home(passage)


def _at_home(passage: Passage) -> bool:
    """Whether a sentence that names neither partner still tells of their matters: nothing in it or before it leads elsewhere."""
    table = passage.table
    if table["inland"].search(passage.words) and not table["home"].search(passage.words):
        return False
    return not any(table[name].search(passage.around) for name in ("countries", "elsewhere", "pairs", "overall"))


def _foreign_rank(passage: Passage, index: int) -> bool:
    """Whether a rank is another country's: "Russia remains in first place"."""
    return passage.amounts[index].form == "rank" and _others(passage, passage.left(index) + passage.head(index))
