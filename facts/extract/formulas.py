"""What a statement is about, and which set phrases of diplomacy stand in it."""

from collections.abc import Sequence

from facts.extract.languages.proof import pattern
from facts.extract.remembered import Remembered
from facts.extract.sieve import Sieve
from facts.watch import Formula, Subject, Topic, Wordings


def find_subjects(words: str, language: str, topic: Topic) -> tuple[str, ...]:
    """The ids of the subjects a stretch of text is about, in the order of the topic file."""
    return _subjects(topic, language).find(words)


def find_formulas(words: str, language: str, topic: Topic) -> tuple[str, ...]:
    """The ids of the set phrases in a stretch of text, in the order of the topic file."""
    return _formulas(topic, language).find(words)


def find_verb(words: str, formula: str, language: str, topic: Topic) -> str:
    """The canonical verb a set phrase goes with in ``words``: "supports"; "" where none stands there.

    The first verb in the order of the topic file wins, so that the file may put "does not support" before "supports".
    """
    verbs = next((one.verbs for one in topic.formulas if one.id == formula), {})
    return next((verb for verb, wordings in verbs.items() if _stands(wordings, words, language)), "")


def _stands(wordings: Wordings, words: str, language: str) -> bool:
    return any(pattern(row.read).search(words) for row in wordings.get(language, ()))


class _Finder:
    """Finds which of several subjects or formulas are named in a stretch of text of one language."""

    def __init__(self, listed: Sequence[Subject | Formula], language: str) -> None:
        self._rows = [(one.id, row.read) for one in listed for row in one.words.get(language, ())]
        self._sieve = Sieve([read for _, read in self._rows])

    def find(self, words: str) -> tuple[str, ...]:
        """The ids of those that are, in the order they are listed in."""
        able = (self._rows[number] for number in self._sieve.able(words))
        return tuple(dict.fromkeys(id_ for id_, read in able if pattern(read).search(words)))


_subjects = Remembered(lambda topic, language: _Finder(topic.subjects, language))
_formulas = Remembered(lambda topic, language: _Finder(topic.formulas, language))
