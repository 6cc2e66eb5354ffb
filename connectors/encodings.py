"""Bytes → text, where what the server and the document say about the encoding may be wrong.

Valid UTF-8 is UTF-8 whatever is declared. Otherwise the declared encoding has to give words that look like words;
if it does not, the encodings that news in our languages was ever written in are tried by how usual their letters are.
"""

import codecs
import re
from dataclasses import dataclass

DOUBT = "\ufdd0"
"""Stands before a piece whose encoding was guessed; ``cleaning.clean`` takes it out."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
# Written by hand on servers; gb2312 nearly always holds letters that only its successors have.
_ALIASES = {
    "cp-1251": "windows-1251",
    "win-1251": "windows-1251",
    "win1251": "windows-1251",
    "windows1251": "windows-1251",
    "1251": "windows-1251",
}
_ALIASES |= {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "utf8": "utf-8",
    "unicode": "utf-8",
    "x-sjis": "shift_jis",
}
_GUESSES = {"zh": ("gb18030", "big5", "windows-1251", "koi8-r"), "": ("windows-1251", "gb18030", "koi8-r", "cp866", "big5")}
# Python's own, for other things; some servers do send "charset=undefined".
_OF_NO_PAGE = frozenset({"idna", "undefined", "punycode", "unicode-escape", "raw-unicode-escape"})
_PLAUSIBLE = 0.6
_SAMPLE = 60_000
_USUAL_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщыьэюяёіў")
_PIECES = re.compile(rb"(<[^<>]*>)")
_WESTERN = frozenset({"iso8859-1", "cp1252", "iso8859-15", "ascii"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read.

    doubtful  nothing gave plausible words; the text holds marks where letters were lost
    guessed   pieces that were in another encoding than the rest; DOUBT stands before each
    """

    text: str
    encoding: str
    doubtful: bool = False
    guessed: int = 0


def decode(body: bytes, content_type: str = "", language: str = "") -> Decoded:
    """Read ``body`` as text.

    content_type  the server's header: "text/xml; charset=windows-1251".
    language      what the source writes, "zh" …; decides only between guesses.
    """
    if name := marked(body):
        return Decoded(body.removeprefix(codecs.BOM_UTF8).decode(name, "replace"), name)
    if (text := _utf8(body)) is not None:
        return Decoded(text, "utf-8")
    likely = [name for name in declared(body, content_type) if name != "utf-8" and plausibility(body, name) >= _PLAUSIBLE]
    if likely:
        return Decoded(body.decode(likely[0], "replace"), likely[0])
    if _mostly_utf8(body):
        return _by_pieces(body, language)
    return _guessed(body, language)


def marked(body: bytes) -> str:
    """The encoding that the first bytes of a page tell, by a mark or by the zero bytes of its markup; "" where they tell none."""
    return next((name for mark, name in _BOMS if body.startswith(mark)), "") or _without_mark(body)


def _without_mark(body: bytes) -> str:
    """UTF-16 shows by its zero bytes: markup is ASCII, so every other byte of its tags is zero."""
    beginning = body[:200]
    if beginning[:1] == b"<" and beginning[1:2] == b"\x00" and beginning[3:4] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if beginning[:2] == b"\x00<" and beginning[2:3] == b"\x00" else ""


def _utf8(body: bytes) -> str | None:
    """Strict, but for a last character that was cut off with the body."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or len(body) - error.start > 3:
            return None
        return body[: error.start].decode("utf-8")


def declared(body: bytes, content_type: str) -> list[str]:
    """The encodings that header and document name, as Python calls them; what is no encoding of text is left out."""
    header = _CHARSET.search(content_type)
    names = [header[1]] if header else []
    names += [(found[1] or found[2]).decode("ascii") for found in _DECLARED.finditer(body, 0, 4_096)]
    return [name for name in map(_codec, names) if name]


def _codec(name: str) -> str:
    name = _ALIASES.get(name.lower(), name.lower())
    try:
        known = codecs.lookup(name)
    except LookupError:
        return ""
    # Codecs such as "rot13" or "zlib" are no encodings of text.
    return known.name if known._is_text_encoding and known.name not in _OF_NO_PAGE else ""


def plausibility(body: bytes, encoding: str) -> float:
    """Say how usual the letters are that ``encoding`` makes of ``body``: 0 noise … 1 ordinary words."""
    text = body[:_SAMPLE].decode(encoding, "replace")
    foreign = [letter for letter in text if letter > "\x7f" and not letter.isspace()]
    if encoding in _WESTERN:
        # Accents are seasoning in a Latin text; a page full of them is Cyrillic in disguise.
        letters = sum(map(str.isalpha, text))
        return 1.0 if len(foreign) < letters / 5 else 0.0
    return sum(map(_usual, foreign)) / len(foreign) if foreign else 1.0


def _usual(letter: str) -> bool:
    if letter in _USUAL_CYRILLIC or letter in "«»—–“”…№、。，：；！？（）《》·":
        return True
    if not "一" <= letter <= "龥":
        return False
    # The first level of GB 2312 holds the 3,755 common characters, in rows B0 to D7.
    pair = letter.encode("gb2312", "ignore") or letter.encode("big5", "ignore")
    return len(pair) == 2 and 0xA4 <= pair[0] <= 0xD7


def _mostly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    foreign = sum(letter > "\x7f" for letter in text)
    return text.count("\ufffd") * 2 < foreign


def _by_pieces(body: bytes, language: str) -> Decoded:
    """One item was pasted from elsewhere: only what stands between its tags is read another way."""
    texts, guessed = [], 0
    for piece in _PIECES.split(body):
        text = _utf8(piece)
        if text is None:
            text, guessed = DOUBT + _guessed(piece, language).text, guessed + 1
        texts.append(text)
    return Decoded("".join(texts), "utf-8", guessed=guessed)


def _guessed(body: bytes, language: str) -> Decoded:
    ranked = [(plausibility(body, name), name) for name in _GUESSES.get(language, _GUESSES[""])]
    score, name = max(ranked, key=lambda guess: guess[0])
    if score >= _PLAUSIBLE:
        return Decoded(body.decode(name, "replace"), name)
    return Decoded(body.decode("utf-8", "replace"), "utf-8", doubtful=True)
