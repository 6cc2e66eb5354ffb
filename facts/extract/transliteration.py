"""Names in other scripts → Latin letters, as English news prints them."""

import re
from collections.abc import Mapping
from functools import cache

from facts.extract.chinese import from_characters, from_cyrillic
from facts.extract.languages.rows import load_genitives, load_given, load_lacinka, load_letters
from facts.extract.slavic import from_transcription, is_foreign

_LACINKA = re.compile("[łśźžščćńŭŁŚŹŽŠČĆŃŬ]")
_LATIN = re.compile("[A-Za-złśźžščćńŭŁŚŹŽŠČĆŃŬ]+")


def romanise(name: str, language: str, *, genitive: bool = False) -> str:
    """Write a name in Latin letters.

    name      as printed: "Елена Малиновская", "Руслан Страхар"; Latin letters stay.
    language  tells whose letters and endings they are.
    genitive  whether the words in front of it ask for that case: «по словам Вадима Иосуба».
    returns   "Elena Malinovskaya"; names of China in pinyin, from characters as from Cyrillic: "Zhang Wenchuan". A name of
              Belarus in characters is spelled back; any other foreign one stays as printed: nobody could tell its letters.
    """
    chinese = None if is_foreign(name) else from_characters(name)
    if latin := chinese or from_cyrillic(name) or from_transcription(name):
        return latin
    endings, letters = load_letters(language)
    return " ".join(_word(word, endings, letters) for word in _nominative(name.split(), genitive=genitive))


def _nominative(words: list[str], *, genitive: bool) -> list[str]:
    """A name in the genitive as it is in the nominative: "Андрея Короля" → "Андрей Король".

    Its first name shows the case; where that is in no list, only words that ask for a genitive do.
    """
    given = words[0].lower() if len(words) > 1 else ""
    if not given or given in load_given():
        return words
    return _turned(words, given, load_given()) or (_turned(words, given, None) if genitive else None) or words


def _turned(words: list[str], given: str, known: Mapping[str, str] | None) -> list[str] | None:
    for whose in ("his", "her"):
        for genitive, nominative in load_genitives()[whose]:
            first = given.removesuffix(genitive) + nominative
            if given.endswith(genitive) and (known is None or first in known):
                return [first.capitalize(), *words[1:-1], _surname(words[-1], load_genitives()[f"{whose}_surname"])]
    return None


def _surname(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    found = ((genitive, nominative) for genitive, nominative in endings if word.endswith(genitive))
    genitive, nominative = next(found, ("", ""))
    return word.removesuffix(genitive) + nominative


def in_cyrillic(words: str) -> str:
    """Belarusian of Latin letters in Cyrillic: "Jaraševič" → «Ярашэвіч»; anything else comes back as it is."""
    if not _LACINKA.search(words):
        return words
    letters = load_lacinka()
    return _LATIN.sub(
        lambda word: _like(word.group(), _pairs(letters).sub(lambda match: letters[match.group()], word.group().lower())), words
    )


def _like(word: str, spelt: str) -> str:
    return spelt.capitalize() if word[0].isupper() else spelt


def _word(word: str, endings: tuple[tuple[str, str], ...], letters: dict[str, str]) -> str:
    lower = word.lower()
    if given := load_given().get(lower):
        return given
    for ending, latin in endings:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return _spelt(lower[: -len(ending)], letters, word) + latin
    return _spelt(lower, letters, word)


def _spelt(lower: str, letters: dict[str, str], word: str) -> str:
    latin = _pairs(letters).sub(lambda match: letters[match.group()], lower)
    parts = latin.split("-")
    return "-".join(part.capitalize() for part in parts) if word[:1].isupper() else latin


def _pairs(letters: Mapping[str, str]) -> re.Pattern[str]:
    return _compiled(tuple(sorted(letters, key=len, reverse=True)))


@cache
def _compiled(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, keys)) or "(?!)")
