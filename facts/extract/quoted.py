"""Direct speech: which quotations are somebody's words, and whose."""

import re

from facts.extract.attribution import Attribution, Frame, attributions, documents, is_idle, is_oblique, quotings
from facts.extract.languages.speech import Speech
from facts.extract.mentions import Mention, Who
from facts.extract.quotations import Quotation
from facts.extract.said import Said
from facts.extract.speaker import Speaker
from facts.extract.speakers import Cast

_LINK = re.compile(r"[\s:,：，—–.-]*(?:\w{0,4}\s)?")
_FAR = 160
_SHORTEST = 4  # characters of somebody's words
_CLAUSE = re.compile(r"[，,；;：:“”「」]")


def read_quotations(
    frame: Frame, following: Frame | None, cast: Cast, speech: Speech, carried: Speaker | None, goes_on: bool = False
) -> list[Said]:
    """Tell which quotations of a sentence are direct speech.

    following  the next sentence: it may begin with the attribution
    carried    who was quoted last; a sentence that is nothing but a quotation goes on with him
    goes_on    whether that was in the sentence just before
    """
    found = _cues(frame, speech)
    said: list[Said] = []
    for number, quotation in enumerate(frame.quotations):
        after = frame.quotations[number + 1].left if number + 1 < len(frame.quotations) else frame.end
        one = (
            _attributed_behind(frame, quotation, after, found, cast, speech)
            or _attributed_in_front(frame, quotation, found, cast, speech, said[-1] if said else None)
            or _behind_colon(frame, quotation, cast, speech)
            or _answer(frame, quotation, cast)
            or _whole(
                frame, quotation, None if goes_on else following, cast, speech, carried or (said[-1].speaker if said else None), goes_on
            )
        )
        if one:
            said.append(one)
    return said


def _cues(frame: Frame, speech: Speech) -> list[Attribution]:
    written = list(documents(frame, speech))
    spoken = [*attributions(frame, speech), *attributions(frame, speech, "fragment_cues")]
    quoting = list(quotings(frame, speech))
    # "the paper quoted him as saying", "which says": the verb of saying is no attribution of its own.
    free = [
        one
        for one in spoken
        if not any(-4 <= one.start - other.start < 30 for other in quoting)
        and not any(other.start <= one.start < other.end for other in written)
    ]
    return sorted([*free, *written, *quoting], key=lambda one: one.start)


def _attributed_behind(frame: Frame, quotation: Quotation, stop: int, found: list[Attribution], cast: Cast, speech: Speech) -> Said | None:
    """'"…," said the minister' and «…, — отметил посол»."""
    for one in found:
        if one.left < quotation.right or one.start >= stop:
            continue
        gap = frame.text[quotation.right : _opening(frame, quotation, one)].lstrip(" ,，.]")
        opens = not frame.text[frame.start : quotation.left].strip(' —–-"“«\n\t')
        led = is_idle(gap, speech) or (_long_enough(frame, quotation, speech) and _introduces(gap, speech))
        if not led or not (opens or _long_enough(frame, quotation, speech)):
            return None
        if one.subject is None and not opens:
            return None
        return _said(frame, quotation, cast.speaker(one.subject) if one.subject else cast.last, one.cue)
    return None


def _opening(frame: Frame, quotation: Quotation, one: Attribution) -> int:
    """Where the words that attribute begin: with whoever quotes, where somebody is quoted by another."""
    between = [mention.start for mention in frame.mentions if quotation.right <= mention.start < one.left]
    return min([one.left, *between])


def _attributed_in_front(
    frame: Frame, quotation: Quotation, found: list[Attribution], cast: Cast, speech: Speech, before: Said | None
) -> Said | None:
    """'He said: "…"', a fragment: 'he called it "…"', or a quotation that goes on behind its attribution: '"…," he said, "…"'."""
    in_front = [one for one in found if frame.start <= one.start and one.right <= quotation.left]
    if not in_front:
        return None
    one = in_front[-1]
    gap = frame.text[one.right : quotation.left]
    beside = _LINK.fullmatch(gap) is not None
    colon = gap.rstrip()[-1:] in (":", "：")
    held = (
        one.subject is not None
        and one.subject.kind == Who.ROLE
        and one.subject.start > one.start
        and not speech.bare_clause
        and not gap.strip()
    )
    if held:
        return None  # «гендиректор «Мясокомбината»»: the house, not speech
    resumed = beside and before is not None and before.end <= one.left and not is_word(frame.text[before.end : one.left])
    if not (
        colon or resumed or (beside and _closes(frame, quotation, speech)) or (len(gap) <= _FAR and _long_enough(frame, quotation, speech))
    ):
        return None
    if not beside and speech["title_before"].search(gap.rstrip()) and not _is_long(frame, quotation, speech):
        return None
    speaker = cast.speaker(one.subject) if one.subject else cast.last
    if speaker is None or (speaker.media and speech["fragment_cues"].fullmatch(one.cue)):
        return None
    return _said(frame, quotation, speaker, one.cue)


def _behind_colon(frame: Frame, quotation: Quotation, cast: Cast, speech: Speech) -> Said | None:
    """'Ivan Ivanov, director of the park: "…"': who opens the sentence speaks behind its colon."""
    front = frame.text[frame.start : quotation.left].rstrip()
    first = _opens_clause(frame, quotation, speech)
    if front[-1:] not in (":", "：") or len(front) > _FAR or not first or first.start >= quotation.left:
        return None
    if first.is_body and not is_word(frame.text[first.end : quotation.left]):
        return None
    if (
        (speech.spaced and is_word(frame.text[frame.start : first.start]))
        or is_oblique(frame, first, speech)
        or not _long_enough(frame, quotation, speech)
    ):
        return None
    speaker = cast.speaker(first)
    return _said(frame, quotation, speaker, "") if speaker and not speaker.media else None


def _opens_clause(frame: Frame, quotation: Quotation, speech: Speech) -> Mention | None:
    """Who opens the sentence or, where words do not stand apart, the clause in front of a quotation: 谈到未来，大使充满信心：“…”."""
    if speech.spaced:
        return frame.mentions[0] if frame.mentions else None
    begin = max(frame.text.rfind(mark, frame.start, quotation.left) for mark in "，,；。") + 1
    return next((one for one in frame.mentions if max(begin, frame.start) == one.start), None)


def _answer(frame: Frame, quotation: Quotation, cast: Cast) -> Said | None:
    """What an interview's layout shows to be an answer."""
    return _said(frame, quotation, cast.guest, "") if quotation.answer and cast.guest else None


def is_word(words: str) -> bool:
    """Whether anything but blanks and marks stands there."""
    return re.search(r"\w", words) is not None


def _whole(
    frame: Frame, quotation: Quotation, following: Frame | None, cast: Cast, speech: Speech, carried: Speaker | None, goes_on: bool
) -> Said | None:
    """A sentence that is nothing but a quotation: the next one may name the speaker, else the one before goes on."""
    front = speech["datelines"].sub("", frame.text[frame.start : quotation.left])
    around = front + frame.text[quotation.right : frame.end]
    if re.search(r"[^\s.,!?…:—–\"“”«»-]", around) or not (goes_on or _long_enough(frame, quotation, speech)):
        return None
    one = next(iter(attributions(following, speech)), None) if following else None
    alone = carried is not None or not speech.spaced
    apart = alone and following is not None and following.paragraph != frame.paragraph
    if following and not apart and one and one.subject and _introduces(frame.text[following.start : one.left], speech):
        return _said(frame, quotation, cast.speaker(one.subject), one.cue)
    return _said(frame, quotation, carried, "") if carried else None


def _closes(frame: Frame, quotation: Quotation, speech: Speech) -> bool:
    """Whether a quotation is all that its verb is about: 总统承认，“差距太大了”。"""
    return not speech.spaced and not is_word(frame.text[quotation.right : frame.end]) and quotation.end - quotation.start >= _SHORTEST


def _introduces(words: str, speech: Speech) -> bool:
    """Whether what stands in front of a speaker only tells who it is; where words do not stand apart, that ends with "of"."""
    return is_idle(words, speech) or (not speech.spaced and not _CLAUSE.search(words))


def _long_enough(frame: Frame, quotation: Quotation, speech: Speech) -> bool:
    return speech.length(_words(frame, quotation)) >= speech.shortest_fragment


def _is_long(frame: Frame, quotation: Quotation, speech: Speech) -> bool:
    return speech.length(_words(frame, quotation)) >= 2 * speech.shortest_fragment


def _words(frame: Frame, quotation: Quotation) -> str:
    return frame.original[quotation.start : quotation.end]


def _said(frame: Frame, quotation: Quotation, speaker: Speaker | None, cue: str) -> Said:
    words = frame.original[quotation.start : quotation.end]
    end = quotation.end - len(words) + len(words.rstrip(" ,，\n\u00a0"))
    start = quotation.start + len(words) - len(words.lstrip())
    return Said(start=start, end=max(start, end), speaker=speaker, cue=cue.strip(), frame=frame.number)
