"""Text → frames: its sentences with the quotations masked and everybody named in them found."""

from collections.abc import Iterator
from dataclasses import replace

from facts.extract.attribution import Frame
from facts.extract.dialogue import find_dialogue
from facts.extract.languages.speech import Speech, load_speech
from facts.extract.mentions import Mention, Namer, Who
from facts.extract.quotations import Quotation, find_quotations, mask, without_interruptions
from facts.extract.remembered import Remembered
from facts.extract.sentences import split
from facts.watch import Topic

_LONGEST = 1_200  # a longer sentence is none; it is read in pieces


def read_frames(text: str, topic: Topic, speech: Speech) -> list[Frame]:
    """Cut a text into frames, in reading order."""
    namer = _namer(topic, speech.language)
    quotations = _quotations(text, namer, speech)
    masked = mask(text, quotations)
    namings = namer.within(masked)
    waiting = list(reversed(quotations))
    frames: list[Frame] = []
    for start, end, paragraph in _pieces(masked, speech):
        inside = []
        while waiting and waiting[-1].left < end:
            inside.append(waiting.pop())
        frames.append(
            Frame(
                number=len(frames),
                text=masked,
                original=text,
                start=start,
                end=end,
                paragraph=paragraph,
                mentions=[_as_printed(one, text) for one in namings.find(start, end)],
                quotations=inside,
            )
        )
    return frames


def _as_printed(mention: Mention, text: str) -> Mention:
    """A body with its name in quotation marks, which are masked where sentences are read."""
    return replace(mention, words=text[mention.start : mention.end]) if mention.kind is Who.BODY and "«" in mention.words else mention


def read_title(title: str, topic: Topic, speech: Speech) -> list[Mention]:
    """Who is named in a headline."""
    return _namer(topic, speech.language).within(title).find(0, len(title))


def _quotations(text: str, namer: Namer, speech: Speech) -> list[Quotation]:
    """Quotations by their marks, and those by layout where no marks stand."""
    spoken = find_dialogue(text, namer, speech)
    marked = [part for whole in find_quotations(text) for part in without_interruptions(text, whole, speech)]
    kept: list[Quotation] = []
    for one in sorted([*spoken, *marked], key=lambda each: (each.left, -each.right)):
        if not kept or one.left >= kept[-1].right:
            kept.append(one)
    return kept


def _pieces(masked: str, speech: Speech) -> Iterator[tuple[int, int, int]]:
    """The sentences, without the dateline of the first and none endlessly long."""
    dateline = speech["datelines"].match(masked)
    begin = dateline.end() if dateline else 0
    for sentence in split(masked):
        for start in range(max(sentence.start, begin), sentence.end, _LONGEST):
            yield start, min(start + _LONGEST, sentence.end), sentence.paragraph


_namer = Remembered(lambda topic, language: Namer(topic, load_speech(language)))
