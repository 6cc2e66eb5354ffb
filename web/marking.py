"""Marking: a stretch of text with what stands before and behind it, cut at word borders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """Text in three parts; ``before`` and ``after`` begin and end with … where they were cut."""

    before: str
    words: str
    after: str


def mark(text: str, start: int, end: int | None, around: int) -> Marked:
    """Cut ``text`` around the words at [start, end).

    around  characters wanted on either side; None of them is lost where the text is shorter
    """
    stop = start if end is None else end
    first, last = max(start - around, 0), min(stop + around, len(text))
    before, after = text[first:start], text[stop:last]
    if first:
        before = "…" + before[before.find(" ") + 1 :]
    if last < len(text):
        cut = after.rfind(" ")
        after = (after[:cut] if cut > 0 else after) + "…"
    return Marked(before, text[start:stop], after)
