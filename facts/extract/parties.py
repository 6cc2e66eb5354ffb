"""The people and bodies of the topic file, as one language names them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from facts.extract.languages.proof import pattern
from facts.extract.sieve import Sieve
from facts.watch import Party, Topic


class Parties:
    """The parties of the topic file as one language names them."""

    def __init__(self, parties: Sequence[Party], language: str) -> None:
        self._named = [NamedParty(party, language) for party in parties]
        self._sieve = Sieve([named.joined for named in self._named])

    def possible(self, text: str) -> Iterator["NamedParty"]:
        """Those whose names can stand in a text, in their order."""
        return (self._named[number] for number in self._sieve.able(text))


class NamedParty:
    """A party with its names in one language."""

    def __init__(self, party: Party, language: str) -> None:
        self.party = party
        self.joined = "|".join(f"(?:{read})" for read in _reads(party, language))

    @cached_property
    def read(self) -> re.Pattern[str]:
        """Its names joined; most parties stand in no article, and are never looked for."""
        return re.compile(self.joined, re.IGNORECASE)


def parties_of(topic: Topic, language: str) -> Parties:
    """Those that have names in a language, or in English, which others fall back on."""
    return Parties([party for party in topic.parties if _reads(party, language)], language)


def _reads(party: Party, language: str) -> list[str]:
    rows = [*party.words.get(language, ()), *(party.words.get("en", ()) if language != "en" else ())]
    return [pattern(row.read).pattern for row in rows]
