"""From whose side trade is told: the partner's customs call "imports" what are exports for the home side."""

from collections.abc import Iterator
from dataclasses import dataclass

from facts.extract.passages import Passage, Trigger

_OPPOSITE = {"exports": "imports", "imports": "exports"}
_BESIDE = 12  # characters behind the words in which a partner may still be named
_BARE = 30  # longer words have named their partner themselves


@dataclass(slots=True)
class Viewpoint:
    """Whether an article, and the sentence ``last`` looked at, speak from the partner's side; a paragraph goes on as it began."""

    whole: bool | None = None
    last: Passage | None = None
    abroad: bool = False

    def turned(self, passage: Passage, trigger: Trigger, stop: int) -> str:
        """The metric that trigger words mean, told from the home side.

        stop  where the amount begins that they name; words behind it tell nothing.
        """
        if trigger.metric not in _OPPOSITE:
            return trigger.metric
        self._look(passage, trigger.start)
        return _OPPOSITE[trigger.metric] if self.abroad and _bare(passage, trigger, stop) else trigger.metric

    def _look(self, passage: Passage, stop: int) -> None:
        """Learn the side from the words before ``stop`` that name both a direction and a partner."""
        if self.whole is None:
            self.whole = passage.table["abroad"].search(passage.text) is not None
        if self.last is not passage:
            last, self.last, goes_on = self.last, passage, self.abroad
            self.abroad = self.whole
            if last is not None and last.paragraph == passage.paragraph:
                self.abroad = goes_on
                self._learn(last, last.end)
        self._learn(passage, stop)

    def _learn(self, passage: Passage, stop: int) -> None:
        """Take the side that the last words before a place tell."""
        for one in _whole(passage):
            if one.start < stop and one.metric in _OPPOSITE and not _bare(passage, one, one.end):
                self.abroad = _told(passage, one, otherwise=self.abroad)


def _whole(passage: Passage) -> Iterator[Trigger]:
    """The words that name a direction, without those that stand inside longer ones: 出口 in 中方出口."""
    reach = -1
    for one in (one for one in passage.triggers if one.metric in _OPPOSITE):
        if one.end > reach:
            yield one
        reach = max(reach, one.end)


def _bare(passage: Passage, trigger: Trigger, stop: int) -> bool:
    """Whether words name a direction and no partner: "exports", "its imports"."""
    if trigger.end - trigger.start > _BARE:
        return False
    end = min(trigger.end + _BESIDE, stop) if trigger.end <= stop else trigger.end + _BESIDE
    words = passage.text[max(passage.start, trigger.start - 2) : max(end, trigger.end)]
    return not any(passage.table[name].search(words) for name in ("partner", "home"))


def _told(passage: Passage, trigger: Trigger, *, otherwise: bool) -> bool:
    """Whether words that mean the home side's exports call them imports, or the other way round."""
    words, table = passage.text[trigger.start : trigger.end], passage.table
    named = {"exports": table["exported"].search(words), "imports": table["imported"].search(words)}
    if named[_OPPOSITE[trigger.metric]]:
        return True
    return False if named[trigger.metric] else otherwise
