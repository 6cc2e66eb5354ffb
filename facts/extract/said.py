"""What was found to be said, before it becomes a statement; and which of two findings of one stretch stands."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from facts.extract.languages.speech import Speech
from facts.extract.speaker import Speaker

_FIGURE = re.compile(r"\d")
_AMOUNT = re.compile(r"(?:[^\W\d]+ ){0,2}[$€£¥]?\d[\d.,–-]*(?: ?%| [^\W\d]+){0,3}")  # "according to him, about 300 million dollars"
_MARKS = ' \n“”"「」『』。'
_PART = 6  # characters: a shorter part is none
_LEAD = 3  # sentences in which an article tells in short what it goes on to quote


class Shape(StrEnum):
    """How the words hang on their attribution."""

    QUOTED = "quoted"  # “…”
    THAT = "that"  # said that …
    BARE = "bare"  # said …
    CLOSED = "closed"  # …, he said.
    INSERTED = "inserted"  # …, he said, …
    ACCORDING = "according"  # according to him, …
    ASKED = "asked"  # urged …, offered to …
    NAMED = "named"  # called it …
    GOVERNED = "governed"  # the sentence behind one that was attributed
    POINTED = "pointed"  # …. He said so on Monday.


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words at [start, end), who says them, and the cue as printed.

    frame  the number of the sentence in the article
    """

    start: int
    end: int
    speaker: Speaker | None
    cue: str = ""
    shape: Shape = Shape.QUOTED
    frame: int = 0

    @property
    def direct(self) -> bool:
        """Whether these are the speaker's own words."""
        return self.shape == Shape.QUOTED


def settle(direct: list[Said], reported: list[Said], text: str) -> list[Said]:
    """Choose among quotations and clauses of one sentence, so that no two overlap.

    A clause of a that-word, or one closed by its attribution, holds the scraps quoted in it unless they are most of it; any
    other clause with a quotation in it is only the frame of that quotation.
    """
    quoted = list(direct)
    clauses: list[Said] = []
    for one in reported:
        inside = [other for other in quoted if _overlap(one, other)]
        if parted := _parted(one, inside, text):
            clauses.append(parted)
            continue
        covered = sum(min(one.end, other.end) - max(one.start, other.start) for other in inside)
        if one.end - one.start <= 0 or any(_overlap(one, other) for other in clauses):
            continue
        if covered and (one.shape not in (Shape.THAT, Shape.CLOSED) or covered * 2 > one.end - one.start):
            continue
        quoted = [other for other in quoted if other not in inside]
        clauses.append(one)
    return sorted([*quoted, *clauses], key=lambda one: one.start)


def _parted(one: Said, inside: list[Said], text: str) -> Said | None:
    """The clause in front of the quotation it closes with: 他认为，A，“B”."""
    if one.shape != Shape.THAT or len(inside) != 1 or text[inside[0].end : one.end].strip(_MARKS):
        return None
    before = text[one.start : inside[0].start].rstrip(_MARKS)
    if before[-1:] != "，" or len(before) < _PART:
        return None
    return replace(one, end=one.start + len(before) - 1)


def without_summaries(said: list[Said], text: str, speech: Speech) -> list[Said]:
    """Drop the paraphrases that only tell in short what the same speaker says below, where the language's news is written so.

    In its first sentences such an article closes a paraphrase with "…, said the minister", or points back to it with "the minister
    said so", and then lets him speak. Further down, what closes with "he said" and leads to his quotation in the next sentence stays
    only where it gives a figure; a clause of a that-word, and words around "he says", stand anywhere.
    """
    said = [one for one in said if not (one.shape is Shape.ACCORDING and _AMOUNT.fullmatch(text, one.start, one.end))]
    if speech.lead_paraphrase == "statement":
        return said
    return [
        one for number, one in enumerate(said) if not (_leads(one, said[number + 1 :], text) or _introduces(one, said[number + 1 :], text))
    ]


def _leads(one: Said, after: list[Said], text: str) -> bool:
    if one.shape is Shape.POINTED and _FIGURE.search(text, one.start, one.end):
        return False
    in_short = one.shape in (Shape.CLOSED, Shape.POINTED) and one.frame < _LEAD and one.speaker is not None
    return in_short and any(_is_same(other, one) and other.shape is not Shape.INSERTED for other in after)


def _is_same(one: Said, other: Said) -> bool:
    return one.speaker is not None and other.speaker is not None and one.speaker.name == other.speaker.name


def _introduces(one: Said, after: list[Said], text: str) -> bool:
    if one.shape not in (Shape.BARE, Shape.NAMED, Shape.CLOSED) or not after or _FIGURE.search(text, one.start, one.end):
        return False
    following = after[0]
    return following.direct and following.frame - one.frame <= 1 and _is_same(following, one)


def _overlap(one: Said, other: Said) -> bool:
    return min(one.end, other.end) > max(one.start, other.start)
