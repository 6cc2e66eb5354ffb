"""A sentence as the reading of figures sees it: its amounts, the words that name metrics, and the stretches between them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from facts.extract.languages.joined import Letters
from facts.extract.languages.meaning import Meaning
from facts.extract.languages.proof import pattern
from facts.extract.languages.rows import join
from facts.extract.numbers import Amount
from facts.extract.sentences import Sentence
from facts.watch import Metric

_start = attrgetter("start")
_STOP = re.compile(r"[,;:，；：。]")
_LONGEST = 1_500  # a longer sentence is a list or a table; words further away name nothing
_MOST = 24  # so many amounts in one sentence are a table, and the words of its other end name none of them


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words at [start, end) that name ``metric``, or with a "~" before it a free label."""

    start: int
    end: int
    metric: str


class Spotter:
    """Finds the words that name metrics and labels in one language."""

    def __init__(self, metrics: Mapping[str, Metric], table: Meaning) -> None:
        letters = Letters()
        words = {name: [pattern(row.read) for row in metric.words.get(table.language, ())] for name, metric in metrics.items()}
        labels = {f"~{number}": [label.read] for number, label in enumerate(table.labels)}
        self._rows = [(name, join(rows, letters)) for name, rows in (words | labels).items()]
        self.table = table

    def find(self, words: str, offset: int) -> tuple[Trigger, ...]:
        """Find all wordings in ``words``, which stand at ``offset``, overlapping ones too, in reading order."""
        spans = ((name, match.span()) for name, read in self._rows for match in read.finditer(words))
        found = (Trigger(start + offset, end + offset, name) for name, (start, end) in spans)
        return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.metric)))


@dataclass(frozen=True)
class Passage:
    """One sentence with amounts in it.

    before    the sentences of its paragraph that stand before it, at most two
    title     the article's title
    """

    text: str
    start: int
    end: int
    paragraph: int
    amounts: Sequence[Amount]
    spotter: Spotter
    before: str = ""
    title: str = ""

    @property
    def table(self) -> Meaning:
        return self.spotter.table

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """The words in it that name metrics and labels."""
        return self.spotter.find(self.words, self.start)

    @cached_property
    def earlier(self) -> tuple[Trigger, ...]:
        """Those in the sentences before it."""
        return self.spotter.find(self.before, 0)

    @cached_property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def around(self) -> str:
        """The sentence and what stands before it in its paragraph."""
        return f"{self.before} {self.words}"

    def left(self, index: int) -> str:
        """What stands between the amount before and this one; from the beginning of the sentence for the first."""
        start = self.amounts[index - 1].end if index else self.start
        return self.text[min(start, self.amounts[index].start) : self.amounts[index].start]

    def right(self, index: int) -> str:
        """What stands between this amount and the next one, or the end of the sentence."""
        stop = self.amounts[index + 1].start if index + 1 < len(self.amounts) else self.end
        return self.text[self.amounts[index].end : max(stop, self.amounts[index].end)]

    def between(self, start: int, end: int) -> str:
        """What stands in [start, end), without the amounts in it."""
        first = bisect_left(self.amounts, start, key=_start)
        inside = [one for one in self.amounts[first : bisect_left(self.amounts, end, key=_start)] if one.end <= end]
        bounds = [start, *(at for one in inside for at in (one.start, one.end)), end]
        return "".join(self.text[left:right] for left, right in zip(bounds[::2], bounds[1::2], strict=True))

    def clause(self, index: int) -> str:
        """An amount with what stands on both sides of it, up to its neighbours."""
        return self.left(index) + self.amounts[index].text + self.right(index)

    def head(self, index: int) -> str:
        """What stands behind an amount and no comma parts from it."""
        return _STOP.split(self.right(index), maxsplit=1)[0]

    def near(self, index: int) -> str:
        """An amount with what stands before it and its head."""
        return self.left(index) + self.amounts[index].text + self.head(index)

    def upto(self, index: int) -> str:
        """The sentence from its beginning to the end of an amount."""
        return self.text[self.start : self.amounts[index].end]


def passages(text: str, title: str, sentences: Sequence[Sentence], amounts: Sequence[Amount], spotter: Spotter) -> Iterator[Passage]:
    """Give each sentence that has amounts its passage, in reading order; an endless one is read in pieces."""
    waiting = list(reversed(amounts))
    for number, sentence in enumerate(sentences):
        inside = []
        while waiting and waiting[-1].start < sentence.end:
            inside.append(waiting.pop())
        near = [one for one in sentences[max(0, number - 2) : number] if one.paragraph == sentence.paragraph]
        before = text[near[0].start : sentence.start][-_LONGEST:] if near and inside else ""
        for start, end, piece in _pieces(sentence, inside):
            yield Passage(text, start, end, sentence.paragraph, piece, spotter, before, title)


def _pieces(sentence: Sentence, amounts: Sequence[Amount]) -> Iterator[tuple[int, int, list[Amount]]]:
    """Cut a sentence where it grows too long, between two amounts: start, end and the amounts of each piece."""
    piece: list[Amount] = []
    start = sentence.start
    for amount in amounts:
        if piece and (len(piece) >= _MOST or amount.end - max(start, piece[0].start) > _LONGEST):
            yield max(start, piece[0].start - _LONGEST), piece[-1].end, piece
            piece, start = [], piece[-1].end
        piece.append(amount)
    if piece:
        end = max(min(sentence.end, piece[-1].end + _LONGEST), piece[-1].end)
        yield max(start, piece[0].start - _LONGEST), end, piece
