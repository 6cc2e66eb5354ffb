"""Indirect speech: what the article says in its own words that somebody said."""

import re
from collections.abc import Iterator

from facts.extract.attribution import Attribution, Frame, attributions, is_idle, is_oblique
from facts.extract.languages.speech import Speech
from facts.extract.mentions import Mention, Who
from facts.extract.said import Said, Shape
from facts.extract.speaker import Speaker
from facts.extract.speakers import Cast

_REACH = 70  # how far behind its verb a that-word may stand
_OFFICE = 12  # characters in front of an office that explains a name: "the deputy "
_SHORT = 6  # words: a longer beginning is a statement of its own
_BLANK = " \t\n\u00a0\u202f"
_EDGE = _BLANK + ",，;；:：—–-.。!！?？…"
_MARKS = '"“”«»「」『』'
_TITLE = re.compile(r'«[^«»\n]{1,40}»|"[^"\n]{1,40}"|“[^“”\n]{1,40}”')
_COMMA = re.compile(r",(?!\d)|，")


def read_reported(frame: Frame, direct: list[Said], cast: Cast, speech: Speech, governing: Speaker | None) -> list[Said]:
    """Find the indirect statements of a sentence.

    direct     what was read as quotation there; the attributions beside it are used up
    governing  who goes on speaking where one verb governs several sentences
    returns    in the order of certainty; they may overlap each other and the quotations
    """
    end = _without_media(frame, cast, speech)
    said = list(_according(frame, end, cast, speech))
    found = [one for one in attributions(frame, speech) if one.start < end and not _opens(one, frame, speech)]
    ends = _added([*found, *attributions(frame, speech, "object_cues")], frame, speech)
    speaking: Speaker | None = None
    for one in found:
        speaker = _speaker(frame, one, cast, speech, speaking)
        if speaker and not speaker.media and not _used(one, direct, frame):
            said += _contents(frame, one, _stop(frame, one, said, ends, end, speech), speaker, speech)
        speaking = speaker or speaking
    said += _by_object(frame, end, cast, speech)
    said += [one for one in _by_name(frame, end, cast, speech) if not any(at > one.start for at in ends)]
    if not said and not direct and frame.number:
        said += _by_press_office(frame, cast, speech)
    if not said and not direct and governing and speech["voices"].search(frame.words):
        said.append(_stretch(frame, frame.start, end, governing, "", Shape.GOVERNED))
    return [one for one in said if speech.length(frame.text[one.start : one.end]) >= speech.shortest_clause]


def points_back(frame: Frame, cast: Cast, speech: Speech) -> Speaker | None:
    """Who says what the sentence before told, where this one only adds "he said so on Monday"."""
    for one in attributions(frame, speech, "back"):
        speaker = cast.speaker(one.subject) if one.subject else None
        if speaker and not speaker.media:
            return speaker
    return None


def named_source(frame: Frame, cast: Cast, speech: Speech) -> Speaker | None:
    """Whose figures a sentence gives: who is named behind "according to the data of"."""
    for match in speech["sources"].finditer(frame.text, frame.start, frame.end):
        comma = frame.text.find("，", match.end(), match.end() + 40)
        last = comma if comma >= 0 else match.end() + 40
        near = (one for one in frame.mentions if match.start() <= one.start <= last and one.kind != Who.NAME)
        speaker = next((speaker for speaker in map(cast.speaker, near) if speaker and not speaker.media), None)
        if speaker:
            return speaker
    return None


def _opener(frame: Frame, one: Attribution, cast: Cast, speech: Speech) -> Speaker | None:
    """Who opens the sentence of a pronoun: "Lukashenko was not content, and he said so"."""
    first = frame.mentions[0]
    if first.end > one.left or not first.is_named or frame.text[frame.start : first.start].strip() or is_oblique(frame, first, speech):
        return None
    return cast.speaker(first) if first.party or " " in first.words else None


def _speaker(frame: Frame, one: Attribution, cast: Cast, speech: Speech, speaking: Speaker | None) -> Speaker | None:
    """Whose verb it is; a participle ("noting that") is that of the one who speaks."""
    if one.subject and one.subject.kind == Who.PRONOUN:
        near = speaking or _opener(frame, one, cast, speech)
        if near and cast.can_be(near, one.subject.words):
            return near
    if one.subject:
        return cast.speaker(one.subject)
    return (speaking or cast.last) if speech["participles"].fullmatch(one.cue) else None


def _added(found: list[Attribution], frame: Frame, speech: Speech) -> list[int]:
    """Where what was reported ends because another verb of the same speaker begins: ", noting that …", "and added that …"."""
    ends = []
    for one in found:
        before = frame.text[frame.start : one.start].rstrip()
        joined = speech["joined"].search(before)
        if joined and not (one.subject and one.subject.end > frame.start + joined.end()):
            ends.append(frame.start + joined.start())
        elif before[-1:] == "," and speech["participles"].fullmatch(one.cue):
            ends.append(one.start)
        elif frame.text[frame.start : one.left].rstrip()[-1:] in (";", "；"):
            ends.append(one.left)
    return ends


def _opens(one: Attribution, frame: Frame, speech: Speech) -> bool:
    """Whether a participle opens the sentence: "Noting that they are friends, Xi said …" only leads to what is said."""
    participle = speech["participles"].fullmatch(one.cue) is not None and not frame.text[frame.start : one.start].strip()
    return participle and any(other.start > one.end and other.subject for other in attributions(frame, speech))


def _used(one: Attribution, direct: list[Said], frame: Frame) -> bool:
    """An attribution right beside a quotation belongs to that alone."""
    for said in direct:
        behind = frame.text[said.end : one.left].strip(_EDGE + _MARKS)
        front = frame.text[one.right : said.start].strip(_EDGE + _MARKS)
        if (said.end <= one.left and not behind) or (one.right <= said.start and not front):
            return True
    return False


def _without_media(frame: Frame, cast: Cast, speech: Speech) -> int:
    """Where the sentence ends once ", BelTA reports" is taken off."""
    for one in attributions(frame, speech):
        speaker = cast.speaker(one.subject) if one.subject else None
        if speaker and speaker.media and _closes(frame, one):
            return one.left
    return frame.end


def _by_press_office(frame: Frame, cast: Cast, speech: Speech) -> Iterator[Said]:
    """What the press office of a leader tells itself, below the line that only says who sends the article."""
    for one in attributions(frame, speech):
        speaker = cast.speaker(one.subject) if one.subject else None
        if speaker and speaker.party and speaker.party.kind == "press service" and _closes(frame, one):
            yield from _contents(frame, one, frame.end, speaker, speech)


def _closes(frame: Frame, one: Attribution) -> bool:
    before = frame.text[frame.start : one.left].rstrip(_BLANK + "—–-" + _MARKS)
    return before[-1:] in (",", "，") and frame.end - one.right < 90


def _stop(frame: Frame, one: Attribution, said: list[Said], ends: list[int], end: int, speech: Speech) -> int:
    """Where a clause ends that another attribution cuts into: at that, or at the comma before the part cut."""
    added = min((at for at in ends if at > one.right), default=end)
    until = min((other.start for other in said if other.start > one.end and other.shape == Shape.ACCORDING), default=end)
    if until == end:
        return added
    sourced = speech["according"].search(frame.text, one.right, until) or speech["informed"].search(frame.text, one.right, until)
    until = sourced.start() if sourced else until
    # The part cut into begins at the comma before the last: "…, but trade, according to him, …".
    commas = [match.start() for match in _COMMA.finditer(frame.text, one.right, until) if frame.text[one.right : match.start()].strip()]
    return min(added, commas[-2:][0] if commas else until)


def _contents(frame: Frame, one: Attribution, end: int, speaker: Speaker, speech: Speech) -> Iterator[Said]:
    """What one attribution is about: a clause behind a that-word, the bare verb or "as he said", or around it in commas."""
    rest = frame.text[one.right : end]
    before = _front(frame, one, speech)
    comma = _COMMA.search(frame.text, one.right, min(end, one.right + _REACH))
    if comma and speech["inserted"].fullmatch(frame.text[frame.start : one.left].strip()):
        yield _stretch(frame, comma.end(), end, speaker, one.cue, Shape.ACCORDING)
        return
    at = _that(rest, speech)
    bare = speech.bare_clause and speech.spaced and speech["bare"].match(one.cue + rest)
    closed = before[-1:] in (",", "，") and speech.spaced and not (bare and speech["leading"].fullmatch(before))
    deed = speech["deeds"].search(rest, at or 0) if at is not None else None
    if at is not None and not (closed and _in_commas(rest, at)):
        end = one.right + deed.start() if deed else end
        yield _stretch(frame, one.right + at, end, speaker, one.cue, Shape.THAT)
    elif closed:
        yield from _around(frame, one, frame.start + len(before), end, speaker, speech)
    elif bare:
        yield _stretch(frame, one.right, end, speaker, one.cue, Shape.BARE)


def _in_commas(rest: str, at: int) -> bool:
    """'Trade, the minister said, shows that …': the that-word hangs on another verb."""
    comma = rest.find(",")
    return 0 <= comma < at and bool(rest[comma + 1 : at].split()[1:])


def _front(frame: Frame, one: Attribution, speech: Speech) -> str:
    """The sentence in front of an attribution, up to and with the comma that closes it."""
    before = frame.text[frame.start : one.left].rstrip(_BLANK + "—–-" + _MARKS)
    as_ = speech["inserted"].search(before)
    return before[: as_.start() + 1].rstrip() if as_ else _without_adverbs(before, speech)


def _without_adverbs(before: str, speech: Speech) -> str:
    """Take "also" off the end: '…, also said the minister'."""
    comma = max(before.rfind(mark) for mark in ",，") + 1
    adverbs = before[comma:]
    return before[:comma] if comma and adverbs.strip() and is_idle(adverbs, speech) else before


def _that(rest: str, speech: Speech) -> int | None:
    """Where the clause behind the that-word begins, told from the end of the attribution."""
    if not speech.spaced:
        match = speech["that"].match(rest)
        return match.end() if match else None
    match = speech["that"].search(rest, 0, _REACH)
    if not match or re.search(r'[.;:"“«]', _TITLE.sub("", rest[: match.start()])) or speech["cues"].search(rest, 0, match.start()):
        return None
    return match.start() if speech.keeps_that else match.end()


def _around(frame: Frame, one: Attribution, before: int, end: int, speaker: Speaker, speech: Speech) -> Iterator[Said]:
    """'…, X said' gives the part in front; '…, X said, …' the part behind, where the sentence goes on there."""
    comma = _COMMA.search(frame.text, one.right, min(end, one.right + 40))
    if speech["torn"].fullmatch(frame.text[frame.start : before].rstrip(_EDGE).rpartition(" ")[2]):
        return
    if comma is None or _ends_there(frame, one, before, comma.end(), end, speech):
        yield _stretch(frame, frame.start, before, speaker, one.cue, Shape.CLOSED)
    elif not speech["torn"].match(frame.text, comma.end(), end):
        yield _stretch(frame, comma.end(), end, speaker, one.cue, Shape.INSERTED)


def _ends_there(frame: Frame, one: Attribution, before: int, comma: int, end: int, speech: Speech) -> bool:
    """Whether what stands behind the comma only explains the speaker, or tells what else he did."""
    behind = one.subject is not None and one.subject.start > one.start and not _in_house(frame, one, speech)
    if speech.length(frame.text[comma:end]) < speech.shortest_clause:
        return True
    return (behind and speech.length(frame.text[frame.start : before]) > _SHORT) or speech["tail"].match(frame.text, comma, end) is not None


def _in_house(frame: Frame, one: Attribution, speech: Speech) -> bool:
    """Whether the subject is a house behind its verb: «поток, уточнили на магистрали, вырос»."""
    gap = frame.text[one.end : one.subject.start].split() if one.subject else []
    return bool(gap) and speech["inside"].fullmatch(gap[-1]) is not None


def _by_object(frame: Frame, end: int, cast: Cast, speech: Speech) -> Iterator[Said]:
    for one in attributions(frame, speech, "object_cues"):
        speaker = cast.speaker(one.subject) if one.subject else None
        if speaker and not speaker.media:
            yield _stretch(frame, one.end, end, speaker, one.cue, Shape.ASKED if speech.spaced else Shape.THAT)


def _by_name(frame: Frame, end: int, cast: Cast, speech: Speech) -> Iterator[Said]:
    """«он назвал это прорывом»: the name given is what is said, verb included."""
    for one in attributions(frame, speech, "naming_cues"):
        speaker = cast.speaker(one.subject) if one.subject and one.subject.end <= one.start else None
        if speaker and not speaker.media:
            yield _stretch(frame, one.start, end, speaker, one.cue, Shape.NAMED)


def _according(frame: Frame, end: int, cast: Cast, speech: Speech) -> Iterator[Said]:
    """'According to X, …', '…, according to X, …' and '…, according to X'."""
    for match, mention in _sources(frame, end, speech):
        speaker = cast.speaker(mention) if mention else None
        if speaker is None or speaker.media or mention is None:
            continue
        right = max(match.end(), mention.end)
        if frame.text[right : right + 1] == ":":
            continue  # a table of somebody's figures
        comma = _COMMA.search(frame.text, right, min(end, right + 80))
        before = frame.text[frame.start : match.start()].rstrip(_BLANK + "—–-")
        if comma and before[-1:] in (",", "，") and _explains(frame, comma.end(), end):
            comma = None
        if comma and speech.length(frame.text[comma.end() : end]) >= speech.shortest_clause:
            turn = speech["turns"].search(frame.text, comma.end(), end)
            yield _stretch(frame, comma.end(), turn.start() if turn else end, speaker, match.group(), Shape.ACCORDING)
        elif before[-1:] in (",", "，"):
            yield _stretch(frame, frame.start, frame.start + len(before), speaker, match.group(), Shape.CLOSED)


def _explains(frame: Frame, start: int, end: int) -> bool:
    """Whether what stands behind a source is only his office: "…, according to Ivan Ivanov, head of the department."."""
    office = next((one for one in frame.mentions if one.start >= start), None)
    leads = office is not None and office.kind == Who.ROLE and len(frame.text[start : office.start].strip()) <= _OFFICE
    return leads and _COMMA.search(frame.text, start, end) is None


def _sources(frame: Frame, end: int, speech: Speech) -> Iterator[tuple[re.Match[str], Mention | None]]:
    """The places where somebody is referred to, and who; by a house's information it only gives figures, a person says them."""
    for match in speech["according"].finditer(frame.text, frame.start, end):
        yield match, _source(frame, match, speech)
    for match in speech["informed"].finditer(frame.text, frame.start, end):
        mention = _source(frame, match, speech)
        if mention and not mention.is_body and not speech["plural_roles"].search(mention.words):
            yield match, mention


def _source(frame: Frame, match: re.Match[str], speech: Speech) -> Mention | None:
    """Who is named behind "according to"; a pronoun may stand inside the words themselves: «по его словам»."""
    for mention in frame.mentions:
        told = mention.party is not None and mention.party.kind == "media" and mention.end <= match.end()
        if match.start() <= mention.start <= match.end() + 40 and mention.end > match.start() and not told:
            return mention
    pronoun = speech["oblique_pronouns"].search(match.group())
    return Mention(start=match.start(), end=match.end(), kind=Who.PRONOUN, words=pronoun.group()) if pronoun else None


def _stretch(frame: Frame, start: int, end: int, speaker: Speaker, cue: str, shape: Shape) -> Said:
    """A clause without the blanks, commas and full stop around it."""
    words = frame.text[start:end]
    left = start + len(words) - len(words.lstrip(_EDGE))
    right = end - len(words) + len(words.rstrip(_EDGE))
    return Said(start=left, end=max(left, right), speaker=speaker, cue=cue.strip(), shape=shape, frame=frame.number)
