"""Belarusian in Latin letters, read as the same words in Cyrillic; every place in them is known in both spellings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from facts.article import Article
from facts.extract.languages.rows import load_lacinka, load_latin_kept
from facts.figure import Figure
from facts.known import Facts
from facts.statement import Statement

_MARKS = re.compile("[łśźžščćńŭŁŚŹŽŠČĆŃŬ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile("[A-Za-złśźžščćńŭŁŚŹŽŠČĆŃŬ]+")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff’]+")
_ROMAN = re.compile("[IVX]{2,}")
_FEWEST = 3  # letters that only this spelling has; a name or two has fewer


@dataclass(frozen=True, slots=True)
class Spelling:
    """An article in Cyrillic, and the way back to the letters it was published in.

    starts, ends  by character of the text in Cyrillic: the stretch of the published text it stands for
    words         the words in Cyrillic with how they were printed
    """

    article: Article
    published: Article
    starts: list[int]
    ends: list[int]
    words: Mapping[str, str]

    def as_published(self, facts: Facts) -> Facts:
        """Facts read in Cyrillic, with the places and the words of the published text."""
        return Facts(figures=tuple(map(self._figure, facts.figures)), statements=tuple(map(self._statement, facts.statements)))

    def printed(self, words: str) -> str:
        """Words in Cyrillic as the article printed them."""
        return _CYRILLIC_WORD.sub(lambda word: self.words.get(word.group(), word.group()), words)

    def _figure(self, figure: Figure) -> Figure:
        start, end = self.starts[figure.start], self.ends[figure.end - 1]
        return replace(figure, start=start, end=end, text=self.published.text[start:end], reading=self.printed(figure.reading))

    def _statement(self, statement: Statement) -> Statement:
        start, end = self.starts[statement.start], self.ends[statement.end - 1]
        role = self.printed(statement.speaker_role) if statement.speaker_role else statement.speaker_role
        return replace(
            statement, start=start, end=end, text=self.published.text[start:end], cue=self.printed(statement.cue), speaker_role=role
        )


def respell(article: Article, language: str) -> Spelling | None:
    """Write an article of Latin letters in Cyrillic; None where it is printed in Cyrillic, or in Latin letters of another language.

    Words that no Belarusian spelling has ("Geely", "TEU") stay as they are.
    """
    if language not in load_latin_kept()[0]:
        return None
    if len(_MARKS.findall(article.text)) < _FEWEST or len(_CYRILLIC.findall(article.text)) > len(_WORD.findall(article.text)):
        return None
    starts: list[int] = []
    ends: list[int] = []
    parts: list[str] = []
    words: dict[str, str] = {}
    for start, end, written in _spelt(article.text):
        for left, right, letters in written:
            parts.append(letters)
            starts += [left] * len(letters)
            ends += [right] * len(letters)
        words.setdefault("".join(letters for _, _, letters in written), article.text[start:end])
    title = "".join(letters for _, _, written in _spelt(article.title) for _, _, letters in written)
    return Spelling(replace(article, text="".join(parts), title=title), article, starts, ends, words)


def _spelt(text: str) -> Iterator[tuple[int, int, list[tuple[int, int, str]]]]:
    """The stretches of a text, words and what stands between them: start, end, and the letters in Cyrillic with their places."""
    at = 0
    for word in _WORD.finditer(text):
        yield at, word.start(), [(place, place + 1, text[place]) for place in range(at, word.start())]
        yield word.start(), word.end(), list(_letters(word))
        at = word.end()
    yield at, len(text), [(place, place + 1, text[place]) for place in range(at, len(text))]


def _letters(word: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    written = word.group()
    if _foreign(written):
        yield from ((word.start() + place, word.start() + place + 1, letter) for place, letter in enumerate(written))
        return
    letters = load_lacinka()
    for group in _groups().finditer(written.lower()):
        begin, end = group.span()
        yield word.start() + begin, word.start() + end, _cased(written[begin:end], letters[group.group()], written)


def _foreign(written: str) -> bool:
    """Whether a word is no Belarusian one: another language's letters, a number in Roman ones, the sign of a currency."""
    _, kept, signs = load_latin_kept()
    if written in signs or _ROMAN.fullmatch(written):
        return True
    return kept.search(written.lower()) is not None or _groups().sub("", written.lower()) != ""


def _cased(written: str, letters: str, word: str) -> str:
    if not written[0].isupper():
        return letters
    return letters.upper() if len(word) > 1 and word.isupper() else letters.capitalize()


@cache
def _groups() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(load_lacinka(), key=len, reverse=True))))
