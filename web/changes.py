"""Changes: two versions of an article beside each other, fact by fact and sentence by sentence, down to the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from facts.compare.diff import Difference, differ
from models import browse
from models.sentences import sentences

_WORD = re.compile(r"[\u3400-\u9fff]|\w+|\s+|[^\w\s]")
_MOST = 400  # sentences compared; a longer text is cut there, its facts are compared all the same

Part = tuple[str, str]
"""A piece of a sentence and how it changed: "same", "went" or "came"."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one version to the next: what the facts say, and each sentence that changed, in parts."""

    before: browse.Reading
    after: browse.Reading
    facts: Difference
    title: list[Part]
    sentences: list[list[Part]]
    statements_went: list[str]
    statements_came: list[str]

    @property
    def same_facts(self) -> bool:
        """Whether no figure and no statement changed."""
        figures = self.facts.changed or self.facts.added or self.facts.gone
        return not (figures or self.statements_went or self.statements_came)


def changes(readings: Sequence[browse.Reading]) -> list[Change]:
    """From version to version, the latest change first."""
    return [_change(*pair) for pair in pairwise(readings)][::-1]


def _change(before: browse.Reading, after: browse.Reading) -> Change:
    said, says = ([one.text for one in reading.facts.statements] for reading in (before, after))
    return Change(
        before,
        after,
        differ(before.facts.figures, after.facts.figures),
        words(before.title, after.title) if before.title != after.title else [],
        _changed(sentences(before.text)[:_MOST], sentences(after.text)[:_MOST]),
        [text for text in said if text not in says],
        [text for text in says if text not in said],
    )


def _changed(old: list[str], new: list[str]) -> list[list[Part]]:
    """Sentences that went, came, or were changed; those that were changed are told word by word."""
    steps = [step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"]
    found: list[list[Part]] = []
    for _, low, high, begin, end in steps:
        found += [words(was or "", now or "") for was, now in zip_longest(old[low:high], new[begin:end])]
    return found


def words(was: str, now: str) -> list[Part]:
    """Two wordings in one line: what stayed, what went and what came."""
    old, new = _WORD.findall(was), _WORD.findall(now)
    parts: list[Part] = []
    for name, low, high, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name == "equal":
            parts.append(("same", "".join(old[low:high])))
            continue
        parts += [("went", "".join(old[low:high]))] if high > low else []
        parts += [("came", "".join(new[begin:end]))] if end > begin else []
    return parts
