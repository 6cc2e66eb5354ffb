"""Sentence by sentence: who speaks in each, and which of its words are said by whom."""

from dataclasses import dataclass
from itertools import zip_longest

from facts.article import Article
from facts.extract.attribution import Attribution, Frame, attributions, is_oblique
from facts.extract.bylines import author
from facts.extract.dialogue import guest, opens_dialogue
from facts.extract.frames import read_frames, read_title
from facts.extract.languages.speech import Speech, load_speech
from facts.extract.listed import read_points
from facts.extract.mentions import Mention, Who
from facts.extract.quoted import read_quotations
from facts.extract.reported import named_source, points_back, read_reported
from facts.extract.said import Said, Shape, settle, without_summaries
from facts.extract.speaker import Speaker
from facts.extract.speakers import Cast
from facts.watch import Topic

_LEAD = 3  # sentences in which an article says whose figures it gives


@dataclass(frozen=True, slots=True)
class Script:
    """An article as its speakers made it.

    frames  its sentences, quotations masked
    said    what is said in them, in reading order and never overlapping
    voices  by the number of a sentence, who answers for it
    source  whose figures the whole article gives: its author's, or somebody's whom headline or outlet name
    """

    frames: list[Frame]
    said: list[Said]
    voices: dict[int, Speaker]
    source: Speaker | None = None


def read_script(article: Article, language: str, topic: Topic) -> Script:
    """Read who says what in an article whose language is known; raises nothing on any text."""
    # Statements and credits both ask for the script of one article, one after the other.
    for last in _LAST:
        if last[0] is article and last[1] == language and last[2] is topic:
            return last[3]
    script = _read(article, language, topic)
    _LAST[:] = [(article, language, topic, script)]
    return script


_LAST: "list[tuple[Article, str, Topic, Script]]" = []


def _read(article: Article, language: str, topic: Topic) -> Script:
    speech = load_speech(language)
    frames = read_frames(article.text, topic, speech)
    cast = Cast(topic, speech, article.published)
    cast.guest = guest(frames, read_title(article.title, topic, speech), cast, speech)
    reading = _Reading(frames, cast, speech)
    for frame, following in zip_longest(frames, frames[1:]):
        reading.read(frame, following)
    said = without_summaries(reading.said, article.text, speech)
    source = author(frames, cast, speech) or _house(article, frames, reading.voices, speech)
    return Script(frames, said, reading.voices, source)


def _house(article: Article, frames: list[Frame], voices: dict[int, Speaker], speech: Speech) -> Speaker | None:
    """The first to answer for a sentence, where it is a house and headline, outlet or that sentence give its figures."""
    lead = min(voices, default=_LEAD)
    first = voices[lead] if lead < _LEAD else None
    if first is None or first.party is None or first.party.kind != "body":
        return None
    return first if speech["headlines"].search(f"{article.title}\n{article.outlet}\n{frames[lead].words}") else None


class _Reading:
    """One pass over an article, and what it must remember from one sentence to the next.

    quoted     who was quoted last: a quotation that stands alone is his
    governing  whose verb still speaks for this paragraph
    opened     whether the line before was a name and a colon
    """

    def __init__(self, frames: list[Frame], cast: Cast, speech: Speech) -> None:
        self._frames, self._cast, self._speech = frames, cast, speech
        self._quoted: Speaker | None = None
        self._governing: Speaker | None = None
        self._opened = False
        self.said: list[Said] = []
        self.voices: dict[int, Speaker] = {}

    def read(self, frame: Frame, following: Frame | None) -> None:
        if frame.number and frame.paragraph != self._frames[frame.number - 1].paragraph:
            self._governing = None
        self._cast.note(frame.mentions, frame.text)
        opened, self._opened = self._opened, opens_dialogue(frame.text, frame.start, frame.end, frame.mentions, self._speech)
        if self._opened:
            self._quoted = self._cast.last = self._cast.speaker(frame.mentions[0])
            return
        self._source(frame)
        found = self._pointed(frame) or self._counted_up(frame)
        if not found:
            carried = self._just_before(frame) or self._carried(frame)
            direct = read_quotations(frame, following, self._cast, self._speech, carried, opened or self._goes_on(frame))
            reported = read_reported(frame, direct, self._cast, self._speech, self._governing)
            found = settle(direct, reported, frame.original)
            self._quoted = direct[-1].speaker if direct else self._quoted
            self._governing = reported[-1].speaker if self._speech.governs and reported else self._governing
        self.said += found
        self._remember(frame, found)

    def _carried(self, frame: Frame) -> Speaker | None:
        """Whose a quotation is that stands alone: of the one its paragraph speaks of, else of whoever was quoted last."""
        follows = frame.number > 0 and self._frames[frame.number - 1].paragraph == frame.paragraph
        last = self._cast.last
        able = last is not None and not last.is_body and not last.media
        return last if able and (follows or self._quoted is None) else self._quoted

    def _goes_on(self, frame: Frame) -> bool:
        """Whether the sentence just before was somebody's words in the same paragraph."""
        before = self._frames[frame.number - 1] if frame.number else None
        last = self.said[-1] if self.said else None
        return bool(before and last and last.direct and last.frame == before.number and before.paragraph == frame.paragraph)

    def _just_before(self, frame: Frame) -> Speaker | None:
        """Who said what the sentence before tells, in the same paragraph: a quotation that stands alone goes on with him."""
        last = self.said[-1] if self.said else None
        before = self._frames[frame.number - 1] if frame.number else None
        here = last and before and last.frame == before.number and before.paragraph == frame.paragraph
        return last.speaker if last and here else None

    def _source(self, frame: Frame) -> None:
        """Note whose figures these are («по данным Белстата»), here or, where this sentence only points back, in the one before."""
        if source := named_source(frame, self._cast, self._speech):
            self.voices[frame.number] = source
        if frame.number and self._speech["told_before"].search(frame.words):
            houses = (self._cast.speaker(mention) for mention in frame.mentions if mention.is_body)
            if house := next((house for house in houses if house and not house.media), None):
                self.voices.setdefault(frame.number - 1, house)
        if frame.number and self._speech["estimates"].search(frame.words):
            able = (self._person(frame, mention) for mention in frame.mentions)
            if person := next((person for person in able if person), None):
                self.voices[frame.number - 1] = person

    def _pointed(self, frame: Frame) -> list[Said]:
        """The sentence before, where this one only says who said it."""
        before = self._frames[frame.number - 1] if frame.number else None
        speaker = points_back(frame, self._cast, self._speech)
        if before is None or speaker is None or (self.said and self.said[-1].frame == before.number):
            return []
        self.voices[before.number] = speaker
        end = before.start + len(before.words.rstrip(" .!?。\n"))
        return [Said(start=before.start, end=end, speaker=speaker, shape=Shape.POINTED, frame=before.number)]

    def _counted_up(self, frame: Frame) -> list[Said]:
        """The points that the statement before announced; it only announced them, and goes."""
        points = read_points(frame, self.said[-1] if self.said else None, self._speech)
        if points:
            self.said.pop()
        return points

    def _remember(self, frame: Frame, found: list[Said]) -> None:
        """The one who spoke last is who "he" is; in a sentence without speech, its first subject."""
        speaker = found[-1].speaker if found else self._attributed(frame)
        if speaker:
            if not found or found[0].shape != Shape.POINTED:
                self.voices.setdefault(frame.number, speaker)
            self._cast.last = speaker
        elif not self._governing:
            able = (self._person(frame, mention) for mention in frame.mentions)
            self._cast.last = next((person for person in able if person), self._cast.last or self._only(frame))

    def _attributed(self, frame: Frame) -> Speaker | None:
        """Who speaks in a sentence of which nothing was taken as his words."""
        holding = (one for one in attributions(frame, self._speech, "holding_cues") if one.subject and self._holds(frame, one))
        cues = (*attributions(frame, self._speech), *holding)
        named = (self._cast.speaker(one.subject) for one in cues if one.subject)
        return next((speaker for speaker in named if speaker and not speaker.media), None)

    def _holds(self, frame: Frame, one: Attribution) -> bool:
        """Whether a body's verb of holding is still in the clause of its subject, where words do not stand apart."""
        gap = frame.text[one.subject.end : one.start] if one.subject and not self._speech.spaced else ""
        return "，" not in gap and "," not in gap

    def _only(self, frame: Frame) -> Speaker | None:
        """The one person a sentence names, in whatever case, where nobody else could be "he" yet."""
        named = [mention for mention in frame.mentions if mention.is_named]
        return self._cast.speaker(named[0]) if len(named) == 1 and (named[0].party or named[0].role) else None

    def _person(self, frame: Frame, mention: Mention) -> Speaker | None:
        """Whom a mention means, where it could be the one "he" means later."""
        if mention.kind in (Who.PRONOUN, Who.BODY) or is_oblique(frame, mention, self._speech):
            return None
        speaker = self._cast.speaker(mention)
        whole = not self._speech.spaced or _whole_name(mention, speaker)
        if mention.kind == Who.NAME and (not whole or self._speech["no_persons"].search(mention.words)):
            return None
        return None if speaker is None or speaker.media else speaker


def _whole_name(mention: Mention, speaker: Speaker | None) -> bool:
    """Whether somebody is called by first name and surname, or by one of them once he was called so."""
    return " " in mention.words or (speaker is not None and " " in speaker.name)
