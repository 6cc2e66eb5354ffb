"""Whose article it is: an official or expert who signs it answers for its figures; a journalist only tells them."""

from facts.extract.attribution import Frame
from facts.extract.languages.speech import Speech
from facts.extract.mentions import Mention
from facts.extract.speaker import Speaker
from facts.extract.speakers import Cast

_LINES = 2  # sentences at either end of an article in which it is signed


def author(frames: list[Frame], cast: Cast, speech: Speech) -> Speaker | None:
    """Who signs an article, where he has an office: "By Ivan Ivanov, ambassador of …"; None where nobody does.

    cast  as it stands when all of the article is read
    """
    ends = frames if len(frames) <= 2 * _LINES else [*frames[:_LINES], *frames[-_LINES:]]
    if any(one.answer for frame in frames for one in frame.quotations):
        return None
    return next((speaker for frame in ends if (speaker := _signed(frame, frames, cast, speech))), None)


def _signed(frame: Frame, frames: list[Frame], cast: Cast, speech: Speech) -> Speaker | None:
    """Who signs with one line, which is a paragraph of its own."""
    signs = speech["bylines"].match(frame.words.strip("()[] \n"))
    if signs is None or sum(one.paragraph == frame.paragraph for one in frames) > 1:
        return None
    named = next((one for one in frame.mentions if one.is_named), None)
    who = named or next(iter(frame.mentions), None)
    return cast.speaker(who) if who and _in_office(who, signs.group()) else None


def _in_office(who: Mention, line: str) -> bool:
    return who.party is not None or bool(who.role) or "," in line
