"""Does a raw page name both sides at all? Told in a millisecond, before anything is taken out of it.

A page that is not about the topic is the rule: 99 of 100 of an unfiltered stream. Taking the text out of one costs some fifty
times as much as this look. It may let a page through that a menu makes look right; it must never hold one back whose text, once
taken out, would name both sides. So it asks only for letters without which no name of a side can be there, in every
encoding the page may be in, and behind everything that can stand between two letters of a word in HTML.

It looks at bytes of UTF-8: making text of a page and small letters of the text would cost more than all the rest. Capitals are
told from small letters by no bit that the look keeps (``_FOLD``); the few letters for which that does not do are sought both ways.
"""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from connectors.cleaning import BLOCKS, UNSEEN
from connectors.encodings import declared, marked
from facts.extract.languages.literals import all_of, alternatives, must_hold
from facts.extract.languages.proof import pattern
from facts.extract.remembered import Remembered
from facts.topic import names
from facts.watch import Topic

_NO_UTF8 = ("utf-8", "windows-1251", "gb18030", "big5hkscs", "koi8-r", "iso8859-5", "cp866")
"""What a page that is no clean UTF-8 may be; each is tried, for declarations lie."""
_LARGEST = 1_000_000  # bytes; what is larger costs more to look at than a rare page is worth
_LOOKS = 500  # places of which none proved to be a name; a page with so many may as well be read
_AROUND = 60  # characters; no name is longer
_BYTES, _FAR = 4 * _AROUND, 1_500  # around a name; where tags stand in between
_WIDE = 0.2  # of the bytes are NUL: sixteen bits a letter, whatever is declared
_MARKS_OF_TEXT = r"0*(?:3[2-9]|4[0-7]|160|171|187|82[12]\d|8230)|x0*(?:2[0-9a-f]|a0|ab|bb|201[0-9a-f])"
# Blanks, apostrophes, dashes and quotation marks, all that most pages write as numbers, stand in no run of letters.
_REFERENCE = re.compile(
    rf"&(?:#(?!(?:{_MARKS_OF_TEXT});)|\w{{1,8}}cy;|shy\b|zwn?j;|ZeroWidthSpace;|NoBreak;|lrm;|rlm;)".encode(), re.IGNORECASE
)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_LETTER = r"[A-Za-z\x80-\xff]"
_INLINE = rf"(?!/?(?:{'|'.join(sorted(BLOCKS))})\b)[a-z/!][^<>]*>"
_TAGS = re.compile(rf"<{_INLINE}(?:<{_INLINE})*".encode(), re.IGNORECASE)
# Right between two letters. It begins with "<", which is found fast, and looks back from there.
_CUT = re.compile(rf"<(?<={_LETTER}<){_INLINE}(?:<{_INLINE})*(?={_LETTER})".encode(), re.IGNORECASE)
_MARKUP = re.compile(r"^[^<>]*>|<[^<>]*(?:>|$)")  # of a piece of a page that may begin and end inside a tag
_BETWEEN = re.compile(rf"{_MARKUP.pattern}|\s+")
_CHARACTERS = re.compile(r"\[([\u3400-\u9fff]+)\]")
_BREAKS = [sign.encode() for sign in UNSEEN + "\u200c\u200d"]
# A to Z; in UTF-8 the second byte of А to Я and of À to Þ, and the first of Cyrillic letters, of which р to я have another than Р to Я.
_FOLDED = {
    **{capital: capital + 32 for capital in range(0x41, 0x5B)},
    **{second: second + 32 for second in range(0x90, 0xA0)},
    **{second: second - 32 for second in range(0xA0, 0xB0)},
    0xD1: 0xD0,
}
_FOLD = bytes(_FOLDED.get(byte, byte) for byte in range(256))
_ODD = {letter.encode(): plain for letter, plain in (("\u212a", b"k"), ("İ", b"i"), ("ı", b"i"), ("ſ", b"s"))}
"""Letters that a pattern takes for those of ASCII where capitals are the same to it."""
_ESCAPED = b"\\u"
_UNREAD = re.compile(r"[<&\n\t]")  # where these stand, a text reads otherwise than it is written
_PARTED = re.compile(r"[\s'’–-]")  # in a pattern: of a name with several words or pieces
_ASCII = 0x80
# Searched for in this way, a few signs at once are found some ten times quicker than one of them by bytes.find.
_SIGNS = BytesAhoCorasick([*_BREAKS, *_ODD, _ESCAPED], matchkind=MatchKind.LeftmostFirst)


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to name a side; ``runs`` are letters that must all stand where it is found, ``spread`` over several words or one."""

    runs: frozenset[str]
    read: re.Pattern[str]
    spread: bool

    def may_stand(self, small: str) -> bool:
        """Whether all its letters stand in a text of small letters."""
        return all(run in small for run in self.runs)


class Scan:
    """The look itself, made ready once for a topic."""

    def __init__(self, topic: Topic) -> None:
        looks = [_Look(topic, side) for side in topic.sides]
        # What is rarest is looked for first: most pages lack it, and nothing else is asked of them.
        self._looks = sorted(looks, key=lambda look: look.frequency)

    def sides(self, body: bytes, content_type: str = "") -> frozenset[str]:
        """The sides that the page could name.

        body          a page as it came, unpacked
        content_type  the server's header: "text/html; charset=gbk"
        returns       ids of the topic's sides: {"BY", "CN"} where both may be named
        raises        nothing, on any bytes
        """
        page = _Page(body, content_type)
        return frozenset(look.side for look in self._looks if len(body) > _LARGEST or page.shows(look))

    def lacks(self, body: bytes, content_type: str = "", named: frozenset[str] = frozenset()) -> str:
        """A side that the page does not name and that is not among ``named`` already; "" where all may be named.

        Cheaper than ``sides``: a page that lacks one side is not asked for the others.
        """
        if len(body) > _LARGEST:
            return ""
        page = _Page(body, content_type)
        return next((look.side for look in self._looks if look.side not in named and not page.shows(look)), "")


class _Look:
    """The look for one side: letters that its names cannot do without, then the names around those alone."""

    def __init__(self, topic: Topic, side: str) -> None:
        self.side = side
        owners: dict[str, list[_Name]] = {}
        self._unsure: list[_Name] = []
        for read in dict.fromkeys(one for whole in names(topic, side) for each in alternatives(whole) for one in _spelled(each)):
            name, keys = _Name(all_of(read), pattern(read), _PARTED.search(read) is not None), must_hold(read)
            for key in keys:
                owners.setdefault(key, []).append(name)
            if not keys:
                self._unsure.append(name)
        written: dict[bytes, list[str]] = {}
        for key in owners:
            for folded in _written(key):
                written.setdefault(folded, []).append(key)
        self.frequency = sum(26.0 ** -len(folded) for folded in written)
        self._owners, self._keys = owners, list(written.values())
        self._letters = BytesAhoCorasick(list(written), implementation=Implementation.DFA)

    def sees(self, text: "_Text") -> bool:
        """Whether a name of the side may stand in the text."""
        if any(name.read.search(text.whole()) for name in self._unsure):
            return True
        stands = cache(text.holds)
        able = cache(lambda key: [name for name in self._owners[key] if all(map(stands, name.runs))])
        looks = 0
        for number, start, stop in self._letters.find_matches_as_indexes(text.folded, overlapping=True):
            for key in self._keys[number]:
                if not able(key) or not text.spells(key, start, stop):
                    continue
                if looks == _LOOKS or _is_named(able(key), text, start, stop):
                    return True
                looks += 1
        return False


class _Text:
    """A page as one encoding gives it, in UTF-8."""

    def __init__(self, told: bytes) -> None:
        for letter, plain in _ODD.items() if _holds(told, _ODD) else ():
            told = told.replace(letter, plain)
        self._told = told
        self.folded = self._told.translate(_FOLD)

    def whole(self) -> str:
        """All of it."""
        return self._told.decode()

    def holds(self, run: str) -> bool:
        """Whether letters may stand in it."""
        return any(written in self.folded for written in _written(run))

    def spells(self, key: str, start: int, stop: int) -> bool:
        """Whether letters do stand at a place, and are no tag's: <li> is no Li."""
        before = self._told[max(0, start - 2) : start]
        tag = (before[-1:] == b"<" or before == b"</") and self._told[start] < _ASCII
        return not tag and self._told[start:stop].decode(errors="ignore").lower() == key

    def around(self, start: int, stop: int, far: int) -> str:
        """What stands around a place."""
        return self._told[max(0, start - far) : stop + far].decode(errors="ignore")


class _Page:
    """A page in every way it may have to be read; ways are made as they are asked for, and kept for the next side."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self._made: list[_Text] = []
        self._to_come = map(_Text, _readings(body, content_type))

    def shows(self, look: _Look) -> bool:
        """Whether any reading of it may name the side."""
        return any(look.sees(text) for text in self._texts())

    def _texts(self) -> Iterator[_Text]:
        yield from self._made
        for text in self._to_come:
            self._made.append(text)
            yield text


def _spelled(read: str) -> Iterator[str]:
    """A pattern that begins with one of several characters, once for each: then letters are sure that were not."""
    found = None if must_hold(read) else _CHARACTERS.match(read)
    if found is None:
        yield read
    else:
        yield from (character + read[found.end() :] for character in found[1])


@cache
def _written(key: str) -> tuple[bytes, ...]:
    """The bytes of some letters, folded: once for all ways to write them in capitals and small letters, or for some several times."""
    each = [dict.fromkeys(one.encode().translate(_FOLD) for one in (letter, letter.upper())) for letter in key]
    return tuple(b"".join(letters) for letters in product(*each))


def _is_named(names: list[_Name], text: _Text, start: int, stop: int) -> bool:
    """Whether one of some names stands around a place: as it is written, or, where it has several words, as it is read."""
    near = text.around(start, stop, _BYTES)
    small = near.lower()
    if any(name.may_stand(small) and name.read.search(near) for name in names):
        return True
    spread = [name for name in names if name.spread]
    if not spread or _UNREAD.search(near) is None:
        return False
    far = text.around(start, stop, _FAR)
    small = far.lower()
    spread = [name for name in spread if name.may_stand(small)]
    return bool(spread) and any(name.read.search(told) for told in _as_read(html.unescape(far)) for name in spread)


def _as_read(far: str) -> tuple[str, str]:
    """A piece of a page without its tags, which part words or do not."""
    return _BETWEEN.sub(" ", far), " ".join(_MARKUP.sub("", far).split())


def _holds(text: bytes, signs: Collection[bytes]) -> bool:
    """Whether one of some signs of ``_SIGNS`` stands in a text."""
    return any(text[start:stop] in signs for _, start, stop in _SIGNS.find_matches_as_indexes(text))


def _readings(body: bytes, content_type: str) -> Iterator[bytes]:
    """The page as each encoding gives it, in UTF-8: as it stands, with references resolved, and the words that something cuts in two."""
    for encoding in _encodings(body, content_type):
        text = body if encoding == "" else body.decode(encoding, "replace").encode(errors="replace")
        yield text
        opened = _opened(text)
        if opened is not text:
            yield opened
        if cut := b"\n".join(_joined(opened)):
            yield cut


def _opened(text: bytes) -> bytes:
    refers, escapes = _REFERENCE.search(text), _holds(text, [_ESCAPED])
    if not refers and not escapes:
        return text
    opened = html.unescape(text.decode()) if refers else text.decode()
    return (_ESCAPE.sub(lambda found: chr(int(found[1], 16)), opened) if escapes else opened).encode(errors="replace")


def _joined(text: bytes) -> Iterator[bytes]:
    """The surroundings of words with a tag or a place to break the line inside: a drop capital, an emphasis, a soft hyphen."""
    cuts = [cut.start() for cut in _CUT.finditer(text)]
    cuts += [start for _, start, stop in _SIGNS.find_matches_as_indexes(text) if text[start:stop] in _BREAKS]
    done = 0
    for cut in sorted(cuts):
        if cut >= done:
            done = cut + _BYTES
            around = text[max(0, cut - _BYTES) : done + _BYTES].decode(errors="ignore").encode()
            around = _TAGS.sub(b"", around)
            for sign in _BREAKS:
                around = around.replace(sign, b"")
            yield around


def _encodings(body: bytes, content_type: str) -> tuple[str, ...]:
    """The encodings to try; "" for UTF-8 that is clean and need not be made text of."""
    if (known := marked(body)) and known != "utf-8":
        return (known,)
    if body.count(b"\0") > len(body) * _WIDE:
        return ("utf-16-le", "utf-16-be")
    told = declared(body, content_type)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return tuple(dict.fromkeys((*told, *_NO_UTF8)))
    # Clean UTF-8 that calls itself something else may be that: seven-bit encodings of Chinese are plain ASCII.
    return ("", *(encoding for encoding in told if encoding != "utf-8"))


_scans = Remembered(lambda topic, _: Scan(topic))


def scan_of(topic: Topic) -> Scan:
    """The look for a topic, made once."""
    return _scans(topic, "")
