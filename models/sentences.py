"""The sentence around some words, for a reader of the log."""

import re
from itertools import pairwise

_END = re.compile(r"[。！？]+[”』」]?|[.!?…]+[»”\"')]*(?=\s+[^\sa-zа-яіў])|\n")
LONGEST = 600


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``, or the words alone with what fits around them where it is too long."""
    begins = max((found.end() for found in _END.finditer(text, 0, start)), default=0)
    after = _END.search(text, end)
    ends = after.end() if after else len(text)
    if ends - begins > max(LONGEST, end - start):
        room = max((LONGEST - (end - start)) // 2, 0)
        begins, ends = max(begins, start - room), min(ends, end + room)
    return text[begins:ends].strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text, for a reader to compare two versions by."""
    cuts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    return [piece for low, high in pairwise(cuts) if (piece := text[low:high].strip())]
