"""Speaker: somebody of an article who can say something."""

from dataclasses import dataclass

from facts.extract.gender import Gender, gender_of
from facts.watch import Party


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who can say something; ``media`` carries what others say."""

    name: str
    role: str | None = None
    party: Party | None = None
    carrier: bool = False
    house: bool = False

    @property
    def media(self) -> bool:
        """Whether this is a news agency, a paper, a channel or a press office."""
        return self.carrier or (self.party is not None and self.party.kind in ("media", "press service"))

    @property
    def is_body(self) -> bool:
        """Whether this is a house, not somebody."""
        return self.house or (self.party is not None and self.party.kind != "person")

    @property
    def gender(self) -> Gender | None:
        """Which pronoun means this speaker, where that can be told."""
        return gender_of(self.name, self.party)
