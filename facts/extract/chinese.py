"""Names of China in characters or Cyrillic → Hanyu Pinyin, as the world's press prints them."""

import re
from collections.abc import Iterator
from functools import cache

from facts.extract.languages.rows import load_chinese
from facts.watch import Party, Topic

_CASES = (
    ("", ""),
    ("ам", ""),
    ("ом", ""),
    ("ем", "й"),
    ("ем", "ь"),
    ("а", ""),
    ("у", ""),
    ("е", ""),
    ("я", "й"),
    ("я", "ь"),
    ("ю", "й"),
    ("ю", "ь"),
)
_DOUBLE = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "夏侯", "东方", "東方", "皇甫", "尉迟", "慕容", "令狐", "司徒"}
)
# A vowel alone is a syllable only where no consonant stands before it: behind one it is an ending.
_VOWELS = frozenset("аэоуеяюиё")
_DOTS = re.compile("[·•．‧]")
_POLITE = frozenset({"女士", "先生", "小姐"})
_FAMILIAR = 2  # characters of 老周
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")


def from_characters(name: str) -> str | None:
    """ "张文川" → "Zhang Wenchuan"; None for what does not begin with a surname of China."""
    syllables, _, surnames = _tables()
    if len(name) == _FAMILIAR and name[0] in "老小" and syllables.get(name[1]) in surnames:
        return f"{syllables[name[0]].capitalize()} {syllables[name[1]].capitalize()}"
    if name[1:] in _POLITE and syllables.get(name[0]) in surnames:
        return syllables[name[0]].capitalize()
    if not _NAME.fullmatch(name) or name[0] in load_chinese().sounds:
        return None
    cut = 2 if name[:2] in _DOUBLE and len(name) > 2 else 1
    read = [syllables.get(character, "") for character in name]
    if not all(read) or (cut == 1 and (read[0] not in surnames or len(name) > 3)):
        return None
    return f"{''.join(read[:cut]).capitalize()} {''.join(read[cut:]).capitalize()}"


def sound(name: str) -> str:
    """How the last part of a foreign name sounds: "雅罗舍维奇" and "亚羅舍維奇" are one; "" for what cannot be read."""
    read = [_tables()[0].get(character, "") for character in _DOTS.split(name)[-1]]
    return " ".join(read) if all(read) else ""


def from_cyrillic(name: str) -> str | None:
    """«Чжан Вэньчуань», in any case → "Zhang Wenchuan"; None for what is no such name."""
    words = name.split()
    if len(words) not in (2, 3):
        return None
    surname = _spelt(words[0])
    given = [_spelt_in_any_case(word) for word in words[1:]]
    if surname not in _tables()[2] or not all(given):
        return None
    return " ".join([surname.capitalize(), "".join(filter(None, given)).capitalize()])


def _spelt_in_any_case(word: str) -> str:
    for ending, nominative in _CASES:
        if word.endswith(ending) and (spelt := _spelt(word.removesuffix(ending) + nominative if ending else word)):
            return spelt
    return ""


def _spelt(word: str) -> str:
    """The pinyin of a word that syllables make up wholly; "" for any other."""
    letters = word.lower()
    for cyrillic, russian in load_chinese().belarusian:
        letters = letters.replace(cyrillic, russian)
    return _syllables(letters, "") if len(letters) < 20 else ""


@cache
def _syllables(rest: str, before: str) -> str:
    if not rest:
        return before
    table = _tables()[1]
    for length in range(min(6, len(rest)), 0, -1):
        head, tail = rest[:length], rest[length:]
        if head not in table or tail[:1] in ("ь", "й") or (before and head in _VOWELS):
            continue
        if found := _syllables(tail.removeprefix("ъ"), before + table[head]):
            return found
    return ""


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    tables = load_chinese()
    by_character = {character: syllable for syllable, characters in tables.characters.items() for character in characters}
    return by_character, {cyrillic: syllable for syllable, cyrillic in tables.cyrillic.items()}, tables.surnames


def sounds(topic: Topic, language: str) -> Iterator[tuple[str, Party]]:
    """The sound of every listed name that characters only spell: their choice differs from paper to paper."""
    people = (party for party in topic.parties if party.kind == "person")
    for party in people:
        for row in party.words.get(language, ()):
            heard = sound(row.proof) if from_characters(row.proof) is None else ""
            if heard.count(" ") > 1:
                yield heard, party
