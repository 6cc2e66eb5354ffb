"""Names of Belarus and Russia in Chinese characters → Latin letters: 叶尔马科娃 is Yermakova."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from facts.extract.folded import simplify
from facts.extract.languages.rows import load_slavic

_DOTS = re.compile("[·•．‧]")
_CHARACTERS = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 4  # characters of one piece
_AMBIGUOUS = 3  # characters of a name that may be one of China as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Slavic:
    """How such names are spelled.

    given    {a given name: in Latin letters}
    pieces   {characters, "^" and "$" marking the beginning or the end of a name: Latin letters}
    endings  characters that end such surnames; foreign: characters that names of China have not in their midst
    """

    given: Mapping[str, str]
    pieces: Mapping[str, str]
    endings: frozenset[str]
    foreign: frozenset[str]


def from_transcription(name: str) -> str | None:
    """ "尤里·波利亚科夫" → "Yuri Polyakov"; None for what does not look like such a name."""
    parts = [part for part in _DOTS.split(simplify(name)) if part]
    table = _table()
    known = len(parts) > 1 and parts[0] in table.given
    if not parts or not all(map(_CHARACTERS.fullmatch, parts)):
        return None
    if not (known or parts[-1][-1] in table.endings or (len(parts) == 1 and parts[0] in table.given)):
        return None
    spelt = [table.given.get(part) or _spelt(part) for part in parts]
    return " ".join(part for part in spelt if part) if all(spelt) else None


def is_foreign(name: str) -> bool:
    """Whether characters that could be a name of China only spell one of Belarus: 霍缅科, 安娜."""
    table, plain = _table(), simplify(name)
    if plain in table.given:
        return True  # 安娜
    return len(plain) == _AMBIGUOUS and plain[1] in table.foreign and plain[2] in table.endings and bool(_spelt(plain))


def runs_on(text: str, start: int, end: int) -> bool:
    """Whether a foreign name at [start, end) is only a piece of a longer one: 鲁德 in 鲁德科夫斯基."""
    spelling = _table().endings | _table().foreign
    behind, front = simplify(text[end : end + 2]), simplify(text[max(0, start - 2) : start])
    return (len(behind) > 1 and set(behind) <= spelling) or (len(front) > 1 and set(front) <= spelling | _table().pieces.keys())


def _spelt(part: str) -> str:
    """A surname piece by piece, the longest one first; "" where a character has no Latin letters."""
    if len(part) == 1:
        return ""
    pieces, marked, at, letters = _table().pieces, f"^{part}$", 0, ""
    while at <= len(part):
        found = next((piece for size in range(_LONGEST + 1, 0, -1) if (piece := marked[at : at + size]) in pieces), "")
        if not found and at:
            return ""
        letters += pieces.get(found, "")
        at += len(found) or 1
    return letters.replace("nn", "n").capitalize()  # 伊万涅茨: the sound is spelled twice


@cache
def _table() -> Slavic:
    table = load_slavic()
    return Slavic(given=table["given"], pieces=table["pieces"], endings=frozenset(table["endings"]), foreign=frozenset(table["foreign"]))
