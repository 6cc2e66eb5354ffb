"""Quotation marks → the stretches they enclose. Marks only: whose words they are is told in speakers.py."""

import re
from dataclasses import dataclass

from facts.extract.languages.speech import Speech

_CLOSERS = {"“": '”"“', "„": '“”"', "«": "»", "「": "」", "『": "』", '"': '"”', "〝": "〞", "‘": "’"}
_NESTING = {"«": "»", "「": "」", "『": "』", "“": "”", "„": "“”"}
_MARKS = re.compile(r'["“”„«»「」『』〝〞‘’]|\n')
_LONGEST = 6_000  # a quotation whose end is further away has lost its end
_MOST_LINES = 12
_STOPS = ".!?…。！？,，"
_SPACE = " \t\u00a0\u202f\u3000\n([（【—–-"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between outer quotation marks.

    start, end   the words without the marks
    left, right  with them; equal to start or end where the mark is missing
    answer       whether the layout of an interview shows it, so that the one who is asked speaks
    """

    start: int
    end: int
    left: int
    right: int
    answer: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Find the outer quotations of a text, in reading order and never overlapping.

    text     as published, with any of the marks “” "" «» „“ 「」『』; inner marks belong to the outer quotation. A quotation runs
             on over paragraphs when its end comes before the next beginning; one whose end is lost ends with its paragraph.
    """
    found: list[Quotation] = []
    at = 0
    while match := _MARKS.search(text, at):
        at = match.end()
        if match.group() in _CLOSERS and _opens(text, match.start()):
            found.append(_closed(text, match.start()))
            at = max(at, found[-1].right)
    return [quotation for quotation in found if text[quotation.start : quotation.end].strip()]


def without_interruptions(text: str, whole: Quotation, speech: Speech) -> list[Quotation]:
    """Cut out an attribution that stands inside the marks: «…, — сказал министр. — …» are two quotations."""
    parts = []
    start, left = whole.start, whole.left
    cuts = speech["interruption"].finditer(text, whole.start, whole.end)
    for opening, closing in zip(cuts, cuts, strict=False):
        if speech["cues"].search(text, opening.end(), closing.start()):
            parts.append(Quotation(start, opening.start(), left, opening.start()))
            start = left = closing.end()
    return [*parts, Quotation(start, whole.end, left, whole.right)]


def mask(text: str, quotations: list[Quotation]) -> str:
    """Blank out the quotations: their letters become "x", so that no name, verb or full stop in them is taken for the article's.

    A full stop at its end stays, for a sentence may end inside its quotation. Offsets stay as they are.
    """
    parts, at = [], 0
    for quotation in quotations:
        last = text[quotation.end - 1]
        parts += [text[at : quotation.start], "x" * (quotation.end - quotation.start - 1), last if last in _STOPS else "x"]
        at = quotation.end
    return "".join([*parts, text[at:]])


def _opens(text: str, at: int) -> bool:
    """Tell an opening mark; straight ones and ‘ look alike on both sides, so their neighbours decide."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "«「『„〝":
        return True
    if not after or after.isspace():
        return False
    if mark == "“":
        return True
    if mark == "‘":
        return not before or before in _SPACE
    return not before or before in _SPACE or (not before.isalnum() and before not in ".,!?…»”)]。！？") or _is_han(before)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "：，。"


def _closed(text: str, left: int) -> Quotation:
    """Follow a quotation from its opening mark to its end."""
    mark, depth, last, lines = text[left], 1, 0, 0
    stop = min(len(text), left + _LONGEST)
    for match in _MARKS.finditer(text, left + 1, stop):
        at, char = match.start(), match.group()
        lines += char == "\n"
        if char == "\n" and (last or lines > _MOST_LINES):
            break
        if char in _CLOSERS[mark] and _closes(text, at, mark):
            depth, last = depth - 1, at
            if depth == 0:
                return Quotation(left + 1, at, left, at + 1)
        elif char == mark and not _starts_paragraph(text, at):
            if lines:
                break
            depth += 1
    if last:
        return Quotation(left + 1, last, left, last + 1)
    end = text.find("\n", left, stop)
    end = stop if end < 0 else end
    return Quotation(left + 1, end, left, end)


def _closes(text: str, at: int, mark: str) -> bool:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char in _NESTING.get(mark, "") or char in "”〞":
        return True
    if char == "’":
        return not after.isalnum()
    if before.isspace() and after.isalnum():
        return False
    return not after.isalnum() or _is_han(after)


def _starts_paragraph(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] == "\n"
