"""Which words say that somebody says something, and who that is: the cue and its subject in one sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from facts.extract.languages.speech import Speech
from facts.extract.mentions import Mention, Who
from facts.extract.quotations import Quotation

_MOST = 12  # mentions in front of a verb among which its subject is looked for
_CLAUSE = "，,；;：:」”"
_OFFICE = 30  # characters between a name and the office that explains it
_AFTER = 70  # how far behind its verb a subject may stand
_BLANK = re.compile(r"[\s,，—–-]*")
_MARKS = re.compile(r'["“”„«»「」『』]')
_QUOTES = '»”"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence of the masked text, a quotation in it counting as one word.

    number    its place in the article, from 0
    text      the whole masked article: offsets are the article's
    original  the article itself
    found     the attributions read so far, by table
    """

    number: int
    text: str
    original: str
    start: int
    end: int
    paragraph: int
    mentions: list[Mention]
    quotations: list[Quotation]
    found: "dict[str, list[Attribution]]" = field(default_factory=dict, compare=False)

    @property
    def words(self) -> str:
        """The masked sentence."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A cue at [start, end) and its subject; None where the sentence does not name one.

    since  where the words begin that the subject is explained with: "the head of the plant, Ivan Ivanov, said"
    """

    start: int
    end: int
    cue: str
    subject: Mention | None
    since: int | None = None

    @property
    def left(self) -> int:
        """Where the attribution begins, subject included."""
        begin = self.start if self.since is None else min(self.start, self.since)
        return min(begin, self.subject.start) if self.subject else begin

    @property
    def right(self) -> int:
        """Where it ends, subject included."""
        return max(self.end, self.subject.end) if self.subject else self.end


def attributions(frame: Frame, speech: Speech, table: str = "cues") -> list[Attribution]:
    """The cues of a sentence with their subjects, in reading order."""
    if table not in frame.found:
        frame.found[table] = list(_attributions(frame, speech, table))
    return frame.found[table]


def _attributions(frame: Frame, speech: Speech, table: str) -> Iterator[Attribution]:
    shared: Mention | None = None
    for match in speech[table].finditer(frame.text, frame.start, frame.end):
        if any(mention.start <= match.start() and match.end() <= mention.end for mention in frame.mentions):
            continue
        subject, since = _subject(frame, match.start(), match.end(), speech)
        if subject is None and speech["joined"].search(frame.text, frame.start, _trimmed(frame, match.start())):
            subject = shared or _first(frame, match.start(), speech)
        shared = subject or shared
        yield Attribution(start=match.start(), end=match.end(), cue=match.group(), subject=subject, since=since)


def quotings(frame: Frame, speech: Speech) -> Iterator[Attribution]:
    """Yield the places where one is quoted by another: the subject is the one quoted, in whatever case he stands."""
    for match in speech["quoting_cues"].finditer(frame.text, frame.start, frame.end):
        inside = speech["oblique_pronouns"].search(match.group())
        behind = (mention for mention in frame.mentions if 0 <= mention.start - match.end() <= 20)
        subject = _pronoun(match, inside.group()) if inside else next(behind, None)
        yield Attribution(start=match.start(), end=match.end(), cue=match.group(), subject=subject)


def documents(frame: Frame, speech: Speech) -> Iterator[Attribution]:
    """Yield the places where a document speaks: "a statement under which …"."""
    for match in speech["document_cues"].finditer(frame.text, frame.start, frame.end):
        near = [
            one
            for one in frame.mentions
            if one.kind != Who.PRONOUN and (abs(match.start() - one.end) <= 4 or 0 <= one.start - match.end() <= 4)
        ]
        if near:
            yield Attribution(start=match.start(), end=match.end(), cue=match.group(), subject=near[-1])


def _pronoun(match: re.Match[str], words: str) -> Mention:
    return Mention(start=match.start(), end=match.end(), kind=Who.PRONOUN, words=words)


def _trimmed(frame: Frame, at: int) -> int:
    return frame.start + len(frame.text[frame.start : at].rstrip())


def _first(frame: Frame, stop: int, speech: Speech) -> Mention | None:
    able = (one for one in frame.mentions if one.end <= stop and not _is_medium(one))
    return next((one for one in able if not is_oblique(frame, one, speech)), None)


def is_oblique(frame: Frame, mention: Mention, speech: Speech) -> bool:
    """Whether a mention hangs on a preposition: "with Xi Jinping" says nothing."""
    if mention.kind == Who.PRONOUN and speech["oblique_pronouns"].fullmatch(mention.words):
        return True
    if mention.kind == Who.ROLE and speech["oblique_words"].search(mention.words.split()[-1]):
        return True
    before = frame.text[max(frame.start, mention.start - 30) : mention.start].rstrip()
    return speech["oblique"].search(before) is not None


def _subject(frame: Frame, start: int, end: int, speech: Speech) -> tuple[Mention | None, int | None]:
    """Who says what a cue tells, and where the words begin that explain him."""
    if not speech.spaced:
        return _subject_in_front(frame, start, end, speech), None
    before, since = _before(frame, start, speech)
    return before or (_behind(frame, start, end, speech) if speech.inverted else None), since


def _before(frame: Frame, start: int, speech: Speech) -> tuple[Mention | None, int | None]:
    """The nearest mention in front of the verb with nothing but adverbs, a circumstance, or an apposition in commas, between them."""
    verb, passed = start, False
    trailing = speech["participles"].fullmatch(frame.words[start - frame.start :].split(maxsplit=1)[0])  # ", told reporters, adding"
    for mention in reversed(_near(frame, verb)):
        if mention.end > start:
            continue
        gap = frame.text[mention.end : start]
        if _is_house(frame, mention, verb, speech) and is_idle(gap, speech):
            return mention, None
        if is_oblique(frame, mention, speech):
            start = _joint(frame, mention, start, speech)
            continue
        if _MARKS.search(gap.strip(_QUOTES)) or len(gap) > 200:
            return None, None
        common = mention.kind == Who.ROLE or (mention.kind == Who.BODY and mention.words.islower())
        if _comma_around(frame, mention, gap) and not common:
            return mention, _explained(frame, mention)
        explained = mention.role and mention.is_named and gap.strip() == ","  # "the head of the plant, Ivan Ivanov, said"
        if explained or is_idle(gap, speech) or (not passed and _is_circumstance(gap, speech)):
            return mention, None
        if _is_apposition(gap) and not (trailing and speech["cues"].search(gap)) and not _comma_before(frame, mention):
            return _leading(frame, mention) or _named_before(frame, mention) or mention, None
        passed = passed or mention.kind == Who.ROLE or (mention.kind == Who.PARTY and not mention.is_body)
    return None, None


def _joint(frame: Frame, mention: Mention, start: int, speech: Speech) -> int:
    """Where the words in front of the verb begin, once the second of two who speak together is taken off: "X and Y said".

    What the two sides agreed on is nobody's statement.
    """
    before = frame.text[frame.start : mention.start].rstrip()
    joined = speech["joined"].search(before)
    if not joined or not is_idle(frame.text[mention.end : start], speech):
        return start
    at = frame.start + joined.start()
    first = next((one for one in frame.mentions if one.end == at), None)
    if first is None or (first.party and mention.party and first.party.side != mention.party.side):
        return start
    return at + 1


def _is_circumstance(gap: str, speech: Speech) -> bool:
    """Whether a gap tells when or where; adverbs may stand in it: «он же в феврале»."""
    return any(speech["circumstances"].fullmatch(words) for words in (gap, re.sub(r"\s+", " ", speech["between"].sub("", gap))))


def _is_house(frame: Frame, mention: Mention, start: int, speech: Speech) -> bool:
    """«В министерстве пояснили»: a body that speaks through a verb without a subject."""
    inside = speech["inside"].fullmatch(frame.text[frame.start : mention.start].strip())
    return mention.is_body and inside is not None and speech["impersonal"].match(frame.text, start, frame.end) is not None


def _is_house_behind(frame: Frame, mention: Mention, cue: tuple[int, int], gap: str, speech: Speech) -> bool:
    """«…, сообщили журналистам в министерстве»: likewise, the body behind its verb."""
    if not mention.is_body or _is_medium(mention) or not gap.strip() or len(gap) > _AFTER:
        return False
    *told, inside = gap.split()
    return bool(
        speech["inside"].fullmatch(inside)
        and speech["impersonal"].search(frame.text, *cue)
        and not speech["holding_cues"].match(frame.text, cue[0])
        and not speech["carriers"].search(mention.words)
        and is_idle(f" {' '.join(told)} ", speech)
    )


def _explained(frame: Frame, mention: Mention) -> int | None:
    """Where the clause begins whose subject a name between commas explains."""
    before = frame.text[frame.start : mention.start].rstrip(" ,\u00a0")
    return frame.start + max(before.rfind(mark) for mark in ',;"”»') + 1


def is_idle(gap: str, speech: Speech) -> bool:
    """Whether a gap holds nothing but blanks, adverbs and auxiliaries."""
    rest = speech["between"].sub(" ", speech["honorifics"].sub(" ", re.sub(r"\([^()]{0,40}\)", " ", gap))) if len(gap) < 120 else gap
    return _BLANK.fullmatch(rest) is not None and rest.count(",") in (0, 2)


def _is_apposition(gap: str) -> bool:
    return gap.lstrip()[:1] in (",", "o") and gap.rstrip()[-1:] == "," and gap.count(",") >= 2


def _comma_before(frame: Frame, mention: Mention) -> bool:
    # ", President Xi, …," inside an apposition: the one it explains stands further to the left.
    return frame.text[frame.start : mention.start].rstrip()[-1:] == "," and frame.text[mention.end : mention.end + 1] != ","


def _comma_around(frame: Frame, mention: Mention, gap: str) -> bool:
    """'The head of the plant, Ivan Ivanov of Minsk, said': a name alone between its commas."""
    closed = gap.rstrip()[-1:] == "," and gap.count(",") == 1
    return closed and frame.text[max(0, mention.start - 3) : mention.start].rstrip()[-1:] == ","


def _leading(frame: Frame, mention: Mention) -> Mention | None:
    """The one who opens the sentence, where the nearest mention only stands in the commas behind him."""
    first = frame.mentions[0]
    opens = not frame.text[frame.start : first.start].strip()
    return first if opens and first is not mention and frame.text[max(0, mention.start - 4) : mention.start].rstrip()[-1:] == "," else None


def _named_before(frame: Frame, mention: Mention) -> Mention | None:
    """The name that an office in commas explains: "Zhang Hong, a research fellow at the Institute of Russian and other Studies, said"."""
    if mention.kind != Who.ROLE:
        return None
    name = next((one for one in reversed(frame.mentions) if one.end < mention.start), None)
    gap = frame.text[name.end : mention.start] if name and name.is_named and " " in name.words else ""
    return name if gap[:2] == ", " and gap.count(",") == 1 and len(gap) <= _OFFICE else None


def _behind(frame: Frame, start: int, end: int, speech: Speech) -> Mention | None:
    first = bisect_left(frame.mentions, end, key=lambda one: one.start)
    for mention in frame.mentions[first : first + _MOST]:
        gap = frame.text[end : mention.start]
        if _is_house_behind(frame, mention, (start, end), gap, speech):
            return mention
        if mention.kind == Who.ROLE and speech["oblique_words"].search(mention.words.split()[-1]):
            continue  # "told the journalists": the subject is still to come
        if (
            _is_medium(mention)
            and not speech.bare_clause
            and any(one.is_named or one.kind == Who.ROLE for one in frame.mentions[first:][:_MOST])
        ):
            continue  # "told the channel": likewise
        if len(gap) > _AFTER or is_oblique(frame, mention, speech):
            return None
        if not gap.strip() or (not speech.bare_clause and not re.search(r"[^\w\s«»“”\"-]", gap)):
            return mention
        return None
    return None


def _is_medium(mention: Mention) -> bool:
    return mention.party is not None and mention.party.kind == "media"


def _subject_in_front(frame: Frame, start: int, end: int, speech: Speech) -> Mention | None:
    """Where words do not stand apart: the one beside the verb, else the first of the nearest clause that names anybody."""
    able = [one for one in _near(frame, end) if not is_oblique(frame, one, speech)]
    beside = [one for one in able if start <= one.start or _adjoins(frame.text[one.end : start], speech)]
    if beside or not able:
        return beside[-1] if beside else None
    last = able[-1]
    begin = max(frame.text.rfind(mark, frame.start, last.start) for mark in _CLAUSE)
    return next(one for one in able if one.start > begin)


def _adjoins(gap: str, speech: Speech) -> bool:
    """Whether only adverbs and honorifics stand between somebody and his verb, and no clause ends there."""
    return not gap or ("，" not in gap and "," not in gap and is_idle(gap, speech))


def _near(frame: Frame, end: int) -> list[Mention]:
    """The last mentions that begin in front of a place."""
    before = bisect_left(frame.mentions, end, key=lambda one: one.start)
    return frame.mentions[max(0, before - _MOST) : before]
