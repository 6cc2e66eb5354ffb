"""Does a raw page name both sides at all? Told in a millisecond, before anything is taken out of it.

A page that is not about the topic is the rule: 99 of 100 of an unfiltered stream. Taking the text out of one costs some fifty
times as much as this look. It may let a page through that a menu makes look right; it must never hold one back whose text, once
taken out, would name both sides. So it asks only for letters without which no name of a side can be there, in every
encoding the page may be in, and behind everything that can stand between two letters of a word in HTML.
"""

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from connectors.encodings import declared
from facts.extract.languages.literals import all_of, alternatives, must_hold
from facts.extract.languages.proof import pattern
from facts.extract.remembered import Remembered
from facts.topic import names
from facts.watch import Topic

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_UTF8 = ("utf-8", "windows-1251", "gb18030", "big5hkscs", "koi8-r", "iso8859-5", "cp866")
"""What a page that is no clean UTF-8 may be; each is tried, for declarations lie."""
_AROUND = 60  # characters; no name is longer
_WIDE = 0.2  # of the bytes are NUL: sixteen bits a letter, whatever is declared
_REFERENCE = re.compile(r"&(?:#|\w{1,8}cy;|shy;)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = r"</?(?:a|b|big|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>"
_TAGS = re.compile(f"{_TAG}(?:{_TAG})*", re.IGNORECASE)
_CUT = re.compile(rf"<(?<=[^\W\d_]<){_TAG[1:]}(?:{_TAG})*(?=[^\W\d_])", re.IGNORECASE)  # right between two letters
_CHARACTERS = re.compile(r"\[([\u3400-\u9fff]+)\]")
_BREAKS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BREAK = re.compile(f"[{_BREAKS}]")


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to name a side; ``runs`` are letters that must all stand where it is found."""

    side: str
    runs: frozenset[str]
    read: re.Pattern[str]


class Scan:
    """The look itself, made ready once for a topic: letters that names cannot do without, then the names around those alone."""

    def __init__(self, topic: Topic) -> None:
        owners: dict[str, list[_Name]] = {}
        self._unsure: list[_Name] = []
        for side in topic.sides:
            for read in dict.fromkeys(one for whole in names(topic, side) for each in alternatives(whole) for one in _spelled(each)):
                name, keys = _Name(side, all_of(read), pattern(read)), must_hold(read)
                for key in keys:
                    owners.setdefault(key, []).append(name)
                if not keys:
                    self._unsure.append(name)
        self._all = frozenset(topic.sides)
        self._owners = list(owners.values())
        self._letters = AhoCorasick(list(owners))

    def sides(self, body: bytes, content_type: str = "") -> frozenset[str]:
        """The sides that the page could name.

        body          a page as it came, unpacked
        content_type  the server's header: "text/html; charset=gbk"
        returns       ids of the topic's sides: {"BY", "CN"} where both may be named
        raises        nothing, on any bytes
        """
        found = frozenset[str]()
        for text in _readings(body, content_type):
            # Hundreds of items of menus would each be asked whether they are a Li.
            found |= self._named(text.lower().replace("<li", "<").replace("</li", "<"), found)
            if found == self._all:
                break
        return found

    def _named(self, text: str, known: frozenset[str]) -> frozenset[str]:
        found = set(known)
        found.update(name.side for name in self._unsure if name.side not in known and name.read.search(text))
        stands = cache(text.__contains__)
        able: dict[int, list[_Name]] = {}
        for key, start, stop in self._letters.find_matches_as_indexes(text, overlapping=True):
            if key not in able:
                able[key] = [name for name in self._owners[key] if all(map(stands, name.runs))]
            before = text[start - 1 : start]
            if not able[key] or before == "<" or (before == "/" and text[start - 2 : start] == "</"):
                continue  # <li> is no Li
            around = text[max(0, start - _AROUND) : stop + _AROUND]
            found.update(name.side for name in able[key] if name.side not in found and _stands(name, around))
            if len(found) == len(self._all):
                break
        return frozenset(found)


def _spelled(read: str) -> Iterator[str]:
    """A pattern that begins with one of several characters, once for each: then letters are sure that were not."""
    found = None if must_hold(read) else _CHARACTERS.match(read)
    if found is None:
        yield read
    else:
        yield from (character + read[found.end() :] for character in found[1])


def _stands(name: _Name, around: str) -> bool:
    return all(run in around for run in name.runs) and name.read.search(around) is not None


def _readings(body: bytes, content_type: str) -> Iterator[str]:
    """The page as each encoding gives it: as it stands, with references resolved, and the words that something cuts in two."""
    for encoding in _encodings(body, content_type):
        text = body.decode(encoding, "replace")
        yield text
        opened = _opened(text)
        if opened is not text:
            yield opened
        yield "\n".join(_joined(opened))


def _opened(text: str) -> str:
    if _REFERENCE.search(text):
        text = html.unescape(text)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def _joined(text: str) -> Iterator[str]:
    """The surroundings of words with a tag or a place to break the line inside: a drop capital, an emphasis, a soft hyphen."""
    cuts = [cut.start() for cut in _CUT.finditer(text)]
    if any(sign in text for sign in _BREAKS):
        cuts += [cut.start() for cut in _BREAK.finditer(text)]
    done = 0
    for cut in sorted(cuts):
        if cut >= done:
            done = cut + _AROUND
            yield _BREAK.sub("", _TAGS.sub("", text[max(0, cut - _AROUND) : done + _AROUND]))


def _encodings(body: bytes, content_type: str) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return (encoding,)
    if body.count(b"\0") > len(body) * _WIDE:
        return ("utf-16-le", "utf-16-be")
    told = declared(body, content_type)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return tuple(dict.fromkeys((*told, *_NO_UTF8)))
    # Clean UTF-8 that calls itself something else may be that: seven-bit encodings of Chinese are plain ASCII.
    return tuple(dict.fromkeys(("utf-8", *told)))


_scans = Remembered(lambda topic, _: Scan(topic))


def scan_of(topic: Topic) -> Scan:
    """The look for a topic, made once."""
    return _scans(topic, "")
