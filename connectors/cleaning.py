"""Text from outside, cleaned once at the door: what is stored can be shown anywhere and stored in any database."""

import html
import re
import unicodedata
from collections.abc import Iterator

MARK = "…"
"""Ends a text that was cut."""

UNSEEN = "\xad\u200b\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Drawn as nothing: signs that split words and numbers, or turn the reading direction of what follows."""

BLOCKS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article"}
)
"""Tags that begin a new line: words on their two sides are two words."""

# ESC and what a terminal takes for a command behind it.
_TERMINAL = re.compile(r"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)|[@-Z\\^_])|\x9b[0-9;?]*[@-~]")
_REMOVED = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1; tab and line ends are kept, NEL is turned into one
    f"{UNSEEN}"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff"  # half a character: no database takes it
    "\U000e0000-\U000e007f"  # invisible letters
    "]"
)
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_TAG = re.compile(r"<(?:!--.*?(?:--!?>|$)|(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>|[!?/][^<>]*>)", re.DOTALL)
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object"})
_SILENT_BEGINS = re.compile(rf"<(?:{'|'.join(sorted(_SILENT))})\b", re.IGNORECASE)
_BREAK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})(?![\w:-])[^<>]*>", re.IGNORECASE)


_RUN = re.compile(r"(?<!\S)\S{64,}")
_PILE = 30


def clean(text: str) -> str:
    """Take out of ``text`` what is not text: controls, half characters, direction marks, terminal commands.

    text     as it came; several lines are kept as lines, ended by "\\n".
    returns  text that is valid UTF-8 and inert on a terminal; the letters are composed (NFC).
    """
    # What is to be taken out cannot be printed, and neither can line ends.
    if not text.replace("\n", "").isprintable():
        text = _REMOVED.sub("", _LINE_ENDS.sub("\n", without_commands(text)))
    return text if text.isascii() else unicodedata.normalize("NFC", _RUN.sub(_without_piles, text))


def _without_piles(run: re.Match[str]) -> str:
    """Leave a letter thirty marks, as Unicode's stream-safe format does: putting them in order takes the square of their number."""
    letters = run[0]
    if not any(map(unicodedata.combining, letters)):
        return letters
    kept, marks = [], 0
    for letter in letters:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _PILE:
            kept.append(letter)
    return "".join(kept)


def without_commands(text: str) -> str:
    """Take out what a terminal would obey, while the ESC that begins it still stands."""
    return _TERMINAL.sub("", text) if "\x1b" in text or "\x9b" in text else text


def clean_line(markup: str, limit: int = 500) -> str:
    """Make one line of ``markup``, as for a title: no tags, no line ends, at most ``limit`` characters and a mark."""
    if not markup:
        return ""
    # Titles are often escaped twice, so tags may only show after the first round.
    text = _text(html.unescape(_text(markup[: limit * 40])))
    return cut(" ".join(clean(text).split()), limit)


def clean_text(markup: str, limit: int = 100_000) -> str:
    """Make plain paragraphs of ``markup``, as for a summary."""
    text = clean(html.unescape(_text(markup[: limit * 10])))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return cut("\n".join(filter(None, lines)), limit)


def cut(text: str, limit: int) -> str:
    """Shorten ``text`` to ``limit`` characters, the last of them the mark."""
    return text if len(text) <= limit else text[: limit - 1] + MARK


def _text(markup: str) -> str:
    if "<" not in markup:
        return markup
    if _SILENT_BEGINS.search(markup):
        return "".join(_pieces(markup))
    return _TAG.sub("", _BREAK.sub("\n", markup))


def _pieces(markup: str) -> Iterator[str]:
    """What stands between the tags. One pass, so that no input makes it slow."""
    silent, at = "", 0
    for tag in _TAG.finditer(markup):
        if not silent:
            yield markup[at : tag.start()]
        at, name = tag.end(), (tag[2] or "").lower()
        if silent:
            silent = "" if tag[1] and name == silent else silent
        elif name in _SILENT and not tag[1] and not tag[0].endswith("/>"):
            silent = name
        elif name in BLOCKS:
            yield "\n"
    if not silent:
        yield markup[at:]
