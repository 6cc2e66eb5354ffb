"""Who answers for which stretch of an article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facts.article import Article
from facts.extract.attribution import Frame
from facts.extract.languages.speech import Speech, load_speech
from facts.extract.script import Script, read_script
from facts.extract.speaker import Speaker
from facts.statement import Statement
from facts.watch import Topic

_GOES_ON = 2  # sentences of a paragraph that still tell what was said in the one before them


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A stretch of text [start, end) whose content ``name`` answers for."""

    start: int
    end: int
    name: str


def credits(  # noqa: A001 - what they are called
    article: Article, statements: Sequence[Statement], language: str, topic: Topic
) -> tuple[Credit, ...]:
    """Find the stretches whose content somebody answers for.

    article     the text the offsets point into
    statements  as read_statements returned them for it
    returns     statements with a speaker; the sentences they stand in; up to two sentences of the same paragraph behind them,
                which go on telling what was said; sentences with a source of their own («по данным …»), or whose source the next
                one names. They overlap: the narrowest one that covers a figure names who answers for it.
    """
    said = (Credit(start=one.start, end=one.end, name=one.speaker) for one in statements if one.speaker)
    return (*said, *_sentences(read_script(article, language, topic), load_speech(language)))


def _opening(script: Script) -> tuple[Speaker | None, int]:
    """The house whose figures an article opens with, and its sentence; the second paragraph goes on with them until another speaks."""
    opening = [frame.number for frame in script.frames if frame.paragraph == script.frames[0].paragraph]
    first = next((number for number in opening if number in script.voices), 0)
    house = script.voices.get(first)
    return (house if house and house.is_body else None), first


def _turns(frame: Frame, script: Script, speech: Speech, opened: int) -> bool:
    """Whether an article leaves the house it opened with: in its third paragraph; where one word governs many sentences,
    with its own paragraph, save for a source that stands in front of all: that only a numbered part ends."""
    if not speech.governs:
        return frame.paragraph > script.frames[0].paragraph + 1
    foremost = speech["foremost"].search(script.frames[opened].words) is not None
    numbered = speech["items"].match(frame.text, frame.start) is not None
    return frame.paragraph > script.frames[0].paragraph and (numbered or not foremost)


def _spoken(frame: Frame, script: Script) -> Speaker | None:
    """Who answers for a sentence by its own words; houses that somebody refers to in an article of his own do not."""
    own = script.voices.get(frame.number)
    signed = script.source is not None and not script.source.is_body
    return None if own and signed and own.is_body else own


def _sentences(script: Script, speech: Speech) -> Iterator[Credit]:
    speaking, since, paragraph = None, 0, -1
    house, opened = _opening(script) if speech.opening_carries else (None, 0)
    for frame in script.frames:
        own = _spoken(frame, script)
        if (own and own != house) or _turns(frame, script, speech, opened):
            house = None
        if own or frame.paragraph != paragraph or frame.number - since > _GOES_ON:
            speaking, since, paragraph = own, frame.number, frame.paragraph
        if answers := speaking or script.source or (house if opened <= frame.number else None):
            yield Credit(start=frame.start, end=frame.end, name=answers.name)
