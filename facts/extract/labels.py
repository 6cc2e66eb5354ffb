"""Free labels: short English names for figures that no metric of the watchlist has."""

import re

from facts.extract.languages.meaning import Label
from facts.extract.passages import Passage
from facts.figure import Kind, is_counted

_MARK = "~"
_TRADE = {"exports": "exports", "imports": "imports", "trade_turnover": "trade"}


def takes(passage: Passage, form: str, kind: Kind, name: str) -> bool:
    """Whether the label called ``name`` ("~3") may name an amount of this form and kind."""
    label = passage.table.labels[int(name.removeprefix(_MARK))]
    return label.form in (None, form) and label.kind in (None, kind)


def goes_on(passage: Passage, form: str, kind: Kind, name: str) -> bool:
    """Whether the next amount may still be one of the label called ``name``: a count only of what is counted."""
    label = passage.table.labels[int(name.removeprefix(_MARK))]
    return takes(passage, form, kind, name) and (form != "count" or label.form == "count")


def anywhere(passage: Passage, name: str) -> bool:
    """Whether the label called ``name`` may stand further away from what it names: what companies are at, a fair."""
    return passage.table.labels[int(name.removeprefix(_MARK))].near


def is_label(name: str) -> bool:
    """Whether what was named is a label rather than a metric."""
    return name.startswith(_MARK)


def of_goods(passage: Passage, index: int, metric: str | None) -> str | None:
    """The label of a trade in goods that are a series of their own: "dairy_exports"; None for all goods together."""
    if metric not in _TRADE and (metric is not None or passage.amounts[index].form != "money"):
        return None
    words, trade = passage.near(index), _TRADE.get(metric or "", "trade")
    if metric and passage.table["corporate"].search(_own_words(passage, index)):
        return f"company_{metric}"
    named = next((goods.means for goods in passage.table.products if goods.read.search(words)), None)
    if named or passage.amounts[index].unit != "tonnes":
        return f"{named}_{trade}" if named else None
    last = _last_goods(passage, index)
    return f"{last}_{trade}" if last else f"{trade}_volume"


def _last_goods(passage: Passage, index: int) -> str | None:
    """The goods named last before a weight, in its sentence, before it in the paragraph, or in the title."""
    for words in (passage.upto(index), passage.before, passage.title):
        found = [(match.end(), goods.means) for goods in passage.table.products for match in goods.read.finditer(words)]
        if found:
            return max(found)[1]
    return None


def is_regional(passage: Passage, index: int, metric: str | None) -> bool:
    """Whether a trade is one region's, which is a series of its own: of the metric, but of no flow between the countries."""
    return metric in _TRADE and passage.table["regional"].search(_own_words(passage, index)) is not None


def _own_words(passage: Passage, index: int) -> str:
    """What stands before an amount, and its words."""
    return passage.left(index) + passage.amounts[index].text if index else passage.upto(index)


def other_goods(passage: Passage, index: int, metric: str) -> str:
    """The metric an amount inherits: from potash to other goods only the trade goes on."""
    if metric != "potash_exports":
        return metric
    words = passage.near(index)
    named = [goods.means for goods in passage.table.products if goods.read.search(words)]
    return "exports" if named and "potash" not in named else metric


def read_label(passage: Passage, index: int, kind: Kind, name: str | None) -> Label:
    """The label of an amount that has no metric: the one named before, else one made of its unit."""
    if name is not None and is_label(name):
        return passage.table.labels[int(name.removeprefix(_MARK))]
    return Label(read=re.compile(""), means=name or _plain(passage.amounts[index].unit, kind))


def _plain(unit: str, kind: Kind) -> str:
    if is_counted(unit):
        return re.sub(r"\W+", "_", unit.lower()).strip("_") or "number"
    if unit == "times":
        return "change" if kind == Kind.CHANGE else "ratio"
    return {Kind.SHARE: "share", Kind.RANK: "rank", Kind.CHANGE: "change"}.get(kind, "amount")
