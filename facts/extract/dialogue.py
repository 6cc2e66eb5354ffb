"""Speech without quotation marks, told by the layout: a name and a colon, an answer, a dash at the head of a line."""

import re
from collections.abc import Iterator, Sequence

from facts.extract.attribution import Frame
from facts.extract.languages.speech import Speech
from facts.extract.mentions import Mention, Namer, Namings, Who
from facts.extract.quotations import Quotation
from facts.extract.speaker import Speaker
from facts.extract.speakers import Cast

_LINE = re.compile(r"[^\n]+")
_DASH = re.compile(r"\s*[—–-]\s+")
_NAMED = re.compile(r"[^\n:：“\"«.。,，?]{2,40}[:：]\s*(?=[^\s“\"«])")
_CUT = re.compile(r"[,!?…]\s[—–-]\s")
_RESUMED = re.compile(r"[.,]\s[—–-]\s")
_NEAR = 60
_PROMPT = 220  # characters: a longer line is no question
_LONGEST = 3_000  # characters of an answer of several paragraphs
_OPENS = '"“«„「『'


def find_dialogue(text: str, namer: Namer, speech: Speech) -> list[Quotation]:
    """Find the lines that are somebody's own words by their layout alone, as quotations without marks."""
    found: list[Quotation] = []
    named = asked = False
    namings: Namings | None = None
    for line in _LINE.finditer(text):
        start, end = line.span()
        if found and found[-1].answer and start < found[-1].right:
            continue
        if named and text[start:end].strip() and text[start] not in _OPENS:
            dash = _DASH.match(text, start, end)
            left = dash.end() if dash else start
            found.append(Quotation(left, end, left, end))
        else:
            said = _answered(text, start, end, speech) or _dashed(text, start, end, speech)
            found += said or _replied(text, start, end, asked or _answers_again(text, line, found), speech)
        puts = _asks(text, start, end) or _prompts(text, line, found) or (not asked and _asks_first(text, line))
        asked = puts or (asked and not text[start:end].strip())
        named = _may_open(text, start, end, speech)
        if named:
            namings = namings or namer.within(text)
            named = opens_dialogue(text, start, end, namings.find(start, end), speech)
    return found


def opens_dialogue(text: str, start: int, end: int, mentions: list[Mention], speech: Speech) -> bool:
    """Whether a line is a name, perhaps with an office, and a colon: "Ivan Ivanov, director of the park:"."""
    if not _may_open(text, start, end, speech) or not mentions:
        return False
    first = mentions[0]
    return first.kind in (Who.PARTY, Who.NAME) and not text[start : first.start].strip() and text[first.end] in ",:("


def guest(frames: Sequence[Frame], title: Sequence[Mention], cast: Cast, speech: Speech) -> Speaker | None:
    """Who is asked in an interview: the one named before the first answer, else in the title, else the first named behind it."""
    first = next((frame.number for frame in frames if any(one.answer for one in frame.quotations)), None)
    if first is None:
        return None
    before = [mention for frame in frames[:first] for mention in frame.mentions]
    behind = [mention for frame in frames[first:] for mention in frame.mentions]
    asked = (mention for mention in (*before, *title, *behind) if _is_somebody(mention, speech))
    named = (cast.speaker(mention) for mention in asked)
    return next((speaker for speaker in named if speaker and not speaker.media), None)


def _is_somebody(mention: Mention, speech: Speech) -> bool:
    if not mention.is_named:
        return False
    return mention.party is not None or bool(mention.role) or (" " in mention.words and not speech["no_persons"].search(mention.words))


def _may_open(text: str, start: int, end: int, speech: Speech) -> bool:
    return end - start < 160 and speech["dialogue"].match(text[start:end]) is not None


def _answered(text: str, start: int, end: int, speech: Speech) -> list[Quotation]:
    answer = speech["answers"].search(text, start, end)
    if not answer or text[answer.end() : end].lstrip()[:1] in (*_OPENS, ""):
        return []
    last = start + len(text[start:end].rstrip("。. "))
    return [Quotation(answer.end(), last, answer.end(), last, answer=True)] if last > answer.end() else []


def _replied(text: str, start: int, end: int, asked: bool, speech: Speech) -> list[Quotation]:
    """A line behind a dash or a name that follows a question: "- How many came? / - About two thousand."."""
    mark = (_DASH.match(text, start, end) or _NAMED.match(text, start, end)) if asked else None
    if mark is None or mark.end() >= end:
        return []
    last = _answer_end(text, end, speech) if _DASH.match(text, start, end) else end
    return [Quotation(mark.end(), last, mark.end(), last, answer=True)]


def _answers_again(text: str, line: re.Match[str], found: list[Quotation]) -> bool:
    """Whether a line opens with the name that an answer before it opened with: not every question asks."""
    named = _NAMED.match(text, *line.span())
    heads = (text[text.rfind("\n", 0, one.left) + 1 : one.left] for one in found if one.answer)
    return named is not None and any(head.strip() == named.group().strip() for head in heads)


def _answer_end(text: str, end: int, speech: Speech) -> int:
    """Where an answer ends that goes on over paragraphs without a dash, up to the next question behind one.

    A paragraph that tells who says something is the reporter's, and no part of it.
    """
    last = end
    for line in _LINE.finditer(text, end, end + _LONGEST):
        if _DASH.match(line.group()):
            return last if _asks(text, *line.span()) else end
        if speech["cues"].search(text, *line.span()):
            return end
        last = line.end() if line.group().strip() else last
    return end


def _asks(text: str, start: int, end: int) -> bool:
    """Whether a line is put by somebody: a question behind a dash or a name. A question alone may head a list."""
    put = _DASH.match(text, start, end) or _NAMED.match(text, start, end)
    return put is not None and text[start:end].rstrip()[-1:] in ("?", "？")


def _asks_first(text: str, line: re.Match[str]) -> bool:
    """Whether a short line asks and then tells why: "- And tourism? It has been free of visas since 2018." / "- Since 2018, yes."."""
    after = _LINE.search(text, line.end())
    while after is not None and not after.group().strip():
        after = _LINE.search(text, after.end())
    short = line.end() - line.start() <= _PROMPT and re.search(r"[?？](?!\w)", line.group()) is not None
    return short and after is not None and all(_DASH.match(one.group()) for one in (line, after))


def _prompts(text: str, line: re.Match[str], found: list[Quotation]) -> bool:
    """Whether a line behind a dash that follows an answer asks for the next one, though it is no question."""
    last = found[-1].right if found and found[-1].answer else len(text)
    follows = last <= line.start() and not text[last : line.start()].strip(" .。\n")
    after = _LINE.search(text, line.end())
    if not follows or after is None or line.end() - line.start() > _PROMPT:
        return False
    return all(_DASH.match(one.group()) for one in (line, after)) and after.group().rstrip()[-1:] not in ("?", "？")


def _dashed(text: str, start: int, end: int, speech: Speech) -> list[Quotation]:
    """«— Мы готовы, — сказал министр. — Начнём завтра.»"""
    dash = _DASH.match(text, start, end)
    cut = next(_cuts(text, dash.end(), end, speech), None) if dash else None
    if not dash or not cut:
        return []
    resumed = _RESUMED.search(text, cut.end(), end)
    parts = [(dash.end(), cut.start()), (resumed.end(), end)] if resumed else [(dash.end(), cut.start())]
    return [Quotation(left, right, left, right) for left, right in parts if right > left]


def _cuts(text: str, start: int, end: int, speech: Speech) -> Iterator[re.Match[str]]:
    return (cut for cut in _CUT.finditer(text, start, end) if speech["cues"].match(text, cut.end(), min(end, cut.end() + _NEAR)))
