"""Whose office a role is: the country named in it."""

from dataclasses import dataclass

from facts.extract.languages.joined import Joined, Letters
from facts.extract.languages.proof import pattern
from facts.extract.languages.rows import join
from facts.extract.languages.speech import load_speech
from facts.extract.remembered import Remembered
from facts.watch import Topic


@dataclass(frozen=True, slots=True)
class Sides:
    """The names of both sides in one language, and the words behind which stands the country one is posted to."""

    topic: Topic
    names: dict[str, Joined]
    posted: Joined
    language: str

    def named(self, words: str) -> str | None:
        """Tell the side of a role: "посол КНР в Минске" is CN, "ambassador to China" is BY; None where no side is named."""
        found = [(match.start(), side) for side, read in self.names.items() if (match := read.search(words))]
        if not found:
            return None
        at, side = min(found)
        return self.topic.across(side) if self.posted.search(words[:at].rstrip()) else side

    def without(self, words: str) -> str:
        """The words of a role without the countries."""
        for read in self.names.values():
            words = read.sub(" ", words)
        return words

    def house(self, words: str) -> str | None:
        """The listed body that words are nothing but the name of."""
        bodies = (party for party in self.topic.parties if party.kind == "body")
        rows = ((party, row) for party in bodies for row in party.words.get(self.language, ()))
        return next((party.name for party, row in rows if pattern(row.read).fullmatch(words)), None)


def _named(topic: Topic, language: str) -> Sides:
    letters = Letters()
    names = {side: join((pattern(row.read) for row in of.words.get(language, ())), letters) for side, of in topic.sides.items()}
    return Sides(topic, names, load_speech(language)["posted"], language)


sides_of = Remembered(_named)
"""The sides of a topic as one language names them."""
