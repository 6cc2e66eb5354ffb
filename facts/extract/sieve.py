"""Which of many patterns could be found in a text, told in one look for letters they cannot do without."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from facts.extract.languages.literals import must_hold


@dataclass(slots=True)
class Sieve:
    """Patterns, by their numbers, each with the letters one of which stands in whatever it matches."""

    reads: Sequence[str]
    _always: frozenset[int] = field(init=False)
    _owners: list[frozenset[int]] = field(init=False)
    _letters: AhoCorasick | None = field(init=False)

    def __post_init__(self) -> None:
        owners: dict[str, set[int]] = {}
        always = set()
        for number, read in enumerate(self.reads):
            keys = must_hold(read)
            for key in keys:
                owners.setdefault(key, set()).add(number)
            if not keys:
                always.add(number)
        self._always = frozenset(always)
        self._owners = [frozenset(numbers) for numbers in owners.values()]
        self._letters = AhoCorasick(list(owners)) if owners else None

    def able(self, text: str) -> list[int]:
        """The numbers of the patterns that ``text`` must be searched with, in their order; no other can be found in it."""
        if self._letters is None:
            return sorted(self._always)
        seen = {key for key, _, _ in self._letters.find_matches_as_indexes(text.lower(), overlapping=True)}
        return sorted(self._always.union(*(self._owners[key] for key in seen)))
